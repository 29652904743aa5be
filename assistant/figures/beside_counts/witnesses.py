"""Proof by example that nothing is ruled out: for each value that a protected cell must keep, a table with it.

Many statements are tried one after the other. A table that bears out what was said so far mostly bears
out the next statement too, so the solver is asked only where no table met before does. Each table is
checked in whole numbers, so that no tolerance of the solver comes into what is proved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from assistant.figures.attack import Constraint, System, example
from assistant.figures.attack.solver import Answer, Outcome, Solver
from assistant.figures.beside_counts.statements import holds
from assistant.figures.tables import Key

_KEPT = 12


@dataclass(slots=True, repr=False)
class _Witness:
    """A table that a reader could not rule out after so many things were said."""

    counts: Mapping[Key, int]
    after: int
    valid: bool = True


class Witnesses:
    """What a reader cannot rule out of protected cells, as more and more is said.

    Args:
        system: what the reader knows before anything is said.
        secrets: what each protected cell must still be able to be.
        truth: the true counts, as far as they are known.

    Raises:
        AttackError: what is published contradicts itself.
    """

    def __init__(self, system: System[Key], secrets: Mapping[Key, tuple[int, int]], truth: Mapping[Key, int]) -> None:
        self._ranges, self._lines = system.variables, list(system.constraints)
        self._begun = len(self._lines)
        self._secrets = {key: span for key, span in secrets.items() if key in system.variables}
        self._touching: dict[Key, list[int]] = {}
        for number, one in enumerate(self._lines):
            self._note(number, one)
        known = all(key in truth for key in system.variables)
        self._usual = {key: truth[key] for key in system.variables} if known else example(system)
        self._showing: dict[tuple[Key, int], list[_Witness]] = {}
        self._keep(self._usual)

    def say(self, told: Sequence[Constraint[Key]]) -> None:
        """Take it that something is said from now on."""
        for one in told:
            self._note(len(self._lines), one)
            self._lines.append(one)

    def exposes(self, told: Sequence[Constraint[Key]]) -> Key | None:
        """Return a protected cell of which something would be ruled out if this were said; None if there is none."""
        system = self._around(told)
        search = _Search(system)
        bear_out: dict[int, bool] = {}
        for key in (key for key in system.variables if key in self._secrets):
            for value in _ends_first(*self._secrets[key]):
                known = self._showing.get((key, value), [])
                if any(self._bears_out(one, told, bear_out) for one in reversed(known)):
                    continue
                counts = search.table_with(key, value)
                if counts is None:
                    return key
                self._keep({**self._usual, **counts})
        return None

    def _bears_out(self, one: _Witness, told: Sequence[Constraint[Key]], known: dict[int, bool]) -> bool:
        if id(one) not in known:
            one.valid = one.valid and all(holds(line, one.counts) for line in self._lines[one.after :])
            one.after = len(self._lines)
            known[id(one)] = one.valid and all(holds(line, one.counts) for line in told)
        return known[id(one)]

    def _keep(self, counts: Mapping[Key, int]) -> None:
        # What is said of cells further off is checked when they come to hang together with these.
        one = _Witness(counts, self._begun)
        for key, (least, greatest) in self._secrets.items():
            if least <= counts[key] <= greatest:
                showing = self._showing.setdefault((key, counts[key]), [])
                showing.append(one)
                del showing[:-_KEPT]

    def _note(self, number: int, constraint: Constraint[Key]) -> None:
        for key, _ in constraint.terms:
            self._touching.setdefault(key, []).append(number)

    def _around(self, told: Sequence[Constraint[Key]]) -> System[Key]:
        """Return what is said, and what a reader knows that hangs together with it, the nearest cells first."""
        reached = list(dict.fromkeys(key for one in told for key, _ in one.terms))
        met = set(reached)
        lines: dict[int, None] = {}
        for key in reached:
            for number in self._touching.get(key, ()):
                if number not in lines:
                    lines[number] = None
                    new = [other for other, _ in self._lines[number].terms if other not in met]
                    met.update(new)
                    reached += new
        ranges = {key: self._ranges[key] for key in reached}
        return System(ranges, (*(self._lines[number] for number in sorted(lines)), *told))


class _Search:
    """Looks for tables with a value in a cell; first where fractions are allowed, for most are whole there too.

    An answer that the solver gives wrongly is not believed: what bears out no table proves nothing.
    """

    def __init__(self, system: System[Key]) -> None:
        self._system = system
        self._place = {key: number for number, key in enumerate(system.variables)}
        self._solvers: dict[bool, Solver] = {}

    def table_with(self, key: Key, value: int) -> dict[Key, int] | None:
        """Return a table in which a cell has a value; None where none was found."""
        low, high = self._system.variables[key]
        if value < low or (high is not None and value > high):
            return None
        for whole in (False, True):
            answer = self._answer(key, value, whole=whole)
            if answer.outcome is Outcome.IMPOSSIBLE:
                return None
            if answer.outcome is Outcome.SOLVED:
                counts = {one: round(float(answer.point[place])) for one, place in self._place.items()}
                if counts[key] == value and self._bear_out(counts):
                    return counts
        return None

    def _answer(self, key: Key, value: int, *, whole: bool) -> Answer:
        if whole not in self._solvers:
            self._solvers[whole] = self._solver(whole=whole)
        solver, place = self._solvers[whole], self._place[key]
        low, high = self._system.variables[key]
        solver.bound_one(place, value, value)
        answer = solver.least([0.0] * len(self._place))
        solver.bound_one(place, low, inf if high is None else high)
        return answer

    def _solver(self, *, whole: bool) -> Solver:
        ranges = self._system.variables.values()
        solver = Solver([low for low, _ in ranges], [inf if high is None else high for _, high in ranges], whole=whole)
        solver.require(
            [
                (
                    [(self._place[key], float(weight)) for key, weight in one.terms],
                    -inf if one.low is None else one.low,
                    inf if one.high is None else one.high,
                )
                for one in self._system.constraints
            ]
        )
        return solver

    def _bear_out(self, counts: Mapping[Key, int]) -> bool:
        ranges = self._system.variables.items()
        within = all(low <= counts[key] and (high is None or counts[key] <= high) for key, (low, high) in ranges)
        return within and all(holds(line, counts) for line in self._system.constraints)


def _ends_first(least: int, greatest: int) -> Iterator[int]:
    """Yield the values of a range, its ends first: they are the first to be ruled out."""
    yield from dict.fromkeys((least, greatest, *range(least, greatest + 1)))
