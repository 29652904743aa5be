"""What the statements of a letter tell of the hidden cells of the tables that it goes out with.

The one place where the words of a letter meet the protected figures. Statements about cells come in, each with
the ways in which it can be read; they join what a reader has (the tables as published, earlier releases), all
together, and the attack tells which low cells they expose. Cells and the numbers of statements go out, never a
count. The true counts serve to choose between readings and as a first table that bears a statement out; what is
told of a cell is a matter of what is public and said alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.figures.beside_counts.statements import beyond, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.figures.attack.published import Reader
    from assistant.figures.attack.system import Constraint
    from assistant.figures.beside_counts.witnesses import Witnesses
    from assistant.figures.policy import Policy
    from assistant.figures.protected import Protected
    from assistant.figures.suppression.secure import Task
    from assistant.figures.tables import Key, Table

Lines = tuple["Constraint[Key]", ...]
# Beyond such weights the tolerance of the solver is wider than a person.
_FINEST = 10**5
_MOST_EXPOSURES = 12
_MOST_TRIES = 40


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One way to read a statement.

    Attributes:
        lines: what follows from it, over cells by the names that ``cell_name`` gives them.
        sure: the words leave no other way to read it, so that it counts even where the figures do not bear it out.
    """

    lines: Lines
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """A low cell that statements narrow beyond "low".

    Attributes:
        cells: the cell's name; () for a difference from an earlier release.
        guilty: the statements without any one of which the cell would be safe, in order.
    """

    cells: tuple[Key, ...]
    guilty: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What an attack with the statements of a letter finds.

    Attributes:
        contradicting: statements that do not fit what is published or was said before them.
        exposures: low cells that are exposed, each with the statements that do it.
    """

    contradicting: tuple[int, ...]
    exposures: tuple[Exposure, ...]


def learn(
    tables: Sequence[tuple[Table, Protected]], released: Sequence[Table], said: Sequence[Sequence[Reading]]
) -> Learned:
    """Attack the tables with everything that a letter says of them.

    Nothing is solved where the statements are about figures that are shown.

    Args:
        tables: of people or events, each with its published form; all of one policy.
        released: tables that are public already.
        said: of each statement its readings, the likeliest first. The first that the true counts bear out is
            taken for what is meant; where there is none, the first that is sure.

    Raises:
        AttackError: the solver failed, or what is published contradicts itself.
    """
    ground = _Ground(tables)
    meant = {n: one for n, readings in enumerate(said) if (one := ground.meant(readings)) is not None}
    wrong = [n for n, lines in meant.items() if ground.wrong(lines)]
    left = {n: lines for n, lines in meant.items() if n not in wrong and ground.open(lines)}
    if not left:
        return Learned(tuple(wrong), ())
    attack = _Attack(tables, released, ground)
    told = {n: told for n, lines in left.items() if (told := attack.beyond_shown(lines))}
    clashing = attack.clashing(told)
    exposures = attack.exposures({n: lines for n, lines in told.items() if n not in clashing})
    return Learned(tuple(sorted([*wrong, *clashing])), tuple(exposures))


class _Ground:
    """The figures that are shown, and the true ones, by name."""

    def __init__(self, tables: Sequence[tuple[Table, Protected]]) -> None:
        from assistant.figures.attack.published import cell_name

        self.cells: set[Key] = set()
        self.true: dict[Key, int] = {}
        self._shown: dict[Key, int] = {}
        for number, (table, safe) in enumerate(tables):
            name = {key: cell_name(len(tables), number, key) for key in table.cells}
            self.cells.update(name.values())
            self.true |= {name[key]: count.value for key, count in table.cells.items() if count is not None}
            for cell in safe.cells:
                key = safe.key_of(cell)
                if cell.value is not None and (safe.round_to is None or key in safe.decided):
                    self._shown[name[key]] = cell.value

    def meant(self, readings: Sequence[Reading]) -> Lines | None:
        """Return what a statement says in the reading that is meant; None if it is not about the tables."""
        true = next((one.lines for one in readings if self.bears_out(one.lines)), None)
        return true if true is not None else next((one.lines for one in readings if one.sure), None)

    def bears_out(self, lines: Lines) -> bool:
        """Tell whether the true counts, all of them known, agree with lines."""
        return all(all(key in self.true for key, _ in one.terms) and holds(one, self.true) for one in lines)

    def open(self, lines: Lines) -> bool:
        """Tell whether lines are about a figure that is not shown as it is."""
        return any(key not in self._shown for one in lines for key, _ in one.terms)

    def wrong(self, lines: Lines) -> bool:
        """Tell whether figures that are shown say otherwise."""
        shown = [one for one in lines if all(key in self._shown for key, _ in one.terms)]
        return not all(holds(one, self._shown) for one in shown)


class _Attack:
    """A reader of the tables as they are published, to whom more is said."""

    def __init__(self, tables: Sequence[tuple[Table, Protected]], released: Sequence[Table], ground: _Ground) -> None:
        from assistant.figures.attack.published import Sheet, reader_of_all

        self._ground = ground
        policy = _policy(tables[0][1])
        task = _task(tables, released, policy)
        sheets = [
            Sheet(table.dimensions, {safe.key_of(cell): cell.value for cell in safe.cells}, frozenset(safe.decided))
            for table, safe in tables
        ]
        self._reader: Reader = reader_of_all(sheets, policy, task.known())
        targets = task.problem(frozenset()).targets
        self._spans: dict[Key, tuple[int, int]] = {task.names[cell]: span for cell, span in targets.items()}

    def beyond_shown(self, lines: Lines) -> Lines:
        """Return what lines say of figures that are not known exactly, less what is too fine for the solver."""
        left = [beyond(one, self._reader.exact) for one in lines]
        return tuple(one for one in left if one.terms and all(abs(weight) <= _FINEST for _, weight in one.terms))

    def clashing(self, told: Mapping[int, Lines]) -> list[int]:
        """Return the statements that nothing fits which fits what is published and the other statements.

        What the true counts bear out holds together. The others are tried in halves, so that many that fit take one
        question; what is left when too many were asked is taken not to fit.
        """
        kept = dict.fromkeys(lines for lines in told.values() if self._ground.bears_out(lines))
        doubtful = list(dict.fromkeys(lines for lines in told.values() if lines not in kept))
        tries = _MOST_TRIES

        def try_out(some: Sequence[Lines]) -> None:
            nonlocal tries
            tries -= 1
            if some and tries >= 0 and self._possible(_joined([*kept, *some])):
                kept.update(dict.fromkeys(some))
            elif len(some) > 1:
                try_out(some[: len(some) // 2])
                try_out(some[len(some) // 2 :])

        try_out(doubtful)
        return [number for number, lines in told.items() if lines not in kept]

    def _possible(self, lines: Sequence[Constraint[Key]]) -> bool:
        from assistant.figures.attack import AttackError, System, example

        system = self._reader.system
        try:
            example(System(system.variables, (*system.constraints, *lines)))
        except AttackError:
            return False
        return True

    def exposures(self, told: Mapping[int, Lines]) -> Iterable[Exposure]:
        """Yield each low cell that is exposed, with the fewest statements that do it.

        The last of them is left out before the next cell is sought, so that one slip is told of once.
        """
        active = dict(told)
        self._forget_known(key for lines in told.values() for line in lines for key, _ in line.terms)
        for _ in range(_MOST_EXPOSURES):
            key = self._witnesses.exposes(_joined(active.values())) if active else None
            if key is None:
                return
            guilty = self._guilty(key, active)
            yield Exposure((key,) if key in self._ground.cells else (), guilty)
            del active[guilty[-1]]

    def _forget_known(self, keys: Iterable[Key]) -> None:
        """Leave out cells that what is public exposes without the letter: that is said of the tables themselves."""
        from assistant.figures.attack import Constraint

        nothing = tuple(Constraint(((key, 1),), 0, None) for key in dict.fromkeys(keys))
        while (known := self._witnesses.exposes(nothing)) is not None:
            del self._spans[known]
            del self._witnesses

    @cached_property
    def _witnesses(self) -> Witnesses:
        return self._seekers(self._spans)

    def _seekers(self, spans: Mapping[Key, tuple[int, int]]) -> Witnesses:
        from assistant.figures.beside_counts.witnesses import Witnesses

        return Witnesses(self._reader.system, spans, self._ground.true)

    def _guilty(self, key: Key, told: Mapping[int, Lines]) -> tuple[int, ...]:
        """Return the fewest statements, none of which can be spared, that expose a cell."""
        seek = self._seekers({key: self._spans[key]})

        def exposed(numbers: Sequence[int]) -> bool:
            lines = _joined(told[n] for n in numbers)
            return bool(lines) and seek.exposes(lines) is not None

        def needed(base: list[int], rest: list[int], *, fresh: bool) -> list[int]:
            if fresh and exposed(base):
                return []
            if len(rest) == 1:
                return rest
            first, last = rest[: len(rest) // 2], rest[len(rest) // 2 :]
            late = needed([*base, *first], last, fresh=True)
            return [*needed([*base, *late], first, fresh=bool(late)), *late]

        return tuple(sorted(needed([], list(told), fresh=False)))


def _joined(lines: Iterable[Lines]) -> Lines:
    return tuple(line for one in lines for line in one)


def _policy(safe: Protected) -> Policy:
    from assistant.figures.policy import Policy

    return Policy(threshold=safe.threshold, zeros=safe.zeros, mark=safe.mark, round_to=safe.round_to)


def _task(tables: Sequence[tuple[Table, Protected]], released: Sequence[Table], policy: Policy) -> Task:
    """Return the tables as they were protected: which cells are low, which figures they share, what was public."""
    from assistant.figures.earlier.releases import overlap
    from assistant.figures.suppression.linking import linked
    from assistant.figures.suppression.secure import Publication, Task

    publications = [
        Publication(
            table,
            tuple(link for earlier in released for link in overlap(table, earlier, policy).links),
            frozenset(safe.decided),
            frozenset(key for key, reason in safe.reasons.items() if reason == "withheld"),
        )
        for table, safe in tables
    ]
    return Task(publications, policy, linked([table for table, _ in tables]).shared)
