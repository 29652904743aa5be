"""What a .docx holds and its page does not show.

Comments, tracked changes, words that are hidden, in the colour of their ground or too small to read (by themselves or by
their style), words under a black box. Source of the elements: ECMA-376, part 1, 17.3 and 17.13.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from assistant.checks.hidden import office
from assistant.checks.hidden.traces import Kind, Trace
from assistant.checks.hidden.word_looks import Look, Looks
from assistant.findings import Verdict
from assistant.reading.packages import Node, attribute, child, local, opened, under, xml

COMMENT = Kind(
    "hidden.comment",
    "The document has comments",
    "In Word: Review, Delete, Delete All Comments in Document; then save.",
)
TRACKED = Kind(
    "hidden.tracked",
    "The document has tracked changes",
    "In Word: Review, Accept All Changes and Stop Tracking (or Reject); hiding the mark-up removes nothing.",
)
TEXT = Kind(
    "hidden.text",
    "The document has words that are hidden, in the colour of the page, or too small to read",
    "In Word: File, Info, Check for Issues, Inspect Document, Invisible Content and Hidden Text, Remove All; select the place and delete it.",
)
COVERED = Kind(
    "hidden.covered",
    "The document has words under a black box or black shading",
    "A box over words does not remove them. Delete the words, type [redacted] in their place, and save.",
)
_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_NOTES = {"header": "the header", "footer": "the footer", "footnotes": "a footnote", "endnotes": "an endnote"}
_CHANGES = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_RESTYLED = ("rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "tcPrChange", "trPrChange", "tblGridChange")
_SPOKEN = ("t", "delText")
# A box smaller than 3 mm (in English metric units) is a rule or a border.
_LEAST_BOX = 108_000
_START = 30


def word_document(path: Path, known: str, shown: str) -> Iterator[Trace]:
    """Find what a .docx hides.

    Args:
        path: the file.
        known: words whose names are fine in the properties.
        shown: the words that a reader of the page sees.

    Raises:
        InputError: the file is damaged, protected, a bomb, or has external entities.
    """
    with opened(path) as archive:
        looks = Looks(xml(archive, "word/styles.xml", path.name))
        noted: dict[str, str] = {}
        for name in archive.namelist():
            match = _PARTS.fullmatch(name)
            root = xml(archive, name, path.name) if match else None
            if match and root is not None:
                part = _Part(_NOTES.get(match.group(1), ""), looks)
                yield from part.traces(root)
                noted |= part.noted
        yield from _comments(archive, path.name, noted)
        yield from _variables(archive, path.name)
        yield from office.embedded(archive, path.name)
        yield from office.own_data(archive, path.name)
        yield from office.descriptions(archive, path.name, "word", shown)
        yield from office.properties(archive, path.name, known)


def _comments(archive: zipfile.ZipFile, where: str, noted: dict[str, str]) -> Iterator[Trace]:
    for number, comment in enumerate(under(xml(archive, "word/comments.xml", where), "comment"), start=1):
        place = noted.get(attribute(comment, "id"), "")
        words = "\n".join(_spoken(one) for one in under(comment, "p"))
        yield Trace(COMMENT, f"comment {number}{_by(comment)}{' on ' + place if place else ''}", words)


def _by(node: Node) -> str:
    author = attribute(node, "author").strip()
    return f" by {author[:60]}" if author else ""


def _variables(archive: zipfile.ZipFile, where: str) -> Iterator[Trace]:
    settings = xml(archive, "word/settings.xml", where)
    for one in under(settings, "docVar"):
        yield Trace(
            office.CUSTOM, f"the document variable {attribute(one, 'name')}", attribute(one, "val"), Verdict.PASS
        )
    for one in under(settings, "query", "connectString"):
        yield Trace(office.CUSTOM, "the source of a mail merge", attribute(one, "val"))
    glossary = xml(archive, "word/glossary/document.xml", where)
    words = "\n".join(_spoken(one) for one in under(glossary, "p"))
    if words.strip():
        yield Trace(office.CUSTOM, "the building blocks", words, Verdict.PASS)


def _spoken(node: Node) -> str:
    return "".join(one.text or "" for one in under(node, *_SPOKEN))


def _seen(paragraph: Node) -> Iterator[str]:
    """Yield the words of a paragraph that are not hidden or deleted, by which it is known."""
    for run in under(paragraph, "r"):
        if child(run, "rPr", "vanish") is None and local(run.getparent()) not in {"del", "moveFrom"}:
            yield "".join(one.text or "" for one in run if local(one) == "t")


class _Part:
    """One part of a document, read from its first element to its last."""

    def __init__(self, name: str, looks: Looks) -> None:
        self.name = name
        self.looks = looks
        self.number = 0
        self.place = name
        self.noted: dict[str, str] = {}
        self.changes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self.unseen: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        self.boxed: list[str] = []
        self.restyled: list[str] = []

    def traces(self, root: Node) -> Iterator[Trace]:
        """Yield what the part hides."""
        self._read(root)
        for (change, by, place), words in self.changes.items():
            yield Trace(TRACKED, f"words {change}{by} in {place}", "".join(words))
        if not self.changes:
            for place in self.restyled[:1]:
                yield Trace(TRACKED, f"a change of format in {place}")
        for (kind, place), words in self.unseen.items():
            yield Trace(kind, place, "".join(words))
        for place in self.boxed:
            yield Trace(COVERED, f"a dark shape that lies over the text at {place}")

    def _read(self, root: Node) -> None:
        """Walk without recursion, so that no depth of nesting matters."""
        waiting: list[tuple[Node, Look, tuple[str, str] | None]] = [(root, self.looks.of_page(root), None)]
        while waiting:
            node, look, change = waiting.pop()
            name = local(node)
            if name == "Fallback":
                continue
            if name == "p":
                self._enter(node)
            elif name in {"commentRangeStart", "commentReference"}:
                self.noted.setdefault(attribute(node, "id"), self.place)
            elif name in _RESTYLED:
                self.restyled.append(self.place)
                continue
            elif name == "anchor" and _is_box(node):
                self.boxed.append(self.place)
            look = self.looks.inside(node, name, look)
            if name in _CHANGES:
                change = (_CHANGES[name], _by(node))
                mark = local(node.getparent()) if node.getparent() is not None else ""
                if mark in {"rPr", "trPr"}:
                    self.changes[(*change, self.place)].append("")
            elif name in _SPOKEN:
                self._hear(node.text or "", look, change)
            waiting.extend((one, look, change) for one in reversed(node))

    def _enter(self, paragraph: Node) -> None:
        if _spoken(paragraph).strip():
            self.number += 1
            words = re.sub(r"\d+", "…", " ".join("".join(_seen(paragraph)).split()))
            named = f" (“{words[:_START]}{'…' * (len(words) > _START)}”)" if words else ""
            self.place = self.name or f"paragraph {self.number}{named}"

    def _hear(self, words: str, look: Look, change: tuple[str, str] | None) -> None:
        if change is not None:
            self.changes[(*change, self.place)].append(words)
        if not words.strip():
            return
        if look.unseen:
            self.unseen[TEXT, self.place].append(words)
        elif look.blackened:
            self.unseen[COVERED, self.place].append(words)


def _is_box(anchor: Node) -> bool:
    """Tell whether a drawing is a dark shape without words that floats before the text."""
    from assistant.checks.hidden.colours import is_dark

    extent = child(anchor, "extent")
    sides = [int(attribute(extent, side) or 0) for side in ("cx", "cy")] if extent is not None else [0]
    if min(sides) < _LEAST_BOX or attribute(anchor, "behindDoc") in {"1", "true"}:
        return False
    for properties in under(anchor, "spPr"):
        fill = child(properties, "solidFill")
        colour = next((attribute(one, "val") for one in fill), "") if fill is not None else ""
        if (is_dark(colour) or colour in {"tx1", "dk1"}) and not "".join(_spoken(anchor)).strip():
            return True
    return False
