"""Shares, changes and an order that an officer wishes to have beside a table, worked out of its counts."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from assistant.errors import TableError
from assistant.figures.beside_counts.columns import SENTENCE, Column
from assistant.figures.beside_counts.statements import Kind, Statement
from assistant.figures.protected import UNNAMED
from assistant.figures.tables import TOTAL, Dimension, Key, Table

Wish = Literal["shares", "changes", "ranks"]
_NONE = "–"


def computed(table: Table, wish: Wish, dimension: str, decimals: int = 0) -> Column:
    """Return figures to stand beside a table.

    Args:
        table: the counts.
        wish: ``shares`` of each cell in the total along a dimension; ``changes`` in per cent from the
            category before; ``ranks``, the order of the categories by their totals.
        dimension: the name of the dimension.
        decimals: of the figures.

    Raises:
        TableError: there is no such dimension, or the table lacks the total.
    """
    place = _place(table, dimension)
    counts = {key: count.value for key, count in table.cells.items() if count is not None}
    if wish == "ranks":
        return _ranks(table, place, counts)
    kind: Kind = "share" if wish == "shares" else "change"
    statements: dict[Key, Statement] = {}
    cells: dict[Key, tuple[Key, ...]] = {}
    texts: dict[Key, str] = {}
    for key, base in _bases(table, place, wish).items():
        cells[key], texts[key] = (key, base), _NONE
        wanted = Statement(kind, key, base)
        value = wanted.exactly(counts) if key in counts and base in counts else None
        if value is not None:
            statements[key] = wanted.rounded(value, decimals)
    named = dimension if dimension.casefold() not in UNNAMED else ""
    name = f"share of all {named}".rstrip() if wish == "shares" else f"change from the {named or 'one'} before"
    return Column(name, kind, statements, cells, texts)


def _place(table: Table, name: str) -> int:
    names = [dimension.name.casefold() for dimension in table.dimensions]
    if name.strip().casefold() not in names:
        raise TableError(
            f"the table has no dimension {name!r}",
            where=table.source,
            todo=f"Name one of these: {', '.join(one.name for one in table.dimensions)}.",
        )
    return names.index(name.strip().casefold())


def _bases(table: Table, place: int, wish: Wish) -> Mapping[Key, Key]:
    """Return what each cell is set against."""
    dimension = table.dimensions[place]
    before = {after: label for label, after in pairwise(dimension.plain())}
    if wish == "shares":
        before = dict.fromkeys(dimension.categories, TOTAL)
    found = {key: (*key[:place], before[key[place]], *key[place + 1 :]) for key in table.cells if key[place] in before}
    found = {key: base for key, base in found.items() if base in table.cells}
    if not found:
        raise _lacking(table, dimension)
    return found


def _ranks(table: Table, place: int, counts: Mapping[Key, int]) -> Column:
    dimension = table.dimensions[place]
    blank = (TOTAL,) * len(table.dimensions)
    margins = [(*blank[:place], label, *blank[place + 1 :]) for label in dimension.plain()]
    # Equal counts follow their labels, as a reader is told by ``constraints``.
    order = sorted((key for key in margins if key in counts), key=lambda key: (-counts[key], key))
    if len(order) < 2:
        raise _lacking(table, dimension)
    statement = Statement("rank", order[0], more=tuple(order[1:]))
    return Column(f"{dimension.name}, largest first", "rank", {SENTENCE: statement})


def _lacking(table: Table, dimension: Dimension) -> TableError:
    return TableError(
        f"the table has nothing to set its {dimension.name} against",
        where=table.source,
        todo="Shares and an order need totals, changes two categories or more.",
    )
