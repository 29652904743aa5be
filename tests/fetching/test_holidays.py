"""Bank holidays from a site of our own: the clocks count by them, and by the shipped ones where they are not whole."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.fetching.command import fetch
from assistant.fetching.outcome import Outcome
from assistant.law.calendar import DIVISIONS, FILE, load_calendar
from assistant.law.deadlines import deadline
from tests.fetching.site import HURRIED, Answer, Site

TODAY = date(2026, 11, 23)


def made(years: tuple[int, ...] = (2030,), count: int = 10) -> dict[str, Any]:
    """Return a file of invented holidays: each Wednesday from 6 March of a year on."""
    return {
        division: {
            "division": division,
            "events": [
                {
                    "title": f"Lamp Day {n}",
                    "date": (_first(year) + timedelta(weeks=n)).isoformat(),
                    "notes": "",
                    "bunting": True,
                }
                for year in years
                for n in range(count)
            ],
        }
        for division in DIVISIONS
    }


def _first(year: int) -> date:
    day = date(year, 3, 6)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def fetched(site: Site, data: Path, answer: Answer) -> Outcome:
    site.says("/bank-holidays.json", answer)
    return fetch([f"{site.address}/bank-holidays.json"], data, TODAY, manners=HURRIED)


def json_of(content: object) -> Answer:
    return Answer(json.dumps(content), "application/json")


def test_the_clocks_count_by_what_was_fetched_and_say_so(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    shipped = deadline(date(2026, 3, 2))
    found = fetched(site, tmp_path, json_of(made((2026,))))
    assert found.failed == ()
    counted = deadline(date(2026, 3, 2))
    assert counted.skipped[0][1] == "Lamp Day 0"
    assert counted.due > shipped.due
    calendar = load_calendar(tmp_path / FILE)
    assert calendar is not None
    assert counted.note == f"{shipped.note} Bank holidays as fetched from GOV.UK on {calendar.fetched}."
    assert deadline(date(2024, 12, 20)).skipped[0][0] == date(2024, 12, 25), "other years: the shipped calendar"


def test_a_year_beyond_the_shipped_calendar_can_be_counted(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    fetched(site, tmp_path, json_of(made((2040,))))
    assert deadline(date(2040, 3, 1)).due > date(2040, 3, 28)


def _without(division: str) -> dict[str, Any]:
    return {name: held for name, held in made().items() if name != division}


BAD = [
    ("a year that is not whole", json_of(made(count=7)), "not whole"),
    ("a part of the country missing", json_of(_without("scotland")), "not GOV.UK"),
    ("no years in common", json_of(made(years=())), "no year"),
    (
        "a date that is none",
        json_of({one: {"events": [{"title": "x", "date": "soon"}]} for one in DIVISIONS}),
        "not GOV.UK",
    ),
    ("a list", json_of([]), "not GOV.UK"),
    ("no JSON", Answer("{", "application/json"), "not a JSON"),
    ("a page", Answer("<html>", "text/html"), "text/html"),
    ("busy", Answer(status=503), "503"),
]


@pytest.mark.parametrize(("why", "answer", "said"), BAD, ids=[row[0] for row in BAD])
def test_what_is_not_whole_is_named_and_the_earlier_calendar_stays(
    site: Site, tmp_path: Path, why: str, answer: Answer, said: str
) -> None:
    fetched(site, tmp_path, json_of(made()))
    before = (tmp_path / FILE).read_bytes()
    assert said in fetched(site, tmp_path, answer).failed[0]
    assert (tmp_path / FILE).read_bytes() == before


def test_a_damaged_calendar_leaves_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    (tmp_path / FILE).write_text("{", "utf-8")
    assert "fetched" not in deadline(date(2026, 3, 2)).note
