"""Cells set against each other: "12 more than in 2022", "up 50%", "twice as many as South", "most were in North"."""

from collections.abc import Iterator, Sequence

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Kind, Quantity
from assistant.checks.numbers.wordset import wordset
from assistant.checks.said_of_cells.cells import ALL, Picks, Terms, less
from assistant.checks.said_of_cells.labels import Mention, is_span, joined_labels
from assistant.checks.said_of_cells.sentences import Part, Sentence, Sentences, one_label
from assistant.checks.said_of_cells.sizes import Lines, Size
from assistant.figures.attack.system import Constraint
from assistant.figures.letter_attack import Reading

_MORE = wordset("more higher greater up rose risen increased increase grew rise additional")
_FEWER = wordset("fewer less lower down fell fallen decreased decrease dropped drop fall reduced")
_THAN = wordset("than on from since compared against over as")
_TIMES = {"twice": 2, "double": 2, "thrice": 3, "treble": 3}
_AS_MANY = frozenset({"as", "the", "that", "those"})
_MOST, _LEAST = wordset("most highest largest greatest"), wordset("fewest lowest smallest")
_COUNTED = wordset("of in were was number numbers figure figures total count among for .")
_COUNTABLE = frozenset({"person", "event", "generic"})
_COMPARED = frozenset({"more", "higher", "fewer", "less", "lower"})
_YEAR_BEFORE = (("previous",), ("preceding",), ("year", "before"), ("last", "year"))
_NUMBERED = frozenset({Kind.BOUND, Kind.RANGE, Kind.ZERO})
_BACK = 10
Pair = tuple[Terms, Terms, bool]


class Comparisons:
    """The comparisons in the sentences about one table."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences, self._cells, self._words = sentences, sentences.cells, sentences.words.words

    # --- with a number

    def turn(self, quantity: Quantity, part: Part) -> int:
        """Return 1 for "12 more" and "up 12%", -1 for "12 fewer", 0 where a number compares nothing."""
        before = self._words[max(part.first, quantity.token - _BACK) : quantity.token]
        after = self._words[quantity.after : min(quantity.after + 2, part.last)]
        if quantity.kind in _NUMBERED or before[-1:] == ["than"]:
            return 0
        led = bool(before) and (before[-1] in {"by", "of"} or before[-1] in _MORE | _FEWER)
        near = {*after, *(before[-3:] if led else ()), *(before if before[-1:] == ["by"] else ())}
        if not near.isdisjoint(_MORE):
            return 1
        return 0 if near.isdisjoint(_FEWER) else -1

    def is_multiple(self, quantity: Quantity) -> bool:
        """Tell whether a number is of times: "three times as many"."""
        return self._words[quantity.after] == "times" and quantity.exact is not None

    def by_number(self, sentence: Sentence, quantity: Quantity, part: Part, size: Size, turn: int) -> Iterator[Reading]:
        """Yield a difference or a change by a share."""
        for of, base, sure in self._pairs(sentence, part, quantity.after):
            if size.per:
                yield from (Reading(lines) for lines in size.of_change(of, base, turn))
            else:
                yield Reading((size.of_count(less(of, base) if turn > 0 else less(base, of)),), sure)

    def by_multiple(self, sentence: Sentence, quantity: Quantity, part: Part) -> Iterator[Reading]:
        """Yield "three times as many as"."""
        for of, base, _ in self._pairs(sentence, part, quantity.after):
            yield Reading(_times(of, base, quantity.exact or 0))

    # --- without a number

    def without_number(self, sentence: Sentence) -> Iterator[tuple[list[Reading], int, int]]:
        """Yield "North had more than South", "twice as many as", "most were in North", with first and last token."""
        taken = [(one.token - 1, one.after + 2) for one in sentence.quantities]
        signs = _TIMES.keys() | _COMPARED | _MOST | _LEAST
        for place in range(sentence.first, sentence.last) if sentence.mentions else ():
            word = self._words[place]
            if word not in signs or any(first <= place < last for first, last in taken):
                continue
            readings = list(self._at(sentence, place, word))
            if readings:
                ends = [place, place + 1, *(end for one in sentence.mentions for end in (one.first, one.last))]
                yield readings, min(ends), max(ends)

    def _at(self, sentence: Sentence, place: int, word: str) -> Iterator[Reading]:
        whole = self._sentences.part(sentence, sentence.first, sentence.last)
        if word in _TIMES and self._words[place + 1] in _AS_MANY:
            for of, base, _ in self._pairs(sentence, whole, place + 2):
                yield Reading(_times(of, base, _TIMES[word]))
        elif word in _COMPARED and self._than_follows(sentence, place):
            for of, base, _ in self._pairs(sentence, whole, place):
                terms = less(of, base) if word in _MORE else less(base, of)
                yield Reading((Constraint(tuple(terms.items()), 1, None),))
        elif word in _MOST | _LEAST and self._words[place - 1] != "at" and self._is_counted(self._words[place + 1]):
            yield from self._extremes(sentence, whole, most=word in _MOST, majority=word == "most")

    def _than_follows(self, sentence: Sentence, place: int) -> bool:
        """Tell "more than" and "more arrests in North than" from "more serious than"."""
        for at in range(place + 1, min(place + _BACK, sentence.last)):
            if self._words[at] == "than":
                return True
            if not self._is_counted(self._words[at]) and not any(m.first <= at < m.last for m in sentence.mentions):
                return False
        return False

    def _is_counted(self, word: str) -> bool:
        stem = lexicon.singular(word)
        return word in _COUNTED or stem in self._sentences.subject or lexicon.noun_class(word) in _COUNTABLE

    def _extremes(self, sentence: Sentence, whole: Part, *, most: bool, majority: bool) -> Iterator[Reading]:
        """Yield that a label has more than half of its line, or more than any other label of its dimension."""
        for picks, _ in self._sentences.picks(sentence, whole):
            for mention in whole.mentions:
                of = self._cells.terms(picks)
                if picks[mention.place] != one_label(mention) or not of:
                    continue
                base = self._cells.terms(_put(picks, mention.place, ALL))
                if majority and base:
                    half = {key: 2 * weight for key, weight in of.items()}
                    yield Reading((Constraint(tuple(less(half, base).items()), 1, None),))
                lines = self._above_all(picks, mention, of, most=most)
                if lines:
                    yield Reading(lines)

    def _above_all(self, picks: Picks, mention: Mention, of: Terms, *, most: bool) -> Lines:
        lines: list[Constraint[tuple[str, ...]]] = []
        for label in self._cells.dimensions[mention.place].plain():
            other = self._cells.terms(_put(picks, mention.place, ((label, 1),)))
            if label != mention.label and other:
                terms = less(of, other) if most else less(other, of)
                lines.append(Constraint(tuple(terms.items()), 0, None))
        return tuple(lines)

    # --- which cells

    def _pairs(self, sentence: Sentence, part: Part, after: int) -> Iterator[Pair]:
        """Yield what is compared with what: labels after "than" replace those before it; or the ends of a span."""
        for run in joined_labels(part.mentions, self._sentences.words):
            if is_span(run, self._sentences.words):
                yield from self._ends(sentence, part, run)
        than = next((n for n in range(after, part.last) if self._words[n] in _THAN), part.last)
        left = self._sentences.part(sentence, part.first, than)
        against = [one for one in part.mentions if one.first >= than]
        named = {one.place for one in left.mentions}
        sides = [
            (picks, other, sure and named.issuperset(one.place for one in against))
            for picks, sure in self._sentences.picks(sentence, left)
            for other in self._other(picks, against, part)
        ]
        # What is compared differs in as little as can be: "more in North than in South in 2022" is of that year.
        for picks, other, sure in sorted(sides, key=_apart):
            of, base = self._cells.terms(picks), self._cells.terms(other)
            if of and base and of != base:
                yield of, base, sure

    def _ends(self, sentence: Sentence, part: Part, run: Sequence[Mention]) -> Iterator[Pair]:
        """Yield the end of a span set against its beginning: "up by 12 between 2022 and 2023"."""
        for picks, _ in self._sentences.picks(sentence, part):
            base, of = (self._cells.terms(_put(picks, one.place, one_label(one))) for one in run)
            if of and base and of != base:
                yield of, base, False

    def _other(self, picks: Picks, against: Sequence[Mention], part: Part) -> Iterator[Picks]:
        if against:
            given = {one.place: one_label(one) for one in against}
            yield tuple(given.get(place, pick) for place, pick in enumerate(picks))
        elif self._speaks_of_year_before(part):
            for place, pick in enumerate(picks):
                labels = self._cells.dimensions[place].categories
                if len(pick) == 1 and pick[0][0] in labels[1:]:
                    yield _put(picks, place, ((labels[labels.index(pick[0][0]) - 1], 1),))

    def _speaks_of_year_before(self, part: Part) -> bool:
        words = tuple(self._words[part.first : part.last])
        return any(words[n : n + len(some)] == some for some in _YEAR_BEFORE for n in range(len(words)))


def _apart(sides: tuple[Picks, Picks, bool]) -> int:
    """Return in how many dimensions two sides differ."""
    return sum(mine != theirs for mine, theirs in zip(sides[0], sides[1], strict=True))


def _put(picks: Picks, place: int, pick: tuple[tuple[str, int], ...]) -> Picks:
    return (*picks[:place], pick, *picks[place + 1 :])


def _times(of: Terms, base: Terms, times: int) -> Lines:
    return (Constraint(tuple(less(of, base, times).items()), 0, 0),)
