"""Periods beside the reply: their last days, counted by the clock of the regime."""

from datetime import date

import pytest

from assistant.errors import InputError
from assistant.law.pack import REGIMES
from assistant.law.periods import period, periods

LAST_DAYS = [
    ("foia", "fee", "2026-11-23", "2027-02-22", "three months beginning with the day of the notice"),
    ("foia", "fee", "2026-12-01", "2027-02-28", "the first of a month"),
    ("foia", "fee", "2026-11-30", "2027-02-28", "February has no 30th: the period has ended by then"),
    ("eir", "fee", "2026-11-23", "2027-02-22", "sixty working days; St Andrew's Day and the New Year do not count"),
    ("foia", "more-time", "2026-12-22", "2027-01-25", "twenty further working days after the first twenty"),
    ("eir", "more-time", "2026-11-23", "2027-01-25", "forty in all"),
    ("foisa", "review-ask", "2026-12-22", "2027-02-22", "forty, with Scottish holidays alone"),
    ("foisa", "regulator", "2026-08-31", "2027-02-28", "six months after; the month is shorter"),
    ("foisa", "regulator", "2026-11-23", "2027-05-23", "six months after"),
]


@pytest.mark.parametrize(("regime", "name", "start", "last", "why"), LAST_DAYS)
def test_the_last_day_of_a_period(regime: str, name: str, start: str, last: str, why: str) -> None:
    assert period(regime, name).last_day(date.fromisoformat(start)).isoformat() == last, why


def test_scotland_has_no_more_time() -> None:
    with pytest.raises(InputError, match="no period"):
        period("foisa", "more-time")


def test_every_period_says_where_its_rule_stands() -> None:
    names = {(one.regime, one.name) for one in periods()}
    assert len(names) == len(periods())
    for one in periods():
        assert one.regime in REGIMES
        assert one.source.startswith("https://")
        assert one.status in {"verified", "part", "unverified"}
        assert date.fromisoformat(one.checked)
        assert one.note.endswith(".")
