"""Web pages without what surrounds the words: cookie notices, menus, beta banners, footers.

A saved page is judged by its elements; a page that was pasted as text, by its lines, and only at its top and its end,
because a letter may itself be about cookies or menus.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.errors import InputError
from assistant.reading.packages import Node
from assistant.reading.web import node_to_text, parsed

FEWEST_WORDS = 12
_TAGS = frozenset({"nav", "footer", "dialog", "noscript", "button", "select", "iframe", "svg"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu"})
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|breadcrumbs?|skip-?(?:link|to)|phase-banner|beta|(?:site|page|global)-(?:header|footer|nav)|"
    r"nav(?:bar|igation)?|menu|share|social|related(?:-\w+)?|feedback|pagination|side-?bar|newsletter|quick-?exit|search-?(?:form|box))(?:$|[-_ ])",
    re.I,
)
_FOR_WORDS = ("main", "article", "h1", "body")
_COOKIES = (
    r"we(?:['’]d| would)? (?:use|like to (?:use|set)|also use)\b.*\bcookies?\b.*",
    r"(?:you can|your|these|some|essential|this (?:site|website) uses|by (?:continuing|using))\b.*\bcookies?\b.*",
    r"(?:accept|reject|allow|decline|manage|customise|hide|view|essential|additional|analytics|about|see our)\b.{0,40}\bcookies?\b.{0,60}",
    r"cookies?(?: (?:settings?|preferences?|notice|policy|on .{3,60}))?",
)
_BANNERS = (
    r"(?:leave this site|quick exit|exit this (?:page|site))",
    r"(?:skip|jump) to .{3,30}",
    r"(?:this (?:site|page|service|is)\b.{0,30}\b(?:beta|alpha|new service|new website)\b.*|beta|alpha)",
    r"(?:your|please give) (?:us )?(?:your )?feedback\b.*",
    r"sorry, there (?:was|is) a (?:technical )?problem\b.*",
    r"(?:back to|return to) (?:the )?top(?: of (?:the |this )?page)?",
    r"(?:share|print|bookmark|email) (?:this )?(?:page|article)",
    r"(?:was|is) this page (?:useful|helpful)\b.*",
    r"(?:report a problem|is there anything wrong) with this page\b.*",
    r"(?:follow|like|find) us on\b.*",
    r"sign up (?:for|to)\b.*",
    r"(?:menu|home|search|close|news|contact(?: us)?|about(?: us)?|a to z|log ?in|sign in|register|accessibility(?: statement)?|"
    r"privacy(?: (?:notice|policy))?|terms(?: (?:and conditions|of use))?|sitemap|site map|help|services?|your (?:area|account)|yes|no|disclaimer)",
    r"(?:© |copyright\b).{0,80}",
    r"all content is available under\b.*",
)
_FURNITURE = re.compile(rf"[\s>*#|-]*(?:{'|'.join((*_COOKIES, *_BANNERS))})[\s.!?|>]*", re.I)


def page_text(html: str, where: str) -> str:
    """Return the words of a saved web page without what surrounds them.

    Args:
        html: the page.
        where: the file's name, for messages.

    Raises:
        InputError: nothing but menus and notices is left, or the page cannot be read.
    """
    root = parsed(html, where)
    if root is None:
        return ""
    for node in [one for one in root.iter() if _surrounds(one)]:
        _dropped(node)
    found = max((node_to_text(one) for one in _middles(root)), key=len, default="")
    text = found if _words(found) >= FEWEST_WORDS else node_to_text(root)
    text = without_furniture(text)
    if _words(text) < FEWEST_WORDS:
        raise only_menus(where)
    return text


def only_menus(where: str) -> InputError:
    """Return the error of a page that holds no reply."""
    return InputError(
        "the page holds menus and notices, and no reply",
        where=where,
        todo="Save the page on which the reply's words stand, or add the letter itself.",
    )


def without_furniture(text: str) -> str:
    """Return a text without the notices and menus that stand above and below a page's words.

    Lines are dropped from the top, up to the first that is none of these and has some length, and from the end
    likewise; what stands between is left as it is.
    """
    lines = text.split("\n")
    first, last = _edge(lines), len(lines) - _edge(lines[::-1])
    kept = [one for place, one in enumerate(lines) if first <= place < last or not is_furniture(one)]
    return "\n".join(kept).strip() + "\n"


def is_furniture(line: str) -> bool:
    """Tell whether a line is a notice or an entry of a menu, whole."""
    return bool(line.strip()) and _FURNITURE.fullmatch(line) is not None


def _edge(lines: Sequence[str]) -> int:
    """Return how many lines from one end may hold furniture: up to the last of a run with few others in it."""
    edge = others = 0
    for number, line in enumerate(lines, 1):
        if is_furniture(line):
            edge, others = number, 0
        elif line.strip():
            others += 1
        if others > 3:
            break
    return edge


def _surrounds(node: Node) -> bool:
    if not isinstance(node.tag, str) or node.tag in {"html", *_FOR_WORDS}:
        return False
    named = any(_NAMED.search(part) for name in ("class", "id") for part in (node.get(name) or "").split())
    wanted = node.tag in _TAGS or node.get("role", "") in _ROLES or named or node.get("hidden") is not None
    site_header = node.tag == "header" and next(node.iter("nav"), None) is not None
    return (wanted or site_header) and not any(next(node.iter(tag), None) is not None for tag in _FOR_WORDS)


def _dropped(node: Node) -> None:
    """Take an element out; what follows it in the same paragraph stays."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _middles(root: Node) -> Iterable[Node]:
    return [one for one in root.iter() if one.tag == "main" or (isinstance(one.tag, str) and one.get("role") == "main")]


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
