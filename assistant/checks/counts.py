"""Low counts of people that a letter states: ``count.stated``, ``count.group``, ``count.unclear``."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from assistant.checks import likely
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import is_number
from assistant.checks.numbers.phrases import antecedent
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

STATED = "A low count of people is stated, or narrowed beyond what the threshold allows."
STATED_REMEDY = (
    "Take the number out, or give the band that the policy allows; a low count leaves only by a"
    " recorded release decision."
)
UNCLEAR = "A low number is given, and the letter does not say clearly what it counts."
UNCLEAR_REMEDY = "Say what is counted; if it is people or what happened to them, take the number out."
GROUP = "The words tell something of every member of a group, which can identify each of them."
GROUP_REMEDY = "Check that the group is large, or say it without 'all' or 'none'."
_COUNTABLE = frozenset({"person", "event", "generic"})
_CONDITIONS = wordset(
    "if when where whether may might can could would will should any every each unless once such anyone"
)
# "We can confirm that", "I should add that": what follows is a fact.
_MODALS = wordset("can could may would should must might will")
_SAYING = wordset("say confirm tell advise state add report disclose inform note mention explain reveal like")
# How likely the words round a low number make it a count of people (``likely``). They may always raise what the rules say: what the rules
# cannot tell blocks where it is plain, and what they read as things is shown if it is likely to be people. They may lower it only in a
# letter that is read and not sent (``Material.only_read``): a doubtful count is then shown and does not block, an unlikely one is silent.
DOUBTFUL, UNLIKELY, PLAIN, LIKELY = 0.05, 0.03, 0.7, 0.5
_SMALL = wordset("few handful")
_SEVERAL = wordset("several multiple plural")
_CAP_REACH = 24
_CAPPED = frozenset(
    {
        ("fewer", "than"),
        ("less", "than"),
        ("below", "our"),
        ("below", "the"),
        ("below", "five"),
        ("under", "five"),
        ("under", "our"),
        ("under", "the"),
        ("too", "few"),
        ("too", "small"),
        ("too", "low"),
        ("small", "number"),
        ("low", "number"),
        ("small", "numbers"),
        ("low", "numbers"),
        ("not", "reach"),
        ("short", "of"),
        ("is", "suppressed"),
        ("been", "suppressed"),
        ("+", "("),
        ("(", "<"),
        ("within", "our"),
        ("within", "the"),
    }
)


def check(page: Page) -> Iterator[Finding]:
    """Find low counts of people stated outright, in words, idioms, cells or letters."""
    for quantity in page.quantities:
        finding = _judge(page, quantity)
        if finding is not None:
            yield finding
    yield from _groups(page)


def _judge(page: Page, quantity: Quantity) -> Finding | None:
    """Return what the rules say of one number, raised, or where a letter is only read lowered, by what its words make likely."""
    low = _says_low(page, quantity)
    role = quantity.role
    if role not in {Role.PEOPLE, Role.UNKNOWN}:
        unsaid = low and role is Role.THINGS and not _is_quoted(page, quantity)
        return _unclear(page, quantity) if unsaid and likely.likelihood(page, quantity) >= LIKELY else None
    if role is Role.PEOPLE and low:
        if page.asked(quantity.start, quantity.end) or page.is_question(quantity.start, quantity.end):
            return None
        # With the request at hand, a quotation that is not of it is the letter's own statement.
        quoted = _is_quoted(page, quantity) and not page.material.request_text
        if quoted or (page.material.only_read and likely.likelihood(page, quantity) < DOUBTFUL):
            return _unclear(page, quantity)
        return finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
    if role is Role.UNKNOWN and low and not _is_quoted(page, quantity):
        likelihood = likely.likelihood(page, quantity)
        if likelihood >= PLAIN and quantity.kind is not Kind.WELSH:  # of Welsh words the weights know little
            return finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
        unlikely = page.material.only_read and likelihood < UNLIKELY
        return None if unlikely else _unclear(page, quantity)
    if role is Role.PEOPLE and _has_floor_and_ceiling(page, quantity):
        return finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
    return _unclear(page, quantity) if role is Role.PEOPLE and _vague(page, quantity) else None


def _is_quoted(page: Page, quantity: Quantity) -> bool:
    return page.is_quoted(quantity.start, quantity.end)


def _unclear(page: Page, quantity: Quantity) -> Finding:
    return finding(page, quantity, "count.unclear", Verdict.REVIEW, UNCLEAR, UNCLEAR_REMEDY)


def _says_low(page: Page, quantity: Quantity) -> bool:
    policy = page.material.policy
    hidden = policy.zeros == "hide"
    if quantity.kind is Kind.ZERO and quantity.role is not Role.PEOPLE:
        return False
    return quantity.is_low(policy.threshold, zeros_hidden=hidden)


def _vague(page: Page, quantity: Quantity) -> bool:
    """Tell whether words such as "a handful" or "more than one" give part of a low count away."""
    if page.is_quoted(quantity.start, quantity.end):
        return False
    if quantity.kind is Kind.IDIOM:
        return quantity.low < page.material.policy.threshold and quantity.low != quantity.high
    if quantity.high is not None or not 1 < quantity.low < page.material.policy.threshold:
        return False
    first, last = page.prose.sentence(quantity.core)
    return not is_conditional(page.prose, first, last) and page.prose.word(quantity.core - 1) == "than"


def _has_floor_and_ceiling(page: Page, quantity: Quantity) -> bool:
    """Tell "more than one, but below our threshold" and "several, but fewer than five" from a bound by itself."""
    prose, threshold = page.prose, page.material.policy.threshold
    first, last = prose.sentence(quantity.core)
    if quantity.kind is not Kind.BOUND or page.is_quoted(quantity.start, quantity.end):
        return False
    if is_conditional(prose, first, last):
        return False
    if quantity.high is None and 1 < quantity.low < threshold:
        after = prose.words[quantity.after : min(quantity.after + _CAP_REACH, prose.size)]
        end = next((place for place, word in enumerate(after) if word in {".", "\n"}), len(after))
        return any(pair in _CAPPED for pair in pairwise(after[:end]))
    capped = quantity.high is not None and quantity.high < threshold
    return capped and bool(_SEVERAL.intersection(prose.words[max(first, quantity.token - 6) : quantity.token]))


def finding(page: Page, quantity: Quantity, code: str, verdict: Verdict, message: str, remedy: str) -> Finding:
    """Return a finding on one quantity."""
    return Finding(
        code, verdict, message, remedy, quantity.start, quantity.end, page.quote(quantity.start, quantity.end)
    )


def spanned(page: Page, first: int, last: int, code: str, verdict: Verdict, message: str, remedy: str) -> Finding:
    """Return a finding on the tokens from ``first`` up to ``last``."""
    start, end = page.prose.span(first, last)
    return Finding(code, verdict, message, remedy, start, end, page.quote(start, end))


def is_conditional(prose: Prose, first: int, last: int) -> bool:
    """Tell a sentence of what may happen from one of what did; a capital in "May" makes it a month."""
    return any(
        prose.word(place) in _CONDITIONS
        and not (prose.word(place) == "may" and prose.raw(place)[0] == "M")
        and not (prose.word(place) in {"every", "each", "any"} and _is_when(prose, place + 1))
        and not (prose.word(place) in _MODALS and _SAYING.intersection(prose.words[place + 1 : place + 4]))
        and not (prose.word(place) == "such" and is_number(prose.word(place - 1)))
        for place in range(first, last)
    )


def _is_when(prose: Prose, place: int) -> bool:
    """Tell "every six months" and "each year" from "every officer"."""
    return any(lexicon.noun_class(prose.word(step)) == "period" for step in (place, place + 1)) or (
        prose.word(place) in {"case", "event", "way"}
    )


def quoted(page: Page, first: int, last: int) -> bool:
    """Tell whether the tokens from ``first`` up to ``last`` are the requester's own words."""
    start, end = page.prose.span(first, last)
    return page.is_quoted(start, end) or page.asked(start, end)


def _groups(page: Page) -> Iterator[Finding]:
    """Find "all of them", "none of the nine", "each was female": attribute disclosure."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"all", "none", "each", "every", "not"}:
            continue
        end = _group_end(prose, index)
        if end is None or quoted(page, index, end):
            continue
        found = Expression(index, index, end, 0, 0, Kind.ZERO)
        if lexicon.noun_class(prose.word(end)) == "thing":
            continue  # "each of the two faculties"
        inside = {lexicon.noun_class(prose.word(place)) for place in range(index + 1, end + 2)}
        if inside & _COUNTABLE or antecedent(prose, found).kind in {"person", "event"}:
            verdict = Verdict.BLOCK if _said_small(page, index) else Verdict.REVIEW
            yield spanned(page, index, end, "count.group", verdict, GROUP, GROUP_REMEDY)


def _said_small(page: Page, index: int) -> bool:
    """Tell whether the letter says just before, or in the sentence, that the group is small: then "all" tells of each."""
    prose = page.prose
    first, last = prose.sentence(index)
    start, _ = prose.sentence(max(first - 2, 0))
    around = prose.words[start:last]
    if _SMALL.intersection(around):
        return True
    place = bisect_left(page.quantities, start, key=attrgetter("token"))
    near = page.quantities[place : place + 12]
    threshold = page.material.policy.threshold
    return any(
        one.kind is Kind.BOUND and one.role is Role.PEOPLE and one.high is not None and one.high < threshold
        for one in near
        if one.token < last
    )


def _group_end(prose: Prose, index: int) -> int | None:
    """Return the token after words that speak for a whole group, or none."""
    words = [prose.word(index + step) for step in range(4)]
    number = words[2] == "the" and words[3] not in {"the"} and is_number(words[3])
    if words[1] == "of" and words[2] in {"them", "whom"} and words[0] in {"all", "none", "each"}:
        return index + 3
    if words[1] == "of" and number and words[0] in {"all", "none", "each"}:
        return index + 4
    if words[:3] == ["every", "one", "of"]:
        return index + 3
    if words[:2] == ["not", "one"] and words[2] in {"was", "were", "of", "resulted", "led"}:
        return index + 2
    if words[0] == "all" and is_number(words[1]) and words[2] in {"were", "are", "had", "resigned", "have"}:
        return index + 2
    if words[:2] == ["each", "was"] and (lexicon.person_word(words[2]) or lexicon.case_word(words[2])):
        return index + 3
    return None
