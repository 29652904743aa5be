"""The attack: what can be learned about a hidden cell from everything published together.

It shares no code with the suppression. It is given only what a reader has: which cells are published
with which value or range, which sums are known to hold, and that counts are whole and not negative.
"""

from collections.abc import Iterable, Mapping

from assistant.figures.attack.component import Component
from assistant.figures.attack.system import AttackError, Constraint, Interval, System, V

__all__ = [
    "AttackError",
    "Constraint",
    "Interval",
    "System",
    "example",
    "interval",
    "intervals",
    "ruled_out",
]


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
            problem = Component(variables, ranges, constraints, whole=whole)
            problem.explore(here)
            found |= {one: problem.bounds(one) for one in here}
    return found


def ruled_out(system: System[V], wanted: Mapping[V, tuple[int, int]]) -> dict[V, tuple[int, ...]]:
    """Return the values of each variable's range, ends included, that nothing satisfies.

    Between the ends of an interval of whole numbers there can be gaps: in a table of three ways, what
    is published may leave even numbers alone.

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    found: dict[V, tuple[int, ...]] = {}
    for variables, constraints in _components(system):
        here = {v: span for v, span in wanted.items() if v in variables}
        if here:
            ranges = {v: system.variables[v] for v in variables}
            problem = Component(variables, ranges, constraints, whole=True)
            found |= {v: problem.ruled_out(v, *span) for v, span in here.items()}
    return found


def example(system: System[V]) -> dict[V, int]:
    """Return one table that a reader cannot rule out.

    Raises:
        AttackError: the solver failed, or nothing satisfies the system.
    """
    found: dict[V, int] = {}
    for variables, constraints in _components(system):
        ranges = {v: system.variables[v] for v in variables}
        found |= Component(variables, ranges, constraints, whole=True).example()
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
