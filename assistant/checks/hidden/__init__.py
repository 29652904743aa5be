"""What a file holds and the page does not show: ``hidden.*``.

Comments, tracked changes, hidden words, sheets, rows and columns, pivot caches, embedded files, names of people in the
properties, letters in the colour of their ground, words under boxes. Each kind of file has a module of its own that says
what is hidden where (:class:`~assistant.checks.hidden.traces.Trace`); what the hidden words say is then checked like the
letter's own. Nothing is fetched, and no part of a file is read beyond a bound on its size.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.checks.hidden.book import workbook
from assistant.checks.hidden.pdf import pdf_document
from assistant.checks.hidden.traces import Trace, findings
from assistant.checks.hidden.web import web_page
from assistant.checks.hidden.word import word_document
from assistant.checks.material import Material
from assistant.errors import InputError
from assistant.findings import Finding
from assistant.reading import check_file_size

_READERS: dict[str, Callable[[Path, str, str], Iterator[Trace]]] = {
    ".docx": word_document,
    ".xlsx": workbook,
    ".xlsm": workbook,
    ".html": web_page,
    ".htm": web_page,
    ".pdf": pdf_document,
}


def hidden_content(path: Path, material: Material | None = None, shown: str = "") -> tuple[Finding, ...]:
    """Return what a .docx, .xlsx, .html or .pdf file holds beside what its reader sees.

    Args:
        path: the file; of another kind, nothing is found.
        material: what is known of the case: hidden words are checked against it, and names in its contact details
            are fine in a file's properties.
        shown: the words that the reader does see; a name or number among them is no secret.

    Raises:
        InputError: the file is missing, too large, damaged or protected.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return ()
    check_file_size(path, "letter")
    material = material or Material()
    known = "\n".join((material.contact, material.addressee, shown))
    try:
        return findings(reader(path, known, shown), material)
    except RecursionError as error:
        raise InputError("the file is nested too deeply", where=path.name, todo="Save it as text.") from error
