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
