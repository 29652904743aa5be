"""What an officer adds: logs, letters, bad files."""

from pathlib import Path

import pytest
from library_corpus import LETTER, Opener

from assistant.errors import InputError
from assistant.library import Library
from assistant.library.logs import as_log, read_log
from assistant.library.readers import as_corpus_file, read_file

LOG = (
    "Ref No,Date Received,Request Summary,Response,Outcome,Exemptions,Requester name\n"
    'FOI-1,01/03/2024,"How many swans are on the lake, by year?",There are forty.,All information provided,,A Person\n'
    'FOI-2,2024-04-02,Costs of the swan feeder,Withheld.,Refused,"43(2), 40(2)",A Person\n'
    "FOI-3,2024-05-02,,,,,\n"
)


def test_a_disclosure_log_is_read_by_its_columns() -> None:
    first, second = read_log(LOG, "log.csv")
    assert first.title.startswith("FOI-1: How many swans")
    assert (first.date, first.outcome, first.chunks[1].answer) == ("2024-03-01", "disclosed", "There are forty.")
    assert (second.outcome, second.sections) == ("withheld", ("43(2)", "40(2)"))
    assert "A Person" not in as_log([first, second])


def test_a_log_survives_being_written_out_again() -> None:
    documents = read_log(LOG, "log.csv")
    assert read_log(as_log(documents), "log.csv") == documents


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A,B\n1,2\n", "no column is recognised"),
        ("Request,Response\n", "no rows"),
        ("Request,Response\n,x\n", "no row has a request"),
    ],
)
def test_a_log_that_is_none_is_named(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_log(text, "log.csv")


def test_a_letter_survives_being_written_out_again(tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_text(LETTER, "utf-8")
    (document,) = read_file(source, source.name)
    target = tmp_path / "copy.md"
    target.write_text(as_corpus_file(document), "utf-8")
    (copy,) = read_file(target, target.name)
    assert [(c.locator, c.question, c.answer) for c in copy.chunks] == [
        (c.locator, c.question, c.answer) for c in document.chunks
    ]
    assert (copy.id, copy.date, copy.outcome, copy.sections) == (
        document.id,
        document.date,
        document.outcome,
        document.sections,
    )


def test_added_files_are_found_cleaned_and_told_apart(library: Library, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    (tmp_path / "log.csv").write_text(LOG, "latin-1")
    changes = library.add([tmp_path / "letter.txt", tmp_path / "log.csv"])
    assert (changes.added, changes.problems) == (3, ())
    best = library.search("how many swans are on the lake")[0]
    assert best.own
    assert not best.invented
    assert best.answer == "There are forty."
    kept = " ".join(path.read_text("utf-8") for path in (tmp_path / "data" / "corpus").iterdir())
    assert "A Person" not in kept
    assert "Long Lane" not in kept
    assert not library.search("parking fines income")[0].own


def test_bad_files_are_skipped_and_listed_and_the_rest_goes_in(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "a.exe").write_bytes(b"MZ")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "c.docx").write_bytes(b"not a zip")
    (folder / "d.md").write_text("---\nkind: response\nid: [\n---\n", "utf-8")
    (folder / "e.csv").write_text("A,B\n1,2\n", "utf-8")
    (folder / "f.txt").write_text(LETTER, "utf-8")
    (folder / "g.txt").write_text("too short", "utf-8")
    changes = library.add([folder, tmp_path / "missing.txt"])
    assert changes.added == 1
    assert [problem.split(":")[0].split(",")[0].rsplit("/", 1)[-1] for problem in changes.problems] == [
        "a.exe", "b.txt", "c.docx", "d.md", "e.csv", "g.txt", "missing.txt",
    ]  # fmt: skip


def test_a_bad_file_in_the_data_folder_is_in_the_status(library: Library, tmp_path: Path) -> None:
    (tmp_path / "data" / "corpus").mkdir()
    bad = tmp_path / "data" / "corpus" / "bad.csv"
    bad.write_text("A,B\n1,2\n", "utf-8")
    assert len(library.sync(lambda _: None).problems) == 1
    assert any("bad.csv" in problem for problem in library.status().problems)
    bad.unlink()
    library.sync(lambda _: None)
    assert library.status().problems == ()


def test_two_files_with_one_id(library: Library, tmp_path: Path) -> None:
    text = (tmp_path / "corpus" / "responses" / "parking.md").read_text("utf-8")
    (tmp_path / "data" / "corpus").mkdir()
    (tmp_path / "data" / "corpus" / "mine.md").write_text(text, "utf-8")
    (problem,) = library.sync(lambda _: None).problems
    assert "mine.md" in problem
    assert "packaged/responses/parking.md" in problem


def test_removed_documents_stay_away(open_library: Opener, tmp_path: Path) -> None:
    library = open_library()
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    library.add([tmp_path / "letter.txt"])
    mine = next(entry.id for entry in library.documents() if entry.own)
    assert library.remove(["parking", mine]).removed == 2
    assert list((tmp_path / "data" / "corpus").iterdir()) == []
    again = open_library()
    again.sync(lambda _: None)
    assert {"parking", mine}.isdisjoint(entry.id for entry in again.documents())
    assert again.add([tmp_path / "letter.txt"]).added == 1
