"""The case that a conversation is about, what one turn gives back, and the steps that can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from assistant.case import Draft
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.pipeline import Intake, Workplace

MAX_STEPS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One turn's changes.

    Attributes:
        what: in words.
        before: the case before them.
        after: the case after them.
    """

    what: str
    before: "CaseFile"
    after: "CaseFile"


@dataclass(frozen=True, slots=True)
class History:
    """What can be taken back and brought back, oldest first."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def with_step(self, step: Step) -> "History":
        """Add a step; what could be brought back no longer can."""
        return History((*self.done, step)[-MAX_STEPS:])


@dataclass(frozen=True, slots=True)
class Call:
    """A tool's name, and what it is called with."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The call as it is offered: “withhold Q2 under 31(1)(a)”."""
        from assistant.tools.offers import in_words

        return in_words(self)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is on the officer's desk, and the newest draft made from it.

    Attributes:
        intake: what the officer brought and decided.
        draft: the newest draft; None where the intake changed since.
        rewritten: passages of the letter that were put in other words: as drafted, and as they read now.
        history: steps of the conversation.
        offered: what was offered in the last turn, for “yes” and “the second” to choose from.
        said: the last turns of the conversation: who spoke, and what.
    """

    intake: Intake
    draft: Draft | None = None
    rewritten: tuple[tuple[str, str], ...] = ()
    history: History = field(default_factory=History)
    offered: tuple[Call, ...] = ()
    said: tuple[tuple[str, str], ...] = ()

    def with_intake(self, **changes: Any) -> "CaseFile":  # noqa: ANN401 - the fields of an intake
        """Return the case with its intake changed; its draft is then out of date."""
        return replace(self, intake=replace(self.intake, **changes), draft=None)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the assistant says in one turn.

    Attributes:
        answer: Markdown.
        citations: the passages it rests on, in the order of their keys [S1], [S2] …
        case: the case after this turn; None, or the same one, where nothing changed.
        verdict: of the check for low counts on the answer.
        model: the model that wrote it; "" where none did.
        changed: what changed in the case, in words; "" where nothing did.
        offered: what “yes” would do.
    """

    answer: str
    citations: tuple[Passage, ...] = field(default=())
    case: CaseFile | None = None
    verdict: Verdict = Verdict.PASS
    model: str = ""
    changed: str = ""
    offered: tuple[Call, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the object of the contract's ``foi ask``."""
        return {
            "answer": self.answer,
            "citations": [{"id": p.id, "title": p.title, "quote": p.text} for p in self.citations],
            "model": self.model or None,
            "verdict": self.verdict.word,
            "changed": self.changed or None,
        }


class Record(Protocol):
    """Where the steps of a case are kept, if not in the conversation alone."""

    def undo(self, case: CaseFile) -> tuple[CaseFile, str]:
        """Take the last change back; return the case, and what was taken back."""

    def redo(self, case: CaseFile) -> tuple[CaseFile, str]:
        """Bring the change back that was taken back last; likewise."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a tool works on and with.

    Attributes:
        case: as it stands.
        workplace: library, policy, authority, model.
        today: by the officer's calendar.
        record: where steps are kept; None for the conversation alone.
    """

    case: CaseFile
    workplace: Workplace
    today: date
    record: Record | None = None


Run = Callable[[Bench, Any], Turn]
