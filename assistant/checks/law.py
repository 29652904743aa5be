"""Law that a letter cites: does it exist, in this regime, and can it be relied on that way."""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Ground, Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_BAR = re.compile(
    r"(?:due to|because of|under|owing to|as a result of|prevented by|in breach of|breach|contrary to|comply with|for|by)\s(?:the\s)?(?:UK\s)?"
    r"(?:GDPR|General Data Protection Regulation|Data Protection Act|data protection (?:law|legislation|reasons|rules))",
    re.I,
)
_WITHHOLDING = re.compile(
    r"cannot|can not|unable|not able|withh[eo]ld|refus|not (?:be )?(?:disclos|releas|provid)|exempt", re.I
)
_FOREIGN = {"foia": {"foisa", "eir"}, "eir": {"foia", "foisa"}, "foisa": {"foia", "eir"}}
_BRIDGES = {"39", "40", "38", "17", "16", "50", "1", "8", "10"}


def check(page: Page) -> Iterator[Finding]:
    """Hold every citation against the law pack of the letter's regime."""
    grounds = page.grounds
    yield from _unknown(page, grounds)
    yield from _mixed(page, grounds)
    yield from _bar(page, grounds)
    yield from _exclusive(page, grounds)


def _unknown(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find references to a section that exists with a limb that does not, or to no exemption at all."""
    missing: dict[tuple[int, int], list[str]] = {}
    for ground in grounds.grounds:
        if ground.provision is not None or not grounds.regime:
            continue
        known = base_of(ground.ref) in _sections(grounds)
        if known or (_relied_on(grounds, ground) and ground.act in {"", grounds.regime}):
            missing.setdefault((ground.start, ground.end), []).append(ground.ref)
    for (start, end), refs in missing.items():
        yield rules()["law.unknown"].broken_at(page, start, end, ", ".join(refs))


def _sections(grounds: Grounds) -> frozenset[str]:
    """Return the sections of which the pack has any part."""
    return frozenset(base_of(provision.ref) for provision in grounds.pack.provisions)


def _relied_on(grounds: Grounds, ground: Ground) -> bool:
    around = grounds.words[max(0, ground.start - 60) : ground.end + 40]
    return bool(re.search(r"exempt|except|withh[eo]ld|refus", around, re.I))


def _mixed(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption of one regime in a letter under another."""
    for ground in grounds.exemptions:
        foreign = ground.act in _FOREIGN.get(grounds.regime, set())
        if foreign and base_of(ground.ref) not in _BRIDGES and _relied_on(grounds, ground):
            yield rules()["law.regime"].broken_at(page, ground.start, ground.end)


def _bar(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find data protection law as the bar in a letter without the personal data exemption."""
    if any(base_of(ground.ref) in {"40", "38", "13"} for ground in grounds.grounds):
        return
    for match in _BAR.finditer(grounds.words):
        around = grounds.words[max(0, match.start() - 120) : match.end() + 80]
        if _WITHHOLDING.search(around):
            yield rules()["law.gdpr-as-bar"].broken_at(page, *match.span())
            return


def _exclusive(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find sections 30 and 31, or 23 with 24, claimed together (FOIA)."""
    if grounds.regime != "foia" or grounds.ncnd:
        return
    for one, other in (("30", "31"), ("23", "24")):
        first, second = grounds.cites(one), grounds.cites(other)
        if first is None or second is None:
            continue
        left, right = sorted((first, second), key=lambda ground: ground.start)
        between = grounds.words[left.end : right.start]
        together = len(between) < 40 and (re.search(r"\band\b|&|,", between) or left.start == right.start)
        if together and _relied_on(grounds, left) and not grounds.has(r"in the alternative|alternatively|\bor section"):
            yield rules()["law.exclusive"].broken_at(page, left.start, right.end)
