"""Where a case stands, what could apply to a question, and several steps taken back at once."""

from datetime import date

import pytest

from assistant import sample
from assistant.chat.grounded import is_grounded
from assistant.chat.respond import respond
from assistant.errors import FoiError
from assistant.figures.policy import Policy
from assistant.figures.tables import read_table
from assistant.library import Library
from assistant.pipeline import Intake, Workplace
from assistant.settings import load_authority, load_settings
from assistant.tools.casefile import Bench, Call, CaseFile
from assistant.tools.toolbox import use

TODAY = date(2026, 11, 23)
PLACE = Workplace(load_authority(sample.AUTHORITY), Policy())
REQUEST = "1. The legal advice of counsel on the merger.\n2. What is your policy?\n3. A copy of it.\n"


def say(case: CaseFile, *messages: str, place: Workplace = PLACE) -> tuple[CaseFile, str]:
    answer = ""
    for message in messages:
        turn = respond(message, case, place, TODAY)
        case, answer = turn.case or case, turn.answer
    return case, answer


def case_of(request: str = REQUEST, notes: str = "") -> CaseFile:
    return CaseFile(Intake(request, notes=notes, received=date(2026, 11, 2), letter_date=TODAY, regime="foia"))


def test_it_is_said_how_each_question_stands() -> None:
    case, answer = say(case_of(notes="Q2: not held\n"), "where are we")
    assert "**Q1** (not decided yet)" in answer
    assert "**Q2** (decided in the notes)" in answer
    _, answer = say(case, "q1 s42(1)", "what are the questions")
    assert "**Q1** (withheld under 42(1))" in answer
    assert "checks say" in answer


def test_without_a_request_it_is_said_where_one_goes() -> None:
    assert "no request yet" in say(CaseFile(Intake("")), "status")[1]


def test_where_it_stands_tells_no_figure_of_a_table() -> None:
    table = read_table(sample.TABLE)
    case = CaseFile(Intake(sample.REQUEST.read_text("utf-8"), {table.source: table}, sample.NOTES.read_text("utf-8")))
    _, answer = say(case, "draft it", "where are we")
    assert table.source in answer
    assert not {"54", "57", "198", "212"} & set(answer.split())


def test_what_could_apply_is_told_with_reasons_and_sets_nothing() -> None:
    place = Workplace(PLACE.authority, PLACE.policy, Library.open(load_settings().data))
    case, answer = say(case_of(), "what exemptions could apply to q1?", place=place)
    assert "42(1)" in answer
    assert "public interest" in answer
    assert case.intake.notes == ""
    with pytest.raises(FoiError, match="no question 7"):
        use(Call("suggest_outcomes", {"question": 7}), Bench(case, place, TODAY))


STEPS = [
    ("undo the last two", "Q1: not held\n", "Taken back: "),
    ("undo", "Q1: not held\nQ2: not held\n", "Taken back: Q3"),
    ("undo the last 9 changes", "", "No more than that"),
]


@pytest.mark.parametrize(("message", "notes", "said"), STEPS)
def test_several_changes_are_taken_back(message: str, notes: str, said: str) -> None:
    case, _ = say(case_of(), "q1 not held", "q2 not held", "q3 not held")
    case, answer = say(case, message)
    assert case.intake.notes.strip() == notes.strip()
    assert said in answer
    case, _ = say(case, "redo the last two")
    assert len(case.intake.notes.splitlines()) == min(len(notes.splitlines()) + 2, 3)


SAID = [
    ("undo the last two", 2, True),
    ("undo that twice", 2, True),
    ("undo that", 2, False),  # the officer said one
    ("undo that", 1, True),
    ("undo the last 7", 7, True),
]


@pytest.mark.parametrize(("message", "steps", "may"), SAID)
def test_a_model_takes_back_as_many_as_the_officer_said(message: str, steps: int, may: bool) -> None:
    assert is_grounded(Call("undo", {"steps": steps}), message, 3) is may
