"""A kept case is renamed, copied, closed and found from the chat, as from the command line."""

from datetime import date
from pathlib import Path

import pytest

from assistant import sample
from assistant.cases.entries import Entry
from assistant.cases.record import State
from assistant.cases.store import CaseStore
from assistant.chat.kept import ask_of_case
from assistant.figures.policy import Policy
from assistant.pipeline import Workplace
from assistant.settings import load_authority

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = CaseStore.open(tmp_path)
    store.create(State("Drones", "1. How many drones?\n2. What did they cost?", "", ""), Entry("A Person", "opened"))
    store.create(State("Swans", "How many swans were ringed?", "", ""), Entry("A Person", "opened"))
    return tmp_path


def say(folder: Path, message: str, case: str = "Drones") -> str:
    workplace = Workplace(load_authority(sample.AUTHORITY), Policy())
    return ask_of_case(message, case, folder, "A Person", workplace, TODAY).answer


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("rename the case to Drones 2026", "Drones 2026"),
        ("please call this case “Night flights”", "Night flights"),
        ("change the title to Night flights.", "Night flights"),
        ("change the name of the case to Night flights", "Night flights"),
        ("rename question 2 to cost", "Drones"),  # near miss: no case is meant
    ],
)
def test_a_case_is_renamed(folder: Path, message: str, title: str) -> None:
    say(folder, message)
    assert {one.title for one in CaseStore.open(folder).cases(None)} == {title, "Swans"}


def test_cases_are_listed_and_found(folder: Path) -> None:
    assert "Drones" in (listed := say(folder, "list my cases"))
    assert "Swans" in listed
    found = say(folder, "search cases for ringed")
    assert "Swans" in found
    assert "Drones" not in found
    assert "No case" in say(folder, "find cases about helicopters")


def test_a_case_is_copied(folder: Path) -> None:
    say(folder, "duplicate this case as Drones again")
    assert "Drones again" in {one.title for one in CaseStore.open(folder).cases(None)}


def test_a_case_is_closed_with_a_reason_alone(folder: Path) -> None:
    assert "Say why" in say(folder, "close the case")
    assert CaseStore.open(folder).find("Drones").status == "open"
    say(folder, "close the case, withdrawn by the applicant")
    assert CaseStore.open(folder).find("Drones").status == "closed"
    say(folder, "reopen the case, internal review")
    assert CaseStore.open(folder).find("Drones").status == "open"


def test_where_no_case_is_kept_it_is_said_where_they_are(folder: Path) -> None:
    from assistant.chat.respond import ask

    turn = ask("search cases for drones", Workplace(load_authority(sample.AUTHORITY), Policy()), TODAY)
    assert "foi cases" in turn.answer
