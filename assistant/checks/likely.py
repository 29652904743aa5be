"""How likely a low number counts people of the authority's records: learned from labelled letters, beside the rules.

The rules of ``numbers`` read one noun or verb; people weigh all the words round a number. So does this: a logistic regression on the
words before and behind the number, their kinds (a person's noun, what is only done to people, what may happen and what did), the
heading of its table, and what the letter speaks of just before and after. Its weights (``likely.json``) are fitted to every low
number of the labelled letters and paragraphs by ``evals/benchmarks/fit_likely.py``, which also tells how well they do on the letters
of an author that they have not seen. It is asked only where a number is low; the rules alone say what is derivable.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from math import exp
from pathlib import Path

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page

WEIGHTS = Path(__file__).with_name("likely.json")
# What a number may be for that words can make a count of people; a date, a citation or money is none.
OPEN = frozenset({Role.PEOPLE, Role.THINGS, Role.UNKNOWN, Role.STATISTIC, Role.STRUCTURE})
# A text made to take time is left to the rules.
MOST, UNDECIDED = 8000, 0.4
_BEFORE, _AFTER, _ASIDE = 8, 10, 3
_AROUND_BEFORE, _AROUND_AFTER = 60, 30
_MODALS = wordset("may might can could would will should must shall cannot")
_TENSES = {
    "was": "past",
    "were": "past",
    "had": "past",
    "did": "past",
    "been": "past",
    "is": "present",
    "are": "present",
    "has": "present",
    "have": "present",
    "do": "present",
    "does": "present",
    "be": "be",
}
_STRONG_PAST = wordset(
    "left took went gave made came got fell died lost won broke told sent found held kept met saw said wrote began rose spoke stood led"
    " paid read ran sat bought brought drew flew"
)
_TELLING = wordset("we i our you your each every any all who whom if when example per not of which least rule")
_RULED = wordset("if when where whether may might can could would will should must any every each unless such anyone")
_SUFFIX = 3
_YEAR_DIGITS, _MANY_DIGITS = 4, 2


def likelihood(page: Page, quantity: Quantity) -> float:
    """Return how likely a low number counts people of the records, from 0 to 1; undecided where a text has more numbers than letters have."""
    if len(page.quantities) > MOST:
        return UNDECIDED
    weights = _weights()
    score = weights[""] + sum(weights.get(name, 0) for name in near(page, quantity))
    first, last = page.prose.sentence(quantity.core)
    known = page.around_scores
    if (first, last) not in known:
        known[first, last] = sum(weights.get(name, 0) for name in around(page, first, last))
    return 1 / (1 + exp(-(score + known[first, last]) / 100))


def features(page: Page, quantity: Quantity) -> frozenset[str]:
    """Return all that is weighed of a number, by name."""
    return frozenset({*near(page, quantity), *around(page, *page.prose.sentence(quantity.core))})


@cache
def _weights() -> dict[str, int]:
    """Return the weight of each name in hundredths; that of ``""`` is the constant. Whole numbers add up alike in any order."""
    found: dict[str, int] = json.loads(WEIGHTS.read_text("utf-8"))
    return found


def near(page: Page, quantity: Quantity) -> set[str]:
    """Return what is weighed of a number and the words beside it in its sentence."""
    prose = page.prose
    first, last = prose.sentence(quantity.core)
    found = set(_itself(quantity))
    for step in range(1, _BEFORE + 1):
        place = quantity.token - step
        if place < first - 1 or place < 0:
            break
        _add(found, "L", step if step <= _ASIDE else 0, prose.word(place))
    for step in range(_AFTER):
        place = quantity.after + step
        if place > last:
            break
        _add(found, "R", step + 1 if step <= _ASIDE else 0, prose.word(place))
    found.add(f"LL {_norm(prose.word(quantity.token - 2))} {_norm(prose.word(quantity.token - 1))}")
    found.add(f"RR {_norm(prose.word(quantity.after))} {_norm(prose.word(quantity.after + 1))}")
    found.add("opens" if quantity.token - first < 2 else "within")
    found.update(_together(page, quantity, first, last))
    found.update(_in_table(page, quantity))
    return found


def _itself(quantity: Quantity) -> Iterator[str]:
    noun = lexicon.singular(quantity.noun) if quantity.noun else "-"
    yield f"kind {quantity.kind.value}"
    yield f"low {quantity.low:g}"
    yield f"noun {noun}"
    yield f"class {lexicon.noun_class(quantity.noun) if quantity.noun else '-'}"
    yield f"ends {noun[-_SUFFIX:]}"
    if quantity.unit:
        parts = quantity.unit.split()
        yield f"head {lexicon.singular(parts[-1])}"
        yield f"opened {_norm(parts[0])}"
    if quantity.kind is not Kind.DIGITS:
        yield f"text {quantity.text.lower()[:20]}"


def _add(found: set[str], side: str, step: int, word: str) -> None:
    for term in _terms(word):
        found.add(f"{side} {term}")
        if step:
            found.add(f"{side}{step} {term}")


def _together(page: Page, quantity: Quantity, first: int, last: int) -> Iterator[str]:
    """Yield what its noun is, together with whether the sentence tells what happened or what may."""
    prose = page.prose
    inside = [prose.word(place) for place in range(first, last) if not quantity.token <= place < quantity.after]
    ruled = "ruled" if not _RULED.isdisjoint(inside) else "told"
    tenses = {_tense(word) for word in inside}
    tense = next((one for one in ("past", "ed", "present") if one in tenses), "none")
    kind = lexicon.noun_class(quantity.noun) if quantity.noun else "-"
    yield ruled
    yield f"J {kind} {tense} {ruled}"
    yield f"J {kind} {quantity.kind.value}"
    word, following = prose.word(quantity.after), prose.word(quantity.after + 1)
    yield f"J own {lexicon.noun_class(word) or lexicon.noun_class(following) or '-'} {tense} {ruled}"
    for step, one in ((0, word), (1, following)):
        if one.isalpha() and len(one) > _SUFFIX + 1:
            yield f"suffix{step} {lexicon.singular(one)[-_SUFFIX:]}"


def _in_table(page: Page, quantity: Quantity) -> Iterator[str]:
    """Yield the words of the heading, the row and the caption of the cell that a number stands in."""
    position = page.prose.starts[quantity.core]
    table = page.table_at(position)
    if table is None:
        return
    yield "table"
    starts, places = page.cells
    _, row, column = places[bisect_right(starts, position) - 1]
    if row < 0:
        return
    heading = table.header[column].text if column < len(table.header) else ""
    corner = table.header[0].text if table.header else ""
    for slot, said in (("TH", heading), ("TR", table.rows[row][0].text), ("T0", corner), ("TC", table.caption)):
        for word in _words(said):
            yield from (f"{slot} {term}" for term in _terms(word))


def around(page: Page, first: int, last: int) -> set[str]:
    """Return what is weighed of the sentence from token ``first`` up to ``last``, and of the words before and after it."""
    words = page.prose.words
    found: set[str] = set()
    for word in words[first:last]:
        found.update(f"S {kind}" for kind in _kinds(word))
        if word in _TELLING:
            found.add(f"S w:{word}")
    found.update(_told("B", words[max(0, first - _AROUND_BEFORE) : first]))
    found.update(_told("A", words[last : min(last + _AROUND_AFTER, page.prose.size)]))
    return found


def _told(side: str, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word[0].isalpha():
            for kind in _kinds(word):
                yield f"{side} {kind}"
            if len(word) > _SUFFIX:
                yield f"{side} w:{lexicon.singular(word)}"


@lru_cache(maxsize=4096)
def _words(said: str) -> tuple[str, ...]:
    cleaned = "".join(char if char.isalpha() else " " for char in said.lower())
    return tuple(cleaned.split())


@lru_cache(maxsize=65536)
def _terms(word: str) -> tuple[str, ...]:
    """Return a word and the kinds of word that it is."""
    return (f"w:{_norm(word)}", *_kinds(word))


def _norm(word: str) -> str:
    if word.isdigit():
        return "<year>" if len(word) == _YEAR_DIGITS else "<many>" if len(word) >= _MANY_DIGITS else "<few>"
    if word == "\n":
        return "<line>"
    return lexicon.singular(word) if word.isalpha() else word


@lru_cache(maxsize=65536)
def _kinds(word: str) -> tuple[str, ...]:
    found = [f"c:{kind}" for kind in (lexicon.noun_class(word),) if kind]
    tests = (("person", lexicon.person_word), ("case", lexicon.case_word), ("duty", lexicon.duty_word))
    found += [f"v:{name}" for name, test in tests if test(word)]
    if word in _MODALS:
        found.append("modal")
    tense = _tense(word)
    return (*found, f"t:{tense}") if tense else tuple(found)


@lru_cache(maxsize=65536)
def _tense(word: str) -> str:
    if word in _TENSES:
        return _TENSES[word]
    if word in _STRONG_PAST or (word.endswith("ed") and len(word) > _SUFFIX + 1):
        return "ed"
    return "ing" if word.endswith("ing") and len(word) > _SUFFIX + 2 else ""
