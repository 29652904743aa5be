"""The attack: what can be learned about a hidden cell from everything published together.

It shares no code with the suppression. It is given only what a reader has: which cells are published
with which value or range, which sums are known to hold, and that counts are whole and not negative.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from assistant.errors import FoiError

V = TypeVar("V", bound=Hashable)
Interval = tuple[int, int | None]
_TOLERANCE = 1e-6


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
        whole: the counts are whole numbers. With False the bounds are those of the relaxation, which
            are the same where the sums are those of a one- or two-way table (its matrix is totally
            unimodular), and much quicker to find.

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    found: dict[V, Interval] = {}
    wanted = list(dict.fromkeys(wanted))
    for variables, constraints in _components(system):
        here = [one for one in wanted if one in variables]
        if not here:
            continue
        problem = _Problem(variables, {v: system.variables[v] for v in variables}, constraints, whole)
        for one in here:
            found[one] = problem.bounds(one)
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


class _Problem(Generic[V]):
    """One component, its matrix built once and solved twice for each variable asked about."""

    def __init__(
        self,
        index: Mapping[V, int],
        ranges: Mapping[V, tuple[float, float | None]],
        constraints: Sequence[Constraint[V]],
        whole: bool,
    ) -> None:
        import numpy as np  # noqa: PLC0415 - with scipy half a second, and only a table needs it
        from scipy import optimize, sparse  # noqa: PLC0415

        self.index, self.size, self.optimize, self.np = index, len(index), optimize, np
        self.integrality = np.ones(self.size) if whole else np.zeros(self.size)
        low = [ranges[v][0] for v in index]
        high = [np.inf if ranges[v][1] is None else ranges[v][1] for v in index]
        self.box = optimize.Bounds(low, high)
        rows, columns, weights = [], [], []
        for number, constraint in enumerate(constraints):
            for variable, weight in constraint.terms:
                rows.append(number)
                columns.append(index[variable])
                weights.append(weight)
        matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(constraints), self.size))
        lows = [-np.inf if c.low is None else c.low for c in constraints]
        highs = [np.inf if c.high is None else c.high for c in constraints]
        self.constraints = [optimize.LinearConstraint(matrix, lows, highs)] if constraints else []

    def bounds(self, variable: V) -> Interval:
        least = self._solve(variable, 1)
        greatest = self._solve(variable, -1)
        if least is None:  # counts are bounded below, so this is a fault of the solver's
            raise AttackError("the attack found no least value for a count")
        low = int(self.np.ceil(least - _TOLERANCE))
        return low, None if greatest is None else int(self.np.floor(-greatest + _TOLERANCE))

    def _solve(self, variable: V, sign: int) -> float | None:
        """Return the least value of sign × variable; None where there is none."""
        objective = self.np.zeros(self.size)
        objective[self.index[variable]] = sign
        result: Any = self.optimize.milp(
            objective,
            integrality=self.integrality,
            bounds=self.box,
            constraints=self.constraints,
            options={"presolve": True},
        )
        if result.status == 0:
            return float(result.fun)
        if result.status == 3 or (result.status == 4 and "unbounded" in str(result.message).lower()):
            # HiGHS may say "unbounded or infeasible": it is the first only if something satisfies it.
            self._require_feasible()
            return None
        if result.status == 2:
            raise AttackError("what is published contradicts itself, so nothing can be proved about it")
        raise AttackError(f"the solver gave no answer ({result.message})")

    def _require_feasible(self) -> None:
        result: Any = self.optimize.milp(
            self.np.zeros(self.size), integrality=self.integrality, bounds=self.box, constraints=self.constraints
        )
        if result.status != 0:
            raise AttackError("what is published contradicts itself, so nothing can be proved about it")
