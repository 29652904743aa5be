"""A block of cells parted into its counts and what stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.figures.reading.aside import columns_aside, names_aside, rows_aside, set_aside
from assistant.figures.reading.block import Block
from assistant.figures.reading.row_labels import label_columns, with_labels
from assistant.figures.tables import Key, Table, Unit


@dataclass(frozen=True, slots=True, repr=False)
class Beside:
    """A block and its parts.

    Attributes:
        block: all of it, its row labels filled.
        counts: its labels and counts.
        labels: how many columns of labels it begins with.
        columns: the places of the columns that do not count.
        rows: the places of the rows that do not count.
    """

    block: Block
    counts: Block
    labels: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]

    @classmethod
    def of(cls, block: Block, unit: Unit, count_column: str | None) -> "Beside":
        """Part a block; a column that the officer names as the counts is one of them.

        Raises:
            TableError: a row's label is missing, and it is not plain which it is.
        """
        labels = label_columns(block)
        rows = rows_aside(block, labels, unit)
        counted = replace(block, rows=tuple(row for n, row in enumerate(block.rows) if n not in set(rows)))
        named = (count_column or "").strip().casefold()
        columns = tuple(n for n in columns_aside(counted, labels, unit) if block.header[n].casefold() != named)
        kept = [n for n in range(len(block.heads)) if n not in columns]
        if columns:
            counted = replace(
                counted,
                heads=tuple(block.heads[n] for n in kept),
                columns=tuple(block.columns[n] for n in kept),
                above=tuple(block.above[n] for n in kept if n < len(block.above)),
                rows=tuple((number, tuple(row[n] for n in kept)) for number, row in counted.rows),
            )
        return cls(block, with_labels(counted, labels), labels, columns, rows)

    def beside(self, table: Table, rows: Sequence[Key], columns: Sequence[Key]) -> Table:
        """Return the table of the counts with what stands beside them.

        Args:
            table: of the counts.
            rows: the labels of each row that counts.
            columns: the labels of each column that counts; none in a long table.
        """
        block, own = self.block, [row for n, row in enumerate(self.block.rows) if n not in set(self.rows)]
        texts = [[(row[n], block.place(number, n)) for number, row in own] for n in self.columns]
        names = names_aside(block, self.columns)
        kept = [n for n in range(self.labels, len(block.heads)) if n not in self.columns]
        lines = [[(row[n], block.place(number, n)) for n in kept] for number, row in self._rows()]
        labels = [" ".join(filter(None, row[: self.labels])) for _, row in self._rows()]
        if not columns:
            columns = [(table.measure or "Count",)] * len(kept)
        return replace(
            table,
            aside=set_aside(names, rows, texts),
            aside_rows=set_aside(labels, columns, lines),
            remarks=(*table.remarks, *_remarks("Column", names), *_remarks("Row", labels)),
        )

    def _rows(self) -> list[tuple[int, tuple[str, ...]]]:
        return [self.block.rows[n] for n in self.rows]


def _remarks(kind: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{kind} {name} holds no counts; it is published as far as it gives nothing away." for name in names)
