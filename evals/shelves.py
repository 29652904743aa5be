"""What a case is searched in: one passage of its own, or the packaged corpus without what an officer added."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from evals.case import Case
from evals.judges import Produced

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.library.passages import Passage


@cache
def packaged_library() -> "Library":
    """Return the packaged corpus, its index kept beside the results so that it is built once.

    Raises:
        FoiError: it cannot be opened.
    """
    from assistant.library import Library
    from evals.history import results_folder

    return Library.open(results_folder() / "corpus")


def in_words(passage: "Passage") -> str:
    """Return all that a passage says, what it is called, whose it is and of when too."""
    kind = "an invented example" if passage.invented else ""
    about = (passage.title, passage.locator, passage.authority, passage.date, kind, passage.outcome, *passage.sections)
    return " ".join(part for part in (*about, passage.text, passage.question) if part)


def looked_up(case: Case) -> Produced:
    """Search for what a case asks, and return the documents found, the passages' titles and texts."""
    found = packaged_library().search(case.request, k=10)
    documents = tuple(dict.fromkeys(passage.document_id for passage in found))
    return Produced("\n\n".join(passage.title for passage in found), retrieved=documents)


def suggested(case: Case) -> Produced:
    """Ask for suggestions on each question of a case."""
    from assistant.library.suggest import suggest
    from assistant.request import read_request

    questions = tuple(question.text for question in read_request(case.request).questions)
    made = [suggest(question, packaged_library(), case.regime) for question in questions]
    refs = tuple(tuple(one.exemption or one.outcome for one in several) for several in made)
    why = "\n\n".join(one.why for several in made for one in several)
    return Produced(why, questions=questions, suggested=refs)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A corpus of one passage, which every search finds."""

    text: str
    version: str = "one passage"
    remarks: tuple[str, ...] = field(default=())

    def search(self, query: str, *, kind: str = "all", k: int = 10, regime: str | None = None) -> list[Any]:  # noqa: ARG002 - the library's own signature
        from assistant.library.passages import Passage

        if kind == "legislation":
            return []
        question = query if len(query) > 20 else ""
        return [
            Passage(
                "past-1",
                "past",
                "response",
                "Earlier reply",
                "Q1",
                self.text,
                1.0,
                "2025-05-01",
                "Another Council",
                (),
                "foia",
                "disclosed",
                "",
                False,
                True,
                question,
                self.text,
            )
        ][:k]
