"""The labels of a table's rows and columns where there are several to each: filled, crossed or joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod

from assistant.errors import TableError
from assistant.figures.reading.block import Block
from assistant.figures.reading.cells import could_be_value, is_number, is_total
from assistant.figures.tables import TOTAL, Key

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_NAME = re.compile(r"(?:calendar |financial |fiscal )?year", re.IGNORECASE)


def label_columns(block: Block) -> int:
    """Return how many columns of labels a table begins with: the first, and those of words beside it."""
    count = 1
    while count < len(block.heads) - 1 and _is_labels(block, count):
        count += 1
    return count


def _is_labels(block: Block, column: int) -> bool:
    cells = [row[column] for _, row in block.rows if row[column]]
    head = block.header[column]
    if _YEAR_NAME.fullmatch(head):
        return bool(cells) and all(
            _YEAR.fullmatch(cell) or is_total(cell) or not could_be_value(cell) for cell in cells
        )
    if _YEAR.fullmatch(head) or is_total(head) or any(map(is_number, cells)):
        return False
    return any(not could_be_value(cell) for cell in cells)


def with_labels(block: Block, labels: int) -> Block:
    """Return a table with the blank cells of its row labels filled, where it is plain with what.

    Merged cells are filled from their first. A blank beside the label of a margin, or of a group that has other
    rows, is the margin. Other blanks stand for the label above them if each group has the same labels.

    Raises:
        TableError: it is not plain; names the cell.
    """
    if labels < 2 or all(all(row[:labels]) for _, row in block.rows):
        return block
    rows = [list(row[:labels]) for _, row in block.rows]
    _fill_merged(block, rows, labels)
    for column in range(labels - 1):
        _fill_down(block, rows, column)
    _fill_margins(block, rows, labels)
    filled = tuple((number, (*own, *row[labels:])) for own, (number, row) in zip(rows, block.rows, strict=True))
    return replace(block, rows=filled)


def _fill_merged(block: Block, rows: list[list[str]], labels: int) -> None:
    places = {number: place for place, (number, _) in enumerate(block.rows)}
    for area in block.grid.merged:
        if area.left not in block.columns[:labels] or area.top not in places:
            continue
        column = block.columns.index(area.left)
        for number in range(area.top + 1, area.bottom + 1):
            if number in places:
                rows[places[number]][column] = rows[places[number]][column] or rows[places[area.top]][column]


def _fill_down(block: Block, rows: list[list[str]], column: int) -> None:
    blanks = [n for n, row in enumerate(rows) if not row[column]]
    if not blanks:
        return
    groups: dict[int, list[str]] = {}
    start = 0
    for n, row in enumerate(rows):
        start = n if row[column] else start
        if not is_total(rows[start][column]):
            groups.setdefault(start, []).append(row[column + 1])
    alike = {frozenset(text for text in group if text and not is_total(text)) for group in groups.values()}
    doubled = any(len(set(group)) < len(group) for group in groups.values())
    if blanks[0] == 0 or len(alike) > 1 or doubled or any(not rows[n][column + 1] for n in blanks):
        raise TableError(
            "a label is missing",
            where=block.place(block.rows[blanks[0]][0], column),
            todo="Label every row: repeat the label of a group in each of its rows, or merge its cells.",
        )
    for n in blanks:
        rows[n][column] = rows[n - 1][column]


def _fill_margins(block: Block, rows: list[list[str]], labels: int) -> None:
    for n, row in enumerate(rows):
        for column in range(1, labels):
            if row[column]:
                continue
            if not is_total(row[column - 1]) and sum(other[:column] == row[:column] for other in rows) < 2:
                raise TableError(
                    "a label is missing",
                    where=block.place(block.rows[n][0], column),
                    todo="Label every row and column.",
                )
            row[column] = TOTAL


def combined(keys: Sequence[Key]) -> tuple[tuple[Key, ...], bool]:
    """Return labels of several levels as they are if they cross each other, and else joined into one.

    Args:
        keys: one for each row or column, ``Total`` for a margin and "" where the lower level has no label.

    Returns:
        The keys, and whether each level is a dimension of its own.
    """
    if not keys or len(keys[0]) == 1:
        return tuple(keys), True
    full = [tuple(TOTAL if not text and key[0] == TOTAL else text for text in key) for key in keys]
    plain = {key for key in full if TOTAL not in key}
    levels = [{key[n] for key in plain} for n in range(len(keys[0]))]
    crossing = "" not in set().union(*levels) and len(plain) == prod(map(len, levels))
    margins = all(text in {*levels[n], TOTAL} for key in full for n, text in enumerate(key))
    if plain and crossing and margins and plain == set(product(*levels)):
        return tuple(full), True
    if any(key[0] == TOTAL and set(key) != {TOTAL} for key in full) and all(map(all, full)):
        return tuple(full), True
    return tuple((_joined(key),) for key in full), False


def _joined(key: Key) -> str:
    if set(key) == {TOTAL}:
        return TOTAL
    return " ".join(dict.fromkeys(filter(None, key)))
