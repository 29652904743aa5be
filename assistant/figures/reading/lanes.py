"""Tables side by side: a sheet is parted at empty columns where a table of its own stands on either side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.figures.reading.cells import is_number

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A part of a sheet in which tables stand one under another only.

    Attributes:
        top: its first row.
        bottom: the row after its last.
        left: its first column.
        right: the column after its last.
    """

    top: int
    bottom: int
    left: int
    right: int


def lanes(rows: Sequence[Row]) -> tuple[Lane, ...]:
    """Part a sheet into lanes, from the top, and from the left where they stand side by side."""
    width = max(map(len, rows), default=0)
    found: list[list[Lane]] = []
    for top, bottom in _bands(rows):
        gaps = _gaps(rows, top, bottom, width)
        ends = [(one.left, one.right) for one in found[-1]] if found else []
        if gaps and gaps != _between(ends) and not (ends and _fits(rows, top, bottom, ends)):
            found.append([Lane(top, bottom, left, right) for left, right in _sides(gaps, width)])
        elif len(ends) > 1 and not _fits(rows, top, bottom, ends):
            found.append([Lane(top, bottom, 0, width)])
        elif found:
            found[-1] = [replace(one, bottom=bottom) for one in found[-1]]
        else:
            found.append([Lane(top, bottom, 0, width)])
    return tuple(lane for group in found for lane in group)


def _bands(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield runs of rows that are not empty, as first and the one after the last."""
    start = None
    for number, row in enumerate(rows):
        if any(row) and start is None:
            start = number
        elif start is not None and not any(row):
            yield start, number
            start = None
    if start is not None:
        yield start, len(rows)


def _gaps(rows: Sequence[Row], top: int, bottom: int, width: int) -> list[tuple[int, int]]:
    """Return the runs of empty columns that part tables, as first and the one after the last."""
    empty = set(range(width))
    for row in rows[top:bottom]:
        empty -= {column for column in empty if column < len(row) and row[column]}
        if not empty:
            return []
    runs: list[list[int]] = []
    for column in sorted(empty):
        if runs and runs[-1][1] == column:
            runs[-1][1] += 1
        else:
            runs.append([column, column + 1])
    inner = [(first, last) for first, last in runs if first > 0 and last < width]
    parting: list[tuple[int, int]] = []
    for first, last in inner:
        before = parting[-1][1] if parting else 0
        after = next((one for one, _ in inner if one >= last and _is_table(rows[top:bottom], last, one)), width)
        if _is_table(rows[top:bottom], before, first) and _is_table(rows[top:bottom], last, after):
            parting.append((first, last))
    return parting


def _is_table(rows: Sequence[Row], left: int, right: int) -> bool:
    """Tell whether a part of some rows reads as a table: labels in its first column, and figures."""
    full = [row[left:right] for row in rows if sum(map(bool, row[left:right])) > 1]
    if len(full) < 2:
        return False
    labels = [row[0] for row in full[1:]]
    headed = bool(full[0][0]) and not is_number(full[0][0])
    named = any(label and not is_number(label) for label in labels) or (headed and len(set(labels)) == len(labels))
    return named and any(is_number(cell) for row in full[1:] for cell in row[1:])


def _between(ends: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(one[1], other[0]) for one, other in pairwise(ends)]


def _sides(gaps: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    starts = [0, *(last for _, last in gaps)]
    return list(zip(starts, [*(first for first, _ in gaps), width], strict=True))


def _fits(rows: Sequence[Row], top: int, bottom: int, ends: Sequence[tuple[int, int]]) -> bool:
    """Tell whether some rows leave the columns between lanes empty."""
    return len(ends) > 1 and not any(any(row[first:last]) for first, last in _between(ends) for row in rows[top:bottom])
