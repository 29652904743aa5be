"""Stage 4: the officer's tables, read into counts that have no text form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from assistant.errors import TableError
from assistant.figures.counts import Count

if TYPE_CHECKING:
    from assistant.figures.reading.block import Block

TOTAL = "Total"
_LISTED = 12
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
    """A column or a row beside the counts that does not count: a share, a rate, a population, an average, a change.

    Attributes:
        name: its heading ("Rate per 1,000").
        texts: what its cells say, by the labels of their row (of a row, by those of their column); ``Total`` for
            the margin. They may tell a low count and are for ``assistant.figures`` alone.
        places: the cell that each came from ("t.xlsx, sheet Data, cell D4").
    """

    name: str
    texts: Mapping[Key, str] = field(hash=False)
    places: Mapping[Key, str] = field(hash=False)

    def __repr__(self) -> str:
        return f"<AsideColumn {self.name!r}: {len(self.texts)} cells>"


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
        aside_rows: its rows that hold no counts.
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
    aside_rows: tuple[AsideColumn, ...] = field(default=(), hash=False)

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
        sheet: the sheet to read; every visible one if None.
        unit: what the table counts; people if None.
        table: which table of the file, from 1, where there are several.
        hidden: whether to read hidden rows and columns too.
        trust_cells: whether to make totals and subtotals that do not add up anew from their cells.
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
    """Read the one table of a .csv, .tsv, .xlsx or .ods file, or that which the options name.

    Raises:
        TableError: the file cannot be read, holds several tables (lists them), or the table does not hold
            together; names the cell.
    """
    from assistant.figures.reading.layouts import arrange_block

    options = options or ReadOptions()
    blocks = _blocks(path, options)
    if options.table is None and len(blocks) > 1:
        todo = "Name one with --sheet or --table N."
        raise TableError(f"the file holds {len(blocks)} tables: {_listed(blocks)}", where=path.name, todo=todo)
    number = options.table or 1
    if not 0 < number <= len(blocks):
        what = f"there is no table {options.table}"
        raise TableError(what, where=path.name, todo=f"Tables: {_listed(blocks)}.")
    return arrange_block(blocks[number - 1], options)


def read_tables(path: Path, options: ReadOptions | None = None) -> tuple[Table, ...]:
    """Read every table of every visible sheet of a file; a sheet of words alone is passed over.

    Raises:
        TableError: as with ``read_table``, but for several tables.
    """
    from assistant.figures.reading.layouts import arrange_block

    options = options or ReadOptions()
    if options.table is not None:
        return (read_table(path, options),)
    return tuple(arrange_block(block, options) for block in _blocks(path, options))


def _blocks(path: Path, options: ReadOptions) -> "tuple[Block, ...]":
    """Return where the tables of a file are."""
    from assistant.figures.reading.block import find_blocks
    from assistant.figures.reading.sheets import read_grids

    if options.layout == "records" and not options.by:
        raise TableError(
            "it is not said what to count the records by",
            where=path.name,
            todo="Name columns: --records --by Area,Year.",
        )
    found = [find_blocks(grid, options.by) for grid in read_grids(path, options)]
    tabled = [one for one in found if options.by or any(block.has_figures() for block in one)]
    return tuple(block for one in tabled or found[:1] for block in one)


def _listed(blocks: "Sequence[Block]") -> str:
    listed = [f"{n} {block.title!r} ({block.extent()})" for n, block in enumerate(blocks[:_LISTED], 1)]
    return "; ".join(listed) + ("; ..." if len(blocks) > _LISTED else "")
