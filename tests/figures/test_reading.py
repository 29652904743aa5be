"""Reading tables: layouts recognised, every cell understood or refused by its address."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures.reading import sheets
from assistant.figures.reading.block import find_blocks
from assistant.figures.reading.cells import is_total, parse_cell
from assistant.figures.reading.layouts import arrange_block
from assistant.figures.reading.sheet_marks import Area
from assistant.figures.reading.sheets import Grid
from assistant.figures.suppression.totals import check_totals
from assistant.figures.tables import ReadOptions, Table, read_table, read_tables


def read(folder: Path, text: str, name: str = "t.csv", **options: object) -> Table:
    (folder / name).write_text(text, "utf-8")
    return read_table(folder / name, ReadOptions(**options))  # type: ignore[arg-type]


def values(table: Table) -> dict[tuple[str, ...], int | None]:
    return {key: None if count is None else count.value for key, count in table.cells.items()}


LAYOUTS = [
    ("crosstab", "Region,2023,2024\nNorth,12,30\nSouth,9,41\n", "crosstab", ["Region", "column"]),
    ("crosstab with totals", "Region,2023,Total\nNorth,12,12\nTotal,12,12\n", "crosstab", ["Region", "column"]),
    ("corner that names both", "Region / Year,2023,2024\nNorth,12,30\n", "crosstab", ["Region", "Year"]),
    ("corner without a name", ",2023,2024\nNorth,12,30\n", "crosstab", ["row", "column"]),
    ("a name above the columns", ",Year,\nRegion,2023,2024\nNorth,12,30\n", "crosstab", ["Region", "Year"]),
    ("one column of counts is one-way", "Region,Arrests\nNorth,12\nSouth,9\n", "long", ["Region"]),
    (
        "one column, of a year that is worth keeping",
        "Region,2023\nNorth,12\nSouth,9\n",
        "crosstab",
        ["Region", "column"],
    ),
    ("long", "Region,Year,Count\nNorth,2023,12\nNorth,2024,30\n", "long", ["Region", "Year"]),
    ("long with text categories", "Region,Sex,People\nNorth,F,12\nSouth,M,30\n", "long", ["Region", "Sex"]),
    ("long, three ways", "Region,Year,Sex,Count\nN,2023,F,12\nN,2024,M,30\n", "long", ["Region", "Year", "Sex"]),
    (
        "title and note",
        "Arrests in 2024\n\nRegion,2023,2024\nNorth,12,30\n\nNote: provisional\n",
        "crosstab",
        ["Region", "column"],
    ),
    ("semicolons", "Region;2023;2024\nNorth;12;30\n", "crosstab", ["Region", "column"]),
    ("byte order mark", "\ufeffRegion,2023,2024\nNorth,12,30\n", "crosstab", ["Region", "column"]),
]


@pytest.mark.parametrize(("why", "text", "layout", "dimensions"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_the_layout_is_recognised(why: str, text: str, layout: str, dimensions: list[str], tmp_path: Path) -> None:
    table = read(tmp_path, text)
    assert table.layout == layout
    assert [d.name for d in table.dimensions] == dimensions


def test_records_are_counted_with_every_margin(tmp_path: Path) -> None:
    table = read(tmp_path, "Area,Sex\nN,F\nN,M\nN,M\nS,F\n", layout="records", by=("Area", "Sex"))
    assert values(table) == {
        ("N", "F"): 1, ("N", "M"): 2, ("N", "Total"): 3,
        ("S", "F"): 1, ("S", "M"): 0, ("S", "Total"): 1,
        ("Total", "F"): 2, ("Total", "M"): 2, ("Total", "Total"): 4,
    }  # fmt: skip


UNDERSTOOD = [
    ("12", 12), ("1,234", 1234), ("1 234", 1234), (" 7 ", 7), ("12.0", 12), ("0", 0),
    ("<5", None), ("*", None), ("[c]", None), ("c", None), ("..", None), ("fewer than 5", None), ("**", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_a_cell_is_understood(text: str, value: int | None) -> None:
    count = parse_cell(text, "B2", "people")
    assert (None if count is None else count.value) == value


REFUSED = ["", "-", "n/a", "nil", "-3", "2.5", "NaN", "inf", "1e30", "twelve", "12 (est)", "1,23"]


@pytest.mark.parametrize("text", REFUSED)
def test_a_cell_is_refused_by_its_address(text: str) -> None:
    with pytest.raises(TableError, match="B2"):
        parse_cell(text, "t.csv, cell B2", "people")


WRONG = [
    ("empty", "", "no table"),
    ("labels only", "Region,2023,2024\n", "no figures under"),
    ("no figures", "Name,Colour,Size\nA,red,big\nB,blue,small\n", "no figures"),
    ("a row too short", "Region,2023,2024\nNorth,12\n", "row 2"),
    ("a row too long", "Region,2023,2024\nNorth,12,30,9\n", "row 2"),
    ("a label twice", "Region,2023,2024\nNorth,12,30\nNorth,9,41\n", "'North' occurs twice"),
    ("two totals", "Region,2023,2024\nNorth,12,30\nTotal,12,30\nAll,12,30\n", "two totals"),
    ("a total that is off", "Region,2023,2024,Total\nNorth,12,30,43\n", "1 too high"),
    ("a column total that is off", "Region,2023,2024\nNorth,12,30\nSouth,8,9\nTotal,20,38\n", "column 2024"),
    ("an empty cell", "Region,2023,2024\nNorth,12,\n", "cell C2"),
    (
        "parts beyond a total, one of them hidden",
        "Region,2023,2024,Total\nNorth,12,[c],9\n",
        "more than their total by 3",
    ),
    ("two totals in a list", "Region,Count\nNorth,12\nTotal,12\nAll,12\n", "two totals"),
    ("a negative count", "Region,2023,2024\nNorth,12,-4\n", "cell C2"),
    ("a share", "Region,2023,2024\nNorth,12,0.5\n", "cell C2"),
    ("records with nothing to count by", "Name,Colour\nA,red\nB,blue\n", "--records --by"),
    ("a missing label", "Region,2023,2024\n,12,30\n", "label is missing"),
    ("two tables", "A,2023,2024\nN,12,30\n\nB,2023,2024\nS,9,41\n", "2 tables: 1 '' .A1 to C2.; 2 '' .A4 to C5."),
    ("rows after a gap that could be a header", "A,X,Y,Z\nN,7,8,8\n\nB,1,2,3\nS,9,4,1\n", "not plain whether a second"),
    ("a row after a gap with a bad cell", "A,2023,2024\nN,1,2\n\nS,12 (est),3\nE,4,5\n", "not plain whether a second"),
    (
        "counts beside the column that is named so",
        "Region,Arrests,Complaints\nN,12,3\nN,4,5\n",
        "more than one column could be the counts",
    ),
    ("counts where labels should be", "North,12,30\nSouth,9,41\n", "figures where the labels"),
    ("a bad cell in the first column of counts", "Region,2023,2024\nN,12 (est),30\nS,9,41\n", "cell B2"),
    ("an upper line without marks", ",2023,,2024\nRegion,Q1,Q2,Q1\nN,1,2,3\n", "which label this column stands under"),
    ("groups of rows that differ", "R,Ward,X,Y\nN,A,1,2\n,B,3,4\nS,C,5,6\n,D,7,8\n", "cell A3: a label is missing"),
    ("a huge count", "Region,2023\nNorth,1e30\n", "not one that a count can be"),
    ("a count that is no number", "Region,2023\nNorth,NaN\n", "not one that a count can be"),
    ("a count without end", "Region,2023\nNorth,inf\n", "not one that a count can be"),
    ("two rows alike", "R,Sex,X,Y\nN,F,1,2\nN,F,3,4\n", "occurs twice"),
    ("too many columns", "R" + ",X" * 5000 + "\nN" + ",1" * 5000 + "\n", "more than 1,000 columns"),
    ("only what does not count", "Region,%\nN,20%\nS,80%\n", "no figures"),
]


@pytest.mark.parametrize(("why", "text", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_named_with_its_place(why: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read(tmp_path, text)
    assert "t.csv" in str(caught.value)


def test_an_error_never_tells_a_count(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, "Region,2023,2024,Total\nNorth,3,4417,9000\n")
    assert "4417" not in str(caught.value)
    assert "3" not in str(caught.value).replace("2023", "")


def test_a_table_and_its_counts_have_no_text_form_with_figures(tmp_path: Path) -> None:
    table = read(tmp_path, "Region,2023,2024\nNorth,4417,30\n")
    assert "4417" not in repr(table)
    assert "4417" not in table.shape_in_words()
    count = table.cells["North", "2023"]
    assert "4417" not in f"{count!r} {count!s}"
    with pytest.raises(TypeError, match="protect"):
        f"{count}"


def test_a_workbook_is_read_and_a_hidden_sheet_only_when_named(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Notes"
    data = book.create_sheet("Data")
    for row in [["Region", 2023, 2024], ["North", 12, "1,030"], ["South", 9, 41]]:
        data.append(row)
    secret = book.create_sheet("Raw")
    secret.append(["Region", "Count"])
    secret.append(["North", 77])
    secret.sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    assert values(read_table(tmp_path / "t.xlsx"))["North", "2024"] == 1030
    assert values(read_table(tmp_path / "t.xlsx", ReadOptions(sheet="Raw")))["North",] == 77
    with pytest.raises(TableError, match="no sheet 'Nowhere'"):
        read_table(tmp_path / "t.xlsx", ReadOptions(sheet="Nowhere"))


def test_two_hundred_thousand_records_are_counted(tmp_path: Path) -> None:
    text = "Area,Year\n" + "".join(f"A{i % 40},{2015 + i % 10}\n" for i in range(200_000))
    table = read(tmp_path, text, layout="records", by=("Area", "Year"))
    assert values(table)["Total", "Total"] == 200_000


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    with pytest.raises(TableError, match="unpacks to more"):
        read_table(tmp_path / "t.xlsx")


def test_another_encoding_is_detected(tmp_path: Path) -> None:
    text = "Région,2023,2024\nÎle-de-France,12,30\nRhône,9,41\nFinistère,10,11\n"
    (tmp_path / "t.csv").write_bytes(text.encode("cp1252"))
    assert read_table(tmp_path / "t.csv").dimensions[0].name == "Région"


def test_every_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["About this file"])
    for year in (2023, 2024):
        sheet = book.create_sheet(str(year))
        sheet.append(["Region", "Count"])
        sheet.append(["North", year])
    book.save(tmp_path / "t.xlsx")
    assert [values(table) for table in read_tables(tmp_path / "t.xlsx")] == [{("North",): 2023}, {("North",): 2024}]


def test_a_grand_total_over_cells_without_other_totals_is_known_to_add_up(tmp_path: Path) -> None:
    text = "Region,Year,Count\nN,2023,12\nN,2024,13\nS,2023,14\nS,2024,15\nTotal,Total,{}\n"
    assert values(read(tmp_path, text.format(54)))["Total", "Total"] == 54
    with pytest.raises(TableError, match="1 too high"):
        read(tmp_path, text.format(55))


@pytest.mark.parametrize("name", ["t.xlsx", "t.ods", "t.xls", "t.pdf", "t"])
def test_a_file_of_another_kind_or_damaged_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04not a workbook")
    with pytest.raises(TableError, match=r"damaged|cannot be read from"):
        read_table(tmp_path / name)


@given(st.text(max_size=20))
def test_any_cell_is_a_count_hidden_or_refused(text: str) -> None:
    try:
        count = parse_cell(text, "here", "people")
    except TableError:
        return
    assert count is None or count.value >= 0


@pytest.mark.parametrize(
    ("label", "margin"),
    [
        ("Total", True),
        ("ALL", True),
        ("Grand total", True),
        ("sum", True),
        ("Allerton", False),
        ("Totally", False),
        ("Summer", False),
    ],
)
def test_a_margin_is_known_by_its_label(label: str, margin: bool) -> None:
    assert is_total(label) is margin


# --- several tables


def read_all(folder: Path, text: str, **options: object) -> tuple[Table, ...]:
    (folder / "t.csv").write_text(text, "utf-8")
    return read_tables(folder / "t.csv", ReadOptions(**options))  # type: ignore[arg-type]


TABLES = [
    (
        "one under another, each with its title and note",
        "Table 1: Arrests\nR,2023,2024\nN,1,2\n\nNote: provisional\n\nTable 2: Deaths\nR,2023,2024\nS,3,4\n",
        [("Table 1: Arrests", "A2 to C3"), ("Table 2: Deaths", "A8 to C9")],
    ),
    (
        "side by side, one longer than the other",
        "Arrests,,,,Deaths,\nR,2023,2024,,R,2023\nN,1,2,,N,5\nS,3,4,,S,6\n,,,,E,9\n",
        [("Arrests", "A2 to C4"), ("Deaths", "E2 to F5")],
    ),
    ("an empty column inside a table", "R,,2023,2024\nN,,1,2\nS,,3,4\n", [("", "A1 to D3")]),
    ("an empty row before the total", "R,2023,2024\nN,1,2\nS,3,4\n\nTotal,4,6\n", [("", "A1 to C5")]),
    ("an empty row under the header", "R,2023,2024\n\nN,1,2\n", [("", "A1 to C3")]),
    ("notes of several cells", "R,2023,2024\nN,1,2\n\nSource:,MIS,2024\n", [("", "A1 to C2")]),
    ("words above", "Contact:,FOI\n\nArrests\nR,2023,2024\nN,1,2\n", [("Arrests", "A4 to C5")]),
]


@pytest.mark.parametrize(("why", "text", "found"), TABLES, ids=[row[0] for row in TABLES])
def test_every_table_of_a_sheet_is_found(why: str, text: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    assert [(table.title, table.place) for table in read_all(tmp_path, text)] == found


def test_one_of_several_tables_is_named_by_its_number(tmp_path: Path) -> None:
    text = "A,2023,2024\nN,12,30\n\nB,2023,2024\nS,9,41\n"
    assert values(read(tmp_path, text, table=2)) == {("S", "2023"): 9, ("S", "2024"): 41}
    with pytest.raises(TableError, match="no table 3"):
        read(tmp_path, text, table=3)


# --- headers and row labels of two levels


LEVELS = [
    (
        "two years over two quarters cross",
        ",2023,,2024,\nRegion,Q1,Q2,Q1,Q2\nN,1,2,3,4\n",
        {("N", "2023", "Q1"): 1, ("N", "2023", "Q2"): 2, ("N", "2024", "Q1"): 3, ("N", "2024", "Q2"): 4},
    ),
    (
        "a total under each and one over all",
        ",2023,,,2024,,,Total\nRegion,Q1,Q2,Total,Q1,Q2,Total,\nN,1,2,3,3,4,7,10\n",
        {
            ("N", "2023", "Q1"): 1, ("N", "2023", "Q2"): 2, ("N", "2023", "Total"): 3, ("N", "2024", "Q1"): 3,
            ("N", "2024", "Q2"): 4, ("N", "2024", "Total"): 7, ("N", "Total", "Total"): 10,
        },
    ),
    (
        "a number and a share under each year",
        ",2023,,2024,\nRegion,Number,%,Number,%\nN,1,20%,3,40%\nS,4,80%,2,60%\n",
        {("N", "2023"): 1, ("N", "2024"): 3, ("S", "2023"): 4, ("S", "2024"): 2},
    ),
    (
        "two columns of row labels, blank under a group",
        "Region,Sex,2023,2024\nN,F,1,2\n,M,3,4\nTotal,,4,6\n",
        {
            ("N", "F", "2023"): 1, ("N", "F", "2024"): 2, ("N", "M", "2023"): 3, ("N", "M", "2024"): 4,
            ("Total", "Total", "2023"): 4, ("Total", "Total", "2024"): 6,
        },
    ),
    (
        "wards that stand in one region each are joined to it",
        "Region,Ward,X,Y\nN,A,1,2\nN,B,3,4\nN,Total,4,6\nS,C,5,6\n",
        {
            ("N A", "X"): 1, ("N A", "Y"): 2, ("N B", "X"): 3, ("N B", "Y"): 4,
            ("N Total", "X"): 4, ("N Total", "Y"): 6, ("S C", "X"): 5, ("S C", "Y"): 6,
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "cells"), LEVELS, ids=[row[0] for row in LEVELS])
def test_labels_of_two_levels_cross_or_are_joined(
    why: str, text: str, cells: dict[tuple[str, ...], int], tmp_path: Path
) -> None:
    assert values(read(tmp_path, text)) == cells


def test_merged_cells_of_a_workbook_are_filled_from_their_first(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    rows = [
        ["Arrests by quarter"], [], ["Region", "Ward", "2023", None, "2024"], [None, None, "Q1", "Q2", "Q1"],
        ["North", "A", 1, 2, 3], [None, "B", 4, 5, 6], ["South", "C", 7, 8, 9], ["Total", None, 12, 15, 18],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for area in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "A5:A6", "A8:B8"):
        sheet.merge_cells(area)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert table.title == "Arrests by quarter"
    assert [d.name for d in table.dimensions] == ["Region Ward", "column"]
    assert table.dimensions[0].categories == ("North A", "North B", "South C")
    assert table.dimensions[1].categories == ("2023 Q1", "2023 Q2", "2024 Q1")
    assert values(table)["North B", "2024 Q1"] == 6


# --- what is hidden


def hidden_book(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in [["Region", 2022, 2023], ["North", 1, 12], ["East", 2, 9], ["South", 3, 7], ["Total", 6, 28]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[90].hidden = True  # with nothing in it
    book.create_sheet("Raw").sheet_state = "hidden"
    book.save(path)


def test_hidden_rows_and_columns_are_left_out_and_reported(tmp_path: Path) -> None:
    hidden_book(tmp_path / "t.xlsx")
    with pytest.raises(
        TableError, match=r"cell C5.*9 too high.*\n.*Hidden row 3 and column B of sheet Data were left"
    ) as off:
        read_table(tmp_path / "t.xlsx")
    assert "--hidden reads them" in off.value.todo
    table = read_table(tmp_path / "t.xlsx", ReadOptions(hidden=True))
    assert values(table)["East", "2022"] == 2
    assert table.remarks == ("Hidden sheet Raw was not read; name it with --sheet.",)


def test_cells_keep_their_addresses_beside_hidden_ones(tmp_path: Path) -> None:
    hidden_book(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx", ReadOptions(trust_cells=True))
    assert table.place == "sheet Data, A1 to C5"
    count = table.cells["South", "2023"]
    assert count is not None
    assert count.where == "t.xlsx, sheet Data, cell C4"
    assert table.remarks[0].startswith("Hidden row 3 and column B")
    assert "column 2023 (cell C5) was 9 too high" in table.remarks[-1]


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="A &amp; B">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", _ODS.format("".join(rows)))
    return path


def ods_row(*cells: str | int | None, marks: str = "", first: str = "") -> str:
    made = []
    for n, cell in enumerate(cells):
        marked = first if n == 0 else ""
        if cell is None:
            made.append("<table:covered-table-cell/>")
        elif isinstance(cell, int):
            made.append(
                f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>x</text:p></table:table-cell>'
            )
        else:
            made.append(
                f'<table:table-cell {marked} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            )
    return f"<table:table-row {marks}>{''.join(made)}</table:table-row>"


def test_an_ods_file_is_read_with_its_hidden_and_merged_parts(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "t.ods",
        '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>',
        ods_row("Region", "Sex", "2023", "2024"),
        ods_row("North", "F", 12, 1, first='table:number-rows-spanned="2"'),
        ods_row(None, "M", "'57", 2),
        ods_row("Old", "F", 5, 5, marks='table:visibility="filter" table:number-rows-repeated="2"'),
        ods_row("South", "F", "1,234", 3, first='table:number-rows-spanned="2"'),
        ods_row(None, "M", "[c]", 4),
    )
    table = read_table(path)
    assert values(table) == {("North", "F"): 12, ("North", "M"): 57, ("South", "F"): 1234, ("South", "M"): None}
    assert table.remarks == ("Hidden rows 4 and 5 and column D of sheet A & B were left out; --hidden reads them.",)


# --- what does not count


ASIDE = [
    ("by its heading", "Region,2023,2024,Change (%)\nN,10,20,100\nS,5,5,0\n", {("N",): "100", ("S",): "0"}),
    ("by its percent signs", "Region,2023,2024,Part\nN,10,20,75%\nS,5,5,25%\n", {("N",): "75%", ("S",): "25%"}),
    ("by its fractions", "Region,2023,2024,Score\nN,10,20,0.5\nS,5,5,2.5\n", {("N",): "0.5", ("S",): "2.5"}),
    ("in a long table", "Region,Year,Count,Rate\nN,2023,1,9\nN,2024,2,8\n", {("N", "2023"): "9", ("N", "2024"): "8"}),
    ("beside a margin", "Region,Count,%\nN,10,100\nTotal,10,100\n", {("N",): "100", ("Total",): "100"}),
    ("a word that the total does not count", "R,X,Y,Change,Total\nN,1,2,1,3\n", {("N",): "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "texts"), ASIDE, ids=[row[0] for row in ASIDE])
def test_a_column_that_does_not_count_is_kept_apart(
    why: str, text: str, texts: dict[tuple[str, ...], str], tmp_path: Path
) -> None:
    table = read(tmp_path, text)
    assert [dict(one.texts) for one in table.aside] == [texts]
    assert "100" not in repr(table.aside)
    assert any("holds no counts" in remark for remark in table.remarks)


COUNTED = [
    ("a word that the total counts", "R,New,Change,Total\nN,1,2,3\nS,4,5,9\n", ("New", "Change")),
    ("a change of something", "R,New,Change of address\nN,1,2\n", ("New", "Change of address")),
    ("a name with a telling word in it", "R,Business rates,Shared care\nN,1,2\n", ("Business rates", "Shared care")),
]


@pytest.mark.parametrize(("why", "text", "kept"), COUNTED, ids=[row[0] for row in COUNTED])
def test_a_column_that_counts_stays(why: str, text: str, kept: tuple[str, ...], tmp_path: Path) -> None:
    table = read(tmp_path, text)
    assert table.dimensions[1].categories == kept
    assert not table.aside


def test_a_row_that_does_not_count_is_kept_apart(tmp_path: Path) -> None:
    table = read(tmp_path, "Region,2023,2024\nN,10,30\nTotal,10,30\n% of all,25%,75%\n")
    assert [(one.name, dict(one.texts)) for one in table.aside_rows] == [
        ("% of all", {("2023",): "25%", ("2024",): "75%"})
    ]
    assert table.aside_rows[0].places["2023",] == "t.csv, cell B4"


# --- what is too large


def test_a_cell_in_the_last_corner_of_a_sheet_takes_no_memory(tmp_path: Path) -> None:
    from openpyxl import Workbook

    for corner, said in (("XFD1048576", "more than 1,000 columns"), ("CV1048576", "more cells")):
        book = Workbook()
        book.active["A1"] = 1
        book.active[corner] = 2
        book.save(tmp_path / "t.xlsx")
        with pytest.raises(TableError, match=said):
            read_table(tmp_path / "t.xlsx")


def test_repeated_cells_take_no_memory(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="900" office:value-type="float" office:value="3"/></table:table-row>'
    with pytest.raises(TableError, match="more cells"):
        read_table(ods(tmp_path / "t.ods", row))


def test_a_part_that_is_larger_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2_000_000)
    raw = (tmp_path / "t.xlsx").read_bytes()
    (tmp_path / "t.xlsx").write_bytes(raw.replace((2_000_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little")))
    with pytest.raises(TableError, match="damaged"):
        read_table(tmp_path / "t.xlsx")


words = st.sampled_from(
    ["", "", "N", "Total", "2023", "2024", "3", "12", "45%", "0.5", "[c]", "-", "Note: x", "Rate", "N total"]
)


@given(st.lists(st.lists(words, max_size=6), max_size=9), st.booleans(), st.lists(st.integers(0, 5), max_size=4))
def test_any_grid_is_read_or_refused(rows: list[list[str]], trusted: bool, corners: list[int]) -> None:
    merged = (Area(corners[0], corners[1], *map(max, corners[:2], corners[2:])),) if len(corners) == 4 else ()
    grid = Grid("t.csv", "", tuple(map(tuple, rows)), merged=merged)
    try:
        tables = [arrange_block(block, ReadOptions(trust_cells=trusted)) for block in find_blocks(grid)]
    except TableError:
        return
    for table in tables:
        check_totals(table)
        assert all(len(key) == len(table.dimensions) for key in table.cells)
