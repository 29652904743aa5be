"""An earlier release laid beside a new table: which of its figures are made up of which new cells.

A figure that covers more than the new cells is compared with them less what the release itself gives for the rest;
figures that are parts of one new cell are put together. Rounded figures are spans throughout.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from assistant.figures.earlier.coverage import Axis, Lens, View, Within, axes_of, matched
from assistant.figures.tables import TOTAL, Key, Table

_MAX_PARTS = 10_000
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """What an earlier release gives for some cells of a new table.

    Attributes:
        label: the figure's labels in the earlier release, or the new cell's where its parts were put together.
        cells: the new cells.
        span: the least and greatest that the earlier figure can be, less what lies outside these cells.
        counted: what the new cells add up to; None where the new table hides one of them itself.
        same: the earlier figure covers just these cells.
    """

    label: str
    cells: tuple[Key, ...]
    span: Span
    counted: int | None
    same: bool


class Comparison:
    """One new table beside one earlier release."""

    def __init__(self, table: Table, axes: Sequence[Axis], figures: Mapping[Key, Span | None]) -> None:
        """Lay them side by side.

        Args:
            table: the new table.
            axes: of the earlier release.
            figures: what each figure of the release can be; None where it is hidden.
        """
        self._table = table
        self._new, self._old = View(axes_of(table.dimensions, table.title)), View(tuple(axes))
        self._places = matched(self._new.axes, self._old.axes)
        self._figures = {self._old.key(key): span for key, span in figures.items()}
        self._cells = {self._new.key(key): key for key in table.cells}
        pairs = [(n, place) for n, place in enumerate(self._places) if place is not None]
        self._forward = {n: Lens(self._old.axes[place], self._new.axes[n]) for n, place in pairs}
        self._backward = {n: Lens(self._new.axes[n], self._old.axes[place]) for n, place in pairs}
        self._compared: set[Key] = set()
        self._sum_over_unmatched()

    @property
    def related(self) -> bool:
        """Whether some dimension of the two is the same, or the release is one figure for everything."""
        shared = any(p is not None for axis, p in zip(self._new.axes, self._places, strict=True) if not axis.titled)
        return shared or not any(axis.dimension.categories for axis in self._old.axes if not axis.titled)

    def pairs(self) -> Iterator[Pair]:
        """Yield what the release gives for cells of the new table."""
        for key, span in list(self._figures.items()):
            if span is not None:
                found = self._from_figure(key, span)
                yield from (found,) if found is not None else ()
                yield from self._from_what_is_withheld(key, span)
        for key in self._cells:
            if (found := self._from_parts(key)) is not None:
                yield found

    # An earlier figure and the new cells in it

    def _from_figure(self, key: Key, span: Span) -> Pair | None:
        cells, whole = self._cells_in(key)
        if not cells:
            return None
        self._compared |= {key} if whole else set()
        rest = _less(span, self._outside(key))
        return self._pair(", ".join(self._old.own(key)), cells, rest, same=whole)

    def _from_what_is_withheld(self, key: Key, span: Span) -> Iterator[Pair]:
        """Compare what a sum leaves for the cells that the release withholds with the new cells for them."""
        for place, axis in enumerate(self._old.axes):
            parts = [(*key[:place], part, *key[place + 1 :]) for part in axis.dimension.parts(key[place])]
            hidden = [part for part in parts if self._figures.get(part, span) is None]
            inside = [self._cells_in(part) for part in hidden]
            cells = tuple(dict.fromkeys(cell for found, _ in inside for cell in found))
            if cells:
                rest = _less(span, _added(self._figures.get(part) for part in parts))
                label = f"{', '.join(self._old.own(key))} less the figures shown"
                yield self._pair(label, cells, rest, same=all(whole for _, whole in inside))

    def _cells_in(self, key: Key) -> tuple[tuple[Key, ...], bool]:
        """Return the new cells within an earlier cell, and whether they make it up; none where nothing is known."""
        if any(
            label != TOTAL and place not in self._places and self._old.axes[place].dimension.categories[1:]
            for place, label in enumerate(key)
        ):
            return (), False
        covered = [self._forward_within(n, key) for n in range(len(self._places))]
        known = [one for one in covered if one is not None]
        if len(known) < len(covered):
            return (), False
        cells = _drilled(self._cells, self._new.axes, [one.labels for one in known])
        return cells, bool(cells) and all(one.whole for one in known)

    def _forward_within(self, n: int, key: Key) -> Within | None:
        place = self._places[n]
        return Within((TOTAL,), whole=True) if place is None else self._forward[n].within(key[place])

    def _outside(self, key: Key) -> Span:
        """Return how much of an earlier sum is known to lie outside the new table.

        What the release itself gives for categories that the new table lacks can be taken off.
        """
        lacking: dict[int, list[str]] = {}
        for n, place in enumerate(self._places):
            inside = self._forward_within(n, key)
            if place is not None and inside is not None and not inside.whole:
                parts = self._old.axes[place].dimension.parts(key[place])
                missing = [part for part in parts if self._forward[n].apart(part)]
                lacking |= {place: missing} if missing else {}
        if len(lacking) != 1:
            return 0, 0
        (place, labels), *_ = lacking.items()
        return _added(self._figures.get((*key[:place], label, *key[place + 1 :])) for label in labels)

    # A new cell and the earlier figures in it

    def _from_parts(self, key: Key) -> Pair | None:
        """Put the earlier figures in a new cell together, unless each was compared with new cells by itself."""
        inside = []
        for n, place in enumerate(self._places):
            if place is None:
                if key[n] != TOTAL and len(self._new.axes[n].dimension.categories) > 1:
                    return None
                continue
            found = self._backward[n].within(key[n])
            if found is None:
                return None
            inside.append((n, place, found))
        chosen = {place: found.labels for _, place, found in inside}
        keys = _drilled(
            self._figures, self._old.axes, [chosen.get(p) or self._all_of(p) for p in range(len(self._old.axes))]
        )
        shown = [one for one in keys if self._figures[one] is not None]
        if self._compared.issuperset(shown):
            return None
        whole = len(shown) == len(keys) and all(found.whole for *_, found in inside)
        span = _added(self._figures[one] for one in shown)
        return self._pair(f"{', '.join(self._new.own(key))} in parts", (key,), span, same=whole)

    def _all_of(self, place: int) -> tuple[str, ...]:
        categories = self._old.axes[place].dimension.categories
        return categories if len(categories) == 1 else (TOTAL,)

    def _pair(self, label: str, cells: tuple[Key, ...], span: Span, *, same: bool) -> Pair:
        own = tuple(self._cells[cell] for cell in cells)
        counts = [self._table.cells[cell] for cell in own]
        counted = None if None in counts else sum(one.value for one in counts if one is not None)
        return Pair(label, own, span, counted, same)

    def _sum_over_unmatched(self) -> None:
        """Add the sums over a breakdown that the new table lacks: anyone can add its figures up."""
        for place, axis in enumerate(self._old.axes):
            if place in self._places or len(axis.dimension.categories) < 2:
                continue
            parts = axis.dimension.parts(TOTAL)
            for key in [key for key in self._figures if key[place] == parts[0]]:
                total = (*key[:place], TOTAL, *key[place + 1 :])
                given = [self._figures.get((*key[:place], part, *key[place + 1 :])) for part in parts]
                if total not in self._figures and None not in given:
                    self._figures[total] = _added(given)


def _less(span: Span, other: Span) -> Span:
    return span[0] - other[1], span[1] - other[0]


def _added(spans: Iterable[Span | None]) -> Span:
    known = [span for span in spans if span is not None]
    return sum(low for low, _ in known), sum(high for _, high in known)


def _drilled(given: Mapping[Key, object], axes: Sequence[Axis], labels: Sequence[tuple[str, ...]]) -> tuple[Key, ...]:
    """Return the keys that make a product of labels up: sums where they are given, else their parts.

    () where they are too many. A combination that a table leaves out has no cases.
    """
    if prod(map(len, labels)) > _MAX_PARTS:
        return ()
    found: dict[Key, None] = {}
    for key in product(*labels):
        found |= dict.fromkeys(_present(given, axes, key))
        if len(found) > _MAX_PARTS:
            return ()
    return tuple(found)


def _present(given: Mapping[Key, object], axes: Sequence[Axis], key: Key) -> Iterator[Key]:
    if key in given:
        yield key
        return
    for place, label in enumerate(key):
        parts = axes[place].dimension.parts(label)
        if parts:
            for part in parts:
                yield from _present(given, axes, (*key[:place], part, *key[place + 1 :]))
            return
