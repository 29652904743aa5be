"""Numbers that a rule lays down, and that count nobody: "students take three A levels", "is not sent with fewer than four riders".

In: the tokens and a number with its phrase. Out: whether its sentence, in the present tense, says how things are always done.
"""

from itertools import pairwise

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import Phrase, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression
from assistant.checks.numbers.wordset import wordset

_HABITS = wordset(
    "take study sit answer wear get receive hold mark work share attend use need pay visit eat sleep do make see choose drop play buy bring spend"
    " write read earn carry keep submit complete start live stay wash clean drive lead run teach serve travel meet join enter learn practise"
    " write cover deliver deal rotate finish follow vote elect appoint nominate send come go train qualify register apply require queue"
    " collect drink undergo sign claim order return borrow book rent park display stand fly"
)
_POSSESS = wordset("have has")
_STATES = wordset("is are has have gets does")
_ARTICLES = frozenset({"a", "an", "each", "every", "no"})
_ENTITLED = wordset(
    "allowed allows permitted permits entitled entitles limited limit maximum minimum quota allowance entitlement ration"
)
_UNLESS = wordset("not never no without nor cannot")
_BEFORE_LEAST = wordset("with by to from of without for into")
_PER = wordset("per each every")
_SINGLE_TIMES = wordset("a an per each every")
_WITHIN = wordset("of in at on with for from who")
_SAYS = wordset(
    "was says claims alleges states reports shows lists accuses faces includes numbers totals involves concerns remains awaits"
)
_OPENINGS = wordset("* - # > ( ) . \u2022 | : ,")
_NOW = wordset("currently presently today now suspended investigation")
_ROSE = wordset("rose fell dropped took got saw went came made gave led grew asked told paid lost won")
_SUBJECT_REACH = 6


def lays_down(prose: Prose, found: Expression, phrase: Phrase) -> bool:
    """Tell a number that a rule lays down from one of people who were counted."""
    first, last = prose.sentence(found.core)
    around = prose.words[first:last]
    if tells_the_past(around) or (_NOW | _ROSE).intersection(around):
        return False
    before = prose.words[first : found.first]
    befell = any(lexicon.person_word(word) for word in prose.words[found.last : found.last + 4])
    if befell:
        return False
    if _ENTITLED.intersection(before[-10:]) or _is_least(prose, found, before):
        return True
    if _is_each(prose, found, phrase, first, last):
        return True
    starts = [first, *(place + 1 for place in range(first, found.first) if prose.word(place) in {",", ":"})]
    return any(_is_custom(prose, found, phrase, start) for start in starts)


def _is_least(prose: Prose, found: Expression, before: list[str]) -> bool:
    """Tell "is not sent with fewer than four riders", "no prisoner is escorted by fewer than three officers"."""
    return (
        found.core > found.first
        and prose.word(found.first - 1) in _BEFORE_LEAST
        and bool(_UNLESS.intersection(before))
        and bool(_STATES.intersection(before) or {"do", "cannot"}.intersection(before))
    )


def _is_each(prose: Prose, found: Expression, phrase: Phrase, first: int, last: int) -> bool:
    """Tell "each household may have two permits" and "two visitors per patient" from counts."""
    place = first
    while place < found.first and not prose.word(place)[0].isalpha():
        place += 1
    modal = {"may", "can"}.intersection(prose.words[place : found.first])
    if prose.word(place) in {"each", "every", "a", "an"} and modal:
        return True
    bearers = {"person", "thing"} if phrase.kind in {"person", "event", "generic"} else {"person", "thing", "period"}
    size = max(len(phrase.words.split()), 1)
    after = prose.words[found.last : min(found.last + size + 3, last)]
    return any(word in _PER and lexicon.noun_class(following) in bearers for word, following in pairwise(after))


def _is_custom(prose: Prose, found: Expression, phrase: Phrase, start: int) -> bool:
    """Tell "students take three A levels", "a panel has three members": nobody in particular, and a verb in the present tense."""
    place = start
    while place < found.first and (prose.word(place) in _OPENINGS or prose.word(place).isdigit()):
        place += 1
    if not {":", "=", "|"}.isdisjoint(prose.words[place : found.first]):
        return False  # a label and its number
    one = prose.word(place) in _ARTICLES
    place += one
    for step in range(place, min(place + _SUBJECT_REACH, found.first - 1)):
        noun, verb = prose.word(step), prose.word(step + 1)
        if not noun[0].isalpha():
            return False
        plural = lexicon.singular(noun) != noun or noun in {"people", "staff", "children"}
        kind = lexicon.noun_class(noun)
        named = kind in {"person", "thing", "event", "office", "weak"} or (
            one and kind == "" and (verb in _WITHIN or verb.endswith("s"))
        )
        if not named or (not one and not plural):
            continue
        if verb in _WITHIN:
            verb = next(
                (word for word in prose.words[step + 2 : min(step + 8, found.first)] if _is_present(word)), verb
            )
        if one and not plural:
            if lexicon.noun_class(verb) == "person":
                continue  # "a trainee | paramedic has"
            habit = verb in _STATES or (
                verb.endswith("s") and verb not in _SAYS and lexicon.noun_class(verb) in {"", "thing"}
            )
            return habit and phrase.kind != "event"
        if verb in _POSSESS or verb == "are":
            return _is_rationed(prose, found, phrase)
        return verb in _HABITS
    return False


def _is_present(word: str) -> bool:
    return word in _STATES or word in _HABITS


def _is_rationed(prose: Prose, found: Expression, phrase: Phrase) -> bool:
    """Tell "residents have three meals a day" from "tenants have three complaints open"."""
    size = len(phrase.words.split())
    after = prose.words[found.last : found.last + size + 3]
    times = any(
        word in _SINGLE_TIMES and lexicon.noun_class(following) == "period" for word, following in pairwise(after)
    )
    return times or phrase.kind in {"thing", "measure", "period"} or phrase.noun in {"times", "occasions"}
