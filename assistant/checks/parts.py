"""A part kept back among parts that are given, and a whole given elsewhere: ``count.derivable``.

"Q1 9; Q2 7; Q3 11; Q4 withheld. Year: 29", a bullet "not shown" under the county's figure, an annex that lists all
sanctions but one of the hearings that the letter counts, two tables of the same people. The whole need not stand
in the list: a requester tries every number of the letter, and so does this.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.checks.derived import COUNTS, DERIVABLE, DERIVABLE_REMEDY, EXACT, derived, low
from assistant.checks.grids import is_protected
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.tables import KEPT_BACK, Cell, PrintedTable, is_total
from assistant.findings import Finding, Verdict

_KEPT = (
    rf"(?:{KEPT_BACK}[^|\n;]{{0,80}}|\[(?:c|x|s|redacted|withheld|suppressed)\]|\\?(?<![\w*])\*{{1,2}}(?![\w*])|(?<!\w)c(?!\w)"
    r"|(?:<|fewer than |less than |under )[^|\n;0-9]{0,12}[0-9]{0,2}|s\.? ?[0-9]{2}(?:\([0-9a-z]{1,2}\)){0,3})"
)
_VALUE = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6}|nil|none|zero)"
_END = r"(?:\s?[*†‡]|\s\([^()\n]{0,40}\))?\s*\.?\s*$"
_BULLET = r"^[ \t]{0,6}(?:[-*•\u2013][ \t]+|\(?[a-z0-9]{1,2}[.)][ \t]+)?"
_ITEM = re.compile(
    rf"{_BULLET}(?P<label>[^\n|:;=]{{1,80}}?)(?:\s?[:=,]\s?|\s[-\u2013\u2014]\s|\s)(?:{_VALUE}|(?P<kept>{_KEPT})){_END}",
    re.I,
)
# What a sentence about a number ends with, and what names a whole: neither is a part.
_NO_LABEL = re.compile(
    r"\btotals?\b|\b(?:is|are|was|were|of|to|by|and|the|in|on|at|about|all|altogether|overall)\s*$", re.I
)
_NAMES_A_PART = re.compile(r"[^\W\d_]|\b(?:19|20)[0-9]{2}\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FEW = 3  # of two numbers the one is often a little more than the other
_LONGEST_LINE, _MOST_ITEMS = 1_000, 200
_NONE = frozenset({"nil", "none", "zero"})
# A dash may stand for none or for what is kept back: where it is none, the sums leave nothing over.
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_TOTAL_NEAR = re.compile(
    r"\b(?:total\w*|in all|altogether|overall|sum|whole|all(?: \w+){0,3}|(?:whole |full )?year|annual\w*|county|force|trust|combined)\b",
    re.I,
)
# Where no words say so, a whole is a whole by its size: chance seldom makes a number that is just above a large sum.
_LEAST_SUM = 20
_ABOVE = 300
_WHOLES = frozenset(
    {("in", "all"), ("in", "total"), ("total", "of"), ("all", "told"), ("total", ":"), ("total", "was")}
)
_ALTOGETHER = wordset("altogether")
_ALL_BUT = wordset("national england wales scotland ireland uk average")


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the parts: its number, or None where it is kept back, and its place in the folded text."""

    number: int | None
    start: int
    end: int


def check(page: Page) -> Iterator[Finding]:
    """Find parts kept back that the letter's other numbers give away."""
    groups = [*_of_lines(page), *_of_tables(page)]
    if not groups:
        return
    wholes = _Wholes(page)
    for parts in groups:
        alone = _beside_their_sum(page, parts)
        if alone is not None:
            yield _given_away(page, alone)
            continue
        kept = [part for part in parts if part.number is None]
        given = [part.number or 0 for part in parts if part.number is not None]
        whole = wholes.giving_away(parts, sum(given), max(given, default=0), alone=len(kept) == 1)
        elsewhere = whole is None and len(kept) == 1 and _in_another_table(page, parts, sum(given))
        if whole is None and not elsewhere:
            continue
        for part in kept:
            yield _given_away(page, part)
        # The part is kept back rightly; what gives it away stands elsewhere.
        if whole is not None:
            yield derived(page, [whole])


def _given_away(page: Page, part: _Part) -> Finding:
    first, last = page.prose.folded.start(part.start), page.prose.folded.end(part.end)
    return Finding("count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, first, last, page.quote(first, last))


def _beside_their_sum(page: Page, parts: Sequence[_Part]) -> _Part | None:
    """Return the part kept back of a list that holds its own whole: "Q1 9, Q2 6, Q3 suppressed, Q4 5, Year 22"."""
    kept = [part for part in parts if part.number is None]
    given = sorted((part.number or 0) for part in parts if part.number is not None)
    if len(kept) != 1 or len(given) < _FEW or page.table_at(parts[0].start) is not None:
        return None
    return kept[0] if low(page, given[-1] - sum(given[:-1])) else None


def _in_another_table(page: Page, parts: Sequence[_Part], given: int) -> bool:
    """Tell whether another table counts the same people in full: by sex 33, by age 21, 8 and one kept back."""
    table = page.table_at(parts[0].start)
    heading = _heading_at(table, parts[0].start) if table else ""
    for other in page.tables if heading else ():
        if other is table:
            continue
        for column, cell in enumerate(other.header):
            numbers = [row[column].number for row in other.rows if column < len(row) and not is_total(row[0].text)]
            known = [number for number in numbers if number is not None]
            same = column > 0 and cell.text.lower() == heading and len(known) == len(numbers) > 1
            if same and low(page, sum(known) - given):
                return True
    return False


def _heading_at(table: PrintedTable, start: int) -> str:
    columns = (n for row in table.rows for n, cell in enumerate(row) if cell.start == start)
    column = next(columns, len(table.header))
    return table.header[column].text.lower() if column < len(table.header) else ""


class _Wholes:
    """The numbers of a letter that may be the whole of some parts."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _counts(self) -> tuple[Quantity, ...]:
        # "County: 118" is of what the list is of, whatever noun stands beside it.
        roles = COUNTS | {Role.THINGS}
        found = (one for one in self._page.quantities if one.role in roles and one.kind in EXACT and one.exact)
        return tuple(sorted(found, key=lambda one: one.exact or 0))

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(one.exact or 0 for one in self._counts)

    def giving_away(self, parts: Sequence[_Part], given: int, largest: int, *, alone: bool) -> Quantity | None:
        """Return a number of the letter that is the whole of parts, and leaves a low count for what is kept back.

        Args:
            parts: those of one list or line of a table.
            given: the sum of the parts that are given.
            largest: the largest of them.
            alone: one part is kept back, not several that may share what is left.
        """
        most = self._page.material.policy.threshold - 1
        first, last = parts[0].start, parts[-1].end
        place = bisect_left(self._sizes, given + 1)
        for one in self._counts[place : bisect_right(self._sizes, given + most)]:
            start = self._page.prose.starts[one.core]
            left = (one.exact or 0) - given
            # Of the numbers of one table, its own sums tell; another of its columns is no whole of this one.
            beside = self._page.table_at(start)
            apart = (beside is None or beside is not self._page.table_at(first)) and (one.exact or 0) > largest
            apart = apart and not any(part.start <= start < part.end for part in parts)
            told = low(self._page, left) if alone else left < most
            several = sum(part.number is not None for part in parts) > 1
            by_size = alone and several and given >= _LEAST_SUM and one.role in COUNTS
            named = self._is_named(one, first, last) and (several or self._is_called(one))
            if apart and told and (by_size or named):
                return one
        return None

    def _is_called(self, one: Quantity) -> bool:
        """Tell whether a number is called a whole by the words beside it: "seven children in all"."""
        words = self._page.prose.words[max(0, one.token - 3) : one.after + 5]
        return any(pair in _WHOLES for pair in pairwise(words)) or bool(_ALTOGETHER.intersection(words))

    def _is_named(self, one: Quantity, first: int, last: int) -> bool:
        """Tell whether words near a number, close to the parts, call it a whole."""
        prose = self._page.prose
        start = prose.starts[one.core]
        text = prose.folded.text
        around = text[max(0, start - 40) : start] + " " + text[start : start + 30]
        return first - _ABOVE < start < last + _ABOVE and bool(_TOTAL_NEAR.search(around))


# --- lists


def _of_lines(page: Page) -> Iterator[list[_Part]]:
    """Yield lists of lines, and of parts of one line between semicolons."""
    block: list[_Part] = []
    offset = 0
    text = page.prose.folded.text
    for line in [*text.split("\n"), ""]:
        if line.strip() and page.table_at(offset) is None and len(line) < _LONGEST_LINE:
            part = _item(line, offset)
            if part is None:
                yield from _judged(page, block)
                block = []
                for sign in (";", ","):
                    if line.count(sign) > 1:
                        yield from _judged(page, _within(line, offset, sign))
            else:
                block.append(part)
        elif line.strip() or offset >= len(text):
            yield from _judged(page, block)
            block = []
        offset += len(line) + 1
    yield from _judged(page, block)


def _within(line: str, offset: int, sign: str) -> list[_Part]:
    """Return the parts of a line: "Q1 9; Q2 7; Q3 11; Q4 withheld. Year: 29."""
    parts: list[_Part] = []
    for chunk in re.finditer(r"[^;]+" if sign == ";" else r"(?:[^,;]|,(?=[0-9]))+", line):
        # Before the first part stands a sentence, and after the last another one.
        words = re.split(r"(?<=[a-z0-9\])*])\.\s", chunk[0], maxsplit=1)[0] if parts else chunk[0]
        leads = [0] if parts else [0, *(found.end() for found in re.finditer(r"[.:]\s", words))]
        found = (_item(words[lead:], offset + chunk.start() + lead) for lead in leads)
        part = next((one for one in found if one is not None), None)
        if part is not None:
            parts.append(part)
    return parts


def _item(line: str, offset: int) -> _Part | None:
    match = _ITEM.match(line)
    if match is None or not _NAMES_A_PART.search(match["label"]) or _NO_LABEL.search(match["label"]):
        return None
    number = match["number"]
    if number and _YEAR.fullmatch(number) and not re.search(r"[:=]\s*$", line[: match.start("number")]):
        return None  # a heading that ends with a date
    value = None if number is None else 0 if number.lower() in _NONE else int(number.replace(",", ""))
    return _Part(value, offset + match.start("label"), offset + match.end("kept" if number is None else "number"))


def _judged(page: Page, parts: list[_Part]) -> Iterator[list[_Part]]:
    """Yield a list if part of it is kept back and what it counts is not things."""
    given = [part for part in parts if part.number is not None]
    if 1 <= len(given) < len(parts) < _MOST_ITEMS and _counts_people(page, parts[0].start, parts[-1].end):
        yield parts


def _counts_people(page: Page, start: int, end: int) -> bool:
    words = re.findall(r"[a-z]+", page.prose.folded.text[max(0, start - _ABOVE) : end].lower())
    kinds = [lexicon.noun_class(word) for word in words]
    return "person" in kinds or "event" in kinds or any(map(lexicon.person_word, words))


# --- tables


def _of_tables(page: Page) -> Iterator[list[_Part]]:
    """Yield the columns of tables that have no totals of their own; of those that have, the table's sums tell."""
    for table in page.tables:
        if is_protected(page, table):
            continue
        if not any(_keeps_back(cell) for row in table.rows for cell in row[1:]):
            continue
        if any(words in _ALL_BUT for words in re.findall(r"[a-z]+", _headings(table))):
            continue
        yield from _columns(table)


def _headings(table: PrintedTable) -> str:
    return " ".join(cell.text.lower() for cell in table.header)


def _columns(table: PrintedTable) -> Iterator[list[_Part]]:
    width = max((len(row) for row in table.rows), default=0)
    for column in range(1, width):
        rows = [row for row in table.rows if column < len(row)]
        if any(is_total(row[0].text) for row in rows):
            continue
        roles = {table.cell_role(row, column)[0] for row in rows}
        if roles <= COUNTS or (roles <= COUNTS | {Role.THINGS} and _of_people(table, column)):
            yield from _line([row[column] for row in rows])


def _of_people(table: PrintedTable, column: int) -> bool:
    """Tell whether the heading of a column, or the caption, names people beside the things that they have."""
    heading = table.header[column].text if column < len(table.header) else ""
    words = re.findall(r"[a-z]+", f"{heading} {table.caption}".lower())
    return any(lexicon.noun_class(word) == "person" for word in words)


def _line(cells: Sequence[Cell]) -> Iterator[list[_Part]]:
    parts: list[_Part] = []
    for cell in cells:
        if _keeps_back(cell):
            parts.append(_Part(None, cell.start, cell.end))
        elif cell.number is not None or cell.text.lower() in _NONE:
            parts.append(_Part(cell.number or 0, cell.start, cell.end))
        else:
            return
    if 1 <= sum(part.number is not None for part in parts) < len(parts):
        yield parts


def _keeps_back(cell: Cell) -> bool:
    return cell.is_mark or _is_kept(cell) or cell.text.strip() in _DASHES


def _is_kept(cell: Cell) -> bool:
    return re.fullmatch(_KEPT, cell.text.strip(" *"), re.I) is not None
