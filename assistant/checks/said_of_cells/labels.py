"""Labels of the officer's own tables where they stand in a letter's sentences.

A label is found as whole words, whatever the case, in its plural and possessive too. A label that is a common word
("May", "Other") needs its own capitals inside a sentence; one that is a bare number needs its dimension's name before
it ("age 18"); a year that is part of a date, of an Act's name or of an open span ("since 2023") is not the year's label.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.checks.numbers import lexicon, prose
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.shapes import MONTHS
from assistant.checks.numbers.wordset import wordset
from assistant.figures.tables import Dimension

_COMMON = wordset(
    "may march other others all any none no yes not unknown will mark us it a an in at or i who over under total new"
    " open closed white black high low other first second general public local"
)
_OPEN_SPANS = wordset("since after before until till by")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FINANCIAL = re.compile(r"((?:19|20)\d\d)\s?[/-]\s?(\d\d|\d{4})")
_SHORT_MONTH = 3
_CUTS = frozenset("-/.'")


@dataclass(frozen=True, slots=True)
class Mention:
    """A label where it stands.

    Attributes:
        first: its first token.
        last: the token after it.
        place: the dimension that it is of.
        label: the label.
        negated: "not" or "non" stands before it, so all the others are meant.
    """

    first: int
    last: int
    place: int
    label: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """A label in the words that it can stand in."""

    words: tuple[str, ...]
    place: int
    label: str


@dataclass(frozen=True)
class Labels:
    """The labels of one table.

    Attributes:
        dimensions: of the table.
    """

    dimensions: tuple[Dimension, ...]

    def mentions(self, text: Prose, first: int, last: int) -> list[Mention]:
        """Return the labels named from one token up to another, in order; of two that overlap the longer."""
        found: list[Mention] = []
        place = first
        while place < last:
            mention = self._at(text, place, first, last) if text.words[place] in self._forms else None
            if mention is not None:
                found.append(mention)
            place = mention.last if mention else place + 1
        return found

    @cached_property
    def _forms(self) -> Mapping[str, list[_Form]]:
        """Every form of a label by its first word, the longest first; what two dimensions share is left out."""
        forms: dict[tuple[str, ...], set[_Form]] = {}
        for place, dimension in enumerate(self.dimensions):
            for label in dimension.categories:
                for words in _forms_of(label):
                    forms.setdefault(words, set()).add(_Form(words, place, label))
        by_word: dict[str, list[_Form]] = {}
        for words, ones in sorted(forms.items(), key=lambda item: -len(item[0])):
            if len(ones) == 1 and words:
                by_word.setdefault(words[0], []).extend(ones)
        return by_word

    def _at(self, text: Prose, place: int, first: int, last: int) -> Mention | None:
        for form in self._forms[text.words[place]]:
            end = place + len(form.words)
            if end <= last and tuple(text.words[place:end]) == form.words and self._stands(text, place, end, form):
                before = {text.word(place - 1), text.word(place - 2)} if place - first > 1 else {text.word(place - 1)}
                # "were not de-arrested", but of "not de-arrested" where that is a label the longer form is found.
                negated = place > first and ("not" in before or text.word(place - 1) == "non")
                return Mention(place, end, form.place, form.label, negated)
        return None

    def _stands(self, text: Prose, place: int, end: int, form: _Form) -> bool:
        """Tell whether words are the label, and not part of something else."""
        if _goes_on(text, place, end):
            return False
        if len(form.words) > 1:
            return True
        word, opens = form.words[0], place == 0 or text.ends_sentence(place - 1)
        if word.isdigit():
            return _is_year(text, place) if _YEAR.fullmatch(word) else self._named_before(text, place, form.place)
        if len(word) == 1 or word in _COMMON or form.label.lower() in _COMMON:
            return text.raw(place) == form.label and (not opens or self._named_before(text, place, form.place))
        return True

    def _named_before(self, text: Prose, place: int, dimension: int) -> bool:
        names = {lexicon.singular(word) for word in prose.read(self.dimensions[dimension].name).words[:8]}
        return lexicon.singular(text.word(place - 1)) in names - {"\n"}


def joined_labels(mentions: Sequence[Mention], text: Prose) -> Iterator[list[Mention]]:
    """Yield the runs of labels of one dimension that stand together: "North, South and East", "2022 to 2024"."""
    run: list[Mention] = []
    for mention in mentions:
        if run and not (run[-1].place == mention.place and _only_joins(text, run[-1].last, mention.first)):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def is_span(run: Sequence[Mention], text: Prose) -> bool:
    """Tell whether two labels are the ends of a run of them: "2022 to 2024", "between 2022 and 2024"."""
    if len(run) != 2:
        return False
    between = text.words[run[0].last : run[1].first]
    return between == ["to"] or (between == ["and"] and text.word(run[0].first - 1) == "between")


def _only_joins(text: Prose, first: int, last: int) -> bool:
    return last - first <= 3 and all(
        word in {",", "and", "to", "the", "in", "&", "or", "plus"} for word in text.words[first:last]
    )


def _goes_on(text: Prose, place: int, end: int) -> bool:
    """Tell whether a longer word or number goes on before or after ("North-East", "2022/23")."""
    before = text.joined(place) and (text.word(place - 1).isalnum() or _cut(text, place - 1, -1))
    after = text.joined(end) and (text.word(end)[0].isalnum() or _cut(text, end, 1))
    return before or after


def _cut(text: Prose, place: int, step: int) -> bool:
    """Tell whether a hyphen or the like ties a word to the next."""
    tied = text.joined(place + 1) if step > 0 else text.joined(place)
    return text.word(place) in _CUTS and tied and text.word(place + step)[0].isalnum()


def _is_year(text: Prose, place: int) -> bool:
    before = text.word(place - 1)
    if before == "," and text.word(place - 2) in MONTHS:
        return False
    return before not in MONTHS | _OPEN_SPANS | {"act", "regulations", "order"} and text.word(place + 1) != "act"


def _forms_of(label: str) -> Iterator[tuple[str, ...]]:
    words = tuple(prose.read(label).words[: prose.read(label).size])
    yield words
    if years := _FINANCIAL.fullmatch(label.strip()):
        start, end = years.groups()
        whole = end if len(end) == 4 else start[:2] + end
        for joint in ("/", "-", "to"):
            yield from ((start, joint, whole), (start, joint, whole[2:]))
    if len(words) == 1 and words[0] in MONTHS:
        yield from ((month,) for month in MONTHS if month[:_SHORT_MONTH] == words[0][:_SHORT_MONTH])
    if words and words[-1].isalpha():
        one = lexicon.singular(words[-1])
        yield from ((*words[:-1], form) for form in {one, f"{one}s", f"{words[-1]}'s"} - {words[-1]})
