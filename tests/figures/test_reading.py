"""Reading tables: layouts recognised, every cell understood or refused by its address."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures import sheets
from assistant.figures.cells import is_total, parse_cell
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
    ("a second table", "A,2023,2024\nN,12,30\n\nB,2023,2024\nS,9,41\n", "second table"),
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
