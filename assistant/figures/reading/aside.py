"""Which columns and rows beside the counts do not count: shares, rates, populations, averages, changes.

They are kept apart as text, since what they say can tell a count that is hidden.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.figures.reading.cells import bare, could_be_value, is_number, is_total
from assistant.figures.tables import AsideColumn, Key, Unit

if TYPE_CHECKING:
    from assistant.figures.reading.block import Block

_SURELY = re.compile(
    r".*%.*|.*\bper ?cent(?:age)?s?\b.*|.*\brates? per\b.*|.*\bper (?:[\d,. ]*\d|head|capita|thousand|million|hundred)\b.*",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"(?:\S+ )*rate|shares?(?: of .*)?|proportion(?: of .*)?|(?:mid-year |total |resident )?populations?(?: \(?\d{4}.*)?"
    r"|population estimates?|(?:average|mean|median|avg\.?)(?: .*)?|ratio(?: .*)?|difference|variance|standard deviation"
    r"|(?:(?:annual|yearly|year[- ]on[- ]year|net|percentage) )?change(?: (?:from|since|on|between|over|\().*)?",
    re.IGNORECASE,
)
_FEW = 2


def columns_aside(block: "Block", labels: int, unit: Unit) -> tuple[int, ...]:
    """Return the columns that do not count, by their headings or their cells.

    A heading that could be a category too ("Change") stands aside unless the total counts its column.

    Args:
        block: the table as it stands.
        labels: how many columns of labels it begins with.
        unit: what it counts; money has fractions.
    """
    columns = {n: [row[n] for _, row in block.rows] for n in range(labels, len(block.heads))}
    sure = {n for n, cells in columns.items() if _is_aside(block.heads[n], cells, unit)}
    likely = {
        n
        for n, cells in columns.items()
        if n not in sure and _named(_LIKELY, block.heads[n]) and all(map(could_be_value, cells))
    }
    counts = {n: cells for n, cells in columns.items() if n not in sure}
    totals = [n for n in counts if is_total(block.header[n])]
    kept = {n for n in likely if len(totals) == 1 and _is_counted(counts, totals[0], likely - {n})}
    return tuple(sorted(sure | (likely - kept)))


def rows_aside(block: "Block", labels: int, unit: Unit) -> tuple[int, ...]:
    """Return the places in ``block.rows`` of rows that do not count: labelled so, with cells that are no counts."""
    found = []
    for place, (_, row) in enumerate(block.rows):
        cells = [cell for cell in row[labels:] if cell]
        if not cells or not all(map(could_be_value, cells)):
            continue
        names = [name for name in row[:labels] if name]
        surely = any(_SURELY.fullmatch(name) for name in names)
        likely = any(_LIKELY.fullmatch(name) for name in names) and not all(map(_is_whole, cells))
        if surely or likely or (unit != "money" and all("%" in cell for cell in cells)):
            found.append(place)
    return tuple(found)


def set_aside(
    names: Iterable[str], keys: Sequence[Key], lines: Iterable[Sequence[tuple[str, str]]]
) -> tuple[AsideColumn, ...]:
    """Return what is set aside: for each name, its cells with their places, in the order of the keys."""
    found = []
    for name, cells in zip(names, lines, strict=True):
        given: Mapping[Key, tuple[str, str]] = {key: cell for key, cell in zip(keys, cells, strict=True) if cell[0]}
        texts = {key: text for key, (text, _) in given.items()}
        found.append(AsideColumn(name, texts, {key: place for key, (_, place) in given.items()}))
    return tuple(found)


def names_aside(block: "Block", columns: Sequence[int]) -> list[str]:
    """Return the names of columns set aside; one that stands twice is named with the column before it ("2023 %")."""
    names = [block.header[n] or f"column {n + 1}" for n in columns]
    told = []
    for column, name in zip(columns, names, strict=True):
        before = next((block.header[n] for n in range(column - 1, 0, -1) if n not in columns), "")
        told.append(f"{before} {name}" if names.count(name) > 1 and before else name)
    return told


def _named(pattern: re.Pattern[str], head: Sequence[str]) -> bool:
    return any(pattern.fullmatch(name) for name in (*head, " ".join(filter(None, head))) if name)


def _is_aside(head: Sequence[str], cells: Sequence[str], unit: Unit) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled or not all(map(could_be_value, filled)):
        return False
    if _named(_SURELY, head):
        return True
    if unit == "money":
        return False
    numbers = [cell for cell in filled if is_number(cell)]
    fractions = [cell for cell in numbers if not _is_whole(cell)]
    return any("%" in cell for cell in filled) or (len(fractions) >= _FEW and 2 * len(fractions) > len(numbers))


def _is_whole(text: str) -> bool:
    if not is_number(text):
        return "%" not in text
    number = float(_digits(text))
    return number.is_integer() and number >= 0


def _digits(text: str) -> str:
    return re.sub(r"[,\s\u00a0\u2009]", "", bare(text))


def _is_counted(columns: Mapping[int, Sequence[str]], total: int, without: Iterable[int]) -> bool:
    """Tell whether a total is the sum of the columns beside it."""
    gone = {total, *without}
    rows = zip(*([columns[total]] + [cells for n, cells in columns.items() if n not in gone]), strict=True)
    numbers = [[float(_digits(cell)) for cell in row] for row in rows if all(map(is_number, row))]
    return bool(numbers) and all(first == sum(rest) for first, *rest in numbers)
