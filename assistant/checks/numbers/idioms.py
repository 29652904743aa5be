"""When a word such as "one", "both", "single", "only", "once" or "second" counts people, and when not."""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.phrases import (
    Phrase,
    antecedent,
    happened_to_people,
    label_before,
    past_verb,
    tells_the_past,
)
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.subjects import befell_a_thing, is_of_counting
from assistant.checks.numbers.words import WELSH_PEOPLE
from assistant.checks.numbers.wordset import wordset

_WELSH_REACH = 20
_COUNTABLE = frozenset({"person", "event", "generic"})
_PRONOUNS = wordset("i we you they it he she this that the a an our your their there these those any all")
_AUXILIARIES = wordset("was were had has have been")
_ELLIPTIC = wordset("did does do has have had was were is are")
_NEW = wordset("will would may might can could should shall must")
_STATUSES = wordset("parent mother father adult occupant mum dad")
_AFRESH = wordset("again afresh considered reconsidered checked")
_POSSIBLE = wordset("may might can could would if should must")
_COPULAS = wordset("is are was were be been being as remains remained become became")
_BY_RULE = wordset("lasts stays counts costs means requires needs leads expires applies carries attracts results")
_ANYBODY = wordset("those who people persons individuals anyone somebody whoever whom officers patients pupils")
_SOMEBODY = wordset("someone somebody anyone anybody")
_KNOWN = wordset("know knew aware heard hear learnt told record evidence")
_MARRIED = wordset(
    "elderly young married retired unmarried same-sex sex foster adoptive older gay lesbian disabled homeless fostering engaged"
)
_FOLD = wordset("double triple treble quadruple")
_ACUTE = wordset(
    "suspension dismissal murder homicide killing stabbing shooting fatality death suicide drowning arrest resignation exclusion rape assault"
    " poisoning expulsion eviction conviction sacking stillbirth transplant amputation"
)
_BY_RIGHT = wordset(
    "can may must authority responsible authorised able entitled qualified empowered accountable trained trader"
)
_TOGETHER = wordset("couple pair duo trio quartet threesome foursome")
_CONCERNED = wordset("concerned involved affected themselves")
_REVIEWERS = wordset("review reviewed write contact reply respond reconsider look consider handle")


def idiom_role(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    """Return the role of a word that is often no number at all; none leaves it to the noun rules."""
    word = prose.words[found.core]
    if _paired_off(prose, found, word):
        return Role.WORD
    if found.kind is Kind.ORDINAL:
        return _ordinal(prose, found, phrase)
    if found.kind is Kind.FREQUENCY:
        return _frequency(prose, found, word)
    if found.kind is Kind.ZERO and word in {"no", "nobody"}:
        return Role.PEOPLE if phrase.kind in _COUNTABLE else Role.WORD
    if found.kind is Kind.ROMAN:
        return _roman(prose, found, phrase)
    if found.kind is Kind.WELSH:
        return _welsh(prose, found)
    if found.kind is Kind.IDIOM:
        return _idiom(prose, found, phrase, word)
    if word == "one" and found.last == found.core + 1 and found.kind in {Kind.WORDS, Kind.INVERSE, Kind.NEGATED}:
        return _one(prose, found, phrase)
    if found.kind is Kind.WORDS and word in {"hundred", "thousand", "million", "billion"}:
        return Role.WORD
    return None


def _welsh(prose: Prose, found: Expression) -> Role:
    """Tell "dwy ohonynt" (two of them) of people from that of schools, by the noun before."""
    before = prose.words[max(found.first - _WELSH_REACH, 0) : found.first]
    unsaid = prose.word(found.last) == "ohonynt" and WELSH_PEOPLE.isdisjoint(before)
    return Role.UNKNOWN if unsaid else Role.PEOPLE


def _paired_off(prose: Prose, found: Expression, word: str) -> bool:
    """Tell "one to one", "two by two" and "one on one" from counts."""
    if found.kind is Kind.RANGE:
        # "More than one and no more than two" is a range of one value, too, and no pair.
        twice = prose.word(found.core + 1) in {"to", "-"} and prose.word(found.core + 2) == word
        return twice and word.isalpha()
    after = prose.words[found.last : found.last + 2]
    before = prose.words[max(found.core - 2, 0) : found.core]
    return after in (["by", word], ["on", word]) or before in ([word, "by"], [word, "on"])


def _ordinal(prose: Prose, found: Expression, phrase: Phrase) -> Role:
    """A "second complaint" tells of two; a "third party" and a "first stage" tell of nothing."""
    after = prose.word(found.last)
    if after in {"party", "parties", "-", "instance", "place", "hand", "reading", "class", "aid"}:
        return Role.WORD
    if after in {"principle", "condition", "limb", "step", "question", "part", "stage", "paragraph"}:
        return Role.STRUCTURE
    if phrase.empty and after in _AUXILIARIES and _goes_with_first(prose, found):
        return Role.PEOPLE
    if after == "of" and lexicon.noun_class(prose.word(found.last + 1)) != "":
        return Role.WORD  # "the second table is of arrests, the third of charges"
    if phrase.kind not in _COUNTABLE or found.low < 2:
        return Role.DATE if phrase.kind == "period" else Role.WORD
    first, last = prose.sentence(found.core)
    around = set(prose.words[first:last])
    if not tells_the_past(prose.words[first:last]) and not any(map(past_verb, prose.words[found.last : last])):
        return Role.WORD
    near = set(prose.words[found.last : found.last + 8])
    if prose.word(found.first - 1) == "by" or "asked" in around:
        near = around | ({"review"} if around & _AFRESH else set())
    if near & _REVIEWERS or ("you" in around and "we" not in around) or around & {"if", "every", "each"}:
        return Role.WORD
    return Role.PEOPLE


def _goes_with_first(prose: Prose, found: Expression) -> bool:
    """Tell "the first driver was dismissed and the second was given a warning" from other second things."""
    before = prose.words[max(found.first - 40, 0) : found.first]
    last = max((place for place, word in enumerate(before) if word in {"first", "one"}), default=None)
    if last is None or found.low < 2:
        return False
    after = before[last + 1 : last + 4]
    return any(lexicon.noun_class(word) in {"person", "event"} for word in after) and tells_the_past(before[last:])


def _roman(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    """Tell "iii cases", a cell and "Dismissed: III" from the name of a part; the words beside the last two decide."""
    if phrase.kind in _COUNTABLE:
        return Role.PEOPLE
    before, after = prose.word(found.core - 1), prose.word(found.last)
    if before == after == "|":
        return None
    first, last = label_before(prose, found)
    labelled = before in {":", "="} and any(_is_counted(prose.word(place)) for place in range(first, last))
    return None if labelled and not after[0].isalnum() else Role.WORD


def _is_counted(word: str) -> bool:
    return lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word)


# "No student was suspended more than once" tells of nobody.
_NOBODY = frozenset({"no", "none", "nobody", "never"})


def _frequency(prose: Prose, found: Expression, word: str) -> Role:
    """Tell "was used once in 2022" from "once we hear from you" and "twice a year"."""
    before, after = prose.word(found.first - 1), prose.word(found.last)
    if after in {
        "a",
        "an",
        "per",
        "every",
        "each",
        "yearly",
        "weekly",
        "daily",
        "monthly",
        "as",
        "the",
        "again",
        "more",
    }:
        return Role.WORD
    if _POSSIBLE.intersection(prose.words[max(found.first - 6, 0) : found.first]):
        return Role.WORD  # "a patient may be detained more than once"
    if before == "than" and (_ANYBODY | _NOBODY).intersection(prose.words[prose.sentence(found.core)[0] : found.first]):
        return Role.WORD  # "those who were arrested more than once are counted each time"
    if word == "once" and not _past_once(before, after):
        return Role.WORD
    first, last = prose.sentence(found.core)
    around = prose.words[first:last]
    if prose.word(first - 1) == ";":
        around = [*prose.words[prose.sentence(first - 2)[0] : first], *around]
    if {"is", "are", "every"}.intersection(around) and not tells_the_past(around):
        return Role.WORD  # "a patient is counted twice where ...", "once every year; twice for night staff"
    if is_of_counting(prose, found) or befell_a_thing(prose, found, found.last) or _done_in_office(prose, first, found):
        return Role.WORD
    near = antecedent(prose, found)
    if near.kind in _COUNTABLE or _befell_people(prose, found):
        return Role.PEOPLE
    return Role.THINGS if near.kind else Role.UNKNOWN


def _done_in_office(prose: Prose, first: int, found: Expression) -> bool:
    """Tell "the Chief Executive visited once" from "the officer was warned once"."""
    subject = [compound_class(prose.words[first:place], place - first - 1) for place in range(first + 1, found.first)]
    return next((kind for kind in subject if kind), "") == "office"


def _befell_people(prose: Prose, found: Expression) -> bool:
    """Tell whether "we did so once" is of people: somebody, or what is only done to people, is named just before."""
    first, last = prose.sentence(found.core)
    start = first
    for _ in range(2):
        start = prose.sentence(max(start - 2, 0))[0]
    near = prose.words[max(start, first - 60) : last]
    if bool(_SOMEBODY.intersection(near)) or any(lexicon.person_word(word) for word in near):
        return True
    return any(
        prose.word(place) in {"against", "on", "upon"}
        and prose.word(place + 1) in {"a", "an"}
        and "person" in {lexicon.noun_class(word) for word in prose.words[place + 2 : place + 5]}
        for place in range(first, last)
    )


def _past_once(before: str, after: str) -> bool:
    if (
        before in {"only", "just", "ever", "than"}
        or before.endswith("ed")
        or before in {"used", "been", "happened", "so"}
    ):
        return after not in _PRONOUNS or after in {"in", "during"}
    return False


def _idiom(prose: Prose, found: Expression, phrase: Phrase, word: str) -> Role | None:
    after = prose.word(found.last)
    if word in {"both", "either", "neither"}:
        return _pair_word(prose, found, phrase)
    if word in _FOLD:
        befell = phrase.kind == "event" and lexicon.singular(after) in _ACUTE
        return Role.PEOPLE if befell else Role.WORD
    if word == "only":
        return _the_only(prose, found, phrase)
    if word in {"single", "solitary"} and after == "one" and not prose.word(found.last + 1)[0].isalpha():
        return Role.PEOPLE if antecedent(prose, found).kind in _COUNTABLE else Role.WORD
    if word in {"single", "sole", "lone", "solitary"}:
        return _single(prose, found, phrase, word)
    together = word in _TOGETHER and after != "of" and phrase.kind not in _COUNTABLE
    if together and told_of_persons(prose, found.last + (after in _CONCERNED)):
        return Role.PEOPLE
    if word == "couple" and after != "of" and prose.word(found.core - 1) in _MARRIED:
        first, last = prose.sentence(found.core)
        return Role.PEOPLE if tells_the_past(prose.words[first:last]) or _any_past(prose, first, last) else Role.WORD
    labelled = prose.word(found.first - 2).isdigit() or prose.word(found.first - 1) == ":"
    if word in {"couple", "pair"} and not after[0].isalnum() and labelled:
        return None  # "2022, a couple; 2023, one", "Redundancies: a pair"
    if word in {"couple", "pair"} and after not in {"of"} and phrase.kind not in _COUNTABLE:
        whole = prose.word(found.first) == "the" and lexicon.person_word(prose.word(found.last + 1))
        return Role.PEOPLE if (word == "couple" or whole) and _past_follows(prose, found) else Role.WORD
    if word in {"twin", "twins", "triplets", "quadruplets"}:
        plural = word != "twin" or after in _AUXILIARIES or phrase.kind in _COUNTABLE
        return Role.PEOPLE if plural and phrase.kind not in {"thing", "weak"} else Role.WORD
    if phrase.kind in _COUNTABLE:
        return Role.PEOPLE
    if word in {"trio", "duo", "quartet", "threesome", "foursome"} and not phrase.empty and phrase.kind == "":
        return Role.UNKNOWN
    return None if word in _TOGETHER | {"handful", "dozen"} else Role.WORD


def _any_past(prose: Prose, first: int, last: int) -> bool:
    return any(past_verb(prose.word(place)) and prose.word(place) != "married" for place in range(first, last))


def _past_follows(prose: Prose, found: Expression) -> bool:
    return prose.word(found.last) in _AUXILIARIES


def _pair_word(prose: Prose, found: Expression, phrase: Phrase) -> Role:
    """Tell "both were male" and "either pupil" from "both by email and by post"."""
    window = [prose.word(found.last + step) for step in range(4)]
    if phrase.kind in _COUNTABLE and window[1] not in {"and", "or", "nor"}:
        return Role.PEOPLE if not _is_pair_of_terms(prose, found) else Role.WORD
    verb = window[0] in _AUXILIARIES or window[0] in {"resigned", "failed", "died", "left", "pleaded"}
    of_them = window[0] == "of" and window[1] in {"them", "these", "those", "whom"}
    if not (verb or of_them):
        return Role.WORD
    if any(lexicon.person_word(prose.word(found.last + step)) for step in range(6)):
        return Role.PEOPLE
    near = antecedent(prose, found)
    if near.kind in _COUNTABLE:
        # "The Medical Director having concluded that both were too long": one person is not both.
        alone = lexicon.singular(near.noun) == near.noun and prose.word(found.last) in _AUXILIARIES
        described = alone and prose.word(found.first - 1) == "that"
        return Role.UNKNOWN if described else Role.PEOPLE
    return Role.THINGS if near.kind else Role.UNKNOWN


def _is_pair_of_terms(prose: Prose, found: Expression) -> bool:
    """Tell "both officers and staff", which counts kinds and not people."""
    for step in range(1, 5):
        word = prose.word(found.last + step)
        if word in {"and", "nor", "or"}:
            return True
        # "both people counted for A and B": the "and" is inside what describes them.
        described = word in {"for", "who", "whom", "that", "in", "at", "from"} or word.endswith("ed")
        if not word[0].isalpha() or word in _AUXILIARIES or described:
            return False
    return False


def _the_only(prose: Prose, found: Expression, phrase: Phrase) -> Role:
    before = prose.word(found.core - 1)
    if before not in {"the", "our", "their", "his", "her", "its", "an"} or phrase.kind not in _COUNTABLE:
        return Role.WORD
    # "the only one of its kind", "the only staff": a plural or a mass says nothing of one.
    noun = phrase.noun
    plural = noun.endswith("s") and not noun.endswith("ss")
    if _is_standing(prose, found) or _is_by_right(prose, found):
        return Role.WORD
    return Role.WORD if plural or noun in {"people", "staff", "women", "men", "children"} else Role.PEOPLE


def _is_standing(prose: Prose, found: Expression) -> bool:
    """Tell a body's standing ("the council is the sole trustee") from one person among others."""
    return prose.word(found.first - 1) in _COPULAS and lexicon.noun_class(prose.word(found.first - 2)) == "thing"


def _is_by_right(prose: Prose, found: Expression) -> bool:
    """Tell "the only officer with authority to sign", "the sole person who can vary the order" from one of those counted."""
    first, last = prose.sentence(found.core)
    if tells_the_past(prose.words[first:last]):
        return False
    return bool(_BY_RIGHT.intersection(prose.words[found.last : found.last + 6]))


def _single(prose: Prose, found: Expression, phrase: Phrase, word: str) -> Role:
    before = prose.word(found.core - 1)
    if word == "sole" and (before in _COPULAS or _is_standing(prose, found) or _is_by_right(prose, found)):
        return Role.WORD  # "is sole trustee of the hall"
    if before in {"every", "each", "any", "low", "-"} or phrase.kind not in _COUNTABLE:
        return Role.WORD
    noun = phrase.noun
    first, last = prose.sentence(found.core)
    ruled = any(prose.word(place) in _BY_RULE for place in range(found.last, min(found.last + 6, last)))
    if ruled and not tells_the_past(prose.words[first:last]):
        return Role.WORD  # "a single final written warning lasts for two years"
    status = word == "single" and lexicon.singular(phrase.words.split()[0]) in _STATUSES
    plural = noun.endswith("s") and not noun.endswith("ss")
    if status or plural or noun in {"people", "women", "men", "children"}:
        return Role.WORD
    return Role.PEOPLE


def _one(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    """Tell "one was upheld" and "one officer" from the pronoun, "one-off" and "one of our officers will"."""
    before, after = prose.word(found.core - 1), prose.word(found.last)
    if before in {"no", "any", "every", "some", "each", "another", "someone", "previous"}:
        return Role.WORD
    if before in {"this", "that", "which"} and phrase.kind not in _COUNTABLE:
        return Role.WORD
    if found.kind is Kind.NEGATED:
        return Role.WORD  # "not one" speaks for a whole group
    if (before == "-" and (prose.joined(found.core) or after == "-")) or after in {
        "another",
        "'",
        "should",
        "might",
        "must",
        "day",
        "hand",
        "side",
        "may",
    }:
        return Role.WORD
    if after == "-" and prose.word(found.last + 1) not in {"person", "officer", "patient", "man", "woman", "child"}:
        return Role.WORD
    if after == "of":
        return _one_of(prose, found, phrase)
    if phrase.kind in _COUNTABLE:
        return None
    if phrase.kind:
        return None
    if after == "for" and lexicon.noun_class(prose.word(found.last + 1)) == "person":
        return Role.WORD  # "two teams, one for adults and one for children"
    if after == "," and prose.word(found.last + 2) == "," and prose.word(found.last + 3) in _AUXILIARIES:
        return None  # "and one, sadly, was killed"
    if after in {",", ":", "(", "being"} and _described(prose, found.last + 1):
        return Role.PEOPLE
    if before == "of" and prose.word(found.core - 2) in _KNOWN:
        return None  # "we know of one"
    if found.kind is Kind.INVERSE and past_verb(after):
        return None  # "all bar one took part"
    if past_verb(after) and _among_them(prose, found):
        return None  # "of those patients one needed an operation"
    if before == "," and prose.word(found.core - 2).isdigit() and not after[0].isalnum():
        return None  # "2022, two; 2023, one"
    if before in {"is", "was"} and prose.word(found.core - 2) in {"answer", "figure", "number", "total", "count"}:
        return None
    if after in _ELLIPTIC and not prose.word(found.last + 1)[0].isalpha():
        return None  # "of the applicants one did."
    if after in _AUXILIARIES or before in {
        "only",
        "just",
        "but",
        "was",
        "were",
        "not",
        ":",
        "=",
        "to",
        "least",
        "than",
    }:
        return None
    if after in {".", ";", "\n", ")"} and before in {
        "-",
        "total",
        "be",
        "number",
        "\n",
        "recorded",
        "received",
        "held",
    }:
        return None
    if lexicon.person_word(after) or lexicon.case_word(after) or (phrase.words and happened_to_people(prose, found)):
        return None
    if before == "the" and prose.word(found.core - 2) in {"just", "only"} and not after[0].isalpha():
        return None
    if after in {"in", "for", "during", "at", "under", "from"} and before in {"and", ",", "recorded", "received"}:
        return None
    return Role.WORD


def _among_them(prose: Prose, found: Expression) -> bool:
    """Tell whether "one" follows "of those patients", "among the drivers,"."""
    place = found.core - 1 - (prose.word(found.core - 1) == ",")
    if lexicon.noun_class(prose.word(place)) not in {"person", "event"}:
        return False
    return any(prose.word(place - step) in {"of", "among", "amongst"} for step in range(1, 5))


def _described(prose: Prose, place: int) -> bool:
    """Tell "one, a porter" by the person that follows."""
    if prose.word(place) not in {"a", "an"}:
        return False
    return any(lexicon.noun_class(prose.word(step)) == "person" for step in range(place + 1, place + 4))


def _one_of(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    near = [prose.word(found.last + step) for step in range(1, 4)]
    if near[0] in {"our", "my", "your"}:
        first, last = prose.sentence(found.core)
        return Role.WORD if _NEW.intersection(prose.words[first:last]) else None
    if near[0] in {"whom", "them", "these", "those", "which"} or phrase.kind in _COUNTABLE:
        return None
    if near[0] in {"the"} and phrase.kind == "" and near[1][0].isdigit():
        return None
    return Role.WORD
