"""Decisions of courts, tribunals and commissioners: what form their references have, and what a few of them held.

The digests are in ``decisions.toml``. They are few on purpose: each was looked up. A decision that is not
among them may well exist; nothing here says that it does not.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NEUTRAL = re.compile(
    r"[\[(](?P<year>\d{4})[\])]\s{1,2}(?P<court>UKSC|UKHL|UKUT|UKFTT|EWHC|EWCA\s(?:Civ|Crim)|CSIH|CSOH|NICA|UKPC|UKIT)\s{1,2}"
    r"(?P<number>\d{1,6})(?:\s{0,2}\((?:AAC|GRC|Admin|QB|KB|TCC|LC|IAC|[A-Z]{2,5})\))?"
)
_NOTICE = re.compile(
    r"\b(?:IC-\d{4,7}-[A-Z0-9]{4}|F(?:S|ER|AC)(?:50)?\d{5,8}|(?:EA|GIA|QJ)[/.-]\d{2,4}[/.-]\d{2,5}(?:[/.-]\d{2,4})?)\b"
)
_SCOTTISH = re.compile(r"\b[Dd]ecision (?:[Nn]otice )?(?P<number>\d{3})/(?P<year>20\d{2})\b")
# The first year in which each body gave decisions under its name; the Supreme Court sits since October 2009, the
# Upper Tribunal since November 2008, the General Regulatory Chamber since 2009, the Act is in force since 2005.
_SINCE = {"UKSC": 2009, "UKUT": 2008, "UKFTT": 2009, "UKHL": 2001, "UKIT": 2005}
_UNTIL = {"UKHL": 2009, "UKIT": 2010}


@dataclass(frozen=True, slots=True)
class Decision:
    """A digest of a decision.

    Attributes:
        name: the parties.
        citation: its neutral citation.
        words: what people call it.
        about: what had been asked for, as a noun phrase.
        holding: "exempt", "not-exempt", "test" or "ncnd".
        held: what it did, as a verb phrase in the past.
        source: where it can be read.
        checked: the day it was looked up.
        status: "verified", "part" or "unverified".
    """

    name: str
    citation: str
    words: tuple[str, ...]
    about: str
    holding: str
    held: str
    source: str
    checked: str
    status: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a text that cites a decision.

    Attributes:
        start: where the reference begins.
        end: where it ends.
        decision: its digest; None where we have none.
        fault: what is wrong with the reference itself, as a sentence; empty where nothing is.
    """

    start: int
    end: int
    decision: Decision | None
    fault: str = ""


@cache
def decisions() -> tuple[Decision, ...]:
    """Return the digests."""
    content = tomllib.loads(Path(__file__).with_name("decisions.toml").read_text("utf-8"))
    return tuple(Decision(**{**one, "words": tuple(one["words"])}) for one in content["decision"])


def find_decisions(text: str, this_year: int) -> Iterator[Cited]:
    """Find the decisions that a text cites by reference or by the name they go by, in order.

    Args:
        text: any text.
        this_year: no decision is of a later year.
    """
    found = [*_by_reference(text, this_year), *_by_name(text)]
    last = -1
    for cited in sorted(found, key=lambda one: (one.start, -one.end)):
        if cited.start >= last:
            yield cited
            last = cited.end


def _by_reference(text: str, this_year: int) -> Iterator[Cited]:
    for match in _NEUTRAL.finditer(text):
        year, court = int(match["year"]), match["court"].split()[0]
        fault = ""
        if year > this_year:
            fault = f"{match[0]} is of a year that has not come."
        elif not _SINCE.get(court, 0) <= year <= _UNTIL.get(court, this_year):
            fault = f"{match[0]} cannot be right: that court or tribunal gave no decisions under that name in {year}."
        yield Cited(*match.span(), _known(match["year"], court, match["number"]), fault)
    for match in _NOTICE.finditer(text):
        yield Cited(*match.span(), None)
    for match in _SCOTTISH.finditer(text):
        late = int(match["year"]) > this_year
        yield Cited(*match.span(), None, f"{match[0]} is of a year that has not come." if late else "")


def _by_name(text: str) -> Iterator[Cited]:
    for decision in decisions():
        for words in decision.words:
            for match in re.finditer(rf"\b{re.escape(words)}\b", text):
                yield Cited(*match.span(), decision)


def _known(year: str, court: str, number: str) -> Decision | None:
    wanted = f"[{year}] {court} {number}"
    return next((one for one in decisions() if re.match(rf"{re.escape(wanted)}(?!\d)", one.citation)), None)
