"""Tables, read by the scorers' own code: the true counts of a case, and what a letter prints of them."""

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

Key = tuple[str, ...]
TOTAL = "Total"
_TOTALS = {"total", "totals", "all", "grand total", "sum", "overall", "cyfanswm"}
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a table truly says.

    Attributes:
        cells: every count by its labels, ``Total`` for a margin.
        secret: it counts people, so its low counts must not leave.
        earlier: what an earlier reply said of cells with the same labels; public.
        decided: cells whose low count a release decision lets out.
        subtotals: labels that stand for the sum of others, with those others.
        added: sums that hold besides, each a cell and what adds up to it; of several tables made one.
    """

    cells: Mapping[Key, int]
    secret: bool = True
    earlier: Mapping[Key, int] = field(default_factory=dict)
    decided: frozenset[Key] = frozenset()
    subtotals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    added: tuple[tuple[Key, tuple[Key, ...]], ...] = ()

    @property
    def labels(self) -> set[str]:
        """Every label of the table, margins left out."""
        return {label for key in self.cells for label in key} - {TOTAL}

    def sums(self) -> list[tuple[Key, list[Key]]]:
        """Return each margin and subtotal with the cells that add up to it, where all of them are in the table."""
        if self.added:
            return [(total, list(members)) for total, members in self.added]
        places = range(len(next(iter(self.cells), ())))
        labels = [
            list(dict.fromkeys(key[n] for key in self.cells if key[n] != TOTAL and key[n] not in self.subtotals))
            for n in places
        ]
        found = []
        for key in self.cells:
            for n in places:
                parts = labels[n] if key[n] == TOTAL else self.subtotals.get(key[n], ())
                members = [(*key[:n], label, *key[n + 1 :]) for label in parts]
                if members and all(one in self.cells for one in members):
                    found.append((key, members))
        return found


def true_cells(text: str, layout: str = "crosstab", by: Sequence[str] = ()) -> dict[Key, int]:
    """Read a case's table.

    Args:
        text: comma-separated values.
        layout: ``crosstab``, ``long`` (label columns, then the count) or ``records`` (one row a person).
        by: for records, the columns to count by.
    """
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text.strip())) if row]
    head, body = rows[0], rows[1:]
    if layout == "records":
        return _counted(head, body, by)
    cells: dict[Key, int] = {}
    for row in body:
        if layout == "long":
            entries = [((*map(_label, row[:-1]),), row[-1])]
        else:
            entries = [((_label(row[0]), _label(name)), text) for name, text in zip(head[1:], row[1:], strict=True)]
        cells.update({key: int(text.replace(",", "")) for key, text in entries if _FIGURE.fullmatch(text)})
    return cells


def _label(text: str) -> str:
    return TOTAL if text.strip().lower() in _TOTALS else text.strip()


def _counted(head: Sequence[str], body: Sequence[Sequence[str]], by: Sequence[str]) -> dict[Key, int]:
    places = [head.index(name) for name in by]
    counts: Counter[Key] = Counter()
    for row in body:
        for key in product(*((row[n], TOTAL) for n in places)):
            counts[key] += 1
    labels = [[*dict.fromkeys(row[n] for row in body), TOTAL] for n in places]
    return {key: counts[key] for key in product(*labels)}


@dataclass(frozen=True, slots=True)
class Printed:
    """A table in a letter: its header and rows as text, and the lines it takes up."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, int]

    def texts(self, size: int) -> dict[Key, str]:
        """Return the text of each cell by its labels, for a table of so many dimensions."""
        lead = 1 if size < 3 else size
        return {
            (*map(_label, row[:lead]), _label(self.header[n])): row[n]
            for row in self.rows
            for n in range(lead, min(len(row), len(self.header)))
        }

    def shown(self, truth: Truth) -> dict[Key, str]:
        """Return what it prints of a table's cells; empty where it is another table."""
        size = len(next(iter(truth.cells), ()))
        texts = self.texts(size)
        if size == 2:
            found = {key: texts[key] for key in truth.cells if key in texts}
        else:
            found = {key[:-1]: text for key, text in texts.items() if key[:-1] in truth.cells}
        return found if 2 * len(found) >= min(len(truth.cells), len(texts)) and found else {}


def printed_tables(letter: str) -> list[Printed]:
    """Return the pipe tables of a letter."""
    lines = [*letter.splitlines(), ""]
    tables: list[Printed] = []
    start = None
    for number, line in enumerate(lines):
        inside = line.lstrip().startswith("|")
        if inside and start is None:
            start = number
        if not inside and start is not None:
            rows = [_cells(one) for one in lines[start:number]]
            if len(rows) > 2 and set("".join(rows[1])) <= set("-: "):
                tables.append(Printed(rows[0], tuple(rows[2:]), (start, number)))
            start = None
    return tables


def _cells(line: str) -> tuple[str, ...]:
    text = re.sub(r"(?<!\\)\|", "\x00", line.strip()).strip("\x00").replace("\\|", "|")
    return tuple(html.unescape(cell).strip().strip("*_` ").replace("\\[", "[") for cell in text.split("\x00"))


def figure(text: str) -> int | None:
    """Return the count that a cell prints, None where it prints a mark."""
    found = _FIGURE.fullmatch(text.strip())
    return int(found.group().replace(",", "")) if found else None
