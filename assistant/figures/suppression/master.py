"""The fewest cells to hide, by cutting planes.

Choices of cells to hide are searched by a mixed-integer programme that knows little of the table at
first. Each choice is probed; where a target could be worked out, the programme is told a sum of cells
that every safe choice must reach, and chooses again. The first choice that holds is the best one
(Fischetti and Salazar-González, Management Science 47(7), 2001, for the cuts of the n-way problem).
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.figures.attack.solver import Outcome, Solver
from assistant.figures.suppression.problem import EPSILON, Cut, Probe, Problem

_RELAXED_ROUNDS = 40
_PATIENCE = 8
_ROUNDS = 12
# A limit in nodes stops at the same place on every machine, which one in seconds does not.
_NODES = 30_000
# The sum that counts the hidden cells is the first that a programme is told.
_COUNTED = 0


@dataclass(frozen=True, slots=True)
class Searched:
    """The outcome of a search.

    Attributes:
        hidden: the cells to hide; None where no better choice was found than the one given.
        fewest: no choice hides fewer cells than this, those hidden in any case among them.
    """

    hidden: frozenset[int] | None
    fewest: int


class Master:
    """The programme that chooses, with the cuts that it has been told.

    Attributes:
        work: steps that its choices took so far.
    """

    def __init__(
        self,
        problem: Problem,
        probe: Probe,
        seconds: float,
        *,
        rounds: int = _ROUNDS,
        nodes: int = _NODES,
    ) -> None:
        import numpy as np

        self._np = np
        self._problem, self._probe = problem, probe
        self._rounds, self._nodes = rounds, nodes
        self._until = time.monotonic() + seconds
        size = len(problem.values)
        self._counted = np.array([float(i not in problem.unprinted | problem.fixed) for i in range(size)])
        self._costs = np.array(problem.costs())
        self._least = np.zeros(size)
        self._least[list(problem.hidden)] = 1
        self._shifts = problem.shifts()
        self._most = np.ones(size)
        self._most[list(problem.fixed)] = 0
        self._cuts: set[tuple[tuple[int, ...], float]] = set()
        self.work = 0
        self._solvers = {whole: self._solver(whole=whole) for whole in (False, True)}
        self._bridges = list(self._exact_lines())

    def out_of_time(self) -> bool:
        """Tell whether the time allowed is used up."""
        return time.monotonic() >= self._until

    def bound(self) -> int:
        """Return a number that no choice hides fewer cells than; the time allowed is not used up."""
        return self._relax(self._counted)

    def search(self, start: frozenset[int]) -> Searched:
        """Return the best choice, if it is better than the one that is known."""
        fewest = self._relax(self._counted)
        count = round(float(sum(self._counted[list(start)])))
        known: frozenset[int] | None = None
        if fewest < count:
            known, proved = self._whole(self._counted, count, self._nodes)
            if not proved:
                return Searched(known, fewest)
            if known is not None:
                count = round(float(sum(self._counted[list(known)])))
            fewest = count
        best, _ = self._whole(self._costs, count, self._nodes // 3)
        return Searched(best or known, fewest)

    def fewer(self, known: frozenset[int], loose: frozenset[int]) -> frozenset[int] | None:
        """Return a choice of fewer cells than a known one; None where none was found.

        Args:
            known: a choice that holds.
            loose: hidden cells that may be shown again; its others stay hidden.
        """
        count = round(float(sum(self._counted[list(known)])))
        low = self._least.copy()
        low[list(known - loose)] = 1
        self._solvers[True].bound(low, self._most)
        found, _ = self._whole(self._counted, count - 1, self._nodes)
        self._solvers[True].bound(self._least, self._most)
        return found

    def _relax(self, aim: Any) -> int:  # noqa: ANN401 - an array
        """Learn cuts from choices in part, which cost little to find; return the bound reached."""
        bound, stalled = 0.0, 0
        for _ in range(_RELAXED_ROUNDS):
            chosen, proved = self._choose(aim, whole=False)
            if chosen is None or not proved:
                break
            stalled = 0 if aim @ chosen > bound + EPSILON else stalled + 1
            bound = max(bound, float(aim @ chosen))
            if not self._learn(chosen, self._shifts) or stalled > _PATIENCE:
                break
        return math.ceil(bound - EPSILON)

    def _whole(
        self,
        aim: Any,  # noqa: ANN401 - an array
        most: int,
        nodes: int,
    ) -> tuple[frozenset[int] | None, bool]:
        """Return the best choice of at most so many cells, and whether the answer is proved."""
        for _ in range(self._rounds):
            chosen, proved = self._choose(aim, whole=True, most=most, nodes=nodes)
            if chosen is None or not proved:
                return None, False
            hidden = frozenset(i for i, share in enumerate(chosen) if share > 0.5)
            exposed = [s for s in self._shifts if self._probe.certificate(hidden, *s) is None]
            if not exposed:
                return hidden, True
            if not self._learn([float(i in hidden) for i in range(len(chosen))], exposed):
                return None, False
        return None, False

    def _learn(self, chosen: Sequence[float], shifts: Sequence[tuple[int, int]]) -> bool:
        """Add the cuts that a choice fails; tell whether there were any new ones."""
        fresh: list[Cut] = []
        for cut in self._failed(chosen, shifts):
            weights = sorted(cut.weights.items())
            name = (tuple(cell for cell, _ in weights), round(cut.least, 6))
            if name not in self._cuts:
                self._cuts.add(name)
                fresh.append(cut)
        for solver in self._solvers.values():
            solver.require([(list(cut.weights.items()), cut.least, math.inf) for cut in fresh])
        return bool(fresh)

    def _failed(self, chosen: Sequence[float], shifts: Sequence[tuple[int, int]]) -> Iterator[Cut]:
        for cell, shift in shifts:
            cut = self._probe.cut(chosen, cell, shift)
            if cut is not None and cut.short(chosen) > EPSILON:
                yield cut
        for line in self._bridges:
            top = max(line, key=lambda i: (chosen[i], -i))
            cut = Cut({i: -1.0 if i == top else 1.0 for i in line}, 0.0)
            if cut.short(chosen) > EPSILON:
                yield cut

    def _exact_lines(self) -> Iterator[tuple[int, ...]]:
        """Yield the sums of exact figures in which nothing is hidden yet.

        One hidden cell alone in such a sum is no use to any other: the sum gives it back.
        """
        for equation in self._problem.equations:
            cells = tuple(cell for cell, _ in equation.terms)
            exact = all(self._problem.shown[c][0] == self._problem.shown[c][1] for c in cells)
            if exact and not self._problem.hidden.intersection(cells):
                yield cells

    def _choose(
        self,
        aim: Any,  # noqa: ANN401 - an array
        *,
        whole: bool,
        most: int | None = None,
        nodes: int = 1,
    ) -> tuple[Any, bool]:
        """Return the best choice that keeps every cut, and whether it is proved to be so."""
        if self.out_of_time():
            return None, False
        left = self._until - time.monotonic()
        solver = self._solvers[whole]
        solver.bound_sum(_COUNTED, -math.inf, math.inf if most is None else most)
        answer = solver.least(aim, seconds=left, nodes=max(1, nodes // len(aim)))
        self.work += answer.work if whole else 0
        return answer.point, answer.outcome is Outcome.SOLVED

    def _solver(self, *, whole: bool) -> Solver:
        solver = Solver(self._least, self._most, whole=whole)
        solver.require([(list(enumerate(self._counted)), -math.inf, math.inf)])
        return solver
