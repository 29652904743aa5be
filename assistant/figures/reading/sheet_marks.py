"""What a workbook's own XML says of a sheet: which rows and columns are hidden, which cells are merged, how far it goes.

Read in chunks straight from the package, since the reader of cells does not tell, and before it opens the file: a
single cell in the last corner of a sheet would make it set aside memory for every cell before.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.reading.packages import refuse_bomb

_CHUNK = 1 << 20
_TAG_END = b">"
_XLSX = re.compile(rb"<(?:\w+:)?(row|col|mergeCell)\s([^>]*)>")
_XLSX_WIDE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{2,3})\d+"[^>]*?(/?)>')
_WIDE = re.compile(rb'r="[A-Z]{2,3}\d')
_ROW = re.compile(rb'<row r="(\d+)"[^>/]*>')
_MARKED = (b"hidden", b'ht="0"', b'width="0"', b"mergeCell", b":row")
_ODS = re.compile(rb"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_TRUE = {b"1", b"true"}
_UNSEEN = {b"collapse", b"filter"}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, by numbers from 0, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Marks:
    """What is marked on one sheet; rows and columns by number from 0.

    Attributes:
        rows: those that are hidden.
        columns: those that are hidden, as first and last.
        merged: cells that are shown as one.
        height: how many rows hold anything.
        width: how many columns hold anything, as far as is worth knowing: at least the true number of
            those beyond the 26th.
    """

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    height: int = 0
    width: int = 26


def sheet_marks(path: Path) -> dict[str, Marks]:
    """Return the marks of every sheet of a workbook, by name.

    Raises:
        InputError: it unpacks to far more than a workbook does.
        ValueError: a part of it does not read as what it should be.
        OSError, zipfile.BadZipFile: it cannot be read.
    """
    with zipfile.ZipFile(path) as archive:
        refuse_bomb(archive, path.name)
        if path.suffix.lower() == ".ods":
            return _ods_marks(archive)
        members = set(archive.namelist())
        parts = {name: part for name, part in _xlsx_parts(archive).items() if part in members}
        return {name: _xlsx_marks(archive, part) for name, part in parts.items()}


def column_number(letters: str) -> int:
    """Return a column's number, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in chunks that end where a tag ends."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole, end, after = (rest + chunk).rpartition(_TAG_END)
            rest = after
            yield whole + end
    yield rest


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(text)}


def _number(text: bytes, default: int) -> int:
    return int(text) if text.isdigit() else default


# --- .xlsx


def _xlsx_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where in the package each sheet is."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        book = fromstring(archive.read("xl/workbook.xml"))
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError) as error:
        raise ValueError(str(error)) from None
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            target = targets.get(link) or ""
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _xlsx_marks(archive: zipfile.ZipFile, part: str) -> Marks:
    marks = Marks()
    row = -1
    for chunk in _tags(archive, part):
        plain = _last_row(chunk)
        if plain is not None:
            row = plain
            marks.height = max(marks.height, row + 1)
        for kind, text in _XLSX.findall(chunk) if plain is None else ():
            if kind == b"row":
                row = _xlsx_row(marks, row, text)
            elif kind == b"col":
                _xlsx_column(marks, _attributes(text))
            else:
                area = _area(_attributes(text).get(b"ref", b"").decode("ascii", "replace"))
                marks.merged.extend([area] if area else [])
        cells = _XLSX_WIDE.findall(chunk) if _WIDE.search(chunk) else ()
        wide = {letters for letters, closed in cells if not closed}
        marks.width = max([marks.width, *(column_number(one.decode()) + 1 for one in wide)])
    return marks


def _last_row(chunk: bytes) -> int | None:
    """Return the number of the last row that begins in a chunk in which nothing is marked; else None."""
    if any(mark in chunk for mark in _MARKED):
        return None
    last = _ROW.match(chunk, max(chunk.rfind(b"<row "), 0))
    return int(last[1]) - 1 if last else None


def _xlsx_row(marks: Marks, before: int, text: bytes) -> int:
    """Note a row; return its number."""
    if text.startswith(b'r="') and b"hidden" not in text and b' ht="0"' not in text:  # nearly every row
        number = int(text[3 : text.index(b'"', 3)]) - 1
    else:
        found = _attributes(text)
        number = _number(found.get(b"r", b""), before + 2) - 1
        if found.get(b"hidden") in _TRUE or found.get(b"ht") == b"0":
            marks.rows.add(number)
    if not text.endswith(b"/"):
        marks.height = max(marks.height, number + 1)
    return number


def _xlsx_column(marks: Marks, found: dict[bytes, bytes]) -> None:
    if found.get(b"hidden") in _TRUE or found.get(b"width") == b"0":
        marks.columns.append((_number(found.get(b"min", b""), 1) - 1, _number(found.get(b"max", b""), 1) - 1))


def _area(reference: str) -> Area | None:
    ends = _REFERENCE.findall(reference)
    if len(ends) != 2:
        return None
    (left, top), (right, bottom) = ends
    return Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))


# --- .ods


@dataclass(slots=True)
class _Place:
    """How far a sheet has been read."""

    row: int = 0
    column: int = 0
    width: int = 0
    repeats: int = 1


def _ods_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    from html import unescape

    found: dict[str, Marks] = {}
    marks, place = Marks(), _Place()
    if "content.xml" not in archive.namelist():
        raise ValueError("no content.xml")
    for chunk in _tags(archive, "content.xml"):
        for closing, kind, text in _ODS.findall(chunk):
            if kind == b"table" and not closing:
                marks, place = Marks(), _Place()
                name = _attributes(text).get(b"table:name", b"").decode("utf-8", "replace")
                found[unescape(name)] = marks
            elif kind == b"table-row" and closing:
                place.row += place.repeats
            elif not closing:
                _ods_mark(marks, place, kind, text)
    return found


def _ods_mark(marks: Marks, place: _Place, kind: bytes, text: bytes) -> None:
    found = _attributes(text)
    unseen = found.get(b"table:visibility") in _UNSEEN
    if kind == b"table-column":
        repeats = _number(found.get(b"table:number-columns-repeated", b""), 1)
        if unseen:
            marks.columns.append((place.width, place.width + repeats - 1))
        place.width += repeats
    elif kind == b"table-row":
        place.column = 0
        place.repeats = _number(found.get(b"table:number-rows-repeated", b""), 1)
        if unseen:
            marks.rows.update(range(place.row, min(place.row + place.repeats, _MOST_ROWS)))
        if text.endswith(b"/"):
            place.row += place.repeats
    else:
        _ods_cell(marks, place, found)


_MOST_ROWS = 1 << 20


def _ods_cell(marks: Marks, place: _Place, found: dict[bytes, bytes]) -> None:
    repeats = _number(found.get(b"table:number-columns-repeated", b""), 1)
    across = _number(found.get(b"table:number-columns-spanned", b""), 1)
    down = _number(found.get(b"table:number-rows-spanned", b""), 1)
    if across > 1 or down > 1:
        marks.merged.append(Area(place.row, place.column, place.row + down - 1, place.column + across - 1))
    place.column += repeats
    if b"office:value-type" in found:
        marks.width = max(marks.width, place.column)
        marks.height = max(marks.height, place.row + place.repeats)
