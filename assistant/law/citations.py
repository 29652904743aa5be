"""Finds the provisions that a text cites.

Every pattern has bounded repeats and looks at a bounded stretch round its place, so that the work
grows with the length of the text and no faster. In doubt a number is not taken for a citation:
whatever is one is passed over by the search for figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.law.acts import act_after, act_before, foreign_use
from assistant.law.refs import NUMBER, SPACE, Chain, group_at, groups_at, normalise_ref

__all__ = ["Citation", "find_citations", "normalise_ref"]

_START = re.compile(
    rf"(?<![\w'’.-])(?:"
    rf"(?P<word>sections?|sects?\.?|secs?\.?|ss?\.?|§{{1,2}}|regulations?|regs?\.?|rr?\.|r(?=\d)"
    rf"|articles?|arts?\.?|exemptions?|exceptions?){SPACE}{{0,3}}(?=\d)"
    rf"|(?P<act>FOISA|FOIA|EIRs?|FOI{SPACE}Act|DPA|(?:UK{SPACE})?GDPR)(?:{SPACE}20(?:00|02|04|18))?,?{SPACE}(?=\d)"
    rf"|(?<![£$€,/:–])(?=\d{{1,3}}[A-Za-z]{{0,2}}\())",
    re.I,
)
_NUMBER = re.compile(NUMBER)
_RANGE = r"to|through|[-–—]"
_JOIN = re.compile(
    rf"{SPACE}{{0,2}}(?:,{SPACE}{{0,2}}(?:(?:and|or){SPACE}|&{SPACE}?)?|;{SPACE}?|&{SPACE}?|/"
    rf"|(?<={SPACE})(?:and/or|and|or|to|through){SPACE}(?:also{SPACE})?|(?P<dash>[-–—]){SPACE}?)"
    rf"(?:sub-?sections?{SPACE}|paragraphs?{SPACE})?",
    re.I,
)
_CLOSES = re.compile(
    rf"{SPACE}{{0,2}}(?:\Z|[.;:,)\]?!&/–—-]|(?:and|or|to|appl\w+|is|are|was|were|does|do|did|has|have|which|where|because|as"
    r"|for|in|on|by|with|under|both|also|that|at|exempts?|provides?|requires?|refers?|relat\w+|may|should|must"
    r"|cannot|would|could|not|above|below|respectively|being|engag\w+|FOI\w*|EIRs?|DPA|GDPR)\b|of (?:the|that|FOI)\b)",
    re.I,
)
_LEADS_ON = re.compile(
    rf"{SPACE}{{1,2}}(?:section|regulation|article|ss?\.?{SPACE}?\d|we|the|our|your|an?|it|they|you|those)\b",
    re.I,
)
_OTHER_LISTS = re.compile(
    r"\b(?:paragraphs?|paras?\.?|schedules?|parts?|rules?|chapters?|pages?|pp?\.|tables?|figures?|questions?|q|no\.?"
    r"|appendix|annex|clauses?|items?|bands?|grades?|lots?|notes?|footnotes?|phases?|types?)\s\Z",
    re.I,
)
_LAW_BEFORE = re.compile(
    r"\b(?:under|by|per|with|of|applying|apply|citing|exemptions?|exceptions?|engages?)\s\(?\Z",
    re.I,
)
_LAW_AFTER = re.compile(
    r"\s(?:appl\w+|exempts?|is engaged|FOI|FOIA|EIRs?|FOISA|of (?:the )?(?:Act|FOI|Freedom|Environmental|EIR)|refers?)\b",
    re.I,
)
_GAP = re.compile(
    r"\s?(?:,|;|&|/|and|or|, and|, or|with|read with|by virtue of|, by virtue of|together with|as well as)\s\Z|\s?/\Z",
    re.I,
)
_KINDS = (("reg", "regulation"), ("r", "regulation"), ("art", "article"), ("ex", ""))
_DEFAULTS = {"regulation": "eir", "article": "gdpr"}
_LONE_BASE = range(10, 100)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a text that cites law.

    Attributes:
        start: where it begins, keyword and all.
        end: where it ends, after its last bracket.
        text: the words between.
        refs: every reference, in one form: "Section 40(2)(3)&(4)" gives "40(2)", "40(3)", "40(4)".
        act: "foia", "eir", "foisa", "dpa", "gdpr", "other", or empty where the text does not say.
        kind: "section", "regulation", "article", or empty for a bare reference.
    """

    start: int
    end: int
    text: str
    refs: tuple[str, ...]
    act: str
    kind: str = ""


def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the citations in a text, in order; they do not overlap."""
    return tuple(_with_defaults(_shared(text, list(_found(text)))))


def _found(text: str) -> Iterator[Citation]:
    place = 0
    while match := _START.search(text, place):
        citation = _read(text, match)
        place = citation.end if citation else max(match.end(), match.start() + 1)
        if citation:
            yield citation


def _read(text: str, match: "re.Match[str]") -> Citation | None:
    """Read the citation that begins at a match; None where it is none after all."""
    base = _NUMBER.match(text, match.end())
    word = match.group("word") or ""
    if base is None:
        return None
    chain, end = _first(text, base)
    if not _is_law(text, match, chain, end):
        return None
    plural = word.rstrip(".").lower().endswith("s") and word.rstrip(".").lower() not in {"s"}
    end = _rest(text, chain, end, plural or word == "§§")
    kind = _kind(word) if word else ""
    act = _act(text, match, chain, end, kind)
    return Citation(match.start(), end, text[match.start() : end], chain.refs(), act, kind)


def _first(text: str, base: "re.Match[str]") -> tuple[Chain, int]:
    chain, end = Chain(base.group().upper()), base.end()
    for token, after in groups_at(text, end):
        chain.add(token)
        end = after
    return chain, end


def _is_law(text: str, match: "re.Match[str]", chain: Chain, end: int) -> bool:
    """Tell a citation from a number that has brackets after it, or a letter before it."""
    word = match.group("word")
    if word and word[:2].lower() != "ex":
        attached = match.end() == match.end("word")
        return bool(chain.groups) or word not in {"S", "R", "r"} or (word == "S" and attached)
    levels = [level for level, _ in chain.groups]
    if word or match.group("act"):
        return bool(levels)
    if levels[:1] != [1] or _OTHER_LISTS.search(text[max(0, match.start() - 24) : match.start()]):
        return False
    if len(levels) > 1:
        return True
    context = _LAW_BEFORE.search(text[max(0, match.start() - 24) : match.start()]) or _LAW_AFTER.match(
        text[end : end + 40]
    )
    return bool(context) and int(re.sub(r"\D", "", chain.base)) in _LONE_BASE


def _rest(text: str, chain: Chain, end: int, plural: bool) -> int:
    """Read on through ", (b)", " and 40(3A)(a)" and, after a plural, " and 24"; return the end."""
    listing = plural
    while join := _JOIN.match(text, end):
        through = bool(join.group("dash")) or re.search(r"\b(?:to|through)\b", join.group(), re.I) is not None
        after = _group_after(text, chain, join.end(), through) or _number_after(text, chain, join.end(), listing)
        if after is None:
            return end
        last = re.search(r"and|or|&", join.group(), re.I) is not None
        listing, end = listing and not last, after
    return end


def _group_after(text: str, chain: Chain, place: int, through: bool) -> int | None:
    group = group_at(text, place)
    if group is None or text[place] != "(":
        return None
    closed = _CLOSES.match(text, group.end()) or text[group.end() : group.end() + 1] == "("
    if (group.group(1)[0].isdigit() and not closed) or _LEADS_ON.match(text, group.end()):
        return None
    chain.add(group.group(1), separate=True, through=through)
    end = group.end()
    for token, after in groups_at(text, end):
        if text[end] != "(":
            break
        chain.add(token)
        end = after
    return end


def _number_after(text: str, chain: Chain, place: int, listing: bool) -> int | None:
    base = _NUMBER.match(text, place)
    if base is None:
        return None
    following, end = _first(text, base)
    if following.groups:
        if following.groups[0][0] != 1:
            return None
    elif not (listing and _CLOSES.match(text, end)):
        return None
    chain.new_base(following.base)
    chain.groups = following.groups
    chain.done += following.done
    return end


def _kind(word: str) -> str:
    return next((kind for start, kind in _KINDS if word.lower().startswith(start)), "section")


def _act(text: str, match: "re.Match[str]", chain: Chain, end: int, kind: str) -> str:
    """Return the act that the text states for a citation; empty where it states none."""
    if match.group("act"):
        return act_before(text, match.end())
    if kind == "section" and foreign_use(text, end, chain.base):
        return act_after(text, end) or act_before(text, match.start()) or "other"
    return act_after(text, end) or act_before(text, match.start())


def _shared(text: str, citations: list[Citation]) -> list[Citation]:
    """Give an act named after the last of a list to those before it: "s40(2) and s31(1) of FOIA"."""
    for i in range(len(citations) - 2, -1, -1):
        one, later = citations[i], citations[i + 1]
        gap = text[one.end : later.start]
        if not one.act and later.act and one.kind == later.kind and len(gap) < 30 and _GAP.match(gap):
            citations[i] = replace(one, act=later.act)
    return citations


def _with_defaults(citations: list[Citation]) -> list[Citation]:
    return [c if c.act else replace(c, act=_DEFAULTS.get(c.kind, "")) for c in citations]
