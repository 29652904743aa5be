"""Tables of one reply that share cells or totals.

Arrests by area and year beside arrests by sex and year: the years' totals stand in both, and what one
hides the other may give back. Two tables are linked where their labels say that figures are the same
and the sums confirm it. A link that holds by chance costs a few cells more; it never exposes one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from assistant.figures.tables import TOTAL, Dimension, Key, Table

Place = tuple[int, Key]
_MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Shared:
    """A figure that two tables share.

    Attributes:
        left: cells of one table, by the table's number and labels, that add up to it.
        right: cells of the other that do.
    """

    left: tuple[Place, ...]
    right: tuple[Place, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Linked:
    """Which tables go together.

    Attributes:
        groups: the numbers of tables that have to be protected together.
        shared: what they share.
        unlike: pairs that look as if they count the same, but differ in some figures; with where they
            differ, by label.
    """

    groups: tuple[tuple[int, ...], ...]
    shared: tuple[Shared, ...]
    unlike: tuple[tuple[int, int, str], ...]


def linked(tables: Sequence[Table]) -> Linked:
    """Find what tables of one reply share.

    Only tables of people or of events, counted in the same unit, are compared.
    """
    shared: list[Shared] = []
    unlike: list[tuple[int, int, str]] = []
    group = list(range(len(tables)))
    for a, b in combinations(range(len(tables)), 2):
        if tables[a].unit != tables[b].unit or not tables[a].protected_unit:
            continue
        alike, apart = _compared(tables, a, b)
        if alike and not apart:
            shared += alike
            joined = {group[a], group[b]}
            group = [min(joined) if one in joined else one for one in group]
        elif len(alike) > len(apart):
            unlike.append((a, b, apart[0]))
    groups = tuple(tuple(n for n, one in enumerate(group) if one == first) for first in sorted(set(group)))
    return Linked(groups, tuple(shared), tuple(unlike))


def _compared(tables: Sequence[Table], a: int, b: int) -> tuple[list[Shared], list[str]]:
    """Return the figures that two tables share, and the labels of those that ought to agree and do not."""
    alike: list[Shared] = []
    unsure: list[Shared] = []
    apart: list[str] = []
    for left, right in _comparable(tables[a], tables[b]):
        here, there = _made_up(tables[a], left), _made_up(tables[b], right)
        if not here or not there:
            continue
        one, other = _total(tables[a], here), _total(tables[b], there)
        both = Shared(tuple((a, key) for key in here), tuple((b, key) for key in there))
        if one is None or other is None:
            unsure.append(both)
        elif one == other:
            alike.append(both)
        else:
            apart.append(", ".join(text for text in left if text != TOTAL) or TOTAL)
    # What a file hides is the same too, where all that it shows is.
    return alike + unsure if alike else [], apart


def _comparable(one: Table, other: Table) -> Iterator[tuple[Key, Key]]:
    """Yield keys of two tables that name the same people, if both count the same."""
    places = [_match(dimension, other.dimensions) for dimension in one.dimensions]
    pairs = [(n, place) for n, place in enumerate(places) if place is not None]
    if len({place for _, place in pairs}) < len(pairs):
        return
    choices = [_common(one.dimensions[n], other.dimensions[place]) for n, place in pairs]
    left_rest = [_said_of(d, other) if n not in dict(pairs) else TOTAL for n, d in enumerate(one.dimensions)]
    taken = {place for _, place in pairs}
    right_rest = [_said_of(d, one) if n not in taken else TOTAL for n, d in enumerate(other.dimensions)]
    for chosen in product(*choices):
        left, right = list(left_rest), list(right_rest)
        for (n, place), (here, there) in zip(pairs, chosen, strict=True):
            left[n], right[place] = here, there
        yield tuple(left), tuple(right)


def _match(dimension: Dimension, others: Sequence[Dimension]) -> int | None:
    """Return the place of the dimension that is the same: by its name, or by most of its labels."""
    labels = {label.casefold() for label in dimension.categories}
    for place, other in enumerate(others):
        theirs = {label.casefold() for label in other.categories}
        shared = len(labels & theirs)
        named = dimension.name.casefold() == other.name.casefold() and dimension.name not in {"row", "column"}
        if shared and (named or 2 * shared > min(len(labels), len(theirs))):
            return place
    return None


def _common(one: Dimension, other: Dimension) -> list[tuple[str, str]]:
    """Return the labels that two dimensions share; their margins too, where they cover the same."""
    theirs = {label.casefold(): label for label in other.categories}
    shared = [(label, theirs[label.casefold()]) for label in one.categories if label.casefold() in theirs]
    if {label.casefold() for label in one.plain()} == {label.casefold() for label in other.plain()}:
        shared.append((TOTAL, TOTAL))
    return shared


def _said_of(dimension: Dimension, other: Table) -> str:
    """Return the label that another table's title gives for a dimension that it lacks ("Arrests in 2023")."""
    said = [label for label in dimension.categories if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", other.title)]
    return said[0] if len(said) == 1 else TOTAL


def _made_up(table: Table, key: Key) -> tuple[Key, ...]:
    """Return cells of a table that make a figure up: its own cell, or else those under it."""
    if key in table.cells:
        return (key,)
    choices = [d.plain(label) or (label,) for d, label in zip(table.dimensions, key, strict=True)]
    parts = tuple(part for part in product(*choices) if part in table.cells)
    return parts if len(parts) <= _MAX_PARTS else ()


def _total(table: Table, keys: Sequence[Key]) -> int | None:
    """Return what cells add up to; None where the file hides one."""
    counts = [table.cells[key] for key in keys]
    return None if None in counts else sum(count.value for count in counts if count is not None)
