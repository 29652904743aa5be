"""To whom an applicant may complain on a given day, from the dated entries of ``regulators.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import InputError

_STALE_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Regulator:
    """The supervisor of a regime.

    Attributes:
        name: as a letter names it, without "the".
        url: where to complain.
        phone: empty where none is verified.
        address: lines of the postal address; none where it is not verified.
        complaint_time: how soon a complaint should be made; empty where that is not verified.
        note: what a person should know before relying on the entry.
        source: the address that the entry was checked against.
        checked: the ISO date of the check.
        status: "verified", "part" or "unverified".
    """

    name: str
    url: str
    phone: str
    address: tuple[str, ...]
    complaint_time: str
    note: str
    source: str
    checked: str
    status: str

    def stale(self, on: date) -> bool:
        """Tell whether the entry was last checked more than twelve months before a day."""
        return on - date.fromisoformat(self.checked) > _STALE_AFTER


def regulator(regime: str, on: date) -> Regulator:
    """Return the regulator of a regime on a day.

    Args:
        regime: "foia", "eir" or "foisa".
        on: the date of the letter.

    Raises:
        InputError: the regime is unknown, or had no regulator yet on that day.
    """
    known = [row for row in _rows() if regime in row["regimes"]]
    if not known:
        raise InputError(f"there is no regime {regime!r}", todo="Use foia, eir or foisa.")
    current = max((row for row in known if row["from"] <= on), key=_begins, default=None)
    if current is None:
        raise InputError(
            f"nobody supervised this law on {on.isoformat()}: rights began on "
            f"{min(known, key=_begins)['from'].isoformat()}",
            todo="Check the date of the letter.",
        )
    fields = {key: value for key, value in current.items() if key not in {"regimes", "from"}}
    return Regulator(**{**fields, "address": tuple(fields["address"])})


def _begins(row: Mapping[str, Any]) -> date:
    begins: date = row["from"]
    return begins


@cache
def _rows() -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "regulators.toml").read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["regulator"]
    return rows
