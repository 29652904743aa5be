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

from assistant.errors import TableError
from assistant.figures.attack import AttackError, Constraint, System, ruled_out
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.published import Known, Reader, Sheet, reader_of_all
from assistant.figures.rules import Ground, Said, Status, withheld
from assistant.figures.statements import AVERAGES, Statement, beyond, coarser, constraints, in_words
from assistant.figures.tables import Key
from assistant.findings import Finding, Verdict

# Weights beyond this and the tolerance of the solver could hide that a value is ruled out.
_FINEST = 10**5
_NAMED = 3
Told = tuple[Constraint[Key], ...]


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
    ground = Ground(sheets, counts, policy)
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


def _require_cells(wanted: Iterable[Statement], ground: Ground) -> None:
    for one in wanted:
        for cell in one.cells:
            if cell not in ground.figures and one.kind not in AVERAGES:
                raise TableError(
                    f"something is said of a figure that no table has ({', '.join(cell)})",
                    where="what is said beside the tables",
                    todo="Name it by the labels of the table.",
                )


def _places(cells: Iterable[Key]) -> str:
    named = list(dict.fromkeys(", ".join(cell) for cell in cells))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return "; ".join(named[:_NAMED]) + more


# --- by attack


class _Talk:
    """Statements that are tried on the attack, one after the other; many at once where none of them tells anything."""

    def __init__(
        self, reader: Reader, secrets: Mapping[Key, tuple[int, int]], ground: Ground, wanted: Sequence[Statement]
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
        self.answers[number] = withheld(statement, self._ground.policy, why)

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
