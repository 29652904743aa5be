"""How far a past reply can still be relied on: its age, and what has changed since."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from assistant.library.passages import Passage
from assistant.library.words import stems

OVERTURNED = "overturned"
SUPERSEDED = "superseded"
# What each takes off the score. A reply that was overturned is a warning and not a model, but it should still be found.
_AFTER_OVERTURNING = 0.6
_AFTER_A_NEWER = 0.8
_AFTER_A_CHANGE = 0.97
_A_YEAR = 0.005
_MOST_FOR_AGE = 0.06
SAME_QUESTION = 0.75
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the law: of which provisions, from which day (ISO), in words."""

    regime: str
    sections: tuple[str, ...]
    since: str
    says: str


@cache
def changes() -> tuple[Change, ...]:
    """Return the changes of the law that are noted, in the order of ``changes.toml``."""
    content = tomllib.loads((Path(__file__).parent / "changes.toml").read_text("utf-8"))
    return tuple(Change(one["regime"], tuple(one["sections"]), one["since"], one["says"]) for one in content["change"])


def judged(found: Sequence[Passage], today: date) -> list[Passage]:
    """Return past replies with their age, what has changed since and a score that takes both into account.

    Legislation is returned as it is.

    Args:
        found: in any order; a newer reply among them supersedes an older one of the same authority to the same question.
        today: the day to count from.
    """
    asked = {one.question: _asked(one.question) for one in found if one.kind == "response"}
    newest = sorted(found, key=lambda one: one.date, reverse=True)
    return [_judged(one, newest, asked, today) if one.kind == "response" else one for one in found]


def _judged(one: Passage, newest: Sequence[Passage], asked: Mapping[str, frozenset[str]], today: date) -> Passage:
    notes, factor = [], 1.0
    if one.status == OVERTURNED:
        notes.append("overturned on review or appeal: do not follow it")
        factor *= _AFTER_OVERTURNING
    newer = "a newer reply" if one.status == SUPERSEDED else _newer(one, newest, asked)
    if newer:
        notes.append(f"superseded by {newer}")
        factor *= _AFTER_A_NEWER
    amended = _amended(one)
    if amended:
        notes += amended
        factor *= _AFTER_A_CHANGE
    years = _years(one.date, today)
    factor *= 1 - min(_MOST_FOR_AGE, _A_YEAR * max(0, years or 0))
    return replace(one, score=round(one.score * factor, 4), age=_age(years), changes=tuple(notes))


def _newer(one: Passage, newest: Sequence[Passage], asked: Mapping[str, frozenset[str]]) -> str:
    if not (one.date and one.authority and one.question):
        return ""
    own = asked[one.question]
    later = (other for other in newest if other.date > one.date and other.authority == one.authority)
    latest = next((other for other in later if _same(own, asked.get(other.question, _NOTHING))), None)
    return f"{latest.document_id} of {latest.date}" if latest else ""


def _asked(question: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(question) if not stem.isdigit())


def _same(left: frozenset[str], right: frozenset[str]) -> bool:
    both = len(left) + len(right)
    # Where one is so much shorter that it could not be the same with all its words in the other, these are not compared.
    if not left or not right or 2 * min(len(left), len(right)) < SAME_QUESTION * both:
        return False
    return 2 * len(left & right) / both >= SAME_QUESTION


def _amended(one: Passage) -> list[str]:
    if not one.date:
        return []
    return [
        change.says
        for change in changes()
        if change.regime == one.regime
        and one.date < change.since[: len(one.date)]
        and any(ref == part or ref.startswith(part + "(") for ref in one.sections for part in change.sections)
    ]


def _years(written: str, today: date) -> int | None:
    try:
        year, month = int(written[:4]), int(written[5:7] or 1)
    except ValueError:
        return None
    return today.year - year - (today.month < month)


def _age(years: int | None) -> str:
    if years is None:
        return "not dated"
    if years < 1:
        return "less than a year old"
    return "1 year old" if years == 1 else f"{years} years old"
