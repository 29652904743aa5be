"""The attack: what can be learned about a hidden cell from everything published together.

It shares no code with the suppression. It is given only what a reader has: which cells are published
with which value or range, which sums are known to hold, and that counts are whole and not negative.
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from assistant.errors import FoiError

V = TypeVar("V", bound=Hashable)
Interval = tuple[int, int | None]
_TOLERANCE = 1e-6
_PASSES = 4


class AttackError(FoiError):
    """The solver failed, or what is published contradicts itself; either way nothing is proved."""


@dataclass(frozen=True, slots=True)
class Constraint(Generic[V]):
    """Low ≤ the weighted sum of variables ≤ high; None where a side is open.

    Attributes:
        terms: variables with their whole-number weights.
        low: least value of the sum.
        high: greatest value of the sum.
    """

    terms: tuple[tuple[V, int], ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class System(Generic[V]):
    """Everything that a reader knows.

    Attributes:
        variables: each unknown with its least and greatest value (None: no limit).
        constraints: what is known to hold between them.
    """

    variables: Mapping[V, tuple[float, float | None]]
    constraints: tuple[Constraint[V], ...]


def interval(system: System[V], variable: V) -> Interval:
    """Return the least and the greatest whole number that a variable can be (None: no limit).

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    return intervals(system, [variable])[variable]


def intervals(system: System[V], wanted: Iterable[V], *, whole: bool = True) -> dict[V, Interval]:
    """Return the interval of each wanted variable.

    Args:
        system: what a reader knows.
        wanted: variables of the system.
        whole: solve for whole numbers. With False the bounds are those of the relaxation, which are
            the same where the sums are those of a one- or two-way table (its matrix is totally
            unimodular), and much quicker to find.

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    asked = list(dict.fromkeys(wanted))
    found: dict[V, Interval] = {}
    for variables, constraints in _components(system):
        here = [one for one in asked if one in variables]
        if here:
            ranges = {v: system.variables[v] for v in variables}
            problem = _Component(variables, ranges, constraints, whole=whole)
            problem.explore(here)
            found |= {one: problem.bounds(one) for one in here}
    return found


def example(system: System[V]) -> dict[V, int]:
    """Return one table that a reader cannot rule out.

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    found: dict[V, int] = {}
    for variables, constraints in _components(system):
        ranges = {v: system.variables[v] for v in variables}
        found |= _Component(variables, ranges, constraints, whole=True).example()
    return found


def _components(system: System[V]) -> Iterable[tuple[dict[V, int], list[Constraint[V]]]]:
    """Split a system into parts that share no variable; each is small where the whole is large."""
    parent: dict[V, V] = {v: v for v in system.variables}

    def root(v: V) -> V:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    for constraint in system.constraints:
        for (a, _), (b, _) in zip(constraint.terms, constraint.terms[1:], strict=False):
            parent[root(a)] = root(b)
    groups: dict[V, tuple[dict[V, int], list[Constraint[V]]]] = {}
    for v in system.variables:
        variables = groups.setdefault(root(v), ({}, []))[0]
        variables[v] = len(variables)
    for constraint in system.constraints:
        if constraint.terms:
            groups[root(constraint.terms[0][0])][1].append(constraint)
    return groups.values()


def _narrowed(
    ranges: Mapping[V, tuple[float, float | None]], constraints: Sequence[Constraint[V]]
) -> dict[V, tuple[float, float]]:
    """Return bounds that follow from one constraint at a time; they hold, but may be wide."""
    low = {v: math.ceil(at - _TOLERANCE) if at > -math.inf else at for v, (at, _) in ranges.items()}
    high = {
        v: math.inf if at is None or at == math.inf else math.floor(at + _TOLERANCE)
        for v, (_, at) in ranges.items()
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


def _narrow(
    terms: Sequence[tuple[V, int]], most: float, low: dict[V, float], high: dict[V, float]
) -> None:
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


class _Component(Generic[V]):
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
        import numpy as np  # noqa: PLC0415 - with scipy half a second, and only a table needs it
        from scipy import optimize, sparse  # noqa: PLC0415

        self._index, self._np, self._optimize = index, np, optimize
        self._whole = np.full(len(index), int(whole))
        narrowed = _narrowed(ranges, constraints)
        if any(low > high for low, high in narrowed.values()):
            raise _contradiction()
        self._low = np.array([narrowed[v][0] for v in index], dtype=float)
        self._high = np.array([narrowed[v][1] for v in index], dtype=float)
        self._seen_low = np.full(len(index), np.inf)
        self._seen_high = np.full(len(index), -np.inf)
        entries = [
            (row, index[v], weight) for row, one in enumerate(constraints) for v, weight in one.terms
        ]
        rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
        size = (len(constraints), len(index))
        matrix = sparse.csr_array((weights, (rows, columns)), shape=size, dtype=float)
        least = [-np.inf if one.low is None else one.low for one in constraints]
        most = [np.inf if one.high is None else one.high for one in constraints]
        self._constraints = [optimize.LinearConstraint(matrix, least, most)] if constraints else []
        self._box = optimize.Bounds(self._low, self._high)
        self._possible = False
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

    def _programme(self, aim: Any, *, must: bool = False) -> Any:  # noqa: ANN401 - scipy has no types
        result = self._optimize.milp(
            aim, integrality=self._whole, bounds=self._box, constraints=self._constraints
        )
        if must:
            self._require(result)
        if result.status == 0:
            self._possible = True
            whole = self._np.abs(result.x - self._np.round(result.x)) < _TOLERANCE
            seen = self._np.round(result.x)
            self._seen_low = self._np.where(whole, self._np.minimum(self._seen_low, seen), self._seen_low)
            self._seen_high = self._np.where(
                whole, self._np.maximum(self._seen_high, seen), self._seen_high
            )
        return result

    @staticmethod
    def _require(result: Any) -> None:  # noqa: ANN401 - scipy has no types
        if result.status == 2:
            raise _contradiction()
        if result.status != 0:
            raise AttackError(f"the solver gave no answer ({result.message})")


def _contradiction() -> AttackError:
    return AttackError("what is published contradicts itself, so nothing can be proved about it")
