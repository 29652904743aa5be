"""One cell of a table of counts: understood, hidden by the file itself, or refused by its address."""

import re

from assistant.errors import TableError
from assistant.figures.counts import Count
from assistant.figures.tables import TOTAL, Unit

MAX_COUNT = 10**12
_TOTAL_LABEL = re.compile(r"(?:grand |overall )?totals?|all|sum", re.IGNORECASE)
_HIDDEN = re.compile(
    r"\[?[cuxz*]\]?|\*+|\.\.+|:|<\s?\d+|(?:fewer|less) than \w+|suppressed|redacted|withheld|†",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(r"|[-–—]|n/?a|nil|none|null|#n/a", re.IGNORECASE)
_SPACES = "\u00a0\u2009 "
_NUMBER = re.compile(
    rf"[+-]?(?:\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|nan|[+-]?inf(?:inity)?",
    re.IGNORECASE,
)
_SHOWN = 30


def is_total(label: str) -> bool:
    """Tell whether a label names a margin (total, all, grand total, sum)."""
    return _TOTAL_LABEL.fullmatch(label.strip(" *:")) is not None


def bare(text: str) -> str:
    """Return a cell without what spreadsheets put around a number that is kept as text."""
    return text.strip().strip("'\u200b\ufeff ")


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number."""
    return _NUMBER.fullmatch(bare(text)) is not None


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a number or the mark of a hidden one."""
    return is_number(text) or _HIDDEN.fullmatch(bare(text)) is not None


def could_be_figure(text: str) -> bool:
    """Tell whether a cell could stand in a column of counts: a figure, or empty in some way."""
    return is_figure(text) or _UNCLEAR.fullmatch(bare(text)) is not None


def could_be_value(text: str) -> bool:
    """Tell whether a cell could be a figure of any kind: a count, a share ("45%"), or empty in some way."""
    return could_be_figure(text) or could_be_figure(bare(text).rstrip("%").strip())


def label(text: str, where: str) -> str:
    """Return a label, every word for a margin as ``Total``.

    Raises:
        TableError: it is empty.
    """
    if not text:
        raise TableError("a label is missing", where=where, todo="Label every row and column.")
    return TOTAL if is_total(text) else text


def parse_cell(text: str, where: str, unit: Unit) -> Count | None:
    """Understand one cell: a count, or None where the file hides it.

    Raises:
        TableError: it is neither; says which cell, never what a count is.
    """
    cell = bare(text)
    if _HIDDEN.fullmatch(cell):
        return None
    if _UNCLEAR.fullmatch(cell):
        meant = f"{text!r} could mean" if cell else "the cell is empty, which could mean"
        raise TableError(
            f"{meant} none or not known",
            where=where,
            todo="Write 0 where there are none, or [c] where the figure is withheld.",
        )
    number = re.sub(r"^£\s*", "", cell) if unit == "money" else cell
    if not _NUMBER.fullmatch(number):
        raise TableError(
            f"{_short(text)} is not a count",
            where=where,
            todo="Write a whole number, 0, or [c] where the figure is withheld.",
        )
    return Count(where, _whole(float(re.sub(rf"[,{_SPACES}]", "", number)), where, unit))


def _whole(value: float, where: str, unit: Unit) -> int:
    if not abs(value) <= MAX_COUNT:  # so that what is not a number is refused too
        raise TableError("the number is not one that a count can be", where=where, todo=_CHECK)
    if value < 0:
        raise TableError("a count cannot be negative", where=where, todo=_CHECK)
    if unit == "money":
        return round(value)
    if not value.is_integer():
        raise TableError(
            f"a count of {unit} must be a whole number",
            where=where,
            todo="Give counts, not shares or rates; or say what is counted with --unit.",
        )
    return int(value)


_CHECK = "Check the cell."


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
