"""Search a long letter for a pattern only near the words that the pattern needs.

Most patterns of the checks need one of a few words ("qualified person", "withheld"). To look for a word costs next to nothing,
to try a pattern at each place of a letter of many pages does not. So a long text is searched only where such a word stands, with room
for the longest match on either side; what is found is the same.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

Pattern = re.Pattern[str]
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|P<\w+>|[a-z]+:)|\(|\)|\||[?*+]|\{[0-9]*,?[0-9]*\}|.", re.S
)
# A capital that stands for itself, and what holds capitals that do not: escapes and the names of groups.
_CAPITAL = re.compile(r"\\.|\(\?P[<=]\w+[>)]|[A-Z]")
_OPTIONAL = re.compile(r"[?*]|\{0?,|\{0\}")
_QUANTIFIER = re.compile(r"[?*+]|\{[0-9]*,?[0-9]*\}")
_LOOKS = ("(?=", "(?!", "(?<")
_SHORT_LETTER = 40_000
_LEAST = 2
# A sign that is as good as a word of some letters.
_RARE, _AS_RARE_AS = "@", 6
# No match of the checks' patterns reaches further from a word that it needs; places nearer to each other share a window.
_ROOM, _STRIDE = 1000, 2000


class Seeker:
    """Searches one text.

    Attributes:
        text: what is searched.
        vocabulary: its distinct words in small letters, with spaces between; empty for a text so short that it is simply searched.
    """

    def __init__(self, text: str, words: Iterable[str]) -> None:
        """Take a text and its words in small letters."""
        self.text = text
        self.vocabulary = f"{' '.join(set(words))} " if len(text) > _SHORT_LETTER else ""

    def over(self, text: str) -> "Seeker":
        """Return a seeker in another text of the same words."""
        other = Seeker(text, ())
        other.vocabulary = self.vocabulary
        return other

    def find(self, pattern: Pattern) -> "Iterator[re.Match[str]]":
        """Yield the matches in the whole text, in order."""
        small = _in_small_letters(pattern) if len(self._lower) == len(self.text) else None
        for start, end in self._windows(pattern):
            if small is None:
                yield from pattern.finditer(self.text, start, end)
                continue
            for match in small.finditer(self._lower, start, end):
                found = pattern.match(self.text, match.start(), end)
                if found:
                    yield found

    def first(self, pattern: Pattern) -> "re.Match[str] | None":
        """Return the first match in the whole text."""
        return next(self.find(pattern), None)

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    def _windows(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Return the spans outside which there can be no match, in order; they do not overlap."""
        whole = [(0, len(self.text))]
        needed = stems_of(pattern.pattern) if self.vocabulary else frozenset()
        if not needed:
            return whole
        windows: list[tuple[int, int]] = []
        for start, end in sorted(one for stem in needed if stem in self.vocabulary for one in self._near(stem)):
            if windows and start <= windows[-1][1]:
                windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
            else:
                windows.append((start, end))
        # A few letters change length when lowered, and places with them.
        return windows if len(self._lower) == len(self.text) else whole

    def _near(self, stem: str) -> Iterator[tuple[int, int]]:
        place = self._lower.find(stem)
        while place >= 0:
            yield max(0, place - _ROOM), min(len(self.text), place + _STRIDE + _ROOM)
            place = self._lower.find(stem, place + _STRIDE)


@lru_cache(maxsize=1024)
def _in_small_letters(pattern: Pattern) -> Pattern | None:
    """Return a pattern that finds in small letters what one that ignores case finds in any: in half the time."""
    if not pattern.flags & re.IGNORECASE:
        return None
    source = _CAPITAL.sub(
        lambda match: match.group().lower() if len(match.group()) == 1 else match.group(), pattern.pattern
    )
    return re.compile(source, pattern.flags & ~re.IGNORECASE)


@lru_cache(maxsize=1024)
def stems_of(source: str) -> frozenset[str]:
    """Return runs of letters (or the sign of an address) of which every match of a pattern holds at least one; none where there is no such set."""
    needed, _ = _alternatives([match.group() for match in _TOKEN.finditer(source)], 0)
    return needed or frozenset()


def _alternatives(tokens: list[str], place: int) -> tuple[frozenset[str] | None, int]:
    """Read alternatives up to the bracket that closes them; return what they need, and the place after it."""
    needed: list[frozenset[str] | None] = []
    while True:
        one, place = _sequence(tokens, place)
        needed.append(one)
        if place >= len(tokens) or tokens[place] == ")":
            break
        place += 1
    every = [one for one in needed if one]
    return (frozenset().union(*every) if len(every) == len(needed) else None), place + 1


def _sequence(tokens: list[str], place: int) -> tuple[frozenset[str] | None, int]:
    """Read one alternative; return the rarest of what it needs, and the place of the bar or bracket after it."""
    found: list[frozenset[str]] = []
    run = ""
    while place < len(tokens) and tokens[place] not in {"|", ")"}:
        token, inner = tokens[place], None
        place += 1
        if token[0] == "(":
            inner, place = _alternatives(tokens, place)
            inner = None if token.startswith(_LOOKS) else inner
        optional, place, repeated = _quantified(tokens, place)
        letter = len(token) == 1 and token.isalpha() and token.isascii()
        if letter and not optional:
            run += token.lower()
        if not letter or optional or repeated:
            found.append(frozenset({run}))
            run = ""
        if inner and not optional:
            found.append(inner)
        if token == _RARE and not optional:
            found.append(frozenset({token}))
    found.append(frozenset({run}))
    usable = [one for one in found if all(len(stem) >= _LEAST or stem == _RARE for stem in one)]
    return max(usable, key=lambda one: (min(map(_rarity, one)), -len(one)), default=None), place


def _rarity(stem: str) -> int:
    return _AS_RARE_AS if stem == _RARE else len(stem)


def _quantified(tokens: list[str], place: int) -> tuple[bool, int, bool]:
    """Read what follows an atom: whether it may be missing, the place after that, and whether there was anything."""
    first = place
    while place < len(tokens) and _QUANTIFIER.fullmatch(tokens[place]):
        place += 1
    return place > first and bool(_OPTIONAL.match(tokens[first])), place, place > first
