"""The words of an HTML page, tables as pipe tables."""

from collections.abc import Iterable

from assistant.errors import InputError
from assistant.reading.packages import Node
from assistant.reading.plain import BLANKS, pipe_table

_DEEPEST = 1000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "blockquote", "section", "article", "header", "footer", "main", "dt", "dd", "pre", "hr",
     "ul", "ol", "dl", "figure", "figcaption", "address", "fieldset", "option", "td", "th", "caption", "summary", "details",
     *_HEADINGS}
)  # fmt: skip
_UNSPOKEN = frozenset({"script", "style", "template", "head"})


def parsed(html: str, where: str = "") -> Node | None:
    """Return a page as elements; None where it has none.

    Raises:
        InputError: the page is nested deeper than any letter is, or cannot be read.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, recover=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (SyntaxError, ValueError) as error:
        raise InputError("the page cannot be read", where=where, todo="Save it as text.") from error
    if root is None:
        return None
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise InputError("the page is nested too deeply", where=where, todo="Save it as text.")
    return root


def html_to_text(html: str, where: str = "") -> str:
    """Return a page's words, tables as pipe tables; scripts, styles and comments are left out.

    Raises:
        InputError: the page is nested deeper than any letter is, or cannot be read.
    """
    root = parsed(html, where)
    return "\n" if root is None else node_to_text(root)


def node_to_text(root: Node) -> str:
    """Return the words of an element and of what is in it."""
    text = "".join(_Words().of(root))
    return BLANKS.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip() + "\n"


class _Words:
    """Collects the words of a page from its first element to its last."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.quoted = 0

    def of(self, root: Node) -> Iterable[str]:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, node in walk:
            name = node.tag
            if not isinstance(name, str):
                self.parts.append(node.tail or "")
            elif event == "end":
                self._leave(node, name)
            elif name in _UNSPOKEN:
                walk.skip_subtree()
            elif name == "table":
                walk.skip_subtree()
                rows = [[_flat(cell) for cell in row if cell.tag in {"td", "th"}] for row in node.iter("tr")]
                captions = [f"\n\n{_flat(one)}" for one in node.iter("caption")]
                self.parts.append("".join(captions) + "\n\n" + pipe_table(rows) + "\n\n")
            else:
                self._enter(node, name)
        return self.parts

    def _enter(self, node: Node, name: str) -> None:
        if name == "blockquote":
            self.quoted += 1
        elif name == "li":
            self.parts.append("- ")
        elif name == "p" and self.quoted:
            self.parts.append("> ")
        elif name in _HEADINGS:
            self.parts.append(f"{'#' * int(name[1])} ")
        elif name == "input" and node.get("type") != "hidden":
            self.parts.append(f" {node.get('value', '')} ")
        self.parts.append(node.text or "")

    def _leave(self, node: Node, name: str) -> None:
        if name == "blockquote":
            self.quoted -= 1
        if name in _BLOCKS:
            self.parts.append("\n")
        self.parts.append(node.tail or "")


def _flat(cell: Node) -> str:
    """Return a cell's words on one line; parts of one number that markup splits stay one number."""
    from lxml import etree

    parts = []
    for event, node in etree.iterwalk(cell, events=("start", "end", "comment")):
        spoken = isinstance(node.tag, str) and node.tag not in _UNSPOKEN
        if event == "start":
            parts.append((node.text or "") if spoken else "")
        else:
            parts.append(" " if spoken and node.tag in _BLOCKS else "")
            parts.append((node.tail or "") if node is not cell else "")
    return " ".join("".join(parts).split())
