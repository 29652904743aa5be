"""The grid of a spreadsheet file: its cells with their addresses, before anything is made of them."""

import csv
import datetime
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import TableError

MAX_BYTES = 100_000_000
MAX_UNPACKED = 500_000_000
MAX_COLUMNS = 1_000
ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")
_SAMPLE = 200_000
_EXACT = 10**15
_ANEW = "Open it in your spreadsheet program and save it anew without a password."


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """The cells of one sheet.

    Attributes:
        source: the file's name.
        sheet: the sheet's name; "" for text files.
        rows: the cells as text, stripped; a number that is whole is written without a point.
        first_row: the number of the first row in the file, from 1.
    """

    source: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1

    def place(self, row: int, column: int | None = None) -> str:
        """Name a cell or a row for a message: ``arrests.xlsx, sheet Data, cell B4``."""
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        number = self.first_row + row
        if column is None:
            return f"{self.source}{sheet}, row {number}"
        return f"{self.source}{sheet}, cell {column_letters(column)}{number}"


def column_letters(column: int) -> str:
    """Return a column's letters, from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """Read the grid of one sheet: the one named, or the first visible one that holds a table.

    Raises:
        TableError: it is missing, too large, of another kind, corrupt, or holds no such sheet.
    """
    return read_grids(path, sheet)[0]


def read_grids(path: Path, sheet: str | None = None) -> tuple[Grid, ...]:
    """Read the grid of the sheet named, or of each visible one that holds a table.

    Raises:
        TableError: as with ``read_grid``.
    """
    ending = _checked(path)
    grids = (_text(path, ending),) if ending in {".csv", ".tsv"} else _workbook(path, sheet)
    if any(len(row) > MAX_COLUMNS for grid in grids for row in grid.rows):
        raise TableError(
            f"the table has more than {MAX_COLUMNS:,} columns",
            where=path.name,
            todo="Give the columns that are to be published.",
        )
    return grids


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
    try:
        rows = tuple(tuple(cell.strip() for cell in row) for row in reader)
    except csv.Error as error:
        raise TableError(
            f"the file is not a table in text form ({error})",
            where=path.name,
            todo="Save it as .csv again.",
        ) from None
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


def _workbook(path: Path, wanted: str | None) -> tuple[Grid, ...]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    _refuse_bombs(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {one.name: one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata}
        names = [name for name, visible in sheets.items() if visible]
        if wanted is not None:
            names = [_sheet_named(wanted, tuple(sheets), path.name)]
        grids = []
        for name in names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            grids.append(Grid(path.name, name, tuple(tuple(map(_cell_text, row)) for row in rows)))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        locked = "password" in str(error).lower()
        kind = "is protected by a password" if locked else "is damaged or is not a workbook"
        raise TableError(f"the file {kind}", where=path.name, todo=_ANEW) from None
    tabled = [grid for grid in grids if _holds_table(grid)]
    if wanted is None and not tabled:
        raise TableError(
            "the workbook holds no table on a visible sheet",
            where=path.name,
            todo="Name a hidden sheet with --sheet to read it.",
        )
    return tuple(tabled) if wanted is None else tuple(grids)


def _sheet_named(wanted: str, sheets: tuple[str, ...], name: str) -> str:
    found = [sheet for sheet in sheets if sheet.casefold() == wanted.strip().casefold()]
    if not found:
        raise TableError(f"there is no sheet {wanted!r}", where=name, todo=f"Sheets: {', '.join(sheets)}.")
    return found[0]


def _holds_table(grid: Grid) -> bool:
    return sum(sum(map(bool, row)) > 1 for row in grid.rows) > 1


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise TableError("the file is damaged or is not a workbook", where=path.name, todo=_ANEW) from None
    if unpacked > MAX_UNPACKED:
        raise TableError(
            "the file unpacks to more than a table could need",
            where=path.name,
            todo="Give the table alone.",
        )


def _cell_text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return "" if value is None else str(value).strip()
