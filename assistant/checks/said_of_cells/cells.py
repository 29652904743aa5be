"""The cells of a table by the labels chosen of each dimension, with weights."""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from assistant.figures.attack.published import cell_name
from assistant.figures.tables import TOTAL, Dimension, Key, Table

# Of one dimension the labels that are meant, with weights: of "not charged" the total less "charged".
Selection = tuple[tuple[str, int], ...]
Picks = tuple[Selection, ...]
Terms = Mapping[Key, int]
ALL: Selection = ((TOTAL, 1),)
_MOST = 400


class Cells:
    """The cells of one table."""

    def __init__(self, table: Table, number: int, tables: int) -> None:
        """Take a table, its place among the tables and how many there are; of the table only the labels are read."""
        self.dimensions: tuple[Dimension, ...] = table.dimensions
        self._keys = table.cells.keys()
        self._number, self._tables = number, tables
        self._found: dict[Picks, Terms] = {}

    def terms(self, picks: Picks) -> Terms:
        """Return cells with weights, by name; none if the table has not what is wanted.

        A margin that the table does not give is the sum of what makes it up.
        """
        if picks not in self._found:
            self._found[picks] = self._terms(picks)
        return self._found[picks]

    def _terms(self, picks: Picks) -> Terms:
        found: dict[Key, int] = {}
        for chosen in product(*picks):
            key = tuple(label for label, _ in chosen)
            parts = [key] if key in self._keys else list(self._made_of(key))
            if not parts:
                return {}
            for part in parts:
                name = cell_name(self._tables, self._number, part)
                found[name] = found.get(name, 0) + prod(weight for _, weight in chosen)
        return {name: weight for name, weight in found.items() if weight}

    def _made_of(self, key: Key) -> Iterator[Key]:
        labels = [one.plain() if label == TOTAL else (label,) for one, label in zip(self.dimensions, key, strict=True)]
        if TOTAL in key and prod(map(len, labels)) <= _MOST:
            parts = list(product(*labels))
            if all(part in self._keys for part in parts):
                yield from parts


def less(of: Terms, base: Terms, times: int = 1) -> Terms:
    """Return cells less so many times others."""
    found = dict(of)
    for key, weight in base.items():
        found[key] = found.get(key, 0) - times * weight
    return {key: weight for key, weight in found.items() if weight}


def wider(picks: Picks) -> Iterator[Picks]:
    """Yield the totals that cells are part of, the nearest first."""
    narrow = [place for place, pick in enumerate(picks) if pick != ALL]
    for chosen in sorted(product((False, True), repeat=len(narrow)), key=sum):
        if any(chosen):
            out = {place for place, widened in zip(narrow, chosen, strict=True) if widened}
            yield tuple(ALL if place in out else pick for place, pick in enumerate(picks))
