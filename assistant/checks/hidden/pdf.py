"""What a .pdf holds and its page does not show.

Remarks laid over pages, attached files, layers that are switched off, hidden form fields, scripts, names in the properties,
words of earlier versions that the file still has, and words that are drawn and cannot be seen. Source: ISO 32000-1, 7.5.6
(incremental updates), 8.11, 12.5 (annotations), 12.7 (forms), 14.3 (metadata).
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.checks.hidden import office
from assistant.checks.hidden.pdf_drawing import TooMuchDrawingError
from assistant.checks.hidden.pdf_page import Unseen, unseen
from assistant.checks.hidden.traces import Kind, Trace
from assistant.findings import Verdict
from assistant.reading.pages import damaged_pdf, opened_pdf

_SANITISE = "In Acrobat: Redact, Sanitise Document (Remove Hidden Information)"
METADATA = Kind(
    "hidden.metadata", "The PDF's properties name a person", f"{_SANITISE}; or File, Properties, and clear the author."
)
ANNOTATION = Kind(
    "hidden.annotation",
    "The PDF has comments or marks laid over its pages",
    f"{_SANITISE}; a mark or box of this kind can be moved aside, and what is under it read.",
)
ATTACHMENT = Kind(
    "hidden.attachment", "The PDF has files attached", f"{_SANITISE}, or delete them in the Attachments pane."
)
LAYER = Kind(
    "hidden.layer",
    "The PDF has layers that are switched off",
    f"{_SANITISE}; or delete the layer in the source and export again.",
)
COVERED = Kind(
    "hidden.covered",
    "The PDF has words under a box; whoever copies them can read them",
    "Delete the words in the source and export again, or use Acrobat's Redact tool and apply it: a drawn box removes nothing.",
)
TEXT = Kind(
    "hidden.text",
    "The PDF has words that are not seen",
    f"Delete them in the source and export again; or {_SANITISE[0].lower()}{_SANITISE[1:]}.",
)
SCANNED = Kind(
    "hidden.scan",
    "The PDF has words behind pictures of its pages; what is blacked out in the picture may be read in them",
    f"If anything is blacked out, redact the scan before running OCR; or {_SANITISE[0].lower()}{_SANITISE[1:]}.",
)
REVISION = Kind(
    "hidden.revision",
    "The PDF still has an earlier version in it, with words that the page no longer shows",
    "Print it to a new PDF, or Save As Optimised: an ordinary save keeps what was there.",
)
FIELD = Kind("hidden.field", "The PDF has form fields that are hidden", f"{_SANITISE}, or flatten the form.")
SCRIPT = Kind("hidden.script", "The PDF runs a script or keeps a program's own data", f"{_SANITISE}.")

_WAYS = {
    Unseen.COVERED: (COVERED, Verdict.BLOCK),
    Unseen.OVERLAID: (COVERED, Verdict.REVIEW),
    Unseen.SCANNED: (SCANNED, Verdict.REVIEW),
    Unseen.LAYER: (LAYER, Verdict.REVIEW),
}
_FINE = frozenset({"/Link", "/Widget", "/Popup"})
_HIDDEN_FLAGS = 1 | 2 | 32
_MOST_LAYOUTS, _MOST_NODES = 3, 20_000
_WORD = re.compile(r"\w+")


def pdf_document(path: Path, known: str, shown: str) -> Iterator[Trace]:
    """Find what a PDF hides.

    Args:
        path: the file.
        known: words whose names are fine in the properties.
        shown: the words of its pages.

    Raises:
        InputError: the file is damaged or protected.
    """
    reader = opened_pdf(path)
    try:
        found = [
            *_properties(reader, known),
            *_pages(reader),
            *_attached(reader),
            *_layers(reader),
            *_scripts(reader),
            *_described(reader),
            *_earlier(path.read_bytes(), shown),
        ]
    except Exception as error:
        raise damaged_pdf(path) from error
    yield from found


def _properties(reader: Any, known: str) -> Iterator[Trace]:  # noqa: ANN401
    information: Any = reader.metadata or {}
    names = {
        "/Author": "author",
        "/Manager": "manager",
        "/LastModifiedBy": "last saved by",
        "/LastSavedBy": "last saved by",
    }
    people = {str(information.get(key) or ""): what for key, what in names.items()}
    xmp = reader.trailer["/Root"].get("/Metadata")
    described = xmp.get_object().get_data()[:2_000_000] if xmp is not None else b""
    people |= {name: "author in the XMP data" for name in _xmp_names(described) if name not in people}
    for name, what in people.items():
        if office.is_a_name(name, known):
            yield Trace(METADATA, f"{what}: {name[:60]}")
    for key in ("/Title", "/Subject", "/Keywords"):
        yield Trace(METADATA, f"the property {key[1:].lower()}", str(information.get(key) or ""), Verdict.PASS)


def _xmp_names(data: bytes) -> list[str]:
    """Return the authors that a packet of XMP names; one that declares entities or is broken names none."""
    from lxml import etree  # type: ignore[import-untyped]

    from assistant.reading.packages import SAFELY

    if not data.strip() or b"<!DOCTYPE" in data:
        return []
    try:
        root = etree.fromstring(data.strip(b"\0 \n\r\t"), etree.XMLParser(**{**SAFELY, "recover": True}))
    except (SyntaxError, ValueError):
        return []
    if root is None:
        return []
    found = []
    for node in root.iter("{*}creator", "{*}contributor", "{*}Author", "{*}LastModifiedBy", "{*}Manager", "{*}owner"):
        found += [text.strip() for text in node.itertext() if text.strip()]
    for node in root.iter("{*}Description"):
        found += [
            str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] in {"Author", "LastModifiedBy"}
        ]
    return found


def _pages(reader: Any) -> Iterator[Trace]:  # noqa: ANN401
    off = _off(reader)
    for number, page in enumerate(reader.pages, start=1):
        yield from _annotations(page, number)
        try:
            found = list(unseen(page, off))
        except TooMuchDrawingError:
            yield Trace(COVERED, f"page {number}, which has more drawn on it than can be looked at")
            continue
        for way, words in found:
            kind, floor = _WAYS.get(way, (TEXT, Verdict.REVIEW))
            # The words behind a scan are those of the page, which are checked as the letter's own.
            said = "" if way is Unseen.SCANNED else words
            yield Trace(kind, f"page {number}, {len(_WORD.findall(words))} words {way.value}", said, floor)


def _annotations(page: Any, number: int) -> Iterator[Trace]:  # noqa: ANN401
    for place, reference in enumerate(page.get("/Annots") or (), start=1):
        one = reference.get_object()
        kind = str(one.get("/Subtype", ""))
        if kind == "/Widget":
            yield from _field(one, number)
        if kind in _FINE:
            continue
        by = str(one.get("/T", "")).strip()
        words = "\n".join(
            filter(None, (str(one.get("/Contents", "")), re.sub(r"<[^>]*>", " ", str(one.get("/RC", "")))))
        )
        what = {"/Redact": "a redaction that was marked and not applied", "/FileAttachment": "an attached file"}.get(
            kind, f"{kind[1:].lower() or 'mark'} {place}"
        )
        block = kind == "/Redact" or (kind in {"/Square", "/Polygon", "/Highlight"} and _is_black(one))
        yield Trace(
            ANNOTATION,
            f"page {number}, {what}{f' by {by[:60]}' if by else ''}",
            words,
            Verdict.BLOCK if block else Verdict.REVIEW,
        )


def _is_black(annotation: Any) -> bool:  # noqa: ANN401
    name = "/C" if annotation.get("/Subtype") == "/Highlight" else "/IC"
    parts = [float(one) for one in annotation.get(name) or ()]
    return (len(parts) in {1, 3} and max(parts) < 0.3) or (len(parts) == 4 and parts[3] > 0.7)


def _field(one: Any, number: int) -> Iterator[Trace]:  # noqa: ANN401
    value = str(one.get("/V", "") or "")
    if value and int(one.get("/F", 0)) & _HIDDEN_FLAGS:
        yield Trace(FIELD, f"page {number}, field {one.get('/T', '')}", value)


def _attached(reader: Any) -> Iterator[Trace]:  # noqa: ANN401
    for name in list(reader.attachments)[:20]:
        yield Trace(ATTACHMENT, str(name)[:80], "", Verdict.BLOCK)


def _off(reader: Any) -> frozenset[int]:  # noqa: ANN401
    properties = reader.trailer["/Root"].get("/OCProperties")
    standard = properties.get_object().get("/D") if properties else None
    if standard is None:
        return frozenset()
    standard = standard.get_object()
    off = {one.idnum for one in standard.get("/OFF", ())}
    if standard.get("/BaseState") == "/OFF":
        on = {one.idnum for one in standard.get("/ON", ())}
        off |= {one.idnum for one in properties.get_object().get("/OCGs", ())} - on
    return frozenset(off)


def _layers(reader: Any) -> Iterator[Trace]:  # noqa: ANN401
    properties = reader.trailer["/Root"].get("/OCProperties")
    off = _off(reader)
    for one in properties.get_object().get("/OCGs", ()) if off and properties is not None else ():
        if one.idnum in off:
            yield Trace(LAYER, f"layer {str(one.get_object().get('/Name', ''))[:60]}")


def _scripts(reader: Any) -> Iterator[Trace]:  # noqa: ANN401
    root = reader.trailer["/Root"]
    action: Any = root.get("/OpenAction")
    action = None if action is None else action.get_object()
    names = root.get("/Names")
    if (hasattr(action, "get") and action.get("/S") == "/JavaScript") or (
        names and "/JavaScript" in names.get_object()
    ):
        yield Trace(SCRIPT, "a script that runs when it is opened")
    form: Any = root.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        yield Trace(SCRIPT, "the data of a form (XFA)")
    if "/PieceInfo" in root or any("/PieceInfo" in page for page in reader.pages):
        yield Trace(SCRIPT, "a drawing program's own copy of the page")


def _described(reader: Any) -> Iterator[Trace]:  # noqa: ANN401
    """Find descriptions for those who listen, and bookmarks, that tell a count or a person."""
    root = reader.trailer["/Root"]
    waiting = [root.get("/StructTreeRoot"), root.get("/Outlines")]
    seen: set[int] = set()
    words: list[str] = []
    while waiting and len(seen) < _MOST_NODES:
        reference = waiting.pop()
        node = reference.get_object() if hasattr(reference, "get_object") else reference
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            words += [str(node[key]) for key in ("/Alt", "/E", "/Title") if isinstance(node.get(key), str)]
            waiting += [node.get(key) for key in ("/K", "/First", "/Next") if node.get(key) is not None]
    yield Trace(TEXT, "descriptions and bookmarks", "\n".join(words), Verdict.PASS)


def _earlier(data: bytes, shown: str) -> Iterator[Trace]:
    """Find earlier versions that an update left in the file, and the words that only they have."""
    from pypdf import PdfReader

    ends = [match.end() for match in re.finditer(rb"%%EOF", data)][:-1]
    if b"/Linearized" in data[:2048]:
        ends = ends[1:]
    now = set(_WORD.findall(shown.casefold()))
    for number, end in enumerate(ends[-_MOST_LAYOUTS:], start=1):
        try:
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(data[:end])).pages]
        except Exception:  # noqa: BLE001, S112 - what cannot be read on its own is no version
            continue
        lines = [line for page in pages for line in page.splitlines()]
        gone = [line for line in lines if any(word not in now for word in _WORD.findall(line.casefold()))]
        if gone:
            yield Trace(REVISION, f"version {number}", "\n".join(gone))
