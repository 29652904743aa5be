"""How likely each ground is for a question: a log-linear model of four things, with few weights (``ranking.toml``).

1. how common the ground is under the regime; 2. the signs in the question's words; 3. how like the question is to the
requests for which a ground is usually weighed; 4. what replies to similar requests relied on. The weights are fitted by
``python -m evals.benchmarks.fit_suggestions`` to the replies of the starter corpus.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.library.signs import Ground, grounds, grounds_of, signs_in

DOUBT = 0.01  # what a ground has that no typical request near the question stands for
CLOSE = 0.8  # cosine at which a past reply weighs as much as not knowing
STEEPNESS = 15.0  # how fast its weight falls below, and rises above
OTHER_REGIME = 0.15  # cosine taken off a reply under another Act


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A past reply, as far as it matters here: how like the question its request is, and what it cited."""

    likeness: float
    regime: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers.

    Attributes:
        signs: of the signs' hand-set weights.
        typical: of the logarithm of a ground's share in the typical requests.
        past: of the logarithm of its share in past replies.
        starts: regime to ground to how common it is, on a log scale.
        slope: of the calibration of a share, on the scale of log odds.
        intercept: the same.
    """

    signs: float
    typical: float
    past: float
    starts: Mapping[str, Mapping[str, float]]
    slope: float
    intercept: float


@cache
def weights() -> Weights:
    """Return the weights that travel with the program."""
    content = tomllib.loads((Path(__file__).parent / "ranking.toml").read_text("utf-8"))
    return Weights(**content["weights"], starts=content["starts"], **content["calibration"])


def open_grounds(regime: str) -> tuple[Ground, ...]:
    """Return the grounds that a reply under a regime may have."""
    return tuple(g for g in grounds() if g.refs[regime] or g.outcome in {"not-held", "disclosed"})


def sign_scores(text: str) -> dict[str, float]:
    """Return how far the words of a question point to each ground."""
    shown = signs_in(text)
    return {g.name: sum(weight * shown.get(name, 0.0) for name, weight in g.weights.items()) for g in grounds()}


def typical_logs(share: Mapping[str, float]) -> dict[str, float]:
    """Return the logarithm of each ground's share in the typical requests; all alike where nothing is known."""
    return {g.name: math.log(share.get(g.name, 0.0) + DOUBT) if share else 0.0 for g in grounds()}


def past_logs(near: Sequence[Neighbour], regime: str) -> dict[str, float]:
    """Return the logarithm of each ground's share in past replies, as far as these are like the question at all."""
    names = [ground.name for ground in grounds()]
    held = dict.fromkeys(names, 1 / len(names))
    for one in near:
        used = names_of(one.sections, one.regime)
        likeness = one.likeness - (0.0 if one.regime == regime else OTHER_REGIME)
        for name in used:
            held[name] += math.exp(STEEPNESS * (likeness - CLOSE)) / len(used)
    whole = sum(held.values())
    return {name: math.log(value / whole) for name, value in held.items()}


def names_of(sections: Iterable[str], regime: str) -> list[str]:
    """Return the names of the grounds that a reply's sections stand for, each once."""
    return list(dict.fromkeys(ground.name for ref in sections if regime for ground in grounds_of(ref, regime)))


def likely(
    text: str, regime: str, near: Sequence[Neighbour] = (), typical: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return how likely each ground is that the regime has: shares that sum to 1.

    Args:
        text: what is asked.
        regime: "foia", "eir" or "foisa".
        near: past replies to similar requests, in any order.
        typical: the share of each ground in the typical requests near the question.
    """
    fitted = weights()
    signs, usual, past = sign_scores(text), typical_logs(typical or {}), past_logs(near, regime)
    logs = {
        name: fitted.starts[regime][name]
        + fitted.signs * signs[name]
        + fitted.typical * usual[name]
        + fitted.past * past[name]
        for name in (ground.name for ground in open_grounds(regime))
    }
    top = max(logs.values())
    raised = {name: math.exp(value - top) for name, value in logs.items()}
    whole = sum(raised.values())
    return {name: value / whole for name, value in raised.items()}


def calibrated(share: float) -> float:
    """Return how often a suggestion with such a share proved right among past replies: 0 to 1."""
    held = min(max(share, 1e-6), 1 - 1e-6)
    odds = weights().intercept + weights().slope * math.log(held / (1 - held))
    return 1 / (1 + math.exp(-odds))
