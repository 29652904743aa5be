"""The watch over what is sent to models catches a count, and takes no other number for one."""

import pytest
import sent
from langchain_core.messages import HumanMessage

from assistant.model.scripted import ScriptedModel

RAW = {3, 14, 212}
HELD = [
    ("digits", "There were 212 arrests in North.", True),
    ("words", "Three people were de-arrested in 2023.", True),
    ("a low count beside its noun", "3 people were charged.", True),
    ("another number", "There were 9 arrests in North.", False),
    ("a section of the same number", "Section 14(1) covers vexatious requests.", False),
    ("a date of the same number", "It was received on 3 March 2026.", False),
    ("a question's number", "Question 3: not held", False),
    ("the prompt's own words", "You help a Freedom of Information officer in a United Kingdom public authority with one case. You have tools over the case; the program writes the letter.", False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "held"), HELD, ids=[row[0] for row in HELD])
def test_the_watch_tells_a_count_from_other_numbers(why: str, text: str, held: bool, what_is_sent: sent.Sent) -> None:
    what_is_sent.raw |= RAW
    ScriptedModel(replies=["Yes."]).invoke([HumanMessage(text)])
    faults, what_is_sent.faults = what_is_sent.faults, []
    assert what_is_sent.calls == 1, "every call is seen"
    assert bool(faults) is held, why
