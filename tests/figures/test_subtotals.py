"""Subtotals inside a dimension: said by a label or proved by arithmetic, and always confirmed by the sum."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures.counts import Count
from assistant.figures.reading.subtotals import with_subtotals
from assistant.figures.tables import TOTAL, Dimension, ReadOptions, Table, read_table


def read(folder: Path, text: str, **options: object) -> Table:
    (folder / "t.csv").write_text(text, "utf-8")
    return read_table(folder / "t.csv", ReadOptions(**options))  # type: ignore[arg-type]


def subtotals(table: Table) -> dict[str, tuple[str, ...]]:
    return {one.label: one.parts for dimension in table.dimensions for one in dimension.subtotals}


FOUND = [
    (
        "labels after and before the name",
        "Ward,X,Y\nA,1,2\nB,3,4\nNorth total,4,6\nC,5,6\nD,7,8\nTotal South,12,14\nTotal,16,20\n",
        {"North total": ("A", "B"), "Total South": ("C", "D")},
    ),
    (
        "the bare word, twice",
        "Area,Count\nA,1\nB,3\nSubtotal,4\nC,5\nD,1\nSub-total 2,6\nTotal,10\n",
        {"Subtotal": ("A", "B"), "Sub-total 2": ("C", "D")},
    ),
    (
        "quarters among the columns",
        "Ward,Jan,Feb,Mar,Q1,Apr,May,Jun,Q2,Total\nA,1,2,3,6,1,1,1,3,9\nB,1,2,4,7,1,1,2,4,11\n",
        {"Q1": ("Jan", "Feb", "Mar"), "Q2": ("Apr", "May", "Jun")},
    ),
    (
        "boroughs above their wards, by the total alone",
        "Ward,X,Y\nNorth,4,6\nA,1,2\nB,3,4\nSouth,12,14\nC,5,6\nD,7,8\nTotal,16,20\n",
        {"North": ("A", "B"), "South": ("C", "D")},
    ),
    (
        "sums of sums",
        "Ward,X,Y\nA,1,2\nB,3,4\nNorth subtotal,4,6\nC,5,6\nD,7,8\nSouth subtotal,12,14\nEngland subtotal,16,20\n"
        "Wales,3,3\nTotal,19,23\n",
        {
            "North subtotal": ("A", "B"),
            "South subtotal": ("C", "D"),
            "England subtotal": ("North subtotal", "South subtotal"),
        },
    ),
    ("a single ward", "Ward,X,Y\nA,1,2\nNorth total,1,2\nC,5,6\nTotal,6,8\n", {"North total": ("A",)}),
    (
        "parts that say so",
        "Offence,X,Y\nViolence,10,20\nof which knife,3,5\nof which other,7,15\nTheft,4,4\nTotal,14,24\n",
        {"Violence": ("of which knife", "of which other")},
    ),
    (
        "a part that the file hides",
        "Ward,X,Y\nA,[c],2\nB,3,4\nNorth total,5,6\nC,5,6\nTotal,10,12\n",
        {"North total": ("A", "B")},
    ),
    (
        "all hidden, so that only the label tells",
        "Ward,X,Y\nA,[c],[c]\nB,3,4\nNorth total,5,6\nC,5,6\n",
        {"North total": ("A", "B")},
    ),
    (
        "no totals, but sums too many and too large for chance",
        "Ward,X,Y,Z\nA,1011,2022,117\nB,3033,4044,290\nC,4044,6066,407\n",
        {"C": ("A", "B")},
    ),
]


@pytest.mark.parametrize(("why", "text", "found"), FOUND, ids=[row[0] for row in FOUND])
def test_a_subtotal_is_found(why: str, text: str, found: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    table = read(tmp_path, text)
    assert subtotals(table) == found
    assert all(any(remark.startswith(f"{label} is the sum of ") for remark in table.remarks) for label in found)


PLAIN = [
    ("small sums that hold by chance", "Ward,X,Y\nA,1,2\nB,3,4\nC,4,6\n"),
    ("a sum that the total counts beside its parts", "Ward,X,Y\nA,1,2\nB,3,4\nC,4,6\nTotal,8,12\n"),
    ("large sums that the total counts", "Ward,X,Y\nA,1011,2022\nB,3033,4044\nC,4044,6066\nTotal,8088,12132\n"),
    ("one line of large sums", "Area,Count\nA,1011\nB,3033\nC,4044\n"),
    ("quarters without months", "Quarter,N,S\nQ1,1,2\nQ2,3,4\nQ3,4,6\n"),
    ("a category that is called a total", "Kind,X,Y\nFire,1,2\nTheft,3,4\nTotal loss,9,9\nTotal,13,15\n"),
    ("words that only look like it", "Kind,X,Y\nTotally,1,2\nSubtotalled,3,4\nAllerton,4,6\n"),
]


@pytest.mark.parametrize(("why", "text"), PLAIN, ids=[row[0] for row in PLAIN])
def test_a_category_that_is_no_subtotal_stays_plain(why: str, text: str, tmp_path: Path) -> None:
    assert subtotals(read(tmp_path, text)) == {}


WRONG = [
    ("off by one", "Ward,X,Y\nA,1,2\nB,3,4\nNorth total,5,6\nC,5,6\n", r"cell B4.*column X.*1 too high.*A and B"),
    ("right in one line only", "Ward,X,Y\nA,1,2\nB,3,4\nSubtotal,4,5\nC,5,6\n", r"cell C4.*column Y.*1 too low"),
    ("not all of it", "Kind,X\nViolence,10\nof which knife,3\nTheft,4\nTotal,14\n", "knife is not all of Violence"),
]


@pytest.mark.parametrize(("why", "text", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_a_label_that_does_not_hold_is_named(why: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=said):
        read(tmp_path, text)


def test_the_rest_that_is_not_given_is_not_told_by_the_error(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, "Kind,2023\nViolence,10\nof which knife,7\nTheft,4\nTotal,14\n")
    assert "3" not in str(caught.value).replace("B3", "").replace("2023", "")


def test_a_trusted_table_has_its_subtotals_and_totals_made_anew(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        "Ward,X,Y,Total\nA,1,2,3\nB,3,4,7\nNorth total,5,6,11\nC,5,6,11\nTotal,9,13,22\n",
        trust_cells=True,
    )
    made = {key: None if count is None else count.value for key, count in table.cells.items()}
    assert made["North total", "X"] == 4
    assert made["North total", TOTAL] == 10
    assert made[TOTAL, "Y"] == 12
    assert made[TOTAL, TOTAL] == 21
    anew = [remark for remark in table.remarks if "made anew" in remark]
    assert [remark.split("(")[1].split(")")[0] for remark in anew] == ["cell B4", "cell D4", "cell C6", "cell D6"]
    assert all("1 too high" in remark for remark in anew)


groups = st.lists(
    st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=2), min_size=2, max_size=4), min_size=1, max_size=3
)


@given(groups, st.booleans())
def test_labelled_subtotals_are_always_found_with_sums_that_hold(drawn: list[list[list[int]]], total: bool) -> None:
    cells: dict[tuple[str, ...], Count | None] = {}
    expected = {}
    for g, group in enumerate(drawn):
        names = [f"ward {g}{n}" for n in range(len(group))]
        rows = [
            *zip(names, group, strict=True),
            (f"borough {g} total", [sum(column) for column in zip(*group, strict=True)]),
        ]
        expected[f"borough {g} total"] = tuple(names)
        cells.update({(name, str(n)): Count("", value) for name, row in rows for n, value in enumerate(row)})
    if total:
        plain = [row for group in drawn for row in group]
        cells.update({(TOTAL, str(n)): Count("", sum(row[n] for row in plain)) for n in range(2)})
    labels = tuple(dict.fromkeys(key[0] for key in cells if key[0] != TOTAL))
    table = Table("", "t", "crosstab", "people", (Dimension("Ward", labels), Dimension("n", ("0", "1"))), cells)
    nothing = not any(value for group in drawn for row in group for value in row)
    found = subtotals(with_subtotals(table))
    assert found == expected or (nothing and total)


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=8))
def test_a_table_whose_total_counts_every_category_has_no_subtotals(rows: list[list[int]]) -> None:
    cells: dict[tuple[str, ...], Count | None] = {
        (f"c{n}", str(m)): Count("", value) for n, row in enumerate(rows) for m, value in enumerate(row)
    }
    cells.update({(TOTAL, str(m)): Count("", sum(row[m] for row in rows)) for m in range(3)})
    labels = tuple(f"c{n}" for n in range(len(rows)))
    table = Table("", "t", "crosstab", "people", (Dimension("C", labels), Dimension("m", ("0", "1", "2"))), cells)
    assert subtotals(with_subtotals(table)) == {}
