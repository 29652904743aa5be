"""Which categories to put together so that fewest counts stay low, with as few put together as that takes.

Neighbours only, where the categories have an order (years, ages); else those with low counts go into "Other", with
the smallest of the rest where they need it. It is greedy, with the true counts, and always the same for the same table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures.choices.reshape import Merge, find_dimension, usual_label
from assistant.figures.choices.spans import in_order
from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key, Table

_LEFT = 2
_OTHERS = {"other", "others", "all other", "all others"}
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class _Lines:
    """The counts of each category, by the labels of the other dimensions."""

    counts: Mapping[str, Mapping[Key, int]]
    policy: Policy

    def low(self, group: Group) -> int:
        """Return how many counts of categories put together are low."""
        return sum(self.policy.is_low(value) for value in self._added(group).values())

    def size(self, group: Group) -> int:
        """Return how many people there are in categories put together, margins counted too."""
        return sum(sum(self.counts[label].values()) for label in group)

    def _added(self, group: Group) -> dict[Key, int]:
        added: dict[Key, int] = {}
        for label in group:
            for rest, value in self.counts[label].items():
                added[rest] = added.get(rest, 0) + value
        return added


def merges_for(table: Table, dimension: str, policy: Policy) -> tuple[Merge, ...]:
    """Return what to put together in one dimension; nothing where that leaves no fewer low counts.

    At least two categories are left. Where there are subtotals, only what one of them is made of is put together.
    """
    place, axis = find_dimension(table, dimension)
    lines = _Lines(_counts(table, place, axis), policy)
    chosen: list[Merge] = []
    taken: set[str] = set()
    for siblings, least in _families(axis):
        groups = _neighbours(siblings, least, lines) or _others(siblings, least, lines)
        for group in groups:
            label = usual_label(axis, group)
            clash = label in taken or label in set(axis.categories).difference(group, [axis.over(group[0])[1]])
            name = f"{label} ({axis.over(group[0])[1]})" if clash else ""
            taken.add(name or label)
            chosen.append(Merge(axis.name, group, name))
    return tuple(chosen)


def _counts(table: Table, place: int, axis: Dimension) -> dict[str, dict[Key, int]]:
    found: dict[str, dict[Key, int]] = {label: {} for label in axis.plain()}
    for key, count in table.cells.items():
        if key[place] in found and count is not None:
            found[key[place]][(*key[:place], *key[place + 1 :])] = count.value
    return found


def _families(axis: Dimension) -> Iterator[tuple[Group, int]]:
    """Yield categories that may be put together, and how many have to be left of them."""
    plain = set(axis.plain())
    for parent in (TOTAL, *(one.label for one in axis.subtotals)):
        parts = axis.parts(parent)
        siblings = tuple(part for part in parts if part in plain)
        least = _LEFT - (len(parts) - len(siblings)) if parent == TOTAL else 1
        if len(siblings) > max(least, 1):
            yield siblings, max(least, 1)


def _neighbours(siblings: Group, least: int, lines: _Lines) -> list[Group]:
    """Return neighbours to put together, one pair after the other, where the categories have an order."""
    ordered = in_order(siblings)
    if ordered is None:
        return []
    groups: list[Group] = [(label,) for label in ordered]
    best, fewest = groups, sum(map(lines.low, groups))
    lows: dict[Group, int] = {}
    while fewest and len(groups) + len(siblings) - len(ordered) > least:
        pairs = [a + b for a, b in pairwise(groups)]
        for one in (*groups, *pairs):
            lows.setdefault(one, lines.low(one))
        gains = [lows[a + b] - lows[a] - lows[b] for a, b in pairwise(groups)]
        touched = [n for n in range(len(pairs)) if lows[groups[n]] or lows[groups[n + 1]]]
        if not touched:
            break
        sizes = [lines.size(one) for one in pairs]
        at = min(touched, key=lambda n: (gains[n], sizes[n], n))
        groups = [*groups[:at], pairs[at], *groups[at + 2 :]]
        left = sum(lows[one] for one in groups)
        if left < fewest:
            best, fewest = groups, left
    return [group for group in best if len(group) > 1]


def _others(siblings: Group, least: int, lines: _Lines) -> list[Group]:
    """Return the one group that becomes "Other", where the categories have no order."""
    if in_order(siblings) is not None:
        return []
    order = {label: n for n, label in enumerate(siblings)}
    low = {label: lines.low((label,)) for label in siblings}
    queue = sorted(
        siblings,
        key=lambda one: (one.casefold() not in _OTHERS, not low[one], lines.size((one,)), order[one]),
    )
    best: Group = ()
    fewest = sum(low.values())
    for many in range(2, len(siblings) - least + 2):
        group = tuple(sorted(queue[:many], key=order.__getitem__))
        left = lines.low(group) + sum(low[label] for label in queue[many:])
        if left < fewest:
            best, fewest = group, left
    return [best] if best else []
