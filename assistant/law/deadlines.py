"""The statutory date for a reply: twenty working days following receipt.

Sources: FOIA s10(1) and (6), https://www.legislation.gov.uk/ukpga/2000/36/section/10;
EIR r.2(1) and r.5(2), https://www.legislation.gov.uk/uksi/2004/3391/regulation/5;
FOISA s10(1), https://www.legislation.gov.uk/asp/2002/13/section/10.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from assistant.errors import InputError

WORKING_DAYS = 20

_UK = ("england-and-wales", "scotland", "northern-ireland")
_DIVISIONS: Mapping[str, tuple[str, ...]] = {"foia": _UK, "eir": _UK, "foisa": ("scotland",)}
_PLACES = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
_NOTES = {
    "foia": "Weekends, Christmas Day, Good Friday and the bank holidays of every part of the "
    "United Kingdom are not counted (section 10(6)). The Act asks for a reply promptly: this is "
    "the last day for it.",
    "eir": "Working days are counted as in the Freedom of Information Act 2000 (regulation 2(1)). "
    "The Regulations ask for a reply as soon as possible: this is the last day for it.",
    "foisa": "Only Scottish bank holidays are left out; that is unverified, as section 73 has not "
    "been read. The Act asks for a reply promptly: this is the last day for it.",
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
        note: what was counted, and what is not certain about it.
        clarified: the day the applicant clarified the request, if that started the clock again.
    """

    received: date
    regime: str
    start: date
    due: date
    working_days: int
    skipped: tuple[tuple[date, str], ...]
    note: str
    clarified: date | None = None

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
                {"date": day.isoformat(), "reason": reason} for day, reason in self.skipped
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
    if regime not in _DIVISIONS:
        raise InputError(f"there is no regime {regime!r}", todo="Use foia, eir or foisa.")
    if clarified and clarified < received:
        raise InputError(
            f"the clarification ({clarified.isoformat()}) is before the request was received "
            f"({received.isoformat()})",
            todo="Check the two dates.",
        )
    start = clarified or received
    due, skipped = _count(start, regime)
    return Deadline(received, regime, start, due, WORKING_DAYS, skipped, _NOTES[regime], clarified)


def _count(start: date, regime: str) -> tuple[date, tuple[tuple[date, str], ...]]:
    """Count the working days after a day; return the last, and the weekdays that did not count."""
    holidays = _holidays(regime)
    years = {day.year for day in holidays}
    day, counted, skipped = start, 0, []
    while counted < WORKING_DAYS:
        if (day := _after(day)).year not in years or start.year not in years:
            raise InputError(
                f"the calendar of bank holidays covers {min(years)} to {max(years)}, "
                f"not enough to count {WORKING_DAYS} working days after {start.isoformat()}",
                todo="Check the date. For a later year, install a newer govuk-bank-holidays.",
            )
        if day.weekday() > 4:
            continue
        if day in holidays:
            skipped.append((day, holidays[day]))
        else:
            counted += 1
    return day, tuple(skipped)


def _after(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise InputError("the date is the last that there is", todo="Check the date.") from None


@cache
def _holidays(regime: str) -> Mapping[date, str]:
    """Return each holiday of a regime's parts of the UK, with its name and where it is one."""
    divisions = _DIVISIONS[regime]
    named: dict[date, dict[str, list[str]]] = {}
    for division, day, name in (*_bundled(), *_added()):
        if division in divisions:
            places = named.setdefault(day, {}).setdefault(name, [])
            if division not in places:
                places.append(division)
    return {day: _in_words(names) for day, names in sorted(named.items())}


def _in_words(names: Mapping[str, list[str]]) -> str:
    """Name a holiday; where it is not one in the whole United Kingdom, say where it is."""
    return "; ".join(
        name if len(places) == len(_UK) else f"{name} ({_listed(places)})"
        for name, places in names.items()
    )


def _listed(places: Sequence[str]) -> str:
    return " and ".join(_PLACES[place] for place in places)


def _bundled() -> tuple[tuple[str, date, str], ...]:
    """Return the calendar that travels with govuk-bank-holidays; nothing is fetched."""
    # Imported here because it brings an HTTP client with it.
    from govuk_bank_holidays.bank_holidays import BankHolidays

    data = BankHolidays(use_cached_holidays=True).data
    return tuple(
        (division, event["date"], event["title"].replace("’", "'"))
        for division in _UK
        for event in data[division]
    )


def _added() -> tuple[tuple[str, date, str], ...]:
    rows = tomllib.loads((Path(__file__).parent / "holidays.toml").read_text("utf-8"))["holiday"]
    return tuple((division, row["date"], row["name"]) for row in rows for division in row["where"])
