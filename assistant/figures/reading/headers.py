"""The header of a table: one line of column labels, or two where the upper one stands over several columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import TableError
from assistant.figures.reading.cells import is_figure, is_total
from assistant.figures.reading.sheets import Grid

_YEAR = re.compile(r"(?:19|20)\d\d")
_SAMPLE = 50
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The labels of a table's columns.

    Attributes:
        top: its first line, by its number in the grid.
        last: its last line.
        above: the line right above it that names the columns' dimension, or nothing.
        heads: the labels of each column from the top line down.
    """

    top: int
    last: int
    above: Row
    heads: tuple[tuple[str, ...], ...]


def is_heading(row: Row) -> bool:
    """Tell whether a row could hold column labels: beside the first cell, no figure but a year."""
    beside = [cell for cell in row[1:] if cell]
    return bool(beside) and all(_YEAR.fullmatch(cell) or not is_figure(cell) for cell in beside)


def read_header(grid: Grid, rows: Sequence[Row], start: int, left: int, bottom: int) -> Header:
    """Read the header that begins in a row.

    Args:
        grid: the sheet, for addresses and merged cells.
        rows: its rows, as far as they belong to the table's part of the sheet.
        start: the first row of two cells or more.
        left: the column of the grid that the rows begin with.
        bottom: the row after the last of that part.

    Raises:
        TableError: an upper line does not tell which columns it stands over.
    """
    upper = rows[start]
    if start + 1 < bottom and _has_two_lines(grid, rows, start, left, bottom):
        return _two_lines(grid, rows, start, left)
    if start and any(rows[start - 1]) and not rows[start - 1][0]:
        return Header(start - 1, start, rows[start - 1], _single(upper))
    return Header(start, start, (), _single(upper))


def _single(row: Row) -> tuple[tuple[str, ...], ...]:
    width = max(n for n, cell in enumerate(row) if cell) + 1
    return tuple((cell,) for cell in row[:width])


def _has_two_lines(grid: Grid, rows: Sequence[Row], start: int, left: int, bottom: int) -> bool:
    """Tell whether the row under a header is a second line of it: labels under blank or merged cells."""
    upper, lower = rows[start], rows[start + 1]
    if not is_heading(lower) or sum(map(bool, lower[1:])) < 2 or not is_heading(upper):
        return False
    merged = any(area.right > area.left for area in _areas(grid, start, left))
    blank = any(cell and not _at(upper, n) for n, cell in enumerate(lower) if n)
    if not merged and not blank:
        return False
    corners = {cell for cell in (upper[0], lower[0]) if cell}
    below = rows[start + 2 : min(bottom, start + 2 + _SAMPLE)]
    figures = any(is_figure(cell) and not _YEAR.fullmatch(cell) for row in below for cell in row[1:])
    return len(corners) < 2 and figures


def _areas(grid: Grid, row: int, left: int) -> list["_Span"]:
    return [
        _Span(one.left - left, one.right - left)
        for one in grid.merged
        if one.top <= row <= one.bottom and one.left >= left
    ]


@dataclass(frozen=True, slots=True)
class _Span:
    left: int
    right: int


def _at(row: Row, column: int) -> str:
    return row[column] if column < len(row) else ""


def _two_lines(grid: Grid, rows: Sequence[Row], start: int, left: int) -> Header:
    upper, lower = rows[start], rows[start + 1]
    width = max(n for row in (upper, lower) for n, cell in enumerate(row) if cell) + 1
    filled = _filled(grid, upper, start, left, width)
    marked = any(area.right > area.left for area in _areas(grid, start, left))
    heads = tuple((filled[n], _at(lower, n)) for n in range(width))
    if not marked:
        _require_plain(grid, upper, heads, start, left)
    over = {above for above, below in heads if above and below}
    if len(over) == 1 and all(below or not n for n, (_, below) in enumerate(heads)):
        # One label over all columns names what they are.
        named = tuple("" if n == 0 else one for n, one in enumerate(upper))
        corner = (upper[0] or lower[0],)
        return Header(start, start + 1, named, (corner, *((below,) for _, below in heads[1:])))
    parted = tuple((above, below) if above else (below, "") for above, below in heads)
    return Header(start, start + 1, (), parted)


def _filled(grid: Grid, upper: Row, start: int, left: int, width: int) -> list[str]:
    """Return the upper line with blank cells filled from the label to their left that stands over them."""
    areas = [area for area in _areas(grid, start, left) if area.right > area.left]
    filled = [_at(upper, n) for n in range(width)]
    for area in areas:
        for column in range(max(area.left, 0) + 1, min(area.right + 1, width)):
            filled[column] = filled[column] or filled[max(area.left, 0)]
    if not areas:
        for column in range(2, width):
            if not filled[column] and column > 1 and filled[column - 1] and any(upper[1:column]):
                filled[column] = filled[column - 1]
    return filled


def _require_plain(grid: Grid, upper: Row, heads: Sequence[tuple[str, str]], start: int, left: int) -> None:
    """Refuse blank cells in an upper line, unless the same labels stand under each of its own."""
    under: dict[str, list[str]] = {}
    for above, below in heads:
        if above and below and not is_total(above):
            under.setdefault(above, []).append(below)
    guessed = [n for n in range(1, len(heads)) if not _at(upper, n) and heads[n][0] and heads[n][1]]
    if guessed and len({tuple(below) for below in under.values()}) > 1:
        raise TableError(
            "it is not plain which label this column stands under",
            where=grid.place(start, left + guessed[0]),
            todo="Merge the cells that a label stands over, or write it over each column.",
        )
