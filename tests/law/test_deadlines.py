"""Working days: the vectors of the domain reference, and each way that a count can go wrong."""

from datetime import date

import pytest

from assistant.errors import InputError
from assistant.law.deadlines import deadline

VECTORS = [
    # received, FOIA and EIR due, FOISA due, why
    ("2026-11-20", "2026-12-21", "2026-12-21", "a Friday; St Andrew's Day counts for nobody"),
    ("2026-11-21", "2026-12-21", "2026-12-21", "received on a Saturday"),
    ("2026-11-22", "2026-12-21", "2026-12-21", "received on a Sunday"),
    ("2026-11-23", "2026-12-22", "2026-12-22", "the Monday after, a day later"),
    ("2026-12-10", "2027-01-13", "2027-01-13", "over Christmas; 2 January falls on a Saturday"),
    ("2026-07-06", "2026-08-05", "2026-08-04", "the Boyne is no Scottish holiday"),
    ("2026-03-16", "2026-04-16", "2026-04-14", "neither is St Patrick's Day, nor Easter Monday"),
]


@pytest.mark.parametrize(("received", "uk", "scottish", "why"), VECTORS)
def test_twentieth_working_day(received, uk, scottish, why):
    start = date.fromisoformat(received)
    assert deadline(start, "foia").due.isoformat() == uk, why
    assert deadline(start, "eir").due.isoformat() == uk, why
    assert deadline(start, "foisa").due.isoformat() == scottish, why


def test_scottish_proclamation_stops_every_clock():
    skipped = dict(deadline(date(2026, 6, 5)).skipped)
    assert skipped == {date(2026, 6, 15): "World Cup bank holiday (Scotland)"}


def test_skipped_days_are_weekdays_with_name_and_place():
    skipped = deadline(date(2026, 12, 10)).skipped
    assert skipped == (
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day"),
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 1, 4), "2nd January (Scotland)"),
    )


def test_clarification_starts_a_new_clock():
    clock = deadline(date(2026, 11, 2), "foia", date(2026, 11, 23))
    assert (clock.start, clock.due) == (date(2026, 11, 23), date(2026, 12, 22))
    assert clock.as_json() == {
        "received": "2026-11-02",
        "regime": "foia",
        "clarified": "2026-11-23",
        "start": "2026-11-23",
        "due": "2026-12-22",
        "working_days": 20,
        "skipped": [{"date": "2026-11-30", "reason": "St Andrew's Day (Scotland)", "where": ["Scotland"]}],
        "note": clock.note,
    }


def test_clarified_on_the_day_of_receipt():
    assert deadline(date(2026, 11, 23), "foia", date(2026, 11, 23)).due == date(2026, 12, 22)


def test_the_note_names_the_rule():
    assert "section 73" in deadline(date(2026, 11, 23), "foisa").note
    assert "section 10(6)" in deadline(date(2026, 11, 23), "foia").note


@pytest.mark.parametrize(
    ("received", "regime", "clarified", "said"),
    [
        (date(2026, 11, 23), "foia", date(2026, 11, 20), "before the request was received"),
        (date(2026, 11, 23), "gdpr", None, "no regime 'gdpr'"),
        (date(2026, 11, 23), "added", None, "no regime 'added'"),
        (date(2199, 1, 4), "foia", None, "calendar of bank holidays covers"),
        (date(1999, 12, 31), "foia", None, "calendar of bank holidays covers"),
        (date.max, "foia", None, "calendar of bank holidays covers"),
        (date.min, "foia", None, "calendar of bank holidays covers"),
    ],
)
def test_refused(received, regime, clarified, said):
    with pytest.raises(InputError, match=said):
        deadline(received, regime, clarified)


def test_last_covered_year_does_not_run_over_its_end():
    with pytest.raises(InputError, match="foi corpus fetch bank-holidays"):
        deadline(date(2028, 12, 29))
