"""Disclosure logs in the forms in which they are published."""

import json
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import InputError
from assistant.library.logs import as_log, read_log
from assistant.library.readers import read_file

CAMDEN = (
    "Identifier,Document Date,Document Title,Document Text,Document Link,Last Uploaded\n"
    "FOI90001,14/03/2024,Swans on the boating lake,We hold this. There are forty swans on the lake.,"
    "https://example.org/FOI90001.pdf,01/04/2024\n"
)
PLAIN = "Reference number;Summary of request;Response details;Result\n7;Cost of the swan feeder;It cost £900.;Granted in full\n"
WDTK = {
    "id": 5,
    "url_title": "swans_on_the_lake",
    "title": "Swans on the lake",
    "created_at": "2024-02-01T10:00:00.000Z",
    "described_state": "partially_successful",
    "prominence": "normal",
    "law_used": "eir",
    "user": {"name": "A Person", "url_name": "a_person"},
    "public_body": {"name": "Exampleton Council"},
    "info_request_events": [
        {"event_type": "sent", "created_at": "2024-02-01T10:00:00.000Z", "snippet": "How many swans are there?\n\nYours faithfully,\nA Person"},
        {"event_type": "comment", "snippet": "I would like to know as well."},
        {"event_type": "response", "created_at": "2024-02-20T10:00:00.000Z", "snippet": "Dear Ms Person, There are forty. Nests fall under regulation 12(5)(g)."},
    ],
}  # fmt: skip


def read(folder: Path, name: str, content: bytes):
    (folder / name).write_bytes(content)
    return read_file(folder / name, name)


@pytest.mark.parametrize(
    ("text", "encoding", "held", "why"),
    [
        (CAMDEN, "utf-8", ("FOI90001: Swans on the boating lake", "2024-03-14", ""), "the form of Camden's open data"),
        (PLAIN, "utf-8", ("7: Cost of the swan feeder", "", "disclosed"), "other headings, parted by semicolons"),
        (PLAIN, "latin-1", ("7: Cost of the swan feeder", "", "disclosed"), "as an older program exports it"),
        (PLAIN, "utf-8-sig", ("7: Cost of the swan feeder", "", "disclosed"), "as Excel exports it"),
        (PLAIN, "utf-16", ("7: Cost of the swan feeder", "", "disclosed"), "as Excel's Unicode text"),
    ],
)
def test_its_columns_are_recognised(tmp_path: Path, text: str, encoding: str, held: tuple[str, ...], why: str) -> None:
    (document,) = read(tmp_path, "log.csv", text.encode(encoding))
    assert (document.title, document.date, document.outcome) == held, why
    assert "£900" in document.chunks[1].answer or "forty" in document.chunks[1].answer, why


def test_a_camden_row_keeps_its_link_and_its_reply(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "log.csv", CAMDEN.encode())
    assert document.url == "https://example.org/FOI90001.pdf"
    assert (document.chunks[0].question, document.chunks[1].answer) == (
        "Swans on the boating lake",
        "We hold this. There are forty swans on the lake.",
    )


def test_a_request_of_whatdotheyknow(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "request.json", json.dumps(WDTK).encode())
    assert document.chunks[0].question == "How many swans are there?"
    assert document.chunks[1].answer.endswith("Nests fall under regulation 12(5)(g).")
    assert (document.authority, document.date, document.outcome, document.regime, document.sections) == (
        "Exampleton Council", "2024-02-20", "partial", "eir", ("12(5)(g)",),
    )  # fmt: skip
    assert "Person" not in repr(document)
    assert "like to know as well" not in repr(document)


@pytest.mark.parametrize(
    ("content", "count", "why"),
    [
        ([WDTK, {**WDTK, "id": 6, "title": "Ducks", "url_title": "ducks"}], 2, "a list of them"),
        ([WDTK, {**WDTK, "prominence": "hidden"}], 1, "one that its site hides is left out"),
        ([{"ref": "1", "request": "How many ducks?", "response": "Nine."}], 1, "a plain export"),
        ({"data": [{"request": "How many ducks?"}, {"request": "How many geese?"}]}, 2, "rows under a name"),
        ([{"identifier": "F1", "document_title": "Ducks", "document_text": "Nine.", "document_link": {"url": "https://example.org"}}], 1, "Camden's form as JSON"),
    ],
)  # fmt: skip
def test_json_in_its_forms(tmp_path: Path, content: object, count: int, why: str) -> None:
    assert len(read(tmp_path, "log.json", json.dumps(content).encode())) == count, why


@pytest.mark.parametrize(
    ("name", "content", "says", "why"),
    [
        ("log.json", b'[{"request": "How many', "ends early", "a feed that stopped half-way"),
        ("log.json", b"<html>503 Service Unavailable</html>", "no JSON", "a server's excuse"),
        ("log.json", b"[1, 2]", "no list of requests", "numbers"),
        ("log.json", b"[" * 100_000, "no JSON", "nested without end"),
        ("log.json", b'[{"colour": "red"}]', "no column is recognised", "rows of something else"),
        ("log.xlsx", b"no workbook at all", "damaged", "no workbook"),
    ],
)  # fmt: skip
def test_a_bad_one_is_named(tmp_path: Path, name: str, content: bytes, says: str, why: str) -> None:
    with pytest.raises(InputError, match=says) as raised:
        read(tmp_path, name, content)
    assert name in str(raised.value), why
    assert raised.value.todo, why


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_below_its_heads_and_without_its_other_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "log.xlsx",
        ("About", [["Our disclosure log"], ["Read me first"]]),
        ("2024", [["Exampleton Council: disclosure log"], [], ["Ref", "Request", "Response", "Decision"],
                  ["F1", "How many swans are on the lake?", "Forty.", "Disclosed"]]),
        ("2025", [["Ref", "Request", "Response"], ["F2", "How many ducks are there?", None]]),
    )  # fmt: skip
    first, second = read_file(path, path.name)
    assert (first.title, first.outcome) == ("F1: How many swans are on the lake?", "disclosed")
    assert [chunk.locator for chunk in second.chunks] == ["Request"]


def test_a_workbook_of_figures_is_no_log(tmp_path: Path) -> None:
    path = workbook(tmp_path / "figures.xlsx", ("A", [["Ward", "2023"], ["North", 57]]))
    with pytest.raises(InputError, match="recognised as the request"):
        read_file(path, path.name)


def test_the_law_that_a_row_names_survives_being_written_out() -> None:
    log = "Ref,Request,Response,Legislation\nA,How many swans?,Forty.,EIR\nB,How many ducks?,Nine.,FOISA\nC,How many geese?,Ten.,\n"
    documents = read_log(log, "log.csv")
    assert [one.regime for one in documents] == ["eir", "foisa", "foia"]
    assert read_log(as_log(documents), "log.csv") == documents
