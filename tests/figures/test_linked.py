"""Tables of one reply that share figures, and subtotals inside a dimension, are protected as one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.figures.counts import Count
from assistant.figures.earlier.releases import as_release
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect, protect_together
from assistant.figures.rounding import rounded
from assistant.figures.suppression.linking import linked
from assistant.figures.suppression.totals import check_totals, lean_sums, sums
from assistant.figures.tables import TOTAL, Dimension, Subtotal, Table
from assistant.findings import Verdict
from tests.figures.attacker import feasible

Grid = Sequence[Sequence[int]]
YEARS = ("2022", "2023")


def crosstab(
    name: str, rows: Sequence[str], inner: Grid, columns: Sequence[str] = YEARS, *, title: str = "", top: str = "Year"
) -> Table:
    dimensions = (Dimension(name, tuple(rows)), Dimension(top, tuple(columns)))
    return filled(dimensions, dict(zip(product(rows, columns), [n for row in inner for n in row], strict=True)), title)


def filled(dimensions: tuple[Dimension, ...], plain: Mapping[tuple[str, ...], int], title: str = "") -> Table:
    """Return a table with every subtotal and margin, from its plain counts."""
    cells: dict[tuple[str, ...], int] = {}
    for key in product(*((*d.categories, TOTAL) for d in dimensions)):
        cells[key] = sum(n for k, n in plain.items() if under(dimensions, key, k))
    counts = {key: Count(", ".join(key), n) for key, n in cells.items()}
    return Table(title, f"{title or dimensions[0].name}.csv", "crosstab", "people", dimensions, counts)


def under(dimensions: Sequence[Dimension], over: Sequence[str], key: Sequence[str]) -> bool:
    return all(a in d.over(b) for d, a, b in zip(dimensions, over, key, strict=True))


def shown(safe: Protected) -> dict[tuple[str, ...], int | None]:
    return {safe.key_of(cell): cell.value for cell in safe.cells}


def tables_that_fit(
    dimensions: tuple[Dimension, ...], figures: Mapping[tuple[str, ...], int | None], most: int
) -> Iterator[dict[tuple[str, ...], int]]:
    """Yield every table, margins and subtotals included, with what is published; by trying all."""
    plain = list(product(*(d.plain() for d in dimensions)))
    free = [range(most + 1) if (n := figures[key]) is None else [n] for key in plain]
    members = {key: [n for n, k in enumerate(plain) if under(dimensions, key, k)] for key in figures}
    for values in product(*free):
        found = {key: sum(values[n] for n in inside) for key, inside in members.items()}
        if all(figures[key] is None or figures[key] == n for key, n in found.items()):
            yield found


AREAS, SEXES = ("North", "South"), ("Women", "Men")
BY_AREA = [[3, 20], [30, 15]]


@pytest.mark.parametrize(
    ("other", "groups", "why"),
    [
        (crosstab("Sex", SEXES, [[13, 20], [20, 15]]), ((0, 1),), "each year's total is the same"),
        (crosstab("Sex", SEXES, [[13, 20], [21, 15]]), ((0,), (1,)), "one year differs, and so does the total"),
        (crosstab("Sex", SEXES, [[40, 20], [9, 15]]), ((0,), (1,)), "other people altogether"),
        (crosstab("Sex", SEXES, [[13, 20], [20, 15]], ("May", "June")), ((0, 1),), "the grand total alone is the same"),
        (
            filled((Dimension("Sex", SEXES),), {("Women",): 20, ("Men",): 15}, "Arrests in 2023"),
            ((0, 1),),
            "the title says that it is of one year of the other",
        ),
        (crosstab("Sex", SEXES, [[13, 20], [20, 15]]).with_unit("items"), ((0,), (1,)), "things are not people"),
    ],
)
def test_tables_are_linked_by_what_agrees(other: Table, groups: object, why: str) -> None:
    assert linked([crosstab("Area", AREAS, BY_AREA), other]).groups == groups, why


def test_tables_that_agree_but_for_one_year_are_for_review() -> None:
    years = ("2021", "2022", "2023", "2024")
    one = crosstab("Area", AREAS, [[20, 21, 22, 23], [30, 31, 32, 33]], years)
    other = crosstab("Sex", SEXES, [[20, 21, 22, 24], [30, 31, 32, 33]], years)
    safe = protect_together([one, other])
    assert [f.code for f in safe[0].findings] == ["count.linked"]
    assert "2024" in safe[0].findings[0].message
    assert safe[0].verdict is Verdict.REVIEW


def test_what_one_table_hides_the_other_does_not_give_back() -> None:
    """Three people in 2022, all women: the second table by itself would have nothing to hide in its totals."""
    area = crosstab("Area", AREAS, [[2, 20], [1, 15]])
    sex = crosstab("Sex", SEXES, [[3, 20], [0, 15]])
    both = protect_together([area, sex])
    assert both[0].together == ("Sex.csv",)
    for year in (*YEARS, TOTAL):
        assert (shown(both[0])[TOTAL, year] is None) == (shown(both[1])[TOTAL, year] is None)


counts = st.integers(0, 7)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(counts, min_size=4, max_size=4), st.lists(st.integers(0, 7), min_size=2, max_size=2))
def test_linked_tables_hold_out_against_every_pair_of_tables(area: list[int], women: list[int]) -> None:
    totals = [area[0] + area[2], area[1] + area[3]]
    women = [min(w, t) for w, t in zip(women, totals, strict=True)]
    men = [t - w for w, t in zip(women, totals, strict=True)]
    raw = [crosstab("Area", AREAS, [area[:2], area[2:]]), crosstab("Sex", SEXES, [women, men])]
    safe = protect_together(raw, Policy(threshold=3))
    # Two above the greatest count, so that the truth and what stands beside it are among those tried.
    most = max(*area, *women, *men) + 2
    fits = [list(tables_that_fit(r.dimensions, shown(s), most)) for r, s in zip(raw, safe, strict=True)]
    years = [(TOTAL, year) for year in (*YEARS, TOTAL)]
    pairs = [(a, b) for a in fits[0] for b in fits[1] if all(a[y] == b[y] for y in years)]
    assert pairs, "the truth itself is one"
    for number, one in enumerate(safe):
        if one.verdict is not Verdict.BLOCK:
            for key in one.low_cells:
                assert {1, 2} <= {pair[number][key] for pair in pairs}, key


# --- subtotals

MONTHS = Dimension(
    "Month", ("Jan", "Feb", "Q1", "Apr", "May", "Q2"), (Subtotal("Q1", ("Jan", "Feb")), Subtotal("Q2", ("Apr", "May")))
)
WARDS = Dimension("Ward", ("A", "B", "North", "C"), (Subtotal("North", ("A", "B")),))


def test_a_hidden_month_is_not_given_back_by_its_quarter() -> None:
    plain: dict[tuple[str, ...], int] = dict(zip([(m,) for m in MONTHS.plain()], [3, 40, 50, 60], strict=True))
    figures = shown(protect(filled((MONTHS,), plain)))
    assert figures["Jan",] is None
    assert [figures["Feb",], figures["Q1",]].count(None) == 1, "one more in the quarter, and no more than one"
    assert [key for key, n in figures.items() if n is None] == [("Jan",), ("Feb",)], "which the total does not undo"


def test_sums_that_others_imply_are_left_out_for_the_suppression_alone() -> None:
    table = filled((MONTHS, Dimension("Sex", SEXES)), dict.fromkeys(product(MONTHS.plain(), SEXES), 9))
    check_totals(table)
    dropped = set(sums(table)) - set(lean_sums(table))
    assert {one.total for one in dropped} == {("Q1", TOTAL), ("Q2", TOTAL)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(0, 5), min_size=6, max_size=6), st.sampled_from([(WARDS, Dimension("Sex", SEXES)), (WARDS,)])
)
def test_subtotals_hold_out_against_every_table(numbers: list[int], dimensions: tuple[Dimension, ...]) -> None:
    plain = list(product(*(d.plain() for d in dimensions)))
    raw = filled(dimensions, dict(zip(plain, numbers, strict=False)))
    safe = protect(raw, Policy(threshold=3))
    if safe.verdict is not Verdict.BLOCK:
        seen = feasible([d.plain() for d in dimensions], shown(safe), 8, {"North": ("A", "B")})
        for key in safe.low_cells:
            assert {1, 2} <= seen[key], key


def test_two_dimensions_with_subtotals_hold_out() -> None:
    dimensions = (
        WARDS,
        Dimension("Age", ("0-17", "18-24", "under 25", "25+"), (Subtotal("under 25", ("0-17", "18-24")),)),
    )
    numbers = [1, 2, 9, 8, 0, 5, 2, 7, 3]
    raw = filled(dimensions, dict(zip(product(*(d.plain() for d in dimensions)), numbers, strict=True)))
    safe = protect(raw, Policy(threshold=3))
    assert safe.verdict is Verdict.PASS
    assert safe.low_cells
    for key in safe.low_cells:
        cell = next(c for c in safe.cells if safe.key_of(c) == key)
        assert cell.interval[0] <= 1
        assert cell.interval[1] is None or cell.interval[1] >= 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_a_table_holds_out_beside_the_same_table_rounded_before(numbers: list[int]) -> None:
    """What was rounded to five last year is a range, and the exact figures of this year lie in it."""
    wards = Dimension("Ward", ("A", "B", "C"))
    raw = filled((wards,), {(ward,): n for ward, n in zip(wards.categories, numbers, strict=True)}, "Arrests")
    before = {key: rounded(count.value, 5) for key, count in raw.cells.items() if count is not None}
    earlier = as_release(replace(raw, cells={k: Count("", n) for k, n in before.items()}), round_to=5)
    safe = protect(raw, Policy(threshold=3), [earlier])
    if safe.verdict is Verdict.BLOCK:
        return
    fits = [
        one
        for one in tables_that_fit((wards,), shown(safe), 14)
        if all(rounded(one[key], 5) == n for key, n in before.items())
    ]
    assert fits
    for key in safe.low_cells:
        assert {1, 2} <= {one[key] for one in fits}, key
