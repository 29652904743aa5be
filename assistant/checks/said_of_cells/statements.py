"""What a letter's sentences say of the cells of one table: numbers, shares, averages, comparisons and orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.page import Page
from assistant.checks.said_of_cells.cells import ALL, Cells, Picks, less, wider
from assistant.checks.said_of_cells.comparisons import Comparisons
from assistant.checks.said_of_cells.sentences import Part, Sentence, Sentences
from assistant.checks.said_of_cells.sizes import Size, averaged, size_of
from assistant.figures.letter_attack import Reading
from assistant.figures.tables import Table

_A_YEAR = {"month": 12, "quarter": 4, "week": 52, "year": 1}
_ADVERBS = {"monthly": "month", "quarterly": "quarter", "weekly": "week", "yearly": "year"}
_MOST_READINGS = 48


@dataclass(frozen=True, slots=True)
class Said:
    """A statement about cells, and where it stands.

    Attributes:
        readings: in which ways it can be read.
        start: offset in the letter of the first character.
        end: offset after the last one.
        around: where the words stand that say which cells, for quoting it.
        sentence: which sentence it is in, or which table.
        number: where its number stands; the whole of it where it has none.
        plain: it is a number of one cell, and nothing is to be worked out.
        called: what it is called where its own words do not tell ("2023 / Charged").
    """

    readings: tuple[Reading, ...] = field(repr=False)
    start: int
    end: int
    around: tuple[int, int]
    sentence: int
    number: tuple[int, int]
    plain: bool = False
    called: str = ""


def in_sentences(page: Page, table: Table, cells: Cells) -> Iterator[Said]:
    """Yield what the sentences of a letter say of a table, in order."""
    listener = _Listener(Sentences(page, table, cells))
    for sentence in listener.sentences:
        yield from listener.heard(sentence)


class _Listener:
    def __init__(self, sentences: Sentences) -> None:
        self.sentences, self._cells = sentences, sentences.cells
        self._comparisons = Comparisons(sentences)

    def heard(self, sentence: Sentence) -> Iterator[Said]:
        for quantity, part in self.sentences.parts(sentence):
            readings = list(self._readings(sentence, quantity, part))[:_MOST_READINGS]
            if readings:
                ends = [quantity.token, quantity.after]
                ends += [end for one in part.mentions for end in (one.first, one.last)]
                yield self._said(readings, (min(ends), max(ends)), part, sentence, quantity)
        for readings, first, last in self._comparisons.without_number(sentence):
            whole = self.sentences.part(sentence, sentence.first, sentence.last)
            yield self._said(readings, (first, last), whole, sentence, None)

    def _said(
        self,
        readings: Sequence[Reading],
        span: tuple[int, int],
        part: Part,
        sentence: Sentence,
        number: Quantity | None,
    ) -> Said:
        start, end = self.sentences.page.prose.span(*span)
        plain = number is not None and all(_is_count(one) for one in readings)
        at = (number.start, number.end) if number else (start, end)
        around = self.sentences.page.prose.span(part.first, part.last)
        return Said(tuple(readings), start, end, around, sentence.place, at, plain)

    def _readings(self, sentence: Sentence, quantity: Quantity, part: Part) -> Iterator[Reading]:
        size = size_of(self.sentences.words, quantity)
        if turn := self._comparisons.turn(quantity, part):
            yield from self._comparisons.by_number(sentence, quantity, part, size, turn)
        elif self._comparisons.is_multiple(quantity):
            yield from self._comparisons.by_multiple(sentence, quantity, part)
        elif quantity.kind is Kind.INVERSE:
            yield from self._all_but(sentence, part, size)
        elif size.per:
            yield from self._shares(sentence, part, size)
        elif (what := self._averaged_over(quantity, part)) is not None:
            yield from self._averages(sentence, part, averaged(size), what)
        elif quantity.role in {Role.PEOPLE, Role.UNKNOWN, Role.THINGS}:
            firm = quantity.role is not Role.THINGS and quantity.kind is not Kind.ZERO
            firm = firm and self.sentences.words.word(quantity.after) != "of"
            yield from self._counts(sentence, part, size, firm=firm)

    def _counts(self, sentence: Sentence, part: Part, size: Size, *, firm: bool) -> Iterator[Reading]:
        for picks, sure in self.sentences.picks(sentence, part):
            if terms := self._cells.terms(picks):
                yield Reading((size.of_count(terms),), sure and firm)

    def _all_but(self, sentence: Sentence, part: Part, size: Size) -> Iterator[Reading]:
        for picks, _ in self.sentences.picks(sentence, part):
            for base in wider(picks):
                of, whole = self._cells.terms(picks), self._cells.terms(base)
                if of and whole:
                    yield Reading((size.of_count(less(whole, of)),))

    def _shares(self, sentence: Sentence, part: Part, size: Size) -> Iterator[Reading]:
        """Yield "43% of those in 2022 were in North" as a share of 2022, of North and of everything."""
        for picks, _ in self.sentences.picks(sentence, part):
            for base in wider(picks):
                of, whole = self._cells.terms(picks), self._cells.terms(base)
                if of and whole:
                    yield from (Reading(lines) for lines in size.of_share(of, whole))

    # --- averages

    def _averaged_over(self, quantity: Quantity, part: Part) -> str | None:
        """Return what a number is the average for: "a month", "per ward", "each year"."""
        words = self.sentences.words.words[quantity.after : min(quantity.after + 6, part.last)]
        for before, after in zip(["", *words], words, strict=False):
            if after in _ADVERBS:
                return _ADVERBS[after]
            if before in {"a", "per", "each", "every"} and (after in _A_YEAR or self._dimension(after) is not None):
                return after
        return None

    def _averages(self, sentence: Sentence, part: Part, size: Size, what: str) -> Iterator[Reading]:
        for picks, _ in self.sentences.picks(sentence, part):
            terms, many = self._cells.terms(picks), self._how_many(what, picks)
            if terms and many:
                yield Reading((size.of_average(terms, many),))

    def _dimension(self, word: str) -> int | None:
        names = [lexicon.singular(one.name.lower()) for one in self._cells.dimensions]
        return names.index(lexicon.singular(word)) if lexicon.singular(word) in names else None

    def _how_many(self, what: str, picks: Picks) -> int:
        """Return over how many an average is taken; 0 where that cannot be told."""
        place = self._dimension(what)
        if place is not None:
            return len(self._cells.dimensions[place].plain()) if picks[place] == ALL else 0
        years = [
            n for n, one in enumerate(self._cells.dimensions) if one.categories and all(map(_is_year, one.categories))
        ]
        if len(years) != 1:
            return 0
        chosen = picks[years[0]]
        return _A_YEAR[what] * (len(self._cells.dimensions[years[0]].plain()) if chosen == ALL else len(chosen))


def _is_count(reading: Reading) -> bool:
    """Tell whether a reading gives one cell's count outright."""
    return all(len(line.terms) == 1 and line.low == line.high for line in reading.lines)


def _is_year(label: str) -> bool:
    return label[:4].isdigit() and label[:2] in {"19", "20"}
