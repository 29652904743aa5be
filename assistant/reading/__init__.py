"""Plain text from a file that a person wrote: .md, .txt, .html, .docx, .pdf, .eml, .msg, or standard input.

Tables stay readable as pipe tables. What cannot be read is refused by name, with what to do.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.reading.plain import LARGEST, decoded, pipe_table

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["LARGEST", "check_file_size", "pipe_table", "read_text", "sent_on"]


def read_text(path_or_dash: Path | str, kind: str = "letter") -> str:
    """Return the text of a file, or of standard input for ``-``.

    Args:
        path_or_dash: the file, or ``-``.
        kind: what it is to the person who gave it ("letter", "request"), for messages.

    Raises:
        InputError: the file is missing, empty, binary, protected, too large, or of a kind not read.
    """
    if str(path_or_dash) == "-":
        return _checked(decoded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), "standard input", kind)
    path = Path(path_or_dash)
    data = _bytes(path, kind)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"a {kind} cannot be read from a {path.suffix or 'file without a suffix'}",
            where=path.name,
            todo="Give .md, .txt, .html, .docx, .pdf, .eml or .msg.",
        )
    return _checked(reader(path, data), path.name, kind)


def check_file_size(path: Path, kind: str = "letter") -> None:
    """Refuse what is no file, cannot be opened, or is too large to read.

    Raises:
        InputError: it is one of these.
    """
    try:
        about = path.stat()
    except FileNotFoundError as error:
        raise InputError("there is no such file", where=str(path), todo="Check the name and the folder.") from error
    except OSError as error:
        raise InputError("the file cannot be opened", where=path.name, todo="Check that you may read it.") from error
    if S_ISDIR(about.st_mode):
        raise InputError("this is a folder", where=path.name, todo=f"Give the {kind}'s file.")
    if not S_ISREG(about.st_mode):
        raise InputError(
            "this is not a file", where=path.name, todo=f"Save the {kind} to a file, or give - and pipe it in."
        )
    if about.st_size > LARGEST:
        raise InputError("the file is larger than 50 MB", where=path.name, todo="Give a smaller file.")


def _bytes(path: Path, kind: str) -> bytes:
    check_file_size(path, kind)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("the file cannot be opened", where=path.name, todo="Check that you may read it.") from error
    if not data.strip():
        raise InputError(f"the {kind} is empty", where=path.name, todo="Check that it was saved.")
    return data


def _checked(text: str, where: str, kind: str) -> str:
    if not text.strip():
        raise InputError(f"the {kind} holds no words", where=where, todo="A scanned page must be made into text first.")
    return text


def _plain(path: Path, data: bytes) -> str:
    return decoded(data, path.name)


def _html(path: Path, data: bytes) -> str:
    from assistant.reading.web import html_to_text

    return html_to_text(decoded(data, path.name), path.name)


def _docx(path: Path, _data: bytes) -> str:
    from assistant.reading.word import docx_text

    return docx_text(path)


def _xlsx(path: Path, _data: bytes) -> str:
    from assistant.reading.workbook import visible_text

    return visible_text(path)


def _pdf(path: Path, _data: bytes) -> str:
    from assistant.reading.pages import pdf_text

    return pdf_text(path)


def _eml(path: Path, data: bytes) -> str:
    from email import message_from_bytes, policy

    from assistant.reading.web import html_to_text

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


def _msg(path: Path, data: bytes) -> str:
    from assistant.reading.outlook import Message

    return Message(data, path.name).text()


def sent_on(path: Path | str) -> date | None:
    """Return the day on which an e-mail was sent, in its sender's own time; None for other files."""
    if str(path) != "-" and Path(path).suffix.lower() == ".msg":
        from assistant.reading.outlook import Message

        return Message(Path(path).read_bytes(), Path(path).name).sent()
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
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".pdf": _pdf,
    ".eml": _eml,
    ".msg": _msg,
}
