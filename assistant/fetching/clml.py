"""A statute in CLML, cut into what is found and quoted as one: subsections and their paragraphs.

What is repealed or not yet in force keeps its number and its mark; its words are not taken, so that nobody quotes them as law.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import LibraryError
from assistant.fetching.clml_head import Head, read_head
from assistant.fetching.clml_words import (
    IN_FORCE,
    NUMBERED,
    REPEALED,
    Element,
    child,
    extent_in_words,
    flow,
    label,
    list_labels,
    listed,
    state,
    state_marked,
    tag,
    tidy,
    words,
)

_NUMBER = re.compile(r"\d{1,3}[A-Z]{0,3}")
_RANGE = re.compile(r"(\d{1,3})[A-Z]{0,2}\s*[-–—]\s*(\d{1,3})[A-Z]{0,2}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece to find and quote.

    Attributes:
        ref: "40(2)(a)", or "Schedule 2, paragraph 5(1)".
        text: its words; "" where it is not law.
        state: "in force", "repealed" or "not yet in force".
    """

    ref: str
    text: str
    state: str = IN_FORCE


@dataclass(frozen=True, slots=True)
class Provision:
    """A section, a regulation or a schedule.

    Attributes:
        number: "40", "22A", "Schedule 1".
        title: its heading.
        parts: in the order of the text.
        state: of the whole.
        extent: where it extends to, in words, if that differs from the statute's; else "".
        notes: the publisher's notes on what changed it.
    """

    number: str
    title: str
    parts: tuple[Part, ...]
    state: str = IN_FORCE
    extent: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatuteText:
    """The text of a statute, or of parts of it.

    Attributes:
        head: which version it is.
        provisions: in the order of the text.
        refs: every numbered provision in force: "40", "40(2)", "40(2)(a)".
        gone: those that are repealed or not yet in force.
    """

    head: Head
    provisions: tuple[Provision, ...]
    refs: frozenset[str]
    gone: frozenset[str]


def read_clml(content: bytes, where: str) -> StatuteText:
    """Read the text of a statute.

    Args:
        content: the XML.
        where: its address, for messages.

    Raises:
        LibraryError: it is not CLML, declares entities, is nested too deeply, or holds no provision.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    again = "Nothing was kept of it. Try again later."
    try:
        root = fromstring(content)
        found = _read(root) if tag(root) == "Legislation" else None
    except DefusedXmlException:
        raise LibraryError("the XML declares entities, which no statute does", where=where, todo=again) from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise LibraryError("what came is not legislation (no whole XML)", where=where, todo=again) from None
    if found is None:
        raise LibraryError("what came is not legislation", where=where, todo=again)
    if not found.provisions:
        raise LibraryError("what came holds no provisions; the publisher may have a scan only", where=where, todo=again)
    return found


def _read(root: Element) -> StatuteText:
    head, notes = read_head(root), _notes(root)
    inside: dict[tuple[str, str], Provision] = {}
    marks: dict[str, bool] = {}
    for body in (one for one in root.iter() if tag(one) in {"Body", "Versions"}):
        for element, title, above, extent in _sections(body, "", IN_FORCE, ""):
            _mark(element, _numbers(element)[0], above, marks)
            elsewhere = extent_in_words(extent) if extent not in {"", head.extent} else ""
            for provision in _section(element, title, above, elsewhere, notes):
                inside.setdefault((provision.number, provision.extent), provision)
                marks.setdefault(provision.number, provision.state == IN_FORCE)
    schedules = (s for part in root.iter() if tag(part) == "Schedules" for s in part if tag(s) == "Schedule")
    for schedule in schedules:
        for provision in _schedule(schedule, notes):
            inside.setdefault((provision.number, ""), provision)
            marks |= {part.ref: part.state == IN_FORCE for part in provision.parts}
    gone = frozenset(ref for ref, law in marks.items() if not law)
    return StatuteText(head, tuple(inside.values()), frozenset(marks) - gone, gone)


def _sections(element: Element, title: str, above: str, extent: str) -> Iterator[tuple[Element, str, str, str]]:
    """Yield each section with its heading, the state of what it stands in, and its extent; quoted ones are left out."""
    for one in element:
        name = tag(one)
        if name in {"BlockAmendment", "Schedules", "Contents"} or not name:
            continue
        if name == "Versions" and tag(element) != "Legislation":
            continue
        marked = state_marked(one)
        found, reach = (marked if marked != IN_FORCE else above), one.get("RestrictExtent", extent)
        if name == "P1":
            if _numbers(one):
                yield one, title, found, reach
            continue
        heading = child(one, "Title")
        inner = tidy(words_of_title(heading)) if name == "P1group" and heading is not None else title
        yield from _sections(one, inner, found, reach)


def words_of_title(element: Element) -> str:
    """Return the words of a heading."""
    return "".join(_title_pieces(element))


def _title_pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if tag(one) not in {"CommentaryRef", "FootnoteRef", "Repeal", ""}:
            yield from _title_pieces(one)
        yield one.tail or ""


def _numbers(element: Element) -> list[str]:
    """Return the numbers of a section; repealed ones are sometimes put together: "5-8"."""
    number = child(element, "Pnumber")
    text = tidy(words_of_title(number)) if number is not None else ""
    span = _RANGE.search(text)
    if span and 0 < int(span.group(2)) - int(span.group(1)) < 100:
        return [str(one) for one in range(int(span.group(1)), int(span.group(2)) + 1)]
    return _NUMBER.findall(text or label(element))


def _section(element: Element, title: str, above: str, extent: str, notes: dict[str, str]) -> Iterator[Provision]:
    """Yield the section, once for each number that it stands for."""
    found = above if above != IN_FORCE else state(element)
    for number in _numbers(element):
        parts = tuple(_parts(element, number)) if found == IN_FORCE else (Part(number, "", found),)
        yield Provision(number, title.strip(f" .{chr(0x2026)}"), parts, found, extent, tuple(_noted(element, notes)))


def _parts(element: Element, ref: str) -> Iterator[Part]:
    """Yield a provision whole where it has no subsections, else each of them, and each of their paragraphs with its opening."""
    pieces = list(flow(element))
    below = [one for one in pieces if not isinstance(one, str)]
    if not any(tag(one) == "P2" for one in below):
        yield from _with_paragraphs(element, ref)
        return
    opening = tidy(" ".join(one for one in pieces if isinstance(one, str)))
    if re.search(r"\w", opening):
        yield Part(ref, opening)
    for one in below:
        inner = f"{ref}({label(one)})"
        found = state(one)
        if found == IN_FORCE:
            yield from _with_paragraphs(one, inner)
        else:
            yield Part(inner, "", found)


def _with_paragraphs(element: Element, ref: str) -> Iterator[Part]:
    pieces = list(flow(element))
    yield Part(ref, words(element))
    places = [place for place, one in enumerate(pieces) if not isinstance(one, str)]
    if not places:
        return
    opening = " ".join(one for one in pieces[: places[0]] if isinstance(one, str))
    closing = " ".join(one for one in pieces[places[-1] + 1 :] if isinstance(one, str))
    for one in (pieces[place] for place in places):
        found, name = state(one), label(one)
        text = tidy(f"{opening} ({name}) {words(one)} {closing}") if found == IN_FORCE else ""
        yield Part(f"{ref}({name})", text, found)


def _mark(element: Element, ref: str, above: str, marks: dict[str, bool]) -> None:
    """Note every numbered provision in an element, and whether it is law."""
    found = above if above != IN_FORCE else state(element)
    marks.setdefault(ref, found == IN_FORCE)
    for one in flow(element):
        if not isinstance(one, str):
            _mark(one, f"{ref}({label(one)})", found, marks)
    for ordered in _lists(element):
        for name, _ in list_labels(ordered):
            marks.setdefault(f"{ref}({name})", found == IN_FORCE)


def _lists(element: Element) -> Iterator[Element]:
    """Yield the lists that belong to a provision itself: definitions have theirs, without numbers of their own."""
    for one in element:
        if tag(one) == "OrderedList":
            yield one
        elif tag(one) not in NUMBERED and tag(one) != "BlockAmendment":
            yield from _lists(one)


def _schedule(element: Element, notes: dict[str, str]) -> Iterator[Provision]:
    number = child(element, "Number")
    name = tidy(words_of_title(number)).title() if number is not None else ""
    name = re.sub(r"(?<=\d)[A-Za-z]+", lambda match: match.group().upper(), name) or "Schedule"
    title = next((tidy(words_of_title(one)) for one in element.iter() if tag(one) == "Title"), "")
    found = state_marked(element)
    parts = tuple(_schedule_parts(element, name, found))
    if found == IN_FORCE and parts and all(part.state == REPEALED for part in parts):
        found = REPEALED
    yield Provision(name, title, parts or (Part(name, "", REPEALED),), found, "", tuple(_noted(element, notes)))


def _schedule_parts(schedule: Element, name: str, above: str) -> Iterator[Part]:
    """Yield the paragraphs of a schedule, and the tables and lists that stand outside them."""
    for element, _, marked, _ in _sections(schedule, "", above, ""):
        for number in _numbers(element):
            ref = f"{name}, paragraph {number}"
            found = marked if marked != IN_FORCE else state(element)
            yield from _parts(element, ref) if found == IN_FORCE else (Part(ref, "", found),)
    loose = tidy(" ".join(_loose(schedule)))
    if above == IN_FORCE and re.search(r"\w", loose):
        yield Part(name, loose)


def _loose(element: Element) -> Iterator[str]:
    for one in element:
        if tag(one) == "OrderedList":
            yield listed(one)
        elif tag(one) in {"P", "Tabular", "UnorderedList"}:
            yield words(one)
        elif tag(one) not in {"P1", "BlockAmendment", "Number", "TitleBlock", "Reference", ""}:
            yield from _loose(one)


def _notes(root: Element) -> dict[str, str]:
    """Return the publisher's notes on changes (type F), by their ids."""
    return {
        one.get("id", ""): tidy("".join(one.itertext()))
        for one in root.iter()
        if tag(one) == "Commentary" and one.get("Type") == "F"
    }


def _noted(element: Element, notes: dict[str, str]) -> Iterator[str]:
    named = (one.get("Ref") or one.get("CommentaryRef") or "" for one in element.iter())
    yield from (notes[name] for name in dict.fromkeys(named) if name in notes)
