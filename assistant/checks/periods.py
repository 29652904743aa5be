"""Low counts that follow from one period beside another: ``count.derivable``.

"40 from 2020 to 2024, 38 from 2020 to 2023", "14 in the year, 11 to the end of November" and a running total that rises by two tell of
two or three; "64 at the start of the year, nine joined and 71 at its end" of two who left.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checks.counts import spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, derived_at, may_count_people, of_people
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_COUNTED = frozenset({Role.PEOPLE, Role.UNKNOWN})
_ITEMS = frozenset({"person", "event"})
_STOCK, _NEXT, _DATED = 40, 14, 5
_MONTH_NAMES = wordset("january february march april may june july august september october november december")
_OPENING = wordset("start beginning opening began started outset")
_CLOSING = wordset("end closing close finished ended now")
_CAME = wordset(
    "joined joiners recruited appointed admitted arrived starters hired received registered enrolled added new"
)
_WENT = wordset("left leavers resigned retired departed withdrew discharged deregistered removed")
_NOBODY_CAME = wordset("nobody none no-one no one")
_PART_OF_YEAR = re.compile(
    r"\b(?:to|by|until|up to) (?:the )?(?:end of )?(?:january|february|march|april|june|july|august|september|october|november)\b(?! 20[0-9]{2} to)",
    re.I,
)
_RUNNING = re.compile(
    r"\bcumulative|\bto date\b|\brunning (?:total|count)|\bso far\b|\bto (?:the )?end of\b|\bup to and including\b"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPAN = re.compile(
    rf"\b({_MONTHS})[a-z]{{0,7}}\s{{0,2}}(?:to|-|until)\s{{0,2}}({_MONTHS})[a-z]{{0,7}}(?:\s20[0-9]{{2}})?"
    r"[^0-9\n]{0,40}([0-9]{1,6})\b",
    re.I,
)
_YEARS = re.compile(
    r"\b(?P<a>20[0-9]{2})\s?(?:and|to|-|until)\s?(?P<b>20[0-9]{2})\b[^0-9\n]{0,60}\b(?P<m>[0-9]{1,5})\b[^0-9\n]{0,60}"
    r"\b(?P<c>20[0-9]{2})\s?(?:and|to|-|until)\s?(?P<d>20[0-9]{2})\b[^0-9\n]{0,60}\b(?P<n>[0-9]{1,5})\b(?! ?%)",
    re.I,
)
_HALF = re.compile(
    r"\b(?:first (?:half|six months|nine months|three quarters)|to (?:end of )?(?:june|september))\b[^0-9.\n]{0,40}\b(?P<m>[0-9]{1,5})\b(?! ?%)"
    r"[^0-9\n]{0,80}\b(?:full|whole|entire|the) (?:financial |calendar )?year\b[^0-9.\n]{0,40}\b(?P<n>[0-9]{1,5})\b(?! ?%)",
    re.I,
)


def check(page: Page) -> Iterator[Finding]:
    """Find periods beside longer ones, running totals, and those who came beside those who were there."""
    yield from _longer(page)
    yield from _overlapping(page)
    yield from _to_a_month(page)
    yield from _cumulative(page)
    yield from _rising(page)
    yield from _stocks(page)


def _low(page: Page, value: float) -> bool:
    return 1 <= value < page.material.policy.threshold


def _stocks(page: Page) -> Iterator[Finding]:
    """Find "64 at the start of the year, nine joined and 71 were in post at the end": two left."""
    prose = page.prose
    counts = [one for one in page.quantities if one.exact and (one.role in _COUNTED or may_count_people(page, one))]
    yield from _none_came(page, counts)
    for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
        if third.after - first.token > _STOCK:
            continue
        start, _ = prose.sentence(first.core)
        _, last = prose.sentence(third.core)
        words = set(prose.words[start:last])
        if not (words & _OPENING and words & _CLOSING and words & (_CAME | _WENT)):
            continue
        opening, moved, closing = first.exact or 0, second.exact or 0, third.exact or 0
        left = opening + moved - closing if words & _CAME else closing - opening + moved
        if _low(page, left):
            yield spanned(page, first.token, third.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def _none_came(page: Page, counts: Sequence[Quantity]) -> Iterator[Finding]:
    """Find "there were 37 officers in post; a year later there were 34. Nobody was recruited": three left."""
    prose = page.prose
    for first, second in pairwise(counts):
        if second.after - first.token > _STOCK or not _low(page, (first.exact or 0) - (second.exact or 0)):
            continue
        words = prose.words[first.token : second.after + _NEXT + 6]
        nobody = any(
            word in _NOBODY_CAME and bool(_CAME.intersection(words[place : place + 6]))
            for place, word in enumerate(words)
        )
        if nobody and first.role is Role.PEOPLE:
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _to_a_month(page: Page) -> Iterator[Finding]:
    """Find "in the year we recorded 14; to the end of November the figure was 11"."""
    prose = page.prose
    for match in _PART_OF_YEAR.finditer(prose.folded.text):
        token = bisect_left(prose.starts, match.end())
        later = [
            one for one in page.between(token, token + _NEXT) if one.exact and one.role in _COUNTED | {Role.THINGS}
        ][:1]
        before = [
            one for one in page.between(token - _STOCK, token - 3) if one.exact and one.role in _COUNTED | {Role.THINGS}
        ]
        for one in before[-3:]:
            if later and _low(page, (one.exact or 0) - (later[0].exact or 0)) and of_people(page, [one, later[0]]):
                yield spanned(
                    page, one.token, later[0].after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
                )
                break


def _cumulative(page: Page) -> Iterator[Finding]:
    """Find a column of running totals in which one is a low count above the one before."""
    for table in page.tables:
        words = " ".join([table.caption, *(cell.text for cell in table.header)]).lower()
        if not _RUNNING.search(words):
            continue
        for column in range(1, max((len(row) for row in table.rows), default=0)):
            cells = [row[column] for row in table.rows if column < len(row) and row[column].number is not None]
            people = any(table.cell_role(row, column)[0] is Role.PEOPLE for row in table.rows if column < len(row))
            numbers = [cell.number or 0 for cell in cells]
            if not people or len(numbers) < 3 or numbers != sorted(numbers):
                continue
            for (before, after), cell in zip(pairwise(numbers), cells[1:], strict=True):
                if _low(page, after - before):
                    start, end = page.prose.folded.start(cell.start), page.prose.folded.end(cell.end)
                    yield Finding(
                        "count.derivable",
                        Verdict.BLOCK,
                        DERIVABLE,
                        DERIVABLE_REMEDY,
                        start,
                        end,
                        page.quote(start, end),
                    )


def _rising(page: Page) -> Iterator[Finding]:
    """Find "it had paid 87 people by 31 March 2026 and 89 by 30 June": what there had been by two dates."""
    prose = page.prose
    counts = [one for one in page.quantities if one.exact and (one.role in _COUNTED or may_count_people(page, one))]
    for first, second in pairwise(counts):
        if second.after - first.token > _STOCK or not _low(page, (second.exact or 0) - (first.exact or 0)):
            continue
        if all(_by_a_date(prose, one) for one in (first, second)) and of_people(page, [first, second]):
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _by_a_date(prose: Prose, one: Quantity) -> bool:
    """Tell whether a count is of what had happened by a date: "87 people by 31 March", "by the end of June 89"."""
    behind = prose.words[one.after : one.after + _DATED]
    before = prose.words[max(0, one.token - _DATED - 2) : one.token]
    return any(
        word == "by" and bool(_MONTH_NAMES.intersection(words[place + 1 : place + 6]))
        for words in (behind, before)
        for place, word in enumerate(words)
    )


def _longer(page: Page) -> Iterator[Finding]:
    """Find a count of a period beside that of a longer one: 2020 to 2024 and 2020 to 2023, half a year and the year."""
    text = page.prose.folded.text
    for match in (*_YEARS.finditer(text), *_HALF.finditer(text)):
        years = [match.groupdict().get(name) for name in ("a", "b", "c", "d")]
        if years[0] and (years[0] == years[2]) == (years[1] == years[3]):
            continue
        first, last = page.prose.sentence(bisect_left(page.prose.starts, match.start()))
        people = any(
            lexicon.noun_class(one) in _ITEMS or lexicon.person_word(one) for one in page.prose.words[first:last]
        )
        if people and _low(page, abs(int(match["m"].replace(",", "")) - int(match["n"].replace(",", "")))):
            yield derived_at(page, match)


def _overlapping(page: Page) -> Iterator[Finding]:
    """Find two periods that start together: January to December 11, January to November 9."""
    folded = page.prose.folded
    earlier: list[re.Match[str]] = []
    of_people: dict[int, bool] = {}
    for match in _SPAN.finditer(folded.text):
        of_people = of_people or {page.prose.starts[one.core]: one.role in _COUNTED for one in page.quantities}
        after = page.prose.word(bisect_left(page.prose.starts, match.end()))
        named = lexicon.noun_class(after) in _ITEMS  # "January to December 11 inmates" is no date
        if not (of_people.get(match.start(3), False) or named or (earlier and match.start() - earlier[-1].end() < 40)):
            continue
        for other in earlier[-3:]:
            same = other.group(1).lower() == match.group(1).lower() and other.group(2).lower() != match.group(2).lower()
            if (
                same
                and match.start() - other.end() < 300
                and _low(page, abs(int(other.group(3)) - int(match.group(3))))
            ):
                start, end = folded.start(other.start()), folded.end(match.end())
                yield Finding(
                    "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
                )
        earlier.append(match)
