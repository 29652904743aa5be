"""A model writes the paragraphs that are its to write; what it writes is checked before it is used.

It never writes a figure, a date, a right or the conclusion in law. It sees the question, the labels
of the table, the officer's words once screened, and digests of the law: no count.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.decision import Decision
from assistant.errors import ModelError
from assistant.model.failures import failure_of, within
from assistant.model.prompts import prompt
from assistant.model.structured import ask_for
from assistant.reasons import Reasons
from assistant.support import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_EVIDENCE = 1200
MAX_QUESTION = 4000
_PAUSE = 0.5
# Less than this explains nothing.
_LEAST_WORDS = 12

_TASKS = {
    "personal-data": "why what is withheld is personal data: who could recognise the people concerned, and from what",
    "purpose": "what legitimate interest disclosure would serve",
    "necessity": "why disclosing exactly this would, or would not, be necessary for that interest",
    "balance": "why the rights and freedoms of the people concerned outweigh that interest",
    "why": "why the provision applies to what was asked for, and what harm would follow and how",
    "for-disclosure": "the public interest in disclosing it",
    "against-disclosure": "the public interest in withholding it",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """Reasons with the paragraphs that the model wrote and that passed.

    Attributes:
        reasons: every one; where a paragraph failed, the assembled wording stands.
        kept: how many paragraphs of the model were kept.
        asked: how many were asked for.
        remarks: what happened, for the officer.
    """

    reasons: tuple[Reasons, ...]
    kept: int
    asked: int
    remarks: tuple[str, ...]


def explain(
    reasons: Sequence[Reasons],
    decisions: Sequence[Decision],
    shapes: Mapping[str, str],
    model: "BaseChatModel",
    name: str,
    problems: Callable[[str, str, str], Sequence[str]],
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
    kept = asked = 0
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
            one = one.with_paragraph(part, text, name)
        kept += len(paragraphs)
        remarks += [
            f"The model's paragraph on {part} for {one.provision.ref} was not used: {why}"
            for part, why in rejected.items()
        ]
        written.append(one)
    return Explained(tuple(written), kept, asked, tuple(remarks))


def _write(
    one: Reasons,
    parts: Sequence[str],
    decisions: Sequence[Decision],
    shapes: Mapping[str, str],
    asked: Callable[[str, Mapping[str, str]], Mapping[str, str]],
    problems: Callable[[str, str, str], Sequence[str]],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the paragraphs that passed, and for the others why they did not; one retry."""
    text = _prompt_text(one, parts, decisions, shapes)
    good: dict[str, str] = {}
    bad: dict[str, str] = {}
    written: dict[str, str] = {}
    for attempt in range(2):
        wanted = [part for part in parts if part not in good]
        if not wanted:
            break
        complaint = "" if not attempt else _complaint(bad)
        reply = asked(text + complaint, {part: _TASKS[part] for part in wanted})
        bad = {}
        for part in wanted:
            paragraph = " ".join(reply.get(part, "").split())
            wrong = problems(one.provision.ref, part, paragraph) if paragraph else ["it is empty"]
            written[part] = paragraph or written.get(part, "")
            if wrong:
                bad[part] = "; ".join(wrong)
            else:
                good[part] = _headed(part, paragraph, one)
    for part in list(bad):
        if mended := _mended(written[part], partial(problems, one.provision.ref, part)):
            good[part] = _headed(part, mended, one)
            del bad[part]
    return good, bad


def _mended(paragraph: str, problems: Callable[[str], Sequence[str]]) -> str:
    """Return a paragraph without the sentences that something is wrong with; "" where too little is left of it."""
    kept = " ".join(text for one in sentences(paragraph) if not problems(text := one.text.strip()))
    return kept if len(kept.split()) >= _LEAST_WORDS and not problems(kept) else ""


def _asking(model: "BaseChatModel", seconds: float) -> Callable[[str, Mapping[str, str]], Mapping[str, str]]:
    """Return what asks the model for paragraphs in its time; where a server fails in passing, it is asked once more."""

    def asked(text: str, fields: Mapping[str, str]) -> Mapping[str, str]:
        try:
            return within(seconds, lambda: ask_for(model, text, fields))
        except Exception as error:
            if isinstance(error, ModelError) or not failure_of(error).again:
                raise
            time.sleep(_PAUSE)
            return within(seconds, lambda: ask_for(model, text, fields))

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
    group = [d for d in decisions if d.question.number in one.questions]
    figures = [shapes[name] for d in group for name in d.tables]
    evidence = [
        f"{p.title}, {p.locator}: {p.text}" for d in group for p in d.evidence.passages if p.kind == "legislation"
    ]
    summary = one.provision.summary
    return prompt("explain").fill(
        provision=f"{one.title}. {summary}",
        question="\n".join(d.question.text for d in group)[:MAX_QUESTION],
        figures="\n".join(figures),
        reasons="\n".join(d.words for d in group if d.words)[:MAX_QUESTION],
        evidence="\n".join(dict.fromkeys(evidence))[:MAX_EVIDENCE],
        parts="\n".join(f"- {part}: {_TASKS[part]}" for part in parts),
    )
