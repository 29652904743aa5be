"""What a letter is checked against: the officer's figures, the request, the notes, the dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from assistant.figures.policy import Policy
    from assistant.figures.protect import Protected
    from assistant.figures.tables import Table


@dataclass(frozen=True, slots=True)
class Figures:
    """One of the officer's tables with what may be published of it."""

    table: Table
    protected: Protected


def _default_policy() -> Policy:
    from assistant.figures.policy import Policy

    return Policy()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known about the case beside the letter; all of it may be missing.

    Attributes:
        figures: the officer's tables, protected.
        released: tables that are public already.
        request_text: the request as it came.
        questions: its questions, in order.
        notes: the officer's words.
        regime: ``foia``, ``eir`` or ``foisa``; none where the letter must tell.
        policy: threshold, zeros and marks.
        received: when the request came.
        clarified: when a clarification came, if one was needed.
        letter_date: the date the letter will bear.
        reference: the authority's reference.
        contact: the authority's own contact block, whose numbers and addresses are fine.
        addressee: the requester's own name and address lines.
        only_read: whether a finished letter of anyone's is read, and a person decides what becomes of it (``foi check``): words that make
            a low count doubtful then make its finding a review. Where a finding decides what leaves the program (a draft, a note, a turn
            of the chat, an export), it stays a block.
    """

    figures: tuple[Figures, ...] = ()
    released: tuple[Table, ...] = ()
    request_text: str | None = None
    questions: tuple[str, ...] = ()
    notes: str = ""
    regime: str | None = None
    policy: Policy = field(default_factory=_default_policy)
    received: date | None = None
    clarified: date | None = None
    letter_date: date | None = None
    reference: str = ""
    contact: str = ""
    addressee: str = ""
    only_read: bool = False
