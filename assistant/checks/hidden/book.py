"""What an .xlsx holds and its sheets do not show.

Hidden sheets, rows and columns, pivot caches and data models, comments, names, values of other workbooks, cells whose
format or letters show nothing, records of changes. Source of the elements: ECMA-376, part 1, 18.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.checks.hidden import office
from assistant.checks.hidden.book_looks import unseen_styles
from assistant.checks.hidden.traces import Kind, Trace
from assistant.findings import Verdict
from assistant.reading.packages import Node, attribute, opened, relations, under, xml
from assistant.reading.workbook import Book, Row, Sheet

SHEET = Kind(
    "hidden.sheet",
    "The workbook has hidden sheets",
    "In Excel: right-click a tab, Unhide, then delete the sheet (one that is 'very hidden': save as .csv, or Inspect Document). Hiding removes nothing.",
)
ROW = Kind(
    "hidden.row",
    "A sheet has hidden or filtered rows or columns",
    "In Excel: select the whole sheet, Format, Unhide Rows and Columns, clear the filter, then delete what must not go out.",
)
PIVOT = Kind(
    "hidden.pivot",
    "The workbook keeps the records behind a pivot table or a data model",
    "Copy the table and paste it as values into a new workbook; send that one. The records can be had back with a double click otherwise.",
)
COMMENT = Kind(
    "hidden.comment",
    "The workbook has comments or notes",
    "In Excel: Review, Delete, on each; or Inspect Document, Remove All.",
)
NAME = Kind(
    "hidden.name",
    "The workbook has names that hold values or point to what is hidden",
    "In Excel: Formulas, Name Manager, Delete.",
)
TEXT = Kind(
    "hidden.text",
    "Cells show nothing, or something else, of what they hold",
    "A format or colour removes nothing: delete the contents, or type what is shown in their place.",
)
FORMULA = Kind(
    "hidden.formula",
    "A formula stands behind a mark, and tells how the mark came about",
    "Copy the table, Paste Special, Values, so that no formula is left.",
)
TRACKED = Kind(
    "hidden.tracked",
    "The workbook keeps a record of its changes",
    "In Excel: Review, stop sharing, and save it afresh.",
)
_OUTSIDE = Kind(
    "hidden.link",
    "The workbook keeps values of other workbooks, or fetches them",
    "In Excel: Data, Edit Links (or Queries and Connections), Break Link; or paste values.",
)
_MARK = re.compile(r"[\s\[\]()*.<≤–~-]*(?:[czsx]|\d{1,2}|n/?a|fewer than \d+|less than \d+)?[\s\[\]()*.–~-]*", re.I)
_COUNTS_NOTHING = re.compile(
    r"\b(?:id|no|nr|number|#|code|key|index|order|rank|priority|level|grade|band|score|version|year|month|quarter|week|day)\b\.?$|^#$",
    re.I,
)
_CONSTANT = re.compile(r"=?[\"{\d.-]")
_BEHIND = ("xl/revisions/", "xl/sharedRevisions")
_MOST_CELLS, _MOST_ROWS = 40, 4000


def workbook(path: Path, known: str, shown: str) -> Iterator[Trace]:
    """Find what a workbook hides.

    Args:
        path: the file.
        known: words whose names are fine in the properties.
        shown: what a reader sees.

    Raises:
        InputError: the file is damaged, protected, a bomb, or has external entities.
    """
    with opened(path) as archive:
        book = Book(archive, path.name)
        styles = unseen_styles(book.styles)
        for sheet in book.sheets:
            yield from _sheet(book, sheet, styles)
        yield from _names(book)
        yield from _pivots(archive, path.name)
        yield from _comments(archive, path.name, book)
        yield from _others(archive, path.name)
        yield from office.embedded(archive, path.name)
        yield from office.own_data(archive, path.name)
        yield from office.descriptions(archive, path.name, "xl", shown)
        yield from office.properties(archive, path.name, known)


def _sheet(book: Book, sheet: Sheet, styles: frozenset[int]) -> Iterator[Trace]:
    if not sheet.visible:
        kept = [row for row in book.rows(sheet) if row.cells]
        yield Trace(SHEET, f"sheet {sheet.name}", _table(kept[:_MOST_ROWS]), cells=_counts(kept[:1], kept))
        return
    header: list[Row] = []
    rows, columns, unseen, marks = [], [], [], []
    for row in book.rows(sheet):
        if row.hidden and row.cells:
            rows.append(row)
        elif row.cells:
            header = header or [row]
            columns += [cell for cell in row.cells if sheet.hides(cell.place)]
        unseen += [cell for cell in row.cells if cell.style in styles and cell.text]
        marks += [cell.place for cell in row.cells if cell.formula and cell.text and _is_mark(cell.text)]
    if rows:
        name = (
            f"row {rows[0].number}"
            if len(rows) == 1
            else f"rows {rows[0].number} to {rows[-1].number} ({len(rows)} hidden)"
        )
        yield Trace(
            ROW, f"sheet {sheet.name}, {name}", _table([*header, *rows[:_MOST_ROWS]]), cells=_counts(header, rows)
        )
    if columns:
        letters = dict.fromkeys(_column(cell.place) for cell in columns)
        words = "\n".join(cell.text for cell in columns[: _MOST_ROWS * 4])
        cells = _counts(header, [Row(0, True, tuple(columns))])
        yield Trace(ROW, f"sheet {sheet.name}, column {', '.join(letters)}", words, cells=cells)
    if unseen:
        words = "\n".join(cell.text for cell in unseen[:_MOST_ROWS])
        yield Trace(
            TEXT,
            f"sheet {sheet.name}, {_listed([cell.place for cell in unseen])}",
            words,
            cells=tuple(words.split("\n")),
        )
    if marks:
        yield Trace(FORMULA, f"sheet {sheet.name}, {_listed(marks)}")


def _counts(header: list[Row], rows: list[Row]) -> tuple[str, ...]:
    """Return the numbers of rows, save those under a heading that says that they count nothing."""
    aside = {_column(cell.place) for row in header for cell in row.cells if _COUNTS_NOTHING.search(cell.text)}
    return tuple(cell.text for row in rows for cell in row.cells if _column(cell.place) not in aside)


def _column(place: str) -> str:
    return place.rstrip("0123456789")


def _is_mark(text: str) -> bool:
    return bool(_MARK.fullmatch(text)) and not text.strip().lstrip("-").replace(".", "").isdecimal()


def _listed(places: list[str]) -> str:
    first = ", ".join(places[:5])
    return (
        f"cell {first}" if len(places) == 1 else f"cells {first}" + f" and {len(places) - 5} more" * (len(places) > 5)
    )


def _table(rows: list[Row]) -> str:
    """Return rows as a pipe table, whose first row is its header."""
    from assistant.reading.plain import pipe_table

    return pipe_table([[cell.text for cell in row.cells[:_MOST_CELLS]] for row in rows])


def _names(book: Book) -> Iterator[Trace]:
    unseen = {sheet.name.casefold() for sheet in book.sheets if not sheet.visible}
    for one in under(book.root, "definedName"):
        name, target = one.get("name", ""), (one.text or "").strip()
        if name.startswith(("_xlnm.", "_xlchart")):
            continue
        sheet = target.rpartition("!")[0].strip("'=").casefold()
        if one.get("hidden") in {"1", "true"} or sheet in unseen or _CONSTANT.match(target) or "[" in target:
            yield Trace(NAME, f"name {name}", target if _CONSTANT.match(target) else "")


def _pivots(archive: zipfile.ZipFile, where: str) -> Iterator[Trace]:
    """Find caches of pivot tables. One row of records is a person or an event, so records block whatever they say."""
    names = archive.namelist()
    for name in names:
        if re.fullmatch(r"xl/pivotCache/pivotCacheDefinition\d*\.xml", name):
            root = xml(archive, name, where)
            source = next((attribute(one, "sheet") for one in under(root, "worksheetSource")), "")
            kept = [target for _, kind, target, _ in relations(archive, name, where) if kind == "pivotCacheRecords"]
            records = sum(1 for part in kept for _ in under(xml(archive, part, where), "r"))
            place = f"the cache of {'sheet ' + source if source else 'a pivot table'}, {records} records"
            yield Trace(PIVOT, place, _values(root), Verdict.BLOCK if records else Verdict.REVIEW)
        elif re.fullmatch(r"xl/slicerCaches/[^/]+\.xml", name):
            yield Trace(PIVOT, f"the slicer {name.rpartition('/')[2]}", _values(xml(archive, name, where)))
        elif re.fullmatch(r"xl/model/item.*\.data", name):
            yield Trace(PIVOT, "the data model", "", Verdict.BLOCK)


def _values(root: Node | None) -> str:
    return "\n".join(attribute(one, "v") for one in under(root, "s"))[:100_000]


def _comments(archive: zipfile.ZipFile, where: str, book: Book) -> Iterator[Trace]:
    sheets = {
        target: sheet.name
        for sheet in book.sheets
        for _, kind, target, _ in relations(archive, sheet.part, where)
        if kind in {"comments", "threadedComment"}
    }
    people = {
        attribute(one, "id"): attribute(one, "displayName")
        for name in archive.namelist()
        if name.startswith("xl/persons/")
        for one in under(xml(archive, name, where), "person")
    }
    for name in archive.namelist():
        if re.search(r"xl/(?:threadedComments/|comments)[^/]*\.xml$|xl/comments/[^/]+\.xml$", name):
            root = xml(archive, name, where)
            authors = ["".join(one.itertext()) for one in under(root, "author")]
            for one in under(root, "comment", "threadedComment"):
                number = attribute(one, "authorId")
                listed = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
                by = people.get(attribute(one, "personId"), "" if listed.startswith("tc=") else listed)
                words = "".join(text.text or "" for text in under(one, "t", "text"))
                sheet = sheets.get(name, "")
                place = (
                    f"{f'sheet {sheet}, ' if sheet else ''}cell {attribute(one, 'ref')}{f' by {by[:60]}' if by else ''}"
                )
                yield Trace(COMMENT, place, words)


def _others(archive: zipfile.ZipFile, where: str) -> Iterator[Trace]:
    changed = False
    for name in archive.namelist():
        if re.fullmatch(r"xl/externalLinks/externalLink\d*\.xml", name):
            root = xml(archive, name, where)
            words = "\n".join(one.text or "" for one in under(root, "v"))
            yield Trace(_OUTSIDE, f"{name.rpartition('/')[2]}, with {len(words.split())} values", words)
        elif name == "xl/connections.xml":
            for one in under(xml(archive, name, where), "connection"):
                yield Trace(_OUTSIDE, f"connection {attribute(one, 'name')}")
        elif name.startswith(_BEHIND) and name.endswith(".xml") and not changed:
            changed = True
            records = [one.text or "" for one in under(xml(archive, name, where), "v", "t")]
            yield Trace(TRACKED, "", "\n".join(records))
