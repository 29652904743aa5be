"""Low counts that follow from a change: ``count.derivable``.

"Now 43, 41 in our last reply" tells of two; "doubled from the previous year's one" of two; "five fewer than the eight of
last year" of three; "the same number as last year, when there was one" of one; "more than three", once "fewer than five", of four.
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
_STOCK, _NEXT, _APART = 40, 14, 40
_CHANGE = wordset("up down rose risen fell fallen increased decreased increase decrease grew dropped reduced rise fall")
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


def check(page: Page) -> Iterator[Finding]:
    """Find counts beside their earlier selves, changes from a known count, and bounds that meet."""
    yield from _changes(page)
    yield from _compared(page)
    yield from _between_bounds(page)
    yield from _steps(page)
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
    """Find "doubled from the previous year's one", "doubled to eight" and "fell from 9 by 66.7%"."""
    prose = page.prose
    counts = [one for one in page.quantities if one.exact and one.role in _COUNTED | {Role.THINGS}]
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _TIMES and word not in _CHANGE:
            continue
        first, last = prose.sentence(index)
        here = page.between(index + 1, min(last, index + 10))
        near = [one for one in here if one.token < index + 8 and one.exact and one.role in _COUNTED | {Role.THINGS}]
        by = next((one for one in here if one.role is Role.PERCENTAGE or one.kind is Kind.FRACTION), None)
        if word not in _TIMES and not near and by is not None and prose.word(by.token - 1) in {"of", "by"}:
            place = bisect_left(counts, index, key=attrgetter("token"))
            told = _grown_from_last(page, word, by, counts[max(0, place - 2) : place])
        else:
            words = prose.words[first:last]
            people = any(lexicon.noun_class(one) in _ITEMS or lexicon.person_word(one) for one in words)
            told = _grown(page, index, near, by) if people else None
        if told is not None:
            yield spanned(page, *told, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def _growth(word: str, by: Quantity | None) -> float:
    """Return by what a change multiplies; 1 where no share is given."""
    if word in _TIMES:
        return _TIMES[word]
    share = by.low / (1 if by.kind is Kind.FRACTION else 100) if by is not None else 0.0
    return 1 + share * (1 if word in _UP else -1)


def _is_low_whole(page: Page, size: float) -> bool:
    return abs(size - round(size)) < 0.05 and _low(page, round(size))


def _grown_from_last(page: Page, word: str, by: Quantity, before: Sequence[Quantity]) -> tuple[int, int] | None:
    """Return the tokens of "numbered 8. In 2024 a fall of 75 per cent": of the count before, which may be the later of the two."""
    growth = _growth(word, by)
    for one in before:
        near = one.role is Role.PEOPLE and by.token - one.after < 2 * _APART
        if near and growth > 0 and any(_is_low_whole(page, size) for size in (one.low * growth, one.low / growth)):
            return one.token, by.after
    return None


def _grown(page: Page, index: int, near: Sequence[Quantity], by: Quantity | None) -> tuple[int, int] | None:
    """Return the tokens of a change to or from a count that leaves a low one."""
    prose = page.prose
    word = prose.words[index]
    growth = _growth(word, by)
    to = next((one for one in near if prose.words[one.token - 1] == "to"), None)
    if to is not None and growth > 1 and _is_low_whole(page, to.low / growth):
        return index, to.after
    past = ({"from", "on", "last", "previous"}.intersection(prose.words[index : one.token]) for one in near)
    base = next((one for one, said in zip(near, past, strict=True) if said), None)
    if base is None or (word not in _TIMES and (by is None or prose.word(by.token - 1) != "by")):
        return None
    return (index, max(base.after, by.after if by else 0)) if _is_low_whole(page, base.low * growth) else None


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
