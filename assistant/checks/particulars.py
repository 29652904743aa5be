"""What single provisions ask of a letter that relies on them: where, when, who, what enactment, on what footing.

In: a letter's grounds. Out: findings of the rules named in ``rules.toml``, where each has its source.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.grounds import Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.checks.timing import DATE, SLASHED, letter_date, parsed
from assistant.findings import Finding, Verdict

# The sentences that tell how to complain have addresses of their own.
_ROUTE = re.compile(
    r"commissioner|internal review|right to complain|\bcomplain|ico\.org|foi\.scot|representations|review of|ask (?:us )?for a review",
    re.I,
)
_PLACE = re.compile(
    r"https?:|www\.|\.gov\.|\.uk\b|\b[a-z0-9-]+\.[a-z0-9.-]+/[a-z]|\blibrary\b|\bpages? \d|register (?:is )?(?:open|held|kept) at|\binspect|\bsection of (?:our|the) website|\bcan be (?:read|seen|bought|had) (?:at|in|from)",
    re.I,
)
_VAGUE_PLACE = re.compile(
    r"\b(?:on|via|through|by) (?:the|our|its|an?|your) (?:internet|web(?:[- ]?site)?|intranet|search engine|portal)\b|\bonline\b|\bin the public domain\b|\bby searching\b",
    re.I,
)
_REACH = 400
_OPINION = re.compile(r"qualified person|opinion", re.I)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December) 20[0-9]{2}"
_BEFORE = re.compile(
    r"\bbefore (?:your|the|we received|you|receiving)|\bprior to\b|\balready\b|\bwhen (?:your request|we received|you (?:asked|wrote))|\bat the time (?:of|that|when|you)"
    r"|\bhad (?:been )?(?:decided|planned|settled|agreed|intended|scheduled)|\bestablished\b|\bsince \d|\bhas (?:long )?been (?:planned|scheduled)|\bin (?:its|our) (?:publication )?(?:plan|schedule|calendar)"
    r"|\b(?:every|each) (?:year|quarter|month|spring|summer|autumn|winter)\b|\bannual(?:ly)?\b",
    re.I,
)
_AFTER = re.compile(
    r"\b(?:following|because of|as a result of|in (?:the )?light of|in response to|prompted by|on receiving|since receiving|having received|after (?:receiving|reading)?)\s?(?:your|the|this) (?:request|letter|e-?mail|message|enquiry)"
    r"|\bsince (?:your request|you (?:asked|wrote))|\b(?:have|has) (?:now|since) (?:decided|resolved|agreed|chosen)|\b(?:now|since) (?:intend|plan)s?\b",
    re.I,
)
_WHEN = re.compile(
    rf"{DATE.pattern}|{_MONTH}|\b(?:spring|summer|autumn|winter|early|late|end of|year) (?:of )?20[0-9]{{2}}|\bin 20[0-9]{{2}}\b|\b20[0-9]{{2}}[-/][0-9]{{2}}\b"
    r"|\bno date\b|\bnot (?:yet )?(?:been )?(?:fixed|set|settled)|\bwhether the date is determined|\bwithin (?:12|twelve|[a-z]+) weeks",
    re.I,
)
_ENACTMENT = re.compile(
    r"\b(?:Act|Regulations?|Order|Rules|Measure|Statute|Directive|Convention)\b,? (?:of )?(?:1[6-9]|20)[0-9]{2}|\bcontempt of court|\bassimilated obligation"
)
_NOT_ENACTMENT = re.compile(
    r"(?:Freedom of Information|Data Protection|Environmental Information|Human Rights)(?: \(Scotland\))? (?:Act|Regulations)",
    re.I,
)
_NOT_OPEN = re.compile(
    r"\bnot (?:open|available|apply)|\bcannot be\b|\bmay not\b|\bclosed\b|\bbarred?\b|\bdoes not\b|\bother than\b|\bexcept\b",
    re.I,
)
_RECOGNISED = re.compile(r"\b(?:article )?6\(1\)\(ea\)|\brecognised legitimate interests?\b", re.I)
_LISTS = re.compile(
    r"\b(?:rely|relies|relying|relied) (?:up)?on\b|\bfollowing (?:exemptions|exceptions|sections)|\bexemptions? (?:used|applied|engaged|relied)|\b(?:exemptions|exceptions)\b",
    re.I,
)


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold each provision that the letter relies on against what it asks for."""
    for one in _RULES:
        yield from one(page, grounds)


def _elsewhere(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the place of what is said to be accessible by other means (FOIA s21, FOISA s25)."""
    ground = grounds.cites("25" if grounds.regime == "foisa" else "21")
    if ground is None or ground.provision is None or ground.provision.kind != "exemption" or grounds.regime == "eir":
        return
    for match in grounds.find(_PLACE):
        first, last = grounds.sentence_at(match.start())
        if not _ROUTE.search(grounds.words, first, last):
            return
    vague = _VAGUE_PLACE.search(grounds.words, ground.start, min(len(grounds.words), ground.end + _REACH))
    yield rules()["refusal.where"].broken_at(page, ground.start, vague.end() if vague else ground.end)


def _qualified_person(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the opinion of a qualified person and its date, which is not after the letter (FOIA s36)."""
    ground = grounds.cites("36")
    if ground is None or grounds.regime != "foia" or grounds.has(r"36\(4\)"):
        return
    given = [
        match
        for text in grounds.sentences_with(_OPINION)
        for match in re.finditer(rf"{DATE.pattern}|{_MONTH}|{SLASHED.pattern}", text, re.I)
    ]
    if not grounds.has(r"qualified person") or not given:
        found = rules()["refusal.qualified-person"].broken_at(page, ground.start, ground.end)
        yield replace(found, verdict=Verdict.REVIEW) if grounds.first(_OPINION) else found
        return
    sent, days = letter_date(page, grounds), [parsed(match) for match in given if match.group(1) or match.group(4)]
    if sent is not None and days and all(day is not None and day > sent for day in days):
        yield rules()["refusal.qualified-person"].broken_at(page, ground.start, ground.end)


def _publication(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require a plan to publish that came before the request, when, and why it is reasonable to wait (FOIA s22, FOISA s27)."""
    base = {"foia": "22", "foisa": "27"}.get(grounds.regime, "")
    ground = grounds.cites(base)
    if ground is None or ground.provision is None or ground.provision.lifts_duty or ground.ref == "27(2)":
        return
    after = grounds.first(_AFTER)
    kept = grounds.first(_BEFORE) or (grounds.regime == "foisa" and grounds.has("12 weeks|twelve weeks"))
    if after:
        yield rules()["refusal.publication"].broken_at(page, *after.span())
    elif not (kept and grounds.first(_WHEN) and grounds.has("reasonabl")):
        yield rules()["refusal.publication"].broken_at(page, ground.start, ground.end)


def _enactment(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the enactment that prohibits disclosure (FOIA s44, FOISA s26)."""
    ground = grounds.cites({"foia": "44", "foisa": "26"}.get(grounds.regime, ""))
    if ground is None or ground.provision is None or ground.provision.kind != "exemption":
        return
    if not _ENACTMENT.search(_NOT_ENACTMENT.sub("", grounds.words)):
        yield rules()["refusal.enactment"].broken_at(page, ground.start, ground.end)


def _repeat(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require when the earlier request was answered, where a request is said to repeat it (s14(2))."""
    ground = next((one for one in grounds.grounds if one.ref == "14(2)"), None)
    if ground is None or grounds.regime == "eir":
        return
    dated = re.compile(rf"(?:{DATE.pattern}|{_MONTH})", re.I)
    earlier = re.compile(
        r"\b(?:answered|replied|reply|response|responded|complied|provided|sent|earlier|previous\w*|gave)\b", re.I
    )
    if not any(map(dated.search, grounds.sentences_with(earlier))):
        yield rules()["refusal.repeat"].broken_at(page, ground.start, ground.end)


def _environmental(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the presumption in favour of disclosure, and the particulars of unfinished material (EIR rr.12(2), 14(4))."""
    if grounds.regime != "eir":
        return
    number = "10" if grounds.is_scottish_eir else "12"
    excepted = [one for one in grounds.exemptions if one.ref.startswith(f"{number}(") and one.ref[2:] != "(4)(a)"]
    if excepted and not grounds.has(r"presum", rf"{number}\(2\)"):
        yield rules()["refusal.presumption"].broken_at(page, excepted[0].start, excepted[0].end)
    unfinished = next((one for one in excepted if one.ref[2:].startswith("(4)(d)")), None)
    if unfinished is not None and not (grounds.first(_WHEN) or grounds.has(r"not known|unknown|no estimate")):
        yield rules()["refusal.completion"].broken_at(page, unfinished.start, unfinished.end)


def _scottish(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require a Scottish refusal to say that the information is held (FOISA s16(1)(a))."""
    if grounds.regime != "foisa" or grounds.ncnd or not grounds.owes_reasons or not grounds.exemptions:
        return
    if not grounds.has(r"\bholds?\b", r"\bheld\b", r"\bholding\b"):
        first = grounds.exemptions[0]
        yield rules()["refusal.says-held"].broken_at(page, first.start, first.end)


def _lawful_basis(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find recognised legitimate interests as the basis of a disclosure under the Act (FOIA s40(8))."""
    for match in grounds.find(_RECOGNISED):
        if not _NOT_OPEN.search(grounds.words, *_up_to(grounds, match)):
            yield rules()["refusal.lawful-basis"].broken_at(page, *match.span())
            return


def _up_to(grounds: Grounds, match: "re.Match[str]") -> tuple[int, int]:
    """Return the span of the clause round a match: the sentence, as far as forty characters after it."""
    first, last = grounds.sentence_at(match.start())
    return first, min(last, match.end() + 40)


def _orphan(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption that a list at the head names, and that nothing is then withheld under (s17(1)(a))."""
    cited = [(citation.start, {base_of(ref) for ref in citation.refs}) for citation in grounds.citations]
    for ground in grounds.exemptions:
        first, last = grounds.sentence_at(ground.start)
        listed = {base for start, bases in cited if first <= start < last for base in bases}
        later = {base for start, bases in cited if not first <= start < last for base in bases}
        base = base_of(ground.ref)
        if not _LISTS.search(grounds.words, first, last) or base in later or grounds.regime == "eir":
            continue
        if any(_is_exemption(grounds, other) for other in (listed & later) - {base}):
            yield rules()["refusal.orphan"].broken_at(page, ground.start, ground.end)


def _is_exemption(grounds: Grounds, base: str) -> bool:
    return any(base_of(one.ref) == base for one in grounds.exemptions)


_RULES = (
    _elsewhere,
    _qualified_person,
    _publication,
    _enactment,
    _repeat,
    _environmental,
    _scottish,
    _lawful_basis,
    _orphan,
)
