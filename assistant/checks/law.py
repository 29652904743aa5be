"""Law that a letter cites: does it exist, in this regime, and can it be relied on that way."""

import re
from collections.abc import Iterator

from assistant.checks import bars, costs, fees, kinds, other_law
from assistant.checks.grounds import Ground, Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding
from assistant.law.acts import ACT_WITH_YEAR, REPEALED, YEARS
from assistant.law.requester import LAST_PROVISION

_FOREIGN = {"foia": {"foisa", "eir"}, "eir": {"foia", "foisa"}, "foisa": {"foia", "eir"}}
_NEAR, _CLAUSE = 40, 200
_SAME = re.compile(
    r"\bthe same\b|\bboth\b|\b(?:it|they|this|these|that) (?:is|are) (?:also|equally|further)\b|\bin addition\b|\bas well\b|\b(?:it|they|this|these) (?:also|further|equally|additionally)\b|\balso (?:exempt|withheld|engag\w+|appl\w+|rel\w+)",
    re.I,
)
_AS_WELL = re.compile(
    r"[^.;\n]{0,20}\b(?:to|for) (?:it|them|this|that)\b[^.;\n]{0,10}\b(?:as well|too|also|equally)\b", re.I
)
_APART = re.compile(r"\b(?:so far as|to the extent|if|not|rather than|or|which)\b", re.I)
_PAST = re.compile(
    r"\b(?:until|formerly|previous(?:ly)?|repealed|replaced|superseded|former|the old|at the time|(?:was|then|were) (?:still )?in force|before (?:25 )?(?:May )?2018)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:appropriate|costs?|fees) (?:limit|threshold)\b(?:[^.\n]{0,30}?(?:£ ?(?:450|600)\b|(?:18|24) hours))?"
    r"|\b(?:limit|threshold|ceiling|maximum) of (?:£ ?(?:450|600)\b|(?:18|24) hours)|£ ?(?:450|600)(?=[^.\n]{0,30}(?:limit|threshold))|\b(?:18|24)[- ]hours?,? (?:limit|threshold|allow\w*|permitted)"
    r"|\b(?:exceed\w*|more than|over|beyond|passes) (?:the )?(?:£ ?(?:450|600)|(?:18|24) hours)\b|\bsection 12(?:\([12]\))?(?= of the (?:Freedom|FOI|Act))",
    re.I,
)
_NO_LIMIT = re.compile(r"\b(?:no|not|nor|without|unlike|neither|guide|analog\w+|indicat\w+)\b", re.I)
_LOCAL = re.compile(
    r"\b(?:council|police|constabulary|nhs|hospital|trust|universit\w+|school|college|academy|fire and rescue|health board|housing association|harbour commissioners)\b",
    re.I,
)
_CENTRAL = re.compile(
    r"\b(?:department (?:for|of)|ministry|ministers?|office of the|secretary of state|home office|treasury|cabinet office|government|audit|scottish government)\b",
    re.I,
)
_EMITTED = r"\bemissions?\b|\bdischarges? (?:in)?to\b|\b(?:smoke|fumes|effluent|exhaust|particulates?|odours?|dust|sewage|slurry|leachate)\b[^.;\n]{0,40}\b(?:from|into|released|given off|stack|chimney|outfall|measured|readings?)\b|\b(?:readings?|measurements?|levels?|monitoring) of (?:the )?(?:smoke|fumes|effluent|exhaust|particulates?|odours?|dust|nitrogen|sulphur)\b"
_PARTED = r"\b(?:rest|remainder|other parts?|remaining|part of|some of|first part|second part|questions? [0-9])\b[^.\n]{0,60}\b(?:falls?|fell|dealt|considered|handled|answered|is|are)\b[^.\n]{0,40}\bunder\b"
_BRIDGES = {"39", "40", "38", "17", "16", "50", "1", "8", "10"}


def check(page: Page) -> Iterator[Finding]:
    """Hold every citation against the law pack of the letter's regime."""
    grounds = page.grounds
    yield from _unknown(page, grounds)
    yield from _mixed(page, grounds)
    yield from bars.check(page, grounds)
    yield from kinds.rule(page, grounds)
    yield from fees.rule(page, grounds)
    yield from _exclusive(page, grounds)
    yield from _acts(page, grounds)
    yield from _cost_limit(page, grounds)
    yield from costs.stated_limit(page, grounds)
    yield from _emissions(page, grounds)
    yield from _body(page, grounds)
    yield from other_law.check(page, grounds)


def _unknown(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find references to a section that exists with a limb that does not, or to no exemption at all."""
    missing: dict[tuple[int, int], list[str]] = {}
    for ground in grounds.grounds:
        if ground.provision is not None or not grounds.regime:
            continue
        known = base_of(ground.ref) in _sections(grounds)
        past = ground.act == grounds.regime and int(re.sub(r"\D.*", "", ground.ref)) > LAST_PROVISION[ground.act]
        if known or past or (_relied_on(grounds, ground) and ground.act in {"", grounds.regime}):
            missing.setdefault((ground.start, ground.end), []).append(ground.ref)
    for (start, end), refs in missing.items():
        yield rules()["law.unknown"].broken_at(page, start, end, ", ".join(refs))


def _sections(grounds: Grounds) -> frozenset[str]:
    """Return the sections of which the pack has any part."""
    return frozenset(base_of(provision.ref) for provision in grounds.pack.provisions)


def _relied_on(grounds: Grounds, ground: Ground) -> bool:
    around = grounds.words[max(0, ground.start - 60) : ground.end + 80]
    return bool(
        re.search(
            r"exempt|except|withh[eo]ld|refus|h[eo]ld(?:s|ing)? back|ke(?:ep|pt)\w* back|\blets? (?:us|an?|the|public)\b",
            around,
            re.I,
        )
    )


def _mixed(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption of one regime in a letter under another, unless the letter says that it has a part under each."""
    if grounds.of_both or grounds.has(_PARTED):
        return
    for ground in grounds.exemptions:
        foreign = ground.act in _FOREIGN.get(grounds.regime, set())
        bridge = (
            base_of(ground.ref) in _BRIDGES
            and not (ground.act == "foisa" and grounds.regime == "foia")
            and not (grounds.regime == "eir" and ground.ref.startswith(("40(2)", "40(3")))
        )
        if foreign and not bridge and _relied_on(grounds, ground):
            yield rules()["law.regime"].broken_at(page, ground.start, ground.end)


def _exclusive(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find exemptions that exclude each other claimed for the same information (FOIA ss24(1), 31(1), 36(1)).

    What can be had already (s21) is not held with a view to publication at a future date (s22(1)(a)).
    """
    if grounds.regime != "foia" or grounds.ncnd:
        return
    for one, other in (("30", "31"), ("23", "24"), ("35", "36"), ("21", "22")):
        first, second = grounds.cites(one), grounds.cites(other)
        if first is None or second is None:
            continue
        left, right = sorted((first, second), key=lambda ground: ground.start)
        if _together(grounds, left, right) and not grounds.has(r"in the alternative|alternatively|\bor section"):
            yield rules()["law.exclusive"].broken_at(page, *_span(left, right))


def _together(grounds: Grounds, left: Ground, right: Ground) -> bool:
    """Tell whether two citations are claimed for one thing: side by side, or "the same plan is also exempt under"."""
    between = grounds.words[left.end : right.start]
    if len(between) < _NEAR and (re.search(r"\band\b|&|,", between) or left.start == right.start):
        return _relied_on(grounds, left) or grounds.is_relied_on(left) or grounds.is_relied_on(right)
    clause = re.split(r"[.;:](?=\s)|\n|, (?:and|but)\s", between[-_CLAUSE:])[-1]
    if _AS_WELL.match(grounds.words, right.end) and len(between) < _CLAUSE and "." not in between:
        return True
    return bool(_SAME.search(clause)) and not _APART.search(clause)


def _span(left: Ground, right: Ground) -> tuple[int, int]:
    """Return both citations where they stand side by side, else the second."""
    return (left.start if right.start - left.end < _NEAR else right.start), max(left.end, right.end)


def _acts(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an Act of information law with a year that is not its own, and one that has been repealed relied on."""
    for match in grounds.find(ACT_WITH_YEAR):
        name, year = " ".join(match.group(1).lower().split()), match.group(2)
        if page.is_quoted(*_original(page, match)):
            continue
        first, last = grounds.sentence_at(match.start())
        if (name, year) in REPEALED:
            if not _PAST.search(grounds.words, first, min(len(grounds.words), last + _NEAR)):
                yield rules()["law.repealed"].broken_at(page, *match.span())
        elif year != YEARS[name]:
            yield rules()["law.year"].broken_at(page, *match.span())


def _original(page: Page, match: "re.Match[str]") -> tuple[int, int]:
    folded = page.prose.folded
    return folded.start(match.start()), folded.end(match.end())


def _cost_limit(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find the cost limit of the Act as the test in an environmental letter."""
    if grounds.regime != "eir":
        return
    for match in grounds.find(_LIMIT):
        first, last = grounds.sentence_at(match.start())
        if not _NO_LIMIT.search(grounds.words, first, last):
            yield rules()["law.eir-cost-limit"].broken_at(page, *match.span())
            return


def _emissions(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exception that cannot be used for emissions in a letter about them (EIR r.12(9))."""
    barred = next((one for one in grounds.exemptions if re.match(r"12\(5\)\([d-g]\)", one.ref)), None)
    if barred is None or grounds.regime != "eir":
        return
    if grounds.has(_EMITTED) and not grounds.has(
        r"\b(?:not?|none|nor|neither|nothing)\b[^.\n]{0,70}\b(?:emissions?|discharges?)\b|12\(9\)"
    ):
        yield rules()["law.emissions"].broken_at(page, barred.start, barred.end)


def _body(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption of central government, or of auditors of others, used by a body that is plainly neither."""
    bases = {"foia": ("33", "35"), "foisa": ("29",)}.get(grounds.regime, ())
    if not _LOCAL.search(grounds.letterhead) or _CENTRAL.search(grounds.letterhead):
        return
    for ground in grounds.exemptions:
        if base_of(ground.ref) in bases and grounds.refuses:
            yield rules()["law.body"].broken_at(page, ground.start, ground.end)
            return
