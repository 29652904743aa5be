"""Neither confirming nor denying: nothing tips it off, and the right limb is cited (FOIA ss1, 17)."""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_TIP = re.compile(
    r"\b(?:the )?(?:information|records?|data|documents?|figures?|files?) (?:that |which )?(?:we|the (?:force|council|trust|authority|department|university)) (?:do |does )?holds?\b"
    r"(?! or)|\b(?:as|because|since) (?:we|there|the (?:records?|files?|incident|case|investigation|complaint)) (?:hold|do hold|were?|was|is|are|shows?|contains?|has|have|did)\b"
    r"|\bno such (?:records?|information|person|case|incident|complaint|investigation)s?\b|\bon this occasion\b|\bin (?:his|her|their) case\b"
    r"|\bhowever,? (?:there (?:was|were|is|are)|we (?:do|can))\b|\bwe do (?:not )?in fact\b|\bthe one (?:case|person|incident|record)\b",
    re.I,
)
_SAFE = re.compile(
    r"should not be (?:taken|read|inferred)|whether (?:or not )?(?:we|any|the|it)|if (?:we|any|it|the)|any other|not be taken as",
    re.I,
)


def check(page: Page) -> Iterator[Finding]:
    """Find words near a neither-confirm-nor-deny that answer the question, and the wrong limb."""
    grounds = page.grounds
    if not grounds.ncnd:
        return
    yield from _tips(page, grounds)
    yield from _limb(page, grounds)


_ITEM = "\n- "


def _paragraphs(grounds: Grounds) -> tuple[tuple[int, int], ...]:
    """Return the paragraphs that neither confirm nor deny, once each."""
    parting = "\n\n" if "\n\n" in grounds.words else "\n"
    found: list[tuple[int, int]] = []
    for start, end in grounds.ncnd_places:
        if found and end <= found[-1][1]:
            continue
        # An item of a list stands by itself: the one before it may withhold something else.
        lasts = [place for mark in (parting, _ITEM) if (place := grounds.words.find(mark, end)) >= 0]
        first = max(grounds.words.rfind(parting, 0, start), grounds.words.rfind(_ITEM, 0, start), 0)
        found.append((first, min(lasts, default=len(grounds.words))))
    return tuple(found)


def _tips(page: Page, grounds: Grounds) -> Iterator[Finding]:
    for first, last in _paragraphs(grounds):
        for match in _TIP.finditer(grounds.words, first, last):
            lead = grounds.words[max(first, match.start() - 60) : match.start()]
            if not _SAFE.search(lead) and not re.search(r"\b(?:whether|if|any other|other)\b", match.group(), re.I):
                yield rules()["ncnd.tip-off"].broken_at(page, *match.span())


def _limb(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the neither-confirm-nor-deny limb of each exemption cited in the same paragraph."""
    lifted = {
        base_of(ground.ref)
        for ground in grounds.grounds
        if ground.provision is not None and ground.provision.lifts_duty
    }
    for first, last in _paragraphs(grounds):
        for ground in grounds.exemptions:
            provision = ground.provision
            if provision is None or not provision.ncnd or not first <= ground.start <= last:
                continue
            if not provision.lifts_duty and base_of(ground.ref) not in lifted:
                yield rules()["ncnd.limb"].broken_at(page, ground.start, ground.end)
                return
