"""Which cell styles of a workbook show nothing, or something else, of what a cell holds.

Source: ECMA-376, part 1, 18.8.31 (number formats: sections, conditions in square brackets, literals in quotation marks).
"""

import re

from assistant.checks.hidden.colours import is_dark, lost, rgb
from assistant.reading.packages import Node, attribute, child, under

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![<>=])[^\]]*\]')
_CONDITION = re.compile(r"\[[<>=]")
_PLACE = re.compile(r"[0#?@ymdhsg]", re.I)
_SMALLEST = 2.0
# The first two colours of a theme are the ground of a window and its letters.
_THEME = {"0": "ffffff", "1": "000000"}


def unseen_styles(styles: Node | None) -> frozenset[int]:
    """Return the numbers of the cell styles that hide what a cell holds."""
    codes = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in under(styles, "numFmt")}
    formats = {number for number, code in codes.items() if _conceals(code)}
    fonts, fills = _list(styles, "fonts"), _list(styles, "fills")
    found = set()
    for number, style in enumerate(_list(styles, "cellXfs")):
        font = _at(fonts, attribute(style, "fontId"))
        letters, ground = _colour(child(font, "color"), "000000"), _ground(_at(fills, attribute(style, "fillId")))
        # Dark letters on a dark fill are somebody's blacking out; Excel does not change their colour.
        dark = is_dark(letters) and is_dark(ground)
        if attribute(style, "numFmtId") in formats or lost(letters, ground) or dark or _is_tiny(font):
            found.add(number)
    return frozenset(found)


def _conceals(code: str) -> bool:
    """Tell whether a format shows no digit for some number: ";;;", or [<5]"[c]" for those below five."""
    sections = [_LITERALS.sub("", one) for one in code.split(";")[:3]]
    empty = [not _PLACE.search(one.replace("General", "0")) for one in sections]
    if _CONDITION.search(code):
        return any(none and _CONDITION.search(one) is not None for none, one in zip(empty, sections, strict=True))
    return bool(code.strip()) and empty[0]


def _list(styles: Node | None, name: str) -> list[Node]:
    group = child(styles, name)
    return [] if group is None else list(group)


def _at(group: list[Node], number: str) -> Node | None:
    return group[int(number)] if number.isdecimal() and int(number) < len(group) else None


def _colour(node: Node | None, otherwise: str) -> str:
    """Return a colour as six digits; empty where it cannot be told."""
    if node is None:
        return otherwise
    if attribute(node, "rgb"):
        return attribute(node, "rgb")[-6:]
    if attribute(node, "theme") and not attribute(node, "tint"):
        return _THEME.get(attribute(node, "theme"), "")
    indexed = attribute(node, "indexed")
    return {"64": "000000", "65": "ffffff", "8": "000000", "0": "000000", "9": "ffffff", "1": "ffffff"}.get(indexed, "")


def _ground(fill: Node | None) -> str:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return "" if fill is not None and len(fill) else "ffffff"
    if attribute(pattern, "patternType") in {"", "none"}:
        return "ffffff"
    colour = _colour(child(pattern, "fgColor"), "")
    return colour if attribute(pattern, "patternType") == "solid" and rgb(colour) else ""


def _is_tiny(font: Node | None) -> bool:
    size = attribute(child(font, "sz"), "val")
    try:
        return bool(size) and float(size) <= _SMALLEST
    except ValueError:
        return False
