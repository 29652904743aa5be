"""Law that exists and is not what the letter takes it for: numbers of the other Act, and decisions that held otherwise.

In: a letter's grounds. Out: findings of the rules ``law.regime`` and ``law.decision``. What a section is about in each Act is in
``topics.toml``; what decisions held is in :mod:`assistant.law.decisions`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from assistant.checks.grounds import Ground, Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding
from assistant.law.decisions import Cited, Decision, find_decisions
from assistant.law.pack import load_pack
from assistant.law.requester import contrary

_OTHER = {"foia": "foisa", "foisa": "foia"}
# The right to apply to the Commissioner: section 50 of the Act of 2000 (and under the EIR), section 47 of the Scottish Act.
_APPLY = re.compile(
    r"\bCommissioner\b[^.\n]{0,120}?\b(?P<it>(?:section|s\.?) ?(?P<n>47|50))\b|\b(?P<it2>(?:section|s\.?) ?(?P<m>47|50))\b[^.\n]{0,160}?\bCommissioner\b",
    re.I,
)
_RIGHT = {"foia": "50", "eir": "50", "foisa": "47"}
# What a text that cites a decision of the digests, or one by its neutral reference, holds.
_DECIDES = re.compile(
    r"tribunal|court|commissioner|decision|UK(?:UT|FTT|SC|HL)|EWHC|Montague|Spivack|Magherafelt|Miller|Lloyd v|Coombs v|Common Services|abortion statistics",
    re.I,
)
_REPORTS = re.compile(
    r"\b(?:held|decided|found|ruled|ordered|concluded|said|confirmed|established|accepted|determined|shows?|states?|says|means|holds|makes (?:it )?clear)\b",
    re.I,
)
_SUBJECT = re.compile(
    r"(?: of (?:the )?(?:Freedom|FOI|Act|FOISA|2000|2002)[^.;()\n]{0,60}?(?:\(Scotland\)[^.;()\n]{0,20})?)?,?(?: \((?P<bracket>[a-z][^()\n]{3,80})\)| (?:which|that) (?:exempts|protects|covers|concerns|relates to|deals with|is about)(?P<clause>[^.;\n]{3,90}))",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|no longer|never|nor|neither|need not|nobody|no (?:applicants?|requesters?|one)|you (?:say|suggest|ask|believe))\b(?! (?:deal|process|answer|accept|consider|entitled))|n't\b",
    re.I,
)
_ANY = frozenset({"foia", "foisa", "eir"})
_ANYONE = r"(?:applicants?|requesters?|enquirers?|anyone|persons?|people|you)"
_MUST = r"(?:must|shall|ha(?:s|ve) to|(?:is|are) (?:required|obliged) (?:by law )?to|to)"
# Each is the contrary of a duty or right in the text of the law: FOIA ss1, 8, 11, 17(7), 50; EIR rr.5, 11, 18; FOISA ss1, 8, 20, 47.
_FALSE = (
    (
        re.compile(
            r"\byou (?:have|had|did) not (?:told|said|explain(?:ed)?|say|state[d]?|tell us|given?|shown?)\b[^.;\n]{0,20}\b(?:why you (?:want|need|ask|require)|what (?:you want|it is for|use)|(?:a |any |your |the )(?:reason|purpose))\b[^.;\n]{0,40}\b(?:so|therefore|and)\b[^.;\n]{0,60}\b(?:not|refuse\w*|unable|cannot|need not)\b",
            re.I,
        ),
        frozenset({"foia", "foisa", "eir"}),
        "nobody has to say why the information is wanted (section 1(1); regulation 5(1))",
    ),
    (
        re.compile(
            rf"\b{_ANYONE}\b[^.;\n]{{0,40}}\b{_MUST} (?:state|give|explain|disclose|declare|specify|tell us|justify)\b[^.;\n]{{0,30}}\b(?:purposes?|motives?|intentions?|(?:your |the |their |his |a )?reasons? (?:for|why)|why)\b(?! (?:for (?:the |a )?(?:review|complaint|dissatisf)|you (?:are|disagree|remain)))(?![^.;\n]{{0,30}}\b(?:review|complaint|dissatisf))",
            re.I,
        ),
        _ANY,
        "nobody has to say why the information is wanted (section 1(1); regulation 5(1))",
    ),
    (
        re.compile(
            r"\b(?:there is |you have |have |carries |with )?no (?:further )?(?:right|avenue|route) (?:of|to|for) (?:an? )?(?:appeal|complain\w*|challenge|review)\b(?![^.\n]{0,40}\b(?:tribunal|court|until|before|unless))|\b(?:this|our|the) decision is final\b(?! and)",
            re.I,
        ),
        _ANY,
        "the right to apply to the Commissioner cannot be taken away",
    ),
    (
        re.compile(
            r"\b(?:requests?|applications?|you|it)\b[^.;\n]{0,40}\b(?:must|only|have to|has to|required to)\b[^.;\n]{0,40}\b(?:on|use|using|via|through|complet\w+|fill\w*(?: in| out)?) (?:our|the|a|an|this|its) (?:[a-z]+ ){0,3}?(?:form|portal)\b",
            re.I,
        ),
        _ANY,
        "a request need be on no form (section 8; regulation 5)",
    ),
    (
        re.compile(
            r"\b(?:Act|law|section 8(?:\(1\))?|FOIA?)\b[^.;\n]{0,40}\b(?:requires?|only|must)\b[^.;\n]{0,60}\b(?:by post|on paper|signed|postal address|home address|proof of (?:identity|address)|passport|identification)\b",
            re.I,
        ),
        frozenset({"foia"}),
        "an email with a name and an address for correspondence, which may be an email address, is a request (section 8)",
    ),
)
_WITHHOLDS = re.compile(r"\bexempt\b|withh[eo]ld|refus|\bappl(?:y|ies)\b|\bengage[sd]?\b", re.I)
_NOT_REPORTED = re.compile(
    r"\b(?:unlike|distinguish\w*|by contrast|whereas|you (?:say|argue|suggest|claim|refer|rely|believe))\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Topic:
    words: "re.Pattern[str]"
    sections: dict[str, str]


@cache
def _topics() -> tuple[_Topic, ...]:
    with Path(__file__).with_name("topics.toml").open("rb") as handle:
        raw = tomllib.load(handle)["topic"]
    return tuple(
        _Topic(re.compile(rf"\b(?:{one['words']})", re.I), {act: one[act] for act in ("foia", "foisa")}) for one in raw
    )


def check(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find sections by the number that they have in the other Act, the other Act's right to apply, and decisions misreported."""
    yield from _numbers(page, grounds)
    yield from _titles(page, grounds)
    yield from _claims(page, grounds)
    yield from _sections_of_regulations(page, grounds)
    yield from _abroad(page, grounds)
    yield from _applies(page, grounds)
    yield from _decisions(page, grounds)


def _numbers(page: Page, grounds: Grounds) -> Iterator[Finding]:
    other = _OTHER.get(grounds.regime)
    for ground in grounds.grounds if other else ():
        if (
            ground.act in {"", grounds.regime}
            and _is_relied_on(grounds, ground)
            and _is_about(grounds, ground, other or "")
            and not _is_about(grounds, ground, grounds.regime)
        ):
            yield rules()["law.regime"].broken_at(page, ground.start, ground.end)


def _claims(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find what is said of the law as such that it does not say."""
    for pattern, regimes, what in _FALSE:
        for match in grounds.find(pattern) if grounds.regime in regimes or not grounds.regime else ():
            first, _ = grounds.sentence_at(match.start())
            # "You have not told us why ..." is no denial of what follows.
            last = match.start() if match.group().lower().startswith("you ha") else match.end()
            if not _DENIED.search(grounds.words, first, last) and not page.is_quoted(*_original(page, match)):
                yield rules()["law.misread"].broken_at(page, *match.span(), what)
                break


def _original(page: Page, match: "re.Match[str]") -> tuple[int, int]:
    folded = page.prose.folded
    return folded.start(match.start()), folded.end(match.end())


def _titles(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption whose subject, as the letter itself gives it behind the number, is that of another section."""
    other = _OTHER.get(grounds.regime)
    for ground in grounds.exemptions if other else ():
        match = _SUBJECT.match(grounds.words, ground.end)
        if match is None or ground.act not in {"", grounds.regime}:
            continue
        said = match["bracket"] or match["clause"]
        about = {topic.sections[grounds.regime] for topic in _topics() if topic.words.search(said)}
        abroad = {topic.sections[other or ""] for topic in _topics() if topic.words.search(said)}
        base = base_of(ground.ref)
        if about and base not in about | abroad:
            what = f"section {base} is not about that, but section {' or '.join(sorted(about))} is"
            yield rules()["law.misread"].broken_at(page, ground.start, match.end(), what)


def _is_relied_on(grounds: Grounds, ground: Ground) -> bool:
    first, last = grounds.sentence_at(ground.start)
    return ground in grounds.exemptions or bool(_WITHHOLDS.search(grounds.words, first, last))


def _is_about(grounds: Grounds, ground: Ground, act: str) -> bool:
    """Tell whether the sentence of a citation speaks of what its section is about in an Act."""
    first, last = grounds.sentence_at(ground.start)
    base = base_of(ground.ref)
    return any(topic.words.search(grounds.words, first, last) for topic in _topics() if topic.sections[act] == base)


def _sections_of_regulations(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an exemption of the Act, by its bare number, in a letter under the Regulations alone."""
    if grounds.regime != "eir" or grounds.has(r"freedom of information|\bFOIA?\b"):
        return
    act = load_pack("foia")
    for citation in grounds.citations:
        first, last = grounds.sentence_at(citation.start)
        known = [act.find(ref) for ref in citation.refs if citation.kind == "section" and not citation.act]
        exempts = any(
            one is not None and one.kind == "exemption" and one.ref != "40(1)" and not one.ref.startswith("39")
            for one in known
        )
        if exempts and _WITHHOLDS.search(grounds.words, first, last):
            yield rules()["law.regime"].broken_at(page, citation.start, citation.end)
            return


def _abroad(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find the Scottish Act relied on in a letter whose right to apply is that of the Act of 2000."""
    if grounds.regime != "foisa" or grounds.has(
        "scottish information commissioner", r"foi\.scot", r"\bsection (?:47|20)\b"
    ):
        return
    relied = next((one for one in grounds.grounds if one.act == "foisa"), None)
    if relied is not None and any(match["n"] == "50" or match["m"] == "50" for match in grounds.find(_APPLY)):
        yield rules()["law.regime"].broken_at(page, relied.start, relied.end)


def _applies(page: Page, grounds: Grounds) -> Iterator[Finding]:
    right = "47" if grounds.is_scottish_eir else _RIGHT.get(grounds.regime)
    for match in grounds.find(_APPLY) if right else ():
        if (match["n"] or match["m"]) != right:
            yield rules()["law.regime"].broken_at(page, *match.span("it" if match["n"] else "it2"))
            return


def _decisions(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find decisions that cannot be right by their reference, and those that are said to have held the contrary."""
    year = (page.material.letter_date or datetime.now(tz=UTC).date()).year
    done = -1
    for match in grounds.find(_DECIDES):
        if match.start() < done:
            continue
        first, done = grounds.sentence_at(match.start())
        for cited in find_decisions(grounds.words[first:done], year):
            yield from _decision(page, grounds, first, done, cited)


def _decision(page: Page, grounds: Grounds, first: int, last: int, cited: Cited) -> Iterator[Finding]:
    start, end = first + cited.start, first + cited.end
    if cited.fault:
        yield rules()["law.decision"].broken_at(page, start, end, cited.fault.rstrip("."))
    elif cited.decision is not None:
        said = _misreported(grounds.words[first:last], cited.decision)
        if said is not None:
            span = (min(start, first + said[0]), max(end, first + said[1]))
            yield rules()["law.decision"].broken_at(page, *span, f"{cited.decision.name} {cited.decision.held}")


def _misreported(sentence: str, decision: Decision) -> tuple[int, int] | None:
    """Return where a sentence reports a decision contrary to what was held; the letter's own view of its own case is no report."""
    said = contrary(sentence, decision)
    if said is None or _NOT_REPORTED.search(sentence) or not _REPORTS.search(sentence, 0, said.end()):
        return None
    return said.span()
