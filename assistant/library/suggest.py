"""Likely outcomes and exemptions for a question: from its words, from similar past replies, from the law.

What is likely is worked out in ``ranking``. This is a proposal for a person to judge, with what the law asks of each ground and
the evidence that an officer would need, from the law pack.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.law.pack import Provision, load_pack
from assistant.library.ranking import Neighbour, calibrated, likely, names_of
from assistant.library.sections import base_of
from assistant.library.signs import Ground, core, grounds, signs_in, told

if TYPE_CHECKING:
    from assistant.library.index import Library
    from assistant.library.passages import Passage

MOST = 5
SHORTLIST = 3
LEAST = 0.03  # after the shortlist, a ground less likely than this is not worth an officer's time
NEAR = 0.45  # cosine from which a past reply is named as similar


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One likely outcome.

    Attributes:
        outcome: in the contract's words.
        exemption: its provision, or "" where the outcome needs none.
        score: how often such a suggestion proved right among past replies, 0 to 1.
        why: from what in the question, and from which past replies.
        sources: ids of passages: similar past replies that used it, and the law.
        tests: what the law asks before it may be relied on.
        evidence: what an officer needs on file, or "".
    """

    outcome: str
    exemption: str
    score: float
    why: str
    sources: tuple[str, ...]
    tests: tuple[str, ...] = ()
    evidence: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "outcome": self.outcome,
            "exemption": self.exemption,
            "score": self.score,
            "why": self.why,
            "sources": list(self.sources),
            "tests": list(self.tests),
            "evidence": self.evidence,
        }


def suggest(question_text: str, library: "Library", regime: str = "foia") -> list[Suggestion]:
    """Suggest up to five likely outcomes, best first.

    Args:
        question_text: what is asked.
        library: where similar past replies and the law are found.
        regime: "foia", "eir" or "foisa".

    Raises:
        LibraryError: the index was made with another embedding model.
    """
    asked = core(question_text)
    past = library.neighbours(asked)
    near = [Neighbour(likeness, passage.regime or regime, passage.sections) for passage, likeness in past]
    return [
        _made(question_text, ground, score, regime, past, library)
        for ground, score in rank(question_text, regime, near, library.typical(asked))
    ]


def _made(
    text: str,
    ground: Ground,
    score: float,
    regime: str,
    past: "Sequence[tuple[Passage, float]]",
    library: "Library",
) -> Suggestion:
    provision = load_pack(regime).find(ground.refs[regime]) if ground.refs[regime] else None
    return Suggestion(
        ground.outcome,
        ground.refs[regime],
        score,
        _why(text, ground, regime, past),
        _sources(ground, regime, past, library),
        _tests(provision) if provision else (),
        provision.evidence if provision else "",
    )


def rank(
    text: str, regime: str, near: Sequence[Neighbour], typical: Mapping[str, float] | None = None
) -> list[tuple[Ground, float]]:
    """Return up to five grounds with their scores, best first.

    Args:
        text: what is asked.
        regime: whose provisions to name.
        near: past replies, in any order; none is fine.
        typical: the share of each ground in the typical requests near the question, if known.
    """
    named = {ground.name: ground for ground in grounds()}
    ordered = sorted(likely(text, regime, near, typical).items(), key=lambda pair: -pair[1])
    cited = _one_a_section([(named[name], share) for name, share in ordered if named[name].refs[regime]], regime)
    plain = [(named[name], share) for name, share in ordered if not named[name].refs[regime]]
    first = cited[:SHORTLIST]
    # What needs no exemption follows the shortlist: an officer must have considered the grounds before saying that none applies.
    least = first[-1][1]
    rest = sorted(((g, min(share, least)) for g, share in (*cited[SHORTLIST:], *plain)), key=lambda pair: -pair[1])
    found = [*first, *((ground, share) for ground, share in rest if share >= LEAST)]
    return [(ground, round(calibrated(share), 3)) for ground, share in found[:MOST]]


def _one_a_section(found: Iterable[tuple[Ground, float]], regime: str) -> list[tuple[Ground, float]]:
    """Keep the likelier of two grounds in one section (of the EIR: in one exception)."""
    kept: dict[str, tuple[Ground, float]] = {}
    for ground, score in found:
        ref = ground.refs[regime]
        kept.setdefault(ref if regime == "eir" else base_of(ref), (ground, score))
    return list(kept.values())


def _why(text: str, ground: Ground, regime: str, past: "Sequence[tuple[Passage, float]]") -> str:
    signs = told(text, ground)[:3]
    users = _users(ground, regime, past)
    because = [f"The question {_listed(signs)}."] if signs else []
    if users:
        because.append(
            f"{len(users)} similar past {'reply' if len(users) == 1 else 'replies'} relied on it{_own(users)}."
        )
    return " ".join([f"{ground.gist}.", *(because or ["It is common, and nothing in the question speaks against it."])])


def _own(users: "Sequence[Passage]") -> str:
    own = sum(passage.own for passage in users)
    return f", {own} of them your own" if own else ""


_BASES = {
    "class": "The information must be of the kind that the provision describes.",
    "prejudice": "Disclosure must cause, or be likely to cause, the harm that it guards against.",
    "necessity": "Withholding must be needed for the purpose that it names.",
    "endangerment": "Disclosure must put somebody's health or safety in danger.",
    "adverse-effect": "Disclosure would adversely affect what it protects: more likely than not.",
    "opinion": "It needs the reasonable opinion of the qualified person, on file before the reply.",
}


def _tests(provision: Provision) -> tuple[str, ...]:
    """Return what the law asks before a provision may be relied on, in the order in which it is asked."""
    found = [_BASES[provision.basis]] if provision.basis in _BASES else []
    if provision.public_interest:
        found.append("The public interest in maintaining it must outweigh that in disclosure.")
    if provision.ncnd:
        found.append(f"Ask first whether to confirm that it is held: {provision.ncnd}.")
    return tuple(found)


def _users(ground: Ground, regime: str, past: "Sequence[tuple[Passage, float]]") -> "list[Passage]":
    return [
        passage
        for passage, likeness in past
        if likeness >= NEAR and ground.name in names_of(passage.sections, passage.regime or regime)
    ]


def _sources(
    ground: Ground, regime: str, past: "Sequence[tuple[Passage, float]]", library: "Library"
) -> tuple[str, ...]:
    replies = [passage.id for passage in _users(ground, regime, past)[:3]]
    law = library.provision(ground.refs[regime], regime) if ground.refs[regime] else None
    return (*replies, *([law.id] if law else []))


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_SCOTLAND = re.compile(
    r"(?i)freedom of information \(scotland\)|\bfoi\(?s\)?a\b(?<!foia)|\bFOI\(S\)A?\b|\(scotland\) act 2002"
)
_NAMES_EIR = re.compile(r"(?i)environmental information (?:\(scotland\) )?regulations|\bEIRs?\b(?: 2004| request)?")
# Regulation 2(1): the elements, what affects them, and measures and activities (planning, land, buildings) that do.
_ENVIRONMENT = re.compile(
    r"(?i)\b(planning (?:application|permission|appeal|enforcement|consent|obligation)s?|section 106|viability assessments?|environmental|emissions?|"
    r"pollut\w+|contaminated land|flood\w*|sewage|landfill|incinerat\w+|waste (?:site|disposal|collection)|air quality|water quality|noise (?:level|map|complaint|survey)\w*|"
    r"wildlife|biodiversity|habitats?|tree (?:preservation|felling)|felling|badger\w*|carbon|climate|fracking|wind ?farms?|solar farms?|"
    r"nuclear waste|radioactiv\w*|green ?belt|coastal|drainage|rivers?|asbestos|building control|common land|rights of way|redevelopment|pesticides?)\b"
)


# Bodies under the Scottish Act whose names say so, where a request is put to them.
_SCOTTISH_BODY = re.compile(
    r"(?:\b[Tt]o|\b[Aa]sks?|\b[Dd]ear)\s+(?:the )?(?:[A-Z]\w+ ){0,4}(?:Scotland|Scottish [A-Z]\w+|Strathclyde|Lothian|Grampian|Tayside|"
    r"Borders|Highlands?|Fife|Moray|Aberdeen(?:shire)?|Edinburgh|Glasgow|Dundee|Stirling|Falkirk|Lanarkshire|Ayrshire|Orkney|"
    r"Shetland|Renfrewshire|Dunbartonshire|Clackmannanshire|Inverclyde|Angus|Argyll)\b"
)


def notices(text: str, regime: str) -> list[str]:
    """Return what an officer should know of a request before answering it: another regime, or the requester's own data.

    Args:
        text: the whole request.
        regime: what ``recognise_regime`` said.
    """
    found = []
    if regime == "eir":
        found.append(
            "It asks for environmental information: answer it under the Environmental Information Regulations 2004, whose exceptions "
            "all need a public interest test and a presumption in favour of disclosure (regulation 12)."
        )
    if regime == "foisa":
        found.append(
            "It falls under the Freedom of Information (Scotland) Act 2002: its sections and time limits apply."
        )
        if len({match.group(1).lower() for match in _ENVIRONMENT.finditer(core(text))}) >= 2:
            found.append(
                "It may ask for environmental information: consider section 39(2) and the Environmental Information (Scotland) "
                "Regulations 2004, for which there is no law pack here."
            )
    if "own_records" in signs_in(text):
        exempt = {"foia": "section 40(1)", "eir": "regulation 5(3)", "foisa": "section 38(1)(a)"}[regime]
        found.append(
            f"Part of it asks for the requester's own personal data: handle that part as a subject access request under data "
            f"protection law, tell the requester so, and exempt it here ({exempt}). Check identity; that clock is its own."
        )
    return found


def recognise_regime(text: str, home: str = "foia") -> str:
    """Say which regime a request falls under, as far as its words show.

    Args:
        text: the whole request.
        home: the regime of the authority: "foia" or "foisa".

    Returns:
        "eir" where it asks for environmental information, "foisa" where it is made under the Scottish Act, else ``home``.
        The Scottish environmental regulations have no pack of their own, so there ``home`` is kept.
    """
    scottish = home == "foisa" or bool(_SCOTLAND.search(text) or _SCOTTISH_BODY.search(text[:300]))
    if scottish and not (_NAMES_EIR.search(text) and home != "foisa" and not _SCOTLAND.search(text)):
        return "foisa"
    if _NAMES_EIR.search(text) and not re.search(r"(?i)freedom of information act", text):
        return "eir"
    words = {match.group(1).lower() for match in _ENVIRONMENT.finditer(core(text))}
    return "eir" if len(words) >= 2 or (_NAMES_EIR.search(text) and words) else home
