"""The tables printed in a letter, and what their cells count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.fold import Folded
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.quantity import Role
from assistant.checks.numbers.wordset import wordset

MARKS = wordset(
    "* ** *** [c] c [x] x [s] s # ## .. ... [r] [u] [z] [low] low † ‡ ■ ■■ ▪ xx xxx n<5 (low) supp. supp [supp] …"
)
# What stands in a cell, or behind a label, in the place of a number that is kept back.
KEPT_BACK = (
    r"(?:is |was |figure |number |count |data )?(?:not (?:shown|given|stated|disclosed|released|published|provided|included|supplied|reported)"
    r"|withheld|suppressed|redacted|hidden|removed|omitted|exempt(?:ed)?|confidential|undisclosed|disclosive|too (?:few|low|small))\b"
)
_KEPT_CELL = re.compile(
    rf"[(\[]?(?:{KEPT_BACK}.{{0,80}}|(?:s|sec|section|reg|regulation)\.? ?[0-9]{{1,2}}[A-Z]?(?:\([0-9a-zA-Z]{{1,2}}\)){{0,4}}"
    r"|(?:<|≤|under |fewer than |less than |below |up to |no more than ).{1,30}|(?:0|1|one) ?(?:-|–|to) ?(?:[2-9]|four|five))[)\]]?",
    re.I,
)
TOTALS = frozenset({"total", "totals", "all", "grand total", "sum", "overall", "overall total", "total number"})
_IS_TOTAL = re.compile(
    r"\b(?:grand )?total\b|\b(?:overall|altogether|combined|in all|all together)\b|^all\b(?! other)|^(?:whole|entire|full) "
    r"|^sum\b|-wide$|\bas a whole$|^(?:everyone|everybody|both)$",
    re.I,
)
_NOT_TOTAL = re.compile(
    r"\bsub-?\s?total|^all (?:other|day|night|terrain|weather)|%|per ?cent|\brate\b|\bcost\b|£", re.I
)
_STRONG = {"person": Role.PEOPLE, "event": Role.PEOPLE, "thing": Role.THINGS, "money": Role.MONEY}
_MEASURES = {
    "rate": Role.STATISTIC,
    "average": Role.STATISTIC,
    "mean": Role.STATISTIC,
    "median": Role.STATISTIC,
    "rank": Role.STATISTIC,
    "percentage": Role.PERCENTAGE,
    "%": Role.PERCENTAGE,
    "proportion": Role.PERCENTAGE,
    "cost": Role.MONEY,
    "costs": Role.MONEY,
    "spend": Role.MONEY,
    "amount": Role.MONEY,
    "£": Role.MONEY,
    "fee": Role.MONEY,
    "salary": Role.MONEY,
    "age": Role.AGE,
    "ages": Role.AGE,
    "year": Role.DATE,
    "date": Role.DATE,
    "month": Role.DATE,
    "grade": Role.GRADE,
    "band": Role.GRADE,
    "reference": Role.REFERENCE,
    "ref": Role.REFERENCE,
    "id": Role.REFERENCE,
    "duration": Role.PERIOD,
    "length": Role.PERIOD,
    "time": Role.TIME,
    "hours": Role.PERIOD,
    "days": Role.PERIOD,
    "minutes": Role.PERIOD,
    "months": Role.PERIOD,
    "weeks": Role.PERIOD,
    "years": Role.PERIOD,
    "fte": Role.MEASURE,
    "wte": Role.MEASURE,
    "score": Role.STATISTIC,
    "question": Role.STRUCTURE,
    "section": Role.CITATION,
    "page": Role.STRUCTURE,
}
_ASIDES = frozenset({Role.DATE, Role.CITATION, Role.STRUCTURE, Role.PERIOD, Role.AGE})
_CLASSED = frozenset({Role.AGE, Role.GRADE, Role.DATE})
_BEFORE_ASIDES = wordset("to per each by in during this that last under of over within for at same the")
_EDGES = " \t\n*_`'\"()"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words and its place in the folded text."""

    text: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Something stands here in the place of a number that is kept back."""
        plain = self.text.lower().replace("\\", "")
        return plain in MARKS or bool(_KEPT_CELL.fullmatch(plain))

    @property
    def number(self) -> int | None:
        """The whole number that is all the cell holds (a footnote mark aside), if it is one."""
        plain = self.text.strip(" *†‡#()^").replace(",", "")
        return int(plain) if plain.isdigit() and len(plain) < 12 else None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of the letter: header, rows below it, and the words above it."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    start: int
    end: int

    def cell_role(self, row: tuple[Cell, ...], column: int) -> tuple[Role, str]:
        """Return what the numbers in one cell are for, and the word that says so."""
        if column == 0 and len(row) > 1:
            return Role.STRUCTURE, "row label"
        header = self.header[column].text if column < len(self.header) else ""
        corner = self.header[0].text if self.header else ""
        for words, first in ((header, False), (self.caption, True)):
            decided = _decide(words, first=first)
            if decided is not None:
                return decided
        for words in (row[0].text, corner):
            decided = _decide(words, first=False)
            if decided is not None and (words is not corner or decided[0] in {Role.PEOPLE, Role.THINGS}):
                return decided
        return Role.UNKNOWN, ""


def _decide(words: str, *, first: bool) -> tuple[Role, str] | None:
    """Return what a heading says that its numbers are: its first noun, or its last."""
    seen = [word.strip(_EDGES + ".,:;") for word in words.lower().replace("-", " ").split()]
    seen = [word for word in seen if word]
    if not first:
        for index, word in enumerate(seen):
            if word in _MEASURES and not _is_aside(seen, index) and not _names_a_class(seen, index):
                return _MEASURES[word], word
    found: list[tuple[Role, str]] = []
    for index, word in enumerate(seen):
        if word in _MEASURES and _names_a_class(seen, index):
            continue
        kind = compound_class(seen, index)
        if kind in _STRONG:
            found.append((_STRONG[kind], word))
        elif lexicon.person_word(word) or (
            lexicon.case_word(word) and not first and not (found and found[-1][0] is Role.THINGS)
        ):
            found.append((Role.PEOPLE, word))
        elif word in {"by", "per", "in", "for", "at", "on", "with", "under", "during", "who"} and found:
            break
    if not found:
        return None
    people = [entry for entry in found if entry[0] is Role.PEOPLE]
    return found[0] if first and not people else (people[0] if first else found[-1])


def _is_aside(seen: list[str], index: int) -> bool:
    """Tell "Deaths to date" and "People detained under section 136" from "Date of death" and "Section of the Act"."""
    if _MEASURES[seen[index]] not in _ASIDES:
        return False
    counted = any(compound_class(seen, place) in {"person", "event"} for place in range(index))
    return counted and (
        seen[index - 1] in _BEFORE_ASIDES or (seen[index + 1 : index + 2] != [] and seen[index + 1][0].isdigit())
    )


def _names_a_class(seen: list[str], index: int) -> bool:
    """Tell "Band 2-4", "Age 16 to 17" and "Month 3", whose cells are counts, from "Band" and "Age"."""
    return _MEASURES[seen[index]] in _CLASSED and seen[index + 1 : index + 2] != [] and seen[index + 1][0].isdigit()


def is_total(label: str) -> bool:
    """Tell whether a label, or the heading of a column, names the sum of the others: "Total", "Trust total", "All students"."""
    plain = label.lower().strip(" *_:.()[]")
    return plain in TOTALS or bool(_IS_TOTAL.search(plain) and not _NOT_TOTAL.search(plain))


def find_tables(folded: Folded) -> tuple[PrintedTable, ...]:
    """Return the pipe tables of a folded text."""
    found: list[PrintedTable] = []
    block: list[tuple[Cell, ...]] = []
    above: list[str] = []
    start = 0
    for offset, line in _lines(folded.text):
        if _is_row(line):
            block = block or []
            start = start if block else offset
            block.append(_cells(line, offset))
            continue
        if block:
            found.append(_table(block, above, start, offset))
            block = []
            above = []
        if line.strip():
            above = [*above[-1:], line.strip()]
    if block:
        found.append(_table(block, above, start, len(folded.text)))
    return tuple(table for table in found if table.rows)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _is_row(line: str) -> bool:
    bare = line.strip().lstrip(">").strip()
    return bare.startswith("|") or bare.count("|") >= 2


def _cells(line: str, offset: int) -> tuple[Cell, ...]:
    cells = []
    place = 0
    for part in line.split("|"):
        stripped = part.strip()
        start = offset + place + (len(part) - len(part.lstrip()) if stripped else 0)
        cells.append(Cell(stripped.strip("*_`").strip() or stripped, start, start + len(stripped)))
        place += len(part) + 1
    if cells and cells[0].text in {"", ">"}:
        cells = cells[1:]
    if cells and not cells[-1].text and len(cells) > 1:
        cells = cells[:-1]
    return tuple(cells)


def _table(block: list[tuple[Cell, ...]], above: list[str], start: int, end: int) -> PrintedTable:
    rows = [row for row in block if not all(set(cell.text) <= set("-: ") for cell in row)]
    has_rule = len(rows) < len(block)
    has_header = has_rule or (
        len(rows) > 1 and not any(cell.number is not None and len(cell.text) < 4 for cell in rows[0])
    )
    header = rows[0] if rows and has_header else ()
    body = rows[1:] if has_header else rows
    return PrintedTable(tuple(header), tuple(body), _caption(above), start, end)


def _caption(above: list[str]) -> str:
    return above[-1] if above else ""
