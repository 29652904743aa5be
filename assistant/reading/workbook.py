"""The sheets of an .xlsx straight from the package: every cell with what it holds, and whether a reader sees it.

Source of the elements: ECMA-376, part 1, 18.2, 18.3 and 18.8.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from assistant.errors import InputError
from assistant.reading.packages import SAFELY, Node, attribute, child, local, opened, part, relations, under, xml

_ON = frozenset({"1", "true"})
_MOST_CELLS = 1_000_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates have no zone
_DATES = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 45, 46, 47, 50, 57})
_PERCENT = frozenset({9, 10})
_DATE_FORMAT = re.compile(r"(?:^|[^a-z])(?:yy|d{1,4}[/\- .]m|m{1,5}[/\- .][dy])", re.I)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]<>=]*\]')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place ("B7"), what it holds as text, the number of its style, its formula."""

    place: str
    text: str
    style: int
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number from 1, whether it is hidden or of no height, and its cells that hold anything."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, its part of the package, whether its tab shows; its hidden columns once it was read."""

    name: str
    part: str
    visible: bool
    columns: list[tuple[int, int]] = field(default_factory=list)

    def hides(self, place: str) -> bool:
        """Tell whether a cell stands in a hidden column."""
        if not self.columns:
            return False
        number = 0
        for letter in place.rstrip("0123456789"):
            number = number * 26 + ord(letter.upper()) - 64
        return any(first <= number <= last for first, last in self.columns)


class Book:
    """A workbook in an open archive.

    Raises:
        InputError: it is no workbook, or a part of it is damaged or too large.
    """

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.archive, self.where = archive, where
        root = xml(archive, "xl/workbook.xml", where)
        if root is None:
            raise InputError("this is not a workbook", where=where, todo="Save it as .xlsx.")
        self.root: Node = root
        targets = {name: target for name, _, target, _ in relations(archive, "xl/workbook.xml", where)}
        self.sheets = [
            Sheet(one.get("name", ""), targets.get(attribute(one, "id"), ""), one.get("state", "visible") == "visible")
            for one in under(root, "sheet")
        ]
        self.styles = xml(archive, "xl/styles.xml", where)
        self._strings = [_plain(one) for one in under(xml(archive, "xl/sharedStrings.xml", where), "si")]
        self._formats = self._number_formats()
        self._cells = 0

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield a sheet's rows in order, in memory that does not grow with the sheet."""
        from lxml import etree  # type: ignore[import-untyped]

        try:
            info = self.archive.getinfo(sheet.part)
        except KeyError:
            return
        tags = ("{*}col", "{*}row")
        with part(self.archive, info, self.where) as handle:
            try:
                for _, node in etree.iterparse(handle, tag=tags, **SAFELY):
                    if local(node) == "col":
                        if node.get("hidden") in _ON or _is_flat(node.get("width", "")):
                            sheet.columns.append((int(node.get("min", "0")), int(node.get("max", "0"))))
                        continue
                    yield self._row(node)
                    node.clear()
                    while node.getprevious() is not None:
                        del node.getparent()[0]
            except (SyntaxError, ValueError, zipfile.BadZipFile, OSError, EOFError) as error:
                raise InputError(
                    f"the sheet {sheet.name} cannot be read", where=self.where, todo="Save it afresh."
                ) from error

    def _row(self, node: Node) -> Row:
        cells = []
        for one in node:
            cell = self._cell(one)
            if cell is not None:
                cells.append(cell)
        self._cells += len(cells)
        if self._cells > _MOST_CELLS:
            raise InputError("the workbook has more than a million cells", where=self.where, todo="Give a smaller one.")
        hidden = node.get("hidden") in _ON or _is_flat(node.get("ht", ""))
        return Row(int(node.get("r", "0")), hidden, tuple(cells))

    def _cell(self, node: Node) -> Cell | None:
        value = formula = ""
        for one in node:
            name = local(one)
            if name == "v":
                value = one.text or ""
            elif name == "f":
                formula = one.text or ""
            elif name == "is":
                value = _plain(one)
        style = int(node.get("s", "0"))
        kind = node.get("t", "n")
        if kind == "s":
            value = self._strings[int(value)] if value.isdecimal() and int(value) < len(self._strings) else ""
        elif kind == "n" and value:
            value = self._number(value, style)
        return Cell(node.get("r", ""), value.strip(), style, formula) if value.strip() or formula else None

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        kind = self._formats[style] if style < len(self._formats) else ""
        if kind == "date" and 0 < number < 2_958_466:
            moment = _EPOCH + timedelta(days=number)
            return moment.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M")
        if kind == "percent":
            return f"{round(number * 100, 6):g}%"
        return str(int(number)) if number.is_integer() and abs(number) < 10**15 else f"{number:.10g}"

    def _number_formats(self) -> list[str]:
        codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in under(self.styles, "numFmt")}
        found = []
        styles = child(self.styles, "cellXfs")
        for one in () if styles is None else styles:
            number = one.get("numFmtId", "0")
            code = _QUOTED.sub("", codes.get(number, ""))
            if (number.isdecimal() and int(number) in _DATES) or _DATE_FORMAT.search(code):
                found.append("date")
            else:
                found.append("percent" if "%" in code or int(number or 0) in _PERCENT else "")
        return found


def _plain(node: Node) -> str:
    """Return the words of a string of rich text; how it is pronounced is left out."""
    return "".join(one.text or "" for one in under(node, "t") if local(one.getparent()) != "rPh")


def _is_flat(size: str) -> bool:
    return bool(re.fullmatch(r"0+(?:\.0+)?", size))


def visible_sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    """Return what a reader of a workbook sees: each sheet's name and its rows that hold anything.

    Raises:
        InputError: it is damaged, protected, too large, or no workbook.
    """
    with opened(path) as archive:
        book = Book(archive, path.name)
        found = []
        for sheet in book.sheets:
            if sheet.visible:
                rows = [_across(row, sheet) for row in book.rows(sheet) if not row.hidden]
                found.append((sheet.name, [row for row in rows if any(row)]))
    return found


def visible_text(path: Path) -> str:
    """Return what a reader of a workbook sees, each sheet as a pipe table under its name.

    Raises:
        InputError: it is damaged, protected, too large, or no workbook.
    """
    from assistant.reading.plain import pipe_table

    parts = [part for name, rows in visible_sheets(path) if rows for part in (f"## {name}", pipe_table(rows))]
    return "\n\n".join(parts) + "\n" if parts else ""


_WIDEST = 200


def _across(row: Row, sheet: Sheet) -> list[str]:
    """Return the visible cells of a row, those under one column at one place."""
    cells: list[str] = []
    for cell in row.cells:
        if not cell.text or sheet.hides(cell.place):
            continue
        number = 0
        for letter in cell.place.rstrip("0123456789"):
            number = number * 26 + ord(letter.upper()) - 64
        while len(cells) < min(number, _WIDEST) - 1:
            cells.append("")
        cells.append(cell.text)
    return cells


def all_words(archive: zipfile.ZipFile, where: str) -> str:
    """Return everything in the cells of a workbook, hidden or not, a row a line."""
    from assistant.reading.plain import pipe_table

    book = Book(archive, where)
    return "\n\n".join(
        pipe_table([[cell.text for cell in row.cells] for row in book.rows(sheet)]) for sheet in book.sheets
    )
