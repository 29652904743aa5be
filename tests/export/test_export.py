"""A letter in each form: what a person sees is there, and nothing that they do not see."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from assistant import sample
from assistant.case import Draft
from assistant.checks.file import check_file
from assistant.checks.hidden import hidden_content
from assistant.errors import InputError
from assistant.export import check_ending, render, write_draft
from assistant.figures.policy import Policy
from assistant.figures.tables import read_table
from assistant.pipeline import Intake, Workplace, draft_reply
from assistant.reading import read_text
from assistant.settings import load_authority


@pytest.fixture(scope="module")
def made() -> Draft:
    table = read_table(sample.TABLE)
    intake = Intake(
        sample.REQUEST.read_text("utf-8"),
        {table.source: table},
        sample.NOTES.read_text("utf-8"),
        received=date(2026, 11, 2),
        reference="FOI-0042",
        regime="foia",
        letter_date=date(2026, 11, 23),
    )
    return draft_reply(intake, Workplace(load_authority(sample.AUTHORITY), Policy()))


def test_word_has_real_tables_headings_and_page_numbers(made: Draft, tmp_path: Path) -> None:
    write_draft(made, tmp_path / "reply.docx")
    document = Document(str(tmp_path / "reply.docx"))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][:2] == [
        ["Year", "De-arrested", "Not de-arrested", "Total"],
        ["2023", "[c]", "[c]", "57"],
    ]
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Quote", "List Bullet"} <= styles
    footer = document.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert document.sections[0].page_width.cm == pytest.approx(21, abs=0.1)


def test_nothing_is_hidden_in_the_word_file_and_no_person_is_in_its_properties(made: Draft, tmp_path: Path) -> None:
    write_draft(made, tmp_path / "reply.docx")
    assert hidden_content(tmp_path / "reply.docx") == ()
    properties = Document(str(tmp_path / "reply.docx")).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_no_export_holds_a_hidden_count(made: Draft, tmp_path: Path) -> None:
    for ending in (".docx", ".md", ".html", ".json"):
        write_draft(made, tmp_path / f"reply{ending}")
        raw = (tmp_path / f"reply{ending}").read_bytes()
        if ending == ".docx":
            archive = zipfile.ZipFile(io.BytesIO(raw))
            raw = archive.read("word/document.xml") + archive.read("docProps/core.xml")
        # Any three digits can stand in the digest of what made the draft.
        raw = raw.replace(made.fingerprint.encode(), b"")
        # 54 and 198 stand beside the low cell and would give it back.
        for value in (b">54<", b"| 54 |", b": 54,", b"198"):
            assert value not in raw, (ending, value)


def test_the_word_file_reads_back_as_the_letter(made: Draft, tmp_path: Path) -> None:
    write_draft(made, tmp_path / "reply.docx")
    text = read_text(tmp_path / "reply.docx", "letter")
    for words in ("Question 1", "section 40(3A)(a)", "Internal review", "| 2023 | [c] | [c] | 57 |"):
        assert words in text, words


@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_our_own_file_passes_the_checks_that_the_letter_passed(ending: str, made: Draft, tmp_path: Path) -> None:
    """What a reader of the file sees is what was checked: quotations and headings are still known for what they are."""
    write_draft(made, tmp_path / f"reply{ending}")
    report = check_file(
        str(tmp_path / f"reply{ending}"),
        [read_table(sample.TABLE)],
        [],
        str(sample.REQUEST),
        Policy(),
        load_authority(sample.AUTHORITY).contact_block,
    )
    assert report.findings == ()


def test_the_page_is_whole_and_takes_nothing_from_outside(made: Draft) -> None:
    page = render(made.letter.text, ".html", title="T & <U>", author="").decode()
    assert page.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in page
    assert "<title>T &amp; &lt;U&gt;</title>" in page
    assert "<script" not in page
    assert " src=" not in page
    assert "<table>" in page


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"]
)
def test_markup_in_a_letter_is_shown_and_not_run(evil: str) -> None:
    page = render(f"Dear applicant,\n\n{evil}\n", ".html", title="t", author="").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_the_record_is_the_contract(made: Draft, tmp_path: Path) -> None:
    write_draft(made, tmp_path / "reply.json")
    record = json.loads((tmp_path / "reply.json").read_text("utf-8"))
    assert {
        "reference",
        "received",
        "due",
        "regime",
        "model",
        "questions",
        "letter",
        "verdict",
        "findings",
        "sources",
        "fingerprint",
    } <= record.keys()
    assert record["due"] == "2026-12-01"
    assert {"number", "text", "outcome", "exemptions", "answer", "sources"} == record["questions"][0].keys()


@pytest.mark.parametrize("name", ["reply.odt", "reply", "reply.pdf"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written as"):
        check_ending(tmp_path / name)


def test_a_house_template_gives_its_header_and_styles_and_nothing_of_its_body(tmp_path: Path) -> None:
    house = Document()
    house.sections[0].header.paragraphs[0].text = "Example Borough Council"
    house.add_paragraph("Dear NAME, this is the old letter.")
    house.save(str(tmp_path / "house.docx"))
    text = "# Reply\n\n> a question\n\n- one\n\n| a | b |\n|---|---|\n| c | d |\n"
    made = Document(io.BytesIO(render(text, ".docx", title="t", author="", template=tmp_path / "house.docx")))
    assert made.sections[0].header.paragraphs[0].text == "Example Borough Council"
    assert [p.text for p in made.paragraphs if p.text] == ["Reply", "a question", "one"]
    assert made.tables[0].cell(1, 1).text == "d"


@pytest.mark.parametrize("content", [None, b"no document"], ids=["missing", "no Word document"])
def test_a_template_that_cannot_be_used_is_named(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "house.docx"
    if content:
        file.write_bytes(content)
    with pytest.raises(InputError, match=r"house\.docx"):
        render("text", ".docx", title="t", author="", template=file)
