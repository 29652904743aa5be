"""What is said beside a table: shares, rates, changes, an order, averages, and what follows from each for its counts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, lcm
from typing import Literal

from assistant.figures.attack.system import Constraint
from assistant.figures.tables import Key

Kind = Literal[
    "share",
    "rate",
    "change",
    "difference",
    "rank",
    "atmost",
    "atleast",
    "mean",
    "median",
    "minimum",
    "maximum",
]
AVERAGES = frozenset({"mean", "median", "minimum", "maximum"})
_COARSER = ((1, 1), (0, 1), (0, 5), (-1, 1))  # one decimal, none, the nearest 5, the nearest 10
_LOOSE = frozenset({"share", "rate", "change", "difference"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said about counts. Its figure may tell a low count, so it is kept out of ``repr``.

    Attributes:
        kind: what is said. A share is ``of`` out of ``base``; a change goes from ``base`` to ``of``, in
            per cent, and a difference in people; ``atmost`` and ``atleast`` bound ``of``; an average is
            one of the people counted in ``of``.
        of: the cell that it is about; of a rank order the largest.
        base: what it is set against.
        per: 100 for a percentage, 1 for a proportion, 1,000 for a rate per thousand.
        population: the public number that a rate is set against, where that is no cell.
        figure: the number said; None for a rank order, and where it is withheld.
        decimals: the decimals of the figure; -1 for the nearest 10.
        multiple: the figure is a multiple of so many of its last place: with no decimals, 5 for the nearest 5.
        more: the further cells of a rank order, largest first.
        places: the printed place of each cell of a rank order, where equal counts share a place; () where
            only the order is given, in which equal counts follow their labels.
        name: what averages are of ("Mean age"); those of one name can be set against each other.
    """

    kind: Kind
    of: Key
    base: Key | None = None
    per: int = 100
    population: int | None = None
    figure: Decimal | None = field(default=None, repr=False)
    decimals: int = 0
    multiple: int = 1
    more: tuple[Key, ...] = ()
    places: tuple[int, ...] = field(default=(), repr=False)
    name: str = ""

    @property
    def step(self) -> Fraction:
        """By how much two figures printed like this one differ at the least."""
        return self.multiple * Fraction(10) ** -self.decimals

    @property
    def cells(self) -> tuple[Key, ...]:
        """The cells that it is about."""
        return (self.of, *((self.base,) if self.base is not None else ()), *self.more)

    def renamed(self, name: Callable[[Key], Key]) -> "Statement":
        """Return the same statement with its cells called otherwise."""
        base = None if self.base is None else name(self.base)
        return replace(self, of=name(self.of), base=base, more=tuple(map(name, self.more)))

    def agrees_with(self, counts: Mapping[Key, int]) -> bool:
        """Tell whether counts bear it out, whichever way a half is rounded. Averages cannot be told from counts."""
        if self.kind == "rank" and not self.places:
            return all(counts[a] >= counts[b] for a, b in pairwise(self.cells))
        return all(holds(one, counts) for one in constraints(self))

    def exactly(self, counts: Mapping[Key, int]) -> Fraction | None:
        """Return the figure before it is rounded; None where there is none, as in a share of nobody."""
        of = counts[self.of]
        base = self.population if self.base is None else counts[self.base]
        if self.kind == "difference":
            return Fraction(of - (base or 0))
        if not base or self.kind not in {"share", "rate", "change"}:
            return None
        return Fraction(self.per * (of - base if self.kind == "change" else of), base)

    def rounded(self, value: Fraction, decimals: int, multiple: int = 1) -> "Statement":
        """Return the statement with a value rounded to so many decimals, halves away from nought."""
        like = replace(self, decimals=decimals, multiple=multiple)
        steps = floor(abs(value) / like.step + Fraction(1, 2)) * (-1 if value < 0 else 1)
        figure = (Decimal(steps * multiple).scaleb(-decimals)).quantize(Decimal(1).scaleb(-max(decimals, 0)))
        return replace(like, figure=figure)


def coarser(statement: Statement, counts: Mapping[Key, int] | None) -> Iterator[Statement]:
    """Yield the statement with ever fewer decimals: one, none, to the nearest 5, to the nearest 10.

    Each is rounded from the counts, for what is rounded twice can be wrong; without counts there is none.
    """
    value = statement.exactly(counts) if counts is not None and statement.kind in _LOOSE else None
    if value is None:
        return
    shift = 2 if statement.kind == "share" and statement.per == 1 else 0
    for decimals, multiple in _COARSER:
        looser = statement.rounded(value, decimals + shift, multiple)
        if looser.step > statement.step:
            yield looser


# --- what follows


def constraints(statement: Statement) -> tuple[Constraint[Key], ...]:
    """Return what follows for the counts, in whole numbers; nothing for averages, which are decided by rule.

    The ends of what a rounded figure stands for are both counted in, since a half can be rounded either
    way. What is set against a base says that the base is not nought. An order alone says of each cell
    that it is no less than the next; where the next comes first by its label, that it is more, since
    equal counts follow their labels.
    """
    if statement.kind in AVERAGES:
        return ()
    if statement.kind == "rank":
        return tuple(_order(statement))
    if statement.figure is None:
        raise ValueError("a statement without its figure says nothing")
    figure, half = Fraction(statement.figure), statement.step / 2
    return tuple(_figures(statement, figure, figure - half, figure + half))


def _order(statement: Statement) -> Iterator[Constraint[Key]]:
    for number, (larger, smaller) in enumerate(pairwise(statement.cells)):
        if statement.places:
            equal = statement.places[number] == statement.places[number + 1]
            yield _linear({larger: 1, smaller: -1}, 0 if equal else 1, 0 if equal else None)
        else:
            yield _linear({larger: 1, smaller: -1}, 1 if larger > smaller else 0, None)


def _figures(statement: Statement, figure: Fraction, low: Fraction, high: Fraction) -> Iterator[Constraint[Key]]:
    of, base, per = statement.of, statement.base, statement.per
    if statement.kind in {"atmost", "atleast"}:
        ends = (None, figure) if statement.kind == "atmost" else (figure, None)
        yield _linear({of: 1}, *ends)
    elif base is None:
        population = statement.population
        if statement.kind != "rate" or not population:
            raise ValueError(f"a {statement.kind} is set against something")
        yield _linear({of: 1}, low * population / per, high * population / per)
    elif statement.kind == "difference":
        if of != base:
            yield _linear({of: 1, base: -1}, low, high)
    else:
        yield _linear({base: 1}, 1, None)
        if of != base:
            whole = per if statement.kind == "change" else 0
            yield _linear({of: per, base: -(whole + low)}, 0, None)
            yield _linear({of: per, base: -(whole + high)}, None, 0)


def _linear(
    terms: Mapping[Key, Fraction | int], low: Fraction | int | None, high: Fraction | int | None
) -> Constraint[Key]:
    """Return a constraint with whole weights that have no divisor in common, and whole ends."""
    left = {key: Fraction(weight) for key, weight in terms.items() if weight}
    scale = Fraction(lcm(*(weight.denominator for weight in left.values())))
    scale /= gcd(*(int(weight * scale) for weight in left.values())) or 1
    return Constraint(
        tuple((key, int(weight * scale)) for key, weight in left.items()),
        None if low is None else ceil(low * scale),
        None if high is None else floor(high * scale),
    )


def holds(constraint: Constraint[Key], counts: Mapping[Key, int]) -> bool:
    """Tell whether counts satisfy a constraint."""
    value = sum(weight * counts[key] for key, weight in constraint.terms)
    above = constraint.low is None or value >= constraint.low
    return above and (constraint.high is None or value <= constraint.high)


def beyond(constraint: Constraint[Key], exact: Mapping[Key, int]) -> Constraint[Key]:
    """Return what a constraint says of the cells that are not known exactly."""
    told = sum(weight * exact[key] for key, weight in constraint.terms if key in exact)
    left = {key: weight for key, weight in constraint.terms if key not in exact}
    low, high = (None if end is None else int(end) - told for end in (constraint.low, constraint.high))
    return _linear(left, low, high)


# --- in words


def in_words(statement: Statement) -> str:
    """Return what is printed: "43.2%", "about 45%", "up 50%", "12.3 per 1,000", "North, West, East"."""
    if statement.kind == "rank":
        return ", ".join(_told_apart(statement.cells))
    if statement.figure is None:
        raise ValueError("a statement without its figure has no words")
    figure = statement.figure
    about = "about " if statement.multiple > 1 or statement.decimals < 0 else ""
    size = f"{about}{abs(figure):,f}" + ("%" if statement.kind in {"share", "change"} and statement.per == 100 else "")
    if statement.kind in {"change", "difference"}:
        return f"{'up' if figure > 0 else 'down'} {size}" if figure else f"{about}no change"
    if statement.kind in {"atmost", "atleast"}:
        return f"at {statement.kind[2:]} {figure:,f}"
    if statement.kind in AVERAGES:
        return f"{figure:,f}"
    return f"{size} per {statement.per:,}" if statement.kind == "rate" else size


def _told_apart(cells: tuple[Key, ...]) -> list[str]:
    """Name cells by the labels in which they differ."""
    differing = [place for place in range(len(cells[0])) if len({cell[place] for cell in cells}) > 1]
    return [", ".join(cell[place] for place in differing or range(len(cell))) for cell in cells]
