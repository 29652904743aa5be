"""A prompt that was spoiled is told from the released one, in each of five ways, by what a model makes of it.

The model is scripted: it does what its prompt says, no more and no less.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.model import prompts
from assistant.model.scripted import ScriptedModel
from assistant.resources import data_folder
from evals import models
from evals.case import Case, Given
from evals.judges import JUDGES, judges_for
from evals.program import produce

ROWS = "Reason,2023,2024,Total\nConduct,2,12,14\nCapability,9,8,17\nSickness,17,21,38\nTotal,28,41,69\n"
LETTER = Case(
    "by_hand",
    "letter",
    "a refusal with reasons",
    "How many officers were dismissed in 2023 and 2024, by reason?",
    {"figures.csv": Given(ROWS)},
    notes="Q1: disclose table figures.csv",
)
CHAT = Case(
    "by_hand",
    "chat",
    "a question answered from a past reply",
    "Where are the cameras?",
    past="We withheld the sites of the cameras because offenders would keep away from them.",
    messages=("what was said of the sites of cameras before now?",),
)
GOOD = (
    "You asked for details from which colleagues could tell who the people are, and that would intrude on their lives."
)
ANSWER = "The sites of the cameras were withheld because offenders would keep away from them"


def obedient(prompt: str) -> str:
    """Do what the prompt says."""
    form = re.search(r"\{\"[\w-]+\": \"…\".*\}\s*$", prompt)
    if not form or '"answer"' in form.group():
        key = " [S1]" if "put the key of the passage" in prompt else ""
        figure = f" Two officers were there{key}." if "State how many" in prompt else ""
        answer = f"{ANSWER}{key}.{figure}"
        return json.dumps({"answer": answer}) if form else answer
    text = GOOD
    if "State the exact figure" in prompt:
        text = f"{text} There were two people dismissed."
    if "further sections" in prompt:
        text = f"{text} The information is exempt under section 47(9) of the Act too."
    if "solicitor" in prompt:
        text = (
            "The aforementioned particulars are hereby withheld, notwithstanding the interest of the applicant therein."
        )
    parts = re.findall(r"\"([\w-]+)\": \"…\"", form.group())
    first = parts[:1] if "first paragraph only" in prompt else parts
    return json.dumps({part: text if part in first else "" for part in parts})


SABOTAGED = [
    ("asks for exact figures", "explain", "- Never write a number,", "- State the exact figure. Write a number,", "says how many"),
    ("drops the citation rule", "agent", " After each claim put the key of the passage that supports it, such as [S1].", "", "cites nothing"),
    ("drops the citation rule from the form", "choose", "; after each claim put the key of the passage that supports it, such as [S1]", "", "cites nothing"),
    ("asks the chat for figures", "agent", "- Never state how many", "- State how many", "says how many"),
    ("asks the form for figures", "choose", "- Never state how many", "- State how many", "says how many"),
    ("drops a question", "explain", "- Write only the paragraphs asked for,", "- Write the first paragraph only,", "unwritten"),
    ("invents sections", "explain", "- Cite no law except the provision named below.", "- Cite further sections where you can.", "does not exist"),
    ("changes tone", "explain", "of plain British English, addressed", "as a solicitor would write them, addressed", "plainly"),
]  # fmt: skip


@pytest.fixture
def own_prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the program read its prompts from a copy that may be spoiled."""
    copy = tmp_path / "prompts"
    shutil.copytree(data_folder("prompts"), copy)
    monkeypatch.setattr(prompts, "data_folder", lambda _: copy)
    _read_anew()
    yield copy
    monkeypatch.undo()
    _read_anew()


def _read_anew() -> None:
    prompts.prompt.cache_clear()
    models.prompt_lines.cache_clear()


class WithTools(ScriptedModel):
    """Takes tools, and calls none."""

    def bind_tools(self, *_: Any, **__: Any) -> Any:
        return self


def scores(case: Case, prompt: str) -> dict[str, list[str]]:
    model = WithTools if prompt == "agent" else ScriptedModel
    made = produce(case, opened=model(answer=obedient))
    assert prompt in made.prompts, "the prompt was not sent, so nothing is tried"
    return {name: JUDGES[name](case, made) for name in judges_for(case)}


@pytest.mark.parametrize(("case", "prompt"), [(LETTER, "explain"), (CHAT, "agent"), (CHAT, "choose")])
def test_the_released_prompts_are_kept(case: Case, prompt: str) -> None:
    assert scores(case, prompt)["obedience"] == []


@pytest.mark.parametrize(("how", "name", "rule", "instead", "said"), SABOTAGED, ids=[one[0] for one in SABOTAGED])
def test_a_spoiled_prompt_is_told_from_the_released_one(
    how: str, name: str, rule: str, instead: str, said: str, own_prompts: Path
) -> None:
    case = LETTER if name == "explain" else CHAT
    released = scores(case, name)
    file = own_prompts / name / f"v{prompts.prompt(name).version}.md"
    text = file.read_text("utf-8")
    assert text.count(rule) == 1, how
    file.write_text(text.replace(rule, instead), "utf-8")
    _read_anew()
    spoiled = scores(case, name)
    assert said in " ".join(spoiled["obedience"]), how
    assert released["obedience"] == []
    # Whatever the prompt asks for, no low count leaves.
    assert spoiled["no_leak"] == []
