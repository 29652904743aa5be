"""Solving the attack for unknowns that hang together, by linear and integer programmes."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Generic

from assistant.figures.attack.solver import Answer, Outcome, Solver
from assistant.figures.attack.system import AttackError, Constraint, Interval, V

_TOLERANCE = 1e-6
_PASSES = 4


def _narrowed(
    ranges: Mapping[V, tuple[float, float | None]], constraints: Sequence[Constraint[V]]
) -> dict[V, tuple[float, float]]:
    """Return bounds that follow from one constraint at a time; they hold, but may be wide."""
    low = {v: math.ceil(at - _TOLERANCE) if at > -math.inf else at for v, (at, _) in ranges.items()}
    high = {
        v: math.inf if at is None or at == math.inf else math.floor(at + _TOLERANCE) for v, (_, at) in ranges.items()
    }
    for _ in range(_PASSES):
        before = (dict(low), dict(high))
        for constraint in constraints:
            if constraint.high is not None:
                _narrow(constraint.terms, constraint.high, low, high)
            if constraint.low is not None:
                turned = tuple((v, -weight) for v, weight in constraint.terms)
                _narrow(turned, -constraint.low, low, high)
        if before == (low, high):
            break
    return {v: (low[v], high[v]) for v in ranges}


def _narrow(terms: Sequence[tuple[V, int]], most: float, low: dict[V, float], high: dict[V, float]) -> None:
    """Narrow bounds by: the weighted sum of the terms is at most so much."""
    least = [weight * (low[v] if weight > 0 else high[v]) for v, weight in terms]
    endless = [i for i, part in enumerate(least) if part == -math.inf]
    if len(endless) > 1:
        return
    total = sum(part for part in least if part != -math.inf)
    for i, (v, weight) in enumerate(terms):
        if endless and endless[0] != i:
            continue
        room = most - (total if endless else total - least[i])
        if weight > 0:
            high[v] = min(high[v], math.floor(room / weight + _TOLERANCE))
        elif weight < 0:
            low[v] = max(low[v], math.ceil(room / weight - _TOLERANCE))


class Component(Generic[V]):
    """Variables that hang together: the programme is built once, and what one answer shows is kept.

    A bound that follows from one constraint, and that some table met on the way reaches, needs no
    question of its own. Whole numbers are asked for only where the linear programme's answer is not
    whole by itself.
    """

    def __init__(
        self,
        index: Mapping[V, int],
        ranges: Mapping[V, tuple[float, float | None]],
        constraints: Sequence[Constraint[V]],
        *,
        whole: bool,
    ) -> None:
        import numpy as np

        self._index, self._np, self._must_be_whole = index, np, whole
        narrowed = _narrowed(ranges, constraints)
        if any(low > high for low, high in narrowed.values()):
            raise _contradiction()
        self._low = np.array([narrowed[v][0] for v in index], dtype=float)
        self._high = np.array([narrowed[v][1] for v in index], dtype=float)
        self._seen_low = np.full(len(index), np.inf)
        self._seen_high = np.full(len(index), -np.inf)
        self._sums = [
            (
                [(index[v], float(weight)) for v, weight in one.terms],
                -math.inf if one.low is None else one.low,
                math.inf if one.high is None else one.high,
            )
            for one in constraints
        ]
        self._relaxed = self._solver(whole=False)
        self._whole: Solver | None = None
        self._possible = False
        self._seen: list[set[int]] = [set() for _ in index]
        self._rows: list[list[int]] = [[] for _ in index]
        for row, (terms, _, _) in enumerate(self._sums):
            for column, _ in terms:
                self._rows[column].append(row)

    def _solver(self, *, whole: bool) -> Solver:
        solver = Solver(self._low, self._high, whole=whole)
        solver.require(self._sums)
        return solver

    def example(self) -> dict[V, int]:
        answer = self._required(self._ask(self._np.ones(len(self._low))))
        return {v: round(float(answer.point[place])) for v, place in self._index.items()}

    def explore(self, wanted: Sequence[V]) -> None:
        """Push variables that share no constraint up, then down, together: most reach a bound."""
        places = [self._index[v] for v in wanted]
        for sign in (-1, 1):
            left = places
            while left and len(places) > 1:
                together, left = self._apart(left)
                aim = self._np.zeros(len(self._low))
                aim[together] = sign
                self._ask(aim)
                left = [place for place in left if not self._reached(place, sign)]

    def _apart(self, places: Sequence[int]) -> tuple[list[int], list[int]]:
        """Split places into some that share no constraint, and the rest."""
        together, rest, used = [], [], set[int]()
        for place in places:
            if used.isdisjoint(self._rows[place]):
                together.append(place)
                used.update(self._rows[place])
            else:
                rest.append(place)
        return together, rest

    def _reached(self, place: int, sign: int) -> bool:
        """Tell whether some table met on the way has a variable at its bound."""
        if sign < 0:
            return bool(self._seen_high[place] >= self._high[place] - _TOLERANCE)
        return bool(self._seen_low[place] <= self._low[place] + _TOLERANCE)

    def bounds(self, variable: V) -> Interval:
        place = self._index[variable]
        if not self._reached(place, -1):
            top = self._extreme(place, -1)
            high = None if top is None else math.floor(-top + _TOLERANCE)
        else:
            high = round(self._high[place])
        if not self._reached(place, 1):
            bottom = self._extreme(place, 1)
            if bottom is None:  # counts are bounded below, so this is a fault of the solver's
                raise AttackError("the attack found no least value for a count")
            low = math.ceil(bottom - _TOLERANCE)
        else:
            low = round(self._low[place])
        return low, high

    def ruled_out(self, variable: V, least: int, greatest: int) -> tuple[int, ...]:
        """Return the values in a range that the variable cannot have."""
        place = self._index[variable]
        values = range(least, greatest + 1)
        return tuple(n for n in values if n not in self._seen[place] and not self._can_be(place, n))

    def _can_be(self, place: int, value: int) -> bool:
        if not self._low[place] - _TOLERANCE <= value <= self._high[place] + _TOLERANCE:
            return False
        answer = self._ask(self._np.zeros(len(self._low)), fixed=(place, value))
        if answer.outcome not in {Outcome.SOLVED, Outcome.IMPOSSIBLE}:
            raise AttackError(f"the solver gave no answer ({answer.outcome.value})")
        return answer.outcome is Outcome.SOLVED

    def _extreme(self, place: int, sign: int) -> float | None:
        """Return the least value of sign × variable; None where there is none."""
        aim = self._np.zeros(len(self._low))
        aim[place] = sign
        answer = self._ask(aim)
        if answer.outcome in {Outcome.UNBOUNDED, Outcome.UNCLEAR}:
            # It is unbounded only if something satisfies it at all.
            if not self._possible:
                self._required(self._ask(0 * aim))
            return None
        return self._required(answer).value

    def _ask(self, aim: Any, *, fixed: tuple[int, int] | None = None) -> Answer:  # noqa: ANN401 - an array
        """Solve for the least of an aim, one variable fixed if so told; keep what it shows to be possible."""
        answer = self._solve(self._relaxed, aim, fixed)
        solved = answer.outcome is Outcome.SOLVED
        if self._must_be_whole and answer.outcome is not Outcome.IMPOSSIBLE and not (solved and self._is_whole(answer)):
            if self._whole is None:
                self._whole = self._solver(whole=True)
            answer = self._solve(self._whole, aim, fixed)
        if answer.outcome is Outcome.SOLVED:
            self._note(answer.point)
        return answer

    def _solve(self, solver: Solver, aim: Any, fixed: tuple[int, int] | None) -> Answer:  # noqa: ANN401
        if fixed is None:
            return solver.least(aim)
        place, value = fixed
        solver.bound_one(place, value, value)
        answer = solver.least(aim)
        solver.bound_one(place, float(self._low[place]), float(self._high[place]))
        return answer

    def _is_whole(self, answer: Answer) -> bool:
        return bool((abs(answer.point - self._np.round(answer.point)) < _TOLERANCE).all())

    def _note(self, found: Any) -> None:  # noqa: ANN401
        """Keep what a table that satisfies everything shows to be possible."""
        np = self._np
        self._possible = True
        nearest = np.round(found)
        whole = np.abs(found - nearest) < _TOLERANCE
        self._seen_low = np.where(whole, np.minimum(self._seen_low, nearest), self._seen_low)
        self._seen_high = np.where(whole, np.maximum(self._seen_high, nearest), self._seen_high)
        if whole.all():
            for seen, value in zip(self._seen, nearest, strict=True):
                seen.add(int(value))

    @staticmethod
    def _required(answer: Answer) -> Answer:
        if answer.outcome is Outcome.IMPOSSIBLE:
            raise _contradiction()
        if answer.outcome is not Outcome.SOLVED:
            raise AttackError(f"the solver gave no answer ({answer.outcome.value})")
        return answer


def _contradiction() -> AttackError:
    return AttackError("what is published contradicts itself, so nothing can be proved about it")
