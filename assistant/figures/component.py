"""Solving the attack for unknowns that hang together, by linear and integer programmes (HiGHS)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Generic

from assistant.figures.system import AttackError, Constraint, Interval, V

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
    """Variables that hang together: the matrix is built once, and what one answer shows is kept.

    A bound that follows from one constraint, and that some table met on the way reaches, needs no
    programme of its own.
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
        from scipy import optimize, sparse

        self._index, self._np, self._optimize = index, np, optimize
        self._whole = np.full(len(index), int(whole))
        narrowed = _narrowed(ranges, constraints)
        if any(low > high for low, high in narrowed.values()):
            raise _contradiction()
        self._low = np.array([narrowed[v][0] for v in index], dtype=float)
        self._high = np.array([narrowed[v][1] for v in index], dtype=float)
        self._seen_low = np.full(len(index), np.inf)
        self._seen_high = np.full(len(index), -np.inf)
        entries = [(row, index[v], weight) for row, one in enumerate(constraints) for v, weight in one.terms]
        rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
        size = (len(constraints), len(index))
        matrix = sparse.csr_array((weights, (rows, columns)), shape=size, dtype=float)
        least = [-np.inf if one.low is None else one.low for one in constraints]
        most = [np.inf if one.high is None else one.high for one in constraints]
        self._constraints = [optimize.LinearConstraint(matrix, least, most)] if constraints else []
        self._box = optimize.Bounds(self._low, self._high)
        self._possible = False
        self._seen: list[set[int]] = [set() for _ in index]
        self._rows: list[list[int]] = [[] for _ in index]
        for row, column, _ in entries:
            self._rows[column].append(row)

    def example(self) -> dict[V, int]:
        result = self._programme(self._np.ones(len(self._low)), must=True)
        return {v: round(float(result.x[place])) for v, place in self._index.items()}

    def explore(self, wanted: Sequence[V]) -> None:
        """Push variables that share no constraint up, then down, together: most reach a bound."""
        places = [self._index[v] for v in wanted]
        for sign in (-1, 1):
            left = places
            while left and len(places) > 1:
                together, left = self._apart(left)
                aim = self._np.zeros(len(self._low))
                aim[together] = sign
                self._programme(aim)
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
            top = self._solve(place, -1)
            high = None if top is None else math.floor(-top + _TOLERANCE)
        else:
            high = round(self._high[place])
        if not self._reached(place, 1):
            bottom = self._solve(place, 1)
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
        low, high = self._low.copy(), self._high.copy()
        low[place] = high[place] = value
        result = self._programme(self._np.zeros(len(low)), box=self._optimize.Bounds(low, high))
        if result.status not in {0, 2}:
            raise AttackError(f"the solver gave no answer ({result.message})")
        return bool(result.status == 0)

    def _solve(self, place: int, sign: int) -> float | None:
        """Return the least value of sign × variable; None where there is none."""
        aim = self._np.zeros(len(self._low))
        aim[place] = sign
        result = self._programme(aim)
        # HiGHS may say "unbounded or infeasible": it is the first only if something satisfies it.
        if result.status == 3 or (result.status == 4 and "unbounded" in str(result.message).lower()):
            if not self._possible:
                self._programme(0 * aim, must=True)
            return None
        self._require(result)
        return float(result.fun)

    def _programme(
        self,
        aim: Any,  # noqa: ANN401 - scipy has no types
        *,
        must: bool = False,
        box: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Solve for the least of an aim, and keep what the answer shows to be possible."""
        result = self._optimize.milp(
            aim,
            integrality=self._whole,
            bounds=self._box if box is None else box,
            constraints=self._constraints,
        )
        if must:
            self._require(result)
        if result.status == 0:
            self._note(result.x)
        return result

    def _note(self, found: Any) -> None:  # noqa: ANN401
        """Keep what a table that satisfies everything shows to be possible."""
        np = self._np
        self._possible = True
        nearest = np.round(found)
        whole = np.abs(found - nearest) < _TOLERANCE
        self._seen_low = np.where(whole, np.minimum(self._seen_low, nearest), self._seen_low)
        self._seen_high = np.where(whole, np.maximum(self._seen_high, nearest), self._seen_high)
        for seen, value in zip(self._seen, nearest, strict=True):
            seen.add(int(value))

    @staticmethod
    def _require(result: Any) -> None:  # noqa: ANN401 - scipy has no types
        if result.status == 2:
            raise _contradiction()
        if result.status != 0:
            raise AttackError(f"the solver gave no answer ({result.message})")


def _contradiction() -> AttackError:
    return AttackError("what is published contradicts itself, so nothing can be proved about it")
