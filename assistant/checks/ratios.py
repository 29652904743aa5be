"""Low counts that follow from money, rates, averages and changes: ``count.derivable``.

"£9,000 in all, £3,000 each" tells of three; "1.3 per 1,000 in a school of 1,540" of two; "now 43,
41 in our last reply" of two.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from assistant.checks.counts import spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, of_wider
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_EACH = wordset("each apiece per average mean every")
_WHOLE = wordset("total all altogether sum overall combined totalling totalled")
_COUNTED = frozenset({Role.PEOPLE, Role.UNKNOWN})
_ITEMS = frozenset({"person", "event"})
_PAYMENTS = wordset(
    "settlement settlements payment payments payout payouts compensation award awards claim claims dose doses claimant"
    " claimants damages"
)
_CUMULATIVE = ("to date", "cumulative", "so far", "since our last", "since our previous", "since our earlier")
_CHANGE = wordset("up down rose risen fell fallen increased decreased increase decrease grew dropped reduced rise fall")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPAN = re.compile(
    rf"\b({_MONTHS})[a-z]{{0,7}}\s{{0,2}}(?:to|-|until)\s{{0,2}}({_MONTHS})[a-z]{{0,7}}(?:\s20[0-9]{{2}})?"
    r"[^0-9\n]{0,40}([0-9]{1,6})\b",
    re.I,
)
_RATE = re.compile(
    r"\b([0-9]{1,4}(?:\.[0-9]{1,2})?)\s(?:[a-z]+\s){0,3}(?:per|in every|for every)\s(1,000|1000|10,000|10000|100,000|100000|thousand)\b",
    re.I,
)
_POPULATION = re.compile(
    r"\b(?:of|has|population|roll|with|about|around|total)\s(?:about\s|around\s|some\s|of\s)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{2,6})\b",
    re.I,
)
_WORK = wordset(
    "estimate estimated take takes taking check retrieve extract locate read examine search course training"
)
_EXTREMES = re.compile(
    r"\b(?:youngest|shortest|lowest|smallest|minimum)\b[^.\n0-9]{0,60}\b([0-9]{1,4})\b[^.\n0-9]{0,60}"
    r"\b(?:oldest|longest|highest|largest|maximum)\b[^.\n0-9]{0,40}\b([0-9]{1,4})\b",
    re.I,
)
_NOBODY = wordset("none nobody nil zero no")
_SAME_NUMBER = re.compile(
    r"\b(?:the )?(?:same|identical) (?:number|figure|total)\b[^.\n]{0,60}\b(?:when there (?:was|were|had been)|which was|that was|of)"
    r" (?:only |just )?(?:one|two|three|four|[1-4])\b(?! ?(?:per ?cent|%|days?|weeks?|months?|years?|hours?))",
    re.I,
)
_FAR = 150
_THOUSANDS = {"thousand": 1000}


def check(page: Page) -> Iterator[Finding]:
    """Find unit costs beside totals, rates beside populations, and counts beside earlier ones."""
    yield from _unit_costs(page)
    yield from _unit_periods(page)
    yield from _rates(page)
    yield from _extremes(page)
    yield from _changes(page)
    yield from _steps(page)
    yield from _overlapping(page)
    yield from _repeated(page)


def _low(page: Page, value: float) -> bool:
    return 1 <= value < page.material.policy.threshold


def _unit_costs(page: Page) -> Iterator[Finding]:
    """Divide a total of money by what each one cost."""
    money = [quantity for quantity in page.quantities if quantity.role is Role.MONEY and quantity.high == quantity.low]
    for first, second in pairwise(money):
        if second.token - first.after > 40 or first.low <= 0 or second.low <= 0:
            continue
        if not _paid_for_people(page, first, second):
            continue
        pair = _each_and_all(page, first, second)
        if pair is not None and _whole_ratio(page, *pair):
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _each_and_all(page: Page, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the unit cost and the total, if words say that these are what the two amounts are."""
    larger, smaller = (first, second) if first.low > second.low else (second, first)
    around = page.prose.words[max(0, smaller.token - 6) : smaller.after + 5]
    beside = page.prose.words[max(0, first.token - 8) : second.after + 5]
    if _EACH.intersection(around) and (_WHOLE.intersection(beside) or {"each", "apiece"}.intersection(around)):
        return smaller, larger
    return None


def _whole_ratio(page: Page, each: Quantity, whole: Quantity) -> bool:
    ratio = whole.low / each.low
    return _low(page, round(ratio)) and abs(ratio - round(ratio)) < 0.02


def _paid_for_people(page: Page, first: Quantity, second: Quantity) -> bool:
    start, end = page.prose.sentence(first.token)
    words = page.prose.words[max(start, first.token - 40) : max(min(end, second.after + 12), second.after)]
    if _PAYMENTS.intersection(words):
        return True
    kinds = [lexicon.noun_class(word) for word in words]
    return bool(_ITEMS.intersection(kinds)) and kinds.count("thing") == 0


def _rates(page: Page) -> Iterator[Finding]:
    """Multiply a rate by the population given near it."""
    folded = page.prose.folded
    for match in _RATE.finditer(folded.text):
        base = match.group(2).replace(",", "").lower()
        scale = _THOUSANDS.get(base) or int(base)
        token = bisect_left(page.prose.starts, match.start())
        nearby = folded.text[match.end() : match.end() + 160].split("\n")[0]
        found = False
        for population in _POPULATION.finditer(nearby):
            size = int(population.group(1).replace(",", ""))
            if size != scale and not 1900 < size < 2100 and _low(page, round(float(match.group(1)) * size / scale)):
                found = True
                start, end = folded.start(match.start()), folded.end(match.end() + population.end())
                yield Finding(
                    "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
                )
        if not found and _rate_of_counted(page, match, token, scale):
            start, end = folded.start(match.start()), folded.end(match.end())
            yield Finding(
                "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
            )


def _rate_of_counted(page: Page, match: "re.Match[str]", token: int, scale: int) -> bool:
    """Tell whether a rate is of people whose number the letter gives elsewhere: "9,950 students … 0.4 per 1,000"."""
    prose = page.prose
    first, last = prose.sentence(token)
    around = prose.words[first:last]
    told = any(lexicon.noun_class(word) in _ITEMS or lexicon.person_word(word) for word in around)
    base = bisect_left(prose.starts, match.end())
    if not told or lexicon.noun_class(prose.word(base)) == "thing" or of_wider(prose, token, base):
        return False
    place = bisect_left(page.quantities, token, key=attrgetter("token"))
    near = page.quantities[max(0, place - 12) : place + 12]
    populations = [one.low for one in near if one.role is Role.PEOPLE and one.exact and abs(one.token - token) < _FAR]
    rate = float(match.group(1))
    return any(
        size >= 50 and _low(page, round(rate * size / scale)) for size in populations
    )  # fewer: no base of a rate


def _unit_periods(page: Page) -> Iterator[Finding]:
    """Divide a total of days or hours by what each person had: "12 days of suspension, 4 days each"."""
    periods = [one for one in page.quantities if one.role is Role.PERIOD and one.high == one.low]
    for first, second in pairwise(periods):
        if second.token - first.after > 40 or not first.low or not second.low:
            continue
        larger, smaller = (first, second) if first.low > second.low else (second, first)
        if (
            _same_unit(page, first, second)
            and _shared_out(page, larger, smaller)
            and _whole_ratio(page, smaller, larger)
        ):
            yield spanned(
                page, first.token, second.after + 1, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _same_unit(page: Page, first: Quantity, second: Quantity) -> bool:
    units = {lexicon.singular(page.prose.word(one.after)) for one in (first, second)}
    return len(units) == 1


def _shared_out(page: Page, whole: Quantity, each: Quantity) -> bool:
    """Tell whether words say that one period is of each person and the other of all."""
    prose = page.prose
    first, last = prose.sentence(each.token)
    around = prose.words[max(first, each.token - 10) : min(each.after + 5, last)]
    beside = prose.words[max(0, whole.token - 8) : whole.after + 5]
    of_all = _WHOLE.intersection(beside) or prose.word(whole.after + 1) == "of"
    start, _ = prose.sentence(whole.token)
    said = prose.words[min(start, first) : max(last, whole.after)]
    done = any(lexicon.person_word(word) or lexicon.noun_class(word) == "person" for word in said)
    return bool(_EACH.intersection(around) and of_all and done) and not _WORK.intersection(said)


def _extremes(page: Page) -> Iterator[Finding]:
    """Find a least and a greatest that are one value, so that they are likely one person's."""
    folded = page.prose.folded
    for match in _EXTREMES.finditer(folded.text):
        first, last = page.prose.sentence(bisect_left(page.prose.starts, match.start()))
        around = page.prose.words[first:last]
        people = any(lexicon.noun_class(word) in _ITEMS or lexicon.person_word(word) for word in around)
        if match.group(1) == match.group(2) and people:
            start, end = folded.start(match.start()), folded.end(match.end())
            yield Finding(
                "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
            )


def _changes(page: Page) -> Iterator[Finding]:
    """Find a count set beside its earlier self: "41 to date, now 43", "up by two since May"."""
    if not any(words in page.lower for words in (*_CUMULATIVE, " since ")):
        return
    counts = [
        quantity for quantity in page.quantities if quantity.role in {Role.PEOPLE, Role.UNKNOWN} and quantity.exact
    ]
    for first, second in pairwise(counts):
        if second.token - first.after > 25:
            continue
        between = page.lower[
            page.prose.starts[first.token] - 40 if first.token > 8 else 0 : page.prose.stop(second.after - 1) + 40
        ]
        if any(words in between for words in _CUMULATIVE) and _low(page, abs(first.low - second.low)):
            yield spanned(
                page, first.token, second.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


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
        if from_none or (_CHANGE.intersection(words) and "since" in words and quantity.role in _COUNTED):
            yield spanned(
                page, quantity.token, quantity.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


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
            start, end = folded.start(match.start()), folded.end(match.end())
            yield Finding(
                "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
            )


def _overlapping(page: Page) -> Iterator[Finding]:
    """Find two periods that start together: January to December 11, January to November 9."""
    folded = page.prose.folded
    earlier: list[re.Match[str]] = []
    of_people: dict[int, bool] = {}
    for match in _SPAN.finditer(folded.text):
        of_people = of_people or {page.prose.starts[one.core]: one.role in _COUNTED for one in page.quantities}
        if not of_people.get(match.start(3), False):
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
