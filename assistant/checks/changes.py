"""Low counts that follow from a change, or from one period beside another: ``count.derivable``.

"Now 43, 41 in our last reply" tells of two; "doubled from the previous year's one" of two; "40 from 2020 to 2024, 38
from 2020 to 2023" of two; "the same number as last year, when there was one" of one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.counts import spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, derived_at
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Kind, Quantity, Role
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
        near = [one for one in counts if index < one.token < min(last, index + 8)]
        by = [
            one
            for one in page.quantities
            if (one.role is Role.PERCENTAGE or one.kind is Kind.FRACTION) and index < one.token < min(last, index + 10)
        ]
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
