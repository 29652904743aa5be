"""The statutory date for a reply: twenty working days following receipt.

Sources: FOIA s10(1) and (6), https://www.legislation.gov.uk/ukpga/2000/36/section/10;
EIR r.2(1) and r.5(2), https://www.legislation.gov.uk/uksi/2004/3391/regulation/5;
FOISA s10(1), https://www.legislation.gov.uk/asp/2002/13/section/10.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.law.calendar import FILE, Calendar, load_calendar

_UK = ("england-and-wales", "scotland", "northern-ireland")
_PLACES = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A statutory date and how it was counted.

    Attributes:
        received: the day the request was received.
        regime: "foia", "eir" or "foisa".
        start: the day after which counting starts: receipt, or the clarification.
        due: the last day for the reply.
        working_days: how many working days were counted.
        skipped: each weekday not counted, with its name and where it is a holiday.
        where: for each of those days, the parts of the United Kingdom whose holiday it is.
        note: what was counted, and what is not certain about it.
        clarified: the day the applicant clarified the request, if that started the clock again.
        calendar: which bank holidays were counted, if not those that travel with the program.
    """

    received: date
    regime: str
    start: date
    due: date
    working_days: int
    skipped: tuple[tuple[date, str], ...]
    where: tuple[tuple[str, ...], ...]
    note: str
    clarified: date | None = None
    calendar: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the object that ``foi deadline --json`` prints."""
        return {
            "received": self.received.isoformat(),
            "regime": self.regime,
            "clarified": self.clarified.isoformat() if self.clarified else None,
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "working_days": self.working_days,
            "skipped": [
                {"date": day.isoformat(), "reason": reason, "where": list(where)}
                for (day, reason), where in zip(self.skipped, self.where, strict=True)
            ],
            "note": self.note,
        }


def deadline(received: date, regime: str = "foia", clarified: date | None = None) -> Deadline:
    """Work out the last day for a reply.

    Args:
        received: the day of receipt, which may be a weekend or a holiday.
        regime: "foia", "eir" or "foisa".
        clarified: the day the further detail came that was reasonably needed to find the
            information (FOIA ss1(3) and 10(6), EIR r.9, FOISA s10(1)); the clock starts again on it.

    Raises:
        InputError: the regime is unknown, the clarification precedes receipt, or the dates lie
            beyond the calendar of bank holidays.
    """
    clock = clocks().get(regime)
    if not isinstance(clock, dict):
        raise InputError(f"there is no regime {regime!r}", todo="Use foia, eir or foisa.")
    if clarified and clarified < received:
        raise InputError(
            f"the clarification ({clarified.isoformat()}) is before the request was received ({received.isoformat()})",
            todo="Check the two dates.",
        )
    start = clarified or received
    due, skipped = _count(start, clock["working_days"], _holidays(tuple(clock["divisions"])))
    fetched = _fetched()
    calendar = f"Bank holidays as fetched from GOV.UK on {fetched.fetched}." if fetched else ""
    return Deadline(
        received,
        regime,
        start,
        due,
        clock["working_days"],
        tuple((day, holiday.in_words()) for day, holiday in skipped),
        tuple(holiday.places() for _, holiday in skipped),
        f"{clock['note']} {calendar}".strip(),
        clarified,
        calendar,
    )


def working_day(start: date, number: int, regime: str) -> date:
    """Return the working day of a regime that is so many after a day.

    Raises:
        InputError: the dates lie beyond the calendar of bank holidays.
    """
    return _count(start, number, _holidays(tuple(clocks()[regime]["divisions"])))[0]


@dataclass(frozen=True, slots=True)
class _Holiday:
    """The names of a bank holiday, each with the divisions of the United Kingdom where it is one."""

    names: tuple[tuple[str, tuple[str, ...]], ...]

    def in_words(self) -> str:
        """Name it; where it is not one in the whole United Kingdom, say where it is."""
        return "; ".join(
            name if len(divisions) == len(_UK) else f"{name} ({_listed(divisions)})" for name, divisions in self.names
        )

    def places(self) -> tuple[str, ...]:
        """Return the parts of the United Kingdom whose holiday it is."""
        known = {division for _, divisions in self.names for division in divisions}
        return tuple(_PLACES[division] for division in _UK if division in known)


def working_days(regime: str) -> int:
    """Return how many working days a regime ("foia", "eir" or "foisa") gives for a reply."""
    return int(clocks()[regime]["working_days"])


def _listed(divisions: tuple[str, ...]) -> str:
    return " and ".join(_PLACES[division] for division in divisions)


def _count(start: date, wanted: int, holidays: Mapping[date, _Holiday]) -> tuple[date, list[tuple[date, _Holiday]]]:
    """Count working days after a day; return the last, and the weekdays that did not count."""
    years = {day.year for day in holidays}
    skipped: list[tuple[date, _Holiday]] = []
    day, counted = start, 0
    while counted < wanted:
        if start.year not in years or _after(day).year not in years:
            raise InputError(
                f"the calendar of bank holidays covers {min(years)} to {max(years)}, "
                f"not enough to count {wanted} working days after {start.isoformat()}",
                todo="Check the date. For a later year, run: foi corpus fetch bank-holidays",
            )
        day = _after(day)
        if day.weekday() > 4:
            continue
        if day in holidays:
            skipped.append((day, holidays[day]))
        else:
            counted += 1
    return day, skipped


def _after(day: date) -> date:
    return day + timedelta(days=1)


@cache
def clocks() -> Mapping[str, Any]:
    """Return what ``clocks.toml`` holds."""
    return tomllib.loads((Path(__file__).parent / "clocks.toml").read_text("utf-8"))


def _holidays(divisions: tuple[str, ...]) -> Mapping[date, _Holiday]:
    return _holidays_with(divisions, _fetched())


def _fetched() -> Calendar | None:
    """Return the calendar that an officer fetched, if there is one."""
    from assistant.settings import load_settings  # settings know the wording of the law

    path = load_settings().data / FILE
    try:
        return _fetched_at(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@cache
def _fetched_at(path: Path, _changed: int) -> Calendar | None:
    return load_calendar(path)


@cache
def _holidays_with(divisions: tuple[str, ...], fetched: Calendar | None) -> Mapping[date, _Holiday]:
    """Return the bank holidays of some divisions: the bundled calendar's and those added since, or those fetched.

    A fetched calendar holds a few years; what is shipped serves for the others.
    """
    shipped = (one for one in (*_bundled(), *_added()) if fetched is None or one[1].year not in fetched.years)
    found: dict[date, dict[str, list[str]]] = {}
    for division, day, name in (*shipped, *(fetched.days if fetched else ())):
        if division in divisions:
            where = found.setdefault(day, {}).setdefault(name, [])
            where += [division] if division not in where else []
    return {day: _Holiday(tuple((name, tuple(where)) for name, where in names.items())) for day, names in found.items()}


def _bundled() -> tuple[tuple[str, date, str], ...]:
    """Return the calendar that travels with govuk-bank-holidays.

    Its file is read rather than its class used, which would bring an HTTP client with it.
    """
    text = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8")
    return tuple(
        (division, date.fromisoformat(event["date"]), event["title"].replace("’", "'"))
        for division, content in json.loads(text).items()
        for event in content["events"]
    )


def _added() -> tuple[tuple[str, date, str], ...]:
    return tuple((division, row["date"], row["name"]) for row in clocks()["added"] for division in row["divisions"])
