"""What can be done on a desk: nothing lost, nothing low let out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import sample
from assistant.cases import standing
from assistant.errors import InputError, NotesError, SettingsError
from assistant.figures.policy import Policy
from assistant.findings import Verdict
from assistant.pipeline import Workplace
from assistant.screen import desk as desks
from assistant.screen import reply
from assistant.screen.desk import Desk, Fields
from assistant.settings import load_authority

LEAK = "\n\nIn 2023, 3 people were de-arrested.\n"


@pytest.fixture(scope="module")
def workplace():
    return Workplace(load_authority(sample.AUTHORITY), Policy())


@pytest.fixture(scope="module")
def fields():
    return Fields(sample.REQUEST.read_text("utf-8"), sample.NOTES.read_text("utf-8"), "23/11/2026", "FOI-1")


@pytest.fixture(scope="module")
def drafted(workplace, fields):
    desk, errors = desks.add_tables(Desk(), [sample.TABLE], workplace)
    assert not errors
    return reply.draft(desk, fields, workplace)


def test_the_sample_case_is_drafted_and_nothing_blocks(drafted, workplace):
    checked = reply.check(drafted, drafted.draft.letter.text, workplace)
    assert checked.verdict is not Verdict.BLOCK, [f.message for f in checked.findings]


def test_an_edit_that_states_a_low_count_blocks_and_is_not_exported(drafted, workplace, tmp_path: Path):
    text = drafted.draft.letter.text + LEAK
    checked = reply.check(drafted, text, workplace)
    assert checked.verdict is Verdict.BLOCK
    assert any(f.code.startswith("count.") for f in checked.findings)
    for ending in (".docx", ".md", ".html", ".json"):
        with pytest.raises(InputError):
            reply.export(drafted, text, checked, ending, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_table_that_the_letter_does_not_disclose_counts_all_the_same(workplace):
    desk, _ = desks.add_tables(Desk(), [sample.TABLE], workplace)
    checked = reply.check(desk, "Dear applicant," + LEAK, workplace)
    assert any(f.code.startswith("count.") for f in checked.findings)


@pytest.mark.parametrize("ending", [".docx", ".md", ".html", ".json"])
def test_an_edited_letter_is_exported_as_edited(drafted, workplace, tmp_path: Path, ending):
    text = drafted.draft.letter.text.replace("Dear applicant,", "Dear Ms Requester,")
    checked = reply.check(drafted, text, workplace)
    path = reply.export(drafted, text, checked, ending, tmp_path)
    assert path.name == f"reply-FOI-1{ending}"
    if ending != ".docx":
        assert "Dear Ms Requester," in path.read_text("utf-8")
    if ending == ".json":
        record = json.loads(path.read_text("utf-8"))
        assert any("edited by hand" in remark for remark in record["remarks"])


def test_a_new_draft_keeps_the_letter_that_the_officer_had_edited(drafted, fields, workplace):
    edited = drafted.draft.letter.text + "\nMy own words.\n"
    again = reply.draft(drafted, fields, workplace, edited)
    assert again.earlier == edited
    text, swapped = reply.swap_earlier(again, again.draft.letter.text)
    assert text == edited
    assert swapped.earlier == again.draft.letter.text


def test_a_letter_that_nobody_edited_is_not_kept(drafted, fields, workplace):
    assert reply.draft(drafted, fields, workplace, drafted.draft.letter.text).earlier == ""


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        ({}, False),
        ({"notes": "Q1: not held\n"}, True),
        ({"received": "23 November 2026"}, False),  # the same day, written otherwise
        ({"received": "soon"}, True),
        ({"regime": "eir"}, True),
    ],
)
def test_a_draft_is_out_of_date_when_what_it_was_made_from_has_changed(drafted, fields, change, stale):
    assert drafted.is_stale(replace(fields, **change)) is stale


def test_a_changed_table_makes_the_draft_out_of_date(drafted, fields, workplace):
    assert desks.set_unit(drafted, "arrests.csv", "items", workplace).is_stale(fields)
    assert desks.clear_tables(drafted).is_stale(fields)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ("binary.csv", bytes(range(256))),
        ("words.csv", b"a,b\nc,d\n"),
    ],
)
def test_a_bad_table_is_reported_by_its_own_name_and_the_others_stay(tmp_path: Path, name, content, workplace):
    desk, _ = desks.add_tables(Desk(), [sample.TABLE], workplace)
    (tmp_path / name).write_bytes(content)
    after, errors = desks.add_tables(desk, [tmp_path / name], workplace)
    assert list(after.tables) == ["arrests.csv"]
    assert len(errors) == 1
    assert name in str(errors[0])
    assert str(tmp_path) not in str(errors[0])


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (Fields(request="  "), InputError),
        (Fields(request="How many?", received="soon"), SettingsError),
        (Fields(request="How many?", notes="Q1: withhold 99(9)"), NotesError),
        (Fields(request="How many?", notes="Q1: perhaps"), NotesError),
    ],
)
def test_what_cannot_be_drafted_says_so(workplace, fields, error):
    with pytest.raises(error):
        reply.draft(Desk(), fields, workplace)


def test_a_check_that_breaks_down_blocks(drafted, workplace, monkeypatch):
    def broken(*_):
        raise RuntimeError("3")

    monkeypatch.setattr(standing, "check_letter", broken)
    checked = reply.check(drafted, drafted.draft.letter.text, workplace)
    assert checked.verdict is Verdict.BLOCK
    assert all("3" not in f.message for f in checked.findings if f.code == "check.failed")
