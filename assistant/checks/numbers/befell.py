"""What is said of persons and of nothing else: "were removed from the register", "lost her job", "was given a final warning"."""

import tomllib
from functools import cache
from pathlib import Path

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, antecedent
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression
from assistant.checks.numbers.wordset import wordset

_TABLES = Path(__file__).resolve().parent / "predicates.toml"
_ANY = "*"
_REACH = 8
_TO_BE = wordset("was were been being")
_HELPERS = _TO_BE | wordset(
    "had has have got subsequently later then also both all each since now again immediately alone too himself herself themselves"
)
_NO_ADVERBS = wordset("family early reply")
_ENDS = frozenset(".;:!?\n|")
# Where another clause begins, of which the verb before says nothing.
_CLAUSES = wordset("who which because so although though while whereas but")


@cache
def _table(kind: str) -> dict[str, frozenset[str]]:
    with _TABLES.open("rb") as handle:
        raw: dict[str, dict[str, str]] = tomllib.load(handle)
    return {verb: wordset(words) for verb, words in raw[kind].items()}


def told_of_persons(prose: Prose, place: int) -> int:
    """Return the token after a predicate that is said only of persons, if one begins at a token; else 0.

    What stands before the verb is read over: "was (later) moved to other duties", "had (permanently) left the force".
    """
    passive = False
    for step in range(place, place + 6):
        word = prose.word(step)
        end = _fits(prose, step, "passive" if passive else "active")
        if end:
            return end
        if passive and lexicon.person_word(word) and lexicon.noun_class(word) == "":
            return step + 1
        if word not in _HELPERS and not (word.endswith("ly") and word not in _NO_ADVERBS):
            return 0
        passive = passive or word in _TO_BE
    return 0


def _fits(prose: Prose, place: int, kind: str) -> int:
    """Return the token after a verb of the table and the word that it needs, or 0."""
    needed = _table(kind).get(prose.word(place))
    if needed is None:
        return 0
    if _ANY in needed:
        return place + 1
    for step in range(place + 1, place + _REACH):
        word = prose.word(step)
        if word in _ENDS or word in _CLAUSES:
            return 0
        if word in needed or lexicon.singular(word) in needed:
            return step + 1
    return 0


def says_person(prose: Prose, found: Expression) -> bool:
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
