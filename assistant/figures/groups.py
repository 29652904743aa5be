"""Group disclosure: a line of a table in which one category holds everybody."""

from collections.abc import Iterator, Mapping

from assistant.figures.tables import TOTAL, Key, Table

_NAMED = 3


def whole_groups(table: Table, shown: Mapping[Key, int | None]) -> list[str]:
    """Return each published line of which everybody is in one category, by its labels.

    Such a line tells something of each person in it, however many they are: whoever is known to be
    in the group is known to be in the category. Lines of margins are left out; their parts are there.
    """
    return list(dict.fromkeys(_lines(table, shown)))


def _lines(table: Table, shown: Mapping[Key, int | None]) -> Iterator[str]:
    for place, dimension in enumerate(table.dimensions):
        if len(dimension.categories) < 2 or len(table.dimensions) < 2:
            continue
        for key in table.cells:
            if key[place] != dimension.categories[0] or TOTAL in key:
                continue
            line = [(*key[:place], label, *key[place + 1 :]) for label in dimension.categories]
            figures = [shown.get(one) for one in line]
            filled = [label for label, n in zip(dimension.categories, figures, strict=True) if n]
            if None not in figures and len(filled) == 1:
                others = [label for other, label in enumerate(key) if other != place]
                yield f"{', '.join(others)}: all {filled[0]}"


def named(lines: list[str]) -> str:
    """Return the first few lines for a message."""
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return "; ".join(lines[:_NAMED]) + more
