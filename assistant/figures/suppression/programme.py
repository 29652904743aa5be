"""Probing tables of any shape with linear programmes, where their sums form no network."""

from collections.abc import Sequence
from typing import Any

from assistant.figures.attack.solver import Outcome, Solver
from assistant.figures.suppression.problem import EPSILON, Cut, Problem, as_cut

# How many times the shift another cell may have to move to make it up; a bound on it keeps the
# relaxed choices sharp. In the published test tables none needs more than twice the shift.
_REACH = 4
_NUDGE = 1e-4


class Programme:
    """A table as a system of equations."""

    def __init__(self, problem: Problem) -> None:
        import numpy as np

        self._problem, self._np = problem, np
        self._values = np.array(problem.values, dtype=float)
        self._up = np.array([high for _, high in problem.shown], dtype=float) - self._values
        self._down = self._values - np.array([low for low, _ in problem.shown], dtype=float)
        fixed = np.zeros(len(self._values), dtype=bool)
        fixed[list(problem.fixed)] = True
        # How far a cell can move once it is hidden.
        self._free_up = np.where(fixed, self._up, np.inf)
        self._free_down = np.where(fixed, self._down, self._values)
        self._tied = {cell for equation in problem.equations for cell, _ in equation.terms}
        size = len(self._values)
        nothing = np.zeros(size)
        self._moves = Solver(nothing, nothing)
        self._moves.require([(equation.terms, 0, 0) for equation in problem.equations])
        self._soft = frozenset(int(i) for i in np.flatnonzero((self._up > 0) | (self._down > 0)))
        self._everywhere = _Ways(problem, range(size))
        self._within = self._everywhere

    def certificate(self, hidden: frozenset[int], cell: int, shift: int) -> frozenset[int] | None:
        if cell not in self._tied:
            return frozenset()
        np = self._np
        within = self._ways_within(hidden)
        here = np.array([i in hidden for i in within.cells])
        moved = within.cheapest(
            np.where(here, np.inf, self._up[within.cells]),
            np.where(here, self._values[within.cells], self._down[within.cells]),
            np.ones(len(here)),
            cell,
            shift,
        )
        if moved is None:
            return None
        return frozenset(int(i) for i in within.cells[(np.abs(moved) > EPSILON) & here])

    def _ways_within(self, hidden: frozenset[int]) -> "_Ways":
        """Return ways by hidden cells alone; fewer cells are soon searched, and most choices are part of the last."""
        movable = hidden | self._soft
        if not movable <= self._within.known or 2 * len(movable) < len(self._within.cells):
            self._within = _Ways(self._problem, sorted(movable))
        return self._within

    def detour(self, hidden: frozenset[int], cell: int, shift: int, costs: Sequence[float]) -> frozenset[int] | None:
        if cell not in self._tied:
            return frozenset()
        np = self._np
        price = np.array(costs)
        # What a cell costs is owed once, however far it moves; spread over as far as it can.
        price /= np.maximum(1.0, np.minimum(np.where(self._values > 0, self._values, 1.0), abs(shift)))
        price[list(hidden)] = _NUDGE
        moved = self._everywhere.cheapest(self._free_up, self._free_down, price, cell, shift)
        if moved is None:
            return None
        needed = (moved > self._up + EPSILON) | (-moved > self._down + EPSILON)
        return frozenset(int(i) for i in np.nonzero(needed)[0]) - hidden

    def cut(self, chosen: Sequence[float], cell: int, shift: int) -> Cut | None:
        if cell not in self._tied:
            return None
        np, most = self._np, abs(shift)
        share = np.array(chosen)
        up, down = np.minimum(self._up, most), np.minimum(self._down, most)
        far_up = np.minimum(self._free_up, most * _REACH)
        far_down = np.minimum(self._free_down, most * _REACH)
        high = share * far_up + (1 - share) * up
        low = -(share * far_down + (1 - share) * down)
        low[cell], high[cell] = (0, most) if shift > 0 else (-most, 0)
        aim = np.zeros(len(share))
        aim[cell] = -1 if shift > 0 else 1
        self._moves.bound(low, high)
        answer = self._moves.least(aim)
        if answer.outcome is not Outcome.SOLVED or -answer.value >= most - EPSILON:
            return None
        reduced = answer.reduced
        terms = [
            (
                int(i),
                float(abs(reduced[i]) * (far_up if reduced[i] < 0 else far_down)[i]),
                float(abs(reduced[i]) * (up if reduced[i] < 0 else down)[i]),
            )
            for i in np.nonzero(np.abs(reduced) > EPSILON)[0]
            if i != cell
        ]
        return as_cut(terms, shift, self._problem.hidden)


class _Ways:
    """The ways in which some cells can move while every sum stays as it is.

    Attributes:
        cells: their numbers.
        known: the same, as a set.
    """

    def __init__(self, problem: Problem, cells: Sequence[int]) -> None:
        import numpy as np

        self._np = np
        self.cells = np.array(cells, dtype=int)
        self.known = frozenset(cells)
        self._place = {cell: place for place, cell in enumerate(cells)}
        size = len(cells)
        # Up and down are told apart, so that either way has its price.
        self._solver = Solver(np.zeros(2 * size), np.zeros(2 * size))
        lines = [
            [(self._place[cell], weight) for cell, weight in equation.terms if cell in self._place]
            for equation in problem.equations
        ]
        self._solver.require([([*line, *((size + n, -weight) for n, weight in line)], 0, 0) for line in lines if line])

    def cheapest(self, up: Any, down: Any, price: Any, cell: int, shift: int) -> Any:  # noqa: ANN401 - arrays
        """Return the cheapest way for the cells to move so that one moves by the shift, or None.

        Args:
            up: how far each can go up.
            down: how far each can go down.
            price: of moving each by one.
            cell: the number of the one that has to move.
            shift: by how much.
        """
        np, size, place = self._np, len(self.cells), self._place[cell]
        low, high = np.zeros(2 * size), np.concatenate([up, down])
        this, other = (place, size + place) if shift > 0 else (size + place, place)
        low[this] = high[this] = abs(shift)
        high[other] = 0
        self._solver.bound(low, high)
        answer = self._solver.least(np.concatenate([price, price]))
        return answer.point[:size] - answer.point[size:] if answer.outcome is Outcome.SOLVED else None
