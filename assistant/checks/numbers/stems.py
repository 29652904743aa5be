"""The line above a list that says what its numbers count: "Pupils on a part-time timetable:" and then "S4 to S6: 3"."""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import NOTHING, Phrase, compound_class
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression

_REACH = 160
_LONGEST = 40
_SET_APART = frozenset({":", "-", "=", "("})
_STRONG = frozenset({"person", "event", "thing", "office"})
_PREPOSITIONS = frozenset({"in", "at", "by", "on", "for", "from", "with", "during", "under", "since", "who", "whose"})


def stem_of(prose: Prose, found: Expression) -> Phrase:
    """Return what a list's stem says of the number at the end of one of its lines; nothing where there is none."""
    if prose.word(found.first - 1) not in _SET_APART or prose.word(found.last)[0].isalnum():
        return NOTHING
    end = found.first
    lowest = max(0, found.first - _REACH)
    for place in range(found.first - 1, lowest - 1, -1):
        if prose.word(place) != "\n":
            continue
        if prose.word(place - 1) == ":":
            end = place - 1
            break
    else:
        return NOTHING
    return _head(prose, end)


def _head(prose: Prose, end: int) -> Phrase:
    """Return the first noun of a line that ends at a token, as a phrase: what stands behind "in" or "at" describes it."""
    start = end
    while start > max(0, end - _LONGEST) and prose.word(start - 1) != "\n":
        start -= 1
    words = prose.words[start:end]
    best = NOTHING
    for index, word in enumerate(words):
        if best.kind and word in _PREPOSITIONS:
            break
        kind = compound_class(words, index) if word[0].isalpha() else ""
        if kind in _STRONG or lexicon.person_word(word):
            best = Phrase("", word, kind if kind in _STRONG else "person")
            if best.kind in {"person", "event"}:
                break
    return best
