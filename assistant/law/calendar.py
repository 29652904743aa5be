"""A calendar of bank holidays that an officer fetched from GOV.UK, which goes before the one that travels with the program."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import InputError

FILE = "bank-holidays.json"
DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")
# In an ordinary year; a year with fewer is not whole (https://www.gov.uk/bank-holidays).
_LEAST = {"england-and-wales": 8, "scotland": 9, "northern-ireland": 10}

Days = tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Bank holidays as fetched.

    Attributes:
        fetched: the day they were fetched (ISO).
        years: what it covers.
        days: the part of the United Kingdom, the day and its name.
    """

    fetched: str
    years: frozenset[int]
    days: Days


def read_calendar(content: Mapping[str, Any], fetched: str, where: str) -> Calendar:
    """Read GOV.UK's file of bank holidays.

    Args:
        content: the JSON object: by part of the United Kingdom, its events with title and date.
        fetched: the day it was fetched.
        where: for messages.

    Raises:
        InputError: it is not such a file, a part is missing, or a year of it is not whole.
    """
    try:
        days = tuple(
            (division, date.fromisoformat(event["date"]), str(event["title"]).replace("’", "'"))
            for division in DIVISIONS
            for event in content[division]["events"]
        )
    except (KeyError, TypeError, ValueError):
        raise InputError("this is not GOV.UK's file of bank holidays", where=where) from None
    covered = [{day.year for part, day, _ in days if part == division} for division in DIVISIONS]
    years = frozenset.intersection(*map(frozenset, covered))
    for division in DIVISIONS:
        for year in sorted(years):
            found = len({day for part, day, _ in days if part == division and day.year == year})
            if found < _LEAST[division]:
                raise InputError(
                    f"the bank holidays are not whole: {found} in {year} for {division}",
                    where=where,
                    todo="Nothing was changed. Try again later.",
                )
    if not years:
        raise InputError("the file holds no year of bank holidays for all parts of the United Kingdom", where=where)
    return Calendar(fetched, years, tuple(one for one in days if one[1].year in years))


def load_calendar(path: Path) -> Calendar | None:
    """Return the calendar that was fetched; None where none was, or where its file cannot be used."""
    try:
        held = json.loads(path.read_text("utf-8"))
        return read_calendar(held["calendar"], str(held["fetched"]), path.name)
    except (OSError, ValueError, KeyError, TypeError, InputError):
        return None
