"""Questions about hidden cells that other stages may ask without seeing a value.

Only ``assistant.figures`` reads ``Count.value``; the checks on a letter ask here whether a number in
it gives a hidden cell away, and get back cells, never numbers.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.figures.counts import Count
    from assistant.figures.protect import Protected
    from assistant.figures.tables import Table

Key = tuple[str, ...]
_TOTAL = "Total"
_LINE_LIMIT = 40


def cells_equal_to(table: Table, protected: Protected, number: int) -> tuple[Key, ...]:
    """Return the cells whose true value is held back and is a number."""
    return tuple(key for key, value in _hidden(table, protected).items() if value == number)


def cells_shared_as(table: Table, protected: Protected, percent: float, decimals: int) -> tuple[Key, ...]:
    """Return the held-back cells that are a percentage of one of their totals, as rounded."""
    found = []
    for key, value in _hidden(table, protected).items():
        for place, label in enumerate(key):
            if label == _TOTAL:
                continue
            whole = _value(table.cells.get((*key[:place], _TOTAL, *key[place + 1 :])))
            if whole and round(100 * value / whole, decimals) == round(percent, decimals):
                found.append(key)
                break
    return tuple(found)


def cells_within(table: Table, protected: Protected, low: float, high: float) -> tuple[Key, ...]:
    """Return the held-back cells whose true value lies in a range."""
    return tuple(key for key, value in _hidden(table, protected).items() if low <= value <= high)


def cells_as_part(table: Table, protected: Protected, part: float) -> tuple[Key, ...]:
    """Return the held-back cells that are a fraction of one of their totals, exactly."""
    found = []
    for key, value in _hidden(table, protected).items():
        for place, label in enumerate(key):
            whole = _value(table.cells.get((*key[:place], _TOTAL, *key[place + 1 :]))) if label != _TOTAL else None
            if whole and abs(value / whole - part) < 1e-6:
                found.append(key)
                break
    return tuple(found)


def cells_differing_by(table: Table, protected: Protected, number: int) -> tuple[Key, ...]:
    """Return the held-back cells that differ by a number from another cell of their line."""
    hidden = _hidden(table, protected)
    found: dict[Key, None] = {}
    for line in _lines(table):
        values = {key: value for key in line if (value := _value(table.cells.get(key))) is not None}
        held = [key for key in values if key in hidden]
        if len(held) * len(values) > _LINE_LIMIT**2:
            continue
        found.update((key, None) for key in held for other in values if abs(values[key] - values[other]) == number > 0)
    return tuple(found)


def cells_summed_in(table: Table, protected: Protected, number: int) -> tuple[Key, ...]:
    """Return the held-back cells that, with one or two others of their line, add up to a number."""
    hidden = _hidden(table, protected)
    found: dict[Key, None] = {}
    for line in _lines(table):
        if len(line) > _LINE_LIMIT:
            continue
        values = {key: _value(table.cells.get(key)) for key in line}
        known = {key: value for key, value in values.items() if value is not None}
        for size in (2, 3):
            for group in combinations(known, size):
                if sum(known[key] for key in group) == number:
                    found.update(dict.fromkeys(key for key in group if key in hidden))
    return tuple(found)


def public_values(table: Table) -> frozenset[int]:
    """Return the counts of a table that is public already."""
    return frozenset(value for value in map(_value, table.cells.values()) if value is not None)


def _value(count: Count | None) -> int | None:
    return None if count is None else count.value


def _hidden(table: Table, protected: Protected) -> Mapping[Key, int]:
    """Return the cells whose true value is not published: suppressed, or rounded to something else."""
    found: dict[Key, int] = {}
    for cell in protected.cells:
        key = protected.key_of(cell)
        value = _value(table.cells.get(key))
        if value is not None and cell.value != value:
            found[key] = value
    return found


def _lines(table: Table) -> Iterator[list[Key]]:
    """Yield the cells, totals left out, that differ in one dimension alone."""
    for place in range(len(table.dimensions)):
        lines: dict[Key, list[Key]] = {}
        for key in table.cells:
            if key[place] != _TOTAL:
                lines.setdefault((*key[:place], *key[place + 1 :]), []).append(key)
        yield from lines.values()
