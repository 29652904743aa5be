"""The sentences of a letter about one table, cut into parts with one number each, and the cells that a part can mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from assistant.checks.numbers import lexicon, prose
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.said_of_cells.cells import ALL, Cells, Picks, Selection
from assistant.checks.said_of_cells.labels import Labels, Mention, is_span, joined_labels
from assistant.figures.tables import Table

_CHOICES = 32
_LONGEST = 160
_REACH = 120
_NEAR = 40
_BREAKS = frozenset({",", ";", ":", "and", "but", "while", "whereas", "(", "with", "of"})
_TOTALS = wordset("total totals altogether overall")
_TOGETHER = wordset("together combined total altogether both jointly across")
_PLAIN = wordset(
    "a an the there were was is are had has have been in for of on at to from and or but by with during over across not"
    " non which who whom that these those them they of total number figure count recorded made held year month each per"
    " altogether all overall together combined both some about around approximately roughly nearly almost least most"
    " more fewer less than up only just also then while whereas it this our we as same case were of"
)
_SHARES = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.RATIO})
_SPEAKS_NOT = frozenset({Kind.ORDINAL, Kind.ROMAN, Kind.NEGATED, Kind.LETTERS, Kind.FREQUENCY, Kind.WELSH})
_COUNTS = frozenset({Role.PEOPLE, Role.UNKNOWN, Role.THINGS})
_FIGURES = frozenset({Role.STATISTIC, Role.MEASURE, Role.PERCENTAGE})
Option = tuple[Selection, bool]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        place: its place in the letter.
        first: its first token.
        last: the token after it.
        mentions: the labels in it.
        runs: the same, those of one dimension together that stand together.
        quantities: the numbers in it that may be about cells.
        before: of each dimension the label named last before it, if that was not long ago.
        subject: it, or the words just before it, say what the table counts.
    """

    place: int
    first: int
    last: int
    mentions: tuple[Mention, ...]
    runs: tuple[tuple[Mention, ...], ...]
    quantities: tuple[Quantity, ...]
    before: Mapping[int, Mention]
    subject: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence and the labels in it."""

    first: int
    last: int
    mentions: tuple[Mention, ...]


class Sentences:
    """What of a letter may be about one table.

    Attributes:
        cells: of the table.
        words: the letter's tokens.
    """

    def __init__(self, page: Page, table: Table, cells: Cells) -> None:
        self.page, self.words, self.cells = page, page.prose, cells
        self._labels = Labels(table.dimensions)
        self.subject = _subject(table)
        self._plain = _PLAIN | self.subject | {w for d in table.dimensions for w in _stems(d.name)}

    def __iter__(self) -> Iterator[Sentence]:
        """Yield the sentences that name a label, or what the table counts."""
        usable = [one for one in self.page.quantities if self._usable(one)]
        latest: dict[int, Mention] = {}
        at = 0
        for place, (first, last) in enumerate(_spans(self.page)):
            mentions = tuple(self._labels.mentions(self.words, first, last))
            begin = at
            while at < len(usable) and usable[at].core < last:
                at += 1
            inside = tuple(one for one in usable[begin:at] if one.core >= first and not _in_label(one, mentions))
            if mentions or (inside and self._names_subject(first, last)):
                near = {n: one for n, one in latest.items() if first - one.last < _REACH}
                subject = self._names_subject(max(first - _NEAR, 0), last)
                runs = tuple(map(tuple, joined_labels(mentions, self.words)))
                yield Sentence(place, first, last, mentions, runs, inside, near, subject)
            latest |= {one.place: one for one in mentions}

    def parts(self, sentence: Sentence) -> Iterator[tuple[Quantity, Part]]:
        """Cut a sentence between its numbers, at the first break after each."""
        start = sentence.first
        for place, quantity in enumerate(sentence.quantities):
            following = sentence.quantities[place + 1 : place + 2]
            end = self._cut(sentence, quantity, following[0]) if following else sentence.last
            yield quantity, self.part(sentence, start, end)
            start = end

    @staticmethod
    def part(sentence: Sentence, first: int, last: int) -> Part:
        """Return a stretch of a sentence."""
        return Part(first, last, tuple(one for one in sentence.mentions if first <= one.first < last))

    def picks(self, sentence: Sentence, part: Part) -> Iterator[tuple[Picks, bool]]:
        """Yield the cells that a part can be about, the likeliest first, and whether its words leave no choice."""
        options = [_distinct(self._options(sentence, part, place)) for place in range(len(self.cells.dimensions))]
        plain = self._is_plain(part)
        for chosen in islice(product(*options), _CHOICES):
            picks = tuple(one for one, _ in chosen)
            named = sum(pick != ALL for pick in picks)
            # One label alone is a common word too often: it has to stand with what the table counts.
            if named > 1 or (sentence.subject and (named or self._says(part, _TOTALS) or sentence.mentions)):
                yield picks, plain and all(sure for _, sure in chosen)

    # --- which sentences, and where to cut them

    def _usable(self, quantity: Quantity) -> bool:
        page = self.page
        if quantity.kind in _SPEAKS_NOT or quantity.role not in (_COUNTS | _FIGURES):
            return False
        if quantity.role is Role.THINGS and not self._counts_these(quantity):
            return False
        return not (page.asked(quantity.start, quantity.end) or page.is_question(quantity.start, quantity.end))

    def _counts_these(self, quantity: Quantity) -> bool:
        """Tell whether a count of things is of what the table counts, or names nothing by itself."""
        words = self.words.words[quantity.after : quantity.after + 4]
        return not quantity.noun or quantity.noun not in words or lexicon.singular(quantity.noun) in self.subject

    def _names_subject(self, first: int, last: int) -> bool:
        """Tell whether words say what the table counts; of a table that does not say, whether they are of people."""
        stems = {lexicon.singular(word) for word in self.words.words[first:last]}
        if self.subject:
            return not stems.isdisjoint(self.subject)
        return any(lexicon.noun_class(stem) in {"person", "event"} for stem in stems)

    def _cut(self, sentence: Sentence, quantity: Quantity, following: Quantity) -> int:
        for place in range(quantity.after, following.token):
            inside = any(run[0].first <= place < run[-1].last for run in sentence.runs)
            if not inside and self.words.words[place] in _BREAKS and self._breaks(quantity, place, following):
                return place + 1
        beside = [one for one in sentence.mentions if quantity.after <= one.first <= quantity.after + 3]
        return beside[0].last if beside and beside[0].last <= following.token else following.token

    def _breaks(self, quantity: Quantity, place: int, following: Quantity) -> bool:
        """Tell whether "of" begins the next part ("54 of the 57"); in "57 arrests of women" it does not."""
        return self.words.words[place] != "of" or (following.token - place <= 2 and quantity.kind not in _SHARES)

    # --- which cells

    def _options(self, sentence: Sentence, part: Part, place: int) -> Iterator[Option]:
        own = [one for one in part.mentions if one.place == place]
        runs = [run for run in sentence.runs if run[0] in own]
        if not runs:
            yield from self._implied(sentence, part, place)
            return
        for run in runs:
            if len(run) > 1:
                sure = len(runs) == 1 and (is_span(run, self.words) or self._says(part, _TOGETHER))
                yield self._together(run), sure
        yield from ((one_label(one), len(own) == 1) for one in own)

    def _implied(self, sentence: Sentence, part: Part, place: int) -> Iterator[Option]:
        """Yield what can be meant where no label stands: one named before, the total, one named after."""
        if not self.cells.dimensions[place].categories:
            yield ALL, True
            return
        others = [one for one in sentence.mentions if one.place == place]
        earlier = [one for one in others if one.first < part.first]
        if earlier:
            yield one_label(earlier[-1]), False
        yield ALL, not earlier and self._says(part, _TOTALS) and bool(part.mentions)
        if place in sentence.before:
            yield one_label(sentence.before[place]), False
        yield from ((one_label(one), False) for one in others if one.first >= part.first)

    def _together(self, run: Sequence[Mention]) -> Selection:
        """Return labels that stand together as their sum; of two ends all that lie between."""
        if is_span(run, self.words):
            labels = self.cells.dimensions[run[0].place].categories
            begin, end = sorted(labels.index(one.label) for one in run)
            return tuple((label, 1) for label in labels[begin : end + 1])
        return tuple((label, 1) for label in dict.fromkeys(one.label for one in run))

    def _says(self, part: Part, some: frozenset[str]) -> bool:
        return not some.isdisjoint(self.words.words[part.first : part.last])

    def _is_plain(self, part: Part) -> bool:
        """Tell whether a part says nothing but labels, a number and what is counted, so nothing narrows it further."""
        for place in range(part.first, part.last):
            word = self.words.words[place]
            inside = any(one.first <= place < one.last for one in part.mentions)
            if word[0].isalpha() and not inside and not self._says_nothing(word):
                return False
        return True

    def _says_nothing(self, word: str) -> bool:
        stem = lexicon.singular(word)
        return word in self._plain or stem in self._plain or lexicon.noun_class(word) in {"person", "generic"}


def _distinct(options: Iterable[Option]) -> list[Option]:
    """Leave out what was an option before."""
    found: dict[Selection, bool] = {}
    for selection, sure in options:
        found.setdefault(selection, sure)
    return list(found.items())


def one_label(mention: Mention) -> Selection:
    """Return what a label means: itself, or with "not" all others."""
    return (*ALL, (mention.label, -1)) if mention.negated else ((mention.label, 1),)


def _in_label(quantity: Quantity, mentions: Sequence[Mention]) -> bool:
    return any(one.first <= quantity.core < one.last for one in mentions)


def _spans(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the sentences outside tables as tokens."""
    text, first = page.prose, 0
    for place in range(text.size + 1):
        if place == text.size or _ends(text, place) or place - first >= _LONGEST:
            if first < place and page.table_at(text.starts[first]) is None:
                yield first, place
            first = place + 1


def _ends(text: Prose, place: int) -> bool:
    """Tell whether a sentence ends at a token; a full stop at the end of a line ends one too."""
    return text.ends_sentence(place) or (text.word(place) in {".", "!", "?"} and text.word(place + 1) == "\n")


def _subject(table: Table) -> frozenset[str]:
    """Return the words that say what a table counts: of its title, its measure and its file's name."""
    stems = _stems(f"{table.title} {table.measure} {table.source.rsplit('.', 1)[0]}".replace("_", " "))
    return frozenset(one for one in stems if lexicon.noun_class(one) in {"person", "event", "generic"})


def _stems(text: str) -> Iterator[str]:
    words = prose.read(text)
    yield from (lexicon.singular(word) for word in words.words[: words.size] if word.isalpha())
