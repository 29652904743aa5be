"""The words of a PDF."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.reading.plain import BLANKS

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
_MOST_DRAWN = 10_000_000


def opened_pdf(path: Path) -> "PdfReader":
    """Open a PDF.

    Raises:
        InputError: it is damaged, protected, or has no pages or too many.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as file:
        if b"%PDF" not in file.read(1024):
            raise InputError("this is not a PDF, or it is damaged", where=path.name, todo="Export it again.")
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except DependencyError:
        raise _protected_pdf(path) from None
    except Exception as error:
        raise damaged_pdf(path) from error
    if locked:
        raise _protected_pdf(path)
    if not count:
        raise InputError("the PDF has no pages", where=path.name, todo="Export it again.")
    if count > MOST_PAGES:
        raise InputError(f"the PDF has more than {MOST_PAGES} pages", where=path.name, todo="Give the letter alone.")
    _refuse_bomb(reader, path)
    return reader


def _refuse_bomb(reader: "PdfReader", path: Path) -> None:
    """Refuse pages that unpack to more than can be read in seconds; nothing is drawn yet."""
    drawn = 0
    for page in reader.pages:
        try:
            contents = page.get_contents()
            drawn += 0 if contents is None else len(contents.get_data())
        except Exception as error:
            raise damaged_pdf(path) from error
        if drawn > _MOST_DRAWN:
            raise InputError(
                "the PDF draws more than a letter does", where=path.name, todo="Export its words without the drawings."
            )


def _protected_pdf(path: Path) -> InputError:
    return InputError("the PDF is protected with a password", where=path.name, todo="Save it without one.")


def damaged_pdf(path: Path) -> InputError:
    """Return the error of a PDF that cannot be read."""
    return InputError("the PDF is damaged", where=path.name, todo="Export it again.")


def pdf_text(path: Path) -> str:
    """Return the words of a PDF, laid out as on its pages.

    Raises:
        InputError: it is damaged, protected, without pages, or holds pictures of words alone.
    """
    reader = opened_pdf(path)
    try:
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    except Exception as error:
        raise damaged_pdf(path) from error
    text = BLANKS.sub("\n\n", "\n\n".join(pages)).strip()
    if not text:
        raise InputError(
            "the PDF holds no words, only pictures of them",
            where=path.name,
            todo="Make its words readable first: run OCR on it (in Acrobat: Scan & OCR, Recognise Text).",
        )
    return text + "\n"
