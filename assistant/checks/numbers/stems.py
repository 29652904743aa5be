"""The line above a list that says what its numbers count: "Pupils on a part-time timetable:" and then "S4 to S6: 3"."""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.phrases import NOTHING, Phrase
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind

_REACH = 160
_LONGEST = 40
_SET_APART = frozenset({":", "-", "=", "(", "x"})
_STRONG = frozenset({"person", "event", "thing", "office"})
_PREPOSITIONS = frozenset({"in", "at", "by", "on", "for", "from", "with", "during", "under", "since", "who", "whose"})


def stem_of(prose: Prose, found: Expression) -> Phrase:
    """Return what a list's stem says of the number at the end of one of its lines; nothing where there is none."""
    if prose.word(found.first - 1) not in _SET_APART and not _in_row(prose, found):
        return NOTHING
    if prose.word(found.last)[0].isalnum():
        return NOTHING
    inline = _inline(prose, found)
    if inline.kind:
        return inline
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


def _in_row(prose: Prose, found: Expression) -> bool:
    """Tell whether a number stands behind its label among others: "On long-term sick: Chaplaincy 1, Estates 14"."""
    before = prose.raw(found.first - 1)
    return (before[0].isupper() or (before.isdigit() and found.kind is not Kind.DIGITS)) and prose.word(found.last) in {
        ",",
        ";",
        ".",
        "and",
        "\n",
    }


def _inline(prose: Prose, found: Expression) -> Phrase:
    """Return what the line's own opening words count: "Pupils moved: Year 7 - 12; Year 8 - 9"."""
    for place in range(found.first - 3, max(0, found.first - _LONGEST), -1):
        if prose.word(place) in {"\n", "."}:
            return NOTHING
        if prose.word(place) == ":" and not prose.joined(place + 1):
            return _head(prose, place)
    return NOTHING


def _head(prose: Prose, end: int) -> Phrase:
    """Return the first noun of a line that ends at a token, as a phrase: what stands behind "in" or "at" describes it."""
    start = end
    while start > max(0, end - _LONGEST) and prose.word(start - 1) not in {"\n", "."}:
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
