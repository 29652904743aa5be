"""Letters that no check can or should read as they are: `foi check` says why in two lines, or finds something; it never hangs."""

import io
import json
import os
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from tests.checks.pdfs import pdf, words

MEMORY = 1_500_000_000
SECONDS = 300
HELD = b"We hold this information."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><p>We hold this. &c;</p>'


# One process runs many commands, within a bound on its memory, since starting one takes longer than most of them.
MANY = """
import contextlib, io, json, sys
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
from assistant.cli import main
for arguments in json.load(sys.stdin):
    out, err, code = io.StringIO(), io.StringIO(), None
    sys.argv = ["foi", "check", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    print(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}))
"""


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def check(*commands: Sequence[object]) -> list[Ran]:
    """Run `foi check` with the arguments of each command."""
    run = subprocess.run(
        [sys.executable, "-c", MANY, str(MEMORY)],
        input=json.dumps([[str(one) for one in command] for command in commands]),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return [Ran(**json.loads(line)) for line in run.stdout.splitlines()]


def archive(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def word(extra: dict[str, bytes] | None = None, body: bytes = b"") -> bytes:
    """Return a plain .docx with parts added or replaced, and more in its body."""
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph(HELD.decode())
    plain = io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", body + b"<w:sectPr", 1)
    return archive(parts | (extra or {}))


def protected_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def bomb_pdf() -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 2_000_000)
    body = f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"
    with tempfile.TemporaryDirectory() as folder:
        return pdf(Path(folder) / "bomb.pdf", "", objects={11: body}).read_bytes()


LOOP = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer << /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF"
)
NO_PAGES = LOOP.replace(b"[2 0 R] /Count 1", b"[] /Count 0")
PARENTS = LOOP.replace(b"[2 0 R] /Count 1", b"[3 0 R] /Count 1").replace(
    b"trailer", b"3 0 obj\n<< /Type /Page /Parent 3 0 R >>\nendobj\ntrailer"
)

REFUSED: list[tuple[str, str, bytes | Callable[[], bytes], str]] = [
    ("an empty letter", "letter.txt", b"", "empty"),
    ("spaces alone", "letter.md", b" \n\t\n" * 9, "empty"),
    ("a mark of byte order alone", "letter.txt", b"\xef\xbb\xbf", "no words"),
    ("binary", "letter.txt", bytes(range(256)) * 8, "not a text file"),
    ("NUL bytes late in the letter", "letter.txt", b"a" * 70_000 + b"\0\0", "not a text file"),
    ("a suffix that is none", "letter.xyz", HELD, "cannot be read from"),
    ("no suffix", "letter", HELD, "without a suffix"),
    ("an old document", "letter.doc", OLD, "cannot be read from"),
    ("an old document under a new name", "letter.docx", OLD, "older Office"),
    ("a protected document", "letter.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("a protected workbook", "letter.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("a PDF under another name", "letter.docx", b"%PDF-1.7\n", "rename"),
    ("a PDF called text", "letter.txt", b"%PDF-1.7\n1 0 obj", "a PDF"),
    ("a document called text", "letter.txt", word, "archive"),
    ("a document called a PDF", "letter.pdf", word, "not a PDF"),
    ("text called a document", "letter.docx", HELD, "damaged"),
    ("an archive of files", "letter.docx", lambda: archive({"letter.txt": HELD}), "archive"),
    ("a workbook called a document", "letter.docx", lambda: archive({"[Content_Types].xml": b"<a/>"}), "not a Word"),
    ("a truncated document", "letter.docx", lambda: word()[:-900], "damaged"),
    ("a document with a damaged part", "letter.docx", lambda: word({"word/document.xml": b"<a><b>"}), "cannot be read"),
    ("a document without words", "letter.docx", lambda: word({"word/document.xml": f"<w:document {W}><w:body/></w:document>".encode()}), "no words"),
    ("a bomb as a document", "letter.docx", lambda: archive({"word/document.xml": b"0" * 30_000_000}), "unpacks"),
    ("a bomb as a workbook", "letter.xlsx", lambda: archive({"xl/workbook.xml": b"0" * 30_000_000}), "unpacks"),
    ("a document of many parts", "letter.docx", lambda: archive({f"{n}.xml": b"" for n in range(10_001)}), "unpacks"),
    ("an external entity", "letter.docx", lambda: word({"word/styles.xml": ENTITIES}), "entities"),
    ("an external entity in UTF-16", "letter.docx", lambda: word({"word/styles.xml": ENTITIES.decode().encode("utf-16")}), "entities"),
    ("deeply nested markup", "letter.docx", lambda: word(body=b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000), "cannot be read"),
    ("a deeply nested page", "letter.html", b"<div>" * 100_000 + HELD, "nested"),
    ("a page nested in tags of no kind", "letter.html", b"<x-y>" * 100_000 + HELD, "nested"),
    ("a protected PDF", "letter.pdf", protected_pdf, "password"),
    ("a PDF whose pages go in a circle", "letter.pdf", LOOP, "PDF"),
    ("a PDF of no pages", "letter.pdf", NO_PAGES, "no pages"),
    ("a PDF page that is its own parent", "letter.pdf", PARENTS, "PDF"),
    ("a PDF that unpacks to millions of strokes", "letter.pdf", lambda: bomb_pdf(), "draws more"),
    ("a truncated PDF", "letter.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "damaged"),
    ("UTF-16 without its second half", "letter.txt", b"\xff\xfe" + "We hold".encode("utf-16-le")[:-1], "utf-16"),
]  # fmt: skip


def written(tmp_path: Path, name: str, data: bytes | Callable[[], bytes]) -> Path:
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    return path


def assert_refused(ran: Ran, said: str) -> None:
    assert ran.code == 2, ran
    assert said.lower() in ran.err.lower()
    assert "Traceback" not in ran.err
    assert 1 <= len(ran.err.strip().splitlines()) <= 2
    assert ran.out == ""


Row = tuple[str, str, bytes | Callable[[], bytes], str]


def rows_run(rows: Sequence[Row], folder: Path) -> dict[str, Ran]:
    """Write the file of every row and check them all."""
    commands = []
    for number, (_, name, data, _) in enumerate(rows):
        (folder / str(number)).mkdir()
        commands.append([written(folder / str(number), name, data), "--json"])
    return {row[0]: ran for row, ran in zip(rows, check(*commands), strict=True)}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return rows_run(REFUSED, tmp_path_factory.mktemp("refused"))


@pytest.mark.parametrize(("why", "said"), [(row[0], row[3]) for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused(why: str, said: str, refused: dict[str, Ran]) -> None:
    assert_refused(refused[why], said)


def test_a_bomb_as_figures_is_refused(tmp_path: Path) -> None:
    letter = written(tmp_path, "letter.txt", HELD)
    for name in ("mimetype.ods", "book.xlsx"):
        part = "content.xml" if name.endswith("ods") else "xl/workbook.xml"
        bomb = written(tmp_path, name, lambda part=part: archive({part: b"0" * 60_000_000}))
        assert_refused(*check([letter, "--figures", bomb]), "unpacks")


def test_a_scan_asks_for_ocr(tmp_path: Path) -> None:
    assert_refused(*check([pdf(tmp_path / "letter.pdf", "")]), "OCR")


def test_a_folder_a_missing_file_and_a_circle_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    wrong = {tmp_path: "folder", tmp_path / "none.txt": "no such file", tmp_path / "a.txt": "cannot be opened"}
    wrong[tmp_path / ("a" * 300 + ".txt")] = "cannot be opened"
    for ran, said in zip(check(*([path] for path in wrong)), wrong.values(), strict=True):
        assert_refused(ran, said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "letter.txt")
    assert_refused(*check([tmp_path / "letter.txt"]), "not a file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "letter.txt", HELD)
    path.chmod(stat.S_IWUSR)
    assert_refused(*check([path]), "cannot be opened")


RELATIONSHIP = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
)
ROW = b"<tr><td>Area</td><td>57</td></tr>"
READ: list[tuple[str, str, bytes | Callable[[], bytes], str]] = [
    ("an external template", "letter.docx", lambda: word({"word/_rels/settings.xml.rels": RELATIONSHIP}), "hidden.link"),
    ("a page with entities in entities", "letter.html", BOMB, ""),
    ("a table of a hundred thousand rows", "letter.html", b"<table>" + ROW * 100_000 + b"</table>", ""),
    ("a table of ten thousand rows in Word", "letter.docx", lambda: word(body=b"<w:tbl>" + b"<w:tr><w:tc><w:p><w:r><w:t>57</w:t></w:r></w:p></w:tc></w:tr>" * 10_000 + b"</w:tbl>"), ""),
    ("UTF-16", "letter.txt", ("We hold this. 3 officers were dismissed.").encode("utf-16"), "count.stated"),
    ("UTF-16 without a mark", "letter.txt", ("We hold this. 3 officers were dismissed.").encode("utf-16-le"), "count.stated"),
    ("Latin-1", "letter.txt", "The café paid £9. 3 officers were dismissed.".encode("latin-1"), "count.stated"),
    ("five megabytes on one line", "letter.txt", b"We hold this information and that. " * 150_000, ""),
    ("a letter of one long word", "letter.txt", b"a" * 5_000_000, ""),
    ("brackets in brackets", "letter.txt", b"(" * 500_000 + HELD, ""),
    ("a hundred thousand blank lines", "letter.txt", HELD + b"\n" * 100_000 + HELD, ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return rows_run(READ, tmp_path_factory.mktemp("read"))


@pytest.mark.parametrize(("why", "code"), [(row[0], row[3]) for row in READ], ids=[row[0] for row in READ])
def test_what_is_odd_is_still_read(why: str, code: str, read: dict[str, Ran]) -> None:
    ran = read[why]
    assert ran.code in {0, 1}, ran.err[-600:]
    assert code in ran.out
    assert "Traceback" not in ran.err


def test_words_outside_the_body_are_checked(tmp_path: Path) -> None:
    """A low count in a note, a header, a text box or a content control is in the letter as much as any other."""
    said = "<w:p><w:r><w:t>3 officers were dismissed.</w:t></w:r></w:p>"
    bodies = {
        "body.docx": word(body=f"<w:sdt><w:sdtContent>{said}</w:sdtContent></w:sdt>".encode()),
        "box.docx": word(body=f"<w:p><w:r><w:pict><w:txbxContent>{said}</w:txbxContent></w:pict></w:r></w:p>".encode()),
        "note.docx": word({"word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{said}</w:footnote></w:footnotes>".encode()}),
        "head.docx": word({"word/header1.xml": f"<w:hdr {W}>{said}</w:hdr>".encode()}),
    }  # fmt: skip
    for name, ran in zip(bodies, check(*([written(tmp_path, *one), "--json"] for one in bodies.items())), strict=True):
        assert "count.stated" in ran.out, name


def test_a_low_count_under_a_black_box_blocks(tmp_path: Path) -> None:
    drawn = words("We hold this information.", y=760) + words("3 officers were dismissed") + "0 g 70 695 200 16 re f\n"
    (ran,) = check([pdf(tmp_path / "letter.pdf", drawn), "--json"])
    assert ran.code == 1
    assert "hidden.covered" in ran.out
