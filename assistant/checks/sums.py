"""Low counts that follow from a letter's own sentences by subtraction: ``count.derivable``.

"Of the 57, 54 were charged" tells of three; "two thirds of the nine" of six and three; "received 12,
9 of which were upheld" of three more.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks import shares
from assistant.checks.counts import spanned
from assistant.checks.derived import (
    COUNTS,
    DERIVABLE,
    DERIVABLE_REMEDY,
    EXACT,
    THESE,
    derived,
    derived_at,
    is_part,
    low,
    low_range,
    may_count_people,
    of_people,
)
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.manner import PANELS
from assistant.checks.numbers.phrases import past_verb
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_REST = frozenset({"rest", "remainder", "others", "remaining", "balance"})
_LEFT = _REST | {"other", "else"}
_REST_TOLD = _REST | {"not", "else", "others"}
_TOTALS = frozenset({"total", "totals", "all", "altogether", "overall", "roll", "everyone", "everybody", "inclusive"})
_BANDED = COUNTS | {Role.STRUCTURE}  # "fewer than five in Year 9" stands beside the name of a year
_WIDE = frozenset({"whole", "county", "region", "force", "combined", "trust", "borough", "together"})
_GROUPS = wordset("class cohort team crew unit intake workforce squad watch shift form set year")
_PARTING = frozenset({",", ";", ".", "and", "but", "?", ":", "("})
_LEFT_OUT = re.compile(
    r"\b(?:(?:total|all|overall|figure|number|sum|count)\b[^.\n0-9|]{0,40}\b)?(?:excluding|excl\.?|not including|not counting|without|other than"
    r"|except(?: for)?|apart from|less|leaving out|outside)\b[^.\n0-9|]{1,60}?(?:[:=|]|\bis\b|\bwas\b|\bwere\b|\bof\b)\s{0,3}"
    r"(?P<rest>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})\b(?! ?%)",
    re.I,
)
_NEAR, _FAR = 16, 300
_OPENING = frozenset({"and", ",", ";", "but", "while", "though", "although", "only"})
# Words that a number belongs to, so that the verb behind it is another's: "the section 40 imposed".
_GOVERNING = wordset(
    "of to by at from than over under about in on for with per section article regulation paragraph part page question"
    " band grade year age aged level category tier type version number no the a an these those our their his her its all"
    " any some every each least most only just nearly almost around approximately another further other"
)
_MADE_UP = frozenset({"has", "have", "had", "consists", "comprises", "comprised", "sits", "members", "seats"})
_BACK = 60


def check(page: Page) -> Iterator[Finding]:
    """Find totals with parts in one sentence or the next whose difference is a low count."""
    yield from _bands(page)
    quantities = [quantity for quantity in page.quantities if _usable(page, quantity)]
    for place, quantity in enumerate(quantities):
        near = _near(page.prose, quantities, place)
        if near[0] is quantity:
            yield from _remainder(page, near, quantities[max(0, place - 6) : place])
        if _is_total(page.prose, quantity):
            yield from _parts_of(page, quantity, near)
        elif _points_back(page.prose, quantity):
            yield from _part_of_earlier(page, quantity, quantities[max(0, place - 12) : place])
        elif place and _asked_of_those(page, quantity, quantities[place - 1]):
            yield from _part_of_earlier(page, quantity, quantities[place - 1 : place])
        yield from _named_whole(page, quantities, place)
    yield from _excluding(page)
    yield from shares.check(page)


def _excluding(page: Page) -> Iterator[Finding]:
    """Take "total excluding Hollin Road: 87" from a count that the letter gives of all: who is left out is left over."""
    for match in _LEFT_OUT.finditer(page.prose.folded.text):
        rest = int(match["rest"].replace(",", ""))
        place = bisect_left(page.prose.starts, match.start())
        near = [
            one
            for one in page.between(place - _FAR + 1, place + _FAR)
            if one.role in COUNTS
            and one.kind in EXACT
            and one.exact
            and page.prose.starts[one.core] != match.start("rest")
        ]
        if any(low(page, (one.exact or 0) - rest) for one in near) and of_people(page, near[-1:]):
            yield derived_at(page, match)


def _bands(page: Page) -> Iterator[Finding]:
    """Find bands that a total narrows: "six in all: fewer than five in Year 8 and fewer than five in Year 9"."""
    prose = page.prose
    bands = [one for one in page.quantities if one.kind is Kind.BOUND and one.high is not None and one.role in _BANDED]
    for first, second in pairwise(bands):
        start, last = prose.sentence(first.core)
        if not start <= second.core < last:
            continue
        near = [one for one in page.between(start, last) if one.kind in EXACT and one.role in COUNTS]
        wholes = [one for one in near if one.exact and _TOTALS.intersection(_clause(prose, one))]
        together = [one for one in bands if start <= one.core < last]
        for whole in wholes:
            parts = sum(one.exact or 0 for one in near if one is not whole)
            most = sum(int(one.high or 0) for one in together) - int(first.high or 0)
            least = (whole.exact or 0) - parts - most
            if parts <= (whole.exact or 0) and low_range(page, max(least, 1), int(first.high or 0)):
                yield derived(page, [whole, *together])
                return


def _usable(page: Page, quantity: Quantity) -> bool:
    # "And the trust as a whole 22" is of what the site's number is of.
    wide = quantity.role is Role.THINGS and (quantity.noun in _WIDE or _in_a_group(page.prose, quantity))
    count = wide and quantity.kind in EXACT and quantity.exact is not None
    return (count or may_count_people(page, quantity)) and page.table_at(page.prose.starts[quantity.core]) is None


def _in_a_group(prose: Prose, quantity: Quantity) -> bool:
    """Tell "there are 25 in the class": whoever is in a class is a person."""
    after = prose.words[quantity.after : quantity.after + 4]
    return after[:1] == ["in"] and bool(_GROUPS.intersection(after[1:]))


def _near(prose: Prose, quantities: list[Quantity], place: int) -> list[Quantity]:
    """Return the quantities in the sentence of one, at most a dozen each way."""
    first, last = prose.sentence(quantities[place].core)
    window = quantities[max(0, place - 12) : place + 13]
    return [quantity for quantity in window if first <= quantity.core < last]


def _is_total(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is named as a whole: "of the 57", "57 in total", "a total of 57"."""
    before = [prose.word(quantity.token - step) for step in (1, 2, 3)]
    after = [prose.word(quantity.after + step) for step in range(4)]
    if before[0] in {"these", "those"} and past_verb(after[0]):
        return False  # "of these 19 received warnings"
    if before[0] == "of" or (before[0] in {"the", "these", "those", "all", "our"} and before[1] in {"of", "from"}):
        return True
    if "total" in before[:2] or (before[0] in {"was", "is", "of", ":"} and "total" in before):
        return True
    return "total" in after[:3] or "altogether" in after[:2] or after[:2] == ["in", "all"]


def _points_back(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is a part of one said before: "9 of which", "of these, 9"."""
    after = [prose.word(quantity.after + step) for step in range(2)]
    if after[0] == "of" and (after[1] in THESE or _of_the_people(prose, quantity)):
        return True
    first, _ = prose.sentence(quantity.core)
    if _stands_for_people(prose, quantity):
        return True
    opening = prose.words[max(first, quantity.token - 6) : quantity.token]
    if any(a == "of" and b in THESE for a, b in pairwise(opening)):
        return True
    _, last = prose.sentence(quantity.core)
    return bool(_REST.intersection(prose.words[quantity.after : last]))


def _of_the_people(prose: Prose, quantity: Quantity) -> bool:
    """Tell "23 of the children" from "23 of 60": the children are those who were counted before."""
    words = prose.words[quantity.after + 1 : quantity.after + 5]
    return words[:1] in (["the"], ["our"], ["their"]) and any(
        lexicon.noun_class(word) == "person" for word in words[1:3]
    )


def _stands_for_people(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number has no noun and does something itself: "Forty-three were not upheld", "and 28 sat the test".

    It then counts what was counted before.
    """
    before, verb = prose.word(quantity.token - 1), prose.word(quantity.after)
    opens = prose.sentence(quantity.core)[0] == quantity.token or before in _OPENING
    # "After the hearings 29 kept their jobs": what stands before is no part of the number's own phrase.
    after_words = before[0].isalpha() and before not in _GOVERNING and prose.raw(quantity.token - 1).islower()
    return (opens or after_words) and past_verb(verb)


def _asked_of_those(page: Page, part: Quantity, whole: Quantity) -> bool:
    """Tell whether the question between two answers is of the first: "How many died? 18. How many of those ...? 16."."""
    words = page.prose.words[whole.after : part.token]
    of_these = any(a == "of" and b in THESE for a, b in pairwise(words))
    return of_these and "?" in words[-4:]


def _sentence(prose: Prose, quantity: Quantity) -> list[str]:
    first, last = prose.sentence(quantity.core)
    return prose.words[first:last]


def _is_planned(page: Page, one: Quantity) -> bool:
    """Tell whether a number is the size of a committee or the like, whose members are known to everybody."""
    first, last = page.prose.sentence(one.core)
    words = page.prose.words[first:last]
    if page.prose.word(one.token - 1) == "of" and PANELS.intersection(
        page.prose.words[max(0, one.token - 3) : one.token]
    ):
        return True  # "a panel of three"
    return bool(PANELS.intersection(words)) and bool(_MADE_UP.intersection(words))


def _parts_of(page: Page, total: Quantity, near: list[Quantity]) -> Iterator[Finding]:
    whole = total.exact
    if whole is None or whole < page.material.policy.threshold or _is_planned(page, total):
        return  # a low whole of people is a finding by itself
    parts = [quantity for quantity in near if quantity is not total and quantity.kind in EXACT]
    parts = [quantity for quantity in parts if quantity.exact is not None and 0 < quantity.exact <= whole]
    if not parts or not of_people(page, [total, *parts]):
        return
    values = [quantity.exact or 0 for quantity in parts]
    rests = {whole - value for value in values} | {whole - sum(values)}
    if any(low(page, rest) for rest in rests):
        yield _with_rest(page, [total, *parts])


def _part_of_earlier(page: Page, part: Quantity, earlier: list[Quantity]) -> Iterator[Finding]:
    wholes = [
        quantity
        for quantity in earlier
        if quantity.kind in EXACT
        and part.token - quantity.token < _BACK
        and (quantity.exact or 0) >= (part.exact or 0)
        and not (is_part(page.prose, quantity) and _REST_TOLD.intersection(_sentence(page.prose, part)))
    ]
    if not wholes or part.exact is None:
        return
    whole = wholes[-1]
    small = (whole.exact or 0) < page.material.policy.threshold
    if small or _of_two_times(page, part, whole) or _is_planned(page, whole):
        return
    if low(page, (whole.exact or 0) - part.exact) and of_people(page, [whole, part]):
        yield _with_rest(page, [whole, part])


def _of_two_times(page: Page, part: Quantity, whole: Quantity) -> bool:
    """Tell whether each of two counts has a date of its own: "16 in 2022 and 14 were made in 2023"."""
    _, last = page.prose.sentence(part.core)
    between = any(one.role is Role.DATE for one in page.between(whole.after, part.token))
    return between and any(one.role is Role.DATE for one in page.between(part.after, last))


def _named_whole(page: Page, quantities: list[Quantity], place: int) -> Iterator[Finding]:
    """Take a part from the total beside it: "Total detentions 240. Adults 237."."""
    one, prose = quantities[place], page.prose
    if not (_TOTALS | _WIDE).intersection(_clause(prose, one)):
        return
    for other in (*quantities[max(0, place - 1) : place], *quantities[place + 1 : place + 2]):
        between = prose.words[min(one.after, other.after) : max(one.token, other.token)]
        near = abs(other.token - one.token) < _NEAR and "<" not in between
        plain = not (_TOTALS | _WIDE).intersection(_clause(prose, other)) and not _of_two_times(
            page, *sorted((other, one), key=lambda q: -q.token)
        )
        if near and plain and low(page, (one.exact or 0) - (other.exact or 0)) and of_people(page, [one, other]):
            yield derived(page, [one, other])


def _with_rest(page: Page, quantities: list[Quantity]) -> Finding:
    """Return the finding with the words for those who are left, which tell as much as the numbers."""
    prose = page.prose
    end = max(quantity.after for quantity in quantities)
    _, last = prose.sentence(end - 1)
    rest = next((place for place in range(end, last) if prose.word(place) in _REST), None)
    if rest is None:
        return derived(page, quantities)
    first = min(quantity.token for quantity in quantities)
    return spanned(page, first, min(rest + 3, last), "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def _clause(prose: Prose, quantity: Quantity) -> list[str]:
    """Return the words of a number's own clause."""
    first, last = prose.sentence(quantity.core)
    start = next((n + 1 for n in range(quantity.token - 1, first - 1, -1) if prose.word(n) in _PARTING), first)
    end = next((n for n in range(quantity.after, last) if prose.word(n) in _PARTING), last)
    return prose.words[start:end]


def _remainder(page: Page, near: list[Quantity], earlier: list[Quantity]) -> Iterator[Finding]:
    """Take the parts from the whole: "148 in all. 85 were referred, 61 were cautioned, and the others were charged"."""
    parts = [one for one in near if one.kind in EXACT and one.exact]
    wholes = [one for one in earlier if one.kind in EXACT and near[0].token - one.token < _BACK]
    if len(parts) < 2 or not wholes:
        return
    whole, taken = wholes[-1], sum(one.exact or 0 for one in parts)
    _first, last = page.prose.sentence(near[0].core)
    left = bool(_LEFT.intersection(page.prose.words[parts[0].after : last]))
    if not (left or _is_total(page.prose, whole)) or not low(page, (whole.exact or 0) - taken):
        return
    if of_people(page, [whole, *parts]):
        yield _with_rest(page, [whole, *parts])
