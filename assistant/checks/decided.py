"""What stands in a letter as the protected tables print it, and low counts that a release decision lets out.

Such a count is allowed in its own cell of the table, and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping

from assistant.checks.page import Page
from assistant.figures.tables import Key
from assistant.findings import Finding

_CELL = re.compile(r"(?:[^|\\]|\\.)*")
Row = tuple[str, ...]


def without_decided(page: Page, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings but those on a count that a decision lets out, where it stands in its own cell."""
    spans = list(decided_spans(page))
    for found in findings:
        inside = any(start <= found.start and found.end <= end for start, end in spans)
        if not (inside and found.code.startswith("count.") and found.end > found.start):
            yield found


def decided_spans(page: Page) -> Iterator[tuple[int, int]]:
    """Yield where in the letter cells stand that a decision lets out; the whole row has to be the table's."""
    decided = _decided_rows(page)
    for row, cells in _table_lines(page.text) if decided else ():
        for column in decided.get(row, ()):
            _, start, end = cells[column]
            yield start, end


def own_rows(page: Page) -> list[tuple[int, int]]:
    """Return where rows stand in the letter that are rows of a protected table as it is published, word for word.

    What they tell was attacked when the table was made.
    """
    printed = {tuple(map(_plain, row)) for one in page.material.figures for row in one.protected.rows()[1]}
    return [(cells[0][1], cells[-1][2]) for row, cells in _table_lines(page.text) if row in printed] if printed else []


def _table_lines(text: str) -> Iterator[tuple[Row, list[tuple[str, int, int]]]]:
    """Yield the lines of pipe tables: their words, and each cell with its place in the text."""
    place = 0
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith("|"):
            cells = [(words, place + start, place + end) for words, start, end in _cells(line)]
            if cells:
                yield tuple(words for words, _, _ in cells), cells
        place += len(line)


def _decided_rows(page: Page) -> Mapping[Row, set[int]]:
    """Return the printed rows that hold such cells, and in which columns."""
    found: dict[Row, set[int]] = {}
    for figures in page.material.figures:
        safe = figures.protected
        header, body = safe.rows()
        for key in safe.decided:
            for row in body:
                if (column := _column(key, header, row)) is not None:
                    found.setdefault(tuple(map(_plain, row)), set()).add(column)
    return found


def _column(key: Key, header: Row, row: Row) -> int | None:
    """Return the column of a cell in a printed row: of a crosstab under its label, else after its labels."""
    if len(key) == 2 and row[0] == key[0]:
        return header.index(key[1]) if key[1] in header[1:] else None
    return len(key) if len(key) != 2 and row[: len(key)] == key else None


def _cells(line: str) -> Iterator[tuple[str, int, int]]:
    """Yield the cells of a pipe table's line: text, start and end."""
    start = line.index("|") + 1
    end = line.rstrip().rfind("|")
    while start <= end:
        match = _CELL.match(line, start)
        stop = min(match.end() if match else end, end)
        yield _plain(line[start:stop]), start, stop
        start = stop + 1


def _plain(text: str) -> str:
    return " ".join(text.replace("\\|", "|").replace("&lt;", "<").replace("*", "").split())
