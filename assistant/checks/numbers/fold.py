"""Plain characters from a letter's text: odd digits, markup, entities and invisible characters.

A count can be written so that a person reads it and a program does not: full-width or circled
digits, a bold ``**1**``, ``&#51;``, a zero-width space inside a word. Folding turns all of these
into plain ASCII and remembers where each character came from. Time is linear in the text.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.numbers.wordset import wordset

_SPECIAL = re.compile(
    r"<!--"
    r"|</?[A-Za-z](?!(?:ttps?|ailto):)[^<>\n@]{0,400}>"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,24}[0-9]{0,2});"
    r"|\\[!-/:-@\[-`{-~]"
    r"|[*_`~]+"
    r"|[^\t\n -~]"
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_SPOKEN_ATTRIBUTE = re.compile(
    r"\b(?:title|alt|aria-label|value|data-[a-z]{1,20})\s{0,3}=\s{0,3}[\"']([^\"'<>]{1,200})[\"']", re.I
)
_INLINE = wordset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub tt u var wbr"
)
_CELL = frozenset({"td", "th"})
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2032": "'"}
_SIGNS = {"\u2264": "<=", "\u2a7d": "<=", "\u2265": ">=", "\u2a7e": ">=", "\u00d7": "x", "\u2022": "\u2022"}
# Letters of other alphabets that look like Latin ones; only those that can spell a number word.
_LOOKALIKES = dict(zip("аеорсхуіјѕһԁɡοαενιτκνυηωЕОТНВАСКМРХІо", "aeopcxyijshdgoaevitkvuhwEOTHBACKMPXIo", strict=True))
FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_KEPT = frozenset("£€¢§†‡•¶°" + FRACTIONS)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Return the ASCII that stands for a character, or the character itself, or nothing."""
    for table in (_DASHES, _QUOTES, _SIGNS, _LOOKALIKES):
        if char in table:
            return table[char]
    if char in _KEPT:
        return char
    category = unicodedata.category(char)
    if category in {"Cf", "Cc", "Mn", "Me"}:
        return "\n" if char in "\x0b\x0c\x85" else ""
    if category in {"Zs", "Zl", "Zp"}:
        return "\n" if category != "Zs" else " "
    return _plain_number(char, category)


def _plain_number(char: str, category: str) -> str:
    if category in {"Nd", "No", "Nl", "Lo"}:
        value = unicodedata.numeric(char, None)
        if value is not None and value == int(value):
            raised = "<super>" in unicodedata.decomposition(char)
            return f"^{int(value)}" if raised else str(int(value))
    narrowed = unicodedata.normalize("NFKC", char)
    return narrowed if narrowed.isascii() else char


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and the way back to the original.

    Attributes:
        text: the folded text.
        runs: where each run of characters starts in the folded text.
        origins: where it starts in the original.
        widths: how many original characters an indivisible run stands for; 0 for a plain run.
    """

    text: str
    runs: tuple[int, ...]
    origins: tuple[int, ...]
    widths: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return the original offset of the folded character at ``position``."""
        run = bisect_right(self.runs, position) - 1
        inside = 0 if self.widths[run] else position - self.runs[run]
        return self.origins[run] + inside

    def end(self, position: int) -> int:
        """Return the original offset after the folded character before ``position``."""
        run = bisect_right(self.runs, position - 1) - 1
        return self.origins[run] + (self.widths[run] or position - self.runs[run])


class _Writer:
    """Collects folded pieces with their origins."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[int] = []
        self.origins: list[int] = []
        self.widths: list[int] = []
        self.length = 0

    def add(self, piece: str, origin: int, width: int) -> None:
        if piece:
            self.pieces.append(piece)
            self.runs.append(self.length)
            self.origins.append(origin)
            self.widths.append(width)
            self.length += len(piece)


def fold(text: str) -> Folded:
    """Return the text in plain characters, with a map back to the original offsets."""
    writer = _Writer()
    done = 0
    unclosed = False
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        writer.add(text[done:start], done, 0)
        piece = match.group()
        if piece == "<!--":
            # A comment is read like any other words: whoever has the file can read it.
            close = -1 if unclosed else text.find("-->", end)
            unclosed = unclosed or close < 0
            writer.add(" ( ", start, end - start)
        elif piece[0] == "<":
            _add_tag(writer, piece, start)
        else:
            writer.add(_replacement(piece, text, start, end), start, end - start)
        done = end
    writer.add(text[done:], done, 0)
    return Folded(
        "".join(writer.pieces), tuple(writer.runs or [0]), tuple(writer.origins or [0]), tuple(writer.widths or [0])
    )


def _add_tag(writer: _Writer, tag: str, start: int) -> None:
    match = _TAG.match(tag)
    name = match.group(1).lower() if match else ""
    writer.add(_tag_as_text(name, closing=tag[1] == "/"), start, len(tag))
    for attribute in _SPOKEN_ATTRIBUTE.finditer(tag):
        writer.add(" (", start, len(tag))
        writer.add(attribute.group(1), start + attribute.start(1), 0)
        writer.add(") ", start, len(tag))


def _tag_as_text(name: str, *, closing: bool) -> str:
    if name == "sup":
        return "" if closing else "^"
    if name in _INLINE:
        return ""
    if name in _CELL:
        return "" if closing else " | "
    return "\n"


def _replacement(piece: str, text: str, start: int, end: int) -> str:
    head = piece[0]
    if head == "&":
        decoded = html.unescape(piece)
        return piece if decoded == piece else "".join(map(_as_plain, decoded))
    if head == "\\":
        return piece[1]
    if head in "*_`~":
        return _emphasis(piece, text, start, end)
    return _plain(head)


def _as_plain(char: str) -> str:
    return char if " " <= char <= "~" else _plain(char)


def _emphasis(piece: str, text: str, start: int, end: int) -> str:
    """Drop Markdown emphasis; keep a lone mark, a bullet and an underscore inside a name."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if "_" in piece and before.isalnum() and after.isalnum():
        return " " * len(piece) if len(piece) > 1 else "_"
    if before.isspace() and (after.isspace() or after == "|"):
        return piece
    if before == "|" and (after.isspace() or after == "|"):
        return piece
    if piece == "*" and before.isspace() and after in ".,;" and text[start - 2 : start - 1] == ":":
        return piece  # "Under 18: *." keeps a number back
    return ""
