"""What a file holds and the page does not show: ``hidden.*``.

Comments, tracked changes, hidden text, sheets, rows and columns, pivot caches, names of people in
the metadata, white on white. Every file is opened as an archive or parsed with bounds on its size, and
XML with external entities is refused.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.findings import Finding, Verdict

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST_PART = 20_000_000
_LARGEST_FILE = 50_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TOOLS = re.compile(
    r"^(?:python-docx|openpyxl|foi assistant|microsoft|apache|libreoffice|unknown|anonymous|user|author|admin\w*|foi\w*)\b",
    re.I,
)

_REMEDIES = {
    "comment": "Delete the comments before the file goes out.",
    "tracked": "Accept or reject every change, and switch the tracking off.",
    "text": "Delete the hidden text.",
    "sheet": "Delete the hidden sheets, rows and columns; hiding does not remove them.",
    "pivot": "Paste the pivot table as values and delete its cache.",
    "name": "Delete the defined names.",
    "metadata": "Remove the author and other personal names from the file's properties.",
    "annotation": "Flatten or delete the annotations.",
    "style": "Delete text that is there and cannot be seen.",
    "attribute": "Take the number out of the attribute; whoever points at the words, or reads the source, sees it.",
    "fault": "Save the file afresh, or export it again, and check that one.",
}


def hidden_content(path: Path) -> tuple[Finding, ...]:
    """Return what a .docx, .xlsx, .html or .pdf file holds beside what its reader sees.

    Raises:
        InputError: the file is missing, too large, damaged or protected.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return ()
    _sized(path)
    return tuple(reader(path))


def _sized(path: Path) -> None:
    if not path.is_file():
        raise InputError("there is no such file", where=path.name, todo="Check the name and the folder.")
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError("the file is larger than 50 MB", where=path.name, todo="Send a smaller file.")


def _finding(kind: str, verdict: Verdict, message: str, quote: str = "") -> Finding:
    return Finding(f"hidden.{kind}", verdict, message, _REMEDIES[kind], quote=quote[:80])


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(
            "the file is damaged or protected", where=path.name, todo="Save it again without a password."
        ) from error
    if sum(part.file_size for part in archive.infolist()) > 20 * _LARGEST_PART or len(archive.infolist()) > 10_000:
        archive.close()
        raise InputError("the file unpacks to far more than it should", where=path.name, todo="Save it afresh.")
    return archive


def _xml(archive: zipfile.ZipFile, name: str, where: str) -> "Element | None":
    """Return a part of an archive as XML; none where the part is missing.

    Raises:
        InputError: the part is too large, is broken, or names external entities.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _LARGEST_PART:
        raise InputError(f"its part {name} is too large to check", where=where, todo="Save the file afresh.")
    try:
        with archive.open(name) as part:
            root: Element = fromstring(part.read(_LARGEST_PART + 1))
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise InputError(f"its part {name} cannot be read safely", where=where, todo="Save the file afresh.") from error
    return root


def _docx(path: Path) -> Iterator[Finding]:
    with _archive(path) as archive:
        comments = _xml(archive, "word/comments.xml", path.name)
        if comments is not None and len(comments):
            yield _finding("comment", Verdict.BLOCK, "The document has comments.", "".join(comments.itertext()))
        names = [
            name
            for name in archive.namelist()
            if re.match(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$", name)
        ]
        for name in names:
            root = _xml(archive, name, path.name)
            if root is not None:
                yield from _docx_part(root)
        yield from _core(archive, path.name)


def _docx_part(root: "Element") -> Iterator[Finding]:
    changed = [node for tag in ("ins", "del", "moveFrom", "moveTo") for node in root.iter(_WORD + tag)]
    if changed:
        words = " ".join("".join(node.itertext()) for node in changed)
        yield _finding("tracked", Verdict.BLOCK, "The document has tracked changes.", words)
    unseen = [run for run in root.iter(_WORD + "r") if _is_unseen(run) and "".join(run.itertext()).strip()]
    if unseen:
        words = " ".join("".join(run.itertext()) for run in unseen)
        yield _finding("text", Verdict.BLOCK, "The document has text that is hidden or white.", words)


def _is_unseen(run: "Element") -> bool:
    properties = run.find(_WORD + "rPr")
    if properties is None:
        return False
    vanish = properties.find(_WORD + "vanish")
    if vanish is not None and vanish.get(_WORD + "val", "1") not in {"0", "false"}:
        return True
    colour = properties.find(_WORD + "color")
    shaded = properties.find(_WORD + "shd") is not None or properties.find(_WORD + "highlight") is not None
    return colour is not None and colour.get(_WORD + "val", "").upper() == "FFFFFF" and not shaded


def _core(archive: zipfile.ZipFile, where: str) -> Iterator[Finding]:
    core = _xml(archive, "docProps/core.xml", where)
    if core is None:
        return
    names = [core.findtext(_DC + "creator"), core.findtext(_CORE + "lastModifiedBy")]
    people = [name for name in names if name and _is_a_name(name)]
    if people:
        yield _finding(
            "metadata", Verdict.REVIEW, "The file's properties name a person.", ", ".join(dict.fromkeys(people))
        )


def _is_a_name(name: str) -> bool:
    return bool(name.strip()) and not _TOOLS.match(name.strip())


def _xlsx(path: Path) -> Iterator[Finding]:
    with _archive(path) as archive:
        workbook = _xml(archive, "xl/workbook.xml", path.name)
        if workbook is not None:
            yield from _workbook(workbook)
        names = archive.namelist()
        if any(name.startswith("xl/pivotCache/") for name in names):
            yield _finding("pivot", Verdict.BLOCK, "The workbook keeps the records behind a pivot table.")
        if any(re.match(r"xl/(?:comments|threadedComments)", name) for name in names):
            yield _finding("comment", Verdict.BLOCK, "The workbook has comments.")
        if any(name.startswith("xl/externalLinks/") for name in names):
            yield _finding("name", Verdict.REVIEW, "The workbook keeps values of other workbooks.")
        for name in names:
            if re.match(r"xl/worksheets/[^/]+\.xml$", name):
                sheet = _xml(archive, name, path.name)
                if sheet is not None and _hides_cells(sheet):
                    yield _finding(
                        "sheet", Verdict.BLOCK, "A sheet has hidden rows or columns.", name.rpartition("/")[2]
                    )
        yield from _core(archive, path.name)


def _workbook(workbook: "Element") -> Iterator[Finding]:
    hidden = [
        sheet.get("name", "") for sheet in workbook.iter(_SHEET + "sheet") if sheet.get("state", "visible") != "visible"
    ]
    if hidden:
        yield _finding("sheet", Verdict.BLOCK, "The workbook has hidden sheets.", ", ".join(hidden))
    defined = [name.get("name", "") for name in workbook.iter(_SHEET + "definedName")]
    own = [name for name in defined if not name.startswith("_xlnm.")]
    if own:
        yield _finding("name", Verdict.REVIEW, "The workbook has defined names.", ", ".join(own))


def _hides_cells(sheet: "Element") -> bool:
    marked = [*sheet.iter(_SHEET + "row"), *sheet.iter(_SHEET + "col")]
    return any(node.get("hidden") in {"1", "true"} for node in marked)


_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.I,
)


def _html(path: Path) -> Iterator[Finding]:
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    remarks = [str(node).strip() for node in soup.find_all(string=lambda text: isinstance(text, Comment))]
    if any(remarks):
        yield _finding("comment", Verdict.BLOCK, "The page has comments in its source.", " ".join(remarks))
    unseen = [
        node.get_text(" ", strip=True)
        for node in soup.find_all(
            lambda tag: tag.has_attr("hidden") or bool(_INVISIBLE.search(str(tag.get("style", ""))))
        )
    ]
    if any(unseen):
        yield _finding("style", Verdict.BLOCK, "The page has text that is not shown.", " ".join(unseen))
    told = [
        str(node.get(name))
        for name in ("title", "alt", "aria-label", "data-value", "data-count")
        for node in soup.find_all(True)
        if any(char.isdigit() for char in str(node.get(name, "")))
    ]
    if told:
        yield _finding("attribute", Verdict.REVIEW, "The page has numbers in its attributes.", " ".join(told))
    author = soup.find("meta", attrs={"name": re.compile(r"^author$", re.I)})
    if author is not None and _is_a_name(str(author.get("content", ""))):
        yield _finding("metadata", Verdict.REVIEW, "The page's source names a person.", str(author.get("content")))


def _pdf(path: Path) -> Iterator[Finding]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise InputError("the PDF is protected with a password", where=path.name, todo="Save it without one.")
        author = reader.metadata.author if reader.metadata else None
        annotated = [page for page in reader.pages if any(_is_remark(entry) for entry in page.get("/Annots") or ())]
        attached = list(reader.attachments)
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError) as error:
        raise InputError("the PDF is damaged", where=path.name, todo="Export it again.") from error
    if author and _is_a_name(str(author)):
        yield _finding("metadata", Verdict.REVIEW, "The PDF's properties name a person.", str(author))
    if annotated:
        yield _finding("annotation", Verdict.BLOCK, "The PDF has comments or marks laid over its pages.")
    if attached:
        yield _finding("annotation", Verdict.BLOCK, "The PDF has files attached.", ", ".join(map(str, attached)))


def _is_remark(entry: object) -> bool:
    """Tell a comment or a drawn box from a link or a form field."""
    kind = entry.get_object().get("/Subtype")  # type: ignore[attr-defined]
    return kind not in {"/Link", "/Widget"}


_READERS: dict[str, Callable[[Path], Iterator[Finding]]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
}
