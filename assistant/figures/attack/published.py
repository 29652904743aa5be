"""What a reader of published tables knows, put as a system for the attack.

Made from what is published alone: the figures shown, the labels that tell which are margins, the
policy, earlier releases, and what is said beside the tables. No true count of a hidden cell comes near
it. Which cells make a margin up is worked out here anew, so that a slip in ``totals.py``, on which the
suppression relies, does not blind the attack as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from assistant.figures.attack import AttackError, Constraint, Interval, System, intervals, ruled_out
from assistant.figures.policy import Policy
from assistant.figures.rounding import spread
from assistant.figures.tables import TOTAL, Dimension, Key

# The sums of tables of one or two plain dimensions have whole extremes without being told to.
_TWO_WAY = 2
Terms = tuple[tuple[Key, int], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is public already of cells of the tables: low ≤ weighted sum of cells ≤ high.

    Attributes:
        parts: the cells with their weights; a name that is no cell stands for what is unknown.
        low: the least that it can be.
        high: the greatest that it can be; None where there is no limit.
    """

    parts: Terms
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One table as it is published.

    Attributes:
        dimensions: its labels.
        cells: the figure published of each cell, rounded if the policy rounds; None if withheld.
        unrounded: cells of which the figure is shown exactly although the policy rounds.
    """

    dimensions: Sequence[Dimension]
    cells: Mapping[Key, int | None]
    unrounded: frozenset[Key] = field(default=frozenset())


@dataclass(frozen=True, slots=True, repr=False)
class Reader:
    """Somebody who has what is published and thinks.

    Attributes:
        system: the unknowns, and what is known of them.
        exact: the figures shown as they are.
        whole: the extremes have to be sought among whole numbers.
    """

    system: System[Key]
    exact: Mapping[Key, int]
    whole: bool

    def intervals(self) -> dict[Key, Interval]:
        """Return of each cell and unknown the least and greatest count that cannot be ruled out.

        Raises:
            AttackError: the solver failed, or what is published contradicts itself.
        """
        found = intervals(self.system, self.system.variables, whole=self.whole)
        return found | {key: (count, count) for key, count in self.exact.items()}

    def finds_out(self, spans: Mapping[Key, tuple[int, int]], found: Mapping[Key, Interval]) -> list[Key]:
        """Return the hidden cells of which some count in its span can be ruled out.

        Args:
            spans: the counts, from least to greatest, that must all stay possible.
            found: the intervals.

        Raises:
            AttackError: the solver failed.
        """
        shown = [key for key in spans if key in self.exact]
        hidden = {key: span for key, span in spans.items() if key not in self.exact}
        if self.whole:
            outside = {key for key, span in hidden.items() if not _covers(found[key], span)}
            # What lies outside the interval is ruled out already; gaps inside it are left to find.
            gaps = ruled_out(self.system, {key: span for key, span in hidden.items() if key not in outside})
            return shown + [key for key in hidden if key in outside or gaps[key]]
        return shown + [key for key, span in hidden.items() if not _covers(found[key], span)]


def _covers(interval: Interval, span: tuple[int, int]) -> bool:
    low, high = interval
    return low <= span[0] and (high is None or high >= span[1])


def cell_name(tables: int, number: int, key: Key) -> Key:
    """Return what a cell is called among several tables; of one table alone by its own labels."""
    return key if tables == 1 else (f"table {number + 1}", *key)


def reader(
    dimensions: Sequence[Dimension],
    cells: Mapping[Key, int | None],
    policy: Policy,
    known: Sequence[Known] = (),
    said: Sequence[Constraint[Key]] = (),
) -> Reader:
    """Return a reader of one published table of people; see ``reader_of_all``."""
    return reader_of_all([Sheet(dimensions, cells)], policy, known, said)


def reader_of_all(
    sheets: Sequence[Sheet],
    policy: Policy,
    known: Sequence[Known] = (),
    said: Sequence[Constraint[Key]] = (),
) -> Reader:
    """Return a reader of tables of people that are published together.

    Args:
        sheets: the tables; cells of several are called as ``cell_name`` says.
        policy: which is public too.
        known: what earlier releases say, and which cells of different tables are the same.
        said: what is said beside the tables: shares, rates, an order.

    Raises:
        AttackError: what is published contradicts itself.
    """
    ranges: dict[Key, tuple[int, int | None]] = {}
    equations: list[Constraint[Key]] = []
    for number, sheet in enumerate(sheets):
        name = {key: cell_name(len(sheets), number, key) for key in sheet.cells}
        for key, figure in sheet.cells.items():
            ranges[name[key]] = _range(figure, policy, exact=key in sheet.unrounded)
        for total, parts in _sums(sheet.dimensions, sheet.cells):
            terms = (*((name[part], 1) for part in parts), (name[total], -1))
            equations.append(Constraint(terms, 0, 0))
    for one in known:
        ranges |= {name: (0, None) for name, _ in one.parts if name not in ranges}
        equations.append(Constraint(one.parts, one.low, one.high))
    exact = {key: low for key, (low, high) in ranges.items() if low == high}
    unsure = {key: span for key, span in ranges.items() if key not in exact}
    whole = len(sheets) > 1 or bool(known) or bool(said) or _many_ways(sheets[0].dimensions)
    return Reader(System(unsure, tuple(_reduced([*equations, *said], exact))), exact, whole)


def _many_ways(dimensions: Sequence[Dimension]) -> bool:
    """Tell whether a table's sums can have extremes between whole numbers."""
    ways = [d for d in dimensions if d.categories]
    return len(ways) > _TWO_WAY or all(d.subtotals for d in ways[:_TWO_WAY])


def _range(figure: int | None, policy: Policy, *, exact: bool) -> tuple[int, int | None]:
    """Return what a cell can be by itself: of a hidden one the mark rules out nothing, nor nought."""
    if figure is None:
        return 0, None
    if policy.round_to is None or exact:
        return figure, figure
    return spread(figure, policy.round_to, policy, protected=True)


def _sums(dimensions: Sequence[Dimension], cells: Iterable[Key]) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Yield each margin and subtotal with what makes it up: cells along one dimension, or else all under it."""
    given = frozenset(cells)
    made_of = [_made_of(dimension) for dimension in dimensions]
    under: dict[Key, list[Key]] = {}
    for key in given:
        if not any(text in sums for text, sums in zip(key, made_of, strict=True)):
            for over in product(*(_upwards(text, sums) for text, sums in zip(key, made_of, strict=True))):
                under.setdefault(over, []).append(key)
    for margin in sorted(given):
        open_places = [place for place, (text, sums) in enumerate(zip(margin, made_of, strict=True)) if text in sums]
        along = [_along(margin, place, made_of[place][margin[place]]) for place in open_places]
        # A combination with nothing under it was left out because there are no cases.
        whole = [[key for key in one if key in under or key in given] for one in along]
        stated = [tuple(one) for one in whole if one and given.issuperset(one)]
        if open_places and not stated and under.get(margin):
            stated = [tuple(sorted(under[margin]))]
        yield from ((margin, parts) for parts in stated)


def _made_of(dimension: Dimension) -> dict[str, tuple[str, ...]]:
    """Return of each label that is a sum the labels that make it up, the margin's too."""
    sums = {one.label: one.parts for one in dimension.subtotals}
    within = {part for parts in sums.values() for part in parts}
    return sums | {TOTAL: tuple(label for label in dimension.categories if label not in within)}


def _upwards(text: str, sums: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a label and every sum that counts it, one within the other."""
    found = [text]
    for one in found:
        found += [label for label, parts in sums.items() if one in parts]
    return list(dict.fromkeys([*found, TOTAL]))


def _along(margin: Key, place: int, labels: Sequence[str]) -> list[Key]:
    return [(*margin[:place], label, *margin[place + 1 :]) for label in labels]


def _reduced(equations: Iterable[Constraint[Key]], exact: Mapping[Key, int]) -> Iterator[Constraint[Key]]:
    """Move what is known exactly to the other side, so that only unknowns are left."""
    for one in equations:
        left = tuple((key, weight) for key, weight in one.terms if key not in exact)
        told = sum(weight * exact[key] for key, weight in one.terms if key in exact)
        low = None if one.low is None else one.low - told
        high = None if one.high is None else one.high - told
        if left:
            yield Constraint(left, low, high)
        elif (low is not None and low > 0) or (high is not None and high < 0):
            raise AttackError("what is published contradicts itself, so nothing is proved about it")
