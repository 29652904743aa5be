"""A table with less detail: categories put together, a total left out, a category left out.

What is left out cannot be worked out, so that less has to be hidden. Every function returns a table of counts that
is protected like any other; nothing here is safe to publish by itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.errors import TableError
from assistant.figures.choices.spans import joined
from assistant.figures.counts import Count
from assistant.figures.reading.cells import is_total
from assistant.figures.tables import TOTAL, Dimension, Key, Subtotal, Table

_LISTED = 12
_SPECIAL = re.compile(r'[",=]|^\s|\s$|^$')
_ITEM = r'\s*"(?:[^"]|"")*"\s*|[^",=]+'
_MERGE = re.compile(
    rf'\s*(?P<dimension>"(?:[^"]|"")*"|[^":]+?)\s*:\s*(?P<labels>(?:{_ITEM})(?:,(?:{_ITEM}))*)(?:=(?P<name>{_ITEM}))?\s*'
)


@dataclass(frozen=True, slots=True)
class Merge:
    """Categories that are to be put together.

    Attributes:
        dimension: the dimension's name.
        labels: the categories.
        name: of the category that they become; "" to make one from their labels.
    """

    dimension: str
    labels: tuple[str, ...]
    name: str = ""

    def __str__(self) -> str:
        """Return it as ``parse_merge`` reads it."""
        dimension = _quoted(self.dimension, ":") if ":" in self.dimension else _quoted(self.dimension)
        named = f" = {_quoted(self.name)}" if self.name else ""
        return f"{dimension}: {', '.join(map(_quoted, self.labels))}{named}"


def parse_merge(text: str) -> Merge:
    """Read what ``--merge`` is given: "Year: 2019, 2020" or "Year: 2019, 2020 = early years".

    A label with a comma, an equals sign or a quotation mark stands in double quotes, its own marks doubled.

    Raises:
        TableError: it is not of that form.
    """
    match = _MERGE.fullmatch(text)
    labels = tuple(_unquoted(item) for item in re.findall(_ITEM, match["labels"])) if match else ()
    if match is None or len(labels) < 2 or not all(labels):
        raise TableError(
            f"it is not clear what {text!r} puts together",
            where="--merge",
            todo='Write the dimension and its categories: "Year: 2019, 2020" or "Year: 2019, 2020 = early years".',
        )
    return Merge(_unquoted(match["dimension"]), labels, _unquoted(match["name"] or ""))


def merged(table: Table, dimension: str, labels: Sequence[str], name: str = "") -> Table:
    """Return a table in which some categories of a dimension are one.

    Args:
        table: the officer's table.
        dimension: its dimension, by name.
        labels: two categories or more; all within one subtotal, or all outside any. Where one is a subtotal, what
            it is made of goes with it.
        name: of the new category. By default "2019 to 2021" for periods in a row and "0-24" for ages; the
            subtotal's own label where all that it is made of is put together; else the labels, or "Other" for more
            than three.

    Returns:
        The table. A cell is None where the file hides one that goes into it, unless the subtotal tells the sum.

    Raises:
        TableError: there is no such dimension or category; they do not stand side by side; nothing would be left
            but the total; or the name is taken.
    """
    place, axis = find_dimension(table, dimension)
    chosen = _chosen(table, axis, labels)
    parent = _parent(table, axis, chosen)
    whole = _whole(axis, chosen)
    if whole and parent == TOTAL:
        raise TableError(
            f"nothing would be left of {axis.name} but its total",
            where=table.source,
            todo="Leave out one category or more of what is put together.",
        )
    gone = {*_below(axis, chosen), *([parent] if whole else [])}
    label = name.strip() or usual_label(axis, chosen)
    _require_free(table, axis, label, gone)
    changed = _relabelled(axis, chosen, label, parent if whole else "")
    cells: dict[Key, Count | None] = {}
    for key, count in table.cells.items():
        if key[place] not in gone:
            cells[key] = count
        elif (new := _at(key, place, label)) not in cells:
            stated = table.cells.get(_at(key, place, parent)) if whole else None
            cells[new] = stated or _sum(new, _figures(table, place, key, chosen))
    return _with(table, place, changed, cells)


def usual_label(axis: Dimension, chosen: Sequence[str]) -> str:
    """Return what categories that stand side by side are called together where no name is given."""
    if _whole(axis, chosen):
        return axis.over(chosen[0])[1]
    return joined(chosen, set(axis.categories).difference(_below(axis, chosen)))


def without_total(table: Table, dimension: str, *, subtotals: bool = False) -> Table:
    """Return a table without the totals of a dimension, and without its subtotals if so told.

    Raises:
        TableError: there is no such dimension, it has no totals, or nothing else would be left of it.
    """
    place, axis = find_dimension(table, dimension)
    gone = {TOTAL, *(one.label for one in axis.subtotals if subtotals)}
    cells = {key: count for key, count in table.cells.items() if key[place] not in gone}
    if len(cells) == len(table.cells):
        raise TableError(f"{axis.name} has no totals to leave out", where=table.source, todo=_named(table))
    if not cells:
        raise TableError(
            f"nothing would be left of {axis.name} without its totals", where=table.source, todo="Leave them in."
        )
    if subtotals:
        axis = Dimension(axis.name, axis.plain())
    return _with(table, place, axis, cells)


def without_category(table: Table, dimension: str, label: str) -> Table:
    """Return a table without one category, and without the parts of it; the totals count what is left.

    Raises:
        TableError: there is no such dimension or category, or no other would be left.
    """
    place, axis = find_dimension(table, dimension)
    (chosen,) = _chosen(table, axis, [label], least=1)
    over = axis.over(chosen)[1:]
    emptied = {one for one in over if axis.parts(one) == (chosen,)}
    gone = {*_below(axis, [chosen]), *(one for one in over if emptied.issuperset(over[: over.index(one) + 1]))}
    if not set(axis.categories) - gone:
        raise TableError(f"{chosen} is all there is of {axis.name}", where=table.source, todo="Leave it in.")
    cells: dict[Key, Count | None] = {}
    for key, count in table.cells.items():
        if key[place] not in gone:
            less = _figures(table, place, key, [chosen]) if key[place] in over else []
            cells[key] = _less(key, count, less) if less else count
    kept = tuple(one for one in axis.categories if one not in gone)
    lines = (Subtotal(one.label, tuple(p for p in one.parts if p not in gone)) for one in axis.subtotals)
    changed = Dimension(axis.name, kept, tuple(one for one in lines if one.label not in gone))
    return _with(table, place, changed, cells)


def find_dimension(table: Table, name: str) -> tuple[int, Dimension]:
    """Return the place of a dimension and the dimension, by its name in any case of letters.

    Raises:
        TableError: there is none; names those that exist.
    """
    found = _one_of(name, [dimension.name for dimension in table.dimensions])
    if found is None:
        raise TableError(f"there is no dimension {name!r}", where=table.source, todo=_named(table))
    place = [dimension.name for dimension in table.dimensions].index(found)
    return place, table.dimensions[place]


# --- what is put together


def _chosen(table: Table, axis: Dimension, labels: Sequence[str], least: int = 2) -> tuple[str, ...]:
    """Return categories as the table writes them, in its order."""
    found = {label: _one_of(label, axis.categories) for label in labels}
    unknown = [label for label, category in found.items() if category is None]
    if unknown:
        raise TableError(
            f"{axis.name} has no category {unknown[0]!r}",
            where=table.source,
            todo=f"Its categories: {_listed(axis.categories)}.",
        )
    chosen = tuple(category for category in axis.categories if category in found.values())
    if len(chosen) < least:
        raise TableError(
            f"one category of {axis.name} alone cannot be put together",
            where=table.source,
            todo=f"Name two or more of these: {_listed(axis.categories)}.",
        )
    return chosen


def _parent(table: Table, axis: Dimension, chosen: Sequence[str]) -> str:
    parents = {axis.over(label)[1] for label in chosen}
    if len(parents) > 1:
        first, second = chosen[0], next(c for c in chosen if axis.over(c)[1] != axis.over(chosen[0])[1])
        raise TableError(
            f"{first} and {second} are not parts of the same sum in {axis.name}",
            where=table.source,
            todo="Put together categories within one subtotal, or leave the subtotals out first.",
        )
    return parents.pop()


def _whole(axis: Dimension, chosen: Sequence[str]) -> bool:
    """Tell whether categories are all that a sum is made of."""
    return set(axis.parts(axis.over(chosen[0])[1])) == set(chosen)


def _below(axis: Dimension, chosen: Iterable[str]) -> Iterator[str]:
    """Yield categories and all that they are made of."""
    for label in chosen:
        yield label
        yield from _below(axis, axis.parts(label))


def _require_free(table: Table, axis: Dimension, label: str, gone: set[str]) -> None:
    if is_total(label) or label in set(axis.categories) - gone:
        raise TableError(
            f"{label!r} is the name of something else in {axis.name}",
            where=table.source,
            todo="Give what is put together a name of its own: --merge 'Year: 2019, 2020 = early years'.",
        )


def _relabelled(axis: Dimension, chosen: Sequence[str], label: str, parent: str) -> Dimension:
    """Return a dimension with one category for several; for their subtotal too, if it is given."""
    gone = {*_below(axis, chosen), *([parent] if parent else [])}
    stands = parent or chosen[0]

    def changed(labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(label if one == stands else one for one in labels if one == stands or one not in gone)

    lines = (Subtotal(one.label, changed(one.parts)) for one in axis.subtotals if one.label not in gone)
    return Dimension(axis.name, changed(axis.categories), tuple(lines))


# --- counts


def _figures(table: Table, place: int, key: Key, labels: Iterable[str]) -> list[Count | None]:
    """Return the counts of some categories beside a key's other labels; those of the parts where one has no cell."""
    axis, found = table.dimensions[place], []
    for label in labels:
        at = _at(key, place, label)
        found += [table.cells[at]] if at in table.cells else _figures(table, place, key, axis.parts(label))
    return found


def _sum(key: Key, counts: Sequence[Count | None]) -> Count | None:
    known = [count.value for count in counts if count is not None]
    return Count(f"{', '.join(key)} (merged)", sum(known)) if len(known) == len(counts) else None


def _less(key: Key, count: Count | None, parts: Sequence[Count | None]) -> Count | None:
    known = [part.value for part in parts if part is not None]
    if count is None or len(known) < len(parts):
        return None
    return Count(f"{', '.join(key)} (made anew)", count.value - sum(known))


def _at(key: Key, place: int, label: str) -> Key:
    return (*key[:place], label, *key[place + 1 :])


def _with(table: Table, place: int, axis: Dimension, cells: dict[Key, Count | None]) -> Table:
    dimensions = (*table.dimensions[:place], axis, *table.dimensions[place + 1 :])
    return replace(table, dimensions=dimensions, cells=cells)


# --- words


def _one_of(text: str, names: Sequence[str]) -> str | None:
    """Return the name that a text is: as it is written, or else in any case of letters if only one is."""
    plain = " ".join(text.split())
    alike = [name for name in names if name.casefold() == plain.casefold()]
    return plain if plain in names else alike[0] if len(alike) == 1 else None


def _named(table: Table) -> str:
    return f"The table is by {_listed([dimension.name for dimension in table.dimensions])}."


def _listed(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _LISTED} more" if len(labels) > _LISTED else ""
    return ", ".join(labels[:_LISTED]) + more


def _quoted(text: str, special: str = "") -> str:
    if special or _SPECIAL.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1].replace('""', '"') if text.startswith('"') else text
