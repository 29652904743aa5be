"""Low counts that follow from a change, or from one period beside another: ``count.derivable``.

"Now 43, 41 in our last reply" tells of two; "doubled from the previous year's one" of two; "40 from 2020 to 2024, 38
from 2020 to 2023" of two; "the same number as last year, when there was one" of one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from assistant.checks.counts import is_conditional, spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, derived_at, low_range, may_count_people, of_people
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import governed
from assistant.checks.numbers.quantity import Expression, Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_COUNTED = frozenset({Role.PEOPLE, Role.UNKNOWN})
_ITEMS = frozenset({"person", "event"})
_CUMULATIVE = (
    "to date",
    "cumulative",
    "so far",
    "since our last",
    "since our previous",
    "since our earlier",
    "stood at",
    "now stands",
    "when we wrote",
    "when we replied",
    "when we last",
    "when we answered",
    "in our last",
    "in our earlier",
    "in our previous",
    "our last reply",
    "our last response",
    "last told",
    "we told you",
    "we gave you",
    "as at the date of our",
    "has since risen",
    "had risen to",
    "has risen to",
    "has now",
    "with those of",
    "including those of",
    "counting those of",
    "adding those of",
    "by the half",
    "by the end of",
    "by year end",
    "it is now",
    "is now",
    "are now",
    "were told",
    "was told",
    "we reported",
    "figure then",
    "that time",
    "updated figure",
    "the latest figure",
    "we said",
    "that reply",
    "that letter",
    "you were given",
    "the position at",
    "the position is",
    "the number at",
)
_FEWER, _MORE = wordset("fewer less lower down"), wordset("more higher up greater")
_NO_STEPS = frozenset(
    {Role.MONEY, Role.PERIOD, Role.AGE, Role.DATE, Role.PERCENTAGE, Role.CITATION, Role.MEASURE, Role.TIME}
)
_OPENING = wordset("start beginning opening began started outset")
_CLOSING = wordset("end closing close finished ended now")
_CAME = wordset(
    "joined joiners recruited appointed admitted arrived starters hired received registered enrolled added new"
)
_WENT = wordset("left leavers resigned retired departed withdrew discharged deregistered removed")
_STOCK, _NEXT, _APART = 40, 14, 40
_NOBODY_CAME = wordset("nobody none no-one no one")
_PART_OF_YEAR = re.compile(
    r"\b(?:to|by|until|up to) (?:the )?(?:end of )?(?:january|february|march|april|june|july|august|september|october|november)\b(?! 20[0-9]{2} to)",
    re.I,
)
_RUNNING = re.compile(
    r"\bcumulative|\bto date\b|\brunning (?:total|count)|\bso far\b|\bto (?:the )?end of\b|\bup to and including\b"
)
_CHANGE = wordset("up down rose risen fell fallen increased decreased increase decrease grew dropped reduced rise fall")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPAN = re.compile(
    rf"\b({_MONTHS})[a-z]{{0,7}}\s{{0,2}}(?:to|-|until)\s{{0,2}}({_MONTHS})[a-z]{{0,7}}(?:\s20[0-9]{{2}})?"
    r"[^0-9\n]{0,40}([0-9]{1,6})\b",
    re.I,
)
_NOBODY = wordset("none nobody nil zero no")
_SAME_NUMBER = re.compile(
    r"\b(?:the )?(?:same|identical) (?:number|figure|total)\b[^.\n]{0,60}\b(?:when there (?:was|were|had been)|which was|that was|of)"
    r" (?:only |just )?(?:one|two|three|four|[1-4])\b(?! ?(?:per ?cent|%|days?|weeks?|months?|years?|hours?))",
    re.I,
)
_TIMES = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_WORDS = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1)
}
_OF_FEW = re.compile(
    r"\b(?P<times>doubled|trebled|tripled|quadrupled|halved)\b[^.\n]{0,40}(?:year['\u2019]s|previous|from|on)\s(?:single |the |just )?"
    r"(?P<base>one|two|three|four|five|six|seven|eight|nine|[1-9])\b(?! ?(?:%|per|[0-9]))",
    re.I,
)
_UP = wordset("up rose risen increased increase grew rise")
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
    """Find counts beside their earlier selves, changes from a known count, and periods beside longer ones."""
    yield from _changes(page)
    yield from _compared(page)
    yield from _stocks(page)
    yield from _cumulative(page)
    yield from _to_a_month(page)
    yield from _between_bounds(page)
    yield from _steps(page)
    yield from _overlapping(page)
    yield from _longer(page)
    yield from _repeated(page)
    yield from _multiples(page)
    yield from _multiples_of_few(page)


def _low(page: Page, value: float) -> bool:
    return 1 <= value < page.material.policy.threshold


def _changes(page: Page) -> Iterator[Finding]:
    """Find a count set beside its earlier self: "41 to date, now 43", "up by two since May"."""
    if not any(words in page.lower for words in _CUMULATIVE):
        return
    counts = [one for one in page.quantities if one.exact and (one.role in _COUNTED or _of_somebody(page, one))]
    for first, second in pairwise(counts):
        apart = second.token - first.after > _APART
        if apart or not (of_people(page, [first, second]) or _whose(page, first)):
            continue
        between = page.lower[
            page.prose.starts[first.token] - 40 if first.token > 8 else 0 : page.prose.stop(second.after - 1) + 40
        ]
        if any(words in between for words in _CUMULATIVE) and _low(page, abs(first.low - second.low)):
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _of_somebody(page: Page, one: Quantity) -> bool:
    """Tell whether things that are counted are somebody's: "41 drivers' badges had been suspended"; a number alone may be."""
    if one.role is not Role.THINGS:
        return False
    return may_count_people(page, one) or _whose(page, one)


def _whose(page: Page, one: Quantity) -> bool:
    after = page.prose.words[one.after : one.after + 4]
    return any(lexicon.noun_class(word) == "person" for word in after)


def _compared(page: Page) -> Iterator[Finding]:
    """Find "five fewer than the year before, when there were eight": a count by its distance from a known one."""
    prose, quantities = page.prose, page.quantities
    for place, step in enumerate(quantities):
        word = prose.word(step.after)
        if step.exact is None or step.role in _NO_STEPS or word not in _FEWER | _MORE:
            continue
        first, last = prose.sentence(step.core)
        if "than" not in prose.words[step.after : step.after + 5] or is_conditional(
            prose, max(first, step.token - 6), step.after + 3
        ):
            continue
        sign = -1 if word in _FEWER else 1
        near = [one for one in quantities[place + 1 : place + 5] if one.token < last + _NEXT]
        near += [one for one in quantities[max(0, place - 3) : place] if step.token - one.after < _NEXT]
        bases = [one for one in near if one.exact and (one.role in _COUNTED or may_count_people(page, one))]
        for base in bases:
            if of_people(page, [step, base]) and _low(page, (base.exact or 0) + sign * step.exact):
                ends = sorted((step, base), key=lambda one: one.token)
                yield spanned(
                    page, ends[0].token, ends[1].after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
                )
                break


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
        if nobody and of_people(page, [first, second]):
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


def _between_bounds(page: Page) -> Iterator[Finding]:
    """Find "fewer than five" and, of the same people, "more than three": each is harmless, and together they are four."""
    bounds = [
        one
        for one in page.quantities
        if one.kind is Kind.BOUND and (one.role in _COUNTED or (one.role is Role.THINGS and _is_bare(page, one)))
    ]
    for first, second in pairwise(bounds):
        if second.token - first.after > _STOCK or Role.PEOPLE not in {first.role, second.role}:
            continue
        if first.noun and second.noun and lexicon.singular(first.noun) != lexicon.singular(second.noun):
            continue
        least = max(first.low, second.low)
        most = min(one.high for one in (first, second) if one.high is not None) if first.high or second.high else None
        if most is None or least > most or {first.low, second.low} == {least} or {first.high, second.high} == {most}:
            continue
        if low_range(page, int(least), int(most)):
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _is_bare(page: Page, one: Quantity) -> bool:
    own = Expression(one.token, one.core, one.after, one.low, one.high, one.kind)
    return not governed(page.prose, own).kind


def _steps(page: Page) -> Iterator[Finding]:
    """Find a change by a low number since an earlier reply, or from none."""
    for quantity in page.quantities:
        if quantity.exact is None or not _low(page, quantity.low) or page.prose.word(quantity.token - 1) != "by":
            continue
        words = page.prose.words[max(0, quantity.token - 5) : quantity.after + 8]
        of_things = lexicon.noun_class(page.prose.word(quantity.after)) in {"thing", "money", "period"}
        from_none = (
            not of_things
            and quantity.role in _COUNTED | {Role.THINGS}
            and _CHANGE.intersection(words)
            and _none_before(page, quantity)
        )
        counted = quantity.role in _COUNTED or lexicon.noun_class(quantity.noun) in _ITEMS
        if from_none or (_CHANGE.intersection(words) and "since" in words and counted):
            yield spanned(
                page, quantity.token, quantity.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _multiples(page: Page) -> Iterator[Finding]:
    """Find "doubled from the previous year's one" and "fell from 9 by 66.7%"."""
    prose = page.prose
    counts = [one for one in page.quantities if one.exact and one.role in _COUNTED | {Role.THINGS}]
    for index, word in enumerate(prose.words[: prose.size]):
        times = _TIMES.get(word)
        if times is None and word not in _CHANGE:
            continue
        first, last = prose.sentence(index)
        words = prose.words[first:last]
        if not any(lexicon.noun_class(one) in _ITEMS or lexicon.person_word(one) for one in words):
            continue
        here = page.between(index + 1, min(last, index + 10))
        near = [one for one in here if one.token < index + 8 and one.exact and one.role in _COUNTED | {Role.THINGS}]
        by = [one for one in here if one.role is Role.PERCENTAGE or one.kind is Kind.FRACTION]
        after = next((one for one in near if prose.words[one.token - 1] == "to"), None)
        growth = (times or 0.0) if times else 1 + (by[0].low / (1 if by[0].kind is Kind.FRACTION else 100) if by else 0)
        if after is not None and growth > 1 and (times or word in _UP):
            size = after.low / growth  # "doubled to eight": four before
            if abs(size - round(size)) < 0.05 and _low(page, round(size)):
                yield spanned(page, index, after.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)
                continue
        if times is None and not near and by and prose.word(by[0].token - 1) in {"of", "by"}:
            # "numbered 8. In 2024 a fall of 75 per cent": of what was counted last, which may be the later of the two.
            place = bisect_left(counts, index, key=attrgetter("token"))
            before = [
                one
                for one in counts[max(0, place - 2) : place]
                if one.role is Role.PEOPLE and index - one.after < 2 * _APART
            ]
            share = by[0].low / (1 if by[0].kind is Kind.FRACTION else 100) * (1 if word in _UP else -1)
            sizes = [
                (one, size)
                for one in before
                for size in (one.low * (1 + share), one.low / (1 + share) if share > -1 else 0)
            ]
            told = next(
                (one for one, size in sizes if abs(size - round(size)) < 0.05 and _low(page, round(size))), None
            )
            if told is not None:
                yield spanned(
                    page, told.token, by[0].after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
                )
            continue
        base = next(
            (one for one in near if {"from", "on", "last", "previous"}.intersection(prose.words[index : one.token])),
            None,
        )
        if base is None or (times is None and (not by or prose.word(by[0].token - 1) != "by")):
            continue
        share = by[0].low / (1 if by[0].kind is Kind.FRACTION else 100) if by else 0.0
        size = base.low * (times if times is not None else 1 + share * (1 if word in _UP else -1))
        if abs(size - round(size)) < 0.05 and _low(page, round(size)):
            yield spanned(
                page,
                index,
                max(base.after, by[0].after if by else 0),
                "count.derivable",
                Verdict.BLOCK,
                DERIVABLE,
                DERIVABLE_REMEDY,
            )


def _multiples_of_few(page: Page) -> Iterator[Finding]:
    """Find "doubled from last year's one"."""
    for match in _OF_FEW.finditer(page.prose.folded.text):
        first, last = page.prose.sentence(bisect_left(page.prose.starts, match.start()))
        words = page.prose.words[first:last]
        base = _WORDS.get(match["base"].lower()) or int(match["base"])
        size = base * _TIMES[match["times"].lower()]
        people = any(lexicon.noun_class(one) in _ITEMS or lexicon.person_word(one) for one in words)
        if people and (_low(page, size) or _low(page, base)):
            yield derived_at(page, match)


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


def _none_before(page: Page, change: Quantity) -> bool:
    """Tell whether the sentence, or the one before it, says that there was nobody: a rise from that is a count."""
    first, _ = page.prose.sentence(change.token)
    start, _ = page.prose.sentence(max(0, first - 2))
    words = page.prose.words[start : change.token]
    people = any(lexicon.noun_class(word) in _ITEMS or lexicon.person_word(word) for word in words)
    return people and bool(_NOBODY.intersection(words))


def _repeated(page: Page) -> Iterator[Finding]:
    """Find "the same number as in 2023/24, when there was one"."""
    folded = page.prose.folded
    for match in _SAME_NUMBER.finditer(folded.text):
        first, last = page.prose.sentence(bisect_left(page.prose.starts, match.start()))
        words = page.prose.words[max(0, first - 30) : last]
        if any(lexicon.noun_class(word) in _ITEMS or lexicon.person_word(word) for word in words):
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
