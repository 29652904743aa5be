"""Probing tables of any shape with linear programmes, where their sums form no network."""

from collections.abc import Sequence
from typing import Any

from assistant.figures.problem import EPSILON, Cut, Problem, as_cut
from assistant.figures.solver import Outcome, Solver

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
        # Up and down are told apart, so that either way has its price.
        self._ways = Solver(np.zeros(2 * size), np.zeros(2 * size))
        self._ways.require(
            [
                ([*equation.terms, *((size + cell, -weight) for cell, weight in equation.terms)], 0, 0)
                for equation in problem.equations
            ]
        )

    def certificate(self, hidden: frozenset[int], cell: int, shift: int) -> frozenset[int] | None:
        if cell not in self._tied:
            return frozenset()
        np = self._np
        mask = np.zeros(len(self._values), dtype=bool)
        mask[list(hidden)] = True
        moved = self._cheapest(
            np.where(mask, np.inf, self._up),
            np.where(mask, self._values, self._down),
            np.ones(len(self._values)),
            cell,
            shift,
        )
        if moved is None:
            return None
        return frozenset(int(i) for i in np.nonzero((np.abs(moved) > EPSILON) & mask)[0])

    def detour(self, hidden: frozenset[int], cell: int, shift: int, costs: Sequence[float]) -> frozenset[int] | None:
        if cell not in self._tied:
            return frozenset()
        np = self._np
        price = np.array(costs)
        # What a cell costs is owed once, however far it moves; spread over as far as it can.
        price /= np.maximum(1.0, np.minimum(np.where(self._values > 0, self._values, 1.0), abs(shift)))
        price[list(hidden)] = _NUDGE
        moved = self._cheapest(self._free_up, self._free_down, price, cell, shift)
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

    def _cheapest(self, up: Any, down: Any, price: Any, cell: int, shift: int) -> Any:  # noqa: ANN401 - arrays
        """Return the cheapest way for the cells to move so that one moves by the shift, or None."""
        np = self._np
        size = len(price)
        low, high = np.zeros(2 * size), np.concatenate([up, down])
        this, other = (cell, size + cell) if shift > 0 else (size + cell, cell)
        low[this] = high[this] = abs(shift)
        high[other] = 0
        self._ways.bound(low, high)
        answer = self._ways.least(np.concatenate([price, price]))
        return answer.point[:size] - answer.point[size:] if answer.outcome is Outcome.SOLVED else None
