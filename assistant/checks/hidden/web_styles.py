"""The styles of a page that hide words, read from its own sheet and from the elements.

A selector is taken by its last part, without the elements that it must stand in: that hides too much rather than too
little. Rules for print, for narrow screens, or for a state ("a:hover") are left out.
"""

import re
from dataclasses import dataclass

from assistant.reading.packages import Node

_LARGEST_SHEET = 2_000_000
_LARGEST_STYLE = 4000
_BRACE = re.compile(r"[{}]")
_NOTE = re.compile(r"/\*.*?\*/", re.S)
_SIMPLE = re.compile(r"[a-z][\w-]*|[.#][\w-]+|[a-z][\w-]*[.#][\w-]+", re.I)
_ENDS = r"\s*(?:!important)?\s*(?:;|$)"
_ZERO = r"-?0*(?:\.0+)?"
_GONE = (
    (re.compile(r"display\s*:\s*none", re.I), "display: none"),
    (re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.I), "visibility: hidden"),
    (re.compile(rf"(?<![\w-])opacity\s*:\s*0*(?:\.0\d*)?%?{_ENDS}", re.I), "opacity: 0"),
    (
        re.compile(
            rf"font-size\s*:\s*(?:{_ZERO}(?:px|pt|r?em|%)?|[12](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em){_ENDS}", re.I
        ),
        "letters too small to read",
    ),
    (
        re.compile(r"(?<![\w-])color\s*:\s*(?:transparent|rgba\([^)]*,\s*0?(?:\.0+)?\s*\))", re.I),
        "letters without colour",
    ),
)
_ASIDE = (
    (
        re.compile(
            r"(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|pt|r?em|vw|vh|%)",
            re.I,
        ),
        "placed off the page",
    ),
    (
        re.compile(r"(?<![\w-])(?:left|top)\s*:\s*\d{4,}(?:px|pt)|translate[XY]?\(\s*-\d{3,}", re.I),
        "placed off the page",
    ),
    (
        re.compile(
            r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%|clip-path\s*:\s*circle\(\s*0",
            re.I,
        ),
        "cut off",
    ),
)
_FLAT = re.compile(rf"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px|pt|%)?{_ENDS}", re.I)
_OVERFLOW = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_SHOWN = re.compile(r"visibility\s*:\s*visible", re.I)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]{1,60})", re.I)
_GROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:\s*([^;!]{1,120})", re.I)
_SAYS = re.compile(r"(?<![\w-])content\s*:\s*\"([^\"]{2,400})\"", re.I)
_NO_GROUND = frozenset({"transparent", "none", "inherit", "initial", "unset"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says: why words are not seen, and the colours of letters and ground; "" where it does not say.

    Attributes:
        aside: the words are moved or cut away, which also serves those who listen to a page.
        shows_again: words in a hidden element are visible here.
    """

    why: str = ""
    aside: bool = False
    colour: str = ""
    ground: str = ""
    shows_again: bool = False


_PLAIN = Style()


class Styles:
    """The rules of a page's own style sheet, by the last part of their selectors."""

    def __init__(self, sheet: str) -> None:
        self.spoken: list[str] = []
        self._rules: dict[str, str] = {}
        self._known: dict[tuple[str, ...], Style] = {}
        self.tags: set[str] = set()
        for selectors, declarations in _rules(_NOTE.sub("", sheet[:_LARGEST_SHEET])):
            self.spoken += _SAYS.findall(declarations)
            for selector in selectors.split(","):
                last = selector.split()[-1:] if selector.strip() else []
                if last and _SIMPLE.fullmatch(last[0]):
                    self.tags.add(last[0])
                    self._rules[last[0]] = f"{self._rules.get(last[0], '')};{declarations}"[:_LARGEST_STYLE]

    def of(self, node: Node) -> Style:
        """Return the style of one element, without what it inherits."""
        tag, classes, name = node.tag, (node.get("class") or "").split(), node.get("id")
        named = [tag, *(f".{one}" for one in classes), *(f"{tag}.{one}" for one in classes)]
        named += [f"#{name}", f"{tag}#{name}"] if name else []
        key = (*(self._rules[one] for one in named if one in self._rules), (node.get("style") or "")[:_LARGEST_STYLE])
        if key == ("",):
            return _PLAIN
        if key not in self._known:
            self._known[key] = _style(";".join(key))
        return self._known[key]


def _rules(sheet: str) -> list[tuple[str, str]]:
    """Return selectors and declarations of the rules that always hold."""
    found, opened = [], []
    last = 0
    for brace in _BRACE.finditer(sheet):
        if brace.group() == "{":
            opened.append(sheet[last : brace.start()].rpartition(";")[2].strip())
        elif opened:
            selectors = opened.pop()
            always = not any(
                one.startswith("@") and not one.startswith(("@media screen", "@media all")) for one in opened
            )
            if always and not selectors.startswith("@"):
                found.append((selectors, sheet[last : brace.start()]))
        last = brace.end()
    return found


def _style(text: str) -> Style:
    gone = next((why for pattern, why in _GONE if pattern.search(text)), "")
    aside = "" if gone else next((why for pattern, why in _ASIDE if pattern.search(text)), "")
    if not gone and not aside and _OVERFLOW.search(text) and _FLAT.search(text):
        aside = "cut off"
    colours, grounds = _COLOUR.findall(text), _GROUND.findall(text)
    ground = grounds[-1].strip() if grounds else ""
    return Style(
        why=gone or aside,
        aside=bool(aside),
        colour=colours[-1].strip() if colours else "",
        ground="" if ground.lower() in _NO_GROUND else ground,
        shows_again=bool(_SHOWN.search(text)),
    )
