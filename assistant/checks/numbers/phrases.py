"""The noun phrase that a number governs, and the noun it stands for when it has none."""

from dataclasses import dataclass
from itertools import islice

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import BREAKS, INANIMATE, SOFT_EVENTS, compound_class, is_number, settle
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind
from assistant.checks.numbers.wordset import wordset

_SKIPPED = wordset(
    "of the these those them our their his her its such other further more additional different separate individual"
    " new named known said remaining same above following total live actual such current former distinct"
    " all any recorded reported relevant formal confirmed unique known identified single only"
    " young old elderly serious minor major fatal senior junior adult first second third fourth last final"
)
_DETERMINERS = wordset("the these those our their his her its my your")
_ARTICLES = frozenset({"a", "an", "the", "their", "one", "this"})
_PUT_ASIDE = wordset("for at on in from with to under during within via by about against before after")
_FIGURES = wordset("figure number total count figures numbers")
_IS_AT = wordset("was is were are at stands stood of")
_LINES = 4
_PAIR = 2
_NO_PLURAL = wordset("staff people personnel police folk headcount")
_LONGEST_LIST = 40
_NUMBERS = wordset("number numbers total count tally")
_CONCERNED = wordset("concerned involved affected")
_ELLIPTIC = wordset("was were are is had have did do for")
_ELLIPSIS_REACH = 25
_REACH = 9
_AHEAD = 12
_SUMMED = wordset("numbered numbering totalled totalling")
_TAKEN = wordset("who taken sent treated given told asked seen held found caught offered refused referred moved struck")
# What each person has one of, so that so many persons' are so many persons.
_PERSONAL = wordset(
    "places jobs names records files lives contracts posts licences accounts bodies remains employment pay wives husbands parents mothers fathers families"
)
# Whose things they are: "of our 14 tenancies held by care leavers, three failed" counts the care leavers.
_HELD_BY = wordset("by of who from against to")
_BARE_VERBS = wordset("work live remain receive attend hold use speak need claim stay study serve share")
_AFTER_VERB = wordset(
    "full part nights days weekends remotely alone there here abroad locally overseas compressed reduced"
)
_RUN_ENDS = frozenset({",", ";", ".", "\n", ")", "and"})
_NO_RUN = wordset("was were had have has did who that is are which we you they it")
_AT_PLACES = wordset("in at on from for")
_RUN_REACH, _RUN_AHEAD = 60, 14
_BACK, _YEAR = 70, 4
_ASKED_REACH = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a number counts: its words, the deciding noun and that noun's class."""

    words: str
    noun: str
    kind: str

    @property
    def empty(self) -> bool:
        return not self.words


NOTHING = Phrase("", "", "")


def governed(prose: Prose, found: Expression) -> Phrase:
    """Return the noun phrase on the right of a number: "three of the police officers"."""
    place = _phrase_start(prose, found)
    seen: list[str] = []
    owner = 0
    while len(seen) < _REACH:
        word = prose.word(place)
        if seen and (word == "-" or (word == "'" and seen[-1].endswith("s") and prose.joined(place))):
            owner = len(seen) if word == "'" else owner
            place += 1  # "councillors' complaints"
            continue
        hyphened = bool(seen) and prose.word(place - 1) == "-" and prose.joined(place)  # "looked-after child"
        if not word[0].isalpha() or (word in BREAKS and not hyphened and not (word == "of" and not seen)):
            break
        if seen and word in _DETERMINERS:
            break
        if seen and word in _PERSONAL and prose.word(place - 1) == "'" and _is_past(prose, found):
            break  # "two pupils' | places were withdrawn"
        if seen and (_ends_head(seen, word) or _duty_begins(seen[-1], word, found)):
            break
        if (
            seen
            and _is_plural(seen[-1])
            and lexicon.noun_class(seen[-1]) in {"person", "thing"}
            and _has_object(prose, place)
        ):
            break  # "two prisoners | share a cell"
        if not (word in _SKIPPED and not seen) or (word == "individual" and _stands_alone(prose, place)):
            seen.append(word)
        if word == "of" and len(seen) > 1:
            seen.pop()
            break
        place += 1
    if len(seen) > 1 and seen[0] in _BARE_VERBS and seen[1] in _AFTER_VERB and found.low >= _PAIR:
        return NOTHING  # "41 work full time"
    if not seen and found.kind is Kind.RANGE:
        inside = _inside(prose, found)
        if inside.kind:
            return inside
    if not seen:
        # "nine of the eleven who came": only people are "who".
        return Phrase("who", "people", "person") if prose.word(found.last) == "who" else NOTHING
    if seen[0].endswith("'s"):
        owner = 1
    if 0 < owner < len(seen) and seen[-1].endswith("s") and not any(map(lexicon.noun_class, seen[owner:])):
        return Phrase(" ".join(seen), seen[-1], "thing")  # "the three women's refuges"
    phrase = _headed(prose, seen, place)
    plain = found.kind in {Kind.DIGITS, Kind.WORDS} and found.low >= _PAIR
    return _of_what_it_modifies(phrase, seen) if plain and phrase.kind == "person" else phrase


def _of_what_it_modifies(phrase: Phrase, seen: list[str]) -> Phrase:
    """Return "cutters" for "two pilot cutters": a single person cannot be two, so the word only describes what follows."""
    single = lexicon.singular(phrase.noun) == phrase.noun and phrase.noun not in _NO_PLURAL
    after = seen[seen.index(phrase.noun) + 1 :] if phrase.noun in seen else []
    described = single and after and after[-1].endswith("s") and not lexicon.person_word(after[-1])
    return Phrase(phrase.words, after[-1], "thing") if described and not lexicon.noun_class(after[-1]) else phrase


def _is_past(prose: Prose, found: Expression) -> bool:
    first, last = prose.sentence(found.core)
    return tells_the_past(prose.words[first:last])


def _stands_alone(prose: Prose, place: int) -> bool:
    """Tell "the sole individual recalled" from "three individual complaints"."""
    following = prose.word(place + 1)
    return not following[0].isalpha() or following in BREAKS or lexicon.noun_class(following) == ""


def _inside(prose: Prose, found: Expression) -> Phrase:
    """Return what a range names between its bounds: "more than one bursar but not as many as three"."""
    for place in range(found.first, found.last):
        kind = _strong(prose, place)
        if kind in {"person", "event", "thing"}:
            return Phrase(prose.word(place), prose.word(place), kind)
    return NOTHING


def _has_object(prose: Prose, place: int) -> bool:
    """Tell a verb from a noun by the article behind it: "share a cell", "report the same"."""
    following = prose.word(place + 1)
    return (following in _ARTICLES or is_number(following)) and not lexicon.person_word(prose.word(place))


def _is_plural(noun: str) -> bool:
    return lexicon.singular(noun) != noun and lexicon.noun_class(noun) != ""


def _ends_head(seen: list[str], word: str) -> bool:
    """Tell whether a plural noun heads the phrase and a verb comes next: "3 members | hears appeals"."""
    return (
        _is_plural(seen[-1])
        and not seen[-1].endswith("'s")
        and word.endswith("s")
        and lexicon.noun_class(word) == ""
        and not lexicon.person_word(word)
    )


def _duty_begins(noun: str, word: str, found: Expression) -> bool:
    """Tell "two nurses | check each dose", "one officer | logs it" from "3 officer checks"."""
    if lexicon.noun_class(noun) != "person" or not lexicon.duty_word(word):
        return False
    return (found.low == 1) is word.endswith("s") and (found.low == 1 or _is_plural(noun) or noun == "people")


def _phrase_start(prose: Prose, found: Expression) -> int:
    place = found.last
    if prose.word(place) in {"-", "'"}:
        place += 1
    if prose.word(place) == "(" and prose.word(place + 1)[0].isdigit() and prose.word(place + 2) == ")":
        place += 3
    if prose.word(place) == "no" and prose.word(place + 1) == ".":
        place += 2  # "3 no. redundancies"
    whole = place + 1 if prose.word(place) == "out" else place
    if prose.word(whole) == "of":
        # "8 of the 9 complaints": what the whole counts, its part counts.
        whole += 2 if prose.word(whole + 1) in {"the", "these", "those", "our", "all"} else 1
        if is_number(prose.word(whole)):
            place = whole + 1
    while prose.word(place) == "^" or (prose.word(place - 1) == "^" and prose.word(place).isdigit()):
        place += 1
    return place


def _headed(prose: Prose, seen: list[str], place: int) -> Phrase:
    """Return the phrase with the class of its head, the last noun that is known."""
    nouns = [(index, word, compound_class(seen, index)) for index, word in enumerate(seen)]
    known = [(index, word, kind) for index, word, kind in nouns if kind]
    text = " ".join(seen)
    if not known:
        if any(lexicon.person_word(word) for word in seen[:2]):
            return Phrase(text, seen[0], "person")
        return Phrase(text, seen[-1], "")
    while known[-1][2] == "period" and any(_is_plural(word) for _, word, _ in known[:-1]):
        known.pop()  # "2 complaints last year", "3 officers each month"
    index, noun, kind = known[-1]
    before = seen[:index]
    return Phrase(text, noun, settle(prose, before, noun, kind, place))


def _strong(prose: Prose, place: int) -> str:
    """Return person, event, thing or office if a word is a noun of that kind."""
    kind = prose.noun_kinds.get(place)
    if kind is None:
        kind = prose.noun_kinds[place] = _judge(prose, place)
    return kind


def _judge(prose: Prose, place: int) -> str:
    word = prose.word(place)
    if not word[0].isalpha() or len(word) < 3 or lexicon.is_citation_word(word):
        return ""
    if lexicon.is_label(word) and prose.word(place + 1).isdigit() and prose.word(place + 2) == ":":
        return ""  # "Ward 2", "School 4"
    if word == "couple" and prose.word(place + 1) == "of":
        return ""
    if word == "those" and (prose.word(place + 1) in _CONCERNED | _TAKEN or lexicon.person_word(prose.word(place + 1))):
        return "person"
    if word == "right" and prose.word(place - 1) in {"are", "is", "were", "was", "be", "quite"}:
        return ""
    neighbours = [prose.word(place - 1), word]
    kind = compound_class(neighbours, 1)
    if kind in {"person", "event", "office"}:
        if prose.word(place - 1) in INANIMATE and lexicon.singular(word) in SOFT_EVENTS:
            return "thing"
        # "complaints process": the noun after it is the head.
        return "thing" if _heads_a_thing(prose, place) else kind
    return kind if kind in {"thing", "money"} else ""


def _subject_before(prose: Prose, found: Expression) -> Phrase | None:
    """Return the nearest people or happenings before a number in its sentence that no preposition puts aside.

    "Of the applicants for the fund, three met the test": the fund only describes them.
    """
    first, _ = prose.sentence(found.core)
    if not past_verb(prose.word(found.last)):
        return None
    for place in range(found.first - 1, first - 1, -1):
        kind = _strong(prose, place)
        if kind not in {"person", "event", "thing", "office"}:
            continue
        start = place
        while (
            start > first
            and place - start < 4
            and prose.word(start - 1)[0].isalpha()
            and prose.word(start - 1) not in _PUT_ASIDE
        ):
            if prose.word(start - 1) in {"of", "and", "or", "that", "who", "which"}:
                break
            start -= 1
        if prose.word(start - 1) not in _PUT_ASIDE:
            return Phrase("", prose.word(place), kind) if kind in {"person", "event"} else None
    return None


def _people_between_bounds(prose: Prose, found: Expression) -> Phrase | None:
    """Return the people of a sentence that ends in bounds alone: "treated patients with it at a minimum of 2 and a maximum of 4"."""
    if found.kind is not Kind.RANGE or prose.word(found.first) not in {"minimum", "maximum", "least", "most"}:
        return None
    first, _ = prose.sentence(found.core)
    for place in range(found.first - 1, first - 1, -1):
        if _strong(prose, place) == "person":
            return Phrase("", prose.word(place), "person")
    return None


def _heads_a_thing(prose: Prose, place: int) -> bool:
    """Tell "complaints process" and "pupil referral unit" from complaints and pupils: the last noun is the head."""
    following = [prose.word(place + step) for step in (1, 2)]
    kinds = [lexicon.noun_class(word) if word[0].isalpha() else "" for word in following]
    return kinds[0] == "thing" or (kinds[0] in {"event", "weak", "generic"} and kinds[1] == "thing")


def antecedent(prose: Prose, found: Expression) -> Phrase:
    """Return what a number without a noun stands for: the nearest noun that can be counted.

    Leftwards over at most 70 tokens, then on to the end of the sentence.
    """
    asked, place = _asked_about(prose, found)
    if asked:
        return asked
    if prose.word(found.first - 1) in _SUMMED:
        start, _ = prose.sentence(found.core)
        head = next((step for step in range(start, found.first) if _strong(prose, step) in {"person", "event"}), None)
        if head is not None:
            return Phrase("", prose.word(head), _strong(prose, head))  # "patients who waited on a chair numbered four"
    of_all = _of_whole(prose, found)
    if of_all is not None:
        return of_all
    if prose.word(found.last) == "of" and prose.word(found.last + 1) in {"them", "which"}:
        counted = _counted_phrase(prose, found)
        if counted is not None:
            return counted
    if prose.word(found.last) in _ELLIPTIC or past_verb(prose.word(found.last)) or found.kind is Kind.INVERSE:
        counted = _counted_phrase(prose, found)
        if counted is not None and counted.kind in {"person", "event", "thing"}:
            return counted
    stated = _number_of(prose, found)
    if stated.kind:
        return stated
    topic = _topic(prose, found)
    if topic is not None:
        return topic
    headed = _subject_before(prose, found) or _people_between_bounds(prose, found)
    if headed is not None:
        return headed
    lowest = max(0, found.first - _BACK)
    while place >= lowest:
        kind = _strong(prose, place)
        # "The trust's three cases", "Lantern Hill had": what owns or bears a name is not what was counted.
        beside = prose.raw(place - 1)[0].isupper() or prose.raw(place + 1)[0].isupper()
        owner = prose.word(place).endswith("'s") or (prose.raw(place)[0].isupper() and beside)
        if kind in {"person", "event"} or (kind in {"thing", "office"} and not owner):
            return Phrase("", prose.word(place), kind)
        place -= 1
    _, last = prose.sentence(found.core)
    for place in range(found.last, last):
        # A thing said later need not be what was counted: "two were found to have broken the rules".
        kind = _strong(prose, place)
        if kind in {"person", "event"}:
            return Phrase("", prose.word(place), kind)
    return _told_after(prose, last)


def _of_whole(prose: Prose, found: Expression) -> Phrase | None:
    """Return what a sentence that begins "of the 7 standards for teachers" counts; none where it begins otherwise."""
    place, _ = prose.sentence(found.core)
    while place < found.first and not prose.word(place)[0].isalpha():
        place += 1
    number = place + 2 if prose.word(place + 1) in _DETERMINERS else place + 1
    if prose.word(place) != "of" or not is_number(prose.word(number)) or number >= found.first:
        return None
    of = governed(prose, Expression(number, number, number + 1, 0, 0, Kind.WORDS))
    held = _HELD_BY.intersection(prose.words[number + 1 : found.first])
    known = of.kind in {"person", "event"} or (of.kind in {"", "thing"} and not held)
    return Phrase("", of.noun, of.kind) if of.words and known else None


def _told_after(prose: Prose, place: int) -> Phrase:
    """Return what "The figure is two. These are clinicians reported to the regulator." goes on to say."""
    for _ in range(2):
        first, last = prose.sentence(place + 1)
        start = first
        while start < last and not prose.word(start)[0].isalpha():
            start += 1
        if prose.word(start) in {"these", "they", "those", "all", "both"}:
            for step in range(start, min(last, start + _AHEAD)):
                kind = _strong(prose, step)
                if kind:
                    return Phrase("", prose.word(step), kind)
            return NOTHING
        place = last
    return NOTHING


def _counted_phrase(prose: Prose, found: Expression) -> Phrase | None:
    """Return what the numbers before count: "212 pennies, 3 of them", whatever pennies are; people before things."""
    nearest: Phrase | None = None
    for place in range(found.first - 1, max(found.first - _ELLIPSIS_REACH, 0), -1):
        if prose.word(place) == "\n":
            break
        number = prose.word(place - 1).replace(",", "")
        if is_number(number) and not lexicon.is_label(prose.word(place - 2)) and prose.word(place)[0].isalpha():
            counted = governed(prose, Expression(place - 1, place - 1, place, 0, 0, Kind.WORDS))
            if counted.kind in {"person", "event"} and prose.word(found.last + 1) != "which":
                return Phrase("", counted.noun, counted.kind)
            if nearest is None and counted.words:
                nearest = Phrase("", counted.noun, counted.kind)
    return nearest


def _number_of(prose: Prose, found: Expression) -> Phrase:
    """Return what "the number of licence holders referred to the board exceeds one" is of."""
    first, _ = prose.sentence(found.core)
    for place in range(found.first - 2, first - 1, -1):
        if prose.word(place) in _NUMBERS and prose.word(place + 1) == "of" and not is_number(prose.word(place + 2)):
            of = governed(prose, Expression(place, place, place + 2, 0, 0, Kind.WORDS))
            return Phrase("", of.noun, of.kind) if of.kind not in {"", "generic", "weak"} else NOTHING
    return NOTHING


def _topic(prose: Prose, found: Expression) -> Phrase | None:
    """Return what a heading or a question above is about, for "there were eleven" and "the figure was 8": its first noun."""
    first, _ = prose.sentence(found.core)
    before = prose.words[first : found.first]
    exists = before[-2:] in (["there", "were"], ["there", "was"], ["there", "are"], ["have", "been"], ["had", "been"])
    figure = bool(_FIGURES.intersection(before[:8])) and bool(_IS_AT.intersection(before[-2:])) and "of" not in before
    if not (exists or figure):
        return None
    ends = (place for place in range(found.first - 1, max(0, found.first - _BACK), -1) if prose.word(place) == "\n")
    for end in islice(ends, _LINES):
        last = end - 1
        while prose.word(last) in {"*", "_", "\n"}:
            last -= 1
        if prose.word(last) not in {":", "?"}:
            continue
        start, _ = prose.sentence(last)
        return _first_noun(prose, start, last)
    return None


def topic_of_list(prose: Prose, found: Expression) -> Phrase | None:
    """Return what the words over a list say that it counts ("Patients who waited, by site:"), for a number behind a label.

    Every line between must end with a number, or be a part that is kept back.
    """
    if prose.word(found.last) != "\n":
        return None
    place, lines, end = found.first, 0, 0
    while lines < _LONGEST_LIST and place > 0:
        while place > 0 and prose.word(place) != "\n":
            place -= 1
        end = place - 1
        while end > 0 and prose.word(end) in {"*", "_", "\n"}:
            end -= 1
        if prose.word(end) == ":":
            break
        if not prose.word(end)[0].isdigit():
            return _over_years(prose, place, end)
        place, lines = end, lines + 1
    start, _ = prose.sentence(end)
    words = prose.words[start:end]
    by = "by" in words[1:] or "each" in words or "per" in words
    return _first_noun(prose, start, end) if prose.word(end) == ":" and by else None


def _over_years(prose: Prose, place: int, end: int) -> Phrase | None:
    """Return what a line over "2021: 0", "2022: 2", or "... by area" over items, names, though it does not end with a colon."""
    year = prose.word(place + 1)
    over_years = year.isdigit() and len(year) == _YEAR and prose.word(place + 2) in {":", "-", "/"}
    start, _ = prose.sentence(end)
    over_items = year in {"-", "*", "\u2022"} and "by" in prose.words[start:end]
    if not (over_years or over_items):
        return None
    return _first_noun(prose, start, end + 1)


def topic_of_run(prose: Prose, found: Expression) -> Phrase | None:
    """Return what a run of labels and numbers on one line counts: "Hate crimes by strand: race 61, faith 9, disability 4".

    NOTHING where the words before the colon name nothing that the lists know; None where there is no run, or it is of things.
    """
    placed = prose.word(found.last) in _AT_PLACES and prose.word(found.first - 1) in {":", ",", ";", "and"}
    if not (placed or prose.word(found.last) in _RUN_ENDS) or found.kind not in {
        Kind.DIGITS,
        Kind.WORDS,
        Kind.BOUND,
        Kind.ZERO,
    }:
        return None
    place, numbers = found.first - 1, 0
    while place > found.first - _RUN_REACH and prose.word(place) != ":":
        word = prose.word(place)
        if word == "\n" or (word == "." and prose.ends_sentence(place)) or word in _NO_RUN or place < 1:
            return None
        numbers += word.isdigit() or is_number(word)
        place -= 1
    after = prose.words[found.last : found.last + _RUN_AHEAD]
    end = next((step for step, word in enumerate(after) if word in {".", "\n"} | _NO_RUN), len(after))
    numbers += sum(word.isdigit() or is_number(word) for word in after[:end])
    if prose.word(place) != ":" or not numbers or prose.joined(place + 1):
        return None
    start, _ = prose.sentence(place)
    own = [lexicon.noun_class(word) for word in prose.words[max(place, found.first - _PAIR) + 1 : found.first]]
    by = "by" in prose.words[start:place]
    if not by and ("thing" in own or "person" in own or "event" in own):
        return None
    cut = next((step for step in range(start + 1, place) if prose.word(step) in _PUT_ASIDE), place)
    topic = _first_noun(prose, start, cut)
    if topic is None:
        return NOTHING  # "Voluntary returns: Albania 46, Chad 1"
    return topic if topic.kind in {"person", "event"} else None


def _first_noun(prose: Prose, start: int, last: int) -> Phrase | None:
    for place in range(start, last):
        kind = _strong(prose, place)
        if kind in {"person", "event", "thing"}:
            return Phrase("", prose.word(place), kind)
    return None


def _asked_about(prose: Prose, found: Expression) -> tuple[Phrase | None, int]:
    """Return what "how many … : two did" asks about, and from where to look on: "how many of them" points back."""
    place = found.first - 1
    for start in range(found.first - 2, max(-1, found.first - _ASKED_REACH), -1):
        if prose.word(start) == "how" and prose.word(start + 1) == "many":
            asked = governed(prose, Expression(start, start, start + 2, 0, 0, Kind.WORDS))
            known = asked.kind in {"person", "event", "thing", "office"}
            if known:
                return Phrase("", asked.noun, asked.kind), place
            return _counted_before(prose, start), prose.sentence(start)[0] - 1
    return None, place


def _counted_before(prose: Prose, start: int) -> Phrase | None:
    """Return the nearest noun that a number counts before a place: what "how many of them" is of."""
    for place in range(start - 1, max(0, start - _BACK), -1):
        if is_number(prose.word(place - 1)) and _strong(prose, place) in {"person", "event", "thing", "office"}:
            return Phrase("", prose.word(place), _strong(prose, place))
    return None


def label_before(prose: Prose, found: Expression) -> tuple[int, int]:
    """Return the tokens of the words that a number is set beside: "Upheld (1)", "No action: 3".

    Empty where the number is not set beside a label.
    """
    place = found.first - 1
    bracketed = prose.word(place) in {"(", "["} and prose.word(found.last) in {")", "]"}
    leaders = prose.words[max(found.first - 3, 0) : found.first] == [".", ".", "."]
    if not (bracketed or leaders or prose.word(place) in {":", "=", "-", "x"} or _ends_line(prose, found)):
        return place, place
    while prose.word(place) in {"(", "[", ":", "=", "-", "^", "x"} or (leaders and prose.word(place) == "."):
        place -= 1
    last = place + 1
    first = last
    while first > 0 and last - first < 12:
        word = prose.word(first - 1)
        if not (word[0].isalnum() or word in {"-", "'", "/", "&"}):
            break
        first -= 1
    return first, last


def _ends_line(prose: Prose, found: Expression) -> bool:
    if found.kind not in {Kind.DIGITS, Kind.WORDS, Kind.RANGE, Kind.ZERO, Kind.BOUND}:
        return False
    return prose.word(found.last) == "\n"


_FINITE = frozenset({"was", "were", "had", "did", "been"})
HAPPENED = wordset(
    "recorded received dismissed arrested charged suspended kept saw took lost met fled got ran broke brought chose struck sought stood spoke threw fought drew stole resigned died occurred happened resulted excluded convicted withdrew left began fell gave came wrote"
)


# Verbs whose past form is no description of what stands before it: "29 kept their jobs", not "29 kept by us".
_DID = wordset(
    "kept took left went came got won lost died met fell chose made gave began sat rose spoke wrote withdrew flew ran swam"
    " drove ate slept stood paid sold bought brought taught caught fought sought thought found felt held led read said sent"
    " spent told understood wore did had was were are is have has could would"
)
_MAYBE = wordset("may might must should could would can not")
_NO_PAST = wordset(
    "aged bed bleed breed deed exceed feed hundred indeed kindred need proceed red reed sacred seed shed speed united used based"
    " called named entitled titled dated numbered attached enclosed listed related"
)


def past_verb(word: str) -> bool:
    """Tell whether a word behind a number without a noun says what those did: "29 kept their jobs", "95% passed"."""
    return word in _DID or (len(word) > 4 and word.endswith("ed") and word not in _NO_PAST)


def _possible(around: list[str], place: int) -> bool:
    """Tell "may have been present" from "has been"."""
    return place > 1 and around[place - 1] == "have" and around[place - 2] in _MAYBE


def tells_the_past(around: list[str]) -> bool:
    """Tell whether a sentence says what happened, and not what is to be done."""
    pairs = list(zip(["", *around], around, strict=False))
    if any(
        word in _FINITE and not (word == "been" and _possible(around, place)) for place, (_, word) in enumerate(pairs)
    ):
        return True
    return any(word in HAPPENED and before not in {"be", "being", "are", "is"} for before, word in pairs)


DONE_TO_PEOPLE = wordset(
    "dismissed sacked arrested convicted prosecuted cautioned suspended jailed imprisoned detained expelled"
    " resigned died killed injured assaulted raped murdered"
)


def happened_to_people(prose: Prose, found: Expression) -> bool:
    """Tell whether the sentence says what is only done to people: "dismissed two directors"."""
    first, last = prose.sentence(found.core)
    return bool(DONE_TO_PEOPLE.intersection(prose.words[first:last]))
