"""Persons whom a letter singles out without a number: ``count.stated``.

"None, bar a Year 9 girl"; "Employee A resigned. Employee B was moved."; "How many teachers? The teacher concerned left in July."; a key
that splits the band: "^ 1 to 2; ~ 3 to 4".
"""

import itertools
import re
from collections.abc import Iterator

from assistant.checks.counts import STATED, STATED_REMEDY, finding, is_conditional, quoted, spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Kind, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_FIRST_LETTERS = frozenset("ax")
_LETTERED = frozenset({"person", "event", "office"})
_STYLES = wordset("mr mrs ms miss dr")
_EXCEPT: tuple[tuple[str, ...], ...] = (
    ("with", "the", "exception", "of"),
    ("except", "for"),
    ("save", "for"),
    ("but", "for"),
    ("apart", "from"),
    ("aside", "from"),
    ("other", "than"),
    ("except",),
    ("excepting",),
    ("bar",),
    ("barring",),
    ("save",),
    ("but",),
)
_EXCEPT_ENDS = frozenset(mark[-1] for mark in _EXCEPT)
_WHOLE = wordset("none no nobody nothing all every everyone everybody each nil zero")
_ALLOWED = wordset(
    "may might can could would will should must shall if when where whether unless allowed permitted entitled required"
)
_CONCERNED = wordset("concerned involved affected")
_YOURS = wordset("your you i we")
_KEY_VERBS = wordset("= : means is denotes indicates represents for stands -")
_KEY_ENDS = wordset("; , . \n and | ) people cases persons individuals")
_KEYED = frozenset({Kind.RANGE, Kind.BOUND, Kind.DIGITS, Kind.WORDS})
_ASKED_REACH = 60
_ANSWERING = wordset("yes any anyone anybody whether many")
_TALLY = re.compile(r"^([^|\n]{3,200})[:=][ \t]{0,4}(\|{1,9})[ \t]{0,4}$", re.M)
_ARTICLES = wordset("a an the another one")
_ASKED = wordset("interviewed given warned moved referred spoken")


def check(page: Page) -> Iterator[Finding]:
    """Find persons singled out by exception, by letters, by a definite description, or by the key of a table."""
    yield from _exceptions(page)
    yield from _excepted(page)
    yield from _lettered(page)
    yield from _concerned(page)
    yield from _remaining(page)
    yield from _pronouns(page)
    yield from _tallies(page)
    yield from _pairs(page)
    yield from _keyed(page)


def _block(page: Page, first: int, last: int) -> Finding:
    return spanned(page, first, last, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _exceptions(page: Page) -> Iterator[Finding]:
    """Find "none, bar a Year 9 girl" and "all passed apart from a nurse": everybody less one."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"a", "an"}:
            continue
        place = (
            index - 2
            if prose.words[max(index - 2, 0) : index] in (["that", "of"], ["one", "by"], ["one", "of"])
            else index
        )
        if prose.word(place - 1) not in _EXCEPT_ENDS:
            continue
        marker = next((mark for mark in _EXCEPT if tuple(prose.words[max(place - len(mark), 0) : place]) == mark), ())
        end = _one_person(prose, index + 1) if marker else 0
        if not end:
            continue
        first, last = prose.sentence(index)
        around = prose.words[first:last]
        whole = _WHOLE.intersection(around)
        if whole and not _ALLOWED.intersection(around) and not quoted(page, index, end):
            yield _block(page, place - len(marker), end)


def _excepted(page: Page) -> Iterator[Finding]:
    """Find "we upheld every one of them bar the two that were withdrawn": everybody less so many."""
    prose = page.prose
    for one in page.quantities:
        if not one.is_low(page.material.policy.threshold) or one.kind not in {Kind.WORDS, Kind.DIGITS}:
            continue
        place = one.token - (prose.word(one.token - 1) in {"the", "those"})
        marker = next((mark for mark in _EXCEPT if tuple(prose.words[max(place - len(mark), 0) : place]) == mark), ())
        first, last = prose.sentence(one.core)
        whole = _WHOLE.intersection(prose.words[first : one.token])
        people = (
            one.role in {Role.PEOPLE, Role.UNKNOWN}
            or one.noun == ""
            or lexicon.noun_class(one.noun) in {"person", "event"}
        )
        if not (marker and whole and people) or _ALLOWED.intersection(prose.words[first:last]):
            continue
        start, _ = prose.sentence(max(first - 2, 0))
        around = prose.words[start:last]
        told = any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in around)
        if told and lexicon.noun_class(prose.word(one.after)) != "thing" and not quoted(page, one.token, one.after):
            yield _block(page, place - len(marker), one.after)


def _one_person(prose: Prose, start: int) -> int:
    """Return the token after a noun phrase of one person or of what happened to one, or 0."""
    for place in range(start, start + 6):
        word = prose.word(place)
        if not word[0].isalnum() or word in {"of", "in", "at", "who", "and", "or"}:
            return 0
        following = prose.word(place + 1)
        kind = compound_class(prose.words[start : place + 1], place - start)
        if kind in {"person", "event"} and lexicon.noun_class(following) not in {"thing", "weak", "person", "event"}:
            return place + 1
    return 0


def _lettered(page: Page) -> Iterator[Finding]:
    """Find "officers A, B and C", "Patient X and Patient Y" and a sentence for each of Employee A, B and C."""
    prose, read = page.prose, 0
    apart: dict[str, dict[str, int]] = {}
    for index, word in enumerate(prose.words[: prose.size]):
        if index < read or not _is_letter(prose, index):
            continue
        noun = prose.word(index - 1)
        if lexicon.noun_class(noun) not in _LETTERED and noun not in _STYLES:
            continue
        letters, read = _letters_from(prose, index)
        if lexicon.noun_class(noun) == "office" and (word not in _FIRST_LETTERS or letters < 2):
            continue  # "Councillor O Hale", "Councillors R. Hale and T. Moss"
        if 2 <= letters < page.material.policy.threshold:
            yield _block(page, index - 1, read)
        elif letters == 1 and not is_conditional(prose, *prose.sentence(index)) and not quoted(page, index - 1, read):
            apart.setdefault("" if noun in _STYLES else lexicon.singular(noun), {}).setdefault(word, index)
    for places in apart.values():
        if 2 <= len(places) < page.material.policy.threshold:
            yield from (_block(page, index - 1, index + 1) for index in places.values())


def _is_letter(prose: Prose, index: int) -> bool:
    word = prose.word(index)
    return len(word) == 1 and word in _LETTERS and prose.raw(index).isupper()


def _letters_from(prose: Prose, index: int) -> tuple[int, int]:
    """Return how many capital letters a list holds, and the token after it."""
    count, place = 1, index + 1
    while True:
        step = place
        while prose.word(step) in {",", "and", "&"}:
            step += 1
        noun = prose.word(step)
        if step > place and (lexicon.noun_class(noun) in _LETTERED or noun in _STYLES):
            step += 1
        if step == place or not _is_letter(prose, step):
            return count, place
        count, place = count + 1, step + 1


def _concerned(page: Page) -> Iterator[Finding]:
    """Find "the teacher concerned left us": one person, where how many was asked or where it was done to that person."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        in_question = word == "in" and prose.word(index + 1) == "question"
        if not (word in _CONCERNED or in_question):
            continue
        first, last = prose.sentence(index)
        start = _definite(prose, index, first)
        if start is None or prose.word(index + 1) in {"with", "in", "about"}:
            continue
        around = prose.words[index:last]
        if is_conditional(prose, first, last) or not tells_the_past(around) or _YOURS.intersection(around):
            continue
        if _is_done_to(around) or _how_many(prose, start):
            end = index + 1 + in_question
            if not quoted(page, start, end):
                yield _block(page, start, end)


def _remaining(page: Page) -> Iterator[Finding]:
    """Find "the remaining pupil was taught at home": one is left of those whom the letter counts."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word != "remaining" or prose.word(index - 1) != "the":
            continue
        end = _one_person(prose, index + 1)
        first, last = prose.sentence(index)
        singular = (
            end and lexicon.singular(prose.word(end - 1)) == prose.word(end - 1) and prose.word(end - 1) != "staff"
        )
        around = prose.words[index:last]
        if (
            singular
            and tells_the_past(around)
            and not is_conditional(prose, first, last)
            and not quoted(page, index, end)
        ):
            yield _block(page, index - 1, end)


def _pronouns(page: Page) -> Iterator[Finding]:
    """Find "was anyone dismissed? Yes, he was dismissed in June": the pronoun says that it was one."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"he", "she"} or prose.word(index + 1) not in {"was", "has", "had"}:
            continue
        near = prose.words[index + 1 : index + 5]
        answers = _ANSWERING.intersection(prose.words[max(index - _ASKED_REACH, 0) : index])
        told = any(one in DONE_TO_PEOPLE or one == "struck" for one in near)
        if answers and told and not is_conditional(prose, index, index + 8) and not quoted(page, index, index + 2):
            yield _block(page, index, index + 2)


def _tallies(page: Page) -> Iterator[Finding]:
    """Find "Staff with a criminal record: |||": a tally behind a label that counts people."""
    for match in _TALLY.finditer(page.text):
        label = match.group(1).lower().split()
        people = any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in label)
        if people and len(match.group(2)) < page.material.policy.threshold:
            start, end = match.span(2)
            yield Finding("count.stated", Verdict.BLOCK, STATED, STATED_REMEDY, start, end, page.quote(start, end))


def _pairs(page: Page) -> Iterator[Finding]:
    """Find "the caretaker and a cook were interviewed under caution": two persons, whom the verb makes subjects of the answer."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        active = word not in {"were", "have"}
        if active and not (prose.word(index - 2) in _ARTICLES or prose.word(index - 3) in _ARTICLES):
            continue
        if active and not told_of_persons(prose, index):
            continue
        first, last = prose.sentence(index)
        start = _two_persons(prose, index - (prose.word(index - 1) in {"both", "each"}), first)
        if start is None or is_conditional(prose, first, last) or quoted(page, start, index):
            continue
        if active or any(lexicon.person_word(one) or one in _ASKED for one in prose.words[index + 1 : index + 4]):
            yield _block(page, start, index)


def _two_persons(prose: Prose, end: int, first: int) -> int | None:
    """Return where "a cook and the porter" begins that ends before a token."""
    places = [place for place in range(end - 1, max(end - 10, first - 1), -1) if prose.word(place) in _ARTICLES]
    if len(places) < 2 or prose.word(places[0] - 1) != "and":
        return None
    second, start = places[0], places[1]
    ends = (_one_person(prose, second + 1), _one_person(prose, start + 1))
    singular = all(lexicon.singular(prose.word(place - 1)) == prose.word(place - 1) for place in ends)
    return start if ends == (end, second - 1) and singular else None


def _is_done_to(around: list[str]) -> bool:
    """Tell "was excluded", "was given a final warning" from what one person did."""
    for place, word in enumerate(around):
        near = around[place + 1 : place + 6]
        if word in {"was", "were", "been"} and any(lexicon.person_word(one) for one in near[:3]):
            return True
        if word == "given" and any(lexicon.noun_class(one) == "event" for one in near):
            return True
    return False


def _definite(prose: Prose, index: int, first: int) -> int | None:
    """Return where "the teacher", "the member of staff" begins that ends before a token, if it is of one person."""
    for start in range(index - 2, max(index - 6, first - 1), -1):
        if prose.word(start) == "the":
            noun = prose.word(start + 1) if prose.word(start + 2) == "of" else prose.word(index - 1)
            one = lexicon.singular(noun) == noun and noun not in {"staff", "people", "family", "household", "personnel"}
            return start if one and lexicon.noun_class(noun) == "person" else None
    return None


def _how_many(prose: Prose, place: int) -> bool:
    before = prose.words[max(place - _ASKED_REACH, 0) : place]
    return any(pair in {("how", "many"), ("number", "of")} for pair in itertools.pairwise(before))


def _keyed(page: Page) -> Iterator[Finding]:
    """Find a key that splits the band: "^ 1 to 2; ~ 3 to 4" below a table whose cells hold those marks."""
    marks = {
        cell.text
        for table in page.tables
        for row in table.rows
        for column, cell in enumerate(row)
        if column and len(cell.text) == 1 and not cell.text.isalnum() and table.cell_role(row, column)[0] is Role.PEOPLE
    }
    for quantity in page.quantities if marks else ():
        place = quantity.token - 1
        while page.prose.word(place) in _KEY_VERBS and page.prose.word(place) not in marks:
            place -= 1
        is_key = page.prose.word(place) in marks and page.prose.word(quantity.after) in _KEY_ENDS
        low = quantity.kind in _KEYED and quantity.is_low(page.material.policy.threshold)
        if is_key and low and page.table_at(page.prose.starts[place]) is None:
            yield finding(page, quantity, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)
