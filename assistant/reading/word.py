"""The words of a .docx that its page shows: paragraphs, tables, text boxes, notes, headers and footers.

Insertions that are tracked are on the page and are read; deletions are not. Source: ECMA-376, part 1, 17.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import InputError
from assistant.reading.packages import Node, attribute, child, local, opened, relations, under, xml
from assistant.reading.plain import BLANKS, pipe_table

_OTHERS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "tbl", "txbxContent", "instrText", "delText"})
_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})


def docx_text(path: Path) -> str:
    """Return what a reader of a .docx sees.

    Raises:
        InputError: it is damaged, protected, a bomb, or no Word document.
    """
    with opened(path) as archive:
        main = next(
            (target for _, kind, target, _ in relations(archive, "", path.name) if kind == "officeDocument"), ""
        )
        root = xml(archive, main or "word/document.xml", path.name)
        body = child(root, "body")
        if body is None:
            raise InputError("this is not a Word document", where=path.name, todo="Save it as .docx.")
        styles = _style_names(archive, path.name)
        blocks = list(_blocks(body, styles))
        for name in archive.namelist():
            if _OTHERS.fullmatch(name):
                part = xml(archive, name, path.name)
                blocks += [] if part is None else list(_blocks(part, styles))
    return BLANKS.sub("\n\n", "\n\n".join(block for block in blocks if block.strip())) + "\n"


def _style_names(archive: zipfile.ZipFile, where: str) -> dict[str, str]:
    named = under(xml(archive, "word/styles.xml", where), "style")
    return {attribute(one, "styleId"): attribute(child(one, "name"), "val").casefold() for one in named}


def _blocks(parent: Node, styles: dict[str, str]) -> Iterator[str]:
    """Yield paragraphs and tables in their order; content controls and notes are looked into."""
    waiting = list(reversed(parent))
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name == "p":
            yield _paragraph(node, styles)
            boxes = [one for one in under(node, "txbxContent") if not _is_fallback(one)]
            waiting.extend(one for box in reversed(boxes) for one in reversed(box))
        elif name == "tbl":
            yield pipe_table(_rows(node))
            waiting.extend(one for box in under(node, "txbxContent") if not _is_fallback(box) for one in reversed(box))
        elif name in _WRAPPERS or name in {"footnote", "endnote"}:
            waiting.extend(reversed(node))


def _is_fallback(node: Node) -> bool:
    """Tell the copy for old programs of what stands there already."""
    return any(local(one) == "Fallback" for one in node.iterancestors("{*}Fallback"))


def _rows(table: Node) -> list[list[str]]:
    """Return a table's cells; one that is merged downwards repeats the words of the first."""
    rows: list[list[str]] = []
    for row in _inside(table, "tr"):
        cells: list[str] = []
        for cell in _inside(row, "tc"):
            merged = child(cell, "tcPr", "vMerge")
            above = rows[-1][len(cells)] if rows and len(rows[-1]) > len(cells) else ""
            carried = merged is not None and attribute(merged, "val") in {"", "continue"}
            words = above if carried else "\n".join(_cell(cell)).strip()
            span = attribute(child(cell, "tcPr", "gridSpan"), "val")
            cells += [words] * (min(int(span), 100) if span.isdecimal() and int(span) else 1)
        rows.append(cells)
    return rows


def _inside(node: Node, wanted: str) -> Iterator[Node]:
    """Yield rows of a table, or cells of a row, also those in content controls."""
    waiting = list(reversed(node))
    while waiting:
        one = waiting.pop()
        if local(one) == wanted:
            yield one
        elif local(one) in _WRAPPERS:
            waiting.extend(reversed(one))


def _cell(cell: Node) -> Iterator[str]:
    for one in cell.iter("{*}p"):
        if not any(local(above) in {"txbxContent", "Fallback"} for above in _between(one, cell)):
            yield _spoken(one)


def _between(node: Node, top: Node) -> Iterator[Node]:
    for above in node.iterancestors():
        if above is top:
            return
        yield above


def _paragraph(node: Node, styles: dict[str, str]) -> str:
    text = _spoken(node)
    style = styles.get(attribute(child(node, "pPr", "pStyle"), "val"), "")
    if not text.strip():
        return ""
    if style.startswith("list"):
        return f"- {text}"
    if "quote" in style:
        return "> " + text.replace("\n", "\n> ")
    if style.startswith("heading") and style[-1:].isdigit():
        return f"{'#' * int(style[-1])} {text}"
    return text


def _spoken(paragraph: Node) -> str:
    """Return a paragraph's words; what is deleted, and what stands in a box, is left out."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in _PLAIN:
            parts.append(_PLAIN[name])
        elif name == "sym":
            parts.append(_symbol(attribute(node, "char")))
        elif name not in _SKIPPED:
            waiting.extend(reversed(node))
    return "".join(parts)


def _symbol(code: str) -> str:
    """Return a character of a symbol font, which Word keeps in the private area."""
    try:
        return chr(int(code, 16) & 0xFF if code.upper().startswith("F0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""
