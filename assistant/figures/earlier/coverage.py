"""Which labels of one table lie within a label of another: the same label, a part of an area, a month of a year.

Labels are matched by their words, whatever the case; by what each table says is the sum of what; and, where they name
periods, by their months. A table whose title alone names a period is taken to have it as a dimension of one category.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.figures.earlier.periods import Period, period_in, period_of, periods_of
from assistant.figures.tables import TOTAL, Dimension, Key

_NAMELESS = frozenset({"row", "column"})
_PERIOD = "(period)"


@dataclass(frozen=True, slots=True)
class Within:
    """Labels that lie within a label of another table.

    Attributes:
        labels: they share no case.
        whole: together they are all of it.
    """

    labels: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension with the periods of its labels.

    Attributes:
        dimension: with its categories.
        periods: of the categories that name one.
        titled: it stands for the period in the table's title, and no cell's label is of it.
    """

    dimension: Dimension
    periods: Mapping[str, Period] = field(default_factory=dict, hash=False)
    titled: bool = False

    @property
    def of_periods(self) -> bool:
        """Whether most of its categories are periods."""
        return 2 * len(self.periods) >= max(len(self.dimension.categories), 1)

    def span(self, label: str) -> Period | None:
        """Return the period of a label, or of what adds up to it where that is one run of months."""
        if label in self.periods or not self.periods:
            return self.periods.get(label)
        parts = sorted(one for part in self.dimension.parts(label) if (one := self.span(part)) is not None)
        if not parts or len(parts) < len(self.dimension.parts(label)):
            return None
        joined = all(b.start == a.end + 1 for a, b in pairwise(parts))
        return Period(parts[0].start, parts[-1].end) if joined else None


def axes_of(
    dimensions: Sequence[Dimension], title: str, period: str = "", until: tuple[int, int] | None = None
) -> tuple[Axis, ...]:
    """Return the dimensions of a table as axes, with the period that its title names as one more.

    Args:
        dimensions: of the table.
        title: of the table.
        period: what it is about, if that is known otherwise.
        until: the year and month in which "to date" ended, if known.
    """
    named = period_of(period) if period else None
    stated = (period, named) if named else period_in(title)
    whole = stated[1] if stated else None
    axes = []
    for dimension in dimensions:
        found = periods_of(dimension.categories, whole)
        closed = {label: one.until(*until) if until else one for label, one in found.items()}
        axes.append(Axis(dimension, closed))
    if stated is None or any(axis.periods and axis.of_periods for axis in axes):
        return tuple(axes)
    one = stated[1].until(*until) if until else stated[1]
    return (*axes, Axis(Dimension(_PERIOD, (stated[0],)), {stated[0]: one}, titled=True))


def matched(axes: Sequence[Axis], others: Sequence[Axis]) -> tuple[int | None, ...]:
    """Return of each axis the place of the one that it corresponds to in another table, or None."""
    places: list[int | None] = []
    for axis in axes:
        free = [n for n in range(len(others)) if n not in places]
        places.append(_match(axis, [(n, others[n]) for n in free]))
    return tuple(places)


def _match(axis: Axis, others: Sequence[tuple[int, Axis]]) -> int | None:
    if axis.periods and axis.of_periods:
        periodic = next((n for n, other in others if other.periods and other.of_periods), None)
        if periodic is not None:
            return periodic
    name = axis.dimension.name.casefold()
    if name not in _NAMELESS:
        for n, other in others:
            if other.dimension.name.casefold() == name:
                return n
    labels = {plain(label) for label in axis.dimension.categories}
    shared = {n: len(labels & {plain(label) for label in other.dimension.categories}) for n, other in others}
    best = max(shared.values(), default=0)
    return next(n for n, number in shared.items() if number == best) if best else None


def plain(label: str) -> str:
    """Return a label as it is compared."""
    return " ".join(label.casefold().split())


class Lens:
    """Looks at the labels of one axis through those of another."""

    def __init__(self, mine: Axis, other: Axis) -> None:
        self._mine, self._other = mine, other
        self._names = {plain(label): label for label in other.dimension.categories}
        self._found: dict[str, Within | None] = {}

    def within(self, label: str) -> Within | None:
        """Return what of the other axis lies within a label of this one; None where nothing does."""
        if label not in self._found:
            self._found[label] = self._look(label)
        return self._found[label]

    def apart(self, label: str) -> bool:
        """Tell whether nothing of the other axis has a case in common with a label of this one, as far as is known."""
        span = self._mine.span(label)
        return self.within(label) is None and not (
            span and any(span.meets(theirs) for theirs in self._other.periods.values())
        )

    def _look(self, label: str) -> Within | None:
        mine, other = self._mine.dimension, self._other.dimension
        if label == TOTAL and not (mine.categories and other.categories):
            return Within((TOTAL,), whole=True)
        if not mine.parts(label) and self._mine.span(label) is None:
            same = self._names.get(plain(label))
            return Within((same,), whole=True) if same else None
        below = {plain(one) for one in _below(mine, label)}
        chosen = self._apart(self._collect(TOTAL, label, below))
        return Within(chosen, self._whole(label, chosen)) if chosen else None

    def _collect(self, candidate: str, label: str, below: set[str]) -> list[str]:
        """Return a label of the other axis if it lies within, else those of its parts that do."""
        if self._inside(candidate, label, below):
            return [candidate]
        return [one for part in self._other.dimension.parts(candidate) for one in self._collect(part, label, below)]

    def _inside(self, candidate: str, label: str, below: set[str]) -> bool:
        mine, theirs = self._mine.span(label), self._other.span(candidate)
        named = candidate != TOTAL and plain(candidate) in below
        if mine and theirs:
            # The same words mean the same months, unless the year is in the title ("January").
            return mine.covers(theirs) or (candidate == label != TOTAL and not _year_from_title(label))
        parts = self._other.dimension.parts(candidate)
        if named or (parts and all(self._inside(part, label, below) for part in parts)):
            return True
        return candidate != TOTAL and any(
            plain(one) == plain(label) for one in self._other.dimension.over(candidate)[:-1]
        )

    def _apart(self, chosen: Sequence[str]) -> tuple[str, ...]:
        """Leave out a period that lies within another one of those chosen."""
        spans = {one: span for one in chosen if (span := self._other.span(one)) is not None}
        return tuple(
            one
            for one in chosen
            if one not in spans or not any(span.covers(spans[one]) and span != spans[one] for span in spans.values())
        )

    def _whole(self, label: str, chosen: Sequence[str]) -> bool:
        if any(one != TOTAL and plain(one) == plain(label) for one in chosen):
            return True
        mine, spans = self._mine.span(label), [self._other.span(one) for one in chosen]
        if mine is not None and None not in spans:
            return mine.months == sum(span.months for span in spans if span is not None)
        parts = self._mine.dimension.parts(label)
        return bool(parts) and all((found := self.within(part)) is not None and found.whole for part in parts)


def _below(dimension: Dimension, label: str) -> set[str]:
    """Return a label and all that is counted in it."""
    own = set() if label == TOTAL else {label}
    return own.union(*(_below(dimension, part) for part in dimension.parts(label)))


def _year_from_title(label: str) -> bool:
    own = period_of(label)
    return own is None or not own.dated


@dataclass(frozen=True, slots=True)
class View:
    """A table's axes and its cells keyed by all of them.

    Attributes:
        axes: its dimensions, and perhaps the period of its title.
    """

    axes: tuple[Axis, ...]

    def key(self, key: Key) -> Key:
        """Return a cell's key with the period of the title."""
        return (*key, *(axis.dimension.categories[0] for axis in self.axes if axis.titled))

    def own(self, key: Key) -> Key:
        """Return a key as the table itself has it."""
        return key[: len(self.axes) - any(axis.titled for axis in self.axes)]
