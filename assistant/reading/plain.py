"""Plain text from bytes, and tables as text."""

import re

from assistant.errors import InputError

LARGEST = 50_000_000
BLANKS = re.compile(r"\n{3,}")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNASSIGNED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNMARKED = re.compile(rb"(?:[\t\n\r -~]\x00){4,}")
_KINDS = (
    (b"%PDF", "a PDF", "Rename it to .pdf."),
    (b"PK\x03\x04", "a .docx, .xlsx or other archive", "Give it with its own suffix."),
    (b"\xd0\xcf\x11\xe0", "a file of an older Office, or a protected one", "Save it as .docx without a password."),
    (b"{\\rtf", "a rich text file", "Save it as .docx."),
)


def decoded(data: bytes, where: str) -> str:
    """Return bytes as text: UTF-8, a byte order mark's encoding, else the one detected.

    Raises:
        InputError: it is too large, not text, or in an encoding that cannot be told.
    """
    if len(data) > LARGEST:
        raise InputError("it is larger than 50 MB", where=where, todo="Give a smaller file.")
    for start, name, todo in _KINDS:
        if data.startswith(start):
            raise InputError(f"this is not a text file but {name}", where=where, todo=todo)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _as(data, encoding, where)
    if _UNMARKED.match(data):
        return _as(data, "utf-16-le", where)
    if _BINARY.search(data[:65536]) or b"\0" in data:
        raise InputError("this is not a text file", where=where, todo="Save it as plain text, .docx or .pdf.")
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _detected(data, where)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"the file is not {encoding} as it says", where=where, todo="Save it as UTF-8.") from error
    if "\0" in text:
        raise InputError("this is not a text file", where=where, todo="Save it as plain text, .docx or .pdf.")
    return _lines(text)


def _detected(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    accents = sum(byte > 0x7F for byte in data[:65536])
    if accents < 0.1 * len(data[:65536]) and not _UNASSIGNED.search(data):
        # English or Welsh with a few curly quotes, accents or pound signs, as Windows saves it.
        return _as(data, "cp1252", where)
    best = from_bytes(data[:65536]).best()
    if best is None:
        raise InputError("its encoding cannot be told", where=where, todo="Save it as UTF-8.")
    try:
        return _lines(data.decode(best.encoding))
    except UnicodeDecodeError as error:
        raise InputError(
            f"it looks like {best.encoding} and is not throughout", where=where, todo="Save it as UTF-8."
        ) from error


def pipe_table(rows: list[list[str]]) -> str:
    """Return rows as a pipe table, the first as its header."""
    rows = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows if row]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)
