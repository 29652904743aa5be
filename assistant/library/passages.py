"""A passage: a piece of a past response or of the law, with all that is needed to quote it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["response", "legislation"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that a search found.

    Attributes:
        id: of the piece; the same for the same words of the same document.
        document_id: of the document it is from.
        kind: a past response, or legislation (a digest or the text itself).
        title: of the document.
        locator: where in the document, for a person: "Q2", "Request", "section 40(2)".
        text: the words to quote.
        score: how well it fits, 0 to 1, best first.
        date: of the document as written there (ISO), or "".
        authority: the body that replied, or "".
        sections: references cited or digested: "40(2)", "40(3A)(a)".
        regime: "foia", "eir", "foisa" or "".
        outcome: of a past response, in the contract's words, or "".
        url: where it was published, or "".
        own: an officer of this authority added it; false for what travels with the program.
        invented: an example that nobody sent, marked so.
        question: the question of a past response that this answers, or "".
        answer: the answer given to it, or "".
        authority_type: police, council, nhs … of the body that replied, or "".
        status: of a past response "overturned" or "superseded"; of law how far it was checked; or "".
        age: of a past response, in words.
        changes: what has changed since a past response was given.
    """

    id: str
    document_id: str
    kind: Kind
    title: str
    locator: str
    text: str
    score: float
    date: str
    authority: str
    sections: tuple[str, ...]
    regime: str
    outcome: str
    url: str
    own: bool
    invented: bool
    question: str
    answer: str
    authority_type: str = ""
    status: str = ""
    age: str = ""
    changes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the object of the contract's ``foi search``, and what bears on how far to rely on it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "locator": self.locator,
            "text": self.text,
            "score": self.score,
            "date": self.date or None,
            "authority": self.authority or None,
            "sections": list(self.sections),
            "regime": self.regime or None,
            "outcome": self.outcome or None,
            "url": self.url or None,
            "own": self.own,
            "age": self.age or None,
            "changes": list(self.changes),
        }
