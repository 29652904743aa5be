"""What a sentence is about, where a number counts occasions: "on one occasion a fridge was too warm", "we have twice rewritten the handbook".

In: the tokens and a number. Out: whether what happened so often happened to a thing.
"""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import BREAKS, compound_class
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression
from assistant.checks.numbers.wordset import wordset

_OPENERS = wordset("a an the its our this that their some my")
_LED = frozenset({",", "that", "when", "where", ":"})
_ACTORS = wordset("we they it who which")
_TO_BE = wordset("was were been being is are")
_HELPERS = _TO_BE | wordset("has have had also since already only not just")
_COUNTED_SO = wordset("counted count counts")
_ENTERED_SO = wordset("appear appears appeared shown listed included entered")
_OF_PEOPLE = frozenset({"person", "event", "generic", "office"})
_LONGEST = 8


def befell_a_thing(prose: Prose, found: Expression, after: int) -> bool:
    """Tell occasions of a thing from those of people.

    Args:
        prose: the tokens.
        found: the number.
        after: the token after what it counts ("on one occasion |").
    """
    first, last = prose.sentence(found.core)
    place = after
    while prose.word(place) in _LED:
        place += 1
    if place > found.last and prose.word(place) in _OPENERS:
        return _is_of_thing(prose, place, last)  # "on one occasion | a fridge was ..."
    place = first
    while place < found.first and not prose.word(place)[0].isalpha():
        place += 1
    if prose.word(place) in _ACTORS:
        return _did_to_thing(prose, place + 1, found, last)
    kind, end = _head(prose, place, found.first)
    if kind != "thing":
        return False
    passive = bool(_TO_BE.intersection(prose.words[end : end + 3]))
    return _says_nobody(prose, end, last) if passive else _did_to_thing(prose, end, found, last)


def is_of_counting(prose: Prose, found: Expression) -> bool:
    """Tell "each patient appears only once" and "those seen twice were counted once" from what happened once."""
    first, last = prose.sentence(found.core)
    near = prose.words[max(first, found.first - 3) : min(last, found.last + 2)]
    return bool(_COUNTED_SO.intersection(prose.words[first:last]) or _ENTERED_SO.intersection(near))


def _is_of_thing(prose: Prose, place: int, last: int) -> bool:
    kind, end = _head(prose, place + 1, last)
    return kind == "thing" and _says_nobody(prose, end, last, noun_first=True)


def _did_to_thing(prose: Prose, place: int, found: Expression, last: int) -> bool:
    """Tell whether the object of the verb is a thing: "(we have twice) rewritten | the handbook"."""
    passive = False
    while prose.word(place) in _HELPERS or found.first <= place < found.last:
        passive = passive or prose.word(place) in _TO_BE
        place += 1
    if passive or place >= last or lexicon.person_word(prose.word(place)):
        return False
    if prose.words[place + 1 : place + 3] == ["to", "you"]:
        return True
    kind, end = _head(prose, place + 1, last)
    return kind == "thing" and end > place + 1


def _head(prose: Prose, start: int, stop: int) -> tuple[str, int]:
    """Return the class of the noun that heads the words from a token on, and the token after them; owners are read over."""
    seen: list[str] = []
    kind, place, owned = "", start, False
    while place < min(start + _LONGEST, stop):
        word = prose.word(place)
        if word == "'" or (word in _OPENERS and not seen):
            seen, kind, owned = [], "", owned or word == "'"  # "the nurses' | home"
            place += 1
            continue
        if not word[0].isalpha() or word in BREAKS or word in _HELPERS:
            break
        owned = owned or word.endswith("'s")
        seen = [] if word.endswith("'s") else [*seen, word]
        here = compound_class(seen, len(seen) - 1) if seen else ""
        if seen and here == "" and kind:
            break  # the verb
        kind = here
        place += 1
    return ("thing" if owned and seen and kind not in _OF_PEOPLE else kind), place


def _says_nobody(prose: Prose, place: int, last: int, *, noun_first: bool = False) -> bool:
    """Tell whether what is said of a thing names no person and nothing that befalls one."""
    for step in range(place, last):
        word = prose.word(step)
        owner = word.endswith("'s") or prose.word(step + 1) == "'"
        if word in {"by", "where"} and noun_first:
            return True  # "on one occasion a vehicle used by carers"
        if lexicon.person_word(word) or (not owner and lexicon.noun_class(word) in {"person", "event"}):
            return False
    return True
