"""A model writes the paragraphs that are its to write; what it writes is checked before it is used.

It never writes a figure, a date, a right or the conclusion in law. It sees the question, the labels
of the table, the officer's words once screened, and digests of the law: no count.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.argument import Argument, rests_on
from assistant.decision import Decision
from assistant.errors import ModelError
from assistant.model.failures import failure_of, within
from assistant.model.prompts import prompt
from assistant.model.structured import ask_for
from assistant.reasons import Reasons
from assistant.support import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_QUESTION = 4000
_PAUSE = 0.5
# Less than this explains nothing.
_LEAST_WORDS = 12

# What the general wording says of itself by the question's number.
_ITS_QUESTIONS = re.compile(
    r"\b(t)he (?:rest of the )?information asked for in questions? \d+(?:(?:, | and )\d+)*", re.IGNORECASE
)
_ASKED_FOR, _REASON = "[what was asked for]", "[the officer's reason]"


@dataclass(frozen=True, slots=True)
class Explained:
    """Reasons with the paragraphs that the model wrote and that passed.

    Attributes:
        reasons: every one; where a paragraph failed, the assembled wording stands.
        kept: how many paragraphs of the model were kept.
        alike: how many of these only repeat the general wording, which then stands.
        asked: how many were asked for.
        remarks: what happened, for the officer.
    """

    reasons: tuple[Reasons, ...]
    kept: int
    alike: int
    asked: int
    remarks: tuple[str, ...]


def explain(
    reasons: Sequence[Reasons],
    decisions: Sequence[Decision],
    shapes: Mapping[str, str],
    model: "BaseChatModel",
    name: str,
    problems: Callable[[Reasons, str, str], Sequence[str]],
    seconds: float = 60.0,
) -> Explained:
    """Let a model write the writable paragraphs of each provision's reasons.

    Args:
        reasons: as assembled.
        decisions: with the officer's words screened.
        shapes: the tables' labels in words, by name.
        model: any chat model.
        name: what to call it in the record.
        problems: says what is wrong with the paragraph of a provision's part; empty when nothing is.
        seconds: how long one reply may take.

    Returns:
        The reasons; a paragraph that failed twice, or never came, keeps its assembled wording.
    """
    written: list[Reasons] = []
    remarks: list[str] = []
    kept = alike = asked = 0
    for index, one in enumerate(reasons):
        parts = list(one.writable)
        asked += len(parts)
        try:
            paragraphs, rejected = _write(one, parts, decisions, shapes, _asking(model, seconds), problems)
        except Exception as error:  # noqa: BLE001 - whatever a provider raises, the draft is made without it
            remarks.append(
                f"The model {name} gave no usable reply ({failure_of(error).words}); the standing wording is used instead."
            )
            written += reasons[index:]
            break
        for part, text in paragraphs.items():
            if text:
                one = one.with_paragraph(part, text, name, rests_on(text, argument_of(one, part, decisions, shapes)))
        kept += len(paragraphs)
        alike += sum(not text for text in paragraphs.values())
        remarks += [
            f"The model's paragraph on {part} for {one.provision.ref} was not used: {why}"
            for part, why in rejected.items()
        ]
        written.append(one)
    return Explained(tuple(written), kept, alike, asked, tuple(remarks))


def _write(
    one: Reasons,
    parts: Sequence[str],
    decisions: Sequence[Decision],
    shapes: Mapping[str, str],
    asked: Callable[[str, Sequence[str]], Mapping[str, str]],
    problems: Callable[[Reasons, str, str], Sequence[str]],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the paragraphs that passed, and for the others why they did not; one retry.

    A paragraph that only repeats the general wording is returned empty: that wording stands as it is, and is nobody's but the program's.
    """
    text = _prompt_text(one, parts, decisions, shapes)
    good: dict[str, str] = {}
    bad: dict[str, str] = {}
    written: dict[str, str] = {}
    for attempt in range(2):
        wanted = [part for part in parts if part not in good]
        if not wanted:
            break
        complaint = "" if not attempt else _complaint(bad)
        reply = asked(text + complaint, wanted)
        bad = {}
        for part in wanted:
            paragraph = " ".join(reply.get(part, "").split())
            wrong = problems(one, part, paragraph) if paragraph else ["it is empty"]
            written[part] = paragraph or written.get(part, "")
            if wrong:
                bad[part] = "; ".join(wrong)
            else:
                good[part] = "" if paragraph == claim_of(one, part) else _headed(part, paragraph, one)
    for part in list(bad):
        if mended := _mended(written[part], partial(problems, one, part)):
            good[part] = _headed(part, mended, one)
            del bad[part]
    return good, bad


def _mended(paragraph: str, problems: Callable[[str], Sequence[str]]) -> str:
    """Return a paragraph without the sentences that something is wrong with; "" where too little is left of it."""
    kept = " ".join(text for one in sentences(paragraph) if not problems(text := one.text.strip()))
    return kept if len(kept.split()) >= _LEAST_WORDS and not problems(kept) else ""


def _asking(model: "BaseChatModel", seconds: float) -> Callable[[str, Sequence[str]], Mapping[str, str]]:
    """Return what asks the model for paragraphs in its time; where a server fails in passing, it is asked once more."""

    def asked(text: str, wanted: Sequence[str]) -> Mapping[str, str]:
        try:
            return within(seconds, lambda: ask_for(model, text, wanted))
        except Exception as error:
            if isinstance(error, ModelError) or not failure_of(error).again:
                raise
            time.sleep(_PAUSE)
            return within(seconds, lambda: ask_for(model, text, wanted))

    return asked


def _headed(part: str, paragraph: str, one: Reasons) -> str:
    """Keep the heading that the assembled wording gives to a public interest paragraph."""
    assembled = next(p.text for p in one.paragraphs if p.part == part)
    if assembled.startswith("**"):
        return assembled[: assembled.index(".**") + 3] + " " + paragraph
    return paragraph


def _complaint(bad: Mapping[str, str]) -> str:
    lines = "\n".join(f"- {part}: {why}" for part, why in bad.items())
    return f"\n\nYour last reply could not be used:\n{lines}\nWrite these paragraphs again and keep every rule."


def _prompt_text(one: Reasons, parts: Sequence[str], decisions: Sequence[Decision], shapes: Mapping[str, str]) -> str:
    provision, question, figures, officer = _given(one, decisions, shapes)
    return prompt("explain").fill(
        provision=provision,
        question=question[:MAX_QUESTION],
        figures=figures,
        reasons=officer[:MAX_QUESTION],
        parts="\n".join(f"- {part.replace('-', '_')}: {_task(one, part, officer)}" for part in parts),
    )


def _given(one: Reasons, decisions: Sequence[Decision], shapes: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return what reasons may rest on: the provision, the questions, the tables' labels, the officer's words."""
    group = [d for d in decisions if d.question.number in one.questions]
    figures = [shapes[name] for d in group for name in d.tables]
    said = [p.text for p in one.paragraphs if p.source == "officer"]
    officer = dict.fromkeys([*(d.words for d in group if d.words), *said])
    return (
        f"{one.title}. {one.provision.summary}",
        "\n".join(d.question.text for d in group),
        "\n".join(figures),
        "\n".join(officer),
    )


def argument_of(one: Reasons, part: str, decisions: Sequence[Decision], shapes: Mapping[str, str]) -> Argument:
    """Return what a part of the reasons has to argue, and from what."""
    provision, question, figures, officer = _given(one, decisions, shapes)
    sources = (
        ("your reasons", officer),
        ("the request", question),
        ("the labels of the table", figures),
        (one.title, provision),
    )
    return Argument(claim_of(one, part), sources)


def _task(one: Reasons, part: str, officer: str) -> str:
    """Return what a paragraph is to say: its general wording, with blanks for what only this case can say."""
    text = _general(one, part)
    general = dict(one.provision.blanks).get("reason", "")
    if officer and part == "why" and general and general in text:
        text = text.replace(general, _REASON)
    return _ITS_QUESTIONS.sub(_ASKED_FOR, text)


def _general(one: Reasons, part: str) -> str:
    text = next(p.text for p in one.paragraphs if p.part == part)
    return text[text.index(".**") + 3 :].strip() if text.startswith("**") else text


def claim_of(one: Reasons, part: str) -> str:
    """Return what a part of the reasons claims without a model, without its heading and the question's number."""
    return _ITS_QUESTIONS.sub(r"\1his information", _general(one, part))
