"""Which cells to hide: the low ones, and as few others as keep them from being worked out.

Hiding the low cells is not enough, since totals give them back. What else to hide is the cell
suppression problem: the fewest further cells, then the least count lost, such that each low cell
could still be any low count. Tables of ordinary size are solved to the optimum (``master.py``).
Beyond that, cells are hidden along the cheapest way round for one low cell after another, and shown
again where none needs them. The attack (``attack.py``) judges the result and shares no code with this.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures.master import Master
from assistant.figures.network import Network, arcs
from assistant.figures.problem import Probe, Problem, SuppressionError
from assistant.figures.programme import Programme

# Cells times targets up to which the optimum is sought; beyond it takes longer than one waits.
EXACT_LIMIT = 4_000
# Cells times targets times attempts at a better choice; a linear programme costs more than a flow.
_NETWORK_EFFORT = 1_600_000
_PROGRAMME_EFFORT = 15_000
_ATTEMPTS = (5, 150)
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Choice:
    """The cells to hide.

    Attributes:
        hidden: their numbers.
        proved: no fewer would do, nor as few with a smaller count.
    """

    hidden: frozenset[int]
    proved: bool


def choose(problem: Problem, seconds: float) -> Choice:
    """Choose the cells to hide.

    Args:
        problem: the cells, and what must stay uncertain.
        seconds: how long the optimum may be sought.

    Raises:
        SuppressionError: hiding everything would not be enough, as where a count is public already.
    """
    ends = arcs(problem)
    probe: Probe = Programme(problem) if ends is None else Network(problem, ends)
    searcher = _Searcher(problem, probe)
    start = problem.hidden | problem.unprinted
    if _Needed(probe, searcher.shifts).holds(start):
        return Choice(start, proved=True)
    size = len(problem.values) * len(searcher.shifts)
    effort = _PROGRAMME_EFFORT if ends is None else _NETWORK_EFFORT
    found = searcher.search(start, max(_ATTEMPTS[0], min(_ATTEMPTS[1], effort // size)))
    if size > EXACT_LIMIT:
        return Choice(found, proved=False)
    searched = Master(problem, probe, seconds).search(found)
    if searched.hidden is not None and searcher.cost(searched.hidden) <= searcher.cost(found):
        found = searched.hidden
    return Choice(found, searched.proved)


class _Needed:
    """The hidden cells that each shift relies on, so that few must be probed again."""

    def __init__(self, probe: Probe, shifts: Sequence[tuple[int, int]]) -> None:
        self._probe, self._shifts = probe, shifts
        self._used: list[frozenset[int] | None] = [None] * len(shifts)

    def holds(self, hidden: frozenset[int]) -> bool:
        """Tell whether every shift is possible, and note what each relies on."""
        for number, shift in enumerate(self._shifts):
            self._used[number] = self._probe.certificate(hidden, *shift)
            if self._used[number] is None:
                return False
        return True

    def without(self, hidden: frozenset[int], cell: int) -> bool:
        """Tell whether every shift is possible with one cell shown again."""
        changed: dict[int, frozenset[int]] = {}
        for number, used in enumerate(self._used):
            if used is None or cell in used:
                again = self._probe.certificate(hidden, *self._shifts[number])
                if again is None:
                    return False
                changed[number] = again
        for number, again in changed.items():
            self._used[number] = again
        return True


class _Searcher:
    """Hides along detours, shows again what is not needed, and tries to do better."""

    def __init__(self, problem: Problem, probe: Probe) -> None:
        self._problem, self._probe = problem, probe
        self._costs = problem.costs()
        # The most demanding first: their cells often serve the others.
        self.shifts = sorted(problem.shifts(), key=lambda one: (-abs(one[1]), one[0]))

    def cost(self, hidden: frozenset[int]) -> float:
        """Return what hiding these cells costs."""
        return sum(self._costs[i] for i in hidden)

    def search(self, start: frozenset[int], attempts: int) -> frozenset[int]:
        """Return a good choice: the best of several, each made by redoing part of the best so far."""
        # Not for secrecy: a fixed seed makes the same table come out the same.
        luck = random.Random(0)  # noqa: S311
        best = self._mended(start, self.shifts, self._costs)
        for _ in range(attempts):
            extra = sorted(best - start)
            if not extra:
                break
            dropped = luck.sample(extra, max(1, int(len(extra) * _SHARE)))
            costs = [cost * (1 + luck.random() / 2) for cost in self._costs]
            for cell in dropped:
                costs[cell] *= 1 + luck.random()
            order = luck.sample(self.shifts, len(self.shifts))
            other = self._mended(best.difference(dropped), order, costs)
            best = min(best, other, key=self.cost)
        return best

    def _mended(
        self, hidden: frozenset[int], order: Sequence[tuple[int, int]], costs: Sequence[float]
    ) -> frozenset[int]:
        """Hide along the cheapest detour for each shift that needs one, then show again."""
        for cell, shift in order:
            if self._probe.certificate(hidden, cell, shift) is None:
                more = self._probe.detour(hidden, cell, shift, costs)
                if more is None:
                    raise SuppressionError(
                        "no choice of hidden cells protects every low count",
                        todo="Drop a total, merge rows or columns, or leave the table out.",
                    )
                hidden |= more
        return self._shown_again(hidden)

    def _shown_again(self, hidden: frozenset[int]) -> frozenset[int]:
        """Show again, the largest count first, each cell that no target needs."""
        values, given = self._problem.values, self._problem.hidden | self._problem.unprinted
        needed = _Needed(self._probe, self.shifts)
        if not needed.holds(hidden):
            return frozenset(range(len(values)))
        for cell in sorted(hidden - given, key=lambda i: (-values[i], i)):
            fewer = hidden - {cell}
            if needed.without(fewer, cell):
                hidden = fewer
        return hidden
