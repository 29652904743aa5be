"""What a search may be narrowed to."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.library.passages import Kind
from assistant.library.schema import chunks, documents, references


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may be found; an empty field lets all through.

    Attributes:
        regime: "foia", "eir" or "foisa"; a document of no regime passes too.
        authority_type: police, council, nhs … of the body that replied.
        outcome: in the contract's words.
        section: a provision that the passage cites or digests: "40" finds 40(2) too.
        since: ISO date or its beginning ("2024", "2024-05"): not before it.
        until: the same: not after it.
        own: True for this authority's own documents, False for others'.
    """

    regime: str = ""
    authority_type: str = ""
    outcome: str = ""
    section: str = ""
    since: str = ""
    until: str = ""
    own: bool | None = None

    @property
    def narrow(self) -> bool:
        """Something besides the regime is asked for."""
        return self != Filters(regime=self.regime)

    def clauses(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions on chunks joined to their documents."""
        found: list[sa.ColumnElement[bool]] = []
        if self.regime:
            found.append(documents.c.regime.in_([self.regime, ""]))
        if self.authority_type:
            found.append(documents.c.authority_type == self.authority_type.lower())
        if self.outcome:
            found.append(documents.c.outcome == self.outcome)
        if self.since:
            found.append(documents.c.date >= self.since)
        if self.until:
            # "2024" lets the whole year through: any date that begins so comes before "2024~".
            found.append(sa.and_(documents.c.date != "", documents.c.date <= self.until + "~"))
        if self.own is not None:
            found.append(documents.c.own == self.own)
        if self.section:
            cited = sa.select(references.c.row).where(references.c.ref == self.section)
            found.append(chunks.c.row.in_(cited))
        return found

    def chunks(self, kind: Kind) -> sa.Select[Any]:
        """Return a query for the ids and row numbers of the chunks that pass."""
        # By the document's kind, which is the chunk's too: so SQLite begins with the documents, of which there are fewer.
        joined = sa.select(chunks.c.id, chunks.c.row).join(documents, documents.c.id == chunks.c.document)
        return joined.where(documents.c.kind == kind, *self.clauses())
