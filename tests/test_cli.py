"""The command line: exit statuses, JSON on stdout alone, and errors an officer can act on."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import sample


def foi(*arguments: object, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "words.csv").write_text("Name,Colour\nA,red\nB,blue\n", "utf-8")
    (tmp_path / "ragged.csv").write_text("Area,2023,2024\nNorth,12\nSouth,9,41,7\n", "utf-8")
    (tmp_path / "off.csv").write_text("Area,2023,2024,Total\nNorth,12,30,42\nSouth,9,41,51\n", "utf-8")
    (tmp_path / "corrupt.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    (tmp_path / "unknown.txt").write_text("Q1: withhold 99(1)\n", "utf-8")
    (tmp_path / "many.txt").write_text("Q9: not held\n", "utf-8")
    (tmp_path / "ok.csv").write_text("Area,2023,2024\nNorth,12,30\nSouth,9,41\n", "utf-8")
    (tmp_path / "request.txt").write_text("How many people were fined?", "utf-8")
    return tmp_path


REFUSED = [
    ("an empty request", ["draft", "{}/empty.txt"], "empty"),
    ("a binary request", ["draft", "{}/binary.txt"], "text"),
    ("a missing request", ["draft", "{}/nowhere.txt"], "nowhere.txt"),
    ("a table without numbers", ["protect", "{}/words.csv"], "words.csv"),
    ("ragged rows", ["protect", "{}/ragged.csv"], "ragged.csv"),
    ("totals that do not add up", ["protect", "{}/off.csv"], "South"),
    ("a corrupt workbook", ["protect", "{}/corrupt.xlsx"], "corrupt.xlsx"),
    ("a missing table", ["protect", "{}/nowhere.csv"], "nowhere.csv"),
    ("an unknown section in the notes", ["draft", "{}/request.txt", "--notes", "{}/unknown.txt"], "99(1)"),
    ("a question that is not in the request", ["draft", "{}/request.txt", "--notes", "{}/many.txt"], "question 9"),
    (
        "two tables of one name",
        ["draft", "{}/request.txt", "--figures", "{}/ok.csv", "--figures", "{}/ok.csv"],
        "same file name",
    ),
    ("an absurd threshold", ["protect", "{}/ok.csv", "--threshold", "0"], "threshold"),
    ("a form that a draft has not", ["draft", "{}/request.txt", "--out", "{}/a.odt"], ".docx"),
    ("a folder that is not there", ["draft", "{}/request.txt", "--out", "{}/no/a.md"], "folder"),
    ("a date that is none", ["deadline", "--received", "yesterday"], "date"),
    ("a missing option", ["deadline"], "--received"),
    ("an unknown command", ["drft"], "drft"),
    ("an empty letter", ["check", "{}/empty.txt"], "empty"),
]


@pytest.mark.parametrize(("why", "arguments", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_bad_input_ends_with_2_and_says_what_and_where(why: str, arguments: list[str], said: str, files: Path) -> None:
    before = sorted(files.iterdir())
    run = foi(*[one.replace("{}", str(files)) for one in arguments])
    assert run.returncode == 2, run.stderr
    assert said.lower() in run.stderr.lower()
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) <= 2
    assert run.stdout == ""
    assert sorted(files.iterdir()) == before, "something was half-written"


def test_an_error_about_a_total_names_the_difference_and_no_count(files: Path) -> None:
    (files / "low.csv").write_text("Area,2023,2024,Total\nNorth,3,30,33\nSouth,9,41,51\n", "utf-8")
    run = foi("protect", files / "low.csv")
    assert run.returncode == 2
    assert "South" in run.stderr
    assert "1" in run.stderr


def test_protect_prints_one_json_object(files: Path) -> None:
    (files / "t.csv").write_text("Region,2023,2024,Total\nNorth,3,30,33\nSouth,9,41,50\nTotal,12,71,83\n", "utf-8")
    run = foi("protect", files / "t.csv", "--json")
    assert run.returncode == 0, run.stderr
    table = json.loads(run.stdout)
    assert table["dimensions"] == ["Region", "column"]
    assert table["threshold"] == 5
    low = next(c for c in table["cells"] if c["key"] == {"Region": "North", "column": "2023"})
    assert low["status"] == "suppressed"
    assert low["value"] is None
    assert low["text"] == "[c]"
    assert low["interval"][0] <= 1
    assert low["interval"][1] is None or low["interval"][1] >= 4
    assert next(c for c in table["cells"] if c["key"] == {"Region": "Total", "column": "Total"})["value"] == 83


def test_a_request_may_come_from_standard_input_and_the_letter_goes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "reply.docx"
    run = foi(
        "draft",
        "-",
        "--figures",
        sample.TABLE,
        "--notes",
        sample.NOTES,
        "--received",
        "2026-11-02",
        "--out",
        out,
        "--json",
        stdin=sample.REQUEST.read_text("utf-8"),
        FOI_AUTHORITY=str(sample.AUTHORITY),
    )
    assert run.returncode == 0, run.stderr
    draft = json.loads(run.stdout)
    assert [q["outcome"] for q in draft["questions"]] == ["partial", "not-held"]
    assert draft["questions"][0]["exemptions"] == ["40(2)"]
    assert out.read_bytes()[:2] == b"PK"


def test_a_letter_that_leaks_ends_with_1(files: Path) -> None:
    letter = files / "leak.md"
    letter.write_text("We hold this information. Three officers were dismissed in 2024.", "utf-8")
    run = foi("check", letter, "--json")
    assert run.returncode == 1, run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert report["verdict"] == "block"
    finding = next(f for f in report["findings"] if f["code"].startswith("count."))
    assert letter.read_text("utf-8")[finding["start"] : finding["end"]] == finding["quote"]


def test_the_port_of_the_screen_may_be_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = foi("serve", "--port", port)
    assert run.returncode == 2
    assert str(port) in run.stderr
    assert "Traceback" not in run.stderr


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    run = foi("search", "custody", FOI_DATA=str(tmp_path / "file" / "data"))
    assert run.returncode == 2
    assert "FOI_DATA" in run.stderr
    assert "Traceback" not in run.stderr
