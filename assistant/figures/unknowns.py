"""Cells that the file itself hides: could they be low, and what counts would fit them."""

from collections.abc import Mapping, Sequence

from assistant.errors import TableError
from assistant.figures.attack import AttackError, Constraint, System, example, intervals
from assistant.figures.policy import Policy
from assistant.figures.tables import Key, Table
from assistant.figures.totals import Sum


def completed(table: Table, sums: Sequence[Sum], policy: Policy) -> tuple[dict[Key, int], frozenset[Key]]:
    """Return a whole count for every cell, and the hidden ones that may be low.

    Which counts stand in for hidden cells does not matter to what a reader can find out, as long as
    they add up. A hidden cell is protected like a low one unless the file shows that it is not.

    Raises:
        TableError: no counts for the hidden cells would make the totals add up.
    """
    counts = {key: None if count is None else count.value for key, count in table.cells.items()}
    hidden = [key for key, value in counts.items() if value is None]
    if not hidden:
        return {key: value for key, value in counts.items() if value is not None}, frozenset()
    try:
        fitted, spans = _fitted(counts, hidden, sums)
    except AttackError:
        raise TableError(
            "no counts for the hidden cells would make the totals add up",
            where=table.source,
            todo="Check the totals and the cells that the file hides.",
        ) from None
    unsure = frozenset(
        key for key, (low, high) in spans.items() if low <= policy.highest and (high is None or high >= policy.lowest)
    )
    return {key: fitted[key] if value is None else value for key, value in counts.items()}, unsure


def _fitted(
    counts: Mapping[Key, int | None], hidden: Sequence[Key], sums: Sequence[Sum]
) -> tuple[dict[Key, int], dict[Key, tuple[int, int | None]]]:
    """Return counts that fit, and between what each must lie for all that the file shows."""
    constraints: list[Constraint[Key]] = []
    for one in sums:
        terms = [*((part, 1) for part in one.parts), (one.total, -1)]
        left = tuple((key, weight) for key, weight in terms if counts[key] is None)
        if left:
            right = -sum(weight * (counts[key] or 0) for key, weight in terms)
            constraints.append(Constraint(left, right, right))
    ranges: dict[Key, tuple[float, float | None]] = dict.fromkeys(hidden, (0, None))
    system = System(ranges, tuple(constraints))
    return example(system), intervals(system, hidden)
