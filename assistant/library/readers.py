"""Files that an officer adds: letters in the usual formats, pages in the corpus's own, and disclosure logs."""

import re
from dataclasses import replace
from pathlib import Path

from assistant.errors import InputError
from assistant.library.documents import NOT_QUOTED, Chunk, Document, parse_document
from assistant.library.letters import document_of
from assistant.library.log_files import read_json, read_workbook
from assistant.library.logs import identity, read_log
from assistant.library.pages import page_text
from assistant.library.parts import OWN_HEADING
from assistant.reading import read_text, sent_on

LETTERS = frozenset({".md", ".txt", ".html", ".htm", ".docx", ".pdf", ".eml", ".msg"})
PAGES = frozenset({".html", ".htm"})
LOGS = frozenset({".csv", ".json", ".xlsx"})
KNOWN = LETTERS | LOGS
LARGEST = 50_000_000  # bytes; a reply letter has a few hundred thousand


def read_file(path: Path, where: str) -> tuple[Document, ...]:
    """Read the documents in a file.

    Args:
        path: the file.
        where: its name for messages, and what its documents' ids are made from.

    Raises:
        InputError: it is of no known kind, too large, or cannot be read; says why.
    """
    suffix = path.suffix.lower()
    if suffix not in KNOWN:
        raise unknown_kind(suffix, where)
    if path.stat().st_size > LARGEST:
        raise too_large(path.stat().st_size, where)
    if suffix in LOGS:
        return _log(path, where)
    if suffix in {".md", ".txt"}:
        text = _decoded(path.read_bytes(), where)
        found = parse_document(text, where)
        return (found,) if found else (document_of(text, where, identity(path.stem, text)),)
    text = _words(path, where)
    document = document_of(text, where, identity(path.stem, text))
    if not document.date and (day := sent_on(path)):
        document = replace(document, date=day.isoformat())
    return (document,)


def unknown_kind(suffix: str, where: str) -> InputError:
    """Return the error of a file of a kind that is not read."""
    return InputError(
        f"{suffix or 'a file without ending'} is not a kind of file that is read",
        where=where,
        todo=f"Known: {', '.join(sorted(KNOWN))}, and .zip with these in it.",
    )


def too_large(size: int, where: str) -> InputError:
    """Return the error of a file that is larger than any reply."""
    return InputError(
        f"{size // 1_000_000} MB is too large for a reply", where=where, todo="Add the letter without its attachments."
    )


def _log(path: Path, where: str) -> tuple[Document, ...]:
    if path.suffix.lower() == ".xlsx":
        return read_workbook(path, where)
    text = _decoded(path.read_bytes(), where)
    return read_json(text, where) if path.suffix.lower() == ".json" else read_log(text, where)


def _words(path: Path, where: str) -> str:
    if path.suffix.lower() in PAGES:
        return page_text(_decoded(path.read_bytes(), where), where)
    return read_text(path, "past reply")


def _decoded(data: bytes, where: str) -> str:
    """Return the text of a file, in UTF-8 or as Windows or a Mac saved it.

    Raises:
        InputError: it is binary, or the encoding cannot be told.
    """
    from assistant.reading.plain import decoded

    return decoded(data, where)


def as_corpus_file(document: Document) -> str:
    """Return a past response in the corpus's own format, with what its chunks hold and no more."""
    import yaml

    fields = {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "authority": document.authority,
        "regime": document.regime,
        "date": document.date,
        "url": document.url,
        "outcome": document.outcome,
        "sections": list(document.sections),
        "invented": document.invented,
        "text": document.extent,
    }
    front = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120)
    request = "\n\n".join(_plain(c.text) for c in document.chunks if c.locator == "Request")
    parts = "\n\n".join(_part(c) for c in document.chunks if c.locator != "Request")
    return f"---\n{front}---\n\n## Request\n\n{request}\n\n## Reply\n\n{parts}\n"


def _part(chunk: Chunk) -> str:
    if chunk.locator == "Reply":
        return _plain(chunk.answer)
    if OWN_HEADING.match(chunk.locator):
        return f"### {chunk.locator}\n\n{_plain(chunk.answer)}"
    question = " ".join(chunk.question.split()) or NOT_QUOTED
    return f"### {chunk.locator} {question}\n\n{_plain(chunk.answer)}"


def _plain(text: str) -> str:
    # A line of the letter that looks like a heading must not become one.
    return re.sub(r"(?m)^(#{1,6}\s)", r"\\\1", text)
