"""Earlier releases: what they say of the cells of a new table.

An earlier figure for the same cell, a total of some of its cells, or a total that covers more than
it does: each is public and joins the attack. Where the earlier figure and the new cells differ by a
low count, that difference is somebody's count too (two arrests since the last reply, the one ward
left out), and is protected like a cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key, Table

_MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """An earlier figure and the cells of the new table that it is compared with.

    Attributes:
        source: the earlier release.
        label: the figure's labels there.
        cells: the new cells that together it is compared with.
        figure: what was published, less what it is known to hold beside these cells.
        difference: by how much the new cells fall short of it; nought where they are the same.
        same: the earlier figure covers the same categories as the cells.
    """

    source: str
    label: str
    cells: tuple[Key, ...]
    figure: int
    difference: int
    same: bool


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

    They are matched by the names of their dimensions, or by labels that they share; labels by their
    words, whatever the case.
    """
    places = [_match(dimension, earlier.dimensions) for dimension in table.dimensions]
    if all(place is None for place in places) and any(d.categories for d in earlier.dimensions):
        return Overlap(())
    links, unknown = [], False
    for key, count in earlier.cells.items():
        if count is None:
            continue
        covered = _covered(table, earlier, places, key)
        if covered is None:
            continue
        figure = count.value - _outside(table, earlier, places, key)
        link, clear = _linked(table, earlier, key, figure, covered)
        unknown = unknown or not clear
        if link is not None:
            links.append(link)
    return _weighed(links, policy, unknown=unknown)


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


def _match(dimension: Dimension, others: Sequence[Dimension]) -> int | None:
    names = [other.name.casefold() for other in others]
    if dimension.name.casefold() in names and dimension.name not in {"row", "column"}:
        return names.index(dimension.name.casefold())
    labels = {label.casefold() for label in dimension.categories}
    shared = [len(labels & {label.casefold() for label in other.categories}) for other in others]
    best = max(shared, default=0)
    return shared.index(best) if best else None


def _covered(
    table: Table, earlier: Table, places: Sequence[int | None], key: Key
) -> tuple[list[tuple[str, ...]], bool] | None:
    """Return per dimension the new categories that an earlier cell covers, and whether all is covered.

    None where it covers none of them, or only some part of what is counted.
    """
    if any(
        label != TOTAL and place not in places and earlier.dimensions[place].categories[1:]
        for place, label in enumerate(key)
    ):
        return None
    covered: list[tuple[str, ...]] = []
    same = True
    for dimension, place in zip(table.dimensions, places, strict=True):
        new = {label.casefold(): label for label in dimension.categories}
        old = earlier.dimensions[place].categories if place is not None else ()
        if place is not None and key[place] != TOTAL:
            old = (key[place],)
            same = same and key[place].casefold() in new
        elif old:
            same = same and {label.casefold() for label in old} == set(new)
        chosen = tuple(new[o.casefold()] for o in old if o.casefold() in new)
        if old and not chosen:
            return None
        covered.append(chosen if old and len(chosen) < len(new) else (TOTAL,))
    return covered, same


def _linked(
    table: Table,
    earlier: Table,
    key: Key,
    figure: int,
    covered: tuple[list[tuple[str, ...]], bool],
) -> tuple[Link | None, bool]:
    """Return the link, and whether every figure that it needs is known."""
    cells = tuple(_present(table, covered[0]))
    counts = [table.cells[cell] for cell in cells]
    if not cells or len(cells) > _MAX_PARTS:
        return None, not cells
    if None in counts:
        return None, False
    total = sum(one.value for one in counts if one is not None)
    return Link(earlier.source, ", ".join(key), cells, figure, figure - total, covered[1]), True


def _outside(table: Table, earlier: Table, places: Sequence[int | None], key: Key) -> int:
    """Return how much of an earlier total is known to lie outside the new table.

    What the earlier release itself gives for categories that the new table lacks can be taken off.
    """
    found = 0
    open_places = [n for n, p in enumerate(places) if p is not None and key[p] == TOTAL]
    lacking = {}
    for n in open_places:
        place = places[n] or 0
        new = {text.casefold() for text in table.dimensions[n].categories}
        old = earlier.dimensions[place].categories
        lacking[place] = [text for text in old if text.casefold() not in new]
    beyond = [place for place, labels in lacking.items() if labels]
    if len(beyond) != 1:
        return 0
    for text in lacking[beyond[0]]:
        count = earlier.cells.get((*key[: beyond[0]], text, *key[beyond[0] + 1 :]))
        found += 0 if count is None else count.value
    return found


def _present(table: Table, covered: Sequence[tuple[str, ...]]) -> Iterator[Key]:
    """Yield cells of the table that make a coverage up: margins where it gives them, else cells."""
    for key in product(*covered):
        if key in table.cells:
            yield key
            continue
        place = next((i for i, label in enumerate(key) if label == TOTAL), None)
        if place is not None and table.dimensions[place].categories:
            categories = table.dimensions[place].categories
            yield from _present(table, [categories if i == place else (label,) for i, label in enumerate(key)])
