"""One person whom a letter tells with an article: ``count.stated``.

"A Band 6 nurse was dismissed", "another guard was assaulted", "we let a trainee go", "a complaint from a tenant was upheld", "someone fell".
"""

from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.counts import STATED, STATED_REMEDY, is_conditional, quoted, spanned
from assistant.checks.numbers import lexicon, words
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

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


def check(page: Page) -> Iterator[Finding]:
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
