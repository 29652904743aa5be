"""Columns of figures that are worked out of counts, and how they are printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.figures.beside_counts.rules import Said
from assistant.figures.beside_counts.statements import Kind, Statement
from assistant.figures.tables import Key

Meaning = Kind | Literal["population"]
SENTENCE: Key = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a sentence, of figures that are worked out of counts.

    Attributes:
        name: its header.
        meaning: what its figures are.
        statements: what it says, by the labels of the row; ``SENTENCE`` stands for a line under the table.
        cells: of every row the cells that its figure is worked out of.
        texts: what stands in rows that say nothing, and in a column of public constants or of ranks.
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
        texts: what is printed, by the labels of the row.
        note: a line under the table, or "".
    """

    name: str
    texts: Mapping[Key, str] = field(hash=False)
    note: str = ""


def statements_of(columns: Iterable[Column]) -> tuple[Statement, ...]:
    """Return everything that columns say, in their order."""
    return tuple(one for column in columns for one in column.statements.values())


def printed(
    columns: Sequence[Column], said: Iterable[Said], figures: Mapping[Key, int | None], mark: str
) -> tuple[PrintedColumn, ...]:
    """Return columns as they are published.

    Args:
        columns: as recognised or computed.
        said: the answers to ``statements_of(columns)``, in the same order.
        figures: the figure published of each cell; None if withheld.
        mark: what stands for everything withheld. It stands too where there is no figure to give for
            want of a count that is withheld: a gap in place of a share would tell that its base is nought.
    """
    answers = iter(said)
    return tuple(_printed(column, answers, figures, mark) for column in columns)


def _printed(column: Column, answers: Iterator[Said], figures: Mapping[Key, int | None], mark: str) -> PrintedColumn:
    given = {row: next(answers) for row in column.statements}
    if SENTENCE in given:
        told = given[SENTENCE]
        return PrintedColumn(column.name, {}, "" if told.status == "withheld" else f"{column.name}: {told.text}.")
    if column.meaning == "rank":
        withheld = any(one.status == "withheld" for one in given.values())
        return PrintedColumn(column.name, dict.fromkeys(column.texts, mark) if withheld else column.texts)
    texts = {}
    for row in dict.fromkeys((*column.cells, *column.texts, *given)):
        shown = all(figures.get(cell) is not None for cell in column.cells.get(row, ()))
        texts[row] = given[row].text if row in given else column.texts.get(row, "") if shown else mark
    loose = any(text.startswith("about ") for text in texts.values())
    return PrintedColumn(column.name, texts, f"{column.name}: “about” means to the nearest 5 or 10." if loose else "")


def across(column: PrintedColumn) -> tuple[PrintedColumn, ...]:
    """Return a column of a table of two ways, with a row for each cell, as columns to stand beside its crosstab."""
    if not column.texts or any(len(row) != 2 for row in column.texts):
        return (column,)
    found: dict[str, dict[Key, str]] = {}
    for (down, top), text in column.texts.items():
        found.setdefault(top, {})[down,] = text
    kept = [(top, texts) for top, texts in found.items() if any(texts.values())]
    parts = [PrintedColumn(f"{top}: {column.name}", texts) for top, texts in kept]
    return tuple(replace(part, note=column.note) if part is parts[0] else part for part in parts)
