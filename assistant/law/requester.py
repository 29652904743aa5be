"""Law that a requester quotes: what does not exist, or does not say that, with a courteous line for the reply.

Requests come with law in them, from templates, from memory and from machines. An officer should know at once what of
it is wrong, and answer it in one friendly sentence. What is not known to be wrong is let be: an unknown decision is
named as one to look up, never as one that does not exist. The claims and their sources are in ``claims.toml``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.law.acts import ACT_WITH_YEAR, REPEALED, YEARS
from assistant.law.citations import Citation, find_citations
from assistant.law.deadlines import working_days
from assistant.law.decisions import Cited, Decision, find_decisions
from assistant.law.pack import ancestors, load_pack

# The last section of each Act, and the last of the Regulations: they end with commencement and extent, or revocation.
LAST_PROVISION = {"foia": 88, "foisa": 76, "eir": 21}
_SHORT = {"foia": "the Freedom of Information Act 2000", "foisa": "the Freedom of Information (Scotland) Act 2002"}
_SENTENCE = re.compile(r"[^.?!\n]*(?:[.?!](?!\s+[A-Z(\"'])[^.?!\n]*|\n(?!\s*\n)[^.?!\n]*)*")
_EXEMPT = re.compile(
    r"\b(?:exempt as|is exempt|not exempt|never exempt|personal data|must (?:be )?(?:releas|disclos)\w*|right(?:ly)? withh\w+|withhold\w*)\b",
    re.I,
)
_SAYS_PERSONAL = re.compile(
    r"\b(?:is|are|was|were|be|as)\s(?:always\s)?personal (?:data|information)|\b(?:is|are|was|were) (?:always )?exempt|\brightly withheld",
    re.I,
)
_SAYS_OPEN = re.compile(
    r"\b(?:not|never|cannot be)\s(?:be\s)?(?:personal (?:data|information)|exempt|withheld|refused)|\b(?:must|should|had to|have to|obliged to|ordered\b.{0,30}) (?:be )?(?:releas|disclos|provid|publish)\w*|\bordered (?:disclosure|release)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a request says of the law, and what is wrong with it.

    Attributes:
        start: where it begins in the request.
        end: where it ends.
        quote: the words between.
        kind: "provision", "act", "repealed", "decision", "look-up", or "meaning".
        truth: what the law says, for the officer.
        line: a courteous sentence for the reply; empty where the officer has to look something up first.
        source: the address of the text that says so; empty for a reference that nobody looked up.
        status: "verified", "part" or "unverified".
    """

    start: int
    end: int
    quote: str
    kind: str
    truth: str
    line: str
    source: str
    status: str

    def as_json(self) -> dict[str, object]:
        """Return the object that ``foi suggest --json`` prints."""
        return asdict(self)


def claims_in(request: str, regime: str, today: date) -> tuple[Claim, ...]:
    """Return what a request says wrongly of the law, in order; overlapping claims are told once.

    Args:
        request: the requester's own words.
        regime: "foia", "eir" or "foisa", for references that name no Act.
        today: no decision is later than this.
    """
    found = [
        *_provisions(request, regime),
        *_acts(request),
        *_decisions(request, today),
        *_meanings(request, regime),
    ]
    told: list[Claim] = []
    for claim in sorted(found, key=lambda one: (one.start, -one.end)):
        if not told or claim.start >= told[-1].end:
            told.append(claim)
    return tuple(told)


# --- provisions that are not there


def _provisions(request: str, regime: str) -> Iterator[Claim]:
    for citation in find_citations(request):
        act = citation.act or ("eir" if citation.kind == "regulation" else regime)
        missing = [ref for ref in citation.refs if act in LAST_PROVISION and _is_missing(act, ref)]
        if missing and not (citation.kind == "article" or (citation.kind == "regulation") != (act == "eir")):
            yield _no_such(citation, act, missing)


def _is_missing(act: str, ref: str) -> bool:
    """Tell whether there is certainly no such provision: past the end, or no such limb of an exemption."""
    if not 0 < _number(ref) <= LAST_PROVISION[act]:
        return True
    pack = load_pack(act)
    whole = pack.find(ref.split("(")[0])
    is_exemption = whole is not None and whole.kind in {"exemption", "exception"}
    return is_exemption and bool(ancestors(ref)) and not pack.exists(ref)


def _number(ref: str) -> int:
    """Return the number that a reference begins with."""
    digits = re.match(r"\d+", ref)
    return int(digits[0]) if digits else 1


def _no_such(citation: Citation, act: str, missing: list[str]) -> Claim:
    word, name = ("regulation", load_pack(act).name) if act == "eir" else ("section", _SHORT[act])
    refs = " or ".join(missing)
    past = any(_number(ref) > LAST_PROVISION[act] for ref in missing)
    truth = f"There is no {word} {refs} in {name}." + (f" It ends with {word} {LAST_PROVISION[act]}." if past else "")
    return Claim(
        citation.start,
        citation.end,
        citation.text,
        "provision",
        truth,
        f"You refer to {word} {refs}; we could not find it in {name}, and have dealt with your request under the provisions named below.",
        "https://www.legislation.gov.uk/"
        + {"foia": "ukpga/2000/36", "foisa": "asp/2002/13", "eir": "uksi/2004/3391"}[act],
        "verified",
    )


# --- Acts by a wrong year, and Acts that are gone


def _acts(request: str) -> Iterator[Claim]:
    for match in ACT_WITH_YEAR.finditer(request):
        name, year = " ".join(match.group(1).lower().split()), match.group(2)
        right = f"{' '.join(match.group(1).split())} {YEARS[name]}"
        if year == YEARS[name]:
            continue
        gone = (name, year) in REPEALED
        truth = (
            f"It is repealed; the law in force is the {right}." if gone else f"The year is wrong: it is the {right}."
        )
        line = f"You refer to the {match.group(0)}. The law now in force is the {right}, and we have dealt with your request with that in mind."
        yield Claim(
            *match.span(),
            match.group(0),
            "repealed" if gone else "act",
            truth,
            line,
            "https://www.legislation.gov.uk/",
            "verified",
        )


# --- decisions


def _decisions(request: str, today: date) -> Iterator[Claim]:
    for cited in find_decisions(request, today.year):
        quote = request[cited.start : cited.end]
        if cited.fault:
            line = f"You refer to {quote}. We could not find a decision with that reference; if you send us a link, we will gladly look at it."
            yield Claim(cited.start, cited.end, quote, "decision", cited.fault, line, "", "verified")
        elif cited.decision is None:
            truth = f"{quote} is not among the decisions that this assistant has a digest of. Look it up before you answer the point; it may not exist, or may not say that."
            yield Claim(cited.start, cited.end, quote, "look-up", truth, "", "", "unverified")
        elif contrary(_sentence_at(request, cited.start), cited.decision):
            yield _contrary(cited, quote, cited.decision)


def contrary(sentence: str, decision: Decision) -> "re.Match[str] | None":
    """Return the words of a sentence on a decision that say the contrary of what it held; None where none do."""
    opens = _SAYS_OPEN.search(sentence)
    if opens:
        wrong = decision.holding in {"exempt", "test", "ncnd"} or re.search(r"\b(?:never|always|all|any)\b", sentence)
        return opens if wrong else None
    return _SAYS_PERSONAL.search(sentence) if decision.holding == "not-exempt" else None


def _contrary(cited: Cited, quote: str, decision: Decision) -> Claim:
    truth = f"{decision.name} {decision.citation}, about {decision.about}, {decision.held}."
    line = f"You rely on {decision.name} {decision.citation}. As we read it, it concerned {decision.about} and {decision.held}; it turned on its own evidence, and we have looked at yours."
    return Claim(cited.start, cited.end, quote, "decision", truth, line, decision.source, decision.status)


def _sentence_at(text: str, place: int) -> str:
    for match in _SENTENCE.finditer(text):
        if match.start() <= place < match.end():
            return " ".join(match[0].split())
    return ""


# --- what provisions are said to mean


@cache
def _known_claims() -> tuple[Mapping[str, Any], ...]:
    content = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))
    return tuple(
        {**one, "says": re.compile(one["says"], re.I), "unless": re.compile(one.get("unless", r"(?!)"), re.I)}
        for one in content["claim"]
    )


def _meanings(request: str, regime: str) -> Iterator[Claim]:
    for found in _SENTENCE.finditer(request):
        # Lines broken by a mailer are one sentence; every character keeps its place.
        sentence = re.sub(r"\s", " ", found[0])
        for claim in _known_claims():
            match = claim["says"].search(sentence) if regime in claim["regimes"] else None
            if match is None or claim["unless"].search(sentence) or _is_right(match, regime):
                continue
            # Of a sentence about a period, the period alone is quoted: the rest may be wrong in a way of its own.
            first, last = (match.start("n"), match.end("kind")) if "n" in match.groupdict() else match.span()
            start, said = found.start() + first, sentence[first:last]
            line = claim["line"].format(cited=said, period=f"{working_days(regime)} working days")
            yield Claim(
                start,
                start + len(said),
                said,
                "meaning",
                claim["truth"],
                line,
                claim["source"],
                claim["status"],
            )


def _is_right(match: "re.Match[str]", regime: str) -> bool:
    """Tell whether a period that is named is the right one after all."""
    words = match.groupdict()
    number = {"twenty": "20"}.get(str(words.get("n")).lower(), words.get("n"))
    return words.get("kind") == "working days" and number == str(working_days(regime))
