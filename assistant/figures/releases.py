"""Earlier releases: what is public already, and what a new table would give away against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Key, Table
from assistant.findings import Finding, Verdict


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What earlier replies tell a reader about the cells of a new table.

    Attributes:
        cells: cells published before, with the value published.
        sums: groups of cells whose sum was published, with that sum.
        differences: cells that would differ from an earlier release by a low count, with its file's name.
    """

    cells: Mapping[Key, int]
    sums: tuple[tuple[tuple[Key, ...], int], ...]
    differences: tuple[tuple[Key, str], ...]


def known_from(table: Table, released: Sequence[Table], policy: Policy) -> Known:
    """Work out what earlier tables tell about a new one.

    Tables are the same where the names of their dimensions are; labels are compared without regard
    to case. An earlier figure that differs from the new one is no longer a fact about it, but the
    difference is one, and may be low.
    """
    cells: dict[Key, int] = {}
    sums: list[tuple[tuple[Key, ...], int]] = []
    differences: list[tuple[Key, str]] = []
    for earlier in released:
        for key, value, group in _matched(table, earlier):
            true = _sum(table, group)
            if true is None:
                continue
            if true == value:
                if len(group) == 1:
                    cells[group[0]] = value
                else:
                    sums.append((group, value))
            elif policy.is_low(abs(value - true)) and table.protected_unit:
                differences.append((key, earlier.source))
    return Known(cells, tuple(sums), tuple(dict.fromkeys(differences)))


def _sum(table: Table, group: Sequence[Key]) -> int | None:
    counts = [table.cells.get(key) for key in group]
    values = [count.value for count in counts if count is not None]
    return sum(values) if len(values) == len(counts) else None


def _matched(table: Table, earlier: Table) -> Iterator[tuple[Key, int, tuple[Key, ...]]]:
    """Yield each earlier figure with the cells of the new table that it is about.

    An earlier total is about the new cells of its own categories where all of them are in the new
    table; else it is compared with the new total.
    """
    order = _order(table, earlier)
    if order is None:
        return
    folded = {tuple(label.casefold() for label in key): key for key in table.cells}
    for key, count in earlier.cells.items():
        if count is None:
            continue
        moved = tuple(key[i].casefold() if i is not None else TOTAL.casefold() for i in order)
        groups = [moved]
        for place, label in enumerate(moved):
            source = order[place]
            if label != TOTAL.casefold() or source is None:
                continue
            old = tuple(c.casefold() for c in earlier.dimensions[source].categories)
            new = {c.casefold() for c in table.dimensions[place].categories}
            if old and set(old) < new:
                groups = [(*g[:place], c, *g[place + 1 :]) for g in groups for c in old]
        found = tuple(folded[g] for g in groups if g in folded)
        if found and len(found) == len(groups):
            yield found[0] if len(found) == 1 else folded.get(moved, found[0]), count.value, found


def _order(table: Table, earlier: Table) -> list[int | None] | None:
    """Return for each dimension of the new table its place in the earlier one; None: not the same measure.

    A dimension that one of the two has no categories for matches its total.
    """
    names = [d.name.casefold() for d in earlier.dimensions]
    order: list[int | None] = []
    for dimension in table.dimensions:
        name = dimension.name.casefold()
        order.append(names.index(name) if name in names else None)
    used = [i for i in order if i is not None]
    left_over = [d for i, d in enumerate(earlier.dimensions) if i not in used]
    if not used or any(d.categories for d in left_over):
        return None
    return order


def difference_findings(known: Known) -> list[Finding]:
    """Return a finding for each cell that an earlier release turns into a low difference."""
    return [
        Finding(
            "count.difference",
            Verdict.BLOCK,
            f"The figure for {', '.join(key)} differs from the one in {source} by a low count, so that comparing the two gives it away.",
            "Withhold this figure, round it, or give it for the same period and area as before.",
        )
        for key, source in known.differences
    ]
