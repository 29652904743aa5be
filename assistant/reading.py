"""Plain text from a file that a person wrote: .md, .txt, .html, .docx, .pdf, .eml, or standard input.

Tables stay readable as pipe tables. What cannot be read is refused by name, with what to do.
"""

import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from docx.text.paragraph import Paragraph

LARGEST = 50_000_000
_LARGEST_UNPACKED = 200_000_000
_LARGEST_RATIO = 200
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNASSIGNED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BLANKS = re.compile(r"\n{3,}")
_DEEPEST = 1000
_CONTAINER = re.compile(r"<(/)?(?:div|span|table|blockquote|section|article|ul|ol|b|i|em|strong|font)\b", re.I)


def read_text(path_or_dash: Path | str, kind: str = "letter") -> str:
    """Return the text of a file, or of standard input for ``-``.

    Args:
        path_or_dash: the file, or ``-``.
        kind: what it is to the person who gave it ("letter", "request"), for messages.

    Raises:
        InputError: the file is missing, empty, binary, protected, too large, or of a kind not read.
    """
    if str(path_or_dash) == "-":
        return _checked(_decoded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), "standard input", kind)
    path = Path(path_or_dash)
    data = _bytes(path, kind)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"a {kind} cannot be read from a {path.suffix or 'file without a suffix'}",
            where=path.name,
            todo="Give .md, .txt, .html, .docx, .pdf or .eml.",
        )
    return _checked(reader(path, data), path.name, kind)


def _bytes(path: Path, kind: str) -> bytes:
    if path.is_dir():
        raise InputError("this is a folder", where=path.name, todo=f"Give the {kind}'s file.")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError("the file is larger than 50 MB", where=path.name, todo="Give a smaller file.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("there is no such file", where=str(path), todo="Check the name and the folder.") from error
    except OSError as error:
        raise InputError("the file cannot be opened", where=path.name, todo="Check that you may read it.") from error
    if not data.strip():
        raise InputError(f"the {kind} is empty", where=path.name, todo="Check that it was saved.")
    return data


def _checked(text: str, where: str, kind: str) -> str:
    if not text.strip():
        raise InputError(f"the {kind} holds no words", where=where, todo="A scanned page must be made into text first.")
    return text


def _decoded(data: bytes, where: str) -> str:
    """Return bytes as text: UTF-8, a byte order mark's encoding, else the one detected."""
    if len(data) > LARGEST:
        raise InputError("it is larger than 50 MB", where=where, todo="Give a smaller file.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _as(data, encoding, where)
    if _BINARY.search(data[:65536]):
        raise InputError("this is not a text file", where=where, todo="Save it as plain text, .docx or .pdf.")
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return _detected(data, where)


def _as(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"the file is not {encoding} as it says", where=where, todo="Save it as UTF-8.") from error


def _detected(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    accents = sum(byte > 0x7F for byte in data[:65536])
    if accents < 0.1 * len(data[:65536]) and not _UNASSIGNED.search(data):
        # English or Welsh with a few curly quotes, accents or pound signs, as Windows saves it.
        return _as(data, "cp1252", where)
    best = from_bytes(data[:1_000_000]).best()
    if best is None:
        raise InputError("its encoding cannot be told", where=where, todo="Save it as UTF-8.")
    try:
        return data.decode(best.encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise InputError(
            f"it looks like {best.encoding} and is not throughout", where=where, todo="Save it as UTF-8."
        ) from error


def _plain(path: Path, data: bytes) -> str:
    return _decoded(data, path.name)


def _html(path: Path, data: bytes) -> str:
    return html_to_text(_decoded(data, path.name), path.name)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def html_to_text(html: str, where: str = "") -> str:
    """Return a page's words, tables as pipe tables; scripts, styles and comments are left out.

    Raises:
        InputError: the page is nested deeper than any letter is.
    """
    from bs4 import BeautifulSoup

    if _depth(html) > _DEEPEST:
        raise InputError("the page is nested too deeply", where=where, todo="Save it as text.")
    soup = BeautifulSoup(html, "html.parser")
    try:
        for node in soup(["script", "style", "template", "head"]):
            node.decompose()
        for table in soup.find_all("table"):
            if table.find_parent("table") is None:
                rows = [
                    [cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"])]
                    for row in table.find_all("tr")
                ]
                table.replace_with(soup.new_string("\n\n" + pipe_table(rows) + "\n\n"))
        for node in soup.find_all(
            ["p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "section"]
        ):
            node.append("\n")
            if node.name == "li":
                node.insert(0, "- ")
            elif node.name == "p" and node.find_parent("blockquote"):
                node.insert(0, "> ")
            elif node.name in _HEADINGS:
                node.insert(0, f"{'#' * int(node.name[1])} ")
        text = soup.get_text()
    except RecursionError as error:
        raise InputError("the page is nested too deeply", where=where, todo="Save it as text.") from error
    return _BLANKS.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip() + "\n"


def _depth(html: str) -> int:
    """Return how deeply a page's containers are nested; those that need no closing do not count."""
    depth = deepest = 0
    for match in _CONTAINER.finditer(html):
        depth += -1 if match.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


def pipe_table(rows: list[list[str]]) -> str:
    """Return rows as a pipe table, the first as its header."""
    rows = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows if row]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _docx(path: Path, _data: bytes) -> str:
    _safe_archive(path)
    import docx
    from docx.table import Table

    try:
        document = docx.Document(str(path))
        blocks = [
            pipe_table([[cell.text for cell in row.cells] for row in block.rows])
            if isinstance(block, Table)
            else _paragraph(block)
            for block in document.iter_inner_content()
        ]
    except (KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise InputError("the document is damaged", where=path.name, todo="Open it and save it again.") from error
    return _BLANKS.sub("\n\n", "\n\n".join(block for block in blocks if block.strip())) + "\n"


def _paragraph(block: "Paragraph") -> str:
    style = (block.style.name or "") if block.style is not None else ""
    text = str(block.text)
    if not text.strip():
        return text
    if style.startswith("List"):
        return f"- {text}"
    if "Quote" in style:
        return "> " + text.replace("\n", "\n> ")
    if style.startswith("Heading") and style[-1:].isdigit():
        return f"{'#' * int(style[-1])} {text}"
    return text


def _safe_archive(path: Path) -> None:
    """Refuse an archive that is protected, damaged, a bomb, or has external entities.

    Raises:
        InputError: it is one of these.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = max(1, sum(part.compress_size for part in parts))
            if (
                unpacked > _LARGEST_UNPACKED
                or (unpacked > 20_000_000 and unpacked / packed > _LARGEST_RATIO)
                or len(parts) > 10_000
            ):
                raise InputError("the file unpacks to far more than it should", where=path.name, todo="Save it afresh.")
            if any(part.flag_bits & 1 for part in parts):
                raise InputError("the document is protected", where=path.name, todo="Save it without a password.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _head(archive, part):
                    raise InputError(
                        "the document declares entities, which no letter needs", where=path.name, todo="Save it afresh."
                    )
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError(
            "the document is damaged or protected", where=path.name, todo="Save it as .docx without a password."
        ) from error


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as handle:
        return handle.read(4096)


def _pdf(path: Path, _data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("the PDF is protected with a password", where=path.name, todo="Save it without one.")
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("the PDF is damaged", where=path.name, todo="Export it again.") from error
    return _BLANKS.sub("\n\n", "\n\n".join(pages)).strip() + "\n"


def _eml(path: Path, data: bytes) -> str:
    from email import message_from_bytes, policy

    message: EmailMessage = message_from_bytes(data, policy=policy.default)
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        words = body.get_content() if body is not None else ""
    except (LookupError, ValueError, KeyError, AttributeError) as error:
        raise InputError("the email cannot be read", where=path.name, todo="Save its words as .txt.") from error
    if body is not None and body.get_content_type() == "text/html":
        words = html_to_text(words, path.name)
    subject = str(message.get("subject", "")).strip()
    text = (f"{subject}\n\n" if subject else "") + str(words).replace("\r\n", "\n")
    return text.strip() + "\n" if text.strip() else ""


def sent_on(path: Path | str) -> date | None:
    """Return the day on which an e-mail was sent, in its sender's own time; None for other files."""
    if str(path) == "-" or Path(path).suffix.lower() != ".eml":
        return None
    from email import message_from_bytes, policy

    header = message_from_bytes(Path(path).read_bytes(), policy=policy.default).get("date")
    moment = getattr(header, "datetime", None)
    return moment.date() if moment else None


_READERS: dict[str, Callable[[Path, bytes], str]] = {
    ".md": _plain,
    ".markdown": _plain,
    ".txt": _plain,
    ".text": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".eml": _eml,
}
