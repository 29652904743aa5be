"""What each number is there for: the rules of context, in the order in which they are asked."""

from assistant.checks.numbers import lexicon, shapes
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.idioms import idiom_role
from assistant.checks.numbers.listed import listed
from assistant.checks.numbers.manner import PANELS, by_the_way, is_panel, is_ratio, of_animals, tells_strength
from assistant.checks.numbers.ordained import lays_down
from assistant.checks.numbers.phrases import (
    DONE_TO_PEOPLE,
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
_FOR_SO_MANY = wordset(
    "limit cap policy rule benefit ratio law room bed seat table car leaflet system bay tent lift cell tax credit allowance entry form kit boat"
)
_STEPS = frozenset({"year", "month", "week", "day", "quarter", "term"})
_AT_STEP = wordset("on by from of to in at until after for")
_OPENS_STEP = frozenset({",", ";", ":", "(", "\n", "and", ".", "-", "|"})
_STEPS_OF_A_YEAR = 4
_N_REACH, _ELSEWHERE_REACH = 60, 8
_CHAIN_LINKS = frozenset({",", "and", "or", "to", "&", "-", "/", "both"})
_CARRIED = frozenset({Role.CITATION, Role.STRUCTURE, Role.DATE, Role.GRADE, Role.CONTACT, Role.AGE, Role.LIST_NUMBER})
_GRADES = wordset("band grade tier level category class scp spine g sco scs stage priority")
_PERIOD_ADJECTIVES = wordset(
    "working calendar financial academic full consecutive school clear business further more additional fiscal"
    " previous preceding past last tax municipal performance reporting recent complete whole"
)
_PLACES = wordset("at in by for from during since on to per within")
_AFTER_HEAD = wordset(
    "after before that who which whose where with without among amongst against under over following until"
)
_UNITS = wordset(
    "ward site school department team office station unit academy hospital clinic division directorate service area region district depot base"
    " campus wing prison faculty college borough county town city"
)
_ASKING_LABELS = wordset("question questions q part parts item point request")
_ASKING = wordset(
    "asks asked asking concerns concerned relates related seeks sought covers covered refers is was has were"
)
_GROWING = wordset("child children pupils people patients persons boys girls adults those kids babies infants toddlers")
_RANKS = wordset("level levels grade rank band category type")
_DESCRIBES = wordset(
    "lists shows covers gives sets contains concerns relates deals describes explains holds names refers"
)
_SCORES = wordset("score scored scores mark marks marked rated rating graded")
_WHO_MEANS = wordset("i you we they who to not would could did does do will may might must can that it this")
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
    role = _carried(prose, found, previous) or _named(prose, found) or listed(prose, found)
    if role is not None:
        return role, NOTHING
    if _is_so_old(prose, found):
        return Role.PEOPLE, Phrase("year-olds", "person", "person")
    if _is_year_group(prose, found):
        return Role.PEOPLE, Phrase("year", "pupils", "person")
    phrase = governed(prose, found)
    role = _measured(prose, found, phrase)
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
    return None if _opens_count(prose, found) else role


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
    if previous is None or previous[1] not in _CARRIES_ON or phrase.kind or _says_person(prose, found):
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
    named = governed(prose, before)
    return (
        bool(named.words) and named.kind in {"", "thing"} and not _participle(named) and not _says_person(prose, found)
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


def _is_compound(prose: Prose, found: Expression) -> bool:
    """Tell "a two-parent family" and "the three Rs" from counts."""
    family = prose.word(found.last) == "-" and lexicon.singular(prose.word(found.last + 2)) in {
        "family",
        "household",
        "home",
    }
    letter = prose.raw(found.last)
    if _is_kind_of_thing(prose, found):
        return True
    return family or (len(letter) == 2 and letter[0].isupper() and letter[1] == "s")


def _is_kind_of_thing(prose: Prose, found: Expression) -> bool:
    """Tell "the two-child limit", "a one-parent leaflet": a person's noun behind a hyphen describes the thing that follows."""
    described = lexicon.noun_class(prose.word(found.last + 1)) == "person"
    return prose.word(found.last) == "-" and described and lexicon.singular(prose.word(found.last + 2)) in _FOR_SO_MANY


def _opens_count(prose: Prose, found: Expression) -> bool:
    kind = governed(prose, found).kind
    following = prose.word(found.last)
    verb = following in {"was", "were", "had"} or (found.kind is Kind.WORDS and past_verb(following))
    return kind in {"person", "event", "generic"} or verb


def _named(prose: Prose, found: Expression) -> Role | None:
    """Tell a name ("section 40", "Table 3", "Band 5", "aged 16") from a count."""
    if found.kind in {Kind.FREQUENCY, Kind.IDIOM, Kind.INVERSE, Kind.WELSH}:
        return None
    if _is_compound(prose, found):
        return Role.WORD
    before, earlier = prose.word(found.first - 1), prose.word(found.first - 2)
    shortened = before == "." and not prose.ends_sentence(found.first - 1)  # "No. 3", "para. 4"
    if shortened or (before in {".", "-", "#"} and prose.joined(found.first)):
        before, earlier = earlier, prose.word(found.first - 3)
    if _age(prose, found, before):
        return Role.AGE
    if before in _ASKING_LABELS and found.kind is Kind.DIGITS and prose.word(found.last) in _ASKING:
        return Role.STRUCTURE  # "Question 3 concerns officers who were dismissed"
    if earlier == "(" and prose.word(found.last) == ")" and prose.word(found.first - 3)[0].isdigit():
        return Role.REFERENCE  # "388/22 (Appeal 2)"
    if before == "(" and earlier.isdigit() and prose.joined(found.first - 1):
        return Role.CITATION
    if _labels_part(prose, found, before):
        return Role.STRUCTURE  # "volume 3 of the Inspector's report"
    if lexicon.is_label(before) and prose.word(found.last) in _DESCRIBES and found.kind is Kind.DIGITS:
        return Role.STRUCTURE  # "sheet 3 lists pupils"
    if lexicon.is_label(before) and prose.word(found.last) in {"-", ":"} and found.kind is Kind.DIGITS:
        return Role.STRUCTURE  # "Figure 2 - Thefts by month"
    if _opens_count(prose, found) and not prose.joined(found.first) and not _code_label(before, found):
        return None
    if lexicon.is_citation_word(before) and not (before in {"s", "act", "exemption"} and earlier == "'"):
        if before in {"principle", "act", "exemption", "exemptions"} and found.kind is Kind.WORDS:
            return None
        return Role.CITATION
    if before in _GRADES and prose.word(found.first - 1) != "x":
        return Role.GRADE
    if lexicon.is_label(before) and found.kind in {Kind.DIGITS, Kind.WORDS, Kind.RANGE, Kind.ROMAN, Kind.ZERO}:
        return None if _label_is_unit(prose, found, before, earlier) else Role.STRUCTURE
    return None


def _labels_part(prose: Prose, found: Expression, before: str) -> bool:
    """Tell a part of a document or a bundle: "figure 3 of", "volume 2 to", but not "ward 3, 2 of the nine"."""
    if found.kind is not Kind.DIGITS or not lexicon.is_label(before) or prose.joined(found.core):
        return False
    return prose.word(found.last) == "of" and not any(
        prose.word(place).isdigit() for place in range(found.last + 1, found.last + 3)
    )


def _code_label(before: str, found: Expression) -> bool:
    """Tell whether the words "Band 3 officers" name a grade although a noun follows."""
    return (before in _GRADES or lexicon.is_citation_word(before)) and found.kind is Kind.DIGITS


def _label_is_unit(prose: Prose, found: Expression, before: str, earlier: str) -> bool:
    """Tell "the number 3" and "per year 2" from labels."""
    if before in _STEPS and not (
        earlier in _AT_STEP or (found.kind is Kind.DIGITS and earlier in _OPENS_STEP and found.low <= _STEPS_OF_A_YEAR)
    ):
        return found.low > 13 or prose.raw(found.first - 1)[0].islower() or earlier in {"per", "each", "a", "every"}
    return before in {"number"} and earlier in {"the", "a", "this"}


def _age(prose: Prose, found: Expression, before: str) -> bool:
    after = [prose.word(found.last + step) for step in range(4)]
    if before in {"aged", "age", "ages"}:
        # "Claims: race 6, sex 5, age 1": a label among others.
        return not (
            prose.word(found.first - 2) in {",", ";"}
            and after[0] in {",", ";", "."}
            and prose.word(found.first - 3).isdigit()
        )
    if after[0] == "-":
        after = after[1:]
    if after[0] in {"year", "years", "month", "months", "week", "weeks", "yr", "yrs"} and (
        after[1] in {"old", "olds"} or (after[1] == "-" and after[2] in {"old", "olds"}) or after[1:3] == ["of", "age"]
    ):
        return True
    if after[0] in {"and", "or", "to"} and after[1].isdigit() and after[2] in {"year", "years"} and "old" in after[3]:
        return True  # "3 and 4 year olds"
    if after[0] in {"and", "or"} and after[1] in {"over", "under", "above", "below"} and found.low > 9:
        return True
    if prose.word(found.first) in {"under", "over", "below", "above"} and before in _GROWING:
        return True  # "children under 2"
    under = prose.word(found.first) in {"under", "over"} or before in {"under", "over"}
    return under and (after[0] in {"s", "'s"} or (prose.word(found.core - 1) == "-" and found.low > 4))


def _measured(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    """Tell a period, a measure or a rate from a count."""
    near = [prose.word(found.last + step) for step in range(4)]
    if near[0] == "-":
        near = near[1:]
    if near[0] == "of" and found.kind is Kind.IDIOM:
        near = near[1:]  # "a couple of weeks"
    for step, word in enumerate(near[:3]):
        kind = lexicon.noun_class(f"{word}-{lexicon.singular(near[step + 1])}" if step < 2 else word)
        kind = kind or lexicon.noun_class(word)  # "two percentage points", else "two points"
        if kind in {"period", "measure"} and not (step and near[0] in {"of", "in"}):
            if word in {"second", "seconds"} and found.kind is Kind.WORDS and near[step + 1][0].isalpha():
                break
            return Role.PERIOD if kind == "period" else Role.MEASURE
        if word not in _PERIOD_ADJECTIVES:
            break
    if near[0] == "times" and near[1] in {
        "that",
        "the",
        "this",
        "as",
        "more",
        "higher",
        "larger",
        "over",
        "their",
        "its",
    }:
        return Role.MEASURE
    before = prose.word(found.first - 1)
    graded = prose.word(found.first - 3) in _GRADES  # "Grade 7 x 3"
    if before == "per" or (before in {"x", "times"} and prose.word(found.first - 2)[0].isdigit() and not graded):
        return Role.STATISTIC
    if near[0] in {"per", "times"} and phrase.empty:
        return Role.STATISTIC
    if _SCORES.intersection(prose.words[max(found.first - 6, 0) : found.first]) and not _says_person(prose, found):
        return Role.STATISTIC if phrase.kind in {"", "weak"} else None
    back = {prose.word(found.first - step) for step in range(1, 7)}
    if (
        (back & {"average", "median", "ratio"} or _is_mean(prose, found)) or (phrase.empty and {"rate", "per"} <= back)
    ) and found.kind is not Kind.IDIOM:
        return Role.STATISTIC
    if near[0] == "in" and near[1] in {"every"}:
        return Role.STATISTIC
    return None


def _is_mean(prose: Prose, found: Expression) -> bool:
    """Tell "a mean of 2" from "did you mean two officers" and "I mean two officers"."""
    places = (found.first - step for step in range(1, 7))
    return any(
        prose.word(place) == "mean"
        and prose.word(place - 1) not in _WHO_MEANS
        and '"' not in prose.words[place : found.first]
        for place in places
    )


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
    if _says_person(prose, found):
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
    if run is not None and role is Role.THINGS:
        role = Role.UNKNOWN  # of a run of labels under words that say nothing, the nearest thing is no topic
    return role, Phrase(phrase.words, nearest.noun, nearest.kind)


def _of_people_before(prose: Prose, found: Expression) -> bool:
    """Tell whether the words before "(n=2)" name people, and not only the units that they work in."""
    before = prose.words[max(found.first - _N_REACH, 0) : found.first]
    return any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in before)


def _office_or(prose: Prose, found: Expression, phrase: Phrase) -> Role:
    """Let what is done only to people tell of office-holders too: "two chairs were suspended" is for a person to judge."""
    if phrase.kind == "office" and (_says_person(prose, found) or happened_to_people(prose, found)):
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


def _says_person(prose: Prose, found: Expression) -> bool:
    """Tell whether what follows can only be said of people: "two were charged", "3 of whom"."""
    if prose.word(found.first - 1) == "headcount":
        return True
    if prose.word(found.first - 1) in DONE_TO_PEOPLE and not prose.word(found.last)[0].isalpha():
        return True
    place = found.last
    if prose.word(place) in {"concerned", "involved", "affected"} and prose.word(place + 1) in {"was", "were", "had"}:
        return True
    if told_of_persons(prose, place):
        return True
    for _ in range(7):
        word = prose.word(place)
        if word in {"whom"}:
            return antecedent(prose, found).kind != "office"
        if lexicon.person_word(word):
            return True
        if not word[0].isalpha() or word in {"and", "but", "we", "it", "for"}:
            return False
        place += 1
    return False


def _labelled(prose: Prose, found: Expression) -> tuple[Role, Phrase] | None:
    """Read the words that a number is set beside: "Upheld (1)", "Male: 2"."""
    first, last = label_before(prose, found)
    decided: tuple[Role, Phrase] | None = None
    for place in range(first, last):
        word = prose.word(place)
        if decided and word in _PLACES | _AFTER_HEAD:
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
