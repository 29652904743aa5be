"""A number that a letter keeps back in its own words, or leaves out of a table, and gives away by the others: ``count.derivable``.

"The number evicted was 19. Men: 17. We do not give the figure for women"; a table of men beside all, without a column for women.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from assistant.checks.derived import COUNTS, DERIVABLE, DERIVABLE_REMEDY, EXACT, derived, low
from assistant.checks.grids import is_protected
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.page import Page
from assistant.checks.tables import TOTALS, PrintedTable, is_total
from assistant.findings import Finding, Verdict

_KEPT_BACK = re.compile(
    r"\b(?:figures?|numbers?|counts?|remainder|rest|others?|women|men|girls|boys)\b[^.;\n]{0,40}\b(?:(?:not|never) (?:given|shown|stated|disclosed|released|provided|published)|withheld|suppressed)\b"
    r"|\b(?:do not|cannot|can not|are unable to|are not able to|will not|decline to)\b[^.;\n]{0,20}\b(?:give|tell|state|disclose|release|provide|say|publish)\b[^.;\n]{0,60}\b(?:figures?|numbers?|counts?|how many)\b",
    re.I,
)
_BEFORE, _AFTER, _MOST, _BESIDE = 70, 25, 12, 40
_EVERYBODY = TOTALS | {"everyone", "everybody", "all staff", "both", "all people", "persons", "both sexes"}


def check(page: Page) -> Iterator[Finding]:
    """Find what is kept back in words, and what a table leaves out, that the other numbers give away."""
    yield from _in_words(page)
    for table in page.tables:
        if not is_protected(page, table):
            yield from _left_out(page, table)
            yield from _rows_left_out(page, table)


def _in_words(page: Page) -> Iterator[Finding]:
    prose = page.prose
    counts = [
        one
        for one in page.quantities
        if one.role in COUNTS and one.kind in EXACT and one.exact and page.table_at(prose.starts[one.core]) is None
    ]
    if len(counts) < 2:
        return
    done = -1
    for match in page.seeker.find(_KEPT_BACK):
        place = bisect_left(prose.starts, match.start())
        first = bisect_left(counts, place - _BEFORE, key=attrgetter("token"))
        last = bisect_left(counts, place + _AFTER, key=attrgetter("token"))
        near = counts[max(first, last - _MOST) : last]
        found = _whole_and_parts(page, near) if near and near[-1].token > done else None
        if found:
            done = near[-1].token
            yield derived(page, found)


def _whole_and_parts(page: Page, near: Sequence[Quantity]) -> list[Quantity] | None:
    """Return a number with those that follow or go before it, if it is a low count more than all of them."""
    for index, whole in enumerate(near):
        for parts in (*_runs(near[index + 1 :]), *_runs(near[:index][::-1])):
            left = (whole.exact or 0) - sum(part.exact or 0 for part in parts)
            if low(page, left) and _of_people(page, [whole, *parts]):
                return sorted([whole, *parts], key=attrgetter("token"))
    return None


def _runs(beside: Sequence[Quantity]) -> Iterator[Sequence[Quantity]]:
    return (beside[:size] for size in range(1, len(beside) + 1))


def _of_people(page: Page, quantities: Sequence[Quantity]) -> bool:
    if any(one.role is Role.PEOPLE for one in quantities):
        return True
    first, last = min(one.token for one in quantities), max(one.after for one in quantities)
    around = page.prose.words[max(0, first - 12) : last + 12]
    return any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in around)


def _left_out(page: Page, table: PrintedTable) -> Iterator[Finding]:
    """Find a row whose total is a low count above its parts: a column for the others was left out, and says how many."""
    columns = [n for n, cell in enumerate(table.header) if n and cell.text.lower().strip(" *_:.") in _EVERYBODY]
    if len(columns) != 1:
        return
    total = columns[0]
    if not _counts_people(table, total):
        return
    for row in table.rows:
        if total >= len(row) or row[total].number is None:
            continue
        parts = [cell.number for n, cell in enumerate(row) if n not in {0, total}]
        if not parts or any(number is None for number in parts):
            continue
        if low(page, (row[total].number or 0) - sum(number or 0 for number in parts)):
            start, end = page.prose.folded.start(row[total].start), page.prose.folded.end(row[total].end)
            yield Finding(
                "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
            )


def _rows_left_out(page: Page, table: PrintedTable) -> Iterator[Finding]:
    """Find "214 patients were recalled" beside a table whose rows make 212: a row was left out, and says how many."""
    if any(row and is_total(row[0].text) for row in table.rows):
        return
    prose = page.prose
    first, last = (bisect_left(prose.starts, place) for place in (table.start, table.end))
    start = bisect_left(page.quantities, first - _BEFORE, key=attrgetter("token"))
    end = bisect_left(page.quantities, last + _BESIDE, key=attrgetter("token"))
    near = [
        one
        for one in page.quantities[start:end][: 2 * _MOST + len(table.rows) * len(table.header)]
        if one.role is Role.PEOPLE and one.kind in EXACT and one.exact and page.table_at(prose.starts[one.core]) is None
    ]
    for column in range(1, max((len(row) for row in table.rows), default=0) if near else 1):
        numbers = [row[column].number if column < len(row) else None for row in table.rows]
        roles = {table.cell_role(row, column)[0] for row in table.rows if column < len(row)}
        if len(numbers) < 2 or any(number is None for number in numbers) or roles != {Role.PEOPLE}:
            continue
        made = sum(number or 0 for number in numbers)
        for one in near:
            if low(page, (one.exact or 0) - made) and (one.exact or 0) > max(number or 0 for number in numbers):
                yield derived(page, [one])


def _counts_people(table: PrintedTable, total: int) -> bool:
    roles = {table.cell_role(one, column)[0] for one in table.rows for column in range(1, len(one)) if column != total}
    return Role.PEOPLE in roles and not roles & {Role.MONEY, Role.MEASURE, Role.THINGS, Role.PERCENTAGE}
