"""The tables inside a grid: their titles and headers above, their rows, their notes below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from assistant.errors import TableError
from assistant.figures.reading.cells import could_be_value, is_figure, is_number, is_total
from assistant.figures.reading.headers import Header, is_heading, read_header
from assistant.figures.reading.lanes import Lane, lanes
from assistant.figures.reading.lines import is_full, is_note, last_run, lines_above
from assistant.figures.reading.sheets import Grid

_YEAR = re.compile(r"(?:19|20)\d\d")
_SAMPLE = 200
_PAIR = 2
Row = tuple[str, ...]
Reading = Literal["goes on", "new", "note", "unclear"]


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """A table's own cells.

    Attributes:
        grid: where it was found.
        title: the first line above it, or "".
        above: the line right above its header that names the columns' dimension, or nothing.
        heads: the labels of each column from the top line down; one, or two where the header has two lines.
        header_row: the last line of its header, by its number in the grid.
        rows: its rows with their numbers in the grid.
        columns: the numbers of its columns in the grid.
        top: the first line of its header.
    """

    grid: Grid
    title: str
    above: Row
    heads: tuple[tuple[str, ...], ...]
    header_row: int
    rows: tuple[tuple[int, Row], ...]
    columns: tuple[int, ...]
    top: int

    @property
    def header(self) -> Row:
        """Its column labels, each in one line, the corner first."""
        return tuple(" ".join(filter(None, dict.fromkeys(head))) for head in self.heads)

    def place(self, row: int, column: int) -> str:
        """Name a cell, by its number in the table's own row."""
        return self.grid.place(row, self.columns[column])

    def extent(self) -> str:
        """Say where in the file it stands: ``sheet Data, A1 to D6``."""
        first = self.grid.address(self.top, self.columns[0])
        last = self.grid.address(self.rows[-1][0], self.columns[-1])
        return f"{f'sheet {self.grid.sheet}, ' if self.grid.sheet else ''}{first} to {last}"

    def has_figures(self) -> bool:
        """Tell whether there is a figure beside its labels."""
        return any(is_figure(cell) for _, row in self.rows for cell in row[1:])


def find_block(grid: Grid) -> Block:
    """Find the only table of a grid.

    Raises:
        TableError: there is none, there are several, or a row does not fit the header.
    """
    found = find_blocks(grid)
    if len(found) > 1:
        raise TableError(
            "a second table begins here",
            where=grid.place(found[1].top),
            todo="Put each table on a sheet or in a file of its own.",
        )
    return found[0]


def find_blocks(grid: Grid, by: Sequence[str] = ()) -> tuple[Block, ...]:
    """Find the tables: each from a row of two cells or more to the first empty one after it.

    Args:
        grid: the sheet.
        by: the columns that records are counted by, which tell the header.

    Raises:
        TableError: there is none, a row does not fit its header, or it is not plain whether a second table begins.
    """
    found = [block for lane in lanes(grid.rows) for block in _Finder(grid, lane, by).blocks()]
    tabled = [block for block in found if by or block.has_figures()]
    if not found:
        raise TableError(
            "there is no table in it",
            where=grid.source,
            todo="A table has a row of column labels and a column of row labels.",
        )
    return tuple(tabled or found[:1])


class _Finder:
    """Finds the tables of one lane, from the top."""

    def __init__(self, grid: Grid, lane: Lane, by: Sequence[str]) -> None:
        self._grid = grid
        self._lane = lane
        self._by = {name.strip().casefold() for name in by}
        whole = lane.left == 0 and lane.right >= max(map(len, grid.rows), default=0)
        self._rows = grid.rows if whole else tuple(row[lane.left : lane.right] for row in grid.rows)

    def blocks(self) -> Iterator[Block]:
        """Yield the tables.

        Raises:
            TableError: as with ``find_blocks``.
        """
        after = self._lane.top
        while (start := self._start(after)) is not None:
            header = read_header(self._grid, self._rows, start, self._lane.left, self._lane.bottom)
            body, end = self._body(header)
            if not body and self._start(end) is not None and not self._by:
                after = end  # words above the table
                continue
            if not body:
                raise TableError(
                    "there are labels but no figures under them",
                    where=self._grid.source,
                    todo="Give the rows of the table too.",
                )
            self._require_labels(header)
            yield self._block(header, body)
            after = max(body[-1][0] + 1, end)

    def _start(self, after: int) -> int | None:
        """Return the first row of two cells or more, or the one that names the columns to count by."""
        full = (n for n in range(after, self._lane.bottom) if is_full(self._rows[n]))
        first = next(full, None)
        if first is None or not self._by or self._names(first):
            return first
        return next(filter(self._names, full), first)

    def _names(self, number: int) -> bool:
        """Tell whether a row names every column to count by."""
        return self._by <= {cell.casefold() for cell in self._rows[number]}

    def _body(self, header: Header) -> tuple[list[tuple[int, Row]], int]:
        """Return the rows under a header, and where to look for the next table."""
        body: list[tuple[int, Row]] = []
        gap = texts = False
        for number in range(header.last + 1, self._lane.bottom):
            row = self._rows[number]
            if not any(row):
                gap = True
            elif not is_full(row) and ((gap and body) or (body and is_note(next(filter(None, row))))):
                gap = texts = True
            elif not gap or not body:
                if gap and not self._by and self._is_headed(self._start(number)):
                    return body, number
                body.append((number, self._fitted(number, len(header.heads))))
            else:
                reading = self._reading(number, header, body, texts=texts)
                if reading == "new":
                    return body, number
                if reading == "goes on":
                    body.append((number, self._fitted(number, len(header.heads))))
                    gap = False
                texts = texts or reading == "note"
        return body, self._lane.bottom

    def _reading(self, number: int, header: Header, body: Sequence[tuple[int, Row]], *, texts: bool) -> Reading:
        """Tell what a row after an empty one is.

        Raises:
            TableError: it is not plain.
        """
        row = self._rows[number]
        if self._by:
            if self._names(number):
                return "new"
            if not texts and not is_note(row[0]):
                return "goes on"
        elif row == self._rows[header.last] or (is_heading(row) and self._is_headed(number)):
            columns = _figure_columns(body)
            years = all(_YEAR.search("".join(header.heads[n])) for n in columns)
            if texts or years or not any(_YEAR.fullmatch(cell) for cell in row[1:]):
                return "new"
        elif not texts and _goes_on(row, _figure_columns(body)):
            return "goes on"
        if not any(is_number(cell) and not _YEAR.fullmatch(cell) for cell in row[1:]) and is_note(
            next(filter(None, row))
        ):
            return "note"
        raise TableError(
            "it is not plain whether a second table begins here or the first goes on",
            where=self._grid.place(number),
            todo="Remove the empty row above it, or put each table on a sheet or in a file of its own.",
        )

    def _is_headed(self, number: int | None) -> bool:
        """Tell whether a row is a header with figures under it."""
        if number is None or not is_heading(self._rows[number]):
            return False
        for below in range(number + 1, min(number + _SAMPLE, self._lane.bottom)):
            cells = self._rows[below][1:]
            if any(is_figure(cell) and not _YEAR.fullmatch(cell) for cell in cells):
                return True
            if not any(self._rows[below]):
                return False
        return False

    def _require_labels(self, header: Header) -> None:
        """Refuse figures where the labels of the columns should be: they would be published as they stand."""
        texts = [head[-1] for head in header.heads[1:] if head[-1]]
        if not texts or not all(map(str.isdecimal, texts)) or any(map(_YEAR.fullmatch, texts)):
            return
        steps = {int(after) - int(before) for before, after in pairwise(texts)}
        if len(steps) == 1 and (len(texts) > _PAIR or steps == {1}):
            return  # bands or numbers in a row
        raise TableError(
            "there are figures where the labels of the columns should be",
            where=self._grid.place(header.last),
            todo="Give the columns labels in the first row of the table.",
        )

    def _fitted(self, number: int, width: int) -> Row:
        row = self._rows[number]
        if any(row[width:]):
            raise TableError(
                f"the row has more cells than the {width} columns that are labelled",
                where=self._grid.place(number),
                todo="Label every column, or remove what is beside the table.",
            )
        if len(row) < width:
            raise TableError(
                f"the row has {len(row)} cells where {width} columns are labelled",
                where=self._grid.place(number),
                todo="Fill every cell; write 0 where there are none.",
            )
        return row[:width]

    def _block(self, header: Header, body: Sequence[tuple[int, Row]]) -> Block:
        """Make a block, without columns that are empty."""
        used = [n for n, head in enumerate(header.heads) if any(head) or any(row[n] for _, row in body)]
        whole = len(used) == len(header.heads)
        return Block(
            grid=self._grid,
            title=self._title(header.top),
            above=tuple(header.above[n] for n in used if n < len(header.above)),
            heads=tuple(header.heads[n] for n in used),
            header_row=header.last,
            rows=tuple(body) if whole else tuple((number, tuple(row[n] for n in used)) for number, row in body),
            columns=tuple(self._lane.left + n for n in used),
            top=header.top,
        )

    def _title(self, top: int) -> str:
        """Return the first line above a table; under another table, the first that is no note to that."""
        lines, reached = lines_above(self._rows, top)
        if not lines and self._lane.left:
            lines, reached = lines_above(self._grid.rows, min(top, self._lane.top))
        if reached == 0:
            return next(filter(None, lines), "")
        return last_run(lines)


def _figure_columns(body: Sequence[tuple[int, Row]]) -> list[int]:
    rows = [row for _, row in islice(body, _SAMPLE)]
    return [n for n in range(1, len(rows[0])) if all(could_be_value(row[n]) for row in rows)]


def _goes_on(row: Row, columns: Sequence[int]) -> bool:
    """Tell whether a row carries on a table: figures in its columns of figures, which are not 1, 2, 3."""
    if not columns or any(n >= len(row) or not could_be_value(row[n]) for n in columns):
        return False
    numbers = [int(row[n]) for n in columns if row[n].isdecimal()]
    series = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    return is_total(row[0]) or (any(is_figure(row[n]) for n in columns) and not series)
