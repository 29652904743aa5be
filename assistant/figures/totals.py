"""Which sums a table states, and whether they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from assistant.errors import TableError
from assistant.figures.tables import TOTAL, Key, Table


@dataclass(frozen=True, slots=True)
class Sum:
    """A margin, and the cells that make it up.

    Attributes:
        total: the margin.
        parts: its cells; a combination that the table leaves out has no cases and is not among them.
    """

    total: Key
    parts: tuple[Key, ...]


def sums(table: Table) -> tuple[Sum, ...]:
    """Return every sum that follows from a table's margins.

    A margin over several dimensions is the sum of those over one fewer where the table gives them,
    and else of cells further down.
    """
    counted = _counted(table)
    return tuple(found for key in table.cells for found in _sums_of(table, key, counted))


def _counted(table: Table) -> frozenset[Key]:
    """Return every margin that has a cell under it, whether the table gives the margin or not."""
    keys: set[Key] = set()
    for key in table.cells:
        if TOTAL not in key:
            keys.update(product(*((label, TOTAL) for label in key)))
    return frozenset(keys)


def _sums_of(table: Table, total: Key, counted: frozenset[Key]) -> Iterator[Sum]:
    open_places = [place for place, label in enumerate(total) if label == TOTAL and table.dimensions[place].categories]
    found: list[frozenset[int]] = []
    for size in range(1, len(open_places) + 1):
        for places in map(frozenset, combinations(open_places, size)):
            if any(smaller <= places for smaller in found):
                continue
            parts = _parts(table, total, places)
            given = tuple(part for part in parts if part in table.cells)
            if given and not any(part in counted and part not in table.cells for part in parts):
                found.append(places)
                yield Sum(total, given)


def _parts(table: Table, total: Key, places: frozenset[int]) -> list[Key]:
    choices = [table.dimensions[place].categories if place in places else (label,) for place, label in enumerate(total)]
    return list(product(*choices))


def check_totals(table: Table) -> None:
    """Refuse a table whose totals do not add up.

    Raises:
        TableError: names the row or column and the difference, not the figures.
    """
    for one in sums(table):
        stated = table.cells[one.total]
        parts = [table.cells[part] for part in one.parts]
        if stated is None:
            continue
        known = sum(part.value for part in parts if part is not None)
        gap = stated.value - known
        if gap == 0 or (gap > 0 and None in parts):
            continue
        if None in parts:
            what = f"the figures of {_line(table, one)} are more than their total by {-gap:,}"
        else:
            word = "high" if gap > 0 else "low"
            what = f"the total of {_line(table, one)} is {abs(gap):,} too {word}"
        raise TableError(
            what,
            where=stated.where,
            todo="Correct the total or the figures; what does not add up cannot be protected.",
        )


def _line(table: Table, one: Sum) -> str:
    """Name the row or column that a sum runs along."""
    varying = {place for part in one.parts for place, label in enumerate(part) if label != one.total[place]}
    fixed = [
        f"{dimension.name} {label}"
        for place, (dimension, label) in enumerate(zip(table.dimensions, one.total, strict=True))
        if place not in varying
    ]
    return ", ".join(fixed) or "the table"
