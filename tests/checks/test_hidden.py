"""What a file holds and its page does not show."""

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import RGBColor
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from assistant.checks.hidden import hidden_content
from assistant.errors import InputError


def codes(path: Path) -> list[str]:
    return [finding.code for finding in hidden_content(path)]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph("We hold this information.")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    return path


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """Return a copy of an archive with words of one part replaced."""
    copy = path.with_name("rewritten" + path.suffix)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry, data.replace(old.encode(), new.encode()) if entry.filename == part else data)
    return copy


def test_a_clean_document_has_nothing_hidden(letter: Path) -> None:
    assert not codes(letter)


def test_tracked_changes_are_found(letter: Path) -> None:
    change = '<w:ins w:id="1" w:author="x"><w:r><w:t>3 officers</w:t></w:r></w:ins></w:p>'
    assert codes(rewritten(letter, "word/document.xml", "</w:p>", change)) == ["hidden.tracked"]


def test_hidden_and_white_text_is_found(tmp_path: Path) -> None:
    for number, style in enumerate(("hidden", "white")):
        document = docx.Document()
        document.core_properties.author = ""
        run = document.add_paragraph().add_run("3 officers")
        if style == "hidden":
            run.font.hidden = True
        else:
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        path = tmp_path / f"{number}.docx"
        document.save(str(path))
        assert codes(path) == ["hidden.text"], style


def test_comments_and_names_are_found(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Pat Example"
    paragraph = document.add_paragraph("We hold this.")
    document.add_comment(paragraph.runs, text="it was 3", author="x")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    assert codes(path) == ["hidden.comment", "hidden.metadata"]


def test_an_external_entity_is_refused(letter: Path) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><!--'
    with pytest.raises(InputError):
        hidden_content(rewritten(letter, "word/document.xml", "<?xml version='1.0'", evil))


@pytest.fixture
def workbook(tmp_path: Path) -> tuple[openpyxl.Workbook, Path]:
    book = openpyxl.Workbook()
    book.properties.creator = "openpyxl"
    book["Sheet"]["A1"] = 7
    return book, tmp_path / "data.xlsx"


def test_a_clean_workbook_has_nothing_hidden(workbook: tuple[openpyxl.Workbook, Path]) -> None:
    book, path = workbook
    book.save(path)
    assert not codes(path)


def test_hidden_sheets_rows_and_columns_are_found(workbook: tuple[openpyxl.Workbook, Path]) -> None:
    book, path = workbook
    book.create_sheet("raw").sheet_state = "hidden"
    book["Sheet"].row_dimensions[1].hidden = True
    book.save(path)
    assert codes(path) == ["hidden.row", "hidden.sheet"]


def test_comments_and_defined_names_are_found(workbook: tuple[openpyxl.Workbook, Path]) -> None:
    book, path = workbook
    book["Sheet"]["A1"].comment = Comment("it was 3", "x")
    book.defined_names["Low"] = DefinedName("Low", attr_text="3")
    book.save(path)
    assert sorted(codes(path)) == ["hidden.comment", "hidden.name"]


HTML = [
    ("a comment", "<p>We hold this.</p><!-- it was 3 -->", ["hidden.comment"]),
    ("text not displayed", "<p style='display: none'>3 officers</p>", ["hidden.text"]),
    ("white on white", "<span style='color:#fff'>3 officers</span>", ["hidden.text"]),
    ("the hidden attribute", "<p hidden>3 officers</p>", ["hidden.text"]),
    ("a number in a title", "<td title='3'>*</td>", ["hidden.attribute"]),
    ("an author", "<meta name='author' content='Pat Example'>", ["hidden.metadata"]),
    ("a white background", "<p style='background-color:#fff'>We hold this.</p>", []),
    ("a title in words", "<a title='our policy'>policy</a>", []),
]


@pytest.mark.parametrize(("why", "html", "expected"), HTML)
def test_hidden_parts_of_a_page_are_found(why: str, html: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_text(html, encoding="utf-8")
    assert codes(path) == expected, why


def test_a_pdfs_author_and_annotations_are_found(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Pat Example"})
    writer.add_annotation(0, FreeText(text="it was 3", rect=(10, 10, 90, 90)))
    path = tmp_path / "letter.pdf"
    writer.write(path)
    assert codes(path) == ["hidden.annotation", "hidden.metadata"]


@pytest.mark.parametrize("name", ["broken.docx", "broken.xlsx", "broken.pdf"])
def test_a_damaged_file_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"not what it says")
    with pytest.raises(InputError):
        hidden_content(path)
