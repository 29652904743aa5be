"""HiGHS, behind one door: programmes that are built once and solved again and again from where they stood.

Nothing of tables is known here. Loading HiGHS by itself takes a fifth of the time that the whole of
``scipy.optimize`` takes, and it starts each question from the answer to the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

Terms = Sequence[tuple[int, float]]


class Outcome(Enum):
    """What became of a question."""

    SOLVED = "solved"
    IMPOSSIBLE = "impossible"
    UNBOUNDED = "unbounded"
    UNCLEAR = "impossible or unbounded"
    STOPPED = "stopped at a limit"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        outcome: what became of it; only a solved one is proved to be the least.
        value: the least value of the aim; of a stopped question the best that was met, if any was.
        point: the variables at that value; None where none was met.
        reduced: by how much the aim would grow with each variable (its reduced cost); of linear
            programmes alone.
        work: how many steps it took; the same on every machine, which a time is not.
    """

    outcome: Outcome
    value: float = 0.0
    point: Any = None
    reduced: Any = None
    work: int = 0


class Solver:
    """A linear programme, or an integer one, in numbered variables.

    Args:
        low: least value of each variable (-inf: none).
        high: greatest value of each variable (inf: none).
        whole: the variables are whole numbers.
    """

    def __init__(self, low: Any, high: Any, *, whole: bool = False) -> None:  # noqa: ANN401 - arrays
        import highspy
        import numpy as np

        self._np, self._kinds = np, highspy
        self._size = len(low)
        self._whole = whole
        self._columns = np.arange(self._size, dtype=np.int32)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
            self._highs.setOptionValue(option, setting)
        if not whole:
            # To start from the last answer is quicker than to look for what could be left out.
            self._highs.setOptionValue("presolve", "off")
        nothing = np.zeros(self._size)
        self._highs.addCols(
            self._size,
            nothing,
            np.asarray(low, dtype=float),
            np.asarray(high, dtype=float),
            0,
            np.zeros(self._size, dtype=np.int32),
            np.array([], dtype=np.int32),
            np.array([], dtype=float),
        )
        if whole:
            self.count_whole(whole=True)

    def count_whole(self, *, whole: bool) -> None:
        """Say whether the variables are whole numbers."""
        kind = self._kinds.HighsVarType.kInteger if whole else self._kinds.HighsVarType.kContinuous
        self._whole = whole
        self._highs.changeColsIntegrality(self._size, self._columns, self._np.full(self._size, kind))

    def require(self, rows: Sequence[tuple[Terms, float, float]]) -> None:
        """Add sums that hold: their terms, the least and the greatest value (inf: none)."""
        np = self._np
        if not rows:
            return
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])[:-1].astype(np.int32)
        columns = np.array([column for terms, _, _ in rows for column, _ in terms], dtype=np.int32)
        weights = np.array([weight for terms, _, _ in rows for _, weight in terms], dtype=float)
        low = np.array([low for _, low, _ in rows], dtype=float)
        high = np.array([high for _, _, high in rows], dtype=float)
        self._highs.addRows(len(rows), low, high, len(columns), starts, columns, weights)

    def bound_sum(self, row: int, low: float, high: float) -> None:
        """Change between what values a sum must lie; sums are numbered as they were added."""
        self._highs.changeRowBounds(row, low, high)

    def bound(self, low: Any, high: Any) -> None:  # noqa: ANN401 - arrays
        """Change between what values the variables lie."""
        self._highs.changeColsBounds(
            self._size,
            self._columns,
            self._np.asarray(low, dtype=float),
            self._np.asarray(high, dtype=float),
        )

    def bound_one(self, column: int, low: float, high: float) -> None:
        """Change between what values one variable lies."""
        self._highs.changeColBounds(column, low, high)

    def least(self, aim: Any, *, seconds: float | None = None, nodes: int | None = None) -> Answer:  # noqa: ANN401
        """Find the least value of a weighted sum of the variables.

        Args:
            aim: a weight for each variable.
            seconds: how long it may take.
            nodes: how many branches of an integer programme may be looked at.
        """
        if nodes is not None:
            self._highs.setOptionValue("mip_max_nodes", nodes)
        endless = self._kinds.kHighsInf
        # The clock of HiGHS runs on from one linear programme to the next, and anew for an integer one.
        begun = 0.0 if self._whole else self._highs.getRunTime()
        self._highs.setOptionValue("time_limit", endless if seconds is None else begun + max(0.0, seconds))
        self._highs.changeColsCost(self._size, self._columns, self._np.asarray(aim, dtype=float))
        self._highs.run()
        return self._answer()

    def _answer(self) -> Answer:
        status = self._highs.getModelStatus()
        outcome = self._outcomes().get(status, Outcome.FAILED)
        if status == self._kinds.HighsModelStatus.kModelEmpty:
            return Answer(Outcome.SOLVED, 0.0, self._np.zeros(self._size), self._np.zeros(self._size))
        info, solution = self._highs.getInfo(), self._highs.getSolution()
        work = max(0, info.simplex_iteration_count)
        if outcome not in {Outcome.SOLVED, Outcome.STOPPED}:
            return Answer(outcome, work=work)
        if info.primal_solution_status != self._kinds.SolutionStatus.kSolutionStatusFeasible:
            return Answer(Outcome.FAILED if outcome is Outcome.SOLVED else outcome, work=work)
        reduced = None if self._whole else self._np.array(solution.col_dual)
        return Answer(outcome, info.objective_function_value, self._np.array(solution.col_value), reduced, work)

    def _outcomes(self) -> Mapping[Any, Outcome]:
        status = self._kinds.HighsModelStatus
        return {
            status.kOptimal: Outcome.SOLVED,
            status.kInfeasible: Outcome.IMPOSSIBLE,
            status.kUnbounded: Outcome.UNBOUNDED,
            status.kUnboundedOrInfeasible: Outcome.UNCLEAR,
            status.kTimeLimit: Outcome.STOPPED,
            status.kIterationLimit: Outcome.STOPPED,
            status.kSolutionLimit: Outcome.STOPPED,
            status.kInterrupt: Outcome.STOPPED,
        }
