"""A letter as tokens: words, numbers, marks and line ends, over the folded text."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from assistant.checks.numbers.fold import FRACTIONS, Folded, fold
from assistant.checks.numbers.wordset import wordset

_TOKEN = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)?"
    r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
    rf"|[{FRACTIONS}]"
    r"|\n"
    r"|[^\s]"
)
_SPAN = 80
_PADDING = 100
_LABEL = 12
_STOPS = frozenset(".!?;")
_BEFORE_NUMBERS = wordset(
    "no nos s ss para paras reg regs art arts p pp fig sec sect ch vol v rev ref approx c ca tel ext pt sch cl"
)
_BEFORE_NAMES = wordset("mr mrs ms dr prof cllr st rev hon sgt insp supt messrs")


@dataclass
class Prose:
    """Tokens of one text, with the way back to its offsets.

    Attributes:
        folded: the folded text.
        words: each token in lower case, and line ends as padding.
        starts: its offset in the folded text.
        size: how many tokens there are.
        word: returns a token by its place; a line end just outside the text.
        noun_kinds: what the nouns looked at so far are, so that each is judged once.
    """

    folded: Folded
    words: list[str]
    starts: list[int]
    noun_kinds: dict[int, str] = field(default_factory=dict)
    size: int = field(init=False)
    word: Callable[[int], str] = field(init=False)

    def __post_init__(self) -> None:
        """Pad the tokens with line ends, so that a look past either end of the text finds one."""
        self.size = len(self.words)
        self.words.extend(["\n"] * _PADDING)
        self.starts.extend([len(self.folded.text)] * _PADDING)
        self.word = self.words.__getitem__

    def raw(self, index: int) -> str:
        """Return a token as it is written, capitals kept."""
        if not 0 <= index < self.size:
            return "\n"
        start = self.starts[index]
        return self.folded.text[start : start + len(self.words[index])]

    def stop(self, index: int) -> int:
        """Return the folded offset after a token."""
        return self.starts[index] + len(self.words[index])

    def joined(self, index: int) -> bool:
        """Tell whether nothing stands between a token and the one before."""
        return 0 < index < self.size and self.stop(index - 1) == self.starts[index]

    def ends_sentence(self, index: int) -> bool:
        """Tell whether a sentence ends at this token."""
        word = self.word(index)
        if word == "\n":
            following = self.word(index + 1)
            opens = following in "\n|-*\u2022>#" or following.isdigit()
            return opens or self.word(index - 1) in {":", "|"} or self._opens_label(index + 1)
        return word in _STOPS and not (word == "." and (self.joined(index + 1) or self._abbreviates(index)))

    def _opens_label(self, place: int) -> bool:
        """Tell "Number dismissed: three" on a line of its own from a line that goes on."""
        if not self.raw(place)[0].isupper():
            return False
        near = self.words[place + 1 : place + _LABEL]
        end = next((step for step, word in enumerate(near) if word in {":", "\n", "."}), None)
        return end is not None and near[end] == ":"

    def _abbreviates(self, index: int) -> bool:
        """Tell the point of "No. 3", "Mr. Hale", "para. 4" and "e.g. two" from a full stop."""
        before, after = self.word(index - 1), self.word(index + 1)
        if before in _BEFORE_NUMBERS:
            return after[0].isdigit()
        if before in _BEFORE_NAMES:
            return self.raw(index + 1)[0].isupper()
        # What goes on without a capital goes on: "e.g. two", "approx. four", "etc. were".
        return after[0].isalpha() and self.raw(index + 1)[0].islower()

    @cached_property
    def _ends(self) -> list[int]:
        marks = _STOPS | {"\n"}
        places = [place for place, word in enumerate(self.words) if word in marks]
        return [place for place in places if place < self.size and self.ends_sentence(place)]

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the tokens of the sentence round a token, at most 80 each way."""
        place = bisect_left(self._ends, index)
        before = self._ends[place - 1] + 1 if place else 0
        after = self._ends[place] if place < len(self._ends) else self.size
        return max(before, index - _SPAN), min(after, index + _SPAN, self.size)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the original offsets of the tokens from ``first`` up to ``last``."""
        return self.folded.start(self.starts[first]), self.folded.end(self.stop(last - 1))

    def chunk(self, index: int) -> tuple[str, int]:
        """Return the unbroken run of characters round a token and the token's place in it."""
        text, start = self.folded.text, self.starts[index]
        before = text[max(0, start - _SPAN) : start].replace("|", " ")
        after = text[start : start + _SPAN].replace("|", " ")
        left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
        return left + after.split(None, 1)[0], len(left)


def read(text: str) -> Prose:
    """Return a text's tokens; linear in the text."""
    folded = fold(text)
    words: list[str] = []
    starts: list[int] = []
    lowered = folded.text.lower()
    if len(lowered) != len(folded.text):
        # A few letters change length when lowered; offsets matter more than their case.
        lowered = folded.text
    for match in _TOKEN.finditer(lowered):
        words.append(match.group())
        starts.append(match.start())
    return Prose(folded, words, starts)
