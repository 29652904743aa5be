"""One quantity of a letter: where it stands, what it can be, what it counts."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a number is there for."""

    CITATION = "citation"
    DATE = "date"
    PERIOD = "period"
    AGE = "age"
    MONEY = "money"
    TIME = "time"
    REFERENCE = "reference"
    CONTACT = "contact"
    LIST_NUMBER = "list-number"
    GRADE = "grade"
    STATISTIC = "statistic-elsewhere"
    PERCENTAGE = "percentage"
    PEOPLE = "count-of-people"
    THINGS = "count-of-things"
    STRUCTURE = "structure"
    MEASURE = "measure"
    UNKNOWN = "unknown"
    WORD = "word"


class Kind(StrEnum):
    """How a number is expressed."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    PERCENT = "percent"
    RATIO = "ratio"
    RANGE = "range"
    BOUND = "bound"
    IDIOM = "idiom"
    FREQUENCY = "frequency"
    INVERSE = "inverse"
    ZERO = "zero"
    WELSH = "welsh"
    ROMAN = "roman"
    LETTERS = "letters"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Expression:
    """A quantity as parsed, before its role is known; ``first`` to ``last`` are tokens.

    Attributes:
        first: the first token, with words such as "fewer than".
        core: the first token of the number itself.
        last: the token after the last one.
        low: the least it can be.
        high: the most it can be; none where the words set no limit.
        kind: how it is expressed.
        suffix: a word that is part of it and tells its role ("%", "million").
    """

    first: int
    core: int
    last: int
    low: float
    high: float | None
    kind: Kind
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that the letter states, with its role.

    Attributes:
        start: offset in the letter of the first character.
        end: offset after the last one.
        text: the words between them.
        low: the least it can be.
        high: the most it can be; none where the words set no limit.
        kind: how it is expressed.
        role: what it is there for.
        unit: the words that say what is counted; empty where none do.
        noun: the noun among them that decided, as the lists have it.
        token: its first token, for checks that read on in the same sentence.
        after: the token after its last one.
        core: the first token of the number itself.
    """

    start: int
    end: int
    text: str
    low: float
    high: float | None
    kind: Kind
    role: Role
    unit: str
    noun: str
    token: int
    after: int
    core: int

    @property
    def exact(self) -> int | None:
        """The whole number that it states, if it states one."""
        if self.high == self.low and float(self.low).is_integer() and self.kind is not Kind.PERCENT:
            return int(self.low)
        return None

    def is_low(self, threshold: int, *, zeros_hidden: bool = False) -> bool:
        """Tell whether it says more than that a count is below the threshold.

        The contract: of a low count nobody may learn more than that it lies between 1 (0 where
        zeros are hidden) and the threshold less one.
        """
        floor = 0 if zeros_hidden else 1
        if self.high is None or self.high >= threshold or self.high < floor:
            return False
        if self.low == self.high and not float(self.low).is_integer():
            return False  # 3.9 is a rate or a mean
        return not (self.low <= floor and self.high >= threshold - 1)
