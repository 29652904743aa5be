"""Likely outcomes and exemptions for a question: from its words, from similar past replies, from the law.

The words of the question shortlist three grounds (``signs.toml``); replies to similar requests put these in order. This is
a proposal for a person to judge: what a ground needs to stand is the law pack's to say.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.sections import base_of
from assistant.library.signs import Ground, core, grounds, grounds_of, told, weighed

if TYPE_CHECKING:
    from assistant.library.index import Library
    from assistant.library.passages import Passage

MOST = 5
SHORTLIST = 3
LEAST = 0.03  # after the shortlist, a ground less likely than this is not worth an officer's time
# Set by cross-validation over all cases (evals/benchmarks/suggest.py), not by case.
SHARPNESS = 15.0  # how fast a past reply's weight falls with its distance
TRUST = 0.6  # how far past replies may reorder the shortlist
DOUBT = 0.05  # what a ground that no past reply used still has
CITED = 0.8  # of the replies looked at, the share that relies on any provision (152 of 192)
OTHER_REGIME = 0.15  # cosine taken off a reply under another Act
NEAR = 0.45  # cosine from which a past reply is named as similar


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One likely outcome.

    Attributes:
        outcome: in the contract's words.
        exemption: its provision, or "" where the outcome needs none.
        score: how likely, 0 to 1.
        why: from what in the question, and from which past replies.
        sources: ids of passages: similar past replies that used it, and the law.
    """

    outcome: str
    exemption: str
    score: float
    why: str
    sources: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "outcome": self.outcome,
            "exemption": self.exemption,
            "score": self.score,
            "why": self.why,
            "sources": list(self.sources),
        }


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A past reply, as far as it matters here: how like the question its request is, and what it cited."""

    likeness: float
    regime: str
    sections: tuple[str, ...]


def suggest(question_text: str, library: "Library", regime: str = "foia") -> list[Suggestion]:
    """Suggest up to five likely outcomes, best first.

    Args:
        question_text: what is asked.
        library: where similar past replies and the law are found.
        regime: "foia", "eir" or "foisa".

    Raises:
        LibraryError: the index was made with another embedding model.
    """
    past = library.neighbours(question_text)
    near = [Neighbour(likeness, passage.regime or regime, passage.sections) for passage, likeness in past]
    return [
        Suggestion(
            ground.outcome,
            ground.refs[regime],
            score,
            _why(question_text, ground, regime, past),
            _sources(ground, regime, past, library),
        )
        for ground, score in rank(question_text, regime, near)
    ]


def rank(text: str, regime: str, near: Sequence[Neighbour]) -> list[tuple[Ground, float]]:
    """Return up to five grounds with their scores, best first.

    Args:
        text: what is asked.
        regime: whose provisions to name.
        near: past replies, in any order; none is fine.
    """
    named = {ground.name: ground for ground in grounds()}
    likely = sorted(weighed(text, regime).items(), key=lambda pair: -pair[1])
    cited = _one_a_section([(named[name], score) for name, score in likely if named[name].refs[regime]], regime)
    plain = [(named[name], score) for name, score in likely if not named[name].refs[regime]]
    first = _reordered(cited[:SHORTLIST], votes(near, regime))
    least = first[-1][1]
    # What needs no exemption follows the shortlist: an officer must have considered the grounds before saying that none applies.
    rest = sorted(((g, min(score, least)) for g, score in (*cited[SHORTLIST:], *plain)), key=lambda pair: -pair[1])
    found = [*first, *((ground, score) for ground, score in rest if score >= LEAST)]
    return [(ground, round(CITED * score, 3)) for ground, score in found[:MOST]]


def _one_a_section(found: Iterable[tuple[Ground, float]], regime: str) -> list[tuple[Ground, float]]:
    """Keep the likelier of two grounds in one section (of the EIR: in one exception)."""
    kept: dict[str, tuple[Ground, float]] = {}
    for ground, score in found:
        ref = ground.refs[regime]
        kept.setdefault(ref if regime == "eir" else base_of(ref), (ground, score))
    return list(kept.values())


def votes(near: Sequence[Neighbour], regime: str) -> dict[str, float]:
    """Return the share of each ground in similar past replies, the nearer the weightier."""
    used = [(one, names_of(one.sections, one.regime)) for one in near if one.regime]
    used = [(one, names) for one, names in used if names]
    if not used:
        return {}
    likeness = [one.likeness - (0.0 if one.regime == regime else OTHER_REGIME) for one, _ in used]
    weights = [math.exp(SHARPNESS * (value - max(likeness))) for value in likeness]
    found: dict[str, float] = {}
    for weight, (_, names) in zip(weights, used, strict=True):
        for name in names:
            found[name] = found.get(name, 0.0) + weight / len(names)
    return {name: value / sum(weights) for name, value in found.items()}


def names_of(sections: Iterable[str], regime: str) -> list[str]:
    """Return the names of the grounds that a reply's sections stand for, each once."""
    return list(dict.fromkeys(ground.name for ref in sections for ground in grounds_of(ref, regime)))


def _reordered(first: Sequence[tuple[Ground, float]], voted: Mapping[str, float]) -> list[tuple[Ground, float]]:
    """Let past replies share out anew, among the shortlist, what the words gave it together."""
    raised = [(ground, score * (voted.get(ground.name, 0.0) + DOUBT) ** TRUST) for ground, score in first]
    scale = sum(score for _, score in first) / sum(score for _, score in raised)
    return sorted(((ground, score * scale) for ground, score in raised), key=lambda pair: -pair[1])


def _why(text: str, ground: Ground, regime: str, past: "Sequence[tuple[Passage, float]]") -> str:
    signs = told(text, ground)[:3]
    used = len(_users(ground, regime, past))
    because = [f"The question {_listed(signs)}."] if signs else []
    if used:
        because.append(f"{used} similar past {'reply' if used == 1 else 'replies'} relied on it.")
    return " ".join([f"{ground.gist}.", *(because or ["It is common, and nothing in the question speaks against it."])])


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


def recognise_regime(text: str, home: str = "foia") -> str:
    """Say which regime a request falls under, as far as its words show.

    Args:
        text: the whole request.
        home: the regime of the authority: "foia" or "foisa".

    Returns:
        "eir" where it asks for environmental information, "foisa" where it is made under the Scottish Act, else ``home``.
        The Scottish environmental regulations have no pack of their own, so there ``home`` is kept.
    """
    scottish = home == "foisa" or bool(_SCOTLAND.search(text))
    if scottish:
        return "foisa"
    if _NAMES_EIR.search(text) and not re.search(r"(?i)freedom of information act", text):
        return "eir"
    words = {match.group(1).lower() for match in _ENVIRONMENT.finditer(core(text))}
    return "eir" if len(words) >= 2 or (_NAMES_EIR.search(text) and words) else home
