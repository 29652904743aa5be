"""Low counts that follow from money, rates, averages and changes: ``count.derivable``.

"£9,000 in all, £3,000 each" tells of three; "1.3 per 1,000 in a school of 1,540" of two; "now 43,
41 in our last reply" of two.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.counts import spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.sums import DERIVABLE, DERIVABLE_REMEDY
from assistant.findings import Finding, Verdict

_EACH = wordset("each apiece per average mean every")
_WHOLE = wordset("total all altogether sum overall combined totalling totalled")
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
_THOUSANDS = {"thousand": 1000}


def check(page: Page) -> Iterator[Finding]:
    """Find unit costs beside totals, rates beside populations, and counts beside earlier ones."""
    yield from _unit_costs(page)
    yield from _rates(page)
    yield from _changes(page)
    yield from _overlapping(page)


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
        nearby = folded.text[match.end() : match.end() + 160].split("\n")[0]
        for population in _POPULATION.finditer(nearby):
            size = int(population.group(1).replace(",", ""))
            if size != scale and not 1900 < size < 2100 and _low(page, round(float(match.group(1)) * size / scale)):
                start, end = folded.start(match.start()), folded.end(match.end() + population.end())
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
    yield from _steps(page)


def _steps(page: Page) -> Iterator[Finding]:
    for quantity in page.quantities:
        if quantity.exact is None or not _low(page, quantity.low) or page.prose.word(quantity.token - 1) != "by":
            continue
        words = page.prose.words[max(0, quantity.token - 5) : quantity.after + 8]
        if _CHANGE.intersection(words) and "since" in words and quantity.role is not Role.THINGS:
            yield spanned(
                page, quantity.token, quantity.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
            )


def _overlapping(page: Page) -> Iterator[Finding]:
    """Find two periods that start together: January to December 11, January to November 9."""
    folded = page.prose.folded
    earlier: list[re.Match[str]] = []
    for match in _SPAN.finditer(folded.text):
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
