"""Earlier releases: what they say of the cells of a new table.

An earlier figure for the same cell, a total of some of its cells, a total that covers more than it does, or figures
that are parts of one of its cells: each is public and joins the attack. Where the earlier figure and the new cells
differ by a low count, that difference is somebody's count too (two arrests since the last reply, the one ward left
out), and is protected like a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.figures.earlier.comparing import Comparison, Pair, Span
from assistant.figures.earlier.coverage import axes_of, plain
from assistant.figures.earlier.measures import likeness
from assistant.figures.policy import Policy
from assistant.figures.rounding import spread
from assistant.figures.tables import Key, Table


@dataclass(frozen=True, slots=True, repr=False)
class Release(Table):
    """A table that is public, with what a reader knows of how it was made.

    Attributes:
        round_to: the base that its figures were rounded to; None if they are exact.
        threshold: counts of people under it were not shown; None where that is not known.
        period: what its title does not say of its period, or "".
        on: the day it was released, if known.
    """

    round_to: int | None = None
    threshold: int | None = None
    period: str = ""
    on: date | None = None

    def span(self, figure: int) -> Span:
        """Return the least and greatest count that a published figure can stand for."""
        if self.round_to is None:
            return figure, figure
        if self.threshold is None or not self.protected_unit:
            return spread(figure, self.round_to, Policy(), protected=False)
        return spread(figure, self.round_to, Policy(threshold=self.threshold), protected=True)


def as_release(
    table: Table, *, round_to: int | None = None, threshold: int | None = None, on: date | None = None
) -> Release:
    """Return a table that is public as a release, with what is known of how it was made."""
    return Release(
        table.title,
        table.source,
        table.layout,
        table.unit,
        table.dimensions,
        table.cells,
        table.measure,
        round_to=round_to,
        threshold=threshold,
        on=on,
    )


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """An earlier figure and the cells of the new table that it is compared with.

    A reader knows that the cells, with the difference where there is one, add up to between ``low`` and ``high``.

    Attributes:
        source: the earlier release.
        label: the figure's labels there.
        cells: the new cells that together it is compared with.
        figure: what was published, less what it is known to hold beside these cells; of a rounded one ``high``.
        difference: by how much the new cells fall short of it; nought where they are the same, or may be.
        same: the earlier figure covers the same categories as the cells.
        low: the least that the figure can be.
        high: the greatest that it can be; ``low`` again unless it was rounded.
    """

    source: str
    label: str
    cells: tuple[Key, ...]
    figure: int
    difference: int
    same: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True, repr=False)
class Overlap:
    """What one earlier release and the new table have in common.

    Attributes:
        links: the figures to reckon with.
        doubt: why they could not all be compared, for an officer; "" if they could.
    """

    links: tuple[Link, ...]
    doubt: str = ""


def overlap(table: Table, earlier: Table, policy: Policy) -> Overlap:
    """Compare an earlier release with a new table.

    They are matched by the names of their dimensions, by labels that they share, or by the periods that they name;
    tables that share no dimension by their totals, if their titles say that they count the same.
    """
    pairs = _pairs(table, earlier)
    known = [_link(earlier, pair, pair.counted) for pair in pairs if pair.counted is not None]
    distinct = {(link.cells, link.low, link.high): link for link in reversed(known)}
    return _weighed(list(distinct.values())[::-1], policy, unknown=len(known) < len(pairs))


def bears_on(table: Table, earlier: Table, policy: Policy) -> bool:
    """Tell whether a release found in a register has to be reckoned with for a new table.

    It has if it counts the same, by its title, and some figure of it covers cells of the new table. Where the titles
    are merely akin, or say nothing and dimensions and most labels are the same, the figures have to tally too.
    """
    if earlier.unit != table.unit and not (earlier.protected_unit and table.protected_unit):
        return False
    alike = likeness(table, earlier)
    if alike == "other" or (alike == "unsaid" and not _same_shape(table, earlier)):
        return False
    if alike == "same":
        return bool(_pairs(table, earlier))
    return bool(overlap(table, earlier, policy).links)


def _pairs(table: Table, earlier: Table) -> list[Pair]:
    release = earlier if isinstance(earlier, Release) else None
    until = (release.on.year, release.on.month) if release and release.on else None
    axes = axes_of(earlier.dimensions, earlier.title, release.period if release else "", until)
    figures = {
        key: None if count is None else release.span(count.value) if release else (count.value, count.value)
        for key, count in earlier.cells.items()
    }
    beside = Comparison(table, axes, figures)
    if not beside.related and likeness(table, earlier) != "same":
        return []
    return list(beside.pairs())


def _link(earlier: Table, pair: Pair, counted: int) -> Link:
    low, high = pair.span
    difference = low - counted if counted < low else min(high - counted, 0)
    return Link(earlier.source, pair.label, pair.cells, high, difference, pair.same, low, high)


def _weighed(links: Sequence[Link], policy: Policy, *, unknown: bool) -> Overlap:
    """Keep the links that bear on the new table.

    Where most of the figures for the same cells are far apart the earlier release counted something
    else, such as another year, and only figures that agree are kept.
    """
    alike = [link for link in links if link.same]
    near = [link for link in alike if abs(link.difference) < policy.threshold]
    related = not alike or 2 * len(near) >= len(alike)
    kept = tuple(link for link in links if link.difference == 0 or (related and policy.is_low(abs(link.difference))))
    doubt = ""
    if unknown:
        doubt = "it covers cells whose figures the table itself hides"
    elif not related:
        doubt = "it has the same labels but mostly other figures"
    return Overlap(kept, doubt)


def _same_shape(table: Table, earlier: Table) -> bool:
    """Tell whether two tables have the same dimensions with most of their labels in common."""
    names = {plain(d.name): {plain(c) for c in d.categories} for d in table.dimensions}
    others = {plain(d.name): {plain(c) for c in d.categories} for d in earlier.dimensions}
    if names.keys() != others.keys():
        return False
    return all(2 * len(labels & others[name]) >= min(len(labels), len(others[name])) for name, labels in names.items())
