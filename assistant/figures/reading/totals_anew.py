"""Totals that do not add up, made anew from their cells where the officer trusts the cells."""

from dataclasses import replace

from assistant.figures.counts import Count
from assistant.figures.suppression.totals import Sum, sum_in_words, sums
from assistant.figures.tables import TOTAL, Key, Table


def with_totals_anew(table: Table) -> Table:
    """Return a table whose totals and subtotals are the sums of their cells, with a remark on each that was not.

    A total of cells that the file hides in part stays as it is.
    """
    cells = dict(table.cells)
    stated: dict[Key, Sum] = {}
    every = sorted(sums(table), key=lambda one: _depth(table, one.total))
    for one in every:
        parts = [cells[part] for part in one.parts]
        count = cells[one.total]
        known = [part.value for part in parts if part is not None]
        if count is not None and len(known) == len(parts) and count.value != sum(known):
            cells[one.total] = Count(count.where, sum(known))
            stated.setdefault(one.total, one)
    remarks = [_remark(table, one, cells[one.total]) for one in stated.values()]
    return replace(table, cells=cells, remarks=(*table.remarks, *remarks))


def _depth(table: Table, key: Key) -> int:
    """Return how many steps of adding up lie under a cell."""
    return sum(_steps(table, place, label) for place, label in enumerate(key))


def _steps(table: Table, place: int, label: str) -> int:
    parts = table.dimensions[place].parts(label)
    return 1 + max((_steps(table, place, part) for part in parts), default=0) if parts or label == TOTAL else 0


def _remark(table: Table, one: Sum, anew: Count | None) -> str:
    stated = table.cells[one.total]
    if stated is None or anew is None:
        return ""
    gap = stated.value - anew.value
    word = "high" if gap > 0 else "low"
    return (
        f"The total of {sum_in_words(table, one)} ({stated.where.rsplit(', ', 1)[-1]}) was {abs(gap):,} too {word} "
        "and was made anew from its cells."
    )
