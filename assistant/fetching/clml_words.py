"""The words of a provision in CLML, as they stand in force.

Crown Legislation Markup Language wraps what was changed: ``Addition`` and ``Substitution`` hold words that are law,
``Repeal`` words that are not (or the dots that stand for them), ``BlockAmendment`` another statute's words.
Reference: https://github.com/legislation/clml-schema
"""

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # ElementTree's; defusedxml has no types

NUMBERED = frozenset({"P2", "P3", "P4", "P5", "P6", "P7"})
IN_FORCE, REPEALED, PROSPECTIVE = "in force", "repealed", "not yet in force"
LEFT_OUT = "…"
_NOT_WORDS = frozenset(
    {"CommentaryRef", "Commentaries", "FootnoteRef", "Footnotes", "MarginNoteRef", "MarginNotes", "Title", "Reference"}
    | {"Figure", "Image", "Versions", "TitleBlock", "Number"}
)
_DOTS = re.compile(r"(?:[.…]\s*){3,}|…")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def tag(element: Element) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """Return the first child of a name."""
    return next((one for one in element if tag(one) == name), None)


def label(element: Element) -> str:
    """Return the number of a provision without brackets and points; "" where it has none."""
    number = child(element, "Pnumber")
    return "" if number is None else re.sub(r"[\s().\[\]]+", "", _raw(number))


def state(element: Element) -> str:
    """Tell whether a provision is law: by its marks, else by whether anything but dots is left of it."""
    marked = state_marked(element)
    if marked != IN_FORCE:
        return marked
    return IN_FORCE if re.search(r"\w", _bare(element)) else REPEALED


def state_marked(element: Element) -> str:
    """Tell what the marks on an element say; ``Match="false"`` is text that does not apply at the version's date."""
    status = element.get("Status", "").casefold()
    if status in {"repealed", "revoked"}:
        return REPEALED
    if status == "prospective":
        return PROSPECTIVE
    if element.get("Match") == "false":
        return REPEALED if element.get("RestrictEndDate") else PROSPECTIVE
    return IN_FORCE


def flow(element: Element) -> Iterator[str | Element]:
    """Yield what a provision is made of, in order: words, and the numbered provisions one level below it."""
    own = child(element, "Pnumber")
    for one in element:
        name = tag(one)
        if one is own or name in _NOT_WORDS or not name:
            continue
        if name in NUMBERED and label(one):
            yield one
        elif name == "Repeal":
            yield _inline(one, outer=True)
        elif name in {"Text", "Para"} and not any(tag(inner) == "Text" for inner in one):
            yield _inline(one)
        elif name == "BlockAmendment":
            yield f"“{words(one)}”"
        elif name == "OrderedList":
            yield listed(one)
        elif name == "table":
            yield _rows(one)
        else:
            yield from flow(one)


def words(element: Element) -> str:
    """Return the words of a provision, the numbers of its paragraphs in brackets, its own left out."""
    pieces = (one if isinstance(one, str) else _numbered(one) for one in flow(element))
    return tidy(" ".join(pieces))


def tidy(text: str) -> str:
    """Return a text with single spaces, and one ellipsis for each row of dots."""
    text = re.sub(r"\s+", " ", _DOTS.sub(f" {LEFT_OUT} ", text))
    return re.sub(r" ([,;:)”])", r"\1", text).strip()


def _numbered(element: Element) -> str:
    found = state(element)
    return f"({label(element)}) {words(element) if found == IN_FORCE else f'[{found}]'}"


def _bare(element: Element) -> str:
    """Return the words without any number, to see whether something is left."""
    return " ".join(one if isinstance(one, str) else _bare(one) for one in flow(element))


def _inline(element: Element, *, outer: bool = False) -> str:
    """Return running text; repealed words are left out, or marked where they stand for a part of the country only."""
    if outer:
        return _repealed(element)
    pieces = [element.text or ""]
    for one in element:
        name = tag(one)
        if name == "Repeal":
            pieces.append(_repealed(one))
        elif name and name not in _NOT_WORDS:
            pieces.append(_inline(one))
        pieces.append(one.tail or "")
    return "".join(pieces)


def _repealed(element: Element) -> str:
    where = element.get("Extent", "")
    if where and element.get("RetainText") == "true":
        return f"{_inline(element)} [repealed for {extent_in_words(where)}]"
    return f" {LEFT_OUT} "


def extent_in_words(extent: str) -> str:
    """Write an extent such as "E+W+S" in words."""
    names = {"E": "England", "W": "Wales", "S": "Scotland", "N.I.": "Northern Ireland", "NI": "Northern Ireland"}
    parts = [names.get(one.strip(), one.strip()) for one in extent.split("+") if one.strip()]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def list_labels(ordered: Element) -> Iterator[tuple[str, Element]]:
    """Yield the items of an ordered list, each with its label; a list counts by its type unless an item says otherwise."""
    kind = ordered.get("Type", "arabic")
    for number, item in enumerate((one for one in ordered if tag(one) == "ListItem"), 1):
        given = re.sub(r"[\s().]+", "", item.get("NumberOverride", ""))
        yield given or _counted(number, kind), item


def listed(ordered: Element) -> str:
    """Return the items of an ordered list in one line."""
    return " ".join(f"({name}) {words(item)}" for name, item in list_labels(ordered))


def _counted(number: int, kind: str) -> str:
    if kind.startswith("alpha"):
        letter = chr(ord("a") + (number - 1) % 26)
        found = letter * (1 + (number - 1) // 26)
    elif kind.startswith("roman"):
        found, rest = "", number
        for value, sign in _ROMAN:
            found, rest = found + sign * (rest // value), rest % value
    else:
        return str(number)
    return found.upper() if kind.endswith("upper") else found


def _rows(table: Element) -> str:
    rows = ([tidy(_inline(c)) for c in row if tag(c) in {"td", "th"}] for row in table.iter() if tag(row) == "tr")
    return "; ".join(" | ".join(cells) for cells in rows if any(cells))


def _raw(element: Element) -> str:
    """Return all text, that of what was changed too, without the marks of notes."""
    inner = "".join(("" if tag(one) in _NOT_WORDS else _raw(one)) + (one.tail or "") for one in element)
    return (element.text or "") + inner
