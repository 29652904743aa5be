"""Choosing what to hide and proving it: suppression, then the attack, until the attack fails.

``secure`` is the only way to a table's published form; what it returns was attacked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.attack import Interval
from assistant.figures.policy import Policy
from assistant.figures.problem import Equation, Problem, SuppressionError
from assistant.figures.published import Known, reader
from assistant.figures.releases import Link
from assistant.figures.rounding import hides_by_rounding, rounded, spread
from assistant.figures.suppress import choose
from assistant.figures.tables import Key, Table
from assistant.figures.totals import sums
from assistant.figures.unknowns import completed

_WIDENINGS = 30


@dataclass(frozen=True, slots=True, repr=False)
class Secured:
    """What may be published of a table, and what the attack makes of it.

    Attributes:
        figures: the figure of each cell; None where it is hidden.
        intervals: what a reader can find out of every cell.
        low: cells that are low themselves.
        unreadable: cells that the file itself hides.
        fewest: it is proved that no fewer cells would do.
    """

    figures: Mapping[Key, int | None]
    intervals: Mapping[Key, Interval]
    low: frozenset[Key]
    unreadable: frozenset[Key]
    fewest: bool


def secure(table: Table, policy: Policy, links: Sequence[Link] = ()) -> Secured:
    """Hide what must be hidden, and attack the outcome.

    Raises:
        SuppressionError: nothing that could be hidden protects every low cell.
        AttackError: the attack gave no answer, so nothing is proved.
    """
    task = _Task(table, policy, links)
    more: frozenset[int] = frozenset()
    for _ in range(_WIDENINGS):
        problem = task.problem(more)
        # Once whole numbers have told more than was reckoned with, the fewest cells are not to be had.
        choice = choose(problem, 0 if more else policy.time_limit)
        figures = task.figures(choice.hidden)
        attacker = reader(table.dimensions, figures, policy, task.known())
        found = attacker.intervals()
        spans = {task.keys[cell]: span for cell, span in problem.targets.items()}
        exposed = attacker.finds_out(spans, found)
        if not exposed:
            return Secured(figures, found, task.low, task.marked, choice.proved and not more)
        wider = task.neighbours(exposed, choice.hidden)
        if not wider:
            break
        more |= wider
    raise SuppressionError("the attack still finds low counts out, whatever is hidden")


def problem_of(table: Table, policy: Policy) -> Problem:
    """Return the problem that is solved for a table by itself; for measuring how well it is solved."""
    return _Task(table, policy, ()).problem(frozenset())


class _Task:
    """A table with its cells numbered, and the differences from earlier releases after them."""

    def __init__(self, table: Table, policy: Policy, links: Sequence[Link]) -> None:
        self.table, self.policy, self.links = table, policy, links
        self.sums = sums(table)
        counted = {key: count for key, count in table.cells.items() if count is not None}
        self.marked = frozenset(table.cells.keys() - counted)
        self.low = frozenset(key for key, count in counted.items() if policy.is_low(count.value))
        counts, self.unsure = completed(table, self.sums, policy)
        differing = [link for link in links if link.difference]
        names = [(f"{n}: {link.source}: {link.label}",) for n, link in enumerate(differing)]
        self.keys: tuple[Key, ...] = (*counts, *names)
        self.values = (*counts.values(), *(abs(link.difference) for link in differing))

    def problem(self, more: frozenset[int]) -> Problem:
        """Return the problem for the suppression, with further cells hidden in any case."""
        place = {key: number for number, key in enumerate(self.keys)}
        printed = len(self.table.cells)
        span = (self.policy.lowest, self.policy.highest)
        unprinted = frozenset(range(printed, len(self.keys)))
        protect = self.low | self.unsure
        targets = {place[key]: span for key in self.table.cells if key in protect}
        targets |= dict.fromkeys(sorted(unprinted), span)
        marked = {place[key] for key in self.marked}
        base = self.policy.round_to
        nought = {n for n in range(printed) if base and hides_by_rounding(self.values[n], base)}
        equations = [Equation((*((place[part], 1) for part in one.parts), (place[one.total], -1))) for one in self.sums]
        equations += [Equation(tuple((place[k], w) for k, w in one.parts)) for one in self.known()]
        return Problem(
            values=self.values,
            equations=tuple(equations),
            shown=tuple(self._range(value) for value in self.values),
            targets=targets,
            hidden=frozenset(targets) | marked | nought | more,
            unprinted=unprinted,
        )

    def figures(self, hidden: frozenset[int]) -> dict[Key, int | None]:
        """Return what is published when these cells are hidden."""
        base = self.policy.round_to
        figures = [rounded(value, base) if base else value for value in self.values]
        return {key: None if number in hidden else figures[number] for number, key in enumerate(self.table.cells)}

    def neighbours(self, exposed: Sequence[Key], hidden: frozenset[int]) -> frozenset[int]:
        """Return the cells still shown in the sums of cells that the attack found out, or any others.

        Whole numbers can tell more than the suppression reckons with in three ways and more.
        """
        names = set(exposed)
        lines = [{one.total, *one.parts} for one in self.sums]
        near = set[Key]().union(*(line for line in lines if names & line))
        place = {key: number for number, key in enumerate(self.table.cells)}
        left = frozenset(place.values()) - hidden
        return frozenset(place[key] for key in near if key in place) & left or left

    def known(self) -> tuple[Known, ...]:
        """Return what earlier releases say, with a name for each difference."""
        known, number = [], 0
        for link in self.links:
            parts = [(key, 1) for key in link.cells]
            if link.difference:
                name = self.keys[len(self.table.cells) + number]
                parts.append((name, 1 if link.difference > 0 else -1))
                number += 1
            known.append(Known(tuple(parts), link.figure))
        return tuple(known)

    def _range(self, value: int) -> tuple[int, int]:
        """Return what a reader knows of a cell while it is shown."""
        base = self.policy.round_to
        if base is None:
            return value, value
        low, high = spread(rounded(value, base), base, self.policy, protected=True)
        # A low count is never shown; its range there only has to be one that holds it.
        return min(low, value), max(high, value)
