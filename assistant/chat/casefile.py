"""The case that a conversation is about, and what one turn of it gives back."""

import re
from dataclasses import dataclass, field, replace

from assistant.case import Draft
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.notes import parse_notes
from assistant.pipeline import Intake


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is on the officer's desk: the intake, and the newest draft made from it."""

    intake: Intake
    draft: Draft | None = None

    def with_instruction(self, question: int, instruction: str) -> "CaseFile":
        """Return the case with one question decided anew in the notes; its draft is then out of date.

        Raises:
            NotesError: the instruction is not understood.
        """
        notes = replace_instruction(self.intake.notes, question, instruction)
        return CaseFile(replace(self.intake, notes=notes), None)


def replace_instruction(notes: str, question: int, instruction: str) -> str:
    """Return notes in which the block of one question is replaced, or added in its place.

    Raises:
        NotesError: the result is not understood.
    """
    head = re.compile(r"(?im)^[ \t]*q(?:uestion)?[ \t]*\.?[ \t]*(\d{1,3})[ \t]*[:.)\-–]")
    starts = [(m.start(), int(m.group(1))) for m in head.finditer(notes)]
    ends = [*(start for start, _ in starts[1:]), len(notes)] if starts else []
    before = notes[: starts[0][0]] if starts else notes
    blocks = {number: notes[start:end].strip() for (start, number), end in zip(starts, ends, strict=True)}
    blocks[question] = f"Q{question}: {instruction}"
    text = "\n".join(filter(None, [before.strip(), *(blocks[n] for n in sorted(blocks))])) + "\n"
    parse_notes(text)
    return text


@dataclass(frozen=True, slots=True)
class Turn:
    """What the assistant says in one turn.

    Attributes:
        answer: Markdown.
        citations: the passages it rests on, in the order of their keys [S1], [S2] …
        case: the case after this turn; the same one where nothing changed.
        verdict: of the check for low counts on the answer.
        model: the model that wrote it; "" where none did.
        changed: what changed in the case, in words; "" where nothing did.
    """

    answer: str
    citations: tuple[Passage, ...] = field(default=())
    case: CaseFile | None = None
    verdict: Verdict = Verdict.PASS
    model: str = ""
    changed: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the object of the contract's ``foi ask``."""
        return {
            "answer": self.answer,
            "citations": [{"id": p.id, "title": p.title, "quote": p.text} for p in self.citations],
            "model": self.model or None,
            "verdict": self.verdict.word,
        }
