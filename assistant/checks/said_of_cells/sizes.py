"""What a number of a letter allows a count to be: "54", "about 50", "at least 10", "43.2%", "two thirds".

A figure with decimals stands for all that rounds to it, both halves counted in. A vague word ("about", "nearly")
promises no rule of rounding: it leaves a whole step of the figure's own roundness either way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Kind, Quantity
from assistant.checks.numbers.wordset import wordset
from assistant.checks.said_of_cells.cells import Terms
from assistant.figures.attack.system import Constraint
from assistant.figures.tables import Key

_ABOUT = wordset("about around roughly approximately approx some circa c ~ say")
_NEARLY = wordset("nearly almost just")
_ABOVE = (("more", "than"), ("at", "least"), ("not", "less", "than"), ("over",), ("exceeded",), ("above",))
_BELOW = (("less", "than"), ("fewer", "than"), ("at", "most"), ("up", "to"), ("under",), ("below",))
_PARTS = frozenset({Kind.FRACTION, Kind.RATIO})
_LOOSE = Fraction(1, 40)
_LARGEST_DENOMINATOR = 20
Lines = tuple[Constraint[Key], ...]


@dataclass(frozen=True, slots=True)
class Size:
    """What a number allows.

    Attributes:
        low: the least that it can stand for.
        high: the greatest; None where there is no limit.
        said: the number as it stands.
        per: 100 for a percentage, 1 for a fraction, 0 for a count.
    """

    low: Fraction
    high: Fraction | None
    said: Fraction
    per: int = 0

    def of_count(self, terms: Terms) -> Constraint[Key]:
        """Return that cells add up to it."""
        return Constraint(tuple(terms.items()), ceil(self.low), None if self.high is None else floor(self.high))

    def of_average(self, terms: Terms, many: int) -> Constraint[Key]:
        """Return that it is the average of cells over so many."""
        high = None if self.high is None else floor(self.high * many)
        return Constraint(tuple(terms.items()), ceil(self.low * many), high)

    def of_share(self, of: Terms, base: Terms) -> Iterator[Lines]:
        """Yield that cells are this share of others: exactly, and for a fraction loosely too."""
        yield tuple(_ratio(of, base, self.low, self.high, self.per))
        if self.per == 1 and self.low == self.high:
            yield tuple(_ratio(of, base, self.low - _LOOSE, self.low + _LOOSE, 1))

    def of_change(self, of: Terms, base: Terms, turn: int) -> Iterator[Lines]:
        """Yield that cells are up (1) or down (-1) by this share on others."""
        if self.high is not None:
            low, high = sorted((self.per + turn * self.low, self.per + turn * self.high))
            yield tuple(_ratio(of, base, low, high, self.per))


def size_of(prose: Prose, quantity: Quantity) -> Size:
    """Return what a number allows."""
    low, high = Fraction(str(quantity.low)), None if quantity.high is None else Fraction(str(quantity.high))
    if quantity.kind in _PARTS:
        low = high = Fraction(quantity.low).limit_denominator(_LARGEST_DENOMINATOR)
        return _bounded(prose, quantity, Size(low, high, low, 1))
    if low != high:
        return _range(prose, quantity, low, high)
    decimals = _decimals(prose.words[quantity.core])
    half = Fraction(1, 2 * 10**decimals)
    if quantity.kind is Kind.PERCENT:
        return _bounded(prose, quantity, Size(low - half, low + half, low, 100))
    if prose.word(quantity.token - 1) in _ABOUT:
        return Size(max(low - _step(low), Fraction(0)), low + _step(low), low)
    return Size(low - half, low + half, low) if decimals else Size(low, low, low)


def as_percentage(prose: Prose, quantity: Quantity) -> Size:
    """Return what a number allows that stands under a heading of percentages."""
    said, half = Fraction(str(quantity.low)), Fraction(1, 2 * 10 ** _decimals(prose.words[quantity.core]))
    return Size(said - half, said + half, said, 100)


def averaged(size: Size) -> Size:
    """Return what a whole number allows an average to be, which may have been rounded to it."""
    half = Fraction(1, 2)
    return Size(size.said - half, size.said + half, size.said) if size.low == size.high else size


def _range(prose: Prose, quantity: Quantity, low: Fraction, high: Fraction | None) -> Size:
    if quantity.kind is Kind.PERCENT:
        return Size(low, high, low, 100)
    if high is None and prose.word(quantity.token - 1) == "just":
        return Size(low, low - 1 + _step(low - 1), low)
    if high is not None and prose.word(quantity.token) in _NEARLY:
        return Size(high + 1 - _step(high + 1), high, high + 1)
    return Size(low, high, low)


def _bounded(prose: Prose, quantity: Quantity, size: Size) -> Size:
    """Return a share with the bound that words before it set ("more than half", "about 45%")."""
    before = tuple(prose.words[max(quantity.token - 3, 0) : quantity.token])
    step = _step(size.said) if size.per == 100 else Fraction(1, 10)
    if before[-1:] and before[-1] in _ABOUT:
        return Size(size.said - step, size.said + step, size.said, size.per)
    if before[-1:] and before[-1] in _NEARLY:
        return Size(size.said - step, size.said, size.said, size.per)
    if any(before[-len(words) :] == words for words in _ABOVE):
        return Size(size.said, Fraction(size.per), size.said, size.per)
    if any(before[-len(words) :] == words for words in _BELOW):
        return Size(Fraction(0), size.said, size.said, size.per)
    return size


def _step(said: Fraction) -> Fraction:
    """Return how round a number is: 10 for 50 and 110, 5 for 45, 100 for 1,200, 1 for 54."""
    steps = [10**n for n in range(1, 9) if said % 10**n == 0 and 10**n <= said]
    return Fraction(max(steps, default=5 if said % 5 == 0 and said else 1))


def _decimals(word: str) -> int:
    return len(word.split(".")[1]) if "." in word else 0


def _ratio(of: Terms, base: Terms, low: Fraction, high: Fraction | None, per: int) -> Iterator[Constraint[Key]]:
    yield scaled(_minus(of, per, base, low), 0, 0 if low == high else None)
    if high is not None and low != high:
        yield scaled(_minus(of, per, base, high), None, 0)


def _minus(of: Terms, per: int, base: Terms, share: Fraction) -> Mapping[Key, Fraction]:
    found = {key: Fraction(weight * per) for key, weight in of.items()}
    for key, weight in base.items():
        found[key] = found.get(key, Fraction(0)) - share * weight
    return {key: weight for key, weight in found.items() if weight}


def scaled(terms: Mapping[Key, Fraction], low: int | None, high: int | None) -> Constraint[Key]:
    """Return a constraint with whole weights; its ends are nought or open."""
    scale = lcm(*(weight.denominator for weight in terms.values()))
    weights = {key: int(weight * scale) for key, weight in terms.items()}
    common = gcd(*weights.values()) or 1
    return Constraint(tuple((key, weight // common) for key, weight in weights.items()), low, high)
