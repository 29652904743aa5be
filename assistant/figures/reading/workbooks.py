"""The sheets of a workbook: those that are seen are read, and what is hidden in them is left out and reported."""

import datetime
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from assistant.errors import TableError
from assistant.figures.reading.sheet_marks import Area, Marks, sheet_marks
from assistant.figures.reading.sheets import ANEW, MAX_CELLS, MAX_COLUMNS, Grid, column_letters, too_wide
from assistant.figures.tables import ReadOptions

_EXACT = 10**15
Cells = Callable[[object], str]


def read_workbook(path: Path, options: ReadOptions) -> tuple[Grid, ...]:
    """Read the sheet named, or each visible one that holds a table.

    Raises:
        TableError: the workbook is damaged or locked, too large, or holds no such sheet or no table.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        marks = sheet_marks(path)
        _refuse_sprawl(path, marks)
        book = CalamineWorkbook.from_path(str(path))
        sheets = {one.name: one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata}
        names = [name for name, visible in sheets.items() if visible]
        if options.sheet is not None:
            names = [_sheet_named(options.sheet, tuple(sheets), path.name)]
        grids = []
        for name in names:
            rows = _rows(book.get_sheet_by_name(name).iter_rows())
            grids.append(_seen(Grid(path.name, name, rows), marks.get(name, Marks()), all_of_it=options.hidden))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        locked = "password" in str(error).lower()
        kind = "is protected by a password" if locked else "is damaged or is not a workbook"
        raise TableError(f"the file {kind}", where=path.name, todo=ANEW) from None
    if options.sheet is not None:
        return tuple(grids)
    return _tabled(path, grids, [name for name, visible in sheets.items() if not visible])


def _tabled(path: Path, grids: Sequence[Grid], unread: Sequence[str]) -> tuple[Grid, ...]:
    """Return the sheets that hold a table, each with a remark on those that were not read."""
    remarks = tuple(f"Hidden sheet {name} was not read; name it with --sheet." for name in unread)
    tabled = tuple(replace(grid, remarks=remarks) for grid in grids if _holds_table(grid))
    if not tabled:
        raise TableError(
            "the workbook holds no table on a visible sheet",
            where=path.name,
            todo=f"Name a hidden sheet with --sheet to read it: {', '.join(unread)}."
            if unread
            else "Give a file with a table in it.",
        )
    return tabled


def _sheet_named(wanted: str, sheets: tuple[str, ...], name: str) -> str:
    found = [sheet for sheet in sheets if sheet.casefold() == wanted.strip().casefold()]
    if not found:
        raise TableError(f"there is no sheet {wanted!r}", where=name, todo=f"Sheets: {', '.join(sheets)}.")
    return found[0]


def _holds_table(grid: Grid) -> bool:
    rows = (row for row in grid.rows if sum(map(bool, row)) > 1)
    return next(rows, None) is not None and next(rows, None) is not None


def _refuse_sprawl(path: Path, marks: dict[str, Marks]) -> None:
    """Refuse a sheet that would need more memory than a table could, before it is opened."""
    for name, one in marks.items():
        if one.width > MAX_COLUMNS:
            raise too_wide(f"{path.name}, sheet {name}")
        if one.width * one.height > MAX_CELLS:
            raise TableError(
                "the sheet has more cells than a table could need",
                where=f"{path.name}, sheet {name}",
                todo="Give the table alone.",
            )


def _rows(rows: Iterable[Sequence[object]]) -> tuple[tuple[str, ...], ...]:
    """Return cells as text; a text that stands in many cells is kept once."""
    known: dict[object, str] = {}

    def text(value: object) -> str:
        kind = type(value)
        if kind is not str and kind is not float:
            return _cell_text(value)
        found = known.get(value)
        if found is None:
            found = known[value] = _cell_text(value)
        return found

    return tuple(tuple(map(text, row)) for row in rows)


def _cell_text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


# --- what is hidden


def _seen(grid: Grid, marks: Marks, *, all_of_it: bool) -> Grid:
    """Return a sheet without its hidden rows and columns, unless all of it is wanted."""
    rows, columns = _hidden_rows(grid, marks), _hidden_columns(grid, marks)
    if (not rows and not columns) or all_of_it:
        return replace(grid, merged=tuple(marks.merged))
    kept_rows = [n for n in range(len(grid.rows)) if n not in marks.rows]
    width = max(map(len, grid.rows))
    kept_columns = [n for n in range(width) if n not in columns]
    return replace(
        grid,
        rows=tuple(tuple(grid.rows[n][c] for c in kept_columns) for n in kept_rows),
        kept_rows=tuple(n + 1 for n in kept_rows),
        kept_columns=tuple(kept_columns),
        merged=tuple(_moved(marks.merged, kept_rows, kept_columns)),
        hidden=_in_words(rows, columns, grid.sheet),
    )


def _hidden_rows(grid: Grid, marks: Marks) -> list[int]:
    return [n for n in sorted(marks.rows) if n < len(grid.rows) and any(grid.rows[n])]


def _hidden_columns(grid: Grid, marks: Marks) -> list[int]:
    width = max(map(len, grid.rows), default=0)
    marked = {n for first, last in marks.columns for n in range(first, min(last + 1, width))}
    return [n for n in sorted(marked) if any(row[n] for row in grid.rows)]


def _moved(merged: Iterable[Area], rows: Sequence[int], columns: Sequence[int]) -> Iterable[Area]:
    """Yield merged cells by their numbers once hidden rows and columns are gone."""
    for one in merged:
        down = [n for n, row in enumerate(rows) if one.top <= row <= one.bottom]
        across = [n for n, column in enumerate(columns) if one.left <= column <= one.right]
        if down and across:
            yield Area(down[0], across[0], down[-1], across[-1])


def _in_words(rows: Sequence[int], columns: Sequence[int], sheet: str) -> str:
    named = []
    if rows:
        named.append(f"row{'s' * (len(rows) > 1)} {_listed(rows, lambda n: str(n + 1))}")
    if columns:
        named.append(f"column{'s' * (len(columns) > 1)} {_listed(columns, column_letters)}")
    were = "was" if len(rows) + len(columns) == 1 else "were"
    return f"Hidden {' and '.join(named)} of sheet {sheet} {were} left out; --hidden reads {'it' if were == 'was' else 'them'}."


def _listed(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Return numbers in words, those in a row as a range: "4, 7 to 9 and 12"."""
    runs = [[numbers[0]]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        words.extend([f"{name(run[0])} to {name(run[-1])}"] if len(run) > 2 else map(name, run))
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
