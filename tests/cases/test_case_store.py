"""Cases are kept: nothing is lost, nothing is overwritten, and no figure stands where it does not belong."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import sample
from assistant.cases.database import RECORD
from assistant.cases.entries import TYPED, Entry
from assistant.cases.history import side_by_side, what_changed
from assistant.cases.record import ConflictError, State, state_from, upload
from assistant.cases.shown import reference_of, title_of
from assistant.cases.store import CaseStore
from assistant.errors import InputError, SettingsError
from assistant.figures.choices.decision_files import holding_back, release_decision, worksheet_of
from assistant.figures.choices.decisions import Choices
from assistant.figures.tables import ReadOptions

TODAY = date(2026, 11, 23)
ANN, BEN = "Ann Reyes", "Ben Okoro"


@pytest.fixture
def store(tmp_path):
    return CaseStore.open(tmp_path)


@pytest.fixture
def case(store):
    return store.create(
        State(request="How many arrests were made in 2023?", notes="Q1: not held"), Entry(ANN, "opened")
    )


def full_state() -> State:
    cells = [{"Area": "North", "Year": "2023"}]
    decided = {"cells": cells, "who": "Priya Shah", "reason": "Nobody could be told from it", "on": "2026-11-20"}
    choices = Choices(
        (release_decision({**decided, "table": "a.csv", "answers": {}}, TODAY),),
        (holding_back(decided, TODAY),),
        (worksheet_of({"cells": cells, "answers": {}, "conclusion": ""}, TODAY),),
    )
    files = (
        upload("a.csv", b"x", options=ReadOptions(layout="records", by=("Area", "Year"))).kept(),
        upload("b.csv", b"y", released=True).kept(),
    )
    return State(
        *("Title", "request", "notes", "1/11/2026", "FOI-7", "eir", "subject"),
        files,
        {"a.csv": "events"},
        {"a.csv": "hide cells"},
        5,
        choices,
        "letter",
        "2026-11-23",
        True,
        (("user", "hello"), ("assistant", "good day")),
    )


def test_a_state_comes_back_from_its_paper_as_it_was():
    state = full_state()
    assert state_from(state.as_json(), TODAY) == state


@pytest.mark.parametrize("change", [{"form": 2}, {"notes": ..., "form": 1}, {"files": [{}]}, {"chat": [["one"]]}])
def test_a_paper_of_another_form_or_damaged_is_refused_in_words(change):
    data = {k: v for k, v in {**full_state().as_json(), **change}.items() if v is not ...}
    with pytest.raises(InputError) as refused:
        state_from(data, TODAY)
    assert refused.value.todo


def test_a_case_is_opened_by_id_reference_title_or_a_part_of_it(store):
    one = store.create(State(title="Arrests by drone", reference="FOI-2026-3"), Entry(ANN, "opened"))
    store.create(State(title="Stops on bridges"), Entry(ANN, "opened"))
    for name in (one.id, "foi-2026-3", "ARRESTS BY DRONE", "drone"):
        assert store.find(name) == one
    for name in ("", "s", "nothing like it"):
        with pytest.raises(InputError) as refused:
            store.find(name)
        assert "Stops on bridges" in refused.value.todo, "the officer is told what there is"


def test_every_change_stands_in_the_record_with_who_what_and_why(store, case):
    state = store.state(case.id)
    letter = "# Reply\n\n## Our decision\n\nWe hold it.\n"
    store.save(case.id, replace(state, letter=letter), Entry(ANN, "drafted", verdict="pass"), expected=1)
    edited = replace(state, letter=letter.replace("hold", "do not hold"))
    store.save(case.id, edited, Entry(BEN, TYPED, "the search was done again"), expected=2)
    made = store.changes(case.id)
    assert [(one.who, one.action, one.version) for one in made] == [
        (ANN, "opened", 1),
        (ANN, "drafted", 2),
        (BEN, TYPED, 3),
    ]
    assert made[2].what == "the letter at “Our decision”"
    assert made[2].why == "the search was done again"
    assert [store.state(case.id, n).letter for n in (1, 2, 3)] == ["", letter, edited.letter]
    assert store.find(case.id).verdict == ""


def test_typing_that_goes_on_is_one_entry_and_only_its_last_paper_is_kept(store, case, tmp_path):
    state = store.state(case.id)
    for version, words in enumerate(["Dear", "Dear app", "Dear applicant"], 1):
        store.save(case.id, replace(state, letter=words), Entry(ANN, TYPED, typing=True), expected=version)
    assert [one.action for one in store.changes(case.id)] == ["opened", TYPED]
    assert store.state(case.id).letter == "Dear applicant"
    assert len(list((tmp_path / "cases" / case.id).glob("*.json"))) == 2
    store.save(case.id, replace(state, letter="Dear Ben"), Entry(BEN, TYPED, typing=True), expected=4)
    assert [one.who for one in store.changes(case.id)] == [ANN, ANN, BEN], "another person's typing is another entry"


def test_a_save_that_changes_nothing_is_no_entry(store, case):
    again = store.save(case.id, store.state(case.id), Entry(ANN, TYPED), expected=1)
    assert again.version == 1
    assert len(store.changes(case.id)) == 1


def test_the_later_save_is_told_who_changed_what_and_nothing_is_overwritten(store, case):
    state = store.state(case.id)
    store.save(case.id, replace(state, notes="Q1: withhold 31(1)(a)"), Entry(ANN, TYPED), expected=1)
    with pytest.raises(ConflictError) as told:
        store.save(case.id, replace(state, notes="Q1: vexatious"), Entry(BEN, TYPED), expected=1)
    assert f"{ANN} {TYPED} (the notes on Q1)" in told.value.what
    assert store.state(case.id).notes == "Q1: withhold 31(1)(a)"
    assert store.state(case.id, told.value.aside).notes == "Q1: vexatious", "the later words are kept beside the case"
    assert store.find(case.id).version == 2
    saved = store.save(case.id, store.state(case.id, told.value.aside), Entry(BEN, "chose"), expected=2)
    assert saved.version == 3
    assert store.state(case.id).notes == "Q1: vexatious"


def test_typing_on_after_a_conflict_stays_in_one_aside(store, case):
    state = store.state(case.id)
    store.save(case.id, replace(state, notes="Q1: withhold 31(1)(a)"), Entry(ANN, TYPED), expected=1)
    for words in ("Q1: vex", "Q1: vexatious"):
        with pytest.raises(ConflictError) as told:
            store.save(case.id, replace(state, notes=words), Entry(BEN, TYPED, typing=True), expected=1)
    assert [one.kind for one in store.changes(case.id)] == ["change", "change", "aside"]
    assert store.state(case.id, told.value.aside).notes == "Q1: vexatious"


def test_saves_at_the_same_moment_lose_nothing(store, case):
    state = store.state(case.id)

    def save(n: int) -> str:
        try:
            store.save(case.id, replace(state, notes=f"note {n}"), Entry(f"Officer {n}", TYPED), expected=1)
        except ConflictError:
            return "aside"
        return "saved"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(save, range(6)))
    assert sorted(outcomes) == ["aside"] * 5 + ["saved"]
    kept = {store.state(case.id, one.number).notes for one in store.changes(case.id)[1:]}
    assert kept == {f"note {n}" for n in range(6)}


def test_changes_are_undone_and_redone_from_the_record(store, case):
    state = store.state(case.id)
    for version, notes in enumerate(["Q1: vexatious", "Q1: withhold 31(1)(a)"], 1):
        store.save(case.id, replace(state, notes=notes), Entry(ANN, "decided"), expected=version)
    _, undone = store.undo(case.id, who=BEN, expected=3)
    assert undone.number == 3
    assert store.state(case.id).notes == "Q1: vexatious"
    store.undo(case.id, who=BEN, expected=4)
    assert store.state(case.id).notes == "Q1: not held"
    with pytest.raises(InputError, match="nothing to undo"):
        store.undo(case.id, who=BEN, expected=5)
    store.redo(case.id, who=BEN, expected=5)
    assert store.state(case.id).notes == "Q1: vexatious"
    reopened = CaseStore.open(store.file(case.id, "", "").parents[3])
    reopened.redo(case.id, who=BEN, expected=6)
    assert store.state(case.id).notes == "Q1: withhold 31(1)(a)"
    with pytest.raises(InputError, match="nothing to redo"):
        store.redo(case.id, who=BEN, expected=7)
    assert [one.kind for one in store.changes(case.id)] == ["change"] * 3 + ["undo", "undo", "redo", "redo"]


def test_a_new_change_ends_what_could_be_redone(store, case):
    state = store.state(case.id)
    store.save(case.id, replace(state, notes="Q1: vexatious"), Entry(ANN, "decided"), expected=1)
    store.undo(case.id, who=ANN, expected=2)
    store.save(case.id, replace(state, notes="Q1: ncnd 40(5B)"), Entry(ANN, "decided"), expected=3)
    with pytest.raises(InputError, match="nothing to redo"):
        store.redo(case.id, who=ANN, expected=4)


def test_an_undo_that_comes_after_another_s_save_is_refused(store, case):
    state = store.state(case.id)
    store.save(case.id, replace(state, notes="Q1: vexatious"), Entry(ANN, "decided"), expected=1)
    with pytest.raises(ConflictError, match=ANN):
        store.undo(case.id, who=BEN, expected=1)


def test_a_case_is_renamed_duplicated_closed_and_opened_again(store, tmp_path):
    table = upload("a.csv", b"Area,2023\nNorth,3\n")
    case = store.create(
        State(title="Arrests", reference="FOI-7", files=(table,)), Entry(ANN, "opened", uploads=(table,))
    )
    assert store.rename(case.id, "Arrests by area", who=ANN).title == "Arrests by area"
    copy = store.duplicate(case.id, who=BEN)
    assert (copy.title, copy.reference) == ("Copy of Arrests by area", "")
    assert store.file(copy.id, table.id, "a.csv").read_bytes() == table.content
    closed = store.close(case.id, who=ANN, why="withdrawn by the applicant")
    assert closed.status == "closed"
    assert [one.id for one in store.cases("open")] == [copy.id]
    with pytest.raises(InputError, match="closed"):
        store.rename(case.id, "Other", who=ANN)
    assert store.reopen(case.id, who=BEN, why="the applicant wrote again").status == "open"
    assert [one.action for one in store.changes(case.id)][-2:] == ["closed", "reopened"]
    for refuse in (lambda: store.close(case.id, who=ANN, why=" "), lambda: store.rename(case.id, " ", who=ANN)):
        with pytest.raises(InputError):
            refuse()


def test_a_failed_copy_leaves_nothing_behind(store, tmp_path):
    table = upload("a.csv", b"x")
    case = store.create(State(title="Arrests", files=(table,)), Entry(ANN, "opened", uploads=(table,)))
    store.file(case.id, table.id, "a.csv").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        store.duplicate(case.id, who=BEN)
    assert len(store.cases()) == 1
    assert [one.name for one in (tmp_path / "cases").iterdir()] == [case.id]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("3 arrests in North", "[figure] arrests in North"),  # a count in digits
        ("three people", "[figure] people"),  # in words
        ("North 2023: 3", "North 2023: [figure]"),  # beside a year, which stays
        ("Q1: 3", "Q1: [figure]"),  # beside a question's number, which stays
        ("1,204 stops", "[figure] stops"),  # no count is low here, but a protecting cell may be larger
        ("only one arrest", "only [figure] arrest"),
        ("FOI-7 drones", "FOI-7 drones"),  # the case's own reference
        ("Section 31 advice, 4 March 2026", "Section 31 advice, 4 March 2026"),
        ("| North | 3 |", "[table of figures]"),
        ("  \n ", ""),
    ],
)
def test_a_title_holds_no_figure(given, shown):
    assert title_of(given, "FOI-7") == shown


@pytest.mark.parametrize(
    ("given", "shown"), [("FOI-2026/031", "FOI-2026/031"), ("1042", "1042"), ("3 arrests", "[figure] arrests")]
)
def test_a_reference_is_shown_as_it_is_but_a_count_is_none(given, shown):
    assert reference_of(given) == shown


SECRET = 733  # stands in the officer's table and words, and nowhere else


def test_no_count_stands_in_the_record_the_index_the_list_or_a_search_result(store, tmp_path):
    table = upload("areas.csv", f"Area,2023\nNorth,{SECRET}\n".encode())
    told = f"In North {SECRET} people were arrested with drones in 2023."
    state = State(
        title=f"{SECRET} arrests",
        request=f"Were there {SECRET} arrests in North?",
        notes=f"Q1: not held\n{told}",
        letter=f"# Reply\n\n## {SECRET} arrests\n\n{told}\n\n| North | {SECRET} |\n",
        files=(table,),
        chat=(("user", told),),
    )
    case = store.create(state, Entry(ANN, "opened", f"because {SECRET} is low", uploads=(table,)))
    with pytest.raises(ConflictError):
        store.save(case.id, replace(state, notes=f"{SECRET} more"), Entry(BEN, TYPED, f"{SECRET}"), expected=0)
    store.rename(case.id, f"Drones, {SECRET} people", who=ANN)
    hits = store.search("drones north")
    assert [hit.case.id for hit in hits] == [case.id]
    assert not store.search(str(SECRET))
    shown = [*map(str, store.cases()), *map(str, hits), *map(str, store.changes(case.id))]
    assert not [one for one in shown if str(SECRET) in one.replace(case.id, "")]
    for path in tmp_path.glob("cases.sqlite3*"):
        assert str(SECRET).encode() not in path.read_bytes(), path.name
    inside = [path for path in tmp_path.rglob("*") if path.is_file() and str(SECRET).encode() in path.read_bytes()]
    assert {path.relative_to(tmp_path).parts[:2] for path in inside} == {("cases", case.id)}


def test_search_does_not_find_a_case_by_the_person_who_asked(store):
    request = "Dear FOI team,\n\nHow many drones fly?\n\nYours faithfully,\nMargery Quillfeather\nmq@example.org\n"
    store.create(State(title="Drones", request=request), Entry(ANN, "opened"))
    assert store.search("drones")
    assert not store.search("Quillfeather")


@pytest.mark.parametrize("words", ["", '"', "drones AND", "dro*", "NEAR(", "ä—"])
def test_any_words_can_be_looked_for(store, case, words):
    assert isinstance(store.search(words), tuple)


def test_a_case_s_papers_are_for_its_user_alone(store, tmp_path):
    case = store.create(State(title="Arrests"), Entry(ANN, "opened"))
    folder = tmp_path / "cases" / case.id
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_a_file_name_cannot_lead_out_of_the_case(store, tmp_path):
    table = upload("../../../outside.csv", b"x")
    case = store.create(State(title="Arrests", files=(table,)), Entry(ANN, "opened", uploads=(table,)))
    assert store.file(case.id, table.id, table.name).is_relative_to(tmp_path / "cases" / case.id)
    assert not (tmp_path / "outside.csv").exists()


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be looked at as one" * 40, b"SQLite format 3\0"]
)
def test_a_record_that_is_none_is_refused_in_words(tmp_path, content):
    (tmp_path / RECORD.file).write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        CaseStore.open(tmp_path)
    assert refused.value.todo


def test_a_database_of_something_else_and_a_later_form_are_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / RECORD.file) as connection:
        connection.execute("CREATE TABLE other (x)")
    with pytest.raises(SettingsError, match="not a record of cases"):
        CaseStore.open(tmp_path)
    with sqlite3.connect(tmp_path / RECORD.file) as connection:
        connection.execute(f"PRAGMA application_id = {RECORD.application}")
        connection.execute(f"PRAGMA user_version = {len(RECORD.forms) + 1}")
    with pytest.raises(SettingsError, match="reads up to"):
        CaseStore.open(tmp_path)


def test_what_changed_is_said_in_words_without_figures():
    table = upload("733 arrests.csv", b"x")
    before = State(notes="Q1: not held\nQ2: vexatious\n", letter="# A\n\none\n")
    after = replace(
        before, notes="Q1: not held\nQ2: ncnd 40(5B)\n", files=(table,), letter="# A\n\ntwo\n", regime="eir"
    )
    said = what_changed(before, after)
    assert said == ("the law that applies; the notes on Q2; the table [figure] arrests.csv added; the letter at “A”")
    assert not what_changed(after, after)


def test_two_letters_stand_side_by_side():
    before, after = "a\nb\nc\nd\ne\nf\ng\nh", "a\nB\nc\nd\ne\nf\ng\nh\ni"
    rows = side_by_side(before, after, around=1)
    assert [(r.before, r.after) for r in rows if r.differs] == [("b", "B"), ("", "i")]
    assert ("", "", False) in [(r.before, r.after, r.differs) for r in rows], "lines left out are shown as left out"
    assert side_by_side(before, before) == ()


KILLED = r"""
import sys
from dataclasses import replace
from pathlib import Path
from assistant.cases.entries import TYPED, Entry
from assistant.cases.record import State, upload
from assistant.cases.store import CaseStore

store = CaseStore.open(Path(sys.argv[1]))
table = upload("a.csv", b"x" * 200_000)
case = store.create(State(title="Arrests", letter="word 0\n" * 1_000, files=(table,)), Entry("Ann Reyes", "opened", uploads=(table,)))
print(case.id, flush=True)
typing, n = sys.argv[2] == "typing", 0
while True:
    n += 1
    state = replace(store.state(case.id), letter=f"word {n}\n" * 1_000)
    case = store.save(case.id, state, Entry("Ann Reyes", TYPED, typing=typing), expected=case.version)
    print(n, flush=True)
"""


@pytest.mark.parametrize(("kind", "after"), [("typing", 3), ("typing", 17), ("change", 5), ("change", 11)])
def test_a_killed_run_loses_at_most_what_was_being_saved(tmp_path, kind, after):
    run = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), kind], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    case = run.stdout.readline().strip()
    for _ in range(after):
        run.stdout.readline()
    run.send_signal(signal.SIGKILL)
    said = [line.strip() for line in run.stdout.read().splitlines()]
    run.wait()
    acknowledged = max([after, *map(int, said)])
    store = CaseStore.open(tmp_path)
    letter = store.state(case).letter
    number = int(letter.split()[1])
    assert letter == f"word {number}\n" * 1_000, "what is kept is whole"
    assert acknowledged <= number <= acknowledged + 1, "what was said to be saved is there"
    held = store.find(case)
    assert store.file(case, store.state(case).files[0].id, "a.csv").stat().st_size == 200_000
    again = store.save(case, replace(store.state(case), letter="on"), Entry(ANN, TYPED), expected=held.version)
    assert again.version == held.version + 1, "the next run goes on"
    with sqlite3.connect(tmp_path / RECORD.file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_the_sample_s_files_are_kept_as_they_came(store):
    content = Path(sample.TABLE).read_bytes()
    table = upload("arrests.csv", content)
    case = store.create(State(title="Sample", files=(table,)), Entry(ANN, "opened", uploads=(table,)))
    assert store.file(case.id, table.id, "arrests.csv").read_bytes() == content
