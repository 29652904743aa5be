"""One written form for a reference to a provision, and the reading of chains such as "40(2)(3)&(4)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SPACE = r"[ \t\n\u00a0]"
NUMBER = r"\d{1,3}(?:[A-Z]{1,2}|[a-z](?![a-z]))?(?![\w%]|[.,]\d|[-/]\d{4})"
_LETTERS = r"(?:[a-zA-Z]|a[a-f]|[ivx]{1,4})"
_GROUP = rf"\({SPACE}?(\d{{1,2}}[A-Za-z]{{0,2}}|{_LETTERS}){SPACE}?\)"
_FILLER = rf"(?:,?{SPACE}(?:sub-?sections?|paragraphs?|paras?|limbs?){SPACE}?)"

_BASE = re.compile(NUMBER)
_FIRST_GROUP = re.compile(rf"(?:{SPACE}|{_FILLER})?{_GROUP}", re.I)
_NEXT_GROUP = re.compile(rf"(?:{_FILLER}?|{SPACE}(?=\({SPACE}?[A-Za-z])){_GROUP}", re.I)
_KEYWORD = re.compile(
    r"^\W*(?:(?:foisa|foia|foi|eirs?|dpa|uk|gdpr)\W+)*"
    r"(?:sections?|sect?s?|ss?|§+|regulations?|regs?|r|articles?|arts?|exemptions?|exceptions?)?\W*",
    re.I,
)
_ROMAN = re.compile(r"[ivx]+")

_SUBSECTION, _PARAGRAPH, _SUBPARAGRAPH = 1, 2, 3


def normalise_ref(text: str) -> str:
    """Write a reference in one form: "s31 (1)(a)" gives "31(1)(a)"; "S40(3a)(A)" gives "40(3A)(a)".

    A text that holds no reference comes back without its spaces at the ends.
    """
    start = _KEYWORD.match(text)
    place = start.end() if start else 0
    base = _BASE.match(text, place)
    if base is None:
        return text.strip()
    groups = "".join(f"({_token(token)})" for token, _ in groups_at(text, base.end()))
    return base.group().upper() + groups


def groups_at(text: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield each bracketed group that follows a place, with the place after it."""
    pattern = _FIRST_GROUP
    while match := pattern.match(text, place):
        place, pattern = match.end(), _NEXT_GROUP
        yield match.group(1), place


def group_at(text: str, place: int) -> "re.Match[str] | None":
    """Return a bracketed group that stands at a place."""
    return _NEXT_GROUP.match(text, place)


def _token(token: str) -> str:
    return token.upper() if token[0].isdigit() else token.lower()


@dataclass
class Chain:
    """The references of one citation, as its brackets are read from left to right."""

    base: str
    groups: list[tuple[int, str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        """The reference being read."""
        return self.base + "".join(f"({token})" for _, token in self.groups)

    def refs(self) -> tuple[str, ...]:
        """Return every reference read, each once, in order."""
        return tuple(dict.fromkeys((*self.done, self.ref)))

    def new_base(self, base: str) -> None:
        """Go on to another section or regulation."""
        self.done.append(self.ref)
        self.base, self.groups = base.upper(), []

    def add(self, token: str, *, separate: bool = False, through: bool = False) -> None:
        """Read a group: deeper than the last, or beside it.

        Args:
            token: what stands in the brackets.
            separate: a comma or a word stood before it, so that a new reference begins.
            through: "to" or a dash stood before it: the letters between belong too.
        """
        token = _token(token)
        level = self._level(token, separate)
        last = next((known for at, known in self.groups if at == level), "")
        if separate or any(at >= level for at, _ in self.groups):
            self.done.append(self.ref)
        self.groups = [(at, known) for at, known in self.groups if at < level]
        if through:
            self.done += [f"{self.ref}({between})" for between in _between(last, token)]
        self.groups.append((level, token))

    def _level(self, token: str, separate: bool) -> int:
        """Tell the depth of a group; "i", "v" and "x" are letters or Roman numerals by place."""
        if token[0].isdigit():
            return _SUBSECTION
        letter = next((known for at, known in self.groups if at == _PARAGRAPH), "")
        if not letter or not _ROMAN.fullmatch(token):
            return _PARAGRAPH
        if any(at == _SUBPARAGRAPH for at, _ in self.groups):
            return _SUBPARAGRAPH
        follows = len(letter) == len(token) == 1 and ord(token) == ord(letter) + 1
        return _PARAGRAPH if separate or follows else _SUBPARAGRAPH


def _between(first: str, last: str) -> list[str]:
    """Return the letters strictly between two; none where the two are not single letters in order."""
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return [chr(code) for code in range(ord(first) + 1, ord(last))]
    return []
