"""One dimension of a table while its subtotals are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.figures.counts import Count
from assistant.figures.tables import Key, Table


@dataclass(slots=True)
class Axis:
    """One dimension, and what is known of its categories in each line of the others.

    Attributes:
        table: the table.
        place: the dimension's place among the table's.
        lines: the labels of the other dimensions, for each line.
        units: the categories that are in no subtotal yet, in order.
        found: the subtotals with their parts.
    """

    table: Table
    place: int
    lines: tuple[Key, ...]
    units: list[str]
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def cell(self, label: str, line: Key) -> Count | None:
        """Return the count of a category in a line."""
        return self.table.cells.get(self.key(label, line))

    def key(self, label: str, line: Key) -> Key:
        """Return the labels of the cell of a category in a line."""
        return (*line[: self.place], label, *line[self.place :])

    def gap(self, label: str, parts: Sequence[str], line: Key) -> int | None:
        """Return by how much a category is more than its parts in a line; None where a figure is hidden."""
        if self.key(label, line) not in self.table.cells:
            return None
        counts = [self.cell(label, line), *(self.cell(p, line) for p in parts if self.key(p, line) in self.table.cells)]
        values = [count.value for count in counts if count is not None]
        return values[0] - sum(values[1:]) if len(values) == len(counts) else None

    def gaps(self, label: str, parts: Sequence[str]) -> dict[Key, int]:
        """Return the gap in each line in which it is known."""
        found = {line: self.gap(label, parts, line) for line in self.lines}
        return {line: gap for line, gap in found.items() if gap is not None}

    def take(self, label: str, parts: Sequence[str]) -> None:
        """Note a subtotal; its parts are no longer units of their own."""
        self.found[label] = tuple(parts)
        self.units = [unit for unit in self.units if unit not in parts]
