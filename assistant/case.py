"""The record of a case: what went in, what came out, and what made it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.findings import Finding, Verdict
from assistant.letter import Letter, Particulars
from assistant.library.passages import Passage
from assistant.reasons import Reasons
from assistant.request import Request


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted reply with its checks and everything that made it.

    Attributes:
        request: with its questions.
        particulars: dates, reference, regime.
        decisions: one a question.
        figures: the protected tables by name; raw counts are not part of the record.
        reasons: why each provision applies, and who wrote each paragraph.
        letter: the reply.
        verdict: the worst of the findings; block where a check did not run.
        findings: of the checks on the letter, and of the drafting.
        model: the model that wrote paragraphs; "" where none did.
        sources: passages that the draft drew on.
        fingerprint: over all that made the draft: inputs, policy, prompts, model, corpus, version.
        remarks: what happened on the way that the officer should know.
        made: when.
        template: the house's Word document whose page and styles an exported letter takes.
        paragraphs: of the model's, how many were asked for, kept, and kept since they only repeat the general wording.
    """

    request: Request
    particulars: Particulars
    decisions: tuple[Decision, ...]
    figures: dict[str, Protected]
    reasons: tuple[Reasons, ...]
    letter: Letter
    verdict: Verdict
    findings: tuple[Finding, ...]
    model: str
    sources: tuple[Passage, ...]
    fingerprint: str
    made: datetime
    remarks: tuple[str, ...] = field(default=())
    template: Path | None = None
    paragraphs: tuple[int, int, int] = (0, 0, 0)

    def as_json(self) -> dict[str, object]:
        """Return the object of the contract's ``foi draft``."""
        return {
            "reference": self.particulars.reference,
            "received": self.particulars.received.isoformat(),
            "due": self.particulars.due.isoformat(),
            "regime": self.particulars.regime,
            "model": self.model or None,
            "questions": self._questions(),
            "letter": self.letter.text,
            "verdict": self.verdict.word,
            "findings": [finding.as_json() for finding in self.findings],
            "sources": [source_json(one) for one in self.sources],
            "fingerprint": self.fingerprint,
            "remarks": list(self.remarks),
            "decisions": [dict(one) for table in self.figures.values() for one in table.decisions],
        }

    def _questions(self) -> list[dict[str, object]]:
        return [
            {
                "number": decision.question.number,
                "text": decision.question.text,
                "outcome": answer.outcome,
                "exemptions": list(answer.refs),
                "answer": answer.text,
                "sources": [passage.id for passage in decision.evidence.passages],
            }
            for decision, answer in zip(self.decisions, self.letter.answers, strict=True)
        ]


def source_json(passage: Passage) -> dict[str, str]:
    return {"id": passage.id, "title": passage.title, "kind": passage.kind, "quote": passage.text}
