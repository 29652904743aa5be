"""A third attacker, for the tests alone: it tries every table, and shares no code with the product."""

from collections.abc import Mapping, Sequence
from itertools import product

TOTAL = "Total"


def feasible(
    shape: Sequence[Sequence[str]], published: Mapping[tuple[str, ...], int | None], limit: int
) -> dict[tuple[str, ...], set[int]]:
    """Return the values that each hidden cell takes in some whole, non-negative table with all that is published.

    Args:
        shape: the categories of each dimension.
        published: figures by key, None where hidden; margins are keyed Total.
        limit: the largest inner count that is tried.
    """
    inner = list(product(*shape))
    known = [published.get(key) for key in inner]
    ranges = [range(limit + 1) if value is None else (value,) for value in known]
    parts = {
        key: [i for i, k in enumerate(inner) if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True))]
        for key in published
    }
    stated = [(parts[key], value) for key, value in published.items() if value is not None and TOTAL in key]
    seen: dict[tuple[str, ...], set[int]] = {key: set() for key, value in published.items() if value is None}
    for values in product(*ranges):
        if all(sum(values[i] for i in places) == value for places, value in stated):
            for key, found in seen.items():
                found.add(sum(values[i] for i in parts[key]))
    return seen
