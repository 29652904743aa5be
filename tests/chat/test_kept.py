"""What is said about a kept case stands in its record, and undo is the record's own."""

from datetime import date
from pathlib import Path

from assistant import sample
from assistant.cases.entries import Entry
from assistant.cases.record import State
from assistant.cases.store import CaseStore
from assistant.chat.kept import ask_of_case
from assistant.figures.policy import Policy
from assistant.pipeline import Workplace
from assistant.settings import load_authority

TODAY = date(2026, 11, 23)


def test_a_change_is_an_entry_that_can_be_taken_back_later(tmp_path: Path) -> None:
    store = CaseStore.open(tmp_path)
    request = sample.REQUEST.read_text("utf-8")
    case = store.create(State("Try", request, "Q1: not held\n", "2026-11-02"), Entry("A. Officer", "opened"))
    place = Workplace(load_authority(sample.AUTHORITY), Policy())

    def say(message: str) -> str:
        return ask_of_case(message, case.id, tmp_path, "A. Officer", place, TODAY).answer

    say("q2 s31(1)(a), patrols would be known")
    assert "Q2: withhold 31(1)(a). patrols would be known" in store.state(case.id).notes
    last = store.changes(case.id)[-1]
    assert (last.who, last.action) == ("A. Officer", "asked the assistant")
    assert "Q2" in last.what
    assert "withhold" in last.why
    say("questions 1 and 2 are the same")
    assert len(store.state(case.id).questions) == 1
    letter = store.state(case.id).letter
    assert say("undo that").startswith("Taken back: questions 1 and 2 made one")
    assert store.state(case.id).questions == ()
    assert "undo" in [one.kind for one in store.changes(case.id)]
    say("redo")
    assert store.state(case.id).letter == letter
    before = len(store.changes(case.id))
    say("when is it due")
    assert len(store.changes(case.id)) == before, "looking leaves no entry"
