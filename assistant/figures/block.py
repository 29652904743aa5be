"""The table inside a grid: its title and header above, its rows, its notes below."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import TableError
from assistant.figures.sheets import Grid

_NOTE_LENGTH = 25
_NOTE_STARTS = ("note", "source", "*", "[", "(", "†")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """A table's own cells.

    Attributes:
        grid: where it was found.
        title: the first line above it, or "".
        above: the line right above its header that names the columns' dimension, or nothing.
        header: its column labels, the corner first.
        header_row: the header's number in the grid.
        rows: its rows with their numbers in the grid.
        left: the number of its first column.
    """

    grid: Grid
    title: str
    above: Row
    header: Row
    header_row: int
    rows: tuple[tuple[int, Row], ...]
    left: int

    def place(self, row: int, column: int) -> str:
        """Name a cell, by its number in the table's own row."""
        return self.grid.place(row, self.left + column)


def find_block(grid: Grid) -> Block:
    """Find the table: from the first row of two cells or more to the first empty one after it.

    Raises:
        TableError: there is none, there are two, or a row does not fit the header.
    """
    rows = grid.rows
    start = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if start is None:
        raise TableError(
            "there is no table in it",
            where=grid.source,
            todo="A table has a row of column labels and a column of row labels.",
        )
    start, above = _header(rows, start)
    width = max(n for n, cell in enumerate(rows[start]) if cell) + 1
    body = _body(grid, start, width)
    left = min(n for _, row in [(start, rows[start]), *body] for n, cell in enumerate(row) if cell)
    titles = [" ".join(filter(None, row)) for row in rows[: start - bool(above)] if any(row)]
    return Block(
        grid=grid,
        title=titles[0] if titles else "",
        above=above[left:width],
        header=tuple(rows[start][left:width]),
        header_row=start,
        rows=tuple((number, row[left:width]) for number, row in body),
        left=left,
    )


def _header(rows: Sequence[Row], start: int) -> tuple[int, Row]:
    """Return the header's number, and the line above it that names the columns' dimension."""
    if start and any(rows[start - 1]) and not rows[start - 1][0]:
        return start, rows[start - 1]
    return start, ()


def _body(grid: Grid, start: int, width: int) -> list[tuple[int, Row]]:
    body: list[tuple[int, Row]] = []
    ended = False
    for number, row in enumerate(grid.rows[start + 1 :], start + 1):
        filled = [cell for cell in row if cell]
        if not filled:
            ended = ended or bool(body)
        elif ended and len(filled) > 1:
            raise TableError(
                "a second table begins here",
                where=grid.place(number),
                todo="Put each table on a sheet or in a file of its own.",
            )
        elif body and len(filled) == 1 and _is_note(filled[0]):
            ended = True
        elif not ended:
            body.append((number, _fitted(grid, number, row, width)))
    if not body:
        raise TableError(
            "there are labels but no figures under them",
            where=grid.source,
            todo="Give the rows of the table too.",
        )
    return body


def _is_note(text: str) -> bool:
    return len(text) > _NOTE_LENGTH or text.lower().startswith(_NOTE_STARTS)


def _fitted(grid: Grid, number: int, row: Row, width: int) -> Row:
    if any(row[width:]):
        raise TableError(
            f"the row has more cells than the {width} columns that are labelled",
            where=grid.place(number),
            todo="Label every column, or remove what is beside the table.",
        )
    if len(row) < width:
        raise TableError(
            f"the row has {len(row)} cells where {width} columns are labelled",
            where=grid.place(number),
            todo="Fill every cell; write 0 where there are none.",
        )
    return row[:width]
