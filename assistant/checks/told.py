"""Persons whom a letter tells one by one: ``count.stated``.

"A mother and her baby", "a boy aged 14 and a girl aged 15", "a 14-year-old boy was stopped": nobody gives a number, and each is counted.
"""

from collections.abc import Iterator

from assistant.checks import implied, one_told, rows, singled
from assistant.checks.counts import STATED, STATED_REMEDY, is_conditional, quoted, spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import compound_class, is_number
from assistant.checks.numbers.phrases import tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_KIN = wordset(
    "mother mum father dad nan parent husband wife son daughter child baby brother sister partner grandmother grandfather aunt"
    " uncle niece nephew grandson granddaughter cousin fiance widow stepson stepdaughter stepfather stepmother"
)
_COUPLES = frozenset({("married", "couple"), ("elderly", "couple"), ("young", "couple"), ("retired", "couple")})
_SERVICES = wordset("unit units group groups clinic service services ward wards team room charity home class policy")
_SEXED = _KIN | wordset("man woman boy girl male female teenager toddler infant pensioner youth adult lady gentleman")
_ARTICLES = frozenset({"a", "an"})
_OR_MORE = frozenset({"or", "and", "to", "-", "plus", "+"})
_ASKING = wordset("asked asks request whether example imagine posters poster drawing photograph picture")
_SHOWS = wordset("shows show lists holds contains names")
_CHOSEN = wordset("panel committee meeting attended chaired appointed elected")
_NO_VERBS = wordset("aged need needed indeed exceed speed feed seed bed red shed proceed")
_DECADES = wordset("teens twenties thirties forties fifties sixties seventies eighties nineties s")


def check(page: Page) -> Iterator[Finding]:
    """Find persons counted by describing each."""
    yield from _families(page)
    yield from _described(page)
    yield from one_told.check(page)
    yield from singled.check(page)
    yield from implied.check(page)
    yield from rows.check(page)


def _families(page: Page) -> Iterator[Finding]:
    """Find "a mother and her baby": persons counted by naming each."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word == "and" and prose.word(index - 1) in {"he", "she", "him"}:
            yield from _he_and(page, index)
        if word != "and" or prose.word(index - 1) not in _KIN:
            yield from _with_somebody(page, index) if word == "and" else ()
            continue
        step = index + 2 if prose.word(index + 1) in {"her", "his", "their", "the", "a", "one"} else index + 1
        if prose.word(step) not in _KIN or prose.word(step + 1) in _SERVICES:
            yield from _with_somebody(page, index)
            continue
        first = index - 2 if prose.word(index - 2) in {"a", "the", "one"} else index - 1
        if is_conditional(prose, *prose.sentence(index)) or quoted(page, first, step + 1) or _is_offer(prose, index):
            continue
        yield spanned(page, first, step + 1, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _with_somebody(page: Page, index: int) -> Iterator[Finding]:
    """Find "a boy and his cousin", "the man and his accomplice were jailed": one person, and another of the first's."""
    prose = page.prose
    first, last = prose.sentence(index)
    start = next((place for place in range(index - 2, index - 5, -1) if prose.word(place) in {"a", "an", "the"}), None)
    one = start is not None and _is_single(prose, start + 1, index)
    other = prose.word(index + 1) in {"his", "her"} and _is_single(prose, index + 2, index + 3)
    if start is None or not (one and other) or prose.word(index + 3) in _SERVICES:
        return
    told = _past(prose.words[first:last]) and not is_conditional(prose, first, last)
    if told and not quoted(page, start, index + 3) and not _CHOSEN.intersection(prose.words[first:last]):
        yield spanned(page, start, index + 3, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _he_and(page: Page, index: int) -> Iterator[Finding]:
    """Find "he and a colleague were charged"."""
    prose = page.prose
    first, last = prose.sentence(index)
    ends = [place for place in range(index + 3, index + 6) if _is_single(prose, index + 2, place)]
    if prose.word(index + 1) not in {"a", "an", "his", "her", "the", "another"} or not ends:
        return
    told = _past(prose.words[first:last]) and not is_conditional(prose, first, last)
    if told and not quoted(page, index - 1, ends[0]) and not _CHOSEN.intersection(prose.words[first:last]):
        yield spanned(page, index - 1, ends[0], "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _is_single(prose: Prose, first: int, last: int) -> bool:
    """Tell whether words are one person: "retired soldier", but not "staff" or "officers"."""
    noun = prose.word(last - 1)
    words = prose.words[first:last]
    return lexicon.singular(noun) == noun and noun != "staff" and compound_class(words, len(words) - 1) == "person"


def _is_offer(prose: Prose, index: int) -> bool:
    """Tell "the course is for a parent and a child" from two people to whom something happened."""
    first, last = prose.sentence(index)
    around = prose.words[first:last]
    return bool({"is", "are"}.intersection(around)) and not _past(around)


def _described(page: Page) -> Iterator[Finding]:
    """Find "a man and a woman were arrested" and "a boy aged 14"; an age makes one person enough."""
    prose, read = page.prose, 0
    for index, word in enumerate(prose.words[: prose.size]):
        if index < read or word not in _ARTICLES:
            continue
        count, aged, read = _persons(prose, index)
        if not count or (count < 2 and not aged):
            continue
        first, last = prose.sentence(index)
        asks = _ASKING.intersection(prose.words[first:index])
        told = (
            _past(prose.words[first:last]) or (aged and _SHOWS.intersection(prose.words[first:index]))
        ) and not is_conditional(prose, first, last)
        if told and not asks and not quoted(page, index, read) and count < page.material.policy.threshold:
            yield spanned(page, index, read, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _past(around: list[str]) -> bool:
    """Tell whether a sentence says what happened, with any verb in -ed that is no description."""
    if tells_the_past(around):
        return True
    pairs = zip(["", *around], around, strict=False)
    return any(
        word.endswith("ed") and word not in _NO_VERBS and before not in {"is", "are", "be", "a", "an", "the"}
        for before, word in pairs
    )


def _persons(prose: Prose, index: int) -> tuple[int, bool, int]:
    """Return how many persons a list names from a token on, whether an age is given, and the token after it."""
    count, any_age, place, after = 0, False, index, index + 1
    while prose.word(place) in _ARTICLES:
        found = _one(prose, place)
        if found is None:
            break
        count, any_age, after = count + 1, any_age or found[1], found[0]
        place = after
        while prose.word(place) in {",", "and", "with", ";"}:
            place += 1
    return count, any_age, after


def _one(prose: Prose, index: int) -> tuple[int, bool] | None:
    """Return the token after one person's description and whether it gives an age."""
    place = index + 1
    old = _years_old(prose, place)
    if old:
        noun = lexicon.noun_class(prose.word(old))
        return None if noun not in {"", "person"} else (old + (noun == "person"), True)
    for step in range(place, place + 4):
        word = prose.word(step)
        if not word[0].isalpha() or word in {"and", "of", "or", "who", "in"}:
            return None
        if compound_class(prose.words[place : step + 1], step - place) == "person":
            break
    else:
        return None
    following = prose.word(step + 1)
    if following[0].isalpha() and lexicon.noun_class(following) in {"thing", "weak", "event", "person"}:
        return None  # "a child protection policy", "a patient transport"
    end = _age_after(prose, step + 1)
    if end:
        return end, True
    return (step + 1, False) if prose.word(step) in _SEXED else None


def _years_old(prose: Prose, place: int) -> int:
    """Return the token after "14-year-old" or "14 year old", or 0."""
    if not prose.word(place).isdigit():
        return 0
    words = [(step, prose.word(step)) for step in range(place + 1, place + 6) if prose.word(step) != "-"]
    if [word for _, word in words[:2]] in (["year", "old"], ["month", "old"], ["week", "old"]):
        return words[1][0] + 1
    return 0


def _age_after(prose: Prose, place: int) -> int:
    """Return the token after "aged 14", "in his thirties" or ", 34,", or 0; "aged 5 or over" names nobody."""
    word, after = prose.word(place), prose.word(place + 1)
    if word in {"aged", "age"} or (word == "of" and is_number(after)):
        number = place + 1
        ends = prose.word(number + 1)
        return (
            number + 1
            if is_number(prose.word(number)) and ends not in _OR_MORE - {"and"} and not _open_age(prose, number)
            else 0
        )
    if word == "in" and after in {"his", "her", "their"}:
        near = [step for step in range(place + 2, place + 5) if prose.word(step) in _DECADES]
        return near[0] + 1 if near else 0
    bare = word == "," and after.isdigit() and len(after) < 3 and prose.word(place + 2) in {",", ".", "and", "was"}
    return place + 2 if bare else 0


def _open_age(prose: Prose, number: int) -> bool:
    """Tell "aged 18 and over" from "aged 18 and a girl"."""
    return prose.word(number + 2) in {"over", "under", "above", "below", "older", "younger", "more", "upwards"}
