"""The lines of text above and under a table: its title, its notes."""

from collections.abc import Sequence

_NOTE_LENGTH = 25
_NOTE_STARTS = ("note", "source", "*", "[", "(", "†")
Row = tuple[str, ...]


def is_full(row: Row) -> bool:
    """Tell whether a row has two cells or more."""
    return sum(map(bool, row)) > 1


def is_source(text: str) -> bool:
    """Tell whether a line begins like a note."""
    return text.lower().startswith(_NOTE_STARTS)


def is_note(text: str) -> bool:
    """Tell whether the only cell of a row is a note under a table, and no label in it."""
    return len(text) > _NOTE_LENGTH or is_source(text)


def lines_above(rows: Sequence[Row], top: int) -> tuple[list[str], int]:
    """Return the lines of one cell above a row, empty ones as "", and the number of the first."""
    lines: list[str] = []
    while top and not is_full(rows[top - 1]):
        top -= 1
        lines.insert(0, next(filter(None, rows[top]), ""))
    return lines, top


def last_run(lines: Sequence[str]) -> str:
    """Return the first of the last lines that stand together and are no notes."""
    first, together = "", False
    for line in lines:
        plain = bool(line) and not is_source(line)
        if plain and not together:
            first = line
        together = plain
    return first
