"""A better choice near a known one, where the best of all cannot be searched for.

Some of the cells that a choice hides are let loose, a group that has to do with one another; all the
others stay hidden. The programme of ``master.py`` then looks for a choice of fewer cells, which takes
it a moment, as most is settled, and is proof where there is none. Groups grow until a question takes
long and shrink where it takes too long (the neighbourhood search of Shaw, 1998, with the cuts kept).
"""

import random
from collections.abc import Sequence

from assistant.figures.suppression.master import Master
from assistant.figures.suppression.problem import Problem

# In the solver's steps, so that every machine stops at the same place.
_QUICK, _SLOW = 400, 1_500
_FIRST, _LEAST = 10, 3
# What makes a cell likely to be let loose: a sum shared with one that is, a sum of sums, or luck.
_BESIDE, _AROUND, _ANYWHERE = 4.0, 0.2, 0.02


def fewer_nearby(problem: Problem, master: Master, known: frozenset[int], work: int) -> frozenset[int]:
    """Return a choice of fewer cells than a known one, or that one.

    Args:
        problem: what must stay uncertain.
        master: the programme, whose time also ends the search.
        known: a choice that holds.
        work: how many steps the programme may take.
    """
    # Not for secrecy: a fixed seed makes the same table come out the same.
    luck = random.Random(0)  # noqa: S311
    near = _near(problem)
    given = problem.hidden | problem.unprinted
    size, until = _FIRST, master.work + work
    while master.work < until and not master.out_of_time():
        extra = sorted(known - given)
        if not extra:
            break
        before = master.work
        size = min(size, len(extra))
        found = master.fewer(known, _group(extra, near, size, luck))
        if found is not None:
            known = found
        elif size == len(extra) and master.work - before < _SLOW:
            break
        elif master.work - before < _QUICK:
            size += 1
        elif master.work - before > _SLOW:
            size = max(_LEAST, size - 2)
    return known


def _near(problem: Problem) -> dict[int, frozenset[int]]:
    """Return for each cell those that share a sum with it."""
    near: dict[int, set[int]] = {}
    for equation in problem.equations:
        cells = [cell for cell, _ in equation.terms]
        for cell in cells:
            near.setdefault(cell, set()).update(cells)
    return {cell: frozenset(others) for cell, others in near.items()}


def _group(extra: Sequence[int], near: dict[int, frozenset[int]], size: int, luck: random.Random) -> frozenset[int]:
    """Draw cells that have to do with one another."""
    drawn = {luck.choice(extra)}
    while len(drawn) < size:
        left = [cell for cell in extra if cell not in drawn]
        weights = [_ANYWHERE + sum(_tie(near, cell, other) for other in drawn) for cell in left]
        drawn.add(luck.choices(left, weights)[0])
    return frozenset(drawn)


def _tie(near: dict[int, frozenset[int]], cell: int, other: int) -> float:
    if cell not in near or other not in near:
        return 0.0
    return (_BESIDE if cell in near[other] else 0.0) + (_AROUND if near[cell] & near[other] else 0.0)
