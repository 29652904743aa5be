"""Low counts told by a share of a known whole: ``count.derivable``.

"25% of 8", "two thirds of the nine", "one in three had left" after "nine moved in", "33.3% of staff" of a team of six, shares in a table
under a total, "six appeals, split equally", "girls and boys in a ratio of 5:1".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from math import ceil, floor
from operator import attrgetter

from assistant.checks.counts import spanned
from assistant.checks.derived import (
    COUNTS,
    DERIVABLE,
    DERIVABLE_REMEDY,
    EXACT,
    derived,
    derived_at,
    low,
    low_range,
    of_people,
    of_wider,
)
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, label_before, past_verb
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.tables import PrintedTable
from assistant.findings import Finding, Verdict

SHARES = frozenset({Kind.FRACTION, Kind.PERCENT, Kind.RATIO})
_GROUPS = wordset(
    "team group class cohort crew unit panel department office school ward staff shift set list party intake squad batch"
)
_SIZED = wordset(
    "class cohort team crew unit intake workforce staff roll complement household family squad watch shift party group batch"
    " caseload platoon choir section branch faculty"
)
_OF_OR_HAS = wordset("of has have had numbers numbered comprises comprised totals contains is was")
_OF_ALL = frozenset({"of", "among", "amongst", "out", "the", "these", "those", "our", "all"})
_THESE = frozenset({"these", "those", "them", "whom", "which"})
_ITS_SIZE = wordset("number numbers strength total members membership roll complement size lot whole")
_BASES = wordset("number total base n sample respondents count")
# What each is made or sent by one person.
_BY_PEOPLE = wordset("application response nomination submission enrolment registration headcount entrant vote return")
_SAID = wordset("was were is are had have has did became chose")
_OF_A_GROUP = wordset("male female men women boys girls white black asian disabled")
_PROPORTIONS = wordset("proportion share percentage rate fraction")
_OUTCOME_RATES = wordset(
    "survival pass success mortality attendance failure completion retention reoffending absence conviction"
)
_WORKING = wordset("staff adult adults teacher teachers nurse nurses ratio-of-staff carers")
_EVENLY = wordset("equally evenly")
_HALVED = (("half", "and", "half"), ("fifty", "-", "fifty"), ("50", "/", "50"), ("50", "-", "50"), ("50", ":", "50"))
_SAME = (("in", "equal", "numbers"), ("in", "equal", "parts"), ("in", "equal", "shares"), ("the", "same", "number"))
_DIVIDED = wordset("split divided shared distributed spread came fell between numbers number among parts half fifty 50")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_WORDED = re.compile(
    r"\b(?:(?:ratio|proportions?)(?: of| was| is|:)?(?: about)?|outnumber(?:s|ed)?\b[^.\n0-9]{1,30}? by) (\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) to"
    r" (\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
_TIMES = {"twice": 2, "double": 2, "two times": 2, "three times": 3, "thrice": 3, "four times": 4, "half": 2}
_AS_MANY = re.compile(
    r"\b(?P<times>twice|double|two times|three times|thrice|four times|half) as many\b[^.\n]{1,60}?\bas\b", re.I
)
_OF_CONDUCT = wordset("breached breach broken misconduct complaint complaints complained sanctioned censured")
_OF_WORK = wordset("cost costs fee fees work time")
_BACK, _FAR, _BEFORE = 60, 150, 12


def check(page: Page) -> Iterator[Finding]:
    """Find shares, ratios and equal parts that undo to a low count."""
    quantities = page.quantities
    for place, quantity in enumerate(quantities):
        if _is_share(quantity):
            yield from _judged(page, quantity, place)
    yield from _evenly(page)
    yield from _as_many(page)
    yield from _worded_ratios(page)


def _worded_ratios(page: Page) -> Iterator[Finding]:
    """Find "women and men were in the ratio 6 to 1, and there were 14 of them"."""
    prose, folded = page.prose, page.prose.folded
    for match in _WORDED.finditer(folded.text):
        token = bisect_left(prose.starts, match.start())
        first, last = prose.sentence(token)
        around = prose.words[first:last]
        people = any(lexicon.noun_class(word) in {"person", "event"} or word in _OF_A_GROUP for word in around)
        if not people or _WORKING.intersection(around):
            continue
        parts = [
            _NUMBERS.get(word.lower()) or int(word)
            for word in match.groups()
            if word.lower() in _NUMBERS or word.isdigit()
        ]
        place = bisect_left(page.quantities, token, key=attrgetter("token"))
        near = page.quantities[max(0, place - 4) : place + 6]
        wholes = [one for one in near if one.role is Role.PEOPLE and _is_count(one) and abs(one.token - token) < _BACK]
        for whole in wholes:
            unit, over = divmod(whole.exact or 0, sum(parts))
            if len(parts) == 2 and unit and not over and any(low(page, unit * part) for part in parts):
                start, end = folded.start(match.start()), folded.end(match.end())
                yield Finding(
                    "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end)
                )
                break


def _is_share(quantity: Quantity) -> bool:
    statistic = quantity.kind in SHARES and quantity.role in {Role.STATISTIC, Role.PERCENTAGE}
    return statistic or (quantity.role is Role.PERCENTAGE and quantity.kind is Kind.DIGITS)


def _judged(page: Page, share: Quantity, place: int) -> Iterator[Finding]:
    if _of_few(page, share, place):
        yield _place(page, share)
        return
    whole = _whole(page, share, place)
    if whole is None or not (
        of_people(page, [whole, share])
        or _is_group(page.prose, whole)
        or _has_people_for_a_label(page.prose, whole)
        or _befell_office_holders(page.prose, whole, share)
    ):
        return
    number = whole.exact or 0
    parts = _two_parts(page.prose, share)
    if parts is not None:
        unit, over = divmod(number, sum(parts))
        if not over and number and any(low(page, unit * part) for part in parts):
            yield _place(page, share)
        return
    feasible = _feasible(page, share, number)
    if feasible is None:
        return
    least, most = feasible
    if low_range(page, least, most) or low_range(page, number - most, number - least):
        near = abs(whole.token - share.token) < _BEFORE * 2 and page.table_at(page.prose.starts[share.core]) is None
        yield derived(page, [share, whole]) if near else _place(page, share)


def _of_few(page: Page, share: Quantity, place: int) -> bool:
    """Tell whether a share is of a number that is itself given as low: "fewer than five, 50% of whom appealed"."""
    before = page.quantities[max(0, place - 3) : place]
    few = [one for one in before if one.kind is Kind.BOUND and one.role is Role.PEOPLE and share.token - one.after < 12]
    first, last = page.prose.sentence(share.core)
    same = [one for one in few if first <= one.core < last]
    whole = share.low in {0.0, 1.0, 100.0}
    return any((one.high or 99) < page.material.policy.threshold for one in same) and not whole


def _befell_office_holders(prose: Prose, whole: Quantity, share: Quantity) -> bool:
    """Tell "twelve councillors … a quarter of them were found to have breached the code" from a share of the seats."""
    first, last = prose.sentence(share.core)
    told = any(
        lexicon.person_word(word) or lexicon.case_word(word) or word in _OF_CONDUCT for word in prose.words[first:last]
    )
    return lexicon.noun_class(whole.noun) == "office" and told


def _place(page: Page, share: Quantity) -> Finding:
    return spanned(page, share.token, share.after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def _whole(page: Page, share: Quantity, place: int) -> Quantity | None:
    """Return the count that a share is of, by the words that tie the two."""
    prose, quantities = page.prose, page.quantities
    before = [one for one in quantities[max(0, place - _BEFORE) : place] if _is_count(one)]
    table = page.table_at(prose.starts[share.core])
    if table is not None:
        kinds = {lexicon.noun_class(word) for cell in table.header for word in cell.text.lower().split()}
        of_things = {"thing", "money"} & kinds and not {"person", "event"} & kinds
        return None if of_things else _in_row(page, table, prose.starts[share.core]) or _above(page, table.start)
    following = list(islice(quantities, place + 1, place + _BEFORE))
    after = [one for one in following if _is_count(one)]
    for one in following:
        if (_is_count(one) or _is_group(prose, one)) and _is_base(prose, share, one):
            return one
    if _points_back(prose, share):
        return _last(before, share, _BACK)
    if prose.word(share.after) == "of" and _SIZED.intersection(prose.words[share.after + 1 : share.after + 4]):
        groups = [one for one in quantities[max(0, place - 3 * _BEFORE) : place] if _is_group(prose, one)]
        if groups and share.token - groups[-1].token < _FAR:
            return groups[-1]  # "a complement of six … half of the team"
    if of_wider(prose, share.token, share.after):
        return None
    if _is_labelled(prose, share):
        called = [one for one in [*reversed(before), *after] if _is_called(prose, one) and _is_near(one, share)]
        sized = quantities[max(0, place - _BEFORE) : place]
        called += [one for one in reversed(sized) if _has_people_for_a_label(prose, one)]
        return called[0] if called else None
    noun = _noun(prose, share)
    if noun:
        same = [one for one in [*reversed(before), *after] if lexicon.singular(one.noun) == noun]
        return min((one for one in same if _is_near(one, share)), key=lambda one: one.low, default=None)
    return _last(before, share, _BACK) if _stands_alone(prose, share) else None


def _is_labelled(prose: Prose, share: Quantity) -> bool:
    """Tell whether a share stands behind its label in a list: "not upheld 88%, upheld 12%"."""
    before, after = prose.word(share.token - 1), prose.word(share.after)
    return (
        (before[0].isalpha() or before in {":", "-", "("})
        and after in {",", ";", ".", "\n", ")", "and"}
        and before not in _OF_ALL | _SAID
    )


def _has_people_for_a_label(prose: Prose, one: Quantity) -> bool:
    """Tell whether a number stands behind a label that names people: "Applications: 25", "Staff in post - 40"."""
    if one.role not in COUNTS | {Role.THINGS} or one.exact is None:
        return False
    first, last = label_before(prose, Expression(one.token, one.core, one.after, one.low, one.high, one.kind))
    label = {lexicon.singular(word) for word in prose.words[first:last]}
    kinds = {lexicon.noun_class(word) for word in label - _BY_PEOPLE}
    return bool(kinds & {"person", "event"} or label & _BY_PEOPLE) and "thing" not in kinds


def _is_called(prose: Prose, one: Quantity) -> bool:
    """Tell whether words call a number a base: "number of complaints: 25", "there were 14 appeals", "n = 25"."""
    before = prose.words[max(one.token - 6, 0) : one.token]
    return bool(_BASES.intersection(before)) or prose.words[max(one.token - 2, 0) : one.token] in (
        ["there", "were"],
        ["there", "are"],
    )


def _in_row(page: Page, table: PrintedTable, position: int) -> Quantity | None:
    """Return the one count of people that stands in the row of a share: "| 2021 | 16 | 12.5% |"."""
    row = next((row for row in table.rows if row and row[0].start <= position <= row[-1].end), ())
    if not row:
        return None
    token = bisect_left(page.prose.starts, row[0].start)
    place = bisect_left(page.quantities, token, key=attrgetter("token"))
    cells = [one for one in page.quantities[place : place + _BEFORE] if page.prose.starts[one.core] < row[-1].end]
    counts = [one for one in cells if _is_count(one)]
    return counts[0] if len(counts) == 1 and counts[0].role is Role.PEOPLE else None


def _above(page: Page, start: int) -> Quantity | None:
    """Return the last count of people before a table: its caption's, or the sentence's above it."""
    token = bisect_left(page.prose.starts, start)
    place = bisect_left(page.quantities, token, key=attrgetter("token"))
    near = [one for one in page.quantities[max(0, place - _BEFORE) : place] if token - one.token < _BACK]
    people = [one for one in near if _is_count(one) and one.role is Role.PEOPLE]
    return people[-1] if people else None


def _is_count(quantity: Quantity) -> bool:
    counted = quantity.role in COUNTS or lexicon.noun_class(quantity.noun) == "office"
    return counted and quantity.kind in EXACT and quantity.exact is not None


def _is_group(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is the size of a group of people: "the class of 30"."""
    before = prose.words[max(0, quantity.token - 4) : quantity.token]
    sized = bool(before) and before[-1] in _OF_OR_HAS and bool(_SIZED.intersection(before[:-1]))
    return sized and quantity.kind in EXACT and quantity.exact is not None


def _is_near(one: Quantity, share: Quantity) -> bool:
    return one.role is Role.PEOPLE and abs(one.token - share.token) < _FAR


def _last(before: list[Quantity], share: Quantity, reach: int) -> Quantity | None:
    near = [one for one in before if share.token - one.token < reach]
    people = [one for one in near if one.role is Role.PEOPLE]
    return next(reversed(people or near), None)


def _points_back(prose: Prose, share: Quantity) -> bool:
    """Tell whether "of them", "of these" follows a share."""
    after = prose.words[share.after : share.after + 3]
    of_its = len(after) == 3 and after[1] in {"its", "their", "the", "our"} and after[2] in _ITS_SIZE
    return after[:1] == ["of"] and (prose.word(share.after + 1) in _THESE or of_its)


def _noun(prose: Prose, share: Quantity) -> str:
    """Return the noun of people that a share is of: "33.3% of staff", "a third of our pupils"."""
    if prose.word(share.after) != "of":
        return ""
    for word in prose.words[share.after + 1 : share.after + 5]:
        if lexicon.noun_class(word) in {"person", "event"}:
            return lexicon.singular(word)
        if not word.isalpha():
            break
    return ""


def _stands_alone(prose: Prose, share: Quantity) -> bool:
    """Tell whether a share has no noun of its own, so that it is of those counted before."""
    after = prose.word(share.after)
    if (
        past_verb(after)
        or after in _SAID
        or after in _OF_A_GROUP
        or after in DONE_TO_PEOPLE
        or lexicon.case_word(after)
    ):
        return True
    if _two_parts(prose, share) is not None:
        return True
    first, last = prose.sentence(share.core)
    around = prose.words[first:last]
    told = any(lexicon.person_word(word) or lexicon.case_word(word) or word in _OUTCOME_RATES for word in around)
    return after != "of" and told and bool(_PROPORTIONS.intersection(prose.words[first : share.token]))


def _two_parts(prose: Prose, share: Quantity) -> tuple[int, int] | None:
    """Return the parts of "a ratio of 5:1" between people; a ratio of those who work to others is none."""
    left, right = prose.word(share.core), prose.word(share.core + 2)
    if share.kind is not Kind.RATIO or prose.word(share.core + 1) != ":" or not (left.isdigit() and right.isdigit()):
        return None
    first, last = prose.sentence(share.core)
    around = prose.words[first:last]
    people = {lexicon.noun_class(word) for word in around} | {"person" for word in around if word in _OF_A_GROUP}
    return (int(left), int(right)) if "person" in people and not _WORKING.intersection(around) else None


def _is_base(prose: Prose, share: Quantity, whole: Quantity) -> bool:
    if whole.token < share.after:
        return False
    between = prose.words[share.after : whole.token]
    if not between or len(between) > _BEFORE:
        return False
    if between[0] in {"of", "among", "amongst", "out"} and all(word in _OF_ALL for word in between):
        return True
    if whole.role is Role.PEOPLE and prose.word(whole.after) == "of" and prose.word(whole.after + 1) in _THESE:
        return True  # "in the ratio 6 to 1, and there were 14 of them"
    return between[-1] == "of" and len(between) > 1 and between[-2] in _GROUPS


def _feasible(page: Page, share: Quantity, whole: int) -> tuple[int, int] | None:
    """Return the least and the most whole number that the share can stand for."""
    if not 0 < whole < 10_000:
        return None
    if share.role is Role.PERCENTAGE:
        text = page.prose.words[share.core]
        digits = len(text.split(".")[1]) if "." in text else 0
        slack = 0.5 * 10**-digits / 100 * whole
        value = share.low / 100 * whole
    else:
        slack, value = 0.34, share.low * whole
    least, most = ceil(value - slack - 1e-9), floor(value + slack + 1e-9)
    return (least, most) if least <= most else None


def _evenly(page: Page) -> Iterator[Finding]:
    """Find "six appeals, which were split equally between those allowed and those dismissed"."""
    prose = page.prose
    counts = [one for one in page.quantities if _is_count(one)]
    for index, word in enumerate(prose.words[: prose.size]):
        if not (word in _EVENLY or tuple(prose.words[index : index + 3]) in (*_HALVED, *_SAME)):
            continue
        place = bisect_left(counts, index, key=attrgetter("token"))
        before = [one for one in counts[max(0, place - 1) : place] if index - _BACK < one.token]
        first, last = prose.sentence(index)
        if not before or not _split(prose, index) or not of_people(page, before):
            continue
        number, parts = before[0].exact or 0, _parts(page, index, last)
        if number % parts == 0 and low(page, number // parts):
            yield spanned(
                page,
                max(before[0].token, first),
                index + 1,
                "count.derivable",
                Verdict.BLOCK,
                DERIVABLE,
                DERIVABLE_REMEDY,
            )


def _as_many(page: Page) -> Iterator[Finding]:
    """Find "twice as many boys as girls were excluded: nine children in all"."""
    prose = page.prose
    for match in _AS_MANY.finditer(prose.folded.text):
        token = bisect_left(prose.starts, match.start())
        first, last = prose.sentence(token)
        words = prose.words[first:last]
        people = any(
            lexicon.noun_class(word) == "person" or lexicon.person_word(word) or word in _OF_A_GROUP for word in words
        )
        times = _TIMES[re.sub(r"\s+", " ", match["times"].lower())]
        near = [
            one
            for one in page.between(token - _BACK // 2 + 1, token + _BACK // 2)
            if _is_count(one) and one.role is Role.PEOPLE
        ]
        for whole in near:
            part, over = divmod(whole.exact or 0, times + 1)
            if people and part and not over and (low(page, part) or low(page, part * times)):
                yield derived_at(page, match)
                break


def _split(prose: Prose, index: int) -> bool:
    """Tell whether a whole is divided there, and not people treated or qualified alike."""
    around = prose.words[max(index - 8, 0) : index + 8]
    return bool(_DIVIDED.intersection(around)) and not _OF_WORK.intersection(around)


def _parts(page: Page, index: int, last: int) -> int:
    """Return into how many parts: "between the three schools", else two."""
    place = bisect_left(page.quantities, index, key=attrgetter("token"))
    named = [
        one.exact
        for one in page.quantities[place : place + 1]
        if one.exact and one.token < min(last, index + 6) and one.role in COUNTS | {Role.THINGS}
    ]
    return max(named[0] or 2, 2) if named else 2
