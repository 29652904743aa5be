"""Which sums a table states, and whether they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from assistant.errors import TableError
from assistant.figures.tables import TOTAL, Dimension, Key, Table


@dataclass(frozen=True, slots=True)
class Sum:
    """A margin or a subtotal, and the cells that make it up.

    Attributes:
        total: the margin.
        parts: its cells; a combination that the table leaves out has no cases and is not among them.
    """

    total: Key
    parts: tuple[Key, ...]


def sums(table: Table) -> tuple[Sum, ...]:
    """Return every sum that follows from a table's margins and subtotals.

    A margin over several dimensions is the sum of those over one fewer where the table gives them,
    and else of cells further down.
    """
    counted = _counted(table)
    return tuple(found for key in table.cells for found in _sums_of(table, key, counted))


def lean_sums(table: Table) -> tuple[Sum, ...]:
    """Return enough sums of a table for the others to follow from them.

    The total of a subtotal's row follows from the rows of its parts. Without such sums a two-way table
    with subtotals in one dimension is a network, which is solved much faster.
    """
    every = sums(table)
    if not any(dimension.subtotals for dimension in table.dimensions) or not _complete(table):
        return every
    return tuple(one for one in every if not _follows(table, one))


def _complete(table: Table) -> bool:
    """Tell whether the table has a cell for each combination of its labels."""
    labels = [{key[place] for key in table.cells} for place in range(len(table.dimensions))]
    given = all(label in labels[place] for place, d in enumerate(table.dimensions) for label in d.categories)
    return given and len(table.cells) == prod(len(one) for one in labels)


def _follows(table: Table, one: Sum) -> bool:
    """Tell whether a sum runs along one dimension of what is a subtotal in another."""
    varying = {place for part in one.parts for place, label in enumerate(part) if label != one.total[place]}
    subtotal = {p for p, d in enumerate(table.dimensions) if one.total[p] != TOTAL and d.parts(one.total[p])}
    return bool(subtotal) and min(subtotal) not in varying


def _counted(table: Table) -> frozenset[Key]:
    """Return every margin that has a cell under it, whether the table gives the margin or not."""
    keys: set[Key] = set()
    for key in table.cells:
        if not any(map(_adds, table.dimensions, key)):
            keys.update(product(*(d.over(label) for d, label in zip(table.dimensions, key, strict=True))))
    return frozenset(keys)


def _adds(dimension: Dimension, label: str) -> bool:
    """Tell whether a label is a margin or a subtotal."""
    return label == TOTAL or bool(dimension.parts(label))


def _sums_of(table: Table, total: Key, counted: frozenset[Key]) -> Iterator[Sum]:
    open_places = [place for place, d in enumerate(table.dimensions) if d.parts(total[place])]
    found: list[frozenset[int]] = []
    for size in range(1, len(open_places) + 1):
        for places in map(frozenset, combinations(open_places, size)):
            if any(smaller <= places for smaller in found):
                continue
            given = _given(table, total, places, counted)
            if given:
                found.append(places)
                yield Sum(total, given)


def _given(table: Table, total: Key, places: frozenset[int], counted: frozenset[Key]) -> tuple[Key, ...]:
    """Return the cells that make a margin up along some dimensions; () where the table lacks one."""
    for parts in (_parts(table, total, places, plain=False), _parts(table, total, places, plain=True)):
        given = tuple(part for part in parts if part in table.cells)
        if given and not any(part in counted and part not in table.cells for part in parts):
            return given
    return ()


def _parts(table: Table, total: Key, places: frozenset[int], *, plain: bool) -> list[Key]:
    choices = [
        (d.plain(label) if plain else d.parts(label)) if place in places else (label,)
        for place, (d, label) in enumerate(zip(table.dimensions, total, strict=True))
    ]
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
            what = f"the figures of {sum_in_words(table, one)} are more than their total by {-gap:,}"
        else:
            word = "high" if gap > 0 else "low"
            what = f"the total of {sum_in_words(table, one)} is {abs(gap):,} too {word}"
        raise TableError(
            what,
            where=stated.where,
            todo="Correct the total or the figures; what does not add up cannot be protected. "
            "--trust-cells takes the figures as right and makes the totals anew.",
        )


def sum_in_words(table: Table, one: Sum) -> str:
    """Name the row or column that a sum runs along."""
    varying = {place for part in one.parts for place, label in enumerate(part) if label != one.total[place]}
    named = [
        f"{dimension.name} {label}"
        for place, (dimension, label) in enumerate(zip(table.dimensions, one.total, strict=True))
        if place not in varying or label != TOTAL
    ]
    return ", ".join(named) or "the table"
