"""What each number is there for: the rules of context, in the order in which they are asked."""

from assistant.checks.numbers import lexicon, shapes
from assistant.checks.numbers.befell import says_person
from assistant.checks.numbers.idioms import idiom_role
from assistant.checks.numbers.listed import listed
from assistant.checks.numbers.manner import PANELS, by_the_way, is_panel, is_ratio, of_animals, tells_strength
from assistant.checks.numbers.measured import measured
from assistant.checks.numbers.named import named, opens_count
from assistant.checks.numbers.ordained import lays_down
from assistant.checks.numbers.phrases import (
    HAPPENED,
    NOTHING,
    Phrase,
    antecedent,
    governed,
    happened_to_people,
    label_before,
    past_verb,
    topic_of_list,
    topic_of_run,
)
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.stems import stem_of
from assistant.checks.numbers.subjects import befell_a_thing
from assistant.checks.numbers.words import WELSH_PEOPLE
from assistant.checks.numbers.wordset import wordset

_TIMES = wordset("occasion instance time case example")
# Work of an office: "one such check" is of the check.
_WORK = wordset("check audit test review visit meeting exercise file record email document sample screening query")
_N_REACH, _ELSEWHERE_REACH, _SAID_REACH = 60, 8, 12
_CHAIN_LINKS = frozenset({",", "and", "or", "to", "&", "-", "/", "both"})
_CARRIED = frozenset({Role.CITATION, Role.STRUCTURE, Role.DATE, Role.GRADE, Role.CONTACT, Role.AGE, Role.LIST_NUMBER})
_PLACES = wordset("at in by for from during since on to per within")
_AFTER_HEAD = wordset(
    "after before that who which whose where with without among amongst against under over following until"
)
_UNITS = wordset(
    "ward site school department team office station unit academy hospital clinic division directorate service area region district depot base"
    " campus wing prison faculty college borough county town city"
)
_RANKS = wordset("level levels grade rank band category type")
_ELLIPSES = wordset("more others further another")
_CARRIES_ON = frozenset({Role.THINGS, Role.PERIOD, Role.MEASURE, Role.MONEY, Role.PEOPLE})
_KINDS = {
    "person": Role.PEOPLE,
    "event": Role.PEOPLE,
    "generic": Role.PEOPLE,
    "thing": Role.THINGS,
    "weak": Role.THINGS,
    "office": Role.THINGS,
    "period": Role.PERIOD,
    "measure": Role.MEASURE,
    "money": Role.MONEY,
}


def role_of(prose: Prose, found: Expression, previous: tuple[Expression, Role] | None) -> tuple[Role, Phrase]:
    """Return a number's role and what it counts, given the number before it."""
    settled = shapes.settled(prose, found)
    if settled is not None:
        return settled, NOTHING
    role = _carried(prose, found, previous) or named(prose, found) or listed(prose, found)
    if role is not None:
        return role, NOTHING
    if _is_so_old(prose, found):
        return Role.PEOPLE, Phrase("year-olds", "person", "person")
    if _is_year_group(prose, found):
        return Role.PEOPLE, Phrase("year", "pupils", "person")
    phrase = governed(prose, found)
    role = measured(prose, found, phrase)
    if role is not None:
        return role, phrase
    if found.kind in {Kind.FRACTION, Kind.RATIO}:
        return Role.STATISTIC, phrase
    if is_ratio(prose, found):
        return Role.STATISTIC, phrase
    role = _goes_on(prose, found, phrase, previous) or idiom_role(prose, found, phrase)
    if role is None:
        role, phrase = _counted(prose, found, phrase)
    if role is Role.PEOPLE and (by_the_way(prose, found, phrase) or lays_down(prose, found, phrase)):
        role = Role.THINGS
    return role, phrase


def _is_so_old(prose: Prose, found: Expression) -> bool:
    """Tell "two 17-year-olds" by the age that follows; "16 17-year-olds" by the first number alone."""
    place = found.last
    return (
        found.kind in {Kind.DIGITS, Kind.WORDS}
        and prose.word(place).isdigit()
        and prose.word(place + 1) == "-"
        and prose.word(place + 2) in {"year", "month"}
        and prose.word(place + 3) == "-"
        and prose.word(place + 4) in {"old", "olds"}
    )


def _is_year_group(prose: Prose, found: Expression) -> bool:
    """Tell "three Year 12s were withdrawn" from three years."""
    place = found.last + 2
    return (
        prose.word(found.last) == "year"
        and prose.word(place - 1).isdigit()
        and prose.word(place) == "s"
        and prose.joined(place)
    )


def _carried(prose: Prose, found: Expression, previous: tuple[Expression, Role] | None) -> Role | None:
    """Carry a role along a list: "sections 30, 31 and 40", "14, 15 and 16 May"."""
    if previous is None or found.kind in {Kind.IDIOM, Kind.FREQUENCY, Kind.ORDINAL}:
        return None
    before, role = previous
    gap = prose.words[before.last : found.first]
    if role not in _CARRIED or len(gap) > 3 or not gap:
        return None
    plain = [word for word in gap if word not in {"(", ")"} and not (len(word) == 1 and word.isalpha())]
    if not all(word in _CHAIN_LINKS for word in plain) or (role is Role.LIST_NUMBER and not plain):
        return None
    if gap[-1] == "-" and not prose.joined(found.first):
        return None  # "Year 7 - 3" sets a number beside its label
    if role is Role.DATE and len(prose.words[found.core]) != 4:
        return None
    if role is Role.STRUCTURE and prose.word(found.last) in _PLACES and lexicon.is_label(prose.word(found.last + 1)):
        return None  # "24 in quarter 1, 31 in quarter 2"
    return None if opens_count(prose, found) else role


def _goes_on(prose: Prose, found: Expression, phrase: Phrase, previous: tuple[Expression, Role] | None) -> Role | None:
    """Let the number before say what "and two more" and "a further three" are."""
    if previous is not None and previous[1] is Role.THINGS and _of_those(prose, found, previous[0]):
        return Role.THINGS
    if previous is not None and previous[1] is Role.PERIOD and phrase.empty and _or_else(prose, found, previous[0]):
        return Role.PERIOD  # "one month, or three for a manager"
    if (
        previous is not None
        and previous[1] is Role.STRUCTURE
        and phrase.empty
        and _also_named(prose, found, previous[0])
    ):
        return Role.STRUCTURE
    if (
        previous is not None
        and previous[1] is Role.PEOPLE
        and phrase.empty
        and _and_elsewhere(prose, found, previous[0])
    ):
        return Role.PEOPLE
    if previous is not None and phrase.empty and _of_same(prose, found, previous):
        return previous[1]
    if previous is None or previous[1] not in _CARRIES_ON or phrase.kind or says_person(prose, found):
        return None
    said = prose.word(found.last)
    if previous[1] is Role.PEOPLE and said in {"was", "were", "had", "have"} and prose.word(previous[0].last) == said:
        return Role.PEOPLE  # "85 were referred, 61 were dealt with by a caution"
    further = _ELLIPSES.intersection({prose.word(found.last), prose.word(found.first - 1)})
    return previous[1] if further and prose.sentence(found.core)[0] <= previous[0].first else None


def _also_named(prose: Prose, found: Expression, before: Expression) -> bool:
    """Tell "part 1 is dealt with here, and 2 and 3 in the annex" from a count."""
    near = found.first - before.last < 8 and prose.sentence(found.core)[0] <= before.first
    near = near and not lexicon.is_label(prose.word(found.last + 1))  # "and 18 in quarter 4"
    ends = prose.word(found.last) in {"in", "and", ",", ".", "here", "below", "above", ";", "at", "to", ")", "or"}
    bare = not lexicon.is_label(prose.word(found.first - 1)) and prose.word(found.first - 1) not in {
        ":",
        "=",
        "was",
        "were",
        "of",
    }
    return (
        near
        and ends
        and bare
        and found.kind is Kind.DIGITS
        and before.kind is Kind.DIGITS
        and before.low < found.low < 20
    )


def _and_elsewhere(prose: Prose, found: Expression, before: Expression) -> bool:
    """Tell "14 births at home and one in the car park" from a number of its own: no verb and no other number lies between."""
    near = found.first - before.last < _ELSEWHERE_REACH and before.first >= prose.sentence(found.core)[0]
    between = prose.words[before.last : found.first]
    joined = between[-1:] in (["and"], [","]) and prose.word(found.last) in _PLACES - {"to", "by"}
    return (
        near and joined and not any(past_verb(word) or word in {"was", "were", "had", "is", "are"} for word in between)
    )


def _of_same(prose: Prose, found: Expression, previous: tuple[Expression, Role]) -> bool:
    """Tell "four themes came out of them and two led to new guidance": what the number before names, this one counts."""
    before, role = previous
    joined = prose.word(found.first - 1) in {"and", "but", ","} or prose.words[found.first - 2 : found.first] == [
        "there",
        "are",
    ]
    if role not in {Role.THINGS, Role.UNKNOWN} or not joined or before.first < prose.sentence(found.core)[0]:
        return False
    counted = governed(prose, before)
    return (
        bool(counted.words)
        and counted.kind in {"", "thing"}
        and not _participle(counted)
        and not says_person(prose, found)
    )


def _or_else(prose: Prose, found: Expression, before: Expression) -> bool:
    return (
        prose.word(found.first - 1) in {"or", "and"}
        and found.first - before.last < 5
        and prose.word(found.last) == "for"
    )


def _of_those(prose: Prose, found: Expression, before: Expression) -> bool:
    """Tell "one of whom" of people who are no figures: "the panel must have three members, one of whom is a lay person"."""
    near = prose.sentence(found.core)[0] <= before.first and found.first - before.last < 8
    if prose.word(found.last) != "of" or not near:
        return False
    of = prose.word(found.last + 1)
    counted = any(lexicon.noun_class(prose.word(before.last + step)) == "person" for step in range(3))
    return of in {"them", "which"} or (of == "whom" and counted)


def _counted(prose: Prose, found: Expression, phrase: Phrase) -> tuple[Role, Phrase]:
    """Decide between people, things and unknown for what is left: a count."""
    if of_animals(prose, found, phrase) or is_panel(prose, found):
        return Role.THINGS, phrase
    if tells_strength(prose, found) or prose.word(found.last) in WELSH_PEOPLE:
        return Role.PEOPLE, phrase
    of_n = prose.words[found.first - 2 : found.first] == ["n", "="] and phrase.kind != "thing"
    if of_n and _of_people_before(prose, found):
        return Role.PEOPLE, phrase
    if phrase.kind == "generic" or (
        phrase.kind == "weak" and prose.word(found.last) == "such" and lexicon.singular(phrase.noun) not in _WORK
    ):
        return _generic(prose, found, phrase)
    if phrase.kind in _KINDS and not (phrase.kind == "weak" and phrase.words in {"total", "part", "rest"}):
        return _office_or(prose, found, phrase), phrase
    if says_person(prose, found):
        return Role.PEOPLE, phrase
    run = topic_of_run(prose, found)
    if run is not None and run.kind:
        return _KINDS[run.kind], run
    labelled = _labelled(prose, found)
    if labelled is not None and (run is None or labelled[0] is Role.PEOPLE):
        return labelled
    stem = stem_of(prose, found)
    if stem.kind:
        return _KINDS[stem.kind], stem
    if not phrase.empty and not _participle(phrase):
        return (Role.PEOPLE if happened_to_people(prose, found) else Role.UNKNOWN), phrase
    if prose.word(found.first - 1) == "of" and prose.word(found.first - 2) in PANELS:
        return Role.THINGS, phrase
    nearest = antecedent(prose, found)
    role = _KINDS.get(nearest.kind, Role.UNKNOWN)
    answer = prose.word(found.first - 1) in {"is", "was"} and prose.word(found.first - 2) == "answer"
    if role is Role.THINGS and answer and _of_people_before(prose, found):
        role = Role.PEOPLE
    short = prose.word(found.last) in {"was", "were", "did", "had"} and not prose.word(found.last + 1)[0].isalpha()
    if role is Role.THINGS and short and _befell_before(prose, found):
        role = Role.PEOPLE
    if run is not None and role is Role.THINGS:
        role = Role.UNKNOWN  # of a run of labels under words that say nothing, the nearest thing is no topic
    return role, Phrase(phrase.words, nearest.noun, nearest.kind)


def _of_people_before(prose: Prose, found: Expression) -> bool:
    """Tell whether the words before "(n=2)" name people, and not only the units that they work in."""
    before = prose.words[max(found.first - _N_REACH, 0) : found.first]
    return any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in before)


def _befell_before(prose: Prose, found: Expression) -> bool:
    """Tell "bell-ringers were banned from the tower. One was" by what is said of people just before."""
    return any(lexicon.person_word(word) for word in prose.words[max(found.first - _SAID_REACH, 0) : found.first])


def _office_or(prose: Prose, found: Expression, phrase: Phrase) -> Role:
    """Let what is done only to people tell of office-holders too: "two chairs were suspended" is for a person to judge."""
    if phrase.kind == "office" and (says_person(prose, found) or happened_to_people(prose, found)):
        return Role.UNKNOWN
    return _KINDS[phrase.kind]


def _participle(phrase: Phrase) -> bool:
    head = phrase.words.split()[0]
    return lexicon.case_word(head) or lexicon.person_word(head) or head.endswith("ed") or head in HAPPENED


def _generic(prose: Prose, found: Expression, phrase: Phrase) -> tuple[Role, Phrase]:
    """Let what went before say what "three cases", "on two occasions" are of."""
    first, last = prose.sentence(found.core)
    if lexicon.singular(phrase.noun) in _TIMES and befell_a_thing(prose, found, found.last + 1):
        return Role.THINGS, phrase
    nearest = antecedent(prose, found)
    by_case = nearest.kind == "" and prose.word(found.first - 1) == "in"  # "in one case the contract ..."
    if nearest.kind == "thing" or by_case:
        inside = [lexicon.noun_class(prose.word(place)) for place in range(first, last)]
        people = any(lexicon.person_word(prose.word(place)) for place in range(first, last))
        if "person" not in inside and "event" not in inside and not people and "thing" in [*inside, nearest.kind]:
            return Role.THINGS, phrase
    if nearest.kind == "" and lexicon.singular(phrase.noun) in {"time", "occasion", "example", "result", "outcome"}:
        return (Role.THINGS if "you" in prose.words[first:last] else Role.UNKNOWN), phrase
    return Role.PEOPLE, phrase


def _labelled(prose: Prose, found: Expression) -> tuple[Role, Phrase] | None:
    """Read the words that a number is set beside: "Upheld (1)", "Male: 2"."""
    first, last = label_before(prose, found)
    decided: tuple[Role, Phrase] | None = None
    for place in range(first, last):
        word = prose.word(place)
        if decided and (word in _PLACES or (decided[0] is Role.PEOPLE and word in _AFTER_HEAD)):
            break  # "offences reported at the school: 3" counts the offences
        kind = lexicon.noun_class(word) if word[0].isalpha() and prose.word(place - 1) != "this" else ""
        if lexicon.person_word(word):
            decided = Role.PEOPLE, Phrase(word, word, "person")
        elif word in _UNITS and lexicon.singular(word) == word:
            continue  # "Ward 9: 1", "this academy: 2" say where
        elif kind in {"person", "event", "thing", "money", "measure"} and not (decided and word in _RANKS):
            decided = _KINDS[kind], Phrase(word, word, kind)
    if last > first and (decided is None or decided[0] is Role.THINGS):
        # "Patients who waited, by site:" and a line for each site.
        topic = topic_of_list(prose, found)
        if topic is not None and topic.kind in {"person", "event"}:
            return Role.PEOPLE, topic
    return decided
