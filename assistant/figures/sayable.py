"""What may be said beside tables of people, given what is hidden in them.

A statement with its figure is one more thing that a reader knows. It is allowed if, with everything
published and everything allowed before it, the attack still rules out no low value of any cell that is
protected. Else it is tried with fewer decimals, and withheld at last. Some things are decided by rule:

* A share, rate or change *of* a hidden figure is withheld. Deciding by what it would tell would itself
  tell the low ones among the hidden figures from those hidden to protect them.
* A mean, median, lowest or highest value is given only where its count is shown, and shows the threshold
  or more. Averages then stand where counts stand: sums of values add up as counts do, so whoever cannot
  work a hidden count out cannot work out what its people add up to either. A mean of a total whose other
  parts' means leave fewer than the threshold over is withheld too. A mean beside a hidden count would tell
  it, for few whole ages have a mean of 34.3; beside a rounded count it is given no finer than every
  count that the figure can stand for could bear.

What stays undecided: that a figure was coarsened or withheld can tell somebody who tries each possible
count in turn a little more. The same is true of every choice of cells to hide; it is not reckoned with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.errors import TableError
from assistant.figures.attack import AttackError, Constraint, System, ruled_out
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.published import Known, Reader, Sheet, cell_name, reader_of_all
from assistant.figures.statements import AVERAGES, Statement, beyond, coarser, constraints, in_words
from assistant.figures.tables import Key
from assistant.findings import Finding, Verdict

# Weights beyond this and the tolerance of the solver could hide that a value is ruled out.
_FINEST = 10**5
_NAMED = 3
Status = Literal["as given", "coarser", "withheld"]
Told = tuple[Constraint[Key], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a statement.

    Attributes:
        statement: what is said; without its figure where it is withheld.
        text: what is printed; the mark where it is withheld.
        status: whether it is said as it was wanted.
        reason: why not, for the officer alone; "" where it is said as wanted.
    """

    statement: Statement
    text: str
    status: Status
    reason: str = ""


def what_may_be_said(
    sheets: Sequence[Sheet],
    counts: Mapping[Key, Count | None],
    policy: Policy,
    wanted: Sequence[Statement],
    secrets: Mapping[Key, tuple[int, int]],
    known: Sequence[Known] = (),
) -> tuple[Said, ...]:
    """Decide of each statement whether it may be said; the first ones wanted come first.

    Args:
        sheets: the tables as they are published.
        counts: the true counts, by the names that ``cell_name`` gives the cells.
        policy: what is low, and how it is hidden.
        wanted: the statements, about cells by the same names.
        secrets: what each protected cell must still be able to be.
        known: what is public besides.

    Returns:
        One answer for each statement, in the same order.

    Raises:
        AttackError: what is published contradicts itself.
        TableError: a statement is about a cell that no table has.
    """
    ground = _Ground(sheets, counts, policy)
    _require_cells(wanted, ground)
    reader = reader_of_all(sheets, policy, known)
    answers = ground.averages(wanted, reader)
    answers |= {n: said for n, one in enumerate(wanted) if n not in answers and (said := ground.by_rule(one))}
    left = [n for n in range(len(wanted)) if n not in answers]
    talk = _Talk(reader, secrets, ground, wanted)
    talk.settle(left)
    answers |= talk.answers
    return tuple(answers[n] for n in range(len(wanted)))


def constraints_said(said: Iterable[Said]) -> tuple[Constraint[Key], ...]:
    """Return what a reader learns from what is said: for ``reader_of_all`` and for later releases."""
    return tuple(told for one in said if one.status != "withheld" for told in constraints(one.statement))


def findings_on(said: Iterable[Said]) -> tuple[Finding, ...]:
    """Return what an officer should look at in what is said: shares that tell of everybody, and of one alone."""
    given = [one.statement for one in said if one.status != "withheld"]
    whole = [one for one in given if one.kind == "share" and one.figure in {0, one.per}]
    whole = [one for one in whole if one.base != one.of]
    alone = [one for one in given if one.kind in {"minimum", "maximum"}]
    found = []
    if whole:
        found.append(
            Finding(
                "count.group",
                Verdict.REVIEW,
                f"A share says all or none of a group ({_places(one.of for one in whole)}), which tells something "
                "about each of them.",
                "Consider whether anybody can be known to be in the group; if so, merge categories or leave it out.",
            )
        )
    if alone:
        found.append(
            Finding(
                "count.group",
                Verdict.REVIEW,
                f"A lowest or highest value ({_places(one.of for one in alone)}) is that of one person.",
                "Consider whether that person can be known; if so, give an average or a band instead.",
            )
        )
    return tuple(found)


def _require_cells(wanted: Iterable[Statement], ground: "_Ground") -> None:
    for one in wanted:
        for cell in one.cells:
            if cell not in ground.figures and one.kind not in AVERAGES:
                raise TableError(
                    f"something is said of a figure that no table has ({', '.join(cell)})",
                    where="what is said beside the tables",
                    todo="Name it by the labels of the table.",
                )


def _withheld(statement: Statement, policy: Policy, reason: str) -> Said:
    return Said(replace(statement, figure=None, places=()), policy.mark, "withheld", reason)


def _places(cells: Iterable[Key]) -> str:
    named = list(dict.fromkeys(", ".join(cell) for cell in cells))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return "; ".join(named[:_NAMED]) + more


# --- by rule


class _Ground:
    """The tables, and the rules that need no attack."""

    def __init__(self, sheets: Sequence[Sheet], counts: Mapping[Key, Count | None], policy: Policy) -> None:
        self.policy = policy
        self.figures: dict[Key, int | None] = {}
        self._at: dict[Key, tuple[Sheet, Key]] = {}
        self._name: dict[tuple[int, Key], Key] = {}
        for number, sheet in enumerate(sheets):
            for key, figure in sheet.cells.items():
                name = cell_name(len(sheets), number, key)
                self.figures[name], self._at[name], self._name[id(sheet), key] = figure, (sheet, key), name
        self._counts = {key: count.value for key, count in counts.items() if count is not None}

    def true(self, statement: Statement) -> Mapping[Key, int] | None:
        """Return the counts of a statement's cells; None where the file itself hides one."""
        if any(cell not in self._counts for cell in statement.cells):
            return None
        return {cell: self._counts[cell] for cell in statement.cells}

    def by_rule(self, statement: Statement) -> Said | None:
        """Return the answer to a statement that the rules withhold; None for one that is left to the attack."""
        counts = self.true(statement)
        if counts is not None and not statement.agrees_with(counts):
            return _withheld(statement, self.policy, "it does not agree with the table's own counts")
        if statement.kind in {"share", "rate", "change"} and self.figures[statement.of] is None:
            return _withheld(statement, self.policy, "the figure that it is of is withheld")
        return None

    def averages(self, wanted: Sequence[Statement], reader: Reader) -> dict[int, Said]:
        """Answer every average that is wanted."""
        asked = {n: one for n, one in enumerate(wanted) if one.kind in AVERAGES}
        answers = {n: self._average(one, reader) for n, one in asked.items()}
        while left := [n for n, said in answers.items() if self._leaves_few(n, asked, answers)]:
            why = "with those of its parts it would give the mean of a few people who are left over"
            answers |= {n: _withheld(asked[n], self.policy, why) for n in left}
        return answers

    def _average(self, statement: Statement, reader: Reader) -> Said:
        shown, count = self.figures.get(statement.of), self._counts.get(statement.of)
        if shown is None or count is None:
            return _withheld(statement, self.policy, "the number of people that it is of is not given")
        if count < self.policy.threshold:
            return _withheld(statement, self.policy, "it is of too few people")
        if statement.of in reader.exact:
            return Said(statement, in_words(statement), "as given")
        least = reader.system.variables[statement.of][0]
        return self._of_rounded(statement, least)

    def _of_rounded(self, statement: Statement, least: float) -> Said:
        """Give an average beside a rounded count: any count from the least must have whole values of that mean."""
        why = "beside a rounded figure it would tell what the figure was"
        if statement.kind != "mean" or least * statement.step >= 1:
            return Said(statement, in_words(statement), "as given")
        if statement.figure is None or least < 1:
            return _withheld(statement, self.policy, why)
        value = Fraction(statement.figure)
        for decimals in range(statement.decimals - 1, -1, -1):
            looser = statement.rounded(value, decimals)
            # What was rounded already cannot be rounded again from a half.
            if least * looser.step >= 1 and (value / looser.step) % 1 != Fraction(1, 2):
                return Said(looser, in_words(looser), "coarser", why)
        return _withheld(statement, self.policy, why)

    def _leaves_few(self, number: int, asked: Mapping[int, Statement], answers: Mapping[int, Said]) -> bool:
        """Tell whether a given mean, less the given means of the parts of its group, is that of a few people."""
        statement = asked[number]
        if statement.kind != "mean" or answers[number].status == "withheld":
            return False
        given = {
            asked[n].of
            for n, said in answers.items()
            if said.status != "withheld" and (asked[n].kind, asked[n].name) == ("mean", statement.name)
        }
        whole = self._counts[statement.of]
        for parts in self._parts(statement.of):
            over = whole - sum(self._counts[part] for part in parts if part in given)
            if not given.issuperset(parts) and 0 < over < self.policy.threshold:
                return True
        return False

    def _parts(self, name: Key) -> Iterable[list[Key]]:
        sheet, key = self._at[name]
        for place, dimension in enumerate(sheet.dimensions):
            parts = [(*key[:place], label, *key[place + 1 :]) for label in dimension.parts(key[place])]
            if parts:
                yield [self._name[id(sheet), part] for part in parts if part in sheet.cells]


# --- by attack


class _Talk:
    """Statements that are tried on the attack, one after the other; many at once where none of them tells anything."""

    def __init__(
        self, reader: Reader, secrets: Mapping[Key, tuple[int, int]], ground: _Ground, wanted: Sequence[Statement]
    ) -> None:
        self._reader, self._secrets, self._ground, self._wanted = reader, secrets, ground, wanted
        self._said: list[Constraint[Key]] = list(reader.system.constraints)
        self._touching: dict[Key, list[int]] = {}
        for number, one in enumerate(self._said):
            self._note(number, one)
        self.answers: dict[int, Said] = {}

    def settle(self, numbers: Sequence[int]) -> None:
        """Answer statements in order.

        What is safe with more is safe with less, so a batch that tells nothing is allowed at once, and
        the outcome is that of asking one by one.
        """
        told = [self._told(self._wanted[n]) for n in numbers]
        if not numbers:
            return
        fine = [n for n, one in zip(numbers, told, strict=True) if one is not None]
        if len(fine) == len(numbers) and not self._finds_out([c for one in told for c in one or ()]):
            for n, one in zip(numbers, told, strict=True):
                self._allow(n, self._wanted[n], one or (), "as given", "")
        elif len(numbers) == 1:
            self._loosen(numbers[0])
        else:
            half = len(numbers) // 2
            self.settle(numbers[:half])
            self.settle(numbers[half:])

    def _loosen(self, number: int) -> None:
        statement = self._wanted[number]
        why = self._why(statement)
        for looser in coarser(statement, self._ground.true(statement)):
            told = self._told(looser)
            if told is not None and not self._finds_out(told):
                self._allow(number, looser, told, "coarser", why)
                return
        self.answers[number] = _withheld(statement, self._ground.policy, why)

    def _why(self, statement: Statement) -> str:
        told = self._told(statement)
        if told is None:
            return "it has more decimals than can be proved safe"
        exposed = self._finds_out(told)
        if not exposed or any(one not in self._ground.figures for one in exposed):
            return "it would help to work out a figure that is withheld"
        return f"it would help to work out {_places(exposed)}"

    def _allow(self, number: int, statement: Statement, told: Told, status: Status, why: str) -> None:
        for one in told:
            self._note(len(self._said), one)
            self._said.append(one)
        self.answers[number] = Said(statement, in_words(statement), status, why)

    def _note(self, number: int, constraint: Constraint[Key]) -> None:
        for key, _ in constraint.terms:
            self._touching.setdefault(key, []).append(number)

    def _told(self, statement: Statement) -> Told | None:
        """Return what a statement says of cells not known exactly; None if it is too fine for the solver."""
        left = tuple(beyond(one, self._reader.exact) for one in constraints(statement))
        left = tuple(one for one in left if one.terms)
        return None if any(abs(weight) > _FINEST for one in left for _, weight in one.terms) else left

    def _finds_out(self, told: Sequence[Constraint[Key]]) -> list[Key]:
        """Return the protected cells of which something is ruled out when this is said as well."""
        if not told:
            return []
        system = self._around(told)
        asked = {key: span for key, span in self._secrets.items() if key in system.variables}
        try:
            return [key for key, values in ruled_out(system, asked).items() if values]
        except AttackError:  # what was not answered is not proved
            return list(asked) or [told[0].terms[0][0]]

    def _around(self, told: Sequence[Constraint[Key]]) -> System[Key]:
        """Return what a reader knows that hangs together with something, and that."""
        reached = dict.fromkeys(key for one in told for key, _ in one.terms)
        lines: dict[int, None] = {}
        queue = list(reached)
        while queue:
            for number in self._touching.get(queue.pop(), ()):
                if number in lines:
                    continue
                lines[number] = None
                new = [key for key, _ in self._said[number].terms if key not in reached]
                reached |= dict.fromkeys(new)
                queue += new
        ranges = self._reader.system.variables
        kept = {key: span for key, span in ranges.items() if key in reached}
        return System(kept, (*(self._said[number] for number in sorted(lines)), *told))
