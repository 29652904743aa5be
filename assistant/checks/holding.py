"""Held or not held: a true zero is held, and "not held" says what was searched (FOIA s1, FOISA s17)."""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Grounds
from assistant.checks.numbers import lexicon
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_NOT_HELD = re.compile(
    r"no (?:recorded |relevant |such )?information (?:is |was )?held|(?:information|data|this) (?:is|are|was) not held|\bnot held\b|\bnil held\b"
    r"|(?:do|does|did) not hold (?:any |this |the |that |such )?(?:information|data|record\w*|figures?|statistics)?|no information held",
    re.I,
)
_NIL = re.compile(
    r"\b(?:no|zero|nil) (?:[a-z-]+ ){1,5}?(?:have |has |had |been |were |was )*(?:occurred|happened|taken place|took place|been made|been recorded"
    r"|been received|recorded|received|made|were made|been upheld|been dismissed|identified)\b"
    r"|\bthere (?:were|have been|was|are) (?:no|none|zero)\b|\bnone (?:were|was|have|has)\b|\b(?:zero|nil|0)\b(?! (?:hours|per|%))",
    re.I,
)
_NIL_OBJECT = re.compile(
    r"\bno (?:recorded |relevant )?(?:information|data|records?|exemption|further|longer|duty)\b", re.I
)
_SEARCHED = (
    r"search|looked (?:in|for|through|at)|not recorded|do(?:es)? not record|not record(?:ed)?|not collect|not keep|no (?:business|statutory|legal|requirement)"
    r"|not required to|no requirement|not a (?:field|function)|checked|consulted|enquir|destroyed|retention|held by|responsib|not capture|created|not monitor|not our"
)
_LINK = re.compile(
    r"\b(?:so|therefore|hence|thus|as|and|since|because|response|means?|accordingly|answer)\b|[:(=-]", re.I
)
_WIDTH = 200


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find "not held" for zero, zero for "not held", and "not held" without a search."""
    confused = False
    places = [match.span() for match in _NOT_HELD.finditer(grounds.words)]
    for start, end in places:
        nil = _nil_beside(page, grounds, start, end)
        if nil is not None:
            confused = True
            yield rules()["refusal.not-held-zero"].broken_at(page, min(start, nil[0]), max(end, nil[1]))
    if places and not confused and not grounds.ncnd and not grounds.has(_SEARCHED):
        yield rules()["refusal.not-held-search"].broken_at(page, *places[0])


def _nil_beside(page: Page, grounds: Grounds, start: int, end: int) -> tuple[int, int] | None:
    """Return where the sentence of a "not held" states a zero, if it does."""
    text = page.prose.folded.text
    start_of = max(0, start - _WIDTH)
    first = max(text.rfind(".", start_of, start) + 1, text.rfind("\n", start_of, start) + 1, start_of)
    stops = [place for place in (text.find(".", end, end + _WIDTH), text.find("\n", end, end + _WIDTH)) if place >= 0]
    last = min(stops, default=min(len(text), end + _WIDTH))
    for match in _NIL.finditer(grounds.words, first, last):
        apart = grounds.words[match.end() : start] if match.end() <= start else grounds.words[end : match.start()]
        inside = start < match.end() and match.start() < end
        spoken = "mean" in apart or not _counts_something(match.group())
        if (
            not inside
            and not spoken
            and not _NIL_OBJECT.match(match.group())
            and (_LINK.search(apart) or len(apart) < 4)
        ):
            return match.span()
    return None


def _counts_something(nil: str) -> bool:
    """Tell "no arrests were made" from "no list has been made"."""
    if not nil.lower().startswith(("no ", "zero ", "nil ")) or nil.lower() in {"zero", "nil"}:
        return True
    kinds = [lexicon.noun_class(word) for word in nil.lower().split()[1:]]
    return any(kind in {"person", "event", "generic"} for kind in kinds)
