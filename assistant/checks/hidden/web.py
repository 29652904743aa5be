"""What an .html page holds and does not show.

Comments, elements that style, attribute or place hides, letters in the colour of their ground, form fields that are
hidden, scripts with figures, numbers in attributes, an author in the head. Styles are read from the element and from the
page's own sheet; nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.checks.hidden import office
from assistant.checks.hidden.colours import is_dark, lost
from assistant.checks.hidden.traces import Kind, Trace
from assistant.checks.hidden.web_styles import Styles
from assistant.findings import Verdict
from assistant.reading.packages import Node
from assistant.reading.plain import decoded
from assistant.reading.web import parsed

COMMENT = Kind(
    "hidden.comment",
    "The page has comments in its source",
    "Delete what stands between <!-- and --> in the source, or export the letter again.",
)
TEXT = Kind(
    "hidden.text",
    "The page has words that are not shown",
    "Delete the element from the source; a style that hides it removes nothing.",
)
CHANGE = Kind(
    "hidden.change",
    "The page keeps words that were struck out",
    "Accept the changes in the program that wrote it, or delete the <del> elements; a line through words removes nothing.",
)
COVERED = Kind(
    "hidden.covered",
    "The page has dark words on a dark ground",
    "Colour removes nothing: delete the words, and type [redacted] in their place.",
)
ATTRIBUTE = Kind(
    "hidden.attribute",
    "An attribute of the source tells what the page does not",
    "Take the number or name out of the attribute; whoever points at the words, or reads the source, sees it.",
    describes=True,
)
SCRIPT = Kind(
    "hidden.script", "The page has scripts that hold figures", "Send a page without scripts, or a PDF made from it."
)
METADATA = Kind(
    "hidden.metadata", "The page's source names a person", "Delete the author's name from the head of the source."
)

# Marks by which old browsers and word processors tell parts apart; they say nothing.
_CONDITION = re.compile(r"\[if [^\]]{0,80}\]>?|<?!\[endif\]|(?:Start|End)Fragment$", re.I)
_OFFICE_AUTHOR = re.compile(r"<o:(?:Last)?Author>([^<]{1,100})<", re.I)
_MARK = re.compile(r"[\s\[\]()*.<–-]*(?:[czsx]|\d{1,2})?[\s\[\]()*.–-]*", re.I)
_FOR_SCREEN_READERS = re.compile(r"(?:^|[\s_-])(?:sr-only|screen-?reader|visually-?hidden|skip)", re.I)
_SPOKEN = frozenset(
    {"title", "alt", "aria-label", "aria-description", "aria-valuetext", "summary", "placeholder", "label", "srcdoc"}
)
_UNSHOWN = frozenset({"head", "title", "style", "script", "meta", "link", "template"})
_AUTHORS = re.compile(r"(?:dc(?:terms)?\.)?(?:author|creator|publisher-name)", re.I)
_DESCRIBING = re.compile(r"description|keywords|subject|(?:og|twitter):(?:title|description)", re.I)
_FIGURES = re.compile(r"[\[:,=]\s*\"?\d")
_DATUM = re.compile(r"[\[:,=]\s*[\"']?(\d+)[\"']?(?=\s*[,\]};])")
_SHORTEST_DATA = 3
_SPECIAL = frozenset({"script", "template", "del"})
_MARKED = {"template": "a template"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look in an element.

    Attributes:
        why: what keeps them from being shown at all; empty where nothing does.
        colour: of the letters.
        ground: of what is behind them.
        line: of the source, where the hiding starts.
        for_readers: they are put aside for those who listen to the page.
        kind: how they are hidden; None where they are seen.
        reason: the same in words.
    """

    why: str = ""
    colour: str = "#000"
    ground: str = "#fff"
    line: int = 0
    for_readers: bool = False
    kind: Kind | None = None
    reason: str = ""


def _look(why: str, colour: str, ground: str, line: int, *, for_readers: bool) -> _Look:
    if why:
        return _Look(why, colour, ground, line, for_readers, TEXT, why)
    if lost(colour, ground):
        return _Look(why, colour, ground, line, False, TEXT, "letters in the colour of their ground")
    if is_dark(colour) and is_dark(ground):
        return _Look(why, colour, ground, line, False, COVERED, "dark letters on a dark ground")
    return _Look(why, colour, ground, line)


def web_page(path: Path, known: str, shown: str) -> Iterator[Trace]:
    """Find what a page hides.

    Args:
        path: the file.
        known: words whose names are fine in the head.
        shown: the words that a reader sees.

    Raises:
        InputError: the page cannot be read, or is nested too deeply.
    """
    root = parsed(decoded(path.read_bytes(), path.name), path.name)
    if root is None:
        return
    reader = _Reader(root, shown)
    reader.read(root)
    yield from reader.traces
    yield from _comments(root, known)
    yield from _head(root, known)


class _Reader:
    """Reads a page from its first element to its last, with the look of each from the outside in."""

    def __init__(self, root: Node, shown: str) -> None:
        self.styles = Styles("\n".join(one.text or "" for one in root.iter("style")))
        self.numbers = frozenset(re.findall(r"\d+", shown))
        self.traces: list[Trace] = []
        self.unseen: dict[tuple[Kind, str, int, bool], list[str]] = {}

    def read(self, root: Node) -> None:
        """Collect the traces of everything below an element."""
        waiting: list[tuple[Node, _Look]] = [(root, _Look())]
        while waiting:
            node, look = waiting.pop()
            if not isinstance(node.tag, str):
                continue
            if node.attrib or node.tag in self.styles.tags or node.tag in _SPECIAL:
                look = self._enter(node, look)
            if look.kind is not None and node.tag not in _UNSHOWN - {"template"}:
                self._hear(node.text, look)
                for child in node:
                    self._hear(child.tail, look)
            waiting.extend((one, look) for one in reversed(node))
        for (kind, why, line, for_readers), words in self.unseen.items():
            # What somebody took off the page must not go out with it, whatever it says.
            floor = Verdict.PASS if for_readers else Verdict.BLOCK
            self.traces.append(Trace(kind, f"line {line}, {why}", " ".join(" ".join(words).split()), floor))
        for text in self.styles.spoken:
            self.traces.append(Trace(TEXT, "the style sheet's own words", text, Verdict.PASS))

    def _enter(self, node: Node, outer: _Look) -> _Look:
        """Note what an element's attributes tell, and return the look of what stands in it."""
        line = node.sourceline or 0
        self._attributes(node, line)
        if node.tag == "script" and _FIGURES.search(node.text or ""):
            kept = [number for number in _DATUM.findall(node.text or "") if number not in self.numbers]
            self.traces.append(Trace(SCRIPT, f"line {line}", cells=tuple(kept)))
        if node.tag in _UNSHOWN - {"template"}:
            return outer
        if node.tag == "input" and node.get("type") == "hidden":
            value = node.get("value", "")
            if any(char.isdigit() for char in value) or " " in value:
                self.traces.append(Trace(TEXT, f"line {line}, a hidden field", value, Verdict.BLOCK))
        if node.tag == "del":
            self.traces.append(Trace(CHANGE, f"line {line}", "".join(node.itertext())))
        style = self.styles.of(node)
        why = outer.why
        if not why:
            why = _MARKED.get(node.tag, "the attribute hidden" if node.get("hidden") is not None else style.why)
        elif style.shows_again:
            why = ""
        aside = style.aside and (
            _FOR_SCREEN_READERS.search(node.get("class", "")) or node.get("href", "").startswith("#")
        )
        return _look(
            why,
            style.colour or node.get("color", "") or outer.colour,
            style.ground or node.get("bgcolor", "") or outer.ground,
            outer.line if outer.kind is not None else line,
            for_readers=bool(aside) or outer.for_readers,
        )

    def _hear(self, words: str | None, look: _Look) -> None:
        if look.kind is not None and words and words.strip():
            self.unseen.setdefault((look.kind, look.reason, look.line, look.for_readers), []).append(words)

    def _attributes(self, node: Node, line: int) -> None:
        for name, value in node.attrib.items():
            if name not in _SPOKEN and not (name.startswith("data-") and len(value) <= 2000):
                continue
            digits = re.findall(r"\d+", value)
            if name.startswith("data-") and not digits and len(value.split()) < _SHORTEST_DATA:
                continue
            behind = (
                digits
                and node.tag in {"td", "th", "span", "abbr", "p", "li"}
                and _MARK.fullmatch("".join(node.itertext())[:40])
            )
            if behind:
                self.traces.append(Trace(ATTRIBUTE, f"line {line}, {name} behind a mark", value, Verdict.BLOCK))
                continue
            secret = any(one not in self.numbers for one in digits) and not office.is_file_name(value)
            floor = Verdict.REVIEW if secret and not name.startswith("data-") else Verdict.PASS
            if name.startswith("data-") and not _is_prose(value):
                continue
            self.traces.append(Trace(ATTRIBUTE, f"line {line}, {name}", value, floor))


def _is_prose(value: str) -> bool:
    """Tell words and bare numbers from the codes and settings that scripts keep in attributes."""
    return bool(re.fullmatch(r"\d{1,9}", value)) or (
        len(value.split()) >= _SHORTEST_DATA and not value.lstrip().startswith(("{", "["))
    )


def _comments(root: Node, known: str) -> Iterator[Trace]:
    """Find remarks; conditions for old browsers, which word processors write, are none unless they name the author."""
    from lxml import etree  # type: ignore[import-untyped]

    before = root.itersiblings(etree.Comment, preceding=True)
    after = root.itersiblings(etree.Comment)
    for node in [*before, *root.iter(etree.Comment), *after]:
        words = (node.text or "").strip()
        for name in _OFFICE_AUTHOR.findall(words):
            if office.is_a_name(name, known):
                yield Trace(METADATA, f"author: {name[:60]}")
        if words and not _CONDITION.match(words):
            yield Trace(COMMENT, f"line {node.sourceline}", words)


def _head(root: Node, known: str) -> Iterator[Trace]:
    for meta in root.iter("meta"):
        name, content = meta.get("name") or meta.get("property") or "", meta.get("content", "")
        if _AUTHORS.fullmatch(name) and office.is_a_name(content, known):
            yield Trace(METADATA, f"author: {content[:60]}")
        elif _DESCRIBING.fullmatch(name):
            yield Trace(METADATA, f"the {name} in the head", content, Verdict.PASS)
    for title in root.iter("title"):
        yield Trace(METADATA, "the title", title.text or "", Verdict.PASS)
