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
from assistant.figures.attack import Constraint
from assistant.figures.attack.published import Known, Reader, Sheet, reader_of_all
from assistant.figures.beside_counts.rules import Ground, Said, Status, withheld
from assistant.figures.beside_counts.statements import AVERAGES, Statement, beyond, coarser, constraints, in_words
from assistant.figures.beside_counts.witnesses import Witnesses
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import Key
from assistant.findings import Finding, Verdict

# Beyond such weights the tolerance of the solver is wider than a person.
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
    if left:
        witnesses = Witnesses(reader.system, secrets, ground.counts)
        talk = _Talk(reader, witnesses, ground, wanted)
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

    def __init__(self, reader: Reader, witnesses: Witnesses, ground: Ground, wanted: Sequence[Statement]) -> None:
        self._exact, self._witnesses, self._ground, self._wanted = reader.exact, witnesses, ground, wanted
        self.answers: dict[int, Said] = {}

    def settle(self, numbers: Sequence[int]) -> None:
        """Answer statements in order.

        What is safe with more is safe with less, so a batch that tells nothing is allowed at once, and
        the outcome is that of asking one by one.
        """
        if not numbers:
            return
        told = [self._told(self._wanted[n]) for n in numbers]
        together = [line for one in told if one is not None for line in one]
        too_fine = None in told
        exposed = None if too_fine else self._witnesses.exposes(together)
        if exposed is None and not too_fine:
            for n, one in zip(numbers, told, strict=True):
                self._allow(n, self._wanted[n], one or (), "as given", "")
        elif len(numbers) == 1:
            self._loosen(numbers[0], self._why(exposed))
        else:
            half = len(numbers) // 2
            self.settle(numbers[:half])
            self.settle(numbers[half:])

    def _loosen(self, number: int, why: str) -> None:
        statement = self._wanted[number]
        for looser in coarser(statement, self._ground.true(statement)):
            told = self._told(looser)
            if told is not None and self._witnesses.exposes(told) is None:
                self._allow(number, looser, told, "coarser", why)
                return
        self.answers[number] = withheld(statement, self._ground.policy, why)

    def _why(self, exposed: Key | None) -> str:
        if exposed is None:
            return "it has more decimals than can be proved safe"
        named = ", ".join(exposed) if exposed in self._ground.figures else "a figure that is withheld"
        return f"it would help to work out {named}"

    def _allow(self, number: int, statement: Statement, told: Told, status: Status, why: str) -> None:
        self._witnesses.say(told)
        self.answers[number] = Said(statement, in_words(statement), status, why)

    def _told(self, statement: Statement) -> Told | None:
        """Return what a statement says of cells not known exactly; None if it is too fine for the solver."""
        left = tuple(beyond(one, self._exact) for one in constraints(statement))
        left = tuple(one for one in left if one.terms)
        return None if any(abs(weight) > _FINEST for one in left for _, weight in one.terms) else left
