"""Signs in the words of a request, and the grounds that they point to, from ``signs.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.library.sections import base_of

REGIMES = ("foia", "eir", "foisa")
_PART = re.compile(r"(?:(?<=\s)|^|\()(?:\d{1,2}|[a-h]|[ivx]{1,4}|Q\d)[.):]")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-3]\d)\b")
# What requests open with says nothing of what they ask: "Under the Freedom of Information Act 2000, please supply: …"
_OPENING = re.compile(
    r"(?is)\A.{0,250}?(?:freedom of information|environmental information|\bfoi\b).{0,120}?:\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that point somewhere."""

    name: str
    words: re.Pattern[str]
    says: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for an outcome, with its provision in each regime.

    Attributes:
        name: in the file.
        refs: regime to provision; "" where the regime has none, or where it is no exemption.
        outcome: in the contract's words.
        gist: what it would mean, as a sentence without its full stop.
        weights: sign to how far it points here.
    """

    name: str
    refs: Mapping[str, str]
    outcome: str
    gist: str
    weights: Mapping[str, float]


@cache
def signs() -> tuple[Sign, ...]:
    """Return the signs, in the order of the file."""
    return tuple(
        Sign(name, re.compile(fields["words"], re.IGNORECASE), fields["says"])
        for name, fields in _file()["signs"].items()
    )


@cache
def grounds() -> tuple[Ground, ...]:
    """Return the grounds, in the order of the file."""
    return tuple(
        Ground(
            name,
            {regime: fields[regime] for regime in REGIMES},
            fields["outcome"],
            fields["gist"],
            fields["weights"],
        )
        for name, fields in _file()["grounds"].items()
    )


@cache
def _file() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / "signs.toml").read_text("utf-8"))


def grounds_of(ref: str, regime: str) -> tuple[Ground, ...]:
    """Return the grounds that a provision cited in a reply stands for; more than one where a provision serves several."""
    of_section = [g for g in grounds() if g.refs[regime] and base_of(g.refs[regime]) == base_of(ref)]
    exact = [g for g in of_section if ref.startswith(g.refs[regime])]
    # A bare "regulation 12" says nothing; a bare "section 40" means its usual limb, which comes first in the file.
    return tuple(exact or ([] if regime == "eir" and base_of(ref) == "12" else of_section[:1]))


def core(text: str) -> str:
    """Return a request without its opening words."""
    return _OPENING.sub("", text, count=1) or text


def signs_in(text: str) -> dict[str, float]:
    """Return the signs that a request shows, each with its strength: 1, or more for what is counted."""
    asked = core(text)
    found = {sign.name: 1.0 for sign in signs() if sign.words.search(asked)}
    parts = max(len(_PART.findall(asked)), asked.count(";") // 2 + 1)
    years = [int(year) for year in _YEAR.findall(asked)]
    found["parts"] = min(parts, 8) / 4
    found["years"] = min(max(years) - min(years), 12) / 6 if years else 0.0
    found["single"] = 1.0 if parts <= 1 else 0.0
    return found


def told(text: str, ground: Ground) -> list[str]:
    """Return what in a request points to a ground, the strongest first, in words."""
    shown = signs_in(text)
    pointing = sorted(
        ((ground.weights.get(sign.name, 0.0), sign.says) for sign in signs() if sign.name in shown), reverse=True
    )
    return [says for weight, says in pointing if weight >= 0.3]  # a weaker one is no reason to give
