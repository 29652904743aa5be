"""Cells that the files themselves hide: could they be low, and what counts would fit them."""

from collections.abc import Mapping, Sequence

from assistant.errors import TableError
from assistant.figures.attack import AttackError, Constraint, System, example, intervals
from assistant.figures.attack.published import Known
from assistant.figures.policy import Policy
from assistant.figures.suppression.totals import Sum
from assistant.figures.tables import Key


def completed(
    counts: Mapping[Key, int | None], sums: Sequence[Sum], shared: Sequence[Known], policy: Policy, where: str
) -> tuple[dict[Key, int], frozenset[Key]]:
    """Return a whole count for every cell, and the hidden ones that may be low.

    Which counts stand in for hidden cells does not matter to what a reader can find out, as long as
    they add up. A hidden cell is protected like a low one unless the file shows that it is not.

    Args:
        counts: of every cell; None where the file hides it.
        sums: which of them add up to which.
        shared: which are the same in two tables.
        policy: what is low.
        where: the file, for the message.

    Raises:
        TableError: no counts for the hidden cells would make the totals add up.
    """
    hidden = [key for key, value in counts.items() if value is None]
    if not hidden:
        return {key: value for key, value in counts.items() if value is not None}, frozenset()
    lines = [Known((*((part, 1) for part in one.parts), (one.total, -1)), 0, 0) for one in sums]
    try:
        fitted, spans = _fitted(counts, hidden, [*lines, *shared])
    except AttackError:
        raise TableError(
            "no counts for the hidden cells would make the totals add up",
            where=where,
            todo="Check the totals and the cells that the file hides.",
        ) from None
    unsure = frozenset(
        key for key, (low, high) in spans.items() if low <= policy.highest and (high is None or high >= policy.lowest)
    )
    return {key: fitted[key] if value is None else value for key, value in counts.items()}, unsure


def _fitted(
    counts: Mapping[Key, int | None], hidden: Sequence[Key], known: Sequence[Known]
) -> tuple[dict[Key, int], dict[Key, tuple[int, int | None]]]:
    """Return counts that fit, and between what each must lie for all that the file shows."""
    constraints: list[Constraint[Key]] = []
    for one in known:
        left = tuple((key, weight) for key, weight in one.parts if counts[key] is None)
        if left:
            right = -sum(weight * (counts[key] or 0) for key, weight in one.parts)
            constraints.append(Constraint(left, right, right))
    ranges: dict[Key, tuple[float, float | None]] = dict.fromkeys(hidden, (0, None))
    system = System(ranges, tuple(constraints))
    return example(system), intervals(system, hidden)
