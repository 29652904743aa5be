"""Plain English becomes a command; the near-miss is a question for the sources."""

import pytest

from assistant.chat.commands import Command, read_command

COMMANDS = [
    ("draft", Command("draft")),
    ("Please draft the reply", Command("draft")),
    ("write me a first draft", Command("draft")),
    ("redraft it", Command("draft")),
    ("what does section 31 say?", Command("law", text="31")),
    ("What does s.40(2) say", Command("law", text="40(2)")),
    ("section 12(1)", Command("law", text="12(1)")),
    ("what does regulation 12(4)(b) say", Command("law", text="12(4)(b)", regime="eir")),
    ("what does section 38 of FOISA say", Command("law", text="38", regime="foisa")),
    ("have we answered this before?", Command("precedents")),
    ("have we answered anything about knife crime before?", Command("precedents", text="knife crime")),
    ("find similar requests about agency spend", Command("precedents", text="agency spend")),
    ("why is Q1 withheld?", Command("why", 1)),
    ("Why is question 2 not held", Command("why", 2)),
    ("why is the second one withheld", Command("why", 2)),
    ("withhold Q2 under 31(1)(a)", Command("set", 2, "withhold 31(1)(a)")),
    (
        "withhold Q2 under section 31(1)(a) and 31(1)(b) because tactics would be revealed",
        Command("set", 2, "withhold 31(1)(a), 31(1)(b). tactics would be revealed"),
    ),
    ("refuse the third one under s43(2)", Command("set", 3, "withhold 43(2)")),
    ("q2 s31(1)(a) please", Command("set", 2, "withhold 31(1)(a)")),
    ("Q3 not held", Command("set", 3, "not held")),
    ("Q1: disclose table arrests.csv", Command("set", 1, "disclose table arrests.csv")),
    ("when is it due?", Command("due")),
    ("what's the deadline", Command("due")),
    ("help", Command("help")),
]


@pytest.mark.parametrize(("message", "command"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_a_command_is_understood(message: str, command: Command) -> None:
    assert read_command(message) == command


@pytest.mark.parametrize(
    "message",
    [
        "Is the name of a supplier personal data?",
        "drafting guidance for public interest tests",
        "how do other forces treat bodycam footage",
        "when are prices commercially sensitive",
        "just tell me if it is 2 or 3",
    ],
)
def test_anything_else_is_for_the_sources(message: str) -> None:
    assert read_command(message) is None
