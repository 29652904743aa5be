"""A third attacker, for the tests alone: it tries every table, and shares no code with the product."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

TOTAL = "Total"
Key = tuple[str, ...]


def feasible(
    shape: Sequence[Sequence[str]],
    published: Mapping[Key, int | None],
    limit: int,
    subtotals: Mapping[str, Sequence[str]] | None = None,
) -> dict[Key, set[int]]:
    """Return the values that each hidden cell takes in some whole, non-negative table with all that is published.

    Args:
        shape: the categories of each dimension, subtotals left out.
        published: figures by key, None where hidden; margins are keyed Total.
        limit: the largest inner count that is tried.
        subtotals: labels that are the sum of others, with those.
    """
    inner = list(product(*shape))
    sums = subtotals or {}
    parts = {
        key: [
            i
            for i, k in enumerate(inner)
            if all(a in (b, TOTAL) or b in sums.get(a, ()) for a, b in zip(key, k, strict=True))
        ]
        for key in published
    }
    stated = [(parts[key], value) for key, value in published.items() if value is not None]
    seen: dict[Key, set[int]] = {key: set() for key, value in published.items() if value is None}
    for values in _tables(len(inner), stated, limit):
        for key, found in seen.items():
            found.add(sum(values[i] for i in parts[key]))
    return seen


def _tables(size: int, stated: Sequence[tuple[Sequence[int], int]], limit: int) -> Iterator[list[int]]:
    """Yield every table: cell after cell, left as soon as a stated sum cannot be met any more."""
    values: list[int] = []
    touching = [[(cells, value) for cells, value in stated if i in cells] for i in range(size)]

    def grow() -> Iterator[list[int]]:
        at = len(values)
        if at == size:
            yield values
            return
        for value in range(limit + 1):
            values.append(value)
            if all(_open(cells, total, values) for cells, total in touching[at]):
                yield from grow()
            values.pop()

    yield from grow()


def _open(cells: Sequence[int], total: int, values: Sequence[int]) -> bool:
    so_far = sum(values[i] for i in cells if i < len(values))
    return so_far <= total if cells[-1] >= len(values) else so_far == total
