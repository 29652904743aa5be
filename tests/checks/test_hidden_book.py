"""What a workbook holds and its sheets do not show: hits, and beside each what only looks like one."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from assistant.checks.hidden import hidden_content
from assistant.reading import read_text

Book = openpyxl.Workbook


def _sheet(book: Book) -> None:
    sheet = book.create_sheet("Raw")
    for row in (["Area", "Officers dismissed"], ["North", 3]):
        sheet.append(row)
    sheet.sheet_state = "veryHidden"


def _lists(book: Book) -> None:
    book.create_sheet("Lists").append(["Yes", "No"])
    book["Lists"].sheet_state = "hidden"


def _ordered(book: Book) -> None:
    for row in (["Order", "Choice"], [1, "Yes"], [2, "No"]):
        book["Lists"].append(row) if "Lists" in book.sheetnames else book.create_sheet("Lists").append(row)
    book["Lists"].sheet_state = "hidden"


def _empty_sheet(book: Book) -> None:
    book.create_sheet("Other").append(["We hold this information."])


def _row(book: Book) -> None:
    book["Data"].append(["West", 3])
    book["Data"].row_dimensions[4].hidden = True


def _large_row(book: Book) -> None:
    book["Data"].row_dimensions[3].hidden = True


def _empty_row(book: Book) -> None:
    book["Data"].row_dimensions[90].hidden = True


def _column(book: Book) -> None:
    book["Data"]["D1"], book["Data"]["D2"] = "Officers named", 3
    book["Data"].column_dimensions["D"].hidden = True


def _comment(book: Book) -> None:
    book["Data"]["B2"].comment = Comment("it was 3 officers", "A. Officer")


def _name(book: Book) -> None:
    book.defined_names["Low"] = DefinedName("Low", attr_text="3")


def _plain_name(book: Book) -> None:
    book.defined_names["Areas"] = DefinedName("Areas", attr_text="Data!$A$2:$A$3")


def _blank(book: Book) -> None:
    book["Data"]["B2"] = 3
    book["Data"]["B2"].number_format = ";;;"


def _mark_by_format(book: Book) -> None:
    book["Data"]["B2"] = 3
    book["Data"]["B2"].number_format = '[<5]"[c]";0'


def _plain_format(book: Book) -> None:
    book["Data"]["B2"].number_format = "#,##0;[Red]-#,##0;0"


def _white(book: Book) -> None:
    book["Data"]["C2"] = "checked against the register"
    book["Data"]["C2"].font = Font(color="FFFFFFFF")


def _dark_header(book: Book) -> None:
    for cell in book["Data"][1]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864")


def _black(book: Book) -> None:
    book["Data"]["B2"].fill = PatternFill("solid", fgColor="FF000000")


def _author(book: Book) -> None:
    book.properties.creator = "Chris Otherman"


BOOKS: list[tuple[str, Callable[[Book], None], dict[str, str]]] = [
    ("nothing hidden", lambda _book: None, {}),
    ("a very hidden sheet with a low count", _sheet, {"hidden.sheet": "block"}),
    ("a hidden sheet of choices", _lists, {"hidden.sheet": "review"}),
    ("another sheet that is seen", _empty_sheet, {}),
    ("a hidden row with a low count", _row, {"hidden.row": "block"}),
    ("a hidden row without", _large_row, {"hidden.row": "review"}),
    ("a hidden sheet with an order of choices", _ordered, {"hidden.sheet": "review"}),
    ("a hidden row with nothing in it", _empty_row, {}),
    ("a hidden column with a low count", _column, {"hidden.row": "block"}),
    ("a comment", _comment, {"hidden.comment": "block"}),
    ("a name that holds a number", _name, {"hidden.name": "block"}),
    ("a name for a range that is seen", _plain_name, {}),
    ("a format that shows nothing", _blank, {"hidden.text": "block"}),
    ("a format that shows a mark for low numbers", _mark_by_format, {"hidden.text": "block"}),
    ("a plain format", _plain_format, {}),
    ("white letters", _white, {"hidden.text": "review"}),
    ("white letters on a dark header", _dark_header, {}),
    ("black on black", _black, {"hidden.text": "review"}),
    ("an author", _author, {"hidden.metadata": "review"}),
]


@pytest.mark.parametrize(("why", "change", "expected"), BOOKS, ids=[row[0] for row in BOOKS])
def test_what_a_workbook_hides(
    why: str, change: Callable[[Book], None], expected: dict[str, str], tmp_path: Path
) -> None:
    assert found(workbook(tmp_path, change)) == expected


def workbook(tmp_path: Path, change: Callable[[Book], None] = lambda _book: None) -> Path:
    book = Book()
    book.properties.creator = "openpyxl"
    sheet = book.active
    sheet.title = "Data"
    for row in (["Area", "2023"], ["North", 57], ["South", 61]):
        sheet.append(row)
    change(book)
    path = tmp_path / "data.xlsx"
    book.save(path)
    return path


def found(path: Path) -> dict[str, str]:
    return {one.code: one.verdict.word for one in hidden_content(path, None, read_text(path))}


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheRecords" Target="records.xml"/></Relationships>'
)
CACHE = f'<pivotCacheDefinition {S}><cacheSource><worksheetSource sheet="Raw"/></cacheSource></pivotCacheDefinition>'
PARTS: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "a pivot table's records",
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": CACHE,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": RELS,
            "xl/pivotCache/records.xml": f"<pivotCacheRecords {S}><r><n v='57'/></r></pivotCacheRecords>",
        },
        {"hidden.pivot": "block"},
    ),
    ("a pivot table without records", {"xl/pivotCache/pivotCacheDefinition1.xml": CACHE}, {"hidden.pivot": "review"}),
    ("a data model", {"xl/model/item.data": "x"}, {"hidden.pivot": "block"}),
    (
        "values of another workbook",
        {"xl/externalLinks/externalLink1.xml": f"<externalLink {S}><v>57</v></externalLink>"},
        {"hidden.link": "review"},
    ),
    (
        "a record of changes",
        {"xl/revisions/revisionLog1.xml": f"<revisions {S}><rcc><oc><v>3</v></oc></rcc></revisions>"},
        {"hidden.tracked": "block"},
    ),
    ("an embedded object", {"xl/embeddings/oleObject1.bin": "x"}, {"hidden.embedded": "review"}),
]


@pytest.mark.parametrize(("why", "parts", "expected"), PARTS, ids=[row[0] for row in PARTS])
def test_what_other_parts_hide(why: str, parts: dict[str, str], expected: dict[str, str], tmp_path: Path) -> None:
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert found(path) == expected


def test_a_row_of_no_height_is_hidden(tmp_path: Path) -> None:
    source = workbook(tmp_path)
    path = tmp_path / "flat.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"'))
    assert found(path) == {"hidden.row": "review"}
    assert "South" not in read_text(path)


def test_a_workbook_is_read_as_a_letter_without_what_it_hides(tmp_path: Path) -> None:
    text = read_text(workbook(tmp_path, _sheet))
    assert "| North | 57 |" in text
    assert "dismissed" not in text


def test_a_finding_names_the_sheet_and_cell(tmp_path: Path) -> None:
    (one,) = hidden_content(workbook(tmp_path, _comment))
    assert "sheet Data, cell B2 by A. Officer" in one.message
    assert "3" not in one.quote
