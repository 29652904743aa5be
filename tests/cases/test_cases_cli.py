"""``foi cases``: the store on the command line, with the promised exit statuses and JSON."""

import json
import secrets
from dataclasses import replace

import pytest

from assistant import sample
from assistant.cases.entries import Entry
from assistant.cases.record import State, upload
from assistant.cases.standing import drafted_again, intake_of, tables_of
from assistant.cases.store import CaseStore
from assistant.cli import main
from assistant.figures.policy import Policy
from assistant.pipeline import Workplace
from assistant.settings import load_authority

ANN = "Ann Reyes"


@pytest.fixture
def foi(monkeypatch, capsys, tmp_path):
    """Run a command in a data folder of its own; return its exit status and what it printed."""
    monkeypatch.setenv("FOI_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["foi", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def case(foi, tmp_path):
    store, workplace = CaseStore.open(tmp_path / "data"), Workplace(load_authority(sample.AUTHORITY), Policy())
    table = upload(sample.TABLE.name, sample.TABLE.read_bytes())
    words = (sample.REQUEST.read_text("utf-8"), sample.NOTES.read_text("utf-8"))
    state = State("Cameras", *words, "2/11/2026", "FOI-0042", files=(table,), drafted_on="2026-11-23")
    made = store.create(state, Entry(ANN, "opened", uploads=(table,)))
    draft = drafted_again(state, intake_of(state, tables_of(made.id, state, store, workplace)), workplace)
    drafted = Entry(ANN, "drafted", verdict="review")
    return store.save(made.id, replace(state, letter=draft.letter.text), drafted, expected=1)


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("open", "FOI-0042"),
        ("open", "FOI-0042", "--version", "1"),
        ("show", "cameras"),
        ("show", "FOI-0042", "--version", "2"),
        ("search", "custody"),
        ("rename", "FOI-0042", "Faces"),
        ("duplicate", "FOI-0042", "--title", "Second"),
        ("undo", "FOI-0042"),
        ("close", "FOI-0042", "--why", "withdrawn"),
    ],
)
def test_each_command_prints_for_a_person_and_for_a_script(foi, case, command):
    status, out, err = foi("cases", *command, "--json")
    assert (status, err) == (0, "")
    assert isinstance(json.loads(out), dict)
    if command[0] in {"list", "open", "show", "search"}:
        status, out, _ = foi("cases", *command)
        assert status == 0
        assert out.strip()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("open", "nothing"), "Cameras"),  # what there is
        (("open", "FOI-0042", "--version", "9"), "no version 9"),
        (("redo", "FOI-0042"), "nothing to redo"),
        (("rename", "FOI-0042", " "), "title is empty"),
        (("close", "FOI-0042", "--why", ""), "no reason"),
        (("reopen", "FOI-0042", "--why", "more"), "open already"),
        (("export", "FOI-0042", "--out", "a.odt"), ".docx"),
        (("sign-off", "FOI-0042", "--by", "the team"), "a post or a group"),
    ],
)
def test_a_mistake_ends_with_status_2_and_says_what_to_do(foi, case, command, said):
    status, out, err = foi("cases", *command)
    assert (status, out) == (2, "")
    assert said in err


def test_an_empty_store_says_how_to_begin(foi):
    status, out, _ = foi("cases", "list")
    assert status == 0
    assert "foi draft" in out
    assert foi("cases", "search", "x")[1].strip() == "No case holds all of these words."


def test_undo_and_redo_say_what_came_back(foi, case):
    assert "drafted" in foi("cases", "undo", "FOI-0042")[1]
    assert "no letter" in foi("cases", "open", "FOI-0042")[1]
    assert "drafted" in foi("cases", "redo", "FOI-0042", "--by", ANN)[1]
    assert "Yours sincerely" in foi("cases", "open", "FOI-0042")[1]


def test_a_letter_is_exported_only_when_the_checks_let_it(foi, case, tmp_path):
    assert foi("cases", "export", "FOI-0042", "--out", "letter.docx")[0] == 0
    assert (tmp_path / "letter.docx").read_bytes()[:2] == b"PK"
    assert foi("cases", "export", "FOI-0042", "--out", "record.json")[0] == 0
    record = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert [one["action"] for one in record["changes"]] == ["opened", "drafted"]
    store = CaseStore.open(tmp_path / "data")
    leak = replace(store.state(case.id), letter="In 2023, 3 people were de-arrested.\n")
    store.save(case.id, leak, Entry(ANN, "typed"), expected=2)
    status, _, err = foi("cases", "export", "FOI-0042", "--out", "leak.md")
    assert (status, (tmp_path / "leak.md").exists()) == (1, False)
    assert "count." in err


def test_draft_keeps_a_case_and_drafts_it_again(foi, monkeypatch, data_folder, tmp_path):
    """In the data folder of the session, whose index is built."""
    monkeypatch.setenv("FOI_DATA", str(data_folder))
    title = "Case " + "".join(secrets.choice("abcdef") for _ in range(12))
    given = ["--figures", sample.TABLE, "--notes", sample.NOTES, "--received", "2026-11-02", "--reference", "FOI-7"]
    status, _, err = foi("draft", sample.REQUEST, *given, "--case", title, "--by", ANN)
    assert status == 0, err
    assert "Kept:" in err
    (tmp_path / "notes.txt").write_text("Q1: disclose table arrests.csv\nQ2: vexatious\n", "utf-8")
    status, out, err = foi("draft", "--case", title, "--notes", tmp_path / "notes.txt", "--json")
    assert status in {0, 1}, err
    assert json.loads(out)["questions"][1]["outcome"] == "vexatious"
    store = CaseStore.open(data_folder)
    case = store.find(title)
    assert [one.action for one in store.changes(case.id)] == ["drafted", "drafted"]
    assert store.changes(case.id)[1].what == "the notes on Q1, Q2; the letter at “Our decision”, “Question 2”"
    assert [one.name for one in store.state(case.id).files] == [sample.TABLE.name]


@pytest.mark.parametrize(
    ("command", "said"), [(("draft",), "no request is named"), (("draft", "--case", "new"), "no such case yet")]
)
def test_draft_without_a_request_needs_a_case_that_has_one(foi, command, said):
    status, _, err = foi(*command)
    assert status == 2
    assert said in err
