"""The evals' own attacker: what can be worked out about a low count from everything that a letter says.

Whole numbers, none negative, margins add up. A count is exposed unless both the least and the greatest
low value are possible: for each a table is looked for that agrees with all that is published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.scorers.tables import Key, Truth


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a letter tells of a table: a weighted sum of cells lies between two values."""

    terms: tuple[tuple[Key, float], ...]
    low: float
    high: float


def exposed(
    truth: Truth, shown: Mapping[Key, int], secrets: Mapping[Key, tuple[int, int]], facts: Sequence[Fact] = ()
) -> list[Key]:
    """Return the cells of which more can be worked out than that they are low.

    Args:
        truth: the table; what it says of cells not shown takes no part.
        shown: the figures that are public.
        secrets: per cell the least and the greatest value that must stay possible.
        facts: what the letter's sentences tell.
    """
    return [
        key
        for key, ends in secrets.items()
        if key in shown or not all(possible(truth, shown, facts, key, value) for value in ends)
    ]


def possible(truth: Truth, shown: Mapping[Key, int], facts: Sequence[Fact], key: Key, value: int) -> bool:
    """Tell whether a hidden cell could have a value, as far as a reader can know.

    Raises:
        RuntimeError: the solver gave no answer, so nothing is known and nothing may be passed.
    """
    sums = (Fact(((total, -1.0), *((one, 1.0) for one in members)), 0, 0) for total, members in truth.sums())
    return _solvable(tuple(truth.cells), (*sums, *facts), tuple({**shown, key: value}.items()))


# The same table stands in the letter, its record, its page and its Word file; what is asked of it once is not asked again.
@lru_cache(maxsize=65536)
def _solvable(cells: tuple[Key, ...], facts: tuple[Fact, ...], given: tuple[tuple[Key, int], ...]) -> bool:
    """Tell whether some table of whole numbers, none negative, agrees with all that is known of it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    place = {cell: n for n, cell in enumerate(cells)}
    rows, least, greatest = [], [], []
    for fact in facts:
        row = [0.0] * len(place)
        for cell, weight in fact.terms:
            row[place[cell]] += weight
        rows.append(row)
        least.append(fact.low - 1e-7)
        greatest.append(fact.high + 1e-7)
    known = dict(given)
    low = [float(known.get(cell, 0)) for cell in place]
    high = [float(known.get(cell, 10**6)) for cell in place]
    constraints = [LinearConstraint(rows, least, greatest)] if rows else []
    result = milp([0.0] * len(place), integrality=[1] * len(place), bounds=Bounds(low, high), constraints=constraints)
    if result.status not in {0, 2}:
        raise RuntimeError(f"the scorers' attacker got no answer: {result.message}")
    return bool(result.status == 0)
