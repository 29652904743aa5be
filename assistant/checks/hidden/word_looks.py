"""How a run of words looks in Word: by itself, by its styles, and by the cell or box that it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.checks.hidden.colours import is_dark, lost, rgb
from assistant.reading.packages import Node, attribute, child, under

_OFF = frozenset({"0", "false", "off"})
# Half-points: text of two points or less is a mark to the eye.
_SMALLEST = 4
_DEEPEST_STYLE = 20
_HIGHLIGHTS = {"black": "000000", "white": "ffffff", "none": ""}
_WHITE, _COLOURED = "ffffff", "coloured"
_BANDS = ("firstRow", "lastRow", "firstCol", "lastCol")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look where nothing nearer says otherwise.

    Attributes:
        vanish: they are marked as hidden.
        colour: of the letters; "auto" where Word picks one that shows.
        size: in half-points; None where no style says.
        ground: the colour behind them; "coloured" where it is one that is not told.
        highlighted: the ground is a highlighter's, on which Word keeps the colour of the letters.
        table: the name of the table style.
    """

    vanish: bool = False
    colour: str = "auto"
    size: int | None = None
    ground: str = _WHITE
    highlighted: bool = False
    table: str = ""

    @property
    def unseen(self) -> bool:
        if self.vanish or (self.size is not None and self.size <= _SMALLEST):
            return True
        return lost(self.colour, self.ground) and not self.blackened

    @property
    def blackened(self) -> bool:
        """Dark letters on a dark ground; Word itself shows letters of no colour of their own in white on dark shading."""
        own = is_dark(self.colour) or (self.colour == "auto" and self.highlighted)
        return own and is_dark(self.ground)


class Looks:
    """The styles of a document, and what each of its elements says of the words in it."""

    def __init__(self, styles: Node | None) -> None:
        self._nodes: Mapping[str, Node] = {attribute(one, "styleId"): one for one in under(styles, "style")}
        self._chains: dict[str, list[Node]] = {}
        self._default = next(
            (
                name
                for name, one in self._nodes.items()
                if attribute(one, "type") == "paragraph" and attribute(one, "default") == "1"
            ),
            "",
        )
        defaults = next(under(styles, "rPrDefault"), None)
        self._start = _own(child(defaults, "rPr"), Look())

    def of_page(self, root: Node) -> Look:
        """Return the look of plain words of a part; a page's own colour counts as its ground."""
        colour = attribute(child(root, "background"), "color")
        return replace(self._start, ground=colour) if rgb(colour) else self._start

    def inside(self, node: Node, name: str, look: Look) -> Look:
        """Return the look of what stands in an element."""
        if name == "tbl":
            return replace(look, table=_value(child(node, "tblPr", "tblStyle")))
        if name == "tr":
            look = self._banded(node, look, "firstRow", "lastRow")
            return replace(look, vanish=True) if child(node, "trPr", "hidden") is not None else look
        if name == "tc":
            return _ground(child(node, "tcPr", "shd"), self._banded(node, look, "firstCol", "lastCol"))
        if name == "txbxContent":
            return replace(look, ground=_COLOURED)
        if name == "p":
            look = self._styled(_value(child(node, "pPr", "pStyle")) or self._default, look)
            return _ground(child(node, "pPr", "shd"), look)
        if name == "r":
            own = child(node, "rPr")
            return look if own is None else _own(own, self._styled(_value(child(own, "rStyle")), look))
        return look

    def _chain(self, name: str) -> list[Node]:
        """Return a style and those that it is based on, the farthest first."""
        if name not in self._chains:
            chain: list[Node] = []
            at = name
            while at in self._nodes and len(chain) < _DEEPEST_STYLE:
                chain.insert(0, self._nodes[at])
                at = _value(child(self._nodes[at], "basedOn"))
            self._chains[name] = chain
        return self._chains[name]

    def _styled(self, name: str, look: Look) -> Look:
        for style in self._chain(name):
            look = _own(child(style, "rPr"), _ground(child(style, "pPr", "shd"), look))
        return look

    def _banded(self, node: Node, look: Look, first: str, last: str) -> Look:
        """Give a row or cell the ground of its table's style, where the style colours rows like it."""
        if not look.table:
            return look
        for style in self._chain(look.table):
            look = _ground(child(style, "tcPr", "shd"), look)
            for band in (one for one in style if attribute(one, "type")):
                kind = attribute(band, "type")
                edge = (kind == first and not _beside(node, -1)) or (kind == last and not _beside(node, 1))
                if (edge or kind not in _BANDS) and child(band, "tcPr", "shd") is not None:
                    look = replace(look, ground=_COLOURED)
        return look


def _beside(node: Node, step: int) -> bool:
    """Tell whether another row or cell stands before or after one."""
    return any(True for _ in node.itersiblings(node.tag, preceding=step < 0))


def _own(properties: Node | None, look: Look) -> Look:
    """Return a look with what a run's properties say in its stead."""
    for one in () if properties is None else properties:
        name, value = str(one.tag).rpartition("}")[2], _value(one)
        if name == "vanish":
            look = replace(look, vanish=value not in _OFF)
        elif name == "color":
            look = replace(look, colour=value)
        elif name == "sz" and value.isdecimal():
            look = replace(look, size=int(value))
        elif name == "shd":
            look = _ground(one, look)
        elif name == "highlight" and value != "none":
            look = replace(look, ground=_HIGHLIGHTS.get(value, _COLOURED), highlighted=True)
    return look


def _ground(shading: Node | None, look: Look) -> Look:
    """Return a look on the ground that a shading gives."""
    fill = attribute(shading, "fill")
    if shading is None or _value(shading) == "nil":
        return look
    if rgb(fill) is None:
        solid = _value(shading) not in {"", "clear"} or bool(attribute(shading, "themeFill"))
        return replace(look, ground=_COLOURED, highlighted=False) if solid else look
    return replace(look, ground=fill, highlighted=False)


def _value(node: Node | None) -> str:
    return attribute(node, "val")
