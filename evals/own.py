"""``foi eval own``: an authority's own past replies, held out one by one, drafted again and compared.

What is found stays on the machine: the report lies in the data folder, nothing of it is sent, and small counts are
masked in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import FoiError
from evals.scorers.audit import Low, low_counts_in, masked_numbers
from evals.scorers.law import cited, exists

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.library.passages import Passage
    from assistant.library.status import OwnReply
    from assistant.pipeline import Workplace

WITHIN = 3
FOUND_WITHIN = 5
# Sections that every reply names: the duty, the notice, the review and the regulator are no ground for a refusal.
_EVERYWHERE = {
    "foia": {"1", "8", "10", "16", "17", "45", "50"},
    "eir": {"5", "6", "9", "11", "14", "16", "18"},
    "foisa": {"1", "8", "10", "15", "16", "17", "19", "20", "47", "56"},
}


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A library without one document."""

    whole: "Library"
    without: str

    @property
    def version(self) -> str:
        return f"{self.whole.version} without {self.without}"

    @property
    def remarks(self) -> tuple[str, ...]:
        return self.whole.remarks

    def search(self, query: str, kind: Any = "all", k: int = 10, regime: str | None = None) -> "list[Passage]":  # noqa: ANN401 - the library's own type
        found = self.whole.search(query, kind, k + 1, regime)
        return [passage for passage in found if passage.document_id != self.without][:k]

    def neighbours(self, question: str, k: int = 40) -> "list[tuple[Passage, float]]":
        found = self.whole.neighbours(question, k + 1)
        return [(passage, near) for passage, near in found if passage.document_id != self.without][:k]

    def typical(self, question: str) -> Mapping[str, float]:
        # Of the requests that the program brings, not of the corpus.
        return self.whole.typical(question)

    def provision(self, ref: str, regime: str) -> "Passage | None":
        return self.whole.provision(ref, regime)


@dataclass(frozen=True, slots=True)
class Redrafted:
    """What came of one past reply.

    Attributes:
        id: the document's.
        title: of the reply, its numbers masked.
        date: as the reply gives it.
        questions: how many it answers.
        cited: grounds that it relied on.
        suggested: those of them that are among the first that are suggested without it.
        place: where a search for its questions finds it; 0 for not among the first ten.
        low: low counts that the reply itself gives away.
        leaks: those that the new draft gives away.
        error: why it could not be drafted again; "" for nearly every one.
    """

    id: str
    title: str
    date: str
    questions: int
    cited: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    place: int = 0
    low: tuple[Low, ...] = ()
    leaks: tuple[Low, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What came of all of them.

    Attributes:
        replies: one each.
        threshold: counts of people below it are low.
        file: where the report lies; "" for none.
    """

    replies: tuple[Redrafted, ...]
    threshold: int
    file: str = ""

    @property
    def agreement(self) -> tuple[int, int]:
        """How many grounds of the replies were suggested, and how many there were."""
        return sum(len(one.suggested) for one in self.replies), sum(len(one.cited) for one in self.replies)

    @property
    def found(self) -> tuple[int, int]:
        """How many replies are among the first that a search for their questions finds, and how many there were."""
        tried = [one for one in self.replies if not one.error]
        return sum(1 <= one.place <= FOUND_WITHIN for one in tried), len(tried)

    @property
    def leaks(self) -> int:
        """How many new drafts give a low count away."""
        return sum(bool(one.leaks) for one in self.replies)

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``foi eval own --json`` prints; it holds no count of people."""
        return {
            "replies": [asdict(one) for one in self.replies],
            "section_agreement": dict(zip(("suggested", "cited"), self.agreement, strict=True)),
            "retrieval": dict(zip(("found", "tried"), self.found, strict=True)),
            "replies_with_low_counts": sum(bool(one.low) for one in self.replies),
            "drafts_that_leak": self.leaks,
            "threshold": self.threshold,
            "file": self.file,
        }


def redraft_all(workplace: "Workplace", today: date, progress: Callable[[str], None] | None = None) -> Own:
    """Hold out each past reply that the officer added, draft it again, and compare.

    Args:
        workplace: with the library that holds them; no register is read or written.
        today: the date of the drafts.
        progress: told of each reply as it begins.

    Raises:
        FoiError: there is no such reply.
    """
    library = workplace.library
    replies = [reply for reply in library.own_replies() if reply.parts] if library else []
    if library is None or not replies:
        raise FoiError(
            "the corpus holds no past reply of your own",
            todo="Add some: foi corpus add FOLDER (replies as .md, .docx, .pdf, or a disclosure log as .csv).",
        )
    regimes = {entry.id: entry.regime for entry in library.documents()}
    found = []
    for number, reply in enumerate(replies, 1):
        if progress:
            progress(f"{number} of {len(replies)}")
        found.append(_redrafted(reply, regimes.get(reply.id, "") or "foia", library, workplace, today))
    return Own(tuple(found), workplace.policy.threshold)


def _redrafted(reply: "OwnReply", regime: str, library: "Library", workplace: "Workplace", today: date) -> Redrafted:
    from assistant.pipeline import Intake, draft_reply

    threshold = workplace.policy.threshold
    answers = "\n\n".join(answer for _, answer in reply.parts)
    questions = [" ".join(question.split()) for question, _ in reply.parts if question.strip()]
    low = tuple(low_counts_in(answers, threshold))
    one = Redrafted(reply.id, masked_numbers(reply.title), reply.date, len(questions), low=low)
    if not questions:
        return replace(one, error="it holds no question")
    grounds = grounds_in(answers, regime)
    held_out = cast("Library", HeldOut(library, reply.id))
    request = "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))
    try:
        draft = draft_reply(
            Intake(request, regime=regime, received=today, letter_date=today),
            replace(workplace, library=held_out, register=None),
        )
    except FoiError as error:
        return replace(one, error=masked_numbers(error.what))
    written = "\n\n".join(answer.text for answer in draft.letter.answers)
    return replace(
        one,
        cited=grounds,
        suggested=tuple(ref for ref in grounds if ref in _suggested(questions, held_out, regime)),
        place=_place(reply.id, questions, library),
        leaks=tuple(low_counts_in(written, threshold)),
    )


def grounds_in(text: str, regime: str) -> tuple[str, ...]:
    """Return the sections (of the Regulations, the exceptions) that a reply relies on, each once."""
    refs = [ref for ref in cited(text, regime) if exists(ref, regime) and _base(ref, regime)]
    bases = dict.fromkeys(_base(ref, regime) for ref in refs)
    return tuple(base for base in bases if base.partition("(")[0] not in _EVERYWHERE[regime])


def _base(ref: str, regime: str) -> str:
    """Return a provision's section; of regulation 12, which holds all exceptions, the exception."""
    number, _, _ = ref.partition("(")
    exception = re.match(r"12\([45]\)\([a-g]\)", ref)
    return exception.group() if regime == "eir" and exception else number


def _suggested(questions: Sequence[str], library: "Library", regime: str) -> set[str]:
    from assistant.library.suggest import suggest

    made = [suggest(question, library, regime)[:WITHIN] for question in questions]
    return {_base(one.exemption, regime) for several in made for one in several if one.exemption}


def _place(document: str, questions: Sequence[str], library: "Library") -> int:
    """Return the best place at which a search for one of its questions finds a reply."""
    places = []
    for question in questions:
        names = list(dict.fromkeys(p.document_id for p in library.search(question, "responses", 10)))
        places += [names.index(document) + 1] if document in names else []
    return min(places, default=0)
