"""The ways by which something leaves the program besides the letter itself: record, web page, Word file, log.

Each is turned into text as its reader would see it, hidden parts of a file included.
"""

import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assistant.case import Draft

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {f"{_W}t", f"{_W}delText"}
_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


def exported(draft: "Draft") -> dict[str, str]:
    """Return the text of each form in which a draft can be exported, by its name."""
    from assistant.export import render

    record = draft.as_json()
    answers = cast("list[dict[str, str]]", record["questions"])
    said = "\n\n".join([str(record["letter"]), *(answer["answer"] for answer in answers)])
    page = render(draft.letter.text, ".html", title="Reply", author="").decode()
    word = render(draft.letter.text, ".docx", title="Reply", author="")
    return {"record": said, "page": page_text(page), "word file": word_text(word)}


def page_text(page: str) -> str:
    """Return what a web page says, its style and quotations left out, its tables as they are."""
    page = re.sub(r"<(style|head|script|blockquote)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:p|div|h\d|li|ul|ol|section|main|body|html|article)\b[^>]*>", "\n\n", page)
    page = re.sub(r"<!doctype[^>]*>", "", page, flags=re.IGNORECASE)
    return re.sub(r"</?(?:strong|em|b|i|br|a|thead|tbody|span)\b ?/?>|<a href[^>]*>", "", page)


def word_text(content: bytes) -> str:
    """Return what a Word file says in its body, headers, footers, notes and comments, tables as rows of pipes."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(BytesIO(content)) as file:
        names = [
            n for n in file.namelist() if re.match(r"word/(?:document|header|footer|footnotes|endnotes|comments)", n)
        ]
        roots = [fromstring(file.read(name)) for name in sorted(names) if name.endswith(".xml")]
    return "\n\n".join(text for root in roots for text in _blocks(root))


def _blocks(parent: "Element") -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            # A quotation says again what was asked for, and is no statement of the authority's.
            if style is None or "quote" not in style.get(f"{_W}val", "").lower():
                yield _said(element)
        elif element.tag == f"{_W}tbl":
            rows = [[_said(cell) for cell in row.iter(f"{_W}tc")] for row in element.iter(f"{_W}tr")]
            lines = [f"| {' | '.join(row)} |" for row in rows]
            yield "\n".join([*lines[:1], "| --- |", *lines[1:]])
        else:
            yield from _blocks(element)


def _said(element: "Element") -> str:
    return "".join(part.text or "" for part in element.iter() if part.tag in _TEXTS)


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        heard = _HEARD.get()
        if heard is not None:
            trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
            heard.append(f"{record.getMessage()}\n{trace}".strip())


@cache
def _listen() -> None:
    # Warnings that Python prints go by a logger of their own.
    for name in ("assistant", "py.warnings"):
        logging.getLogger(name).addHandler(_Listener())
        logging.getLogger(name).setLevel(logging.DEBUG)


@contextmanager
def said_in_logs() -> Iterator[list[str]]:
    """Collect what the program logs within, however little it minds; another thread's lines are not taken."""
    _listen()
    heard: list[str] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)
