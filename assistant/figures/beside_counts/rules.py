"""What is said or withheld beside tables by rule, before anything is tried on the attack; ``sayable`` has the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.figures.attack.published import Reader, Sheet, cell_name
from assistant.figures.beside_counts.statements import AVERAGES, Statement, in_words
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import Key

Status = Literal["as given", "coarser", "withheld"]


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


def withheld(statement: Statement, policy: Policy, reason: str) -> Said:
    return Said(replace(statement, figure=None, places=()), policy.mark, "withheld", reason)


class Ground:
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
        self.counts = {key: count.value for key, count in counts.items() if count is not None}

    def true(self, statement: Statement) -> Mapping[Key, int] | None:
        """Return the counts of a statement's cells; None where the file itself hides one."""
        if any(cell not in self.counts for cell in statement.cells):
            return None
        return {cell: self.counts[cell] for cell in statement.cells}

    def by_rule(self, statement: Statement) -> Said | None:
        """Return the answer to a statement that the rules withhold; None for one that is left to the attack."""
        counts = self.true(statement)
        if counts is not None and not statement.agrees_with(counts):
            return withheld(statement, self.policy, "it does not agree with the table's own counts")
        if statement.kind in {"share", "rate", "change"} and self.figures[statement.of] is None:
            return withheld(statement, self.policy, "the figure that it is of is withheld")
        return None

    def averages(self, wanted: Sequence[Statement], reader: Reader) -> dict[int, Said]:
        """Answer every average that is wanted."""
        asked = {n: one for n, one in enumerate(wanted) if one.kind in AVERAGES}
        answers = {n: self._average(one, reader) for n, one in asked.items()}
        while left := [n for n, said in answers.items() if self._leaves_few(n, asked, answers)]:
            why = "with those of its parts it would give the mean of a few people who are left over"
            answers |= {n: withheld(asked[n], self.policy, why) for n in left}
        return answers

    def _average(self, statement: Statement, reader: Reader) -> Said:
        shown, count = self.figures.get(statement.of), self.counts.get(statement.of)
        if shown is None or count is None:
            return withheld(statement, self.policy, "the number of people that it is of is not given")
        if count < self.policy.threshold:
            return withheld(statement, self.policy, "it is of too few people")
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
            return withheld(statement, self.policy, why)
        value = Fraction(statement.figure)
        for decimals in range(statement.decimals - 1, -1, -1):
            looser = statement.rounded(value, decimals)
            # What was rounded already cannot be rounded again from a half.
            if least * looser.step >= 1 and (value / looser.step) % 1 != Fraction(1, 2):
                return Said(looser, in_words(looser), "coarser", why)
        return withheld(statement, self.policy, why)

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
        whole = self.counts[statement.of]
        for parts in self._parts(statement.of):
            over = whole - sum(self.counts[part] for part in parts if part in given)
            if not given.issuperset(parts) and 0 < over < self.policy.threshold:
                return True
        return False

    def _parts(self, name: Key) -> Iterable[list[Key]]:
        sheet, key = self._at[name]
        for place, dimension in enumerate(sheet.dimensions):
            parts = [(*key[:place], label, *key[place + 1 :]) for label in dimension.parts(key[place])]
            if parts:
                yield [self._name[id(sheet), part] for part in parts if part in sheet.cells]
