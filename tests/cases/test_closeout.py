"""Close-out: only a named person, only when nothing blocks, and nothing that follows is lost or done twice."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import checks, sample
from assistant.cases.checklist import stopped_by
from assistant.cases.closeout import STEPS, CloseOut
from assistant.cases.disclosure import FOLDER, TABLE, names_in, write_log
from assistant.cases.entries import Entry
from assistant.cases.record import ConflictError, State, upload
from assistant.cases.standing import drafted_again, intake_of, tables_of
from assistant.cases.store import CaseStore
from assistant.errors import FoiError, InputError
from assistant.figures.earlier.register import Register
from assistant.figures.policy import Policy
from assistant.library import Library
from assistant.library.embeddings import HashedEmbedding
from assistant.pipeline import Workplace
from assistant.remember import remember_corpus
from assistant.settings import load_authority

ANN, BEN = "Ann Reyes", "Ben Okoro"
SIGNED = "\n\nYours faithfully,\nMargery Quillfeather\n14 Larch Road, Ambleford\nmq@example.org\n"


@pytest.fixture
def library(tmp_path):
    (tmp_path / "packaged" / "responses").mkdir(parents=True)
    opened = Library.open(tmp_path, corpus=tmp_path / "packaged", embedding=HashedEmbedding(), progress=lambda _: None)
    yield opened
    opened.close()


@pytest.fixture
def workplace(tmp_path, library):
    return Workplace(load_authority(sample.AUTHORITY), Policy(), library, register=Register.open(tmp_path))


@pytest.fixture
def store(tmp_path):
    return CaseStore.open(tmp_path)


@pytest.fixture
def case(store, workplace):
    table = upload(sample.TABLE.name, sample.TABLE.read_bytes())
    request = sample.REQUEST.read_text("utf-8") + SIGNED
    state = State("", request, sample.NOTES.read_text("utf-8"), "2/11/2026", "FOI-0042", files=(table.kept(),))
    made = store.create(state, Entry(ANN, "opened", uploads=(table,)))
    return drafted(store, made.id, workplace)


def drafted(store, case, workplace):
    state = replace(store.state(case), drafted_on="2026-11-23", stale=False)
    draft = drafted_again(state, intake_of(state, tables_of(case, state, store, workplace)), workplace)
    letter = draft.letter.text.replace("Dear applicant,", "Dear Ms Quillfeather,")
    version = store.find(case).version
    return store.save(case, replace(state, letter=letter), Entry(ANN, "drafted"), expected=version)


def sign(tmp_path, store, case, workplace, who=BEN):
    return CloseOut(tmp_path, store).sign_off(case.id, who=who, expected=case.version, workplace=workplace)


def test_a_reply_is_signed_off_and_all_that_follows_is_done(tmp_path, store, case, workplace):
    out = CloseOut(tmp_path, store)
    signed = sign(tmp_path, store, case, workplace)
    assert (signed.who, signed.verdict, signed.left) == (BEN, "review", STEPS)
    signed, said = out.finish(case.id, workplace)
    assert not signed.left, said
    held = store.find(case.id)
    assert held.status == "closed"
    assert store.changes(case.id)[-1].action == "signed off"
    assert {row.reference for row in workplace.register.rows()} == {"FOI-0042"}
    row = next(csv.DictReader(io.StringIO((tmp_path / FOLDER / TABLE).read_text("utf-8-sig"))))
    assert row["reference"] == "FOI-0042"
    assert row["outcome"] == "partial, not-held"
    page = (tmp_path / FOLDER / "FOI-0042.md").read_text("utf-8")
    assert "[c]" in page
    assert "## Response" in page
    found = workplace.library.search("wrongful arrest custody", kind="responses", k=3)
    assert f"case-{case.id}" in {one.document_id for one in found}
    assert {one.authority for one in found} == {workplace.authority.name}


def test_the_person_who_asked_is_in_neither_the_log_nor_the_corpus(tmp_path, store, case, workplace):
    sign(tmp_path, store, case, workplace)
    CloseOut(tmp_path, store).finish(case.id, workplace)
    written = [*(tmp_path / FOLDER).iterdir(), *(tmp_path / "corpus").iterdir()]
    assert len(written) == 3
    for path in written:
        text = path.read_text("utf-8")
        assert not [one for one in ("Quillfeather", "Margery", "Larch", "mq@") if one in text], path.name


def test_what_follows_is_done_once_however_often_it_is_asked_for(tmp_path, store, case, workplace):
    """A run that was killed after the sign-off leaves the steps to the next one."""
    sign(tmp_path, store, case, workplace)
    again = CloseOut(tmp_path, CaseStore.open(tmp_path))
    first, _ = again.finish(case.id, replace(workplace, library=None))
    assert first.left == ("corpus",)
    figures = len(workplace.register.rows())
    second, _ = again.finish(case.id, workplace)
    third, _ = again.finish(case.id, workplace)
    assert second == third
    assert not third.left
    assert len(workplace.register.rows()) == figures
    assert remember_corpus(workplace.library, workplace.register, workplace.authority.name) == 0, "noted under its case"


@pytest.mark.parametrize("who", ["", "the assistant", "FOI team", "gpt-4", "[your name]"])
def test_only_a_named_person_signs_off(tmp_path, store, case, workplace, who):
    with pytest.raises(FoiError) as refused:
        sign(tmp_path, store, case, workplace, who)
    assert refused.value.todo
    assert store.find(case.id).status == "open"


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"letter": "In 2023, 3 people were de-arrested.\n"}, "No check blocks"),  # a low count
        ({"drafted_on": "", "letter": "x"}, "There is a drafted reply"),
        ({"stale": True}, "The letter is as new"),
        ({"reference": ""}, "The reply has a reference"),
        ({"notes": "Q1: withhold 99(9)"}, "There is a drafted reply"),  # it can no longer be drafted
    ],
)
def test_what_the_checklist_stops_is_not_signed_off(tmp_path, store, case, workplace, change, point):
    state = replace(store.state(case.id), **change)
    case = store.save(case.id, state, Entry(ANN, "typed"), expected=case.version)
    with pytest.raises(InputError, match=point):
        sign(tmp_path, store, case, workplace)
    assert store.find(case.id).status == "open"
    assert not CloseOut(tmp_path, store).sign_offs(case.id)
    assert not (tmp_path / FOLDER).exists()
    assert not workplace.register.rows()


def test_a_check_that_crashed_is_not_a_pass(tmp_path, store, case, workplace, monkeypatch):
    def crashes(page):
        raise ZeroDivisionError

    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, ("a thing", crashes)))
    with pytest.raises(InputError, match="Every check ran"):
        sign(tmp_path, store, case, workplace)
    assert store.find(case.id).status == "open"


def test_a_sign_off_of_what_somebody_else_changed_is_refused(tmp_path, store, case, workplace):
    state = store.state(case.id)
    store.save(case.id, replace(state, letter=state.letter + "\nMore.\n"), Entry(ANN, "typed"), expected=case.version)
    with pytest.raises(ConflictError, match=ANN):
        sign(tmp_path, store, case, workplace)


def test_opening_again_keeps_the_old_sign_off_and_the_log_has_the_newest(tmp_path, store, case, workplace):
    out = CloseOut(tmp_path, store)
    sign(tmp_path, store, case, workplace)
    out.finish(case.id, workplace)
    with pytest.raises(InputError, match="closed"):
        sign(tmp_path, store, store.find(case.id), workplace)
    held = store.reopen(case.id, who=ANN, why="an internal review")
    state = store.state(case.id)
    letter = state.letter.replace("We searched", "On review we searched")
    held = store.save(case.id, replace(state, letter=letter), Entry(ANN, "typed"), expected=held.version)
    sign(tmp_path, store, held, workplace, ANN)
    signed, _ = out.finish(case.id, workplace)
    assert [(one.number, one.who) for one in out.sign_offs(case.id)] == [(1, BEN), (2, ANN)]
    assert not signed.left
    actions = [one.action for one in store.changes(case.id)]
    assert actions == ["opened", "drafted", "signed off", "reopened", "typed", "signed off"]
    assert "On review we searched" in (tmp_path / FOLDER / "FOI-0042.md").read_text("utf-8")
    assert len((tmp_path / FOLDER / TABLE).read_text("utf-8").split("FOI-0042")) == 2


def test_the_checklist_says_what_stands_without_quoting_a_figure(tmp_path, store, case, workplace):
    state = replace(store.state(case.id), letter="In 2023, 3 people were de-arrested.\n")
    store.save(case.id, state, Entry(ANN, "typed"), expected=case.version)
    items = CloseOut(tmp_path, store).prepare(case.id, workplace).items
    assert stopped_by(items).name == "No check blocks the letter"
    assert not any(" 3 " in one.words or "people" in one.words for one in items)


@pytest.mark.parametrize(
    ("request_text", "names"),
    [
        ("How many?\n\nYours faithfully,\nMargery Quillfeather\n", ("Margery Quillfeather",)),
        ("From: Dr Ade Obi-Wane <a@b.example>\n\nHow many?", ("Ade Obi-Wane",)),
        ("My name is Jo Larkspur and I ask how many.", ("Jo Larkspur",)),
        ("How many?\n\nThanks\n\nLeeds\n", ()),  # one word is no full name
        ("Thank you for Thames Valley figures.", ()),
        ("How many arrests did North Yorkshire make?", ()),
    ],
)
def test_the_name_of_the_person_who_asked_is_found(request_text, names):
    assert names_in(request_text) == names


def test_two_replies_under_one_reference_and_a_hostile_subject_keep_their_places(tmp_path, store, case, workplace):
    entry = CloseOut(tmp_path, store).prepare(case.id, workplace).entry
    table = write_log(tmp_path, [entry, replace(entry, subject="=HYPERLINK(1)")])
    assert sorted(path.name for path in (tmp_path / FOLDER).glob("*.md")) == ["FOI-0042-again.md", "FOI-0042.md"]
    assert "'=HYPERLINK" in Path(table).read_text("utf-8")
