"""What a reader of a published table knows, put as a system for the attack.

Made from what is published alone: the figures shown, the labels that tell which are margins, the
policy, and earlier releases. No true count of a hidden cell comes near it. Which cells make a margin
up is worked out here anew, so that a slip in ``totals.py``, on which the suppression relies, does not
blind the attack as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.figures.attack import AttackError, Constraint, Interval, System, intervals, ruled_out
from assistant.figures.policy import Policy
from assistant.figures.rounding import spread
from assistant.figures.tables import TOTAL, Dimension, Key

# The sums of tables of one or two dimensions have whole extremes without being told to.
_TWO_WAY = 2
Terms = tuple[tuple[Key, int], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that is public already and is made up of cells of the table.

    Attributes:
        parts: the cells with their weights; a name that is no cell stands for what is unknown.
        figure: what was published.
    """

    parts: Terms
    figure: int


@dataclass(frozen=True, slots=True, repr=False)
class Reader:
    """Somebody who has a published table and thinks.

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
        if self.whole:
            return [key for key, gone in ruled_out(self.system, spans).items() if gone]
        return [key for key, span in spans.items() if not _covers(found[key], span)]


def _covers(interval: Interval, span: tuple[int, int]) -> bool:
    low, high = interval
    return low <= span[0] and (high is None or high >= span[1])


def reader(
    dimensions: Sequence[Dimension],
    cells: Mapping[Key, int | None],
    policy: Policy,
    known: Sequence[Known] = (),
) -> Reader:
    """Return a reader of a published table of people.

    Args:
        dimensions: its labels.
        cells: the figure published of each cell, rounded if the policy rounds; None if withheld.
        policy: which is public too.
        known: what earlier releases say.

    Raises:
        AttackError: what is published contradicts itself.
    """
    ranges = {key: _range(figure, policy) for key, figure in cells.items()}
    for one in known:
        ranges |= {name: (0, None) for name, _ in one.parts if name not in ranges}
    exact = {key: low for key, (low, high) in ranges.items() if low == high}
    unsure = {key: span for key, span in ranges.items() if key not in exact}
    equations = [((*((part, 1) for part in parts), (total, -1)), 0) for total, parts in _sums(dimensions, cells)]
    equations += [(one.parts, one.figure) for one in known]
    whole = sum(bool(d.categories) for d in dimensions) > _TWO_WAY or bool(known)
    return Reader(System(unsure, tuple(_constraints(equations, exact))), exact, whole)


def _range(figure: int | None, policy: Policy) -> tuple[int, int | None]:
    """Return what a cell can be by itself: of a hidden one the mark rules out nothing, nor nought."""
    if figure is None:
        return 0, None
    if policy.round_to is None:
        return figure, figure
    return spread(figure, policy.round_to, policy, protected=True)


def _sums(dimensions: Sequence[Dimension], cells: Iterable[Key]) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Yield each margin with what makes it up: cells along one dimension, or else all under it."""
    given = frozenset(cells)
    under: dict[Key, list[Key]] = {}
    for key in given:
        if TOTAL not in key:
            for over in product(*((label, TOTAL) for label in key)):
                under.setdefault(over, []).append(key)
    for margin in sorted(key for key in given if TOTAL in key):
        along = [_along(dimensions, margin, n) for n, text in enumerate(margin) if text == TOTAL]
        # A combination with nothing under it was left out because there are no cases.
        whole = [[key for key in one if key in under or key in given] for one in along]
        stated = [tuple(one) for one in whole if one and given.issuperset(one)]
        if not stated and under.get(margin):
            stated = [tuple(sorted(under[margin]))]
        yield from ((margin, parts) for parts in stated)


def _along(dimensions: Sequence[Dimension], margin: Key, place: int) -> list[Key]:
    return [(*margin[:place], c, *margin[place + 1 :]) for c in dimensions[place].categories]


def _constraints(equations: Iterable[tuple[Terms, int]], exact: Mapping[Key, int]) -> Iterator[Constraint[Key]]:
    """Move what is known exactly to the other side, so that only unknowns are left."""
    for terms, right in equations:
        left = tuple((key, weight) for key, weight in terms if key not in exact)
        value = right - sum(weight * exact[key] for key, weight in terms if key in exact)
        if left:
            yield Constraint(left, value, value)
        elif value:
            raise AttackError("what is published contradicts itself, so nothing is proved about it")
