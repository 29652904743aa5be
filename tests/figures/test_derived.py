"""What columns beside the counts say, and figures that are worked out anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.errors import TableError
from assistant.figures.attack.published import Sheet
from assistant.figures.beside_counts.columns import across, printed, statements_of
from assistant.figures.beside_counts.derived import recognise
from assistant.figures.beside_counts.sayable import what_may_be_said
from assistant.figures.beside_counts.wished import computed
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key, Subtotal, Table, read_table

YEARS = {"2023": (57, 3, 72), "2024": (60, 10, 36)}
PLACES = ("North", "East", "West")


@dataclass(frozen=True)
class Put:
    """A column as the reading puts it aside."""

    name: str
    texts: Mapping[Key, str] = field(hash=False)
    places: Mapping[Key, str] = field(default_factory=dict, hash=False)


def crosstab(*, hidden: Sequence[Key] = (), layout: str = "crosstab") -> Table:
    dimensions = (Dimension("Region", PLACES), Dimension("Year", tuple(YEARS)))
    counts = {(place, year): YEARS[year][n] for n, place in enumerate(PLACES) for year in YEARS}
    cells: dict[Key, Count | None] = {}
    for key in product((*PLACES, TOTAL), (*YEARS, TOTAL)):
        value = sum(v for k, v in counts.items() if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True)))
        cells[key] = None if key in hidden else Count(" ".join(key), value)
    return Table("", "t.csv", layout, "people", dimensions, cells)  # type: ignore[arg-type]


def aside(name: str, *texts: str, total: str | None = None) -> Put:
    rows = {(place,): text for place, text in zip(PLACES, texts, strict=True)}
    rows |= {} if total is None else {(TOTAL,): total}
    return Put(name, rows, {row: f"t.csv, {row[0]}" for row in rows})


POPULATION = aside("Population (mid-2023)", "40,000", "12,000", "50,000", total="102000")
# North 117, East 13, West 108 of 238 in both years.
READ = [
    ("share of all", aside("% of total", "49.2%", "5.5%", "45.4%", total="100%"), "share", TOTAL, ("Total", TOTAL)),
    ("share without its sign", aside("Percentage", "49.2", "5.5", "45.4"), "share", TOTAL, ("Total", TOTAL)),
    ("a proportion", aside("Proportion", "0.492", "0.055", "0.454"), "share", TOTAL, ("Total", TOTAL)),
    ("each to its own decimals", aside("%", "49.2", "5.46", "45"), "share", TOTAL, ("Total", TOTAL)),
    ("share of a year", aside("% in 2024", "56.6", "9.4", "34.0"), "share", "2024", ("Total", "2024")),
    ("share of the row", aside("2024 as % of row", "51", "77", "33"), "share", "2024", ("North", TOTAL)),
    ("change", aside("% change 2023 to 2024", "5.3", "+233.3", "-50"), "change", "2024", ("North", "2023")),
    ("change with its sign", aside("Change", "5%", "233%", "−50%"), "change", "2024", ("North", "2023")),
    ("difference", aside("Change 2023-2024", "3", "7", "-36"), "difference", "2024", ("North", "2023")),
    ("rate", aside("Rate per 1,000", "2.9", "1.1", "2.2"), "rate", TOTAL, None),
    ("rate of a year", aside("2023 per 100,000 residents", "142.5", "25.0", "144"), "rate", "2023", None),
    ("mean", aside("Mean age", "34.3", "41.0", "38"), "mean", TOTAL, None),
    ("mean of a year", aside("Median age, 2023", "34", "41", "38"), "median", "2023", None),
    ("rank", aside("Rank", "1", "3", "2"), "rank", TOTAL, None),
]


@pytest.mark.parametrize(("why", "column", "kind", "label", "base"), READ, ids=[row[0] for row in READ])
def test_what_a_column_says(why: str, column: Put, kind: str, label: str, base: Key | None) -> None:
    _, read = recognise(crosstab(), [POPULATION, column])
    first = next(iter(read.statements.values()))
    assert (first.kind, first.of, first.base) == (kind, ("North", label), base)
    if kind == "rate":
        assert first.population == 40_000


UNREAD = [
    ("one figure is wrong", aside("% of total", "49.2", "5.6", "45.4"), "matches no share"),
    ("a rate without a population", aside("Rate per 1,000", "2.9", "1.1", "2.2"), "matches no rate"),
    ("the header says nothing", aside("Notes", "49.2", "5.5", "45.4"), "not clear"),
    ("ranks of something else", aside("Rank", "1", "2", "3"), "matches no rank|not clear|no rank"),
    ("words with figures", aside("% of total", "49.2", "about 5", "45.4"), "not a number"),
]


@pytest.mark.parametrize(("why", "column", "said"), UNREAD, ids=[row[0] for row in UNREAD])
def test_a_column_that_is_not_understood_is_named(why: str, column: Put, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        recognise(crosstab(), [column])
    assert repr(column.name) in str(caught.value)
    assert "117" not in str(caught.value)


def test_a_column_of_two_readings_is_refused_unless_its_header_decides() -> None:
    """Every row is half in each year, so that the share of 2023 and that of 2024 are alike."""
    dimensions = (Dimension("Region", ("North", "East")), Dimension("Year", ("2023", "2024")))
    cells = {
        key: Count("", value)
        for key, value in zip(product(("North", "East"), ("2023", "2024")), (8, 8, 6, 6), strict=True)
    }
    cells |= {(place, TOTAL): Count("", value) for place, value in (("North", 16), ("East", 12))}
    raw = Table("", "t.csv", "crosstab", "people", dimensions, cells)
    rows = {("North",): "50", ("East",): "50"}
    with pytest.raises(TableError, match="more than one way"):
        recognise(raw, [Put("% of all", rows)])
    (read,) = recognise(raw, [Put("% in 2024", rows)])
    assert read.statements["East",].of == ("East", "2024")


def test_a_long_table_is_read_by_its_cells() -> None:
    raw = crosstab(layout="long")
    shares = {("North", "2023"): "43.2%", ("East", "2023"): "2.3%", ("West", "2024"): "34.0%", (TOTAL, TOTAL): "100%"}
    changes = {("North", "2023"): "-", ("North", "2024"): "3", ("West", "2024"): "-36"}
    read = recognise(raw, [Put("Share", shares), Put("Change", changes)])
    assert read[0].statements["West", "2024"].base == (TOTAL, "2024")
    assert read[1].statements["West", "2024"].base == ("West", "2023")
    assert ("North", "2023") not in read[1].statements


def test_a_share_within_a_subtotal() -> None:
    dimension = Dimension(
        "Month", ("Jan", "Feb", "Q1", "Apr", "Q2"), (Subtotal("Q1", ("Jan", "Feb")), Subtotal("Q2", ("Apr",)))
    )
    counts = {"Jan": 10, "Feb": 30, "Q1": 40, "Apr": 20, "Q2": 20, TOTAL: 60}
    raw = Table("", "t.csv", "long", "people", (dimension,), {(k,): Count("", v) for k, v in counts.items()})
    (read,) = recognise(raw, [Put("% of quarter", {("Jan",): "25", ("Feb",): "75", ("Apr",): "100"})])
    assert read.statements["Jan",].base == ("Q1",)


def test_a_share_of_what_the_file_hides_is_taken_on_trust_where_others_bear_it_out() -> None:
    raw = crosstab(hidden=[("East", "2023"), ("East", TOTAL), ("East", "2024")])
    (read,) = recognise(raw, [aside("% of total", "49.2", "5.5", "45.4")])
    assert read.statements["East",].of == ("East", TOTAL)
    with pytest.raises(TableError):
        recognise(crosstab(hidden=list(raw.cells)), [aside("% of total", "49.2", "5.5", "45.4")])


# --- printed


HIDDEN = frozenset({("East", "2023"), (TOTAL, "2023"), ("East", TOTAL), (TOTAL, TOTAL)})


def _printed(raw: Table, columns: Sequence[object], hidden: frozenset[Key] = HIDDEN) -> list[dict[Key, str]]:
    figures = {key: None if key in hidden or count is None else count.value for key, count in raw.cells.items()}
    secrets = {("East", "2023"): (1, 4)}
    said = what_may_be_said([Sheet(raw.dimensions, figures)], raw.cells, Policy(), statements_of(columns), secrets)  # type: ignore[arg-type]
    return [dict(one.texts) for one in printed(columns, said, figures, "[c]")]  # type: ignore[arg-type]


def test_columns_are_printed_with_the_one_mark() -> None:
    raw = crosstab()
    columns = recognise(
        raw, [POPULATION, aside("% change 2023 to 2024", "5.3", "233.3", "-50"), aside("Rank", "1", "3", "2")]
    )
    population, change, rank = _printed(raw, columns)
    assert population == POPULATION.texts
    assert change == {("North",): "up 5.3%", ("East",): "[c]", ("West",): "down 50.0%"}
    assert rank == {("North",): "1", ("East",): "3", ("West",): "2"}


def test_a_gap_does_not_tell_that_a_hidden_base_is_nought() -> None:
    dimensions = (Dimension("Region", ("North", "East")), Dimension("Year", ("2023", "2024")))
    values = {("North", "2023"): 0, ("North", "2024"): 9, ("East", "2023"): 0, ("East", "2024"): 9}
    raw = Table("", "t.csv", "crosstab", "people", dimensions, {key: Count("", value) for key, value in values.items()})
    column = computed(raw, "changes", "Year")
    (texts,) = _printed(raw, [column], frozenset({("East", "2023")}))
    assert texts == {("North", "2024"): "–", ("East", "2024"): "[c]"}


def test_beside_a_crosstab_there_is_a_column_for_each_of_its_own() -> None:
    raw = crosstab()
    column = computed(raw, "shares", "Region", 1)
    figures = {key: count.value for key, count in raw.cells.items() if count is not None}
    said = what_may_be_said([Sheet(raw.dimensions, figures)], raw.cells, Policy(), statements_of([column]), {})
    made = across(printed([column], said, figures, "[c]")[0])
    assert [one.name for one in made] == [f"{label}: share of all Region" for label in ("2023", "2024", "Total")]
    assert made[0].texts == {("North",): "43.2%", ("East",): "2.3%", ("West",): "54.5%"}


# --- worked out anew


def test_changes_go_from_the_category_before() -> None:
    column = computed(crosstab(), "changes", "year")
    assert {row: one.figure for row, one in column.statements.items()} == {
        ("North", "2024"): Decimal(5), ("East", "2024"): Decimal(233), ("West", "2024"): Decimal(-50), (TOTAL, "2024"): Decimal(-20),
    }  # fmt: skip


def test_the_order_of_categories_is_by_their_totals() -> None:
    (order,) = statements_of([computed(crosstab(), "ranks", "Region")])
    assert order.cells == (("North", TOTAL), ("West", TOTAL), ("East", TOTAL))


@pytest.mark.parametrize(("wish", "dimension"), [("shares", "Sex"), ("ranks", "Month")])
def test_what_cannot_be_worked_out_is_refused(wish: str, dimension: str) -> None:
    with pytest.raises(TableError, match="no dimension"):
        computed(crosstab(), wish, dimension)  # type: ignore[arg-type]


def test_a_table_without_totals_has_no_shares() -> None:
    raw = Table("", "t.csv", "long", "people", (Dimension("Year", ("2023",)),), {("2023",): Count("", 7)})
    for wish in ("shares", "changes", "ranks"):
        with pytest.raises(TableError, match="nothing to set its Year against"):
            computed(raw, wish, "Year")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "shown", "why"),
    [
        (15 / 61, "24.6%", "a spreadsheet keeps a percentage as a part of one, with all its places"),
        ("24.6%", "24.6%", "or it is typed as text"),
    ],
)
def test_percentages_are_read_as_the_spreadsheet_shows_them(
    first: object, shown: str, why: str, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rest = (46 / 61, 1) if isinstance(first, float) else ("75.4%", "100%")
    for row in (["Area", "Total", "% of all"], ["North", 15, first], ["South", 46, rest[0]], ["Total", 61, rest[1]]):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    raw = read_table(tmp_path / "t.xlsx")
    (column,) = recognise(raw, raw.aside)
    assert next(str(one.figure) for one in statements_of([column])) == shown.rstrip("%"), why
