"""The grid of a spreadsheet file: its cells with their addresses, before anything is made of them."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import TableError

MAX_BYTES = 100_000_000
MAX_UNPACKED = 500_000_000
MAX_COLUMNS = 1_000
ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
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
    """Read the grid of a file's sheet.

    Raises:
        TableError: it is missing, too large, of another kind, corrupt, or holds no such sheet.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise TableError(
            f"a table cannot be read from {ending or 'a file without an ending'}",
            where=path.name,
            todo="Save it as " + ", ".join(ENDINGS[:-1]) + f" or {ENDINGS[-1]}.",
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise TableError(f"the file cannot be opened ({error.strerror})", where=str(path), todo="Check its name and folder.") from None
    if size > MAX_BYTES:
        raise TableError(f"the file has {size // 1_000_000} MB, too many to be a table", where=path.name, todo="Give the table alone.")
    grid = _text(path, ending) if ending in {".csv", ".tsv"} else _workbook(path, sheet)
    if max((len(row) for row in grid.rows), default=0) > MAX_COLUMNS:
        raise TableError(f"the table has more than {MAX_COLUMNS:,} columns", where=path.name, todo="Give the columns that are to be published.")
    return grid


def _text(path: Path, ending: str) -> Grid:
    raw = path.read_bytes()
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError("this is not a text file", where=path.name, todo="Save it as .csv from your spreadsheet program.")
    text = _decoded(raw, path.name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if ending == ".tsv" or ("\t" in first and "," not in first) else ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(1_000_000)
    try:
        rows = tuple(tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TableError(f"the file is not a table in text form ({error})", where=path.name, todo="Save it as .csv again.") from None
    return Grid(path.name, "", rows)


def _decoded(raw: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16") if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where the file is not UTF-8

    best = from_bytes(raw[:200_000]).best()
    if best is None:
        raise TableError("the encoding of the file is not recognised", where=name, todo="Save it as UTF-8.")
    return raw.decode(best.encoding, errors="strict" if len(raw) <= 200_000 else "replace")


def _workbook(path: Path, wanted: str | None) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    _refuse_bombs(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        names = [one.name for one in book.sheets_metadata]
        if wanted is not None and wanted not in names:
            raise TableError(f"there is no sheet {wanted!r}", where=path.name, todo=f"Sheets: {', '.join(names)}.")
        for name in [wanted] if wanted is not None else visible:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            cells = tuple(tuple(_cell_text(value) for value in row) for row in rows)
            if any(any(row) for row in cells) or wanted is not None:
                return Grid(path.name, name, cells)
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        kind = "is protected by a password" if "password" in str(error).lower() else "is damaged or is not a workbook"
        raise TableError(f"the file {kind}", where=path.name, todo="Open it in your spreadsheet program and save it anew without a password.") from None
    raise TableError("the workbook holds nothing on a visible sheet", where=path.name, todo="Name a hidden sheet with --sheet to read it.")


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise TableError("the file is damaged or is not a workbook", where=path.name, todo="Open it in your spreadsheet program and save it anew.") from None
    if unpacked > MAX_UNPACKED:
        raise TableError("the file unpacks to more than a table could need", where=path.name, todo="Give the table alone.")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()
