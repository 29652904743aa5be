"""The periods of each regime beside the time for a reply: to pay a fee, to ask for a review, to answer one.

In: a regime, the name of a period and the day that it runs from. Out: its last day. The facts, each with its source, are the
``[[period]]`` entries of ``clocks.toml``.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from assistant.errors import InputError
from assistant.law.deadlines import clocks, working_day


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the law of a regime sets.

    Attributes:
        regime: "foia", "eir" or "foisa".
        name: "fee", "more-time", "school", "review-ask", "review-answer" or "regulator".
        length: how many of its units.
        unit: working days of the regime, or calendar months.
        counted: "after" the day that it runs from, or "with" that day as its first.
        source: the address of the text.
        checked: the ISO date of the check.
        status: "verified", "part" or "unverified".
        note: the rule in words, with its section.
    """

    regime: str
    name: str
    length: int
    unit: Literal["working days", "months"]
    counted: Literal["after", "with"]
    source: str
    checked: str
    status: str
    note: str

    def last_day(self, start: date) -> date:
        """Return the last day of the period.

        Raises:
            InputError: it lies beyond the calendar of bank holidays.
        """
        if self.unit == "working days":
            return working_day(start, self.length, self.regime)
        months = start.year * 12 + start.month - 1 + self.length
        year, month = divmod(months, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        end = date(year, month + 1, day)
        # A period that begins with the 30th ends with the 29th; one cut short by the month's length has ended already.
        return end - timedelta(days=1) if self.counted == "with" and day == start.day else end


@cache
def periods() -> tuple[Period, ...]:
    """Return every period, in the order of the file."""
    return tuple(Period(**entry) for entry in clocks()["period"])


def period(regime: str, name: str) -> Period:
    """Return a period of a regime.

    Raises:
        InputError: the regime has no such period.
    """
    found = next((one for one in periods() if (one.regime, one.name) == (regime, name)), None)
    if found is None:
        raise InputError(f"the law of {regime} sets no period called {name!r}", todo="See assistant/law/clocks.toml.")
    return found
