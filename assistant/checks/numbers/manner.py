"""How a sentence speaks of whom it counts: as doing the work, as a rule, as advice, as a panel, as animals.

In: the tokens and a number with its phrase. Out: whether the number is by the way, so that it tells nothing of anybody's data.
"""

import itertools

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import SOFT_EVENTS, is_number
from assistant.checks.numbers.phrases import Phrase, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind
from assistant.checks.numbers.wordset import wordset

_POLICY = wordset(
    "must should shall law tickets ticket admission fare fares price always normally usually typically required requires require minimum policy guidance"
    " procedure entitled generally recommended recommends ordinarily allowed permitted fee need needs pays costs"
)
_STRUCTURES = wordset("structure establishment constitution")
_LAID_DOWN = wordset("provides provide shows has comprises includes consists allows")
_TRIGGERS = wordset("follows triggers triggered trigger prompts leads")
_ANY = wordset("any every each stage")
_STUDIES = wordset("study studies journal literature researchers meta-analysis")
_SCHEMES = wordset(
    "scheme policy rules regulations code tariff criteria entitlement standard allows allowed entitled bands procedure"
)
_BULLETS = frozenset({"-", "*", "\u2022", "("})
_LONGEST_LIST = 150
_EACH = wordset("each every any per")
_WHENEVER = wordset("where whenever wherever if unless until once when")
# Where another clause begins, of which the words say nothing of the number's own.
_CLAUSES = wordset("who whom whose which that because since so although though while whereas")
_MADE_UP = wordset("( of consist consists comprises comprise composed includes has have needs need contains")
_SUPPOSED = wordset("example suppose imagine illustration illustrate confirmation denial")
_WORKED = wordset(
    "carried conducted held led run written signed chaired checked read prepared drafted reviewed delivered taught"
    " staffed supervised undertaken performed done heard overseen approved designed built handled considered assessed"
    " marked examined witnessed drawn inspected"
)
_ROTAS = frozenset(
    {
        ("by", "night"),
        ("by", "day"),
        ("on", "duty"),
        ("on", "call"),
        ("per", "shift"),
        ("at", "weekends"),
        ("at", "once"),
    }
)
_OUTNUMBER = wordset("outnumber outnumbers outnumbered")
_FREE = wordset("may can")
_NOTICED = wordset("note see find be")
_HANDLED = wordset(
    "took spoke told rang dealt handled handles read prepared drafted wrote answered searched looked considered reviewed decided"
)
_OF_THE_CASE = wordset(
    "call message complaint visit request reply letter response email e-mail enquiry correspondence review search answer"
)
_ADVERBS = wordset("not now also only therefore however still indeed then further hereby")
_PRESENT = wordset("is are be leads results requires needs means gets goes")
_LIMITS = wordset("quorum minimum maximum limit")
_COPULAS = wordset("is are was were be :")
_MODALS = wordset("can could may might must should shall")
_HELD_TO_BE = wordset(
    "confirm say tell advise disclose report state identify release provide have see find trace count give share have"
)
PANELS = wordset("panel jury quorum minimum committee board bench tribunal subcommittee forum")
_POINTED_AT = wordset("only sole just these those")
# What an officer writes to help a requester narrow a request (section 16): nobody has been counted yet.
_NARROWING = wordset("ask asking request narrow narrowing narrower refine limit limiting choose reduce restrict focus")
_OFFERED = wordset("suggest could may might would if narrower example instance wish")
_ANIMALS = wordset(
    "animal bird bull calf cat chick cow deer dog donkey duck ewe foal fox goat goose gull hen horse kennel kitten lamb"
    " pig pony pup puppy ram seal sheep stable swan badger hedgehog otter owl"
)
# "A two-man crew": as many members of a team; a two-man tent is for as many.
_EACH_ONE = wordset("person man woman officer member nurse teacher doctor")
_TEAMS = wordset(
    "team unit crew squad office group watch gang family department section service desk shift household staff"
)
_MADE_OF = frozenset({("consists", "of"), ("consist", "of"), ("composed", "of"), ("up", "of")})
_OF_ANY_LIFE = wordset("birth death fatality injury stillbirth escape adoption treatment retirement loss")


def _makes_up(prose: Prose, found: Expression, first: int, last: int) -> bool:
    """Tell "the gang consists of a ganger and three operatives" from "those dismissed consisted of two porters"."""
    around = prose.words[first:last]
    if tells_the_past(around) or any(
        lexicon.person_word(word) or lexicon.noun_class(word) == "event" for word in around
    ):
        return False
    return any(pair in _MADE_OF for pair in itertools.pairwise(prose.words[first : found.first]))


def by_the_way(prose: Prose, found: Expression, phrase: Phrase) -> bool:
    """Tell people who do the work, or whom a policy or some advice speaks of, from people who were counted."""
    first, last = prose.sentence(found.core)
    around = prose.words[first:last]
    if _is_limit(prose, found):
        return True
    if phrase.kind in {"person", ""} and _makes_up(prose, found, first, last):
        return True
    clause = _clause(prose, found, first, last)
    if _POINTED_AT.intersection(prose.words[max(found.first - 1, 0) : found.core + 1]):
        modal = any(prose.word(place) in _MODALS and not _is_month(prose, place) for place in range(first, last))
        return modal and bool(_MODALS.intersection(clause)) and not tells_the_past(clause)
    if _is_custom(prose, found, around) or _is_trigger(around) or _is_of_a_study(prose, first, last):
        return True
    # "The personal files of the 3 dismissed officers, at 10 minutes each" tells how many were dismissed.
    befell = any(lexicon.person_word(word) for word in prose.words[found.last : found.last + 2])
    if phrase.kind == "person" and not befell and sum(lexicon.work_word(word) for word in around) >= 2:
        return True
    if _in_court(prose, first, last) or (phrase.kind in {"person", ""} and _searched_or_on_duty(prose, found, first)):
        return True
    if _advised(prose, found, first, last) or _sits(prose, found, first, last) or _may_choose(prose, found, first):
        return True
    if phrase.kind in {"person", ""} and (_may_do(prose, found) or _answers(prose, first, last)):
        return True
    if phrase.kind != "person" and found.high is not None:
        return False
    by_rule = prose.word(found.first - 1) == "by" and _PRESENT.intersection(around)
    if by_rule and not tells_the_past(around):
        return True
    if prose.word(found.first - 1) == "by" or {"by", "and"} <= set(prose.words[max(found.first - 4, 0) : found.first]):
        return _did_the_work(prose, found, first)
    if tells_the_past(around):
        return False
    if _STRUCTURES.intersection(prose.words[first : found.first]) and _LAID_DOWN.intersection(around):
        return True  # "the structure provides for one governor and one deputy"
    if _under_a_scheme(prose, found, first):
        return True
    ruled = bool(_SUPPOSED.intersection(prose.words[first : found.first])) or _is_needed(prose, found)
    ruled = ruled or prose.word(found.first - 1) in _WHENEVER
    ruled = ruled or bool(_POLICY.intersection(clause)) or bool(_EACH.intersection(prose.words[first : found.first]))
    return ruled or _does_by_rule(prose, found)


def _is_trigger(around: list[str]) -> bool:
    """Tell "stage 2 is triggered by two more absences in any six months" from what happened."""
    named = _ANY.intersection(around) or "trigger" in around
    return bool(_TRIGGERS.intersection(around) and named) and not tells_the_past(around)


def _is_custom(prose: Prose, found: Expression, around: list[str]) -> bool:
    """Tell "it meets four times a year", "a patient who misses one appointment is sent a letter" and "two members will review it"."""
    if prose.word(found.last) == "times" and prose.word(found.last + 1) in {"a", "an", "per", "each", "every"}:
        return True
    if tells_the_past(around):
        return False
    anybody = around[:1] in (["a"], ["an"], ["any"], ["each"], ["every"]) and "who" in around[:4]
    if anybody and {"is", "are", "may", "must", "will"}.intersection(around):
        return True
    own = {"review", "request", "decision", "appeal"}.intersection(
        prose.words[max(0, found.first - 40) : found.last + 12]
    )
    return "will" in around and bool(own) and not any(lexicon.person_word(word) for word in around)


def _is_of_a_study(prose: Prose, first: int, last: int) -> bool:
    """Tell "a case report in which one patient had a burn" and "a study of 3 nurses": of other people than the letter's."""
    around = prose.words[first:last]
    return bool(_STUDIES.intersection(around)) or ("case", "report") in itertools.pairwise(around)


def _under_a_scheme(prose: Prose, found: Expression, first: int) -> bool:
    """Tell a line of a list under words such as "under the Allocations Scheme:", which says what anybody may have."""
    if not any(word in _BULLETS for word in prose.words[first : first + 2]):
        return False
    place = first - 1
    while place > max(0, found.first - _LONGEST_LIST) and not (
        prose.word(place) == ":" and prose.word(place + 1) == "\n"
    ):
        place -= 1
    if prose.word(place) != ":":
        return False
    start, _ = prose.sentence(place)
    lead = prose.words[start:place]
    return bool(_SCHEMES.intersection(lead)) and not tells_the_past(lead)


def _in_court(prose: Prose, first: int, last: int) -> bool:
    """Tell the parties of a decided case ("in Smith v Hale two claimants sued") from people of the figures."""
    return any(
        prose.word(place) == "v" and prose.raw(place - 1)[0].isupper() and prose.raw(place + 1)[0].isupper()
        for place in range(first + 1, last)
    )


def _searched_or_on_duty(prose: Prose, found: Expression, first: int) -> bool:
    """Tell "we searched the e-mails of three officers" and "two nurses by night" from people of the figures."""
    before = prose.words[first : found.first]
    if "of" in before[-2:] and {"search", "searched", "searches"}.intersection(before):
        return True
    after = prose.words[found.last : found.last + 5]
    return not tells_the_past(prose.words[first : found.last]) and any(
        pair in _ROTAS for pair in itertools.pairwise(after)
    )


def _is_needed(prose: Prose, found: Expression) -> bool:
    """Tell "one member of staff is needed" from "two patients needed surgery"."""
    near = prose.words[found.last : found.last + 8]
    return any(verb in {"is", "are"} and word in {"needed", "wanted"} for verb, word in itertools.pairwise(near))


def _did_the_work(prose: Prose, found: Expression, first: int) -> bool:
    """Tell "interviews were held by the head and two governors" from "the assaults were carried out by two men"."""
    before = prose.words[first : found.first]
    by = len(before) - 1 - before[::-1].index("by")
    worked = _WORKED.intersection(before[max(by - 4, 0) : by])
    harms = (word for word in before[:by] if lexicon.noun_class(word) == "event")
    return bool(worked) and all(lexicon.singular(word) in SOFT_EVENTS for word in harms)


def _clause(prose: Prose, found: Expression, first: int, last: int) -> list[str]:
    """Return the words of the number's own clause: "one pupil | whom all teachers must know"."""
    # "Number of claimants: 3" is a line of its own, whatever the next one costs.
    ends = (
        _CLAUSES | {"\n"}
        if prose.word(found.first - 1) in {":", "-", "="} and prose.word(found.last) == "\n"
        else _CLAUSES
    )
    last = next((place for place in range(found.last, last) if prose.word(place) in ends), last)
    start = found.first
    while start > first and prose.word(start - 1) not in ends:
        start -= 1
    places = [*range(start, found.first), *range(found.last, last)]
    # "I shall put it this way" lays nothing down.
    return [
        prose.word(place)
        for place in places
        if prose.word(place) != "shall" or prose.word(place - 1) not in {"i", "we"}
    ]


def _is_limit(prose: Prose, found: Expression) -> bool:
    """Tell "the quorum is 3" from a count."""
    place = found.first - 1
    if prose.word(place) == ":" and prose.word(place - 1) in PANELS:
        return True  # "Committee: 3 members"
    if "quorum" in prose.words[found.last : found.last + 4]:
        return True
    return prose.word(place) in _COPULAS and prose.word(place - 1) in _LIMITS


def _does_by_rule(prose: Prose, found: Expression) -> bool:
    """Tell "two nurses check each dose": the first verb after the number is a duty in the present tense."""
    for place in range(found.last, found.last + 8):
        word = prose.word(place)
        if not word[0].isalpha() or word in _CLAUSES or word in _COPULAS:
            return False
        if lexicon.duty_word(word) and prose.word(place - 1) not in {"the", "a", "of", "to"}:
            return True
    return False


def _may_choose(prose: Prose, found: Expression, first: int) -> bool:
    """Tell how many may be chosen ("could rank up to 3", "may nominate two referees") from how many there were."""
    for place in range(found.first - 1, max(first, found.first - 7) - 1, -1):
        word = prose.word(place)
        if word in _MODALS and not _is_month(prose, place) and prose.word(place - 1) not in {"i", "we"}:
            verb = next(
                (step for step in range(place + 1, found.first) if prose.word(step) not in _ADVERBS), found.first
            )
            exists = prose.word(verb) == "be" and verb + 1 == found.first
            return verb < found.first and prose.word(verb) not in _HELD_TO_BE and not exists
        if word in _CLAUSES or not word.isalnum():
            return False
    return False


def _is_month(prose: Prose, place: int) -> bool:
    return prose.word(place) == "may" and prose.raw(place)[0] == "M"


def _may_do(prose: Prose, found: Expression) -> bool:
    """Tell "one parent may be asked to sign" and "one of us will phone you" from "three may have left"."""
    asked = [place for place in range(found.first - 4, found.first - 1) if prose.word(place) == "please"]
    if asked and prose.word(asked[-1] + 1) not in _NOTICED:
        return True  # "please ask two neighbours to sign"
    for place in range(found.last, found.last + 6):
        word = prose.word(place)
        if not word[0].isalpha() or word in {"and", "but", "there"}:
            return False
        if word in _FREE and not _is_month(prose, place):
            return prose.word(place + 1) != "have"
        if word == "will":
            return "you" in prose.words[place : place + 16]
    return False


def _answers(prose: Prose, first: int, last: int) -> bool:
    """Tell "the two officers who dealt with your request" from those whom the request is about."""
    around = prose.words[first:last]
    if any(lexicon.person_word(word) for word in around) or not _HANDLED.intersection(around):
        return False
    return any(word in _OF_THE_CASE and before in {"your", "this"} for before, word in itertools.pairwise(around))


def is_ratio(prose: Prose, found: Expression) -> bool:
    """Tell either half of "one adult to three" or "one nurse to two patients" from a count; "rose from one to three" is one."""
    first, last = prose.sentence(found.core)
    if found.kind not in {Kind.WORDS, Kind.DIGITS}:
        return False
    paired = prose.word(found.last) == "to" or prose.word(found.first - 1) == "to"
    if paired and _OUTNUMBER.intersection(prose.words[max(first, found.first - 8) : found.first]):
        return True
    if _is_case_in(prose, found):
        return True
    if tells_the_past(prose.words[first:last]):
        return False
    place = found.last
    while place < found.last + 3 and prose.word(place).isalpha() and prose.word(place) != "to":
        place += 1
    if place > found.last and prose.word(place) == "to" and prose.word(found.first - 1) != "from":
        return is_number(prose.word(place + 1))
    if prose.word(found.first - 1) != "to":
        return False
    before = range(found.first - 3, max(first, found.first - 5) - 1, -1)
    if {"%", ","}.intersection(prose.words[found.first - 3 : found.first]):
        return False  # "rose by 100%, to four"
    return any(is_number(prose.word(place)) and prose.word(place - 1) != "from" for place in before)


def _is_case_in(prose: Prose, found: Expression) -> bool:
    """Tell either half of "one case in four" from a count."""
    first = found.first - 3 if prose.word(found.first - 1) == "in" else found.first
    noun, whole = prose.word(first + 1), prose.word(first + 3)
    worded = prose.word(first).isalpha() and noun.isalpha() and whole.isalpha()
    return (
        worded
        and prose.word(first + 2) == "in"
        and is_number(prose.word(first))
        and is_number(whole)
        and lexicon.noun_class(prose.word(first + 4)) == ""
        and found.kind is Kind.WORDS
    )


def _advised(prose: Prose, found: Expression, first: int, last: int) -> bool:
    """Tell "you could ask for one officer's emails"; "the two officers" are known ones, and past words a fact."""
    before = prose.words[first : found.first]
    if "the" in {prose.word(found.first), prose.word(found.first - 1)} or tells_the_past(
        prose.words[found.first : last]
    ):
        return False
    return bool(_NARROWING.intersection(before)) and bool(_OFFERED.intersection(before))


def _sits(prose: Prose, found: Expression, first: int, last: int) -> bool:
    """Tell the members of a panel from people counted: "a panel of 3", "two officers sit on the board"."""
    around = prose.words[first:last]
    if prose.word(found.first - 1) == "(" and prose.word(found.first - 2) in PANELS:
        return True  # "the panel (three governors and a clerk) met"
    before = prose.words[first : found.first]
    if _EACH.intersection(before) and PANELS.intersection(before) and before[-1:] == ["had"]:
        return True  # "each interview panel had three people on it"
    if tells_the_past(around) or any(lexicon.person_word(word) for word in around):
        return False
    named = any(word in PANELS and after in _MADE_UP for word, after in itertools.pairwise(before))
    return named or bool({"sit", "sits", "serve", "serves"}.intersection(around) and PANELS.intersection(around))


def of_animals(prose: Prose, found: Expression, phrase: Phrase) -> bool:
    """Tell births and deaths of animals; one word for a person in the sentence, and it may be a person's."""
    if phrase.kind == "event" and lexicon.singular(phrase.noun) not in _OF_ANY_LIFE:
        return False
    first, last = prose.sentence(found.core)
    around = prose.words[first:last]
    if not any(lexicon.singular(word) in _ANIMALS for word in around):
        return False
    kinds = {lexicon.noun_class(word) for word in around if lexicon.singular(word) not in _OF_ANY_LIFE}
    return not kinds & {"person", "event"}


def is_panel(prose: Prose, found: Expression) -> bool:
    """Tell "a three-strong panel", which decides about people and is not what was counted."""
    return prose.word(found.last) == "-" and bool(PANELS.intersection(prose.words[found.last + 2 : found.last + 4]))


def tells_strength(prose: Prose, found: Expression) -> bool:
    """Tell "a three-strong group", "the gang was four strong": the word counts people."""
    place = found.last + 1 if prose.word(found.last) == "-" else found.last
    each = prose.word(place) in _EACH_ONE and place > found.last
    if prose.word(place) != "strong" and not each:
        return False
    head = next((step for step in range(place + 1, place + 5) if is_team(prose.word(step))), None)
    if head is not None:
        return not each or tells_the_past(prose.words[head : head + 12])
    near = [lexicon.noun_class(word) for word in prose.words[place + 1 : place + 3]]
    return not each and not {"thing", "money", "measure", "office"}.intersection(near)


def is_team(word: str) -> bool:
    """Tell whether a noun is of persons who work or live together."""
    return lexicon.singular(word) in _TEAMS
