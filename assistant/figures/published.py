"""What a reader of a published table knows, as a system that can be attacked."""

from collections.abc import Mapping, Sequence

from assistant.figures.attack import AttackError, Constraint, Interval, System, intervals
from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key

# A reader's sums over whole counts in up to two dimensions have whole extremes without being told so.
_TWO_WAY = 2


def attacked(
    dimensions: Sequence[Dimension],
    cells: Mapping[Key, int | None],
    policy: Policy,
    earlier: Mapping[Key, int] | None = None,
    earlier_sums: Sequence[tuple[tuple[Key, ...], int]] = (),
) -> dict[Key, Interval]:
    """Attack a published table.

    Args:
        dimensions: its labels.
        cells: what is published of each cell: the figure (rounded if the policy rounds), or None.
        policy: which is public too.
        earlier: cells of it that an earlier reply gave.
        earlier_sums: groups of its cells whose sum an earlier reply gave.

    Returns:
        The interval of each cell: least and greatest value that a reader cannot rule out.

    Raises:
        AttackError: the solver failed, or what is published contradicts itself.
    """
    earlier = earlier or {}
    ranges = {key: _range(value, policy) for key, value in cells.items()}
    for key, value in earlier.items():
        ranges[key] = (value, value)
    constraints = [_sum(total, members, ranges) for total, members in _sums(dimensions, cells)]
    constraints += [_known(group, value, ranges) for group, value in earlier_sums]
    open_cells = {key: limits for key, limits in ranges.items() if limits[0] != limits[1]}
    system = System(open_cells, tuple(c for c in constraints if c.terms))
    for one in constraints:
        if not one.terms and not (_at_most(one.low, 0) and _at_most(0, one.high)):
            raise AttackError("what is published contradicts itself, so nothing can be proved about it")
    whole = len([d for d in dimensions if d.categories]) > _TWO_WAY or bool(earlier_sums)
    found = intervals(system, open_cells, whole=whole)
    for key, (low, high) in ranges.items():
        if key not in found:
            found[key] = (int(low), None if high is None else int(high))
    return found


def _at_most(a: float | None, b: float | None) -> bool:
    return a is None or b is None or a <= b + 1e-9


def _range(value: int | None, policy: Policy) -> tuple[float, float | None]:
    """A hidden cell may be anything, nought included: the mark rules out no value."""
    if value is None:
        return 0, None
    base = policy.round_to
    if not base:
        return value, value
    return max(0, value - base // 2), value + (base - 1) // 2


def _sums(dimensions: Sequence[Dimension], cells: Mapping[Key, int | None]) -> list[tuple[Key, list[Key]]]:
    """Find each margin and the cells that a reader would add up to it."""
    found = []
    for key in cells:
        for place, dimension in enumerate(dimensions):
            if key[place] != TOTAL:
                continue
            members = [k for c in dimension.categories if (k := (*key[:place], c, *key[place + 1 :])) in cells]
            if members:
                found.append((key, members))
    return found


def _sum(
    total: Key, members: Sequence[Key], ranges: Mapping[Key, tuple[float, float | None]]
) -> Constraint[Key]:
    return _balanced([(total, -1), *((m, 1) for m in members)], 0, ranges)


def _known(
    group: Sequence[Key], value: int, ranges: Mapping[Key, tuple[float, float | None]]
) -> Constraint[Key]:
    return _balanced([(key, 1) for key in group], value, ranges)


def _balanced(
    terms: Sequence[tuple[Key, int]], right: float, ranges: Mapping[Key, tuple[float, float | None]]
) -> Constraint[Key]:
    """Move what is known exactly to the right-hand side, so that only unknowns are left."""
    left = []
    for key, weight in terms:
        low, high = ranges[key]
        if low == high:
            right -= weight * low
        else:
            left.append((key, weight))
    return Constraint(tuple(left), right, right)


__all__ = ["Interval", "attacked"]
