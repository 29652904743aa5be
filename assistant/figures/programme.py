"""Probing tables of any shape with linear programmes, where their sums form no network."""

from collections.abc import Sequence
from typing import Any

from assistant.figures.problem import EPSILON, Cut, Problem, as_cut

# How many times the shift another cell may have to move to make it up; a bound on it keeps the
# relaxed choices sharp. In the published test tables none needs more than twice the shift.
_REACH = 4
_NUDGE = 1e-4


class Programme:
    """A table as a system of equations."""

    def __init__(self, problem: Problem) -> None:
        import numpy as np
        from scipy import optimize, sparse

        self._problem, self._np, self._optimize = problem, np, optimize
        entries = [
            (row, cell, weight) for row, equation in enumerate(problem.equations) for cell, weight in equation.terms
        ]
        rows, cells, weights = zip(*entries, strict=True) if entries else ((), (), ())
        size = (len(problem.equations), len(problem.values))
        self._matrix = sparse.csc_array((weights, (rows, cells)), shape=size, dtype=float)
        self._values = np.array(problem.values, dtype=float)
        self._up = np.array([high for _, high in problem.shown], dtype=float) - self._values
        self._down = self._values - np.array([low for low, _ in problem.shown], dtype=float)
        self._tied = set(cells)

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
        everything = np.full(len(price), np.inf)
        moved = self._cheapest(everything, self._values, price, cell, shift)
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
        far_up = np.full(len(share), float(most * _REACH))
        far_down = np.minimum(self._values, most * _REACH)
        high = share * far_up + (1 - share) * up
        low = -(share * far_down + (1 - share) * down)
        low[cell], high[cell] = (0, most) if shift > 0 else (-most, 0)
        aim = np.zeros(len(share))
        aim[cell] = -1 if shift > 0 else 1
        result: Any = self._optimize.linprog(
            aim,
            A_eq=self._matrix,
            b_eq=np.zeros(self._matrix.shape[0]),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if result.status != 0 or -result.fun >= most - EPSILON:
            return None
        reduced = result.lower.marginals + result.upper.marginals
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
        keep = np.flatnonzero(high > 0)
        wide = np.concatenate([np.arange(size), np.arange(size)])[keep]
        sign = np.where(keep < size, 1.0, -1.0)
        matrix = self._matrix[:, wide] * sign
        result: Any = self._optimize.milp(
            np.concatenate([price, price])[keep],
            bounds=self._optimize.Bounds(low[keep], high[keep]),
            constraints=self._optimize.LinearConstraint(matrix, 0, 0),
        )
        if result.status != 0 or result.x is None:
            return None
        moved = np.zeros(size)
        np.add.at(moved, wide, result.x * sign)
        return moved
