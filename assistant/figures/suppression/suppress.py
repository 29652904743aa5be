"""Which cells to hide: the low ones, and as few others as keep them from being worked out.

Hiding the low cells is not enough, since totals give them back. What else to hide is the cell
suppression problem: the fewest further cells, then the least count lost, such that each low cell
could still be any low count. Tables of ordinary size are solved to the optimum (``master.py``).
Beyond that, cells are hidden along the cheapest way round for one low cell after another, and shown
again where none needs them. The attack (``attack.py``) judges the result and shares no code with this.
"""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from assistant.figures.suppression.master import Master
from assistant.figures.suppression.nearby import fewer_nearby
from assistant.figures.suppression.network import Network, arcs
from assistant.figures.suppression.problem import Probe, Problem, SuppressionError
from assistant.figures.suppression.programme import Programme

# Cells times targets up to which the optimum is sought; beyond it takes longer than one waits, and what is
# left off by the clock would differ from machine to machine.
EXACT_LIMIT, PROGRAMME_LIMIT = 4_000, 3_000
# Cells times targets times attempts at a better choice; a linear programme costs more than a flow.
_NETWORK_EFFORT = 2_000_000
_PROGRAMME_EFFORT = 2_500_000
# How many times larger a network may be for a bound to be sought that says how far from the fewest a choice is.
_BOUNDED = 8
# The same of a programme, in cells times targets, and the steps that the search near its best choice may take.
_NEARBY_LIMIT, _NEARBY_WORK = 400_000, 20_000
_FEWEST_ATTEMPTS, _MOST_ATTEMPTS, _MOST_PROGRAMMES = 1, 150, 60
# How much of the best choice an attempt redoes, in turn; found by trial on the benchmark's tables.
_NETWORK_SHARES: tuple[float, ...] = (0.4,)
_PROGRAMME_SHARES: tuple[float, ...] = (0.4, 0.2, 0.3, 0.1)
Shift = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """The cells to hide.

    Attributes:
        hidden: their numbers.
        gap: by how many more there may be than the fewest that would do; 0 where it is proved that no
            fewer would, None where no bound was sought.
    """

    hidden: frozenset[int]
    gap: int | None


def choose(problem: Problem, seconds: float) -> Choice:
    """Choose the cells to hide.

    Args:
        problem: the cells, and what must stay uncertain.
        seconds: how long a better choice may be sought; a first one is made in any case.

    Raises:
        SuppressionError: hiding everything would not be enough, as where a count is public already.
    """
    ends = arcs(problem)
    probe: Probe = Programme(problem) if ends is None else Network(problem, ends)
    searcher = _Searcher(problem, probe)
    size = len(problem.values) * len(searcher.shifts)
    until = time.monotonic() + seconds
    if ends is None:
        effort, most, shares = _PROGRAMME_EFFORT, _MOST_PROGRAMMES, _PROGRAMME_SHARES
    else:
        effort, most, shares = _NETWORK_EFFORT, _MOST_ATTEMPTS, _NETWORK_SHARES
    attempts = max(_FEWEST_ATTEMPTS, min(most, effort // max(1, size)))
    found, needed_more = searcher.search(list(islice(cycle(shares), attempts)), until)
    if not needed_more:
        return Choice(found, gap=0)
    limit, bounded = (PROGRAMME_LIMIT, _NEARBY_LIMIT) if ends is None else (EXACT_LIMIT, EXACT_LIMIT * _BOUNDED)
    if size > bounded:
        return Choice(found, gap=None)
    master = Master(problem, probe, until - time.monotonic())
    if size > limit:
        fewest = master.bound()
    else:
        searched = master.search(found)
        fewest = searched.fewest
        if searched.hidden is not None and searcher.cost(searched.hidden) <= searcher.cost(found):
            found = searched.hidden
    if ends is None and len(found - problem.unprinted) > fewest:
        found = fewer_nearby(problem, master, found, _NEARBY_WORK)
    return Choice(found, gap=max(0, len(found - problem.unprinted) - fewest))


@dataclass(frozen=True, slots=True)
class _State:
    """A choice that holds, and the hidden cells that each shift relies on."""

    hidden: frozenset[int]
    used: Mapping[Shift, frozenset[int]]


class _Searcher:
    """Hides along detours, shows again what is not needed, and tries to do better."""

    def __init__(self, problem: Problem, probe: Probe) -> None:
        self._problem, self._probe = problem, probe
        self._given = problem.hidden | problem.unprinted
        self._costs = problem.costs()
        # The most demanding first: their cells often serve the others.
        self.shifts = sorted(problem.shifts(), key=lambda one: (-abs(one[1]), one[0]))

    def cost(self, hidden: frozenset[int]) -> float:
        """Return what hiding these cells costs."""
        return sum(self._costs[i] for i in hidden)

    def search(self, attempts: Sequence[float], until: float) -> tuple[frozenset[int], bool]:
        """Return a good choice, and whether it took more than the cells hidden in any case.

        It is the best of several, each made by redoing part of the best so far.

        Args:
            attempts: how much of it each redoes.
            until: none is begun after this.
        """
        # Not for secrecy: a fixed seed makes the same table come out the same.
        luck = random.Random(0)  # noqa: S311
        best = self._mended(_State(self._given, {}), self.shifts, self._costs)
        for share in attempts:
            extra = sorted(best.hidden - self._given)
            if not extra or time.monotonic() > until:
                break
            dropped = luck.sample(extra, max(1, int(len(extra) * share)))
            costs = [cost * (1 + luck.random() / 2) for cost in self._costs]
            for cell in dropped:
                costs[cell] *= 1 + luck.random()
            order = luck.sample(self.shifts, len(self.shifts))
            start = _State(best.hidden.difference(dropped), best.used)
            best = min(best, self._mended(start, order, costs), key=lambda s: self.cost(s.hidden))
        return best.hidden, best.hidden != self._given

    def _mended(self, state: _State, order: Sequence[Shift], costs: Sequence[float]) -> _State:
        """Hide along the cheapest detour for each shift that needs one, then show again."""
        hidden, used = state.hidden, dict(state.used)
        for shift in order:
            if shift in used and used[shift] <= hidden:
                continue
            found = self._probe.certificate(hidden, *shift)
            if found is None:
                hidden |= self._detour(hidden, shift, costs)
                found = self._probe.certificate(hidden, *shift)
            # A detour that does not hold after all is a slip of the solver's; the attack will tell.
            used[shift] = frozenset() if found is None else found
        return self._shown_again(hidden, used)

    def _detour(self, hidden: frozenset[int], shift: Shift, costs: Sequence[float]) -> frozenset[int]:
        more = self._probe.detour(hidden, *shift, costs)
        if more is None:
            raise SuppressionError(
                "no choice of hidden cells protects every low count",
                todo="Drop a total, merge rows or columns, or leave the table out.",
            )
        return more

    def _shown_again(self, hidden: frozenset[int], used: dict[Shift, frozenset[int]]) -> _State:
        """Show again, the largest count first, each cell that no target needs."""
        values = self._problem.values
        for cell in sorted(hidden - self._given, key=lambda i: (-values[i], i)):
            changed = self._without(hidden - {cell}, cell, used)
            if changed is not None:
                hidden -= {cell}
                used |= changed
        return _State(hidden, used)

    def _without(
        self, hidden: frozenset[int], cell: int, used: Mapping[Shift, frozenset[int]]
    ) -> dict[Shift, frozenset[int]] | None:
        """Return what the shifts that relied on a cell rely on without it; None if one cannot."""
        changed: dict[Shift, frozenset[int]] = {}
        for shift, cells in used.items():
            if cell in cells:
                again = self._probe.certificate(hidden, *shift)
                if again is None:
                    return None
                changed[shift] = again
        return changed
