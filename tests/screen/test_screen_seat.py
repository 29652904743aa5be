"""What one session of the page keeps, and what it is told; without a browser."""

import pytest

from assistant import sample
from assistant.cases.record import State
from assistant.cases.store import CaseStore
from assistant.figures.policy import Policy
from assistant.pipeline import Workplace
from assistant.screen import desk as desks
from assistant.screen import reply, seat
from assistant.screen.desk import Desk, Fields
from assistant.screen.seat import Seat
from assistant.settings import load_authority

ANN, BEN = "Ann Reyes", "Ben Okoro"
HELLO = [
    {"role": "assistant", "content": "help"},
    {"role": "user", "content": [{"type": "text", "text": "q1 not held"}]},
]


@pytest.fixture
def store(tmp_path):
    return CaseStore.open(tmp_path)


def typed(here: Seat, notes: str) -> State:
    return seat.state_of(Desk(), Fields("How many?", notes), "", (), here.saved)


def test_nothing_is_kept_before_there_is_something(store):
    here = Seat()
    seat.keep(here, store, Desk(), seat.state_of(Desk(), Fields(regime="eir"), "", (), State()), ANN)
    assert not store.cases()
    seat.keep(here, store, Desk(), typed(here, "Q1: not held"), ANN)
    assert [one.id for one in store.cases()] == [here.case.id]


def test_a_session_is_told_of_another_s_save_and_its_own_words_stay_beside_the_case(store):
    ann, ben = Seat(), Seat()
    seat.keep(ann, store, Desk(), typed(ann, "Q1: not held"), ANN)
    ben.case, ben.saved = store.find(ann.case.id), store.state(ann.case.id)
    seat.keep(ben, store, Desk(), typed(ben, "Q1: vexatious"), BEN)
    seat.keep(ann, store, Desk(), ann.saved, ANN)
    assert BEN in ann.late, "told before typing on"
    seat.keep(ann, store, Desk(), typed(ann, "Q1: ncnd 40(5B)"), ANN)
    assert store.state(ann.case.id).notes == "Q1: vexatious"
    assert [one.kind for one in store.changes(ann.case.id)] == ["change", "change", "aside"]
    seat.keep_over(ann, store, Desk(), typed(ann, "Q1: ncnd 40(5B)"), ANN)
    assert store.state(ann.case.id).notes == "Q1: ncnd 40(5B)"
    assert not ann.late


def test_what_is_typed_into_a_closed_case_is_said_not_to_be_kept(store):
    here = Seat()
    seat.keep(here, store, Desk(), typed(here, "Q1: not held"), ANN)
    store.close(here.case.id, who=BEN, why="withdrawn by the applicant")
    seat.keep(here, store, Desk(), typed(here, "Q1: vexatious"), ANN)
    assert "closed" in here.problem


def test_a_case_comes_back_on_the_desk_as_it_was(store):
    workplace = Workplace(load_authority(sample.AUTHORITY), Policy())
    fields = Fields(sample.REQUEST.read_text("utf-8"), sample.NOTES.read_text("utf-8"), "2/11/2026", "FOI-1")
    desk, _ = desks.add_tables(Desk(), [sample.TABLE], workplace)
    desk = reply.draft(desks.set_unit(desk, sample.TABLE.name, "events", workplace), fields, workplace)
    here, letter = Seat(), desk.draft.letter.text + "\nMy own words.\n"
    state = seat.state_of(desk, fields, letter, HELLO, State())
    seat.keep(here, store, desk, state, ANN, "review")
    found = seat.opened(here.case, store.state(here.case.id), store, workplace)
    again = seat.state_of(found.desk, found.fields, letter, HELLO, state)
    assert again == state, "opening a case is no change of it"
    assert not found.problem
    assert found.desk.given[sample.TABLE.name].unit == "events"
    assert state.chat == (("user", "q1 not held"),)
    store.file(here.case.id, state.files[0].id, sample.TABLE.name).unlink()
    assert "missing" in seat.opened(here.case, state, store, workplace).problem


@pytest.mark.parametrize(
    ("why", "looks", "kept"),
    [
        ("the letter is in its box at the next look", 0, "drafted"),
        ("it comes while it is waited for", 1, "drafted"),
        ("a slow page brings it after the rest has been kept", 4, "drafted"),
    ],
)
def test_a_letter_that_is_drafted_is_not_taken_for_typing(store, why, looks, kept):
    workplace = Workplace(load_authority(sample.AUTHORITY), Policy())
    here, fields = Seat(), Fields("How many drones?", "Q1: not held\nWe asked the pilots.", "2/11/2026", "FOI-1")
    before = reply.draft(Desk(), fields, workplace)
    seat.keep(here, store, before, seat.state_of(before, fields, before.draft.letter.text, (), State()), ANN)
    fields = Fields("How many drones?", "Q1: not held\nWe asked the pilots again.", "2/11/2026", "FOI-1")
    after = reply.draft(before, fields, workplace)
    for _ in range(looks):
        seat.keep(here, store, after, seat.state_of(after, fields, before.draft.letter.text, (), here.saved), BEN)
    seat.keep(here, store, after, seat.state_of(after, fields, after.draft.letter.text, (), here.saved), BEN)
    last = store.changes(here.case.id)[-1]
    assert (last.who, last.action) == (BEN, kept), why
    assert store.state(here.case.id).letter == after.draft.letter.text
