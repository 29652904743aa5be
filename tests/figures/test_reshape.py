"""Categories put together and totals left out: the counts stay what they are."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures.choices.reshape import Merge, merged, parse_merge, without_category, without_total
from assistant.figures.choices.spans import in_order, joined
from assistant.figures.counts import Count
from assistant.figures.suppression.totals import check_totals
from assistant.figures.tables import TOTAL, Dimension, Key, Subtotal, Table

AREAS = Dimension("Area", ("North", "South", "East"))
YEARS = Dimension("Year", ("2019", "2020", "2021"))
MONTHS = Dimension(
    "Month",
    ("Jan", "Feb", "Mar", "Q1", "Apr", "May", "Q2", "Jul"),
    (Subtotal("Q1", ("Jan", "Feb", "Mar")), Subtotal("Q2", ("Apr", "May"))),
)


def made(dimensions: Sequence[Dimension], counts: Sequence[int], *, hidden: Sequence[Key] = ()) -> Table:
    """Make a table with every margin and subtotal from the counts inside it."""
    inside = dict(zip(product(*(d.plain() for d in dimensions)), counts, strict=True))
    cells: dict[Key, Count | None] = {}
    for key in product(*((*d.categories, TOTAL) for d in dimensions)):
        under = product(*(d.plain(label) for d, label in zip(dimensions, key, strict=True)))
        cells[key] = None if key in hidden else Count(str(key), sum(inside[one] for one in under))
    return Table("", "t.csv", "crosstab", "people", tuple(dimensions), cells)


def values(table: Table) -> dict[Key, int | None]:
    return {key: None if count is None else count.value for key, count in table.cells.items()}


@pytest.mark.parametrize(
    ("labels", "called"),
    [
        (["2019", "2020", "2021"], "2019 to 2021"),  # years in a row
        (["2021", "2020"], "2020 to 2021"),  # a file that begins with the latest
        (["2019", "2021"], "2019, 2021"),  # not in a row: 2020 is not in it
        (["2019 to 2020", "2021"], "2019 to 2021"),  # put together once already
        (["2019/20", "2020/21"], "2019/20 to 2020/21"),  # financial years
        (["Jan", "Feb", "Mar"], "Jan to Mar"),
        (["Q1", "Q2"], "Q1 to Q2"),
        (["Q1 2023", "Q2 2023"], "Q1 to Q2 2023"),  # the year is said once
        (["0-17", "18-24"], "0-24"),
        (["0-17", "25-44"], "0-17, 25-44"),  # a gap between them
        (["Aged 0 to 4", "Aged 5 to 9"], "Aged 0 to 9"),
        (["Under 18", "18-24"], "Under 25"),
        (["Up to 15", "16 to 24"], "Up to 24"),
        (["45-64", "65+"], "45+"),
        (["65-74", "75 and over"], "65 and over"),
        (["Under 5", "5 and over"], "Under 5, 5 and over"),  # everybody: no band of its own
        (["1", "2"], "1 to 2"),
        (["1 child", "2 children"], "1 child, 2 children"),  # not the same words around the numbers
        (["North", "South"], "North, South"),
        (["A", "B", "C", "D"], "Other"),  # too many to name
        (["A", "Others"], "Others"),  # what is there already for the rest
    ],
)
def test_what_is_put_together_has_a_name(labels: list[str], called: str) -> None:
    assert joined(labels) == called


def test_other_is_not_taken_twice() -> None:
    assert joined(["A", "B", "C", "D"], ["Other", "E"]) == "A, B, C, D"


@pytest.mark.parametrize(
    ("labels", "ordered"),
    [
        (["2021", "2020", "2019"], ("2019", "2020", "2021")),  # by time, whatever the file's order
        (["2019", "2020", "Not known"], ("2019", "2020")),  # what has no place is left out
        (["North", "South"], None),  # no order
        (["2019", "2019 to 2020", "2021"], None),  # overlapping, so no neighbours
        (["North", "South", "10"], None),  # one number among words is no order
    ],
)
def test_an_order_is_seen(labels: list[str], ordered: tuple[str, ...] | None) -> None:
    assert in_order(labels) == ordered


def test_years_become_one_and_the_rest_stays() -> None:
    less = merged(made([AREAS, YEARS], [1, 2, 3, 4, 5, 6, 7, 8, 9]), "Year", ["2019", "2020"])
    assert less.dimensions[1].categories == ("2019 to 2020", "2021")
    found = values(less)
    assert found["North", "2019 to 2020"] == 3
    assert found[TOTAL, "2019 to 2020"] == 27
    assert found["North", "2021"] == 3
    assert found[TOTAL, TOTAL] == 45
    assert list(found)[:3] == [("North", "2019 to 2020"), ("North", "2021"), ("North", TOTAL)]
    count = less.cells["North", "2019 to 2020"]
    assert count is not None
    assert "merged" in count.where


def test_a_cell_that_the_file_hides_hides_what_it_goes_into() -> None:
    less = merged(made([AREAS, YEARS], [5] * 9, hidden=[("North", "2019")]), "year", ["2019", "2020"])
    assert less.cells["North", "2019 to 2020"] is None
    assert values(less)["South", "2019 to 2020"] == 10


def test_a_combination_without_a_cell_has_no_cases() -> None:
    table = made([AREAS, YEARS], [5] * 9)
    table = Table(
        "",
        "t.csv",
        "long",
        "people",
        table.dimensions,
        {k: v for k, v in table.cells.items() if k not in {("North", "2019"), ("South", "2019"), ("South", "2020")}},
    )
    less = merged(table, "Year", ["2019", "2020"])
    assert values(less)["North", "2019 to 2020"] == 5
    assert ("South", "2019 to 2020") not in less.cells


def test_parts_of_a_subtotal_become_one_below_it() -> None:
    less = merged(made([MONTHS], [1, 2, 3, 4, 5, 6]), "Month", ["Jan", "Feb"])
    assert less.dimensions[0].categories == ("Jan to Feb", "Mar", "Q1", "Apr", "May", "Q2", "Jul")
    assert less.dimensions[0].parts("Q1") == ("Jan to Feb", "Mar")
    assert values(less)["Jan to Feb",] == 3
    check_totals(less)


def test_all_parts_of_a_subtotal_put_together_are_the_subtotal() -> None:
    less = merged(made([MONTHS], [1, 2, 3, 4, 5, 6], hidden=[("Feb",)]), "Month", ["Jan", "Feb", "Mar"])
    assert less.dimensions[0].categories == ("Q1", "Apr", "May", "Q2", "Jul")
    assert less.dimensions[0].parts("Q1") == ()
    assert less.dimensions[0].parts(TOTAL) == ("Q1", "Q2", "Jul")
    assert values(less)["Q1",] == 6, "the subtotal tells the sum although one part is hidden"


def test_subtotals_put_together_take_their_parts_with_them() -> None:
    less = merged(made([MONTHS], [1, 2, 3, 4, 5, 6]), "Month", ["Q1", "Q2"], "first half")
    assert less.dimensions[0].categories == ("first half", "Jul")
    assert less.dimensions[0].subtotals == ()
    assert values(less) == {("first half",): 15, ("Jul",): 6, (TOTAL,): 21}


@pytest.mark.parametrize(
    ("dimension", "labels", "name", "said"),
    [
        ("Quarter", ["2019", "2020"], "", "Area, Year"),  # no such dimension: those that exist
        ("Year", ["2019", "2022"], "", "2019, 2020, 2021"),  # no such category: those that exist
        ("Year", ["2019"], "", "two or more"),  # one alone
        ("Year", ["2019", "2019"], "", "two or more"),  # one alone, said twice
        ("Year", ["2019", "2020", "2021"], "", "Leave out"),  # nothing left but the total
        ("Year", ["2019", "2020"], "2021", "name of its own"),  # the name of another
        ("Year", ["2019", "2020"], "Total", "name of its own"),  # a margin's name
    ],
)
def test_what_cannot_be_put_together_is_said(dimension: str, labels: list[str], name: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        merged(made([AREAS, YEARS], [7] * 9), dimension, labels, name)
    assert said in caught.value.todo
    assert caught.value.where == "t.csv"


def test_months_of_two_quarters_do_not_go_together() -> None:
    with pytest.raises(TableError, match="Mar and Apr are not parts of the same sum"):
        merged(made([MONTHS], [1, 2, 3, 4, 5, 6]), "Month", ["Mar", "Apr"])


counts = st.lists(st.integers(0, 50), min_size=18, max_size=18)
choices = st.lists(st.sampled_from(("Jan", "Feb", "Mar")), min_size=2, unique=True)


@settings(max_examples=60, deadline=None)
@given(counts, choices, st.lists(st.sampled_from(AREAS.categories), min_size=2, max_size=2, unique=True))
def test_putting_together_keeps_every_total(inner: list[int], months: list[str], areas: list[str]) -> None:
    table = made([AREAS, MONTHS], inner)
    less = merged(merged(table, "Month", months), "Area", areas)
    check_totals(less)
    before, after = values(table), values(less)
    assert all(before[key] == count for key, count in after.items() if key in before)
    assert after[TOTAL, TOTAL] == sum(inner)
    assert sum(after[key] or 0 for key in product(less.dimensions[0].plain(), less.dimensions[1].plain())) == sum(inner)


@settings(max_examples=40, deadline=None)
@given(counts, st.sampled_from(MONTHS.categories))
def test_a_table_without_a_category_adds_up(inner: list[int], label: str) -> None:
    table = made([AREAS, MONTHS], inner)
    less = without_category(table, "Month", label)
    check_totals(less)
    assert label not in less.dimensions[1].categories
    gone, whole, left = (values(t)[TOTAL, at] for t, at in ((table, label), (table, TOTAL), (less, TOTAL)))
    assert gone is not None
    assert whole is not None
    assert left == whole - gone


def test_a_subtotal_without_its_last_part_goes() -> None:
    quarter = Dimension("Month", ("Jan", "Q1", "Apr"), (Subtotal("Q1", ("Jan",)),))
    less = without_category(made([quarter], [3, 4]), "Month", "Jan")
    assert less.dimensions[0].categories == ("Apr",)
    assert values(less) == {("Apr",): 4, (TOTAL,): 4}


def test_a_hidden_category_leaves_totals_unknown() -> None:
    less = without_category(made([AREAS], [5, 6, 7], hidden=[("North",)]), "Area", "North")
    assert values(less) == {("South",): 6, ("East",): 7, (TOTAL,): None}


def test_the_only_category_stays() -> None:
    with pytest.raises(TableError, match="all there is"):
        without_category(made([Dimension("Area", ("North",))], [5]), "Area", "North")


def test_totals_are_left_out_of_one_dimension() -> None:
    less = without_total(made([AREAS, YEARS], [5] * 9), "Year")
    assert not any(key[1] == TOTAL for key in less.cells)
    assert values(less)[TOTAL, "2019"] == 15, "the other dimension keeps its totals"


def test_subtotals_are_left_out_where_that_is_asked() -> None:
    table = made([MONTHS], [1, 2, 3, 4, 5, 6])
    assert "Q1" in without_total(table, "Month").dimensions[0].categories
    less = without_total(table, "Month", subtotals=True)
    assert less.dimensions[0] == Dimension("Month", ("Jan", "Feb", "Mar", "Apr", "May", "Jul"))
    assert ("Q1",) not in less.cells


def test_totals_that_are_not_there_cannot_be_left_out() -> None:
    with pytest.raises(TableError, match="Year has no totals"):
        without_total(without_total(made([AREAS, YEARS], [5] * 9), "Year"), "Year")
    with pytest.raises(TableError, match="nothing would be left"):
        without_total(
            Table("", "t.csv", "crosstab", "people", (Dimension("Area", ()),), {(TOTAL,): Count("B2", 9)}), "Area"
        )


@pytest.mark.parametrize(
    ("text", "merge"),
    [
        ("Year: 2019, 2020, 2021", Merge("Year", ("2019", "2020", "2021"))),
        ("Year:2019,2020=early years", Merge("Year", ("2019", "2020"), "early years")),
        ('Area: "Kent, East", Surrey', Merge("Area", ("Kent, East", "Surrey"))),  # a comma in a label
        ('Age: "x = 5", "say ""six"""', Merge("Age", ("x = 5", 'say "six"'))),
        ('"Time: hour": 1, 2', Merge("Time: hour", ("1", "2"))),
        ("Time: 10:00, 11:00", Merge("Time", ("10:00", "11:00"))),  # only the first colon parts
    ],
)
def test_a_flag_is_read(text: str, merge: Merge) -> None:
    assert parse_merge(text) == merge
    assert parse_merge(str(merge)) == merge


@pytest.mark.parametrize(
    "text", ["", "Year", "Year: 2019", "Year: 2019, ", ": 2019, 2020", "Year: 2019, 2020 = a = b", "Year 2019, 2020"]
)
def test_a_flag_that_says_too_little_is_refused(text: str) -> None:
    with pytest.raises(TableError) as caught:
        parse_merge(text)
    assert caught.value.where == "--merge"


words = st.text(alphabet="ab ,=\":'é", min_size=1, max_size=6).map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(words, st.lists(words, min_size=2, max_size=4), st.one_of(st.just(""), words))
def test_a_flag_is_written_as_it_is_read(dimension: str, labels: list[str], name: str) -> None:
    merge = Merge(dimension, tuple(labels), name)
    assert parse_merge(str(merge)) == merge
