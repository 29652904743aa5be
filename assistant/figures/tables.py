"""Stage 4: the officer's tables, read into counts that have no text form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast, get_args

from assistant.errors import TableError
from assistant.figures.counts import Count

TOTAL = "Total"
Key = tuple[str, ...]
Layout = Literal["crosstab", "long", "records"]
Unit = Literal["people", "events", "items", "money"]


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A category that is the sum of others of its dimension ("Q1" of three months, a borough of its wards).

    Attributes:
        label: the category.
        parts: the categories that it is the sum of; subtotals may be among them.
    """

    label: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way in which a table is broken down.

    Attributes:
        name: of the dimension ("Year").
        categories: its labels in the order of the file, subtotals included, the margin left out.
        subtotals: which categories are sums of others; none stands in two of them.
    """

    name: str
    categories: tuple[str, ...]
    subtotals: tuple[Subtotal, ...] = ()

    def parts(self, label: str) -> tuple[str, ...]:
        """Return the categories that add up to a label: of a margin those in no subtotal; () for a plain one."""
        if label == TOTAL:
            inside = {part for one in self.subtotals for part in one.parts}
            return tuple(category for category in self.categories if category not in inside)
        return next((one.parts for one in self.subtotals if one.label == label), ())

    def over(self, label: str) -> tuple[str, ...]:
        """Return a label and all that it is counted in, from the nearest subtotal to the margin."""
        chain = [label]
        while (up := next((one.label for one in self.subtotals if chain[-1] in one.parts), None)) is not None:
            chain.append(up)
        return tuple(chain) if chain[-1] == TOTAL else (*chain, TOTAL)

    def plain(self, label: str = TOTAL) -> tuple[str, ...]:
        """Return the categories under a label that are the sum of no others."""
        sums = {one.label for one in self.subtotals}
        return tuple(one for one in self.categories if one not in sums and label in self.over(one))


@dataclass(frozen=True, slots=True, repr=False)
class AsideColumn:
    """A column of a file that holds no counts: a share, a rate, an average, a population.

    Attributes:
        name: its header.
        texts: what stands in it, by the labels of the row.
        places: where that stands, likewise, for messages.
    """

    name: str
    texts: Mapping[Key, str] = field(hash=False)
    places: Mapping[Key, str] = field(hash=False)


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A table of counts as an officer gave it.

    Attributes:
        title: a title row above it, or "".
        source: the file's name.
        layout: how it was laid out.
        unit: what it counts.
        dimensions: one or more.
        cells: a count for each combination of labels, ``Total`` standing for a margin; None where
            the file itself hides the figure.
        measure: what the figures of a one-way table are called there, or "".
        place: where in the file it stands ("sheet Data, A1 to D6"), or "".
        aside: its columns that hold no counts.
        remarks: what an officer should know of how it was read: hidden rows left out, subtotals found.
    """

    title: str
    source: str
    layout: Layout
    unit: Unit
    dimensions: tuple[Dimension, ...]
    cells: Mapping[Key, Count | None] = field(hash=False)
    measure: str = ""
    place: str = ""
    aside: tuple[AsideColumn, ...] = field(default=(), hash=False)
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Table {self.source!r}: {self.shape_in_words()}>"

    def with_unit(self, unit: str) -> "Table":
        """Return the same table counting something else.

        Raises:
            TableError: there is no such unit.
        """
        if unit not in get_args(Unit):
            raise TableError(
                f"a table cannot count {unit!r}",
                where=self.source,
                todo="Use people, events, items or money.",
            )
        return replace(self, unit=cast("Unit", unit))

    @property
    def protected_unit(self) -> bool:
        """Whether the table counts people, or events that each involve a person."""
        return self.unit in {"people", "events"}

    def shape_in_words(self) -> str:
        """Describe the table by its labels alone; no figure is in it, so that a model may see it."""
        parts = [f"{d.name}: {', '.join(d.categories) or '(total only)'}" for d in self.dimensions]
        margins = " with totals" if any(TOTAL in key for key in self.cells) else ""
        title = f"{self.title}; " if self.title else ""
        return f"{title}a table of {self.unit} by {'; by '.join(parts)}{margins}"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What overrules the layout that is recognised.

    Attributes:
        layout: the layout; None to recognise it.
        count_column: the count column of a long table.
        by: the columns to count records by.
        sheet: the sheet to read; the only visible one, or the first with a table, if None.
        unit: what the table counts; people if None.
        table: which of several tables to read, from 1.
        hidden: hidden rows and columns are read too.
        trust_cells: totals that do not add up are made anew from the cells.
    """

    layout: Layout | None = None
    count_column: str | None = None
    by: tuple[str, ...] = ()
    sheet: str | None = None
    unit: Unit | None = None
    table: int | None = None
    hidden: bool = False
    trust_cells: bool = False


def read_table(path: Path, options: ReadOptions | None = None) -> Table:
    """Read one table from a .csv, .tsv, .xlsx or .ods file: of a workbook, from one sheet.

    Raises:
        TableError: the file cannot be read, or the table does not hold together; names the cell.
    """
    from assistant.figures.layouts import arrange
    from assistant.figures.sheets import read_grid

    options = options or ReadOptions()
    _require_by(path, options)
    return arrange(read_grid(path, options.sheet), options)


def read_tables(path: Path, options: ReadOptions | None = None) -> tuple[Table, ...]:
    """Read the table of every visible sheet of a file; a sheet of words alone is passed over.

    Raises:
        TableError: as with ``read_table``.
    """
    from assistant.figures.layouts import arrange
    from assistant.figures.sheets import read_grids

    options = options or ReadOptions()
    _require_by(path, options)
    return tuple(arrange(grid, options) for grid in read_grids(path, options.sheet))


def _require_by(path: Path, options: ReadOptions) -> None:
    if options.layout == "records" and not options.by:
        raise TableError(
            "it is not said what to count the records by",
            where=path.name,
            todo="Name columns: --records --by Area,Year.",
        )
