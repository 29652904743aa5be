"""Text from files: what is kept, and what is refused."""

import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from assistant.errors import InputError
from assistant.reading import LARGEST, read_text


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


TEXTS = [
    ("UTF-8", "letter.txt", "Café – £5".encode()),
    ("a byte order mark", "letter.md", b"\xef\xbb\xbf" + "Café – £5".encode()),
    ("UTF-16", "letter.txt", "Café – £5".encode("utf-16")),
]


@pytest.mark.parametrize(("why", "name", "data"), TEXTS)
def test_text_files_are_read_in_their_encoding(why: str, name: str, data: bytes, tmp_path: Path) -> None:
    assert read_text(written(tmp_path, name, data)) == "Café – £5", why


def test_another_encoding_is_detected(tmp_path: Path) -> None:
    words = "The charge is £5 – not “£3”. We received your request at the café on Tŷ Road.".replace("ŷ", "ô")
    assert words in read_text(written(tmp_path, "letter.txt", words.encode("cp1252")))


def test_html_keeps_words_and_tables_and_drops_scripts(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>Reply</h1><script>alert(1)</script>"
        "<p>We hold this.</p><ul><li>one</li></ul><table><tr><th>Year</th><th>Arrests</th></tr>"
        "<tr><td>2022</td><td>57</td></tr></table></body></html>"
    )
    text = read_text(written(tmp_path, "letter.html", page.encode()))
    assert "| Year | Arrests |\n| --- | --- |\n| 2022 | 57 |" in text
    assert "- one" in text
    assert "alert" not in text


def test_deeply_nested_html_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "letter.html", b"<div>" * 20_000 + b"x" + b"</div>" * 20_000)
    with pytest.raises(InputError, match="nested"):
        read_text(path)


def test_a_documents_tables_become_pipe_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Our answer")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Year", "Arrests", "2022", "57"], strict=True):
        cell.text = text
    document.add_paragraph("After the table")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    assert read_text(path).split("\n\n") == [
        "Our answer",
        "| Year | Arrests |\n| --- | --- |\n| 2022 | 57 |",
        "After the table\n",
    ]


def test_an_emails_subject_and_body_are_read(tmp_path: Path) -> None:
    mail = b"Subject: Request\nFrom: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nHow many?\n"
    assert read_text(written(tmp_path, "request.eml", mail)) == "Request\n\nHow many?\n"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"How many?"), encoding="utf-8"))
    assert read_text("-", "request") == "How many?"


REFUSED = [
    ("empty", "letter.txt", b"  \n", "empty"),
    ("binary", "letter.txt", b"\x00\x01\x02\x03" * 9, "not a text file"),
    ("a kind not read", "letter.odt", b"words", "cannot be read from"),
    ("a document that is none", "letter.docx", b"words", "damaged or protected"),
    ("a PDF that is none", "letter.pdf", b"words", "damaged"),
]


@pytest.mark.parametrize(("why", "name", "data", "said"), REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    why: str, name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_text(written(tmp_path, name, data))
    assert said in caught.value.what, why
    assert caught.value.todo


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError):
            read_text(path)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    with path.open("wb") as handle:
        handle.truncate(LARGEST + 1)
    with pytest.raises(InputError, match="50 MB"):
        read_text(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    with pytest.raises(InputError, match="unpacks"):
        read_text(path)


def test_a_document_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "x">]><a>&e;</a>')
    with pytest.raises(InputError, match="entities"):
        read_text(path)


def test_a_protected_pdf_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    path = tmp_path / "letter.pdf"
    writer.write(path)
    with pytest.raises(InputError, match="password"):
        read_text(path)


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "letter.pdf"
    writer.write(path)
    with pytest.raises(InputError, match="no words"):
        read_text(path)
