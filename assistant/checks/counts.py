"""Low counts of people that a letter states: ``count.stated``, ``count.group``, ``count.unclear``."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from assistant.checks.numbers import lexicon, words
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.heads import compound_class, is_number
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, antecedent, tells_the_past
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
_ARTICLE_EVENTS = wordset(
    "complaint dismissal arrest death suspension grievance allegation conviction assault injury incident"
    " resignation caution prosecution fatality exclusion suicide rape murder stabbing stillbirth"
    " referral deportation removal overdose claim disclosure-of-abuse"
)
_RECORDED = wordset(
    "recorded upheld substantiated reported lodged logged proven made received settled investigated withdrawn"
)
_HARD = wordset(
    "death assault arrest dismissal suicide stabbing rape murder stillbirth exclusion overdose fatality resignation"
    " conviction suspension homicide drowning abduction miscarriage"
)
_HAD = wordset("was been had recorded saw")
_VERBS = wordset("was has had")
_BROUGHT = wordset("brought lodged won")
_MODIFIERS = wordset("at in from of on with who")
_RANKED = wordset("band grade year level tier class key stage age ward cat category")
_LONGEST_SUBJECT = 7
_PLURAL = frozenset({"were", "have"})
_HELPERS = wordset("was were has had been subsequently later then also")
_DONE = wordset(
    "evicted excluded fined disciplined demoted deported tasered restrained sectioned hospitalised warned lost rescued rehoused removed deselected banned barred deregistered"
)
_DONE_TO_ONE = wordset(
    "removed referred reported recalled punished sanctioned penalised rescued investigated reprimanded transferred"
)
_PAID = wordset("damages compensation settlement settled payout")
_SINCE = wordset("since later subsequently recently now then already afterwards")
_ONCE = wordset("former departing retired retiring injured dismissed suspended departed ex")
_CONDITIONS = wordset(
    "if when where whether may might can could would will should any every each unless once such anyone"
)
# "We can confirm that", "I should add that": what follows is a fact.
_MODALS = wordset("can could may would should must might will")
_SAYING = wordset("say confirm tell advise state add report disclose inform note mention explain reveal like")
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
    yield from _articles(page)
    yield from _groups(page)


def _judge(page: Page, quantity: Quantity) -> Finding | None:
    if quantity.role not in {Role.PEOPLE, Role.UNKNOWN}:
        return None
    low = _says_low(page, quantity)
    if quantity.role is Role.PEOPLE and low:
        if page.asked(quantity.start, quantity.end) or page.is_question(quantity.start, quantity.end):
            return None
        # With the request at hand, a quotation that is not of it is the letter's own statement.
        if page.is_quoted(quantity.start, quantity.end) and not page.material.request_text:
            return finding(page, quantity, "count.unclear", Verdict.REVIEW, UNCLEAR, UNCLEAR_REMEDY)
        return finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
    if quantity.role is Role.UNKNOWN and low and not page.is_quoted(quantity.start, quantity.end):
        return finding(page, quantity, "count.unclear", Verdict.REVIEW, UNCLEAR, UNCLEAR_REMEDY)
    if quantity.role is Role.PEOPLE and _has_floor_and_ceiling(page, quantity):
        return finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
    if quantity.role is Role.PEOPLE and _vague(page, quantity):
        return finding(page, quantity, "count.unclear", Verdict.REVIEW, UNCLEAR, UNCLEAR_REMEDY)
    return None


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


def _articles(page: Page) -> Iterator[Finding]:
    """Find "an officer was dismissed": an article that stands for one person."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"a", "an", "another", "someone", "somebody"}:
            continue
        whole = word in {"someone", "somebody"}
        end = told_of_persons(prose, index + 1) or None if whole else _one_event(prose, index)
        if end is None:
            continue
        first, last = prose.sentence(index)
        before = prose.words[first:index]
        yours = {"you", "your"}.intersection(prose.words[end : end + 4])
        # "Women come because a partner has hurt them"; "to say that a person had been treated would tell the world".
        supposed = ("because" in before[-3:] and not tells_the_past(before)) or ("to", "say") in pairwise(before[-4:])
        if yours or supposed or is_conditional(prose, first, last) or "request" in before or quoted(page, index, end):
            continue
        yield spanned(page, index, end, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


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


def _one_event(prose: Prose, index: int) -> int | None:
    """Return the token after "an officer was dismissed" if that is what starts here."""
    if prose.word(index + 1) in words.STARTERS and prose.word(index + 2) != "-":
        return None  # the reader has read it as a number
    done = _done_to_one(prose, index)
    if done:
        return done
    if lexicon.singular(prose.word(index + 1)) in _HARD and _HAD.intersection(prose.words[max(index - 3, 0) : index]):
        return index + 2  # "there has been a death in the custody suite"
    return _subject(prose, index)


def _subject(prose: Prose, index: int) -> int | None:
    """Return the token after "an officer was dismissed", "a pupil at the school was excluded", "an employee brought a claim"."""
    for step in range(1, _LONGEST_SUBJECT):
        place = index + step
        word = prose.word(place)
        if not (word[0].isalpha() or word == "-" or (word.isdigit() and prose.word(place - 1) in _RANKED)):
            return None
        kind = compound_class(prose.words[index + 1 : place + 1], step - 1)
        verb = prose.word(place + 1)
        if kind == "person":
            then = place + 1 + (verb == ",")
            if prose.word(then) in _SINCE and lexicon.person_word(prose.word(then + 1)):
                return then + 2  # "a scrap dealer since imprisoned"
        if kind == "person" and verb not in _PLURAL and lexicon.noun_class(verb) not in {"person", "event"}:
            end = told_of_persons(prose, place + 1)
            if end:
                return end
            if verb in _VERBS and prose.word(place + 2) in _DONE_TO_ONE:
                return place + 3
        if kind == "person" and verb in _BROUGHT and lexicon.noun_class(prose.word(place + 3)) == "event":
            return place + 4
        if kind in {"person", "event"} and verb in _VERBS:
            return _told_of(prose, place + 1, word, kind)
        if kind == "person" and verb in {"whom", "who", "that"} and prose.word(place + 2) in {"we", "they", "it"}:
            near = prose.words[place + 3 : place + 6]
            return place + 6 if (DONE_TO_PEOPLE | _DONE).intersection(near) else None
        if kind == "person" and (
            verb in _MODIFIERS or lexicon.person_word(verb) or (verb == "," and prose.word(place + 2) == "who")
        ):
            return _after_modifier(prose, place + 1 + (verb == ","))
        if kind == "event" and word in _ARTICLE_EVENTS and verb in _MODIFIERS | {"by", "against", "about"}:
            return _after_event(prose, place + 1, word)
    return None


def _after_modifier(prose: Prose, start: int) -> int | None:
    """Return the token after "(a pupil) at the school was excluded", "(a teacher) who was barred"."""
    for place in range(start, start + 12):
        word = prose.word(place)
        if not (word[0].isalnum() or word == "-"):
            return None
        end = told_of_persons(prose, place)
        if end:
            return end
    return None


def _after_event(prose: Prose, start: int, noun: str) -> int | None:
    """Return the token after "(a complaint) from a tenant about racism was upheld"."""
    for place in range(start, start + 12):
        if not (prose.word(place)[0].isalnum() or prose.word(place) == "-"):
            return None
        if prose.word(place) in _VERBS:
            return _told_of(prose, place, noun, "event")
    return None


def _told_of(prose: Prose, place: int, noun: str, kind: str) -> int | None:
    """Return the token after the verb that tells what happened to one person, or of one event."""
    while prose.word(place) in _HELPERS:
        place += 1
    verb = prose.word(place)
    if kind == "person" and lexicon.person_word(verb) and lexicon.noun_class(verb) == "":
        return place + 1
    if kind == "event" and noun in _ARTICLE_EVENTS and verb in _RECORDED:
        return place + 1
    return None


def _done_to_one(prose: Prose, index: int) -> int:
    """Return the token after "dismissed a teacher" or "paid damages to a tenant", from its article on, or 0."""
    verb = prose.word(index - 1)
    before = prose.words[max(index - 8, 0) : index]
    paid = verb == "to" and (bool(_PAID.intersection(before)) or ("paid" in before and prose.word(index + 1) in _ONCE))
    if not paid and verb not in DONE_TO_PEOPLE and verb not in _DONE and verb != "let":
        return 0
    if {"is", "are", "be", "being"}.intersection(prose.words[max(index - 3, 0) : index]):
        return 0
    for place in range(index + 1, index + 5):
        word, following = prose.word(place), prose.word(place + 1)
        if not word[0].isalpha() or word in {"of", "and", "or", "who"}:
            return 0
        person = compound_class(prose.words[index + 1 : place + 1], place - index - 1) == "person"
        if verb == "let" and person and following != "go":
            continue
        if person and lexicon.noun_class(following) not in {"person", "event", "thing", "weak"}:
            return place + 1
    return 0


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
