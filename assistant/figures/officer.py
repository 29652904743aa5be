"""An officer's own table, for the officer's own page and nothing else.

The screen shows the raw figures beside the protected ones. What this module gives has no ``repr``,
so that a value does not reach a log with an object that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import Key, Table


@dataclass(frozen=True, slots=True, repr=False)
class OfficersCell:
    """One cell as the officer gave it.

    Attributes:
        text: the figure, or "" for one that the file itself hides.
        low: the policy counts it as low.
    """

    text: str
    low: bool

    def __repr__(self) -> str:
        return "<OfficersCell: value withheld>"


def officers_cells(table: Table, policy: Policy) -> Mapping[Key, OfficersCell]:
    """Return every cell of a table as the officer who gave it may see it."""
    return {key: _cell(count, table, policy) for key, count in table.cells.items()}


def _cell(count: Count | None, table: Table, policy: Policy) -> OfficersCell:
    if count is None:
        return OfficersCell("", low=False)
    return OfficersCell(f"{count.value:,}", low=table.protected_unit and policy.is_low(count.value))
