"""The grid of a spreadsheet file: its cells with their addresses, before anything is made of them."""

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import TableError
from assistant.figures.reading.sheet_marks import Area
from assistant.figures.tables import ReadOptions

MAX_BYTES = 100_000_000
MAX_UNPACKED = 500_000_000
MAX_COLUMNS = 1_000
MAX_CELLS = 50_000_000
ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")
_SAMPLE = 200_000
ANEW = "Open it in your spreadsheet program and save it anew without a password."


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """The cells of one sheet.

    Attributes:
        source: the file's name.
        sheet: the sheet's name; "" for text files.
        rows: the cells as text, stripped; a number that is whole is written without a point.
        first_row: the number of the first row in the file, from 1.
        kept_rows: where hidden rows were left out, the numbers of those that were kept, from 1.
        kept_columns: where hidden columns were left out, the numbers of those that were kept, from 0.
        merged: cells that are shown as one, by their numbers in ``rows``.
        hidden: what was left out because it is hidden, as a sentence; or "".
        remarks: what else an officer should know about the file.
    """

    source: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    kept_rows: tuple[int, ...] = ()
    kept_columns: tuple[int, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden: str = ""
    remarks: tuple[str, ...] = ()

    def place(self, row: int, column: int | None = None) -> str:
        """Name a cell or a row for a message: ``arrests.xlsx, sheet Data, cell B4``."""
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        if column is None:
            return f"{self.source}{sheet}, row {self._number(row)}"
        return f"{self.source}{sheet}, cell {self.address(row, column)}"

    def address(self, row: int, column: int) -> str:
        """Return a cell's address in the file: ``B4``."""
        letters = column_letters(self.kept_columns[column] if self.kept_columns else column)
        return f"{letters}{self._number(row)}"

    def _number(self, row: int) -> int:
        return self.kept_rows[row] if self.kept_rows else self.first_row + row


def column_letters(column: int) -> str:
    """Return a column's letters, from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_grids(path: Path, options: ReadOptions) -> tuple[Grid, ...]:
    """Read the grid of the sheet named, or of each visible one that holds a table.

    Raises:
        TableError: it is missing, too large, of another kind, corrupt, or holds no such sheet.
    """
    ending = _checked(path)
    if ending in {".csv", ".tsv"}:
        return (_text(path, ending),)
    from assistant.figures.reading.workbooks import read_workbook

    _refuse_bombs(path)
    return read_workbook(path, options)


def too_wide(name: str) -> TableError:
    """Return the error for a sheet with too many columns."""
    return TableError(
        f"the table has more than {MAX_COLUMNS:,} columns",
        where=name,
        todo="Give the columns that are to be published.",
    )


def _checked(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise TableError(
            f"a table cannot be read from {ending or 'a file without an ending'}",
            where=path.name,
            todo=f"Save it as {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.",
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise TableError(
            f"the file cannot be opened ({error.strerror})",
            where=str(path),
            todo="Check its name and folder.",
        ) from None
    if size > MAX_BYTES:
        raise TableError(
            f"the file has {size // 1_000_000} MB, too many to be a table",
            where=path.name,
            todo="Give the table alone.",
        )
    return ending


def _text(path: Path, ending: str) -> Grid:
    raw = path.read_bytes()
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(
            "this is not a text file",
            where=path.name,
            todo="Save it as .csv from your spreadsheet program.",
        )
    text = _decoded(raw, path.name)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, ending))
    known: dict[str, str] = {}  # so that a text that stands in many cells is kept once
    try:
        rows = tuple(tuple(known.setdefault(text, text) for text in map(str.strip, row)) for row in reader)
    except csv.Error as error:
        raise TableError(
            f"the file is not a table in text form ({error})",
            where=path.name,
            todo="Save it as .csv again.",
        ) from None
    if any(len(row) > MAX_COLUMNS for row in rows):
        raise too_wide(path.name)
    return Grid(path.name, "", rows)


def _delimiter(text: str, ending: str) -> str:
    """Return what parts the cells, judged by the line that has most of one kind."""
    if ending == ".tsv":
        return "\t"
    lines = text[:20_000].splitlines()
    return max(",;\t", key=lambda one: max((line.count(one) for line in lines), default=0))


def _decoded(raw: bytes, name: str) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    try:
        if best is not None:
            return raw.decode(best.encoding)
    except UnicodeDecodeError:
        pass
    raise TableError("the encoding of the file is not recognised", where=name, todo="Save it as UTF-8.")


def _refuse_bombs(path: Path) -> None:
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
            # A size that is stated falsely shows when the parts are read as far as it says.
            broken = unpacked <= MAX_UNPACKED and archive.testzip() is not None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        broken = True
    if broken:
        raise TableError("the file is damaged or is not a workbook", where=path.name, todo=ANEW)
    if unpacked > MAX_UNPACKED:
        raise TableError(
            "the file unpacks to more than a table could need",
            where=path.name,
            todo="Give the table alone.",
        )
