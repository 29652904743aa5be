"""Low counts that follow from money, rates and averages: ``count.derivable``.

"£9,000 in all, £3,000 each" tells of three; "1.3 per 1,000 in a school of 1,540" of two; "a mean age of 31, and
ages that add up to 93" of three.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from assistant.checks.counts import spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, derived_at, of_wider
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import label_before
from assistant.checks.numbers.quantity import Expression, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_EACH = wordset("each apiece per average mean every head")
_OF_ONE = wordset("each per every a an")
_WHOLE = wordset("total all altogether sum overall combined totalling totalled")
_ITEMS = frozenset({"person", "event"})
_PAYMENTS = wordset(
    "settlement settlements payment payments payout payouts compensation award awards claim claims dose doses claimant"
    " claimants damages"
)
_RATE = re.compile(
    r"\b([0-9]{1,4}(?:\.[0-9]{1,2})?)\s(?:[a-z]+\s){0,3}(?:per|in every|for every)\s(100|hundred|1,000|1000|10,000|10000|100,000|100000|thousand)\b",
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
_ALIKE = re.compile(
    r"\b(?:youngest|shortest|lowest|smallest|earliest|least)\b[^.\n0-9]{1,30}\b(?:oldest|longest|highest|largest|latest|most)\b"
    r"[^.\n]{0,40}\b(?:alike|the same|identical|equal|both)\b",
    re.I,
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,5}"
_MEAN_AND_SUM = re.compile(
    rf"\b(?:mean|average)\b[^.\n0-9]{{0,60}}(?P<mean>{_NUMBER})(?![0-9.])[^.\n0-9]{{0,60}}"
    rf"\b(?:add(?:s|ed)? up to|sum(?:s|med)? (?:is|was|to|of)|total(?:s|led|ling)?(?: is| was| of)?|come[s]? to)\s(?P<sum>{_NUMBER})\b",
    re.I,
)
_FAR = 150
_ANY_PEOPLE = wordset("people person head population")
_MOST, _LEAST = wordset("highest largest greatest biggest most maximum"), wordset("lowest smallest least minimum")
_NEAR_MONEY, _TOLD_BEFORE = 40, 25
# What each person has once.
_COURSES = wordset("course dose patient claimant treatment bursary relocation allowance placement")
_SIZES = wordset("roll population headcount workforce establishment enrolment enrolled employed strength list-size")
_PER_TIME = wordset("year month week day hour night annum quarter term session mile kilometre")
_SPENT = wordset(
    "cost costs costing came amounted payments payment paid spent paid bill billed charged total totalled totalling sum invoice invoices"
)
_TIME = wordset("hours days weeks shifts hour day")
_SCALES = {"hundred": 100, "thousand": 1000}


def check(page: Page) -> Iterator[Finding]:
    """Find unit costs beside totals, rates beside populations, and counts beside earlier ones."""
    yield from _unit_costs(page)
    yield from _unit_periods(page)
    yield from _rates(page)
    yield from _extremes(page)
    yield from _alike(page)
    yield from _two_make_all(page)
    yield from _averages(page)


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
    around = page.prose.words[max(0, smaller.token - 9) : smaller.after + 5]
    beside = page.prose.words[max(0, first.token - 8) : second.after + 5]
    unit = page.prose.words[smaller.after : smaller.after + 2]
    if (
        unit[:1] in (["a"], ["an"], ["per"])
        and len(unit) > 1
        and unit[1] not in _PER_TIME
        and _SPENT.intersection(beside)
    ):
        return smaller, larger  # "at £41 a dose, cost £123"
    if _EACH.intersection(around) and (_WHOLE.intersection(beside) or {"each", "apiece"}.intersection(around)):
        return smaller, larger
    return None


def _whole_ratio(page: Page, each: Quantity, whole: Quantity) -> bool:
    ratio = whole.low / each.low
    return _low(page, round(ratio)) and abs(ratio - round(ratio)) < 0.02


def _paid_for_people(page: Page, first: Quantity, second: Quantity) -> bool:
    start, end = page.prose.sentence(first.token)
    words = page.prose.words[max(start, first.token - 40) : max(min(end, second.after + 12), second.after)]
    if any(_is_of_a_person(page, one) for one in (first, second)):
        return True
    if _PAYMENTS.intersection(words):
        return True
    kinds = [lexicon.noun_class(word) for word in words]
    if "person" in kinds and ("head" in words or _COURSES.intersection(words)):
        return True
    return bool(_ITEMS.intersection(kinds)) and kinds.count("thing") == 0


def _is_of_a_person(page: Page, each: Quantity) -> bool:
    """Tell "£150 to each pupil" and "£12,000 per person"."""
    near = page.prose.words[each.after : each.after + 4]
    return any(one in _OF_ONE and lexicon.noun_class(noun) == "person" for one, noun in pairwise(near))


def _rates(page: Page) -> Iterator[Finding]:
    """Multiply a rate by the population given near it."""
    folded = page.prose.folded
    for match in _RATE.finditer(folded.text):
        base = match.group(2).replace(",", "").lower()
        scale = _SCALES.get(base) or int(base)
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
    of = lexicon.singular(prose.word(base)) if lexicon.noun_class(prose.word(base)) == "person" else ""
    populations = [
        one.low
        for one in near
        if one.exact
        and abs(one.token - token) < _FAR
        # "4.1 crimes per 1,000 residents" is of residents, whatever else is counted.
        and (
            _is_size(page, one)
            or (
                one.role is Role.PEOPLE
                and (not of or of in _ANY_PEOPLE or lexicon.singular(one.noun) in {of, "people", "headcount", "staff"})
            )
        )
    ]
    rate = float(match.group(1))
    return any(
        size >= 50 and _low(page, round(rate * size / scale)) for size in populations
    )  # fewer: no base of a rate


def _unit_periods(page: Page) -> Iterator[Finding]:
    """Divide a total of days or hours by what each person had: "12 days of suspension, 4 days each"."""
    # "45 days between them, an average of 15": the mean has no unit of its own.
    roles = {Role.PERIOD, Role.STATISTIC, Role.MEASURE}
    periods = [one for one in page.quantities if one.high == one.low and (one.role in roles or _labelled(page, one))]
    for first, second in pairwise(periods):
        if Role.PERIOD not in {first.role, second.role}:
            continue
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


def _labelled(page: Page, one: Quantity) -> bool:
    """Tell whether a number without a unit stands behind a label that names one: "Hours lost, first quarter: 180"."""
    first, last = label_before(page.prose, Expression(one.token, one.core, one.after, one.low, one.high, one.kind))
    start, _ = page.prose.sentence(one.core)
    return first < last and _TIME.intersection(page.prose.words[start:last]) != frozenset()


def _same_unit(page: Page, first: Quantity, second: Quantity) -> bool:
    measured = {Role.PERIOD, Role.MEASURE}
    units = {lexicon.singular(page.prose.word(one.after)) for one in (first, second) if one.role in measured}
    labels = [one for one in (first, second) if one.role not in measured | {Role.STATISTIC}]
    named = [page.prose.words[page.prose.sentence(one.core)[0] : one.token] for one in labels]
    return len(units) == 1 and all(units <= {lexicon.singular(word) for word in words} for words in named)


def _shared_out(page: Page, whole: Quantity, each: Quantity) -> bool:
    """Tell whether words say that one period is of each person and the other of all."""
    prose = page.prose
    first, last = prose.sentence(each.token)
    around = prose.words[max(first, each.token - 10) : min(each.after + 5, last)]
    beside = prose.words[max(0, whole.token - 8) : whole.after + 5]
    of_all = (
        whole.role not in {Role.PERIOD, Role.STATISTIC, Role.MEASURE}
        or (_WHOLE | {"between", "team", "lot", "crew", "watch"}).intersection(beside)
        or prose.word(whole.after + 1) == "of"
    )
    start, _ = prose.sentence(whole.token)
    said = prose.words[min(start, first) : max(last, whole.after)]
    before = prose.words[max(0, min(start, first) - _TOLD_BEFORE) : min(start, first)]
    done = any(lexicon.person_word(word) or lexicon.noun_class(word) == "person" for word in said)
    done = done or any(
        one in {"each", "every"} and lexicon.noun_class(word) == "person" for one, word in pairwise(before)
    )
    return bool((_EACH | {"fixed"}).intersection(around) and of_all and done) and not _WORK.intersection(said)


def _is_size(page: Page, one: Quantity) -> bool:
    """Tell whether words call a number the size of a population: "(roll at the January census: 1,540)"."""
    before = page.prose.words[max(0, one.token - 12) : one.token]
    return one.role in {Role.PEOPLE, Role.UNKNOWN, Role.THINGS} and bool(_SIZES.intersection(before))


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


def _alike(page: Page) -> Iterator[Finding]:
    """Find "the shortest and the longest periods were alike": there was likely one."""
    for match in _ALIKE.finditer(page.prose.folded.text):
        first, last = page.prose.sentence(bisect_left(page.prose.starts, match.start()))
        if any(
            lexicon.noun_class(word) in _ITEMS or lexicon.person_word(word) for word in page.prose.words[first:last]
        ):
            yield derived_at(page, match)


def _two_make_all(page: Page) -> Iterator[Finding]:
    """Find "the highest was £9,000, the lowest £4,000 and the total £13,000": there were two."""
    money = [one for one in page.quantities if one.role is Role.MONEY and one.high == one.low]
    for first, second, third in zip(money, money[1:], money[2:], strict=False):
        if third.after - first.token > _NEAR_MONEY:
            continue
        words = set(page.prose.words[max(0, first.token - 8) : third.after + 4])
        amounts = sorted((first.low, second.low, third.low))
        people = any(
            lexicon.noun_class(word) in _ITEMS for word in page.prose.words[max(0, first.token - _FAR) : third.after]
        )
        if amounts[0] + amounts[1] == amounts[2] and words & _MOST and words & _LEAST and words & _WHOLE and people:
            yield spanned(page, first.token, third.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def _averages(page: Page) -> Iterator[Finding]:
    """Find a mean beside the sum that it was made from: "the mean age was 31 and the ages add up to 93"."""
    prose = page.prose
    for match in _MEAN_AND_SUM.finditer(prose.folded.text):
        mean, whole = (float(match.group(name).replace(",", "")) for name in ("mean", "sum"))
        first, last = prose.sentence(bisect_left(prose.starts, match.start()))
        people = any(lexicon.noun_class(one) in _ITEMS or lexicon.person_word(one) for one in prose.words[first:last])
        number = whole / mean if mean else 0.0
        if people and abs(number - round(number)) < 0.05 and _low(page, round(number)):
            yield derived_at(page, match)
