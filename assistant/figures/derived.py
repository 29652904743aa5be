"""Figures that are worked out of counts: what a column of them means, and new ones that an officer wishes for.

A column beside the counts ("% of total", "Rate per 1,000", "Change 2023 to 2024", "Mean age") is
understood by its header and by arithmetic: it means what all its figures bear out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Literal, Protocol

from assistant.errors import TableError
from assistant.figures.sayable import Said
from assistant.figures.statements import AVERAGES, Kind, Statement
from assistant.figures.tables import TOTAL, Dimension, Key, Table

Meaning = Kind | Literal["population"]
Wish = Literal["shares", "changes", "ranks"]
_MULTIPLE = {"hundred": 100, "thousand": 1000, "ten thousand": 10**4, "hundred thousand": 10**5, "million": 10**6}
_PER = re.compile(
    r"(?:per|/)\s*(?P<number>\d[\d, ]*\d|\d)|per\s+(?:a\s+|one\s+)?(?P<word>(?:ten |hundred )?thousand|hundred|million)|"
    r"per\s+(?P<head>head|capita|person)",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[Meaning, str], ...] = (
    ("rank", r"\brank(?:ed|ing)?\b|\bposition\b"),
    ("median", r"\bmedian\b"),
    ("mean", r"\b(?:mean|average|avg)\b"),
    ("minimum", r"\b(?:min|minimum|lowest|youngest|shortest|earliest)\b"),
    ("maximum", r"\b(?:max|maximum|highest|oldest|longest|latest)\b"),
    ("change", r"\b(?:change|changed|increase|decrease|growth|variation|difference|diff)\b"),
    ("rate", r"\brates?\b|\bper\s+(?!cent)\S"),
    ("share", r"%|\bper\s?cent(?:age)?s?\b|\bshares?\b|\bproportions?\b"),
    ("population", r"\b(?:population|residents|inhabitants)\b"),
)
_SCALES = (100, 1000, 10**4, 10**5, 10**6)


class Aside(Protocol):
    """A column that holds no counts, as the reading put it aside.

    Attributes:
        name: its header.
        texts: what stands in it, by the labels of the row.
        places: where that stands, likewise.
    """

    @property
    def name(self) -> str: ...
    @property
    def texts(self) -> Mapping[Key, str]: ...
    @property
    def places(self) -> Mapping[Key, str]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a sentence, of figures that are worked out of counts.

    Attributes:
        name: its header.
        meaning: what its figures are.
        statements: what it says, by the labels of the row; () stands for a sentence under the table.
        cells: of every row the cells that its figure is worked out of.
        texts: of rows that say nothing, and of public constants, what stands there.
    """

    name: str
    meaning: Meaning
    statements: Mapping[Key, Statement] = field(hash=False)
    cells: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict, hash=False)
    texts: Mapping[Key, str] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column as it is published.

    Attributes:
        name: its header.
        texts: what is printed, by the labels of the row; ``sentence`` is used where there are no rows.
        sentence: a line under the table, or "".
        note: what is said of its rounding, or "".
    """

    name: str
    texts: Mapping[Key, str] = field(hash=False)
    sentence: str = ""
    note: str = ""


def statements_of(columns: Iterable[Column]) -> tuple[Statement, ...]:
    """Return everything that columns say, in their order: what ``what_may_be_said`` is asked, and ``printed`` told."""
    return tuple(one for column in columns for one in column.statements.values())


def printed(
    columns: Sequence[Column], said: Sequence[Said], figures: Mapping[Key, int | None], mark: str
) -> tuple[PrintedColumn, ...]:
    """Return columns as they are published.

    Args:
        columns: as recognised or computed.
        said: the answers to ``statements_of(columns)``, in the same order.
        figures: the figure published of each cell; None if withheld.
        mark: what stands for everything withheld. It stands also where there is no figure because of a
            count that is withheld, such as a share of nobody.
    """
    answers = iter(said)
    return tuple(_printed(column, answers, figures, mark) for column in columns)


def _printed(column: Column, answers: Iterator[Said], figures: Mapping[Key, int | None], mark: str) -> PrintedColumn:
    given = {row: next(answers) for row in column.statements}
    if () in given:
        told = given[()]
        sentence = "" if told.status == "withheld" else f"{column.name}: {told.text}."
        return PrintedColumn(column.name, {}, sentence)
    texts = {}
    for row in dict.fromkeys((*column.cells, *column.texts, *column.statements)):
        if row in given:
            texts[row] = given[row].text
        else:
            open_to_all = all(figures.get(cell) is not None for cell in column.cells.get(row, ()))
            texts[row] = column.texts.get(row, "") if open_to_all else mark
    if column.meaning == "rank":
        whole = next(iter(given.values()), None)
        texts = dict(column.texts) if whole and whole.status != "withheld" else dict.fromkeys(column.texts, mark)
    loose = any(one.text.startswith("about ") for one in given.values())
    return PrintedColumn(column.name, texts, note=f"{column.name}: “about” is to the nearest 5 or 10." if loose else "")


# --- recognising


@dataclass(frozen=True, slots=True)
class _Figures:
    """What stands in a column: its figures, and rows that have none."""

    column: Aside
    numbers: Mapping[Key, Decimal]
    percent: bool

    @property
    def decimals(self) -> int:
        return max(map(_decimals, self.numbers.values()), default=0)


def recognise(table: Table, aside: Sequence[Aside]) -> tuple[Column, ...]:
    """Find out what columns beside the counts say.

    Args:
        table: the counts.
        aside: the columns; their rows are named by the table's row labels: all labels of a cell in a long
            table, all but the last dimension's in a crosstab.

    Raises:
        TableError: a column bears no reading, or more than one; names it.
    """
    read = [_read(column) for column in aside]
    populations = [one for one in read if _meanings(one)[:1] == ["population"]]
    return tuple(_recognised(table, one, populations) for one in read)


def _read(column: Aside) -> _Figures:
    numbers: dict[Key, Decimal] = {}
    percent = "%" in column.name
    for row, text in column.texts.items():
        plain = re.sub(r"[\s,£+%\u00a0]|^up |^about ", "", text.strip()).replace("\u2212", "-").replace("–", "-")
        percent = percent or text.strip().endswith("%")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            if any(c.isdigit() for c in text):
                raise TableError(
                    f"the column {column.name!r} holds something that is not a number",
                    where=column.places.get(row, ""),
                    todo="Write plain numbers, or leave the cell empty.",
                ) from None
            continue
        if number.is_finite():
            numbers[row] = number
    return _Figures(column, numbers, percent)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _meanings(figures: _Figures) -> list[Meaning]:
    """Return what a column can be by its header; by a percent sign in its cells where the header does not say."""
    found = [meaning for meaning, words in _WORDS if re.search(words, figures.column.name, re.IGNORECASE)]
    if "rate" in found and not _PER.search(figures.column.name):
        found.append("share")
    return found or (["share", "change"] if figures.percent else [])


def _recognised(table: Table, figures: _Figures, populations: Sequence[_Figures]) -> Column:
    meanings = _meanings(figures)
    column = figures.column
    if meanings[:1] == ["population"]:
        return Column(column.name, "population", {}, texts=column.texts)
    if meanings and meanings[0] in AVERAGES:
        return _average(table, figures, meanings[0])
    if meanings[:1] == ["rank"]:
        return _ranking(table, figures)
    readings = [
        one for meaning in meanings for one in _readings(table, figures, meaning, populations) if _borne_out(table, one)
    ]
    best = max((_likely(table, figures, one) for one in readings), default=None)
    likely = [one for one in readings if _likely(table, figures, one) == best]
    if not likely:
        raise _unreadable(figures, meanings)
    return likely[0]


def _unreadable(figures: _Figures, meanings: Sequence[Meaning]) -> TableError:
    name = figures.column.name
    what = f"it is not clear what the column {name!r} says"
    todo = "Say in its header what it is: a share, a rate per 1,000, a change, a mean; or leave it out."
    if meanings:
        what = f"the column {name!r} matches no {meanings[0]} of the table's own counts"
        todo = "Correct it, say in its header what it is of, or leave it out."
        if meanings[0] == "rate":
            todo = "Give the population that it is of in a column headed Population, or leave the rate out."
    where = next(iter(figures.column.places.values()), "")
    return TableError(what, where=where, todo=todo)


def _readings(
    table: Table, figures: _Figures, meaning: Meaning, populations: Sequence[_Figures]
) -> Iterator[dict[Key, Statement] | Column]:
    raise NotImplementedError
