"""Choosing what to hide and proving it: suppression, then the attack, until the attack fails.

``secure`` is the only way to a table's published form; what it returns was attacked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.attack import Interval
from assistant.figures.attack.published import Known, Sheet, Terms, cell_name, reader_of_all
from assistant.figures.earlier.releases import Link
from assistant.figures.policy import Policy
from assistant.figures.rounding import hides_by_rounding, rounded, spread
from assistant.figures.suppression.linking import Shared
from assistant.figures.suppression.problem import Equation, Problem, SuppressionError
from assistant.figures.suppression.suppress import choose
from assistant.figures.suppression.totals import Sum, lean_sums, sums
from assistant.figures.suppression.unknowns import completed
from assistant.figures.tables import Key, Table

_WIDENINGS = 30
Chooser = Callable[["Publication"], Iterable[Key]]


@dataclass(frozen=True, slots=True, repr=False)
class Publication:
    """A table that is to be published, and what is settled about it.

    Attributes:
        table: the officer's table.
        links: earlier figures that it is compared with.
        allowed: low cells that a release decision lets out.
        withheld: cells that an officer holds back although the policy would not.
    """

    table: Table
    links: tuple[Link, ...] = ()
    allowed: frozenset[Key] = frozenset()
    withheld: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class SecuredTable:
    """What may be published of one table, and what the attack makes of it.

    Attributes:
        figures: the figure of each cell; None where it is hidden.
        intervals: what a reader can find out of every cell.
        low: cells that are low themselves.
        unreadable: cells that the file itself hides.
    """

    figures: Mapping[Key, int | None]
    intervals: Mapping[Key, Interval]
    low: frozenset[Key]
    unreadable: frozenset[Key]


@dataclass(frozen=True, slots=True, repr=False)
class Secured:
    """What may be published of tables that go out together.

    Attributes:
        tables: in the order given.
        gap: by how many more cells are hidden than the fewest that would do, at most; None where that is
            not known.
        sheets: the tables as a reader has them.
        spans: of each protected cell, by name, the least and greatest count that must stay possible.
        known: what a reader knows besides.
    """

    tables: tuple[SecuredTable, ...]
    gap: int | None
    sheets: tuple[Sheet, ...]
    spans: Mapping[Key, tuple[int, int]]
    known: tuple[Known, ...]


def secure(publications: Sequence[Publication], policy: Policy, shared: Sequence[Shared] = ()) -> Secured:
    """Hide what must be hidden, and attack the outcome.

    Args:
        publications: the tables that go out together.
        policy: what is low, and how it is hidden.
        shared: figures that two of them share, by the tables' numbers.

    Raises:
        SuppressionError: nothing that could be hidden protects every low cell.
        AttackError: the attack gave no answer, so nothing is proved.
        TableError: the counts that a file hides fit none of its totals.
    """
    if any(one.allowed for one in publications):
        try:
            # What a decision lets out is not hidden again for the sake of another, if it can be helped.
            return _secured(Task(publications, policy, shared, barred=True), policy)
        except SuppressionError:
            pass
    return _secured(Task(publications, policy, shared), policy)


def _secured(task: "Task", policy: Policy) -> Secured:
    more: frozenset[int] = frozenset()
    for _ in range(_WIDENINGS):
        problem = task.problem(more)
        # Once whole numbers have told more than was reckoned with, the fewest cells are not to be had.
        choice = choose(problem, 0 if more else policy.time_limit)
        figures = task.figures(choice.hidden)
        sheets, known = task.sheets(figures), task.known()
        attacker = reader_of_all(sheets, policy, known)
        found = attacker.intervals()
        spans = {task.names[cell]: span for cell, span in problem.targets.items()}
        exposed = attacker.finds_out(spans, found)
        if not exposed:
            outcome = tuple(task.outcome(figures, found))
            return Secured(outcome, None if more else choice.gap, tuple(sheets), spans, known)
        wider = task.neighbours(exposed, choice.hidden)
        if not wider:
            break
        more |= wider
    raise SuppressionError("the attack still finds low counts out, whatever is hidden")


def problem_of(table: Table, policy: Policy) -> Problem:
    """Return the problem that is solved for a table by itself; for measuring how well it is solved."""
    return Task([Publication(table)], policy, ()).problem(frozenset())


class Task:
    """Tables with their cells numbered through, and the differences from earlier releases after them."""

    def __init__(
        self, publications: Sequence[Publication], policy: Policy, shared: Sequence[Shared], *, barred: bool = False
    ) -> None:
        """Number them.

        Args:
            publications: the tables.
            policy: what is low, and how it is hidden.
            shared: figures that two of them share.
            barred: what a decision lets out may not be hidden for the sake of another.
        """
        self._barred = barred
        self._publications, self._policy, self._shared = publications, policy, shared
        self._names = [
            {key: cell_name(len(publications), number, key) for key in one.table.cells}
            for number, one in enumerate(publications)
        ]
        self._printed = sum(map(len, self._names))
        self._marked = self._chosen(lambda one: [key for key, count in one.table.cells.items() if count is None])
        self._low = self._chosen(self._low_cells)
        self._withheld = self._chosen(lambda one: one.withheld)
        known = self._shared_figures()
        lines = [line for number in range(len(publications)) for line in self._sums_of(number, every=True)]
        self._sums = [line for number in range(len(publications)) for line in self._sums_of(number, every=False)]
        counts, self._unsure = completed(self._counts(), lines, known, policy, publications[0].table.source)
        self._links = [(number, link) for number, one in enumerate(publications) for link in one.links]
        differing = {place: link for place, (_, link) in enumerate(self._links) if link.difference}
        self._apart = {place: (f"difference {place + 1}", link.source) for place, link in differing.items()}
        ranged = {place: link for place, (_, link) in enumerate(self._links) if link.low != link.high}
        self._rounded = {place: (f"earlier {place + 1}", link.source) for place, link in ranged.items()}
        self.names: tuple[Key, ...] = (*counts, *self._apart.values(), *self._rounded.values())
        gaps = [abs(link.difference) for link in differing.values()]
        earlier = [
            sum(counts[self._names[n][key]] for key in link.cells) + link.difference
            for n, link in (self._links[place] for place in ranged)
        ]
        self._values = (*counts.values(), *gaps, *earlier)
        self._place = {name: number for number, name in enumerate(self.names)}
        self._public = {self._place[name]: (ranged[p].low, ranged[p].high) for p, name in self._rounded.items()}
        self._allowed = frozenset(self._place[name] for name in self._chosen(lambda one: one.allowed))

    def problem(self, more: frozenset[int]) -> Problem:
        """Return the problem for the suppression, with further cells hidden in any case."""
        base = self._policy.round_to
        unprinted = frozenset(self._place[name] for name in self._apart.values())
        rounding = {n for n in range(self._printed) if base and hides_by_rounding(self._values[n], base)}
        nought = rounding - self._allowed
        targets = self._targets(unprinted)
        return Problem(
            values=self._values,
            equations=tuple(self._equations()),
            shown=tuple(self._range(number) for number in range(len(self.names))),
            targets=targets,
            hidden=frozenset(targets) | {self._place[name] for name in self._marked} | nought | more,
            unprinted=unprinted,
            fixed=frozenset(self._public) | (self._allowed if self._barred else frozenset()),
        )

    def figures(self, hidden: frozenset[int]) -> dict[Key, int | None]:
        """Return what is published, by name, when these cells are hidden."""
        names = self.names[: self._printed]
        return {name: None if number in hidden else self._shown(number) for number, name in enumerate(names)}

    def sheets(self, figures: Mapping[Key, int | None]) -> list[Sheet]:
        """Return the tables as a reader has them."""
        return [
            Sheet(one.table.dimensions, {key: figures[name] for key, name in names.items()}, one.allowed)
            for one, names in zip(self._publications, self._names, strict=True)
        ]

    def outcome(self, figures: Mapping[Key, int | None], found: Mapping[Key, Interval]) -> Iterator[SecuredTable]:
        """Yield what may be published of each table."""
        for names in self._names:
            yield SecuredTable(
                {key: figures[name] for key, name in names.items()},
                {key: found[name] for key, name in names.items()},
                frozenset(key for key, name in names.items() if name in self._low),
                frozenset(key for key, name in names.items() if name in self._marked),
            )

    def neighbours(self, exposed: Sequence[Key], hidden: frozenset[int]) -> frozenset[int]:
        """Return the cells still shown in the sums of cells that the attack found out, or any others.

        Whole numbers can tell more than the suppression reckons with in three ways and more.
        """
        names = set(exposed)
        lines = [{self.names[cell] for cell, _ in equation.terms} for equation in self._equations()]
        near = set[Key]().union(*(line for line in lines if names & line))
        left = frozenset(range(self._printed)) - hidden - (self._allowed if self._barred else frozenset())
        return frozenset(self._place[name] for name in near) & left or left

    def known(self) -> tuple[Known, ...]:
        """Return what earlier releases say, with a name for each difference, and what tables share."""
        return (*self._shared_figures(), *self._earlier())

    # --- what is settled

    def _chosen(self, keys: Chooser) -> frozenset[Key]:
        return frozenset(
            names[key] for one, names in zip(self._publications, self._names, strict=True) for key in keys(one)
        )

    def _low_cells(self, one: Publication) -> list[Key]:
        cells = one.table.cells.items()
        return [key for key, count in cells if count and self._policy.is_low(count.value) and key not in one.allowed]

    def _counts(self) -> dict[Key, int | None]:
        return {
            names[key]: None if count is None else count.value
            for one, names in zip(self._publications, self._names, strict=True)
            for key, count in one.table.cells.items()
        }

    def _sums_of(self, number: int, *, every: bool) -> Iterator[Sum]:
        names, table = self._names[number], self._publications[number].table
        for one in sums(table) if every else lean_sums(table):
            yield Sum(names[one.total], tuple(names[part] for part in one.parts))

    def _shared_figures(self) -> list[Known]:
        return [Known(self._terms(one), 0, 0) for one in self._shared]

    def _earlier(self) -> Iterator[Known]:
        for place, (number, link) in enumerate(self._links):
            parts = [(self._names[number][key], 1) for key in link.cells]
            if place in self._apart:
                parts.append((self._apart[place], 1 if link.difference > 0 else -1))
            yield Known(tuple(parts), link.low, link.high)

    def _terms(self, one: Shared) -> Terms:
        left = tuple((self._names[number][key], 1) for number, key in one.left)
        return (*left, *((self._names[number][key], -1) for number, key in one.right))

    # --- for the suppression

    def _targets(self, unprinted: frozenset[int]) -> dict[int, tuple[int, int]]:
        """Return what each cell that is protected must still be able to be.

        What an officer holds back by choice must not be known to within the threshold.
        """
        span = (self._policy.lowest, self._policy.highest)
        targets: dict[int, tuple[int, int]] = {}
        for number, name in enumerate(self.names[: self._printed]):
            if name in self._low or name in self._unsure:
                targets[number] = span
            elif name in self._withheld:
                value, wide = self._values[number], self._policy.threshold
                targets[number] = (max(0, value - wide), value + wide)
        return targets | dict.fromkeys(sorted(unprinted), span)

    def _equations(self) -> Iterator[Equation]:
        for one in self._sums:
            yield Equation((*((self._place[part], 1) for part in one.parts), (self._place[one.total], -1)))
        for known in self._shared_figures():
            yield Equation(tuple((self._place[name], weight) for name, weight in known.parts))
        for place, known in enumerate(self._earlier()):
            public = ((self._place[self._rounded[place]], -1),) if place in self._rounded else ()
            yield Equation((*((self._place[name], weight) for name, weight in known.parts), *public))

    def _shown(self, number: int) -> int:
        base = self._policy.round_to
        return rounded(self._values[number], base) if base and number not in self._allowed else self._values[number]

    def _range(self, number: int) -> tuple[int, int]:
        """Return what a reader knows of a cell while it is shown."""
        base, value = self._policy.round_to, self._values[number]
        if number >= self._printed:
            return self._public.get(number, (value, value))
        if base is None or number in self._allowed:
            return value, value
        low, high = spread(rounded(value, base), base, self._policy, protected=True)
        # A low count is never shown; its range there only has to be one that holds it.
        return min(low, value), max(high, value)
