"""Stage 2: a question, and the passages of past responses and of the law that bear on it, or none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.passages import Passage
from assistant.library.words import stems

if TYPE_CHECKING:
    from assistant.library import Library

LAW_PASSAGES = 3
NOTHING_FOUND = "No past reply and no provision was found that bears on this question."
# Two questions are the same when they share nearly all of the words that carry meaning, years aside.
SAME_QUESTION = 0.75


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question.

    Attributes:
        question_text: the question, in the applicant's words.
        passages: past responses first, then law, each best first; empty where it was looked for and none was found.
        note: what the officer should know of the search; "" where there is nothing to say.
    """

    question_text: str
    passages: tuple[Passage, ...]
    note: str


def gather(question: str, library: "Library", k: int = 5, regime: str | None = None) -> Evidence:
    """Find what bears on a question.

    Args:
        question: in the applicant's words.
        library: the corpus.
        k: at most so many past responses.
        regime: of the law to be quoted; past responses of every regime are shown.

    Raises:
        LibraryError: the index was made with another embedding model.
    """
    past = library.search(question, kind="responses", k=k)
    law = library.search(question, kind="legislation", k=LAW_PASSAGES, regime=regime)
    passages = (*past, *law)
    notes = [] if passages else [NOTHING_FOUND]
    return Evidence(question, passages, " ".join((*notes, *library.remarks)))


def closest_answer(evidence: Evidence) -> Passage | None:
    """Return the past reply that answers the same question, or None.

    The authority's own reply goes before another body's, and an invented example comes last. Whoever uses it says where
    it is from and what must be brought up to date: it answers as of its own date.
    """
    same = [
        (passage.own, not passage.invented, likeness(evidence.question_text, passage.question), passage.date, passage)
        for passage in evidence.passages
        if passage.answer and passage.question
    ]
    same = [found for found in same if found[2] >= SAME_QUESTION]
    return max(same, key=lambda found: found[:4])[4] if same else None


def likeness(one: str, other: str) -> float:
    """Return how far two questions ask for the same: shared stems over all stems, years and figures left out."""
    left, right = ({stem for stem in stems(text) if not stem.isdigit()} for text in (one, other))
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))
