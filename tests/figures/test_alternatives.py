"""Ways of publishing a table, compared before one is chosen; every one that may be published keeps the promise."""

import shlex
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.figures.choices.alternatives import NOT_TRIED, Alternative, alternatives, compared
from assistant.figures.choices.merging import merges_for
from assistant.figures.choices.reshape import merged, parse_merge, without_total
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key, Subtotal, Table
from assistant.findings import Verdict
from tests.figures.attacker import feasible

YEARS = Dimension("Year", ("2019", "2020", "2021", "2022"))
AREAS = Dimension("Area", ("North", "South", "East", "West"))


def made(dimensions: Sequence[Dimension], counts: Sequence[int], unit: str = "people") -> Table:
    """Make a table with every margin and subtotal from the counts inside it."""
    inside = dict(zip(product(*(d.plain() for d in dimensions)), counts, strict=True))
    cells: dict[Key, Count | None] = {}
    for key in product(*((*d.categories, TOTAL) for d in dimensions)):
        under = product(*(d.plain(label) for d, label in zip(dimensions, key, strict=True)))
        cells[key] = Count(str(key), sum(inside[one] for one in under))
    return Table("", "t.csv", "crosstab", unit, tuple(dimensions), cells)  # type: ignore[arg-type]


def named(found: Sequence[Alternative], name: str) -> Alternative:
    return next(one for one in found if one.name == name)


def labels(table: Table, dimension: str, threshold: int = 5) -> list[tuple[str, ...]]:
    return [one.labels for one in merges_for(table, dimension, Policy(threshold=threshold))]


@pytest.mark.parametrize(
    ("dimension", "counts", "together"),
    [
        (YEARS, [9, 2, 7, 8], [("2020", "2021")]),  # the low year and the smaller of its neighbours
        (YEARS, [2, 9, 9, 3], [("2019", "2020"), ("2021", "2022")]),  # one at each end
        (YEARS, [1, 1, 1, 90], [("2019", "2020", "2021")]),  # still low, but fewer are; two have to be left
        (YEARS, [1, 2, 3, 90], [("2019", "2020", "2021")]),  # three that are not low together
        (YEARS, [9, 5, 7, 8], []),  # 5 is not low
        (YEARS, [9, 0, 7, 8], []),  # nor is nought
        (AREAS, [2, 3, 40, 50], [("North", "South")]),  # the low ones are enough for one another
        (AREAS, [40, 2, 50, 8], [("South", "West")]),  # one low one, with the next smallest
        (AREAS, [1, 50, 1, 8], [("North", "East", "West")]),  # two low ones that stay low, so the next smallest
        (Dimension("Area", ("Other", "North", "South")), [30, 2, 20], [("Other", "North")]),  # what is there for it
        (Dimension("Area", ("North", "South")), [2, 30], []),  # two have to be left
        (Dimension("Age", ("18-24", "0-17", "25+")), [2, 30, 6], [("18-24", "25+")]),  # by age, not by the file
        (Dimension("Year", ("2019", "2020", "Not known")), [3, 9, 50], [("2019", "2020")]),  # one without a place
    ],
)
def test_as_few_categories_as_possible_are_put_together(
    dimension: Dimension, counts: list[int], together: list[tuple[str, ...]]
) -> None:
    found = [tuple(sorted(one)) for one in labels(made([dimension], counts), dimension.name)]
    wanted = [tuple(sorted(one)) for one in together]
    assert found == wanted


def test_parts_are_put_together_within_their_subtotal() -> None:
    months = Dimension(
        "Month",
        ("Jan", "Feb", "Q1", "Apr", "May", "Jun", "Q2"),
        (Subtotal("Q1", ("Jan", "Feb")), Subtotal("Q2", ("Apr", "May", "Jun"))),
    )
    table = made([months], [30, 2, 20, 3, 40])
    assert labels(table, "Month") == [("Jan", "Feb"), ("Apr", "May")]
    found = named(alternatives(table, Policy()), "merge categories of Month")
    assert found.table.dimensions[0].categories == ("Q1", "Apr to May", "Jun", "Q2")
    assert found.protected is not None
    assert not found.protected.any_suppressed


@pytest.fixture(scope="module")
def found() -> tuple[Alternative, ...]:
    return alternatives(made([AREAS, YEARS], [21, 12, 35, 9, 2, 14, 22, 17, 40, 31, 8, 25, 16, 3, 19, 28]), Policy())


def test_every_way_is_tried(found: Sequence[Alternative]) -> None:
    assert [one.name for one in found] == [
        "hide cells",
        "round to 5",
        "round to 10",
        "drop the totals of Area",
        "drop the totals of Year",
        "merge categories of Area",
        "merge categories of Year",
    ]
    assert all(one.usable for one in found)


def test_flags_choose_a_way(found: Sequence[Alternative]) -> None:
    table = found[0].table
    assert found[0].flags == ""
    assert named(found, "round to 5").flags == "--round 5"
    assert shlex.split(named(found, "drop the totals of Year").flags) == ["--drop-total", "Year"]
    assert named(found, "drop the totals of Year").table == without_total(table, "Year")
    for name in ("merge categories of Area", "merge categories of Year"):
        again = table
        for flag, text in zip(*[iter(shlex.split(named(found, name).flags))] * 2, strict=True):
            assert flag == "--merge"
            one = parse_merge(text)
            again = merged(again, one.dimension, one.labels, one.name)
        assert again == named(found, name).table


def test_what_is_lost_is_told(found: Sequence[Alternative]) -> None:
    hide, five, drop, merge = (
        named(found, name).loss
        for name in ("hide cells", "round to 5", "drop the totals of Year", "merge categories of Area")
    )
    assert hide is not None
    assert five is not None
    assert drop is not None
    assert merge is not None
    assert (hide.figures_possible, hide.figures_shown + hide.withheld) == (25, 25)
    assert (hide.categories_lost, hide.totals_lost, hide.rounding) == (0, 0, 0)
    assert hide.exact == hide.figures_shown
    assert (five.rounding, five.exact) == (2, 0)
    assert (drop.totals_lost, drop.figures_shown + drop.withheld) == (1, 20)
    assert merge.categories_lost >= 1
    assert merge.share_of_people_shown == 1.0
    assert hide.share_of_people_shown < 1
    assert "share" not in repr(hide), "it comes from the true counts"


def test_a_share_is_never_all_while_some_are_withheld() -> None:
    first = alternatives(made([AREAS], [90_000, 4, 80_000, 4]), Policy())[0]
    assert first.loss is not None
    assert first.loss.share_of_people_shown == 0.99


def test_rows_stand_side_by_side_and_the_best_is_named(found: Sequence[Alternative]) -> None:
    side = compared(found)
    assert len(side.header) == 6
    assert all(len(row) == len(side.header) for row in side.rows)
    assert side.recommended is not None
    assert side.recommended.loss is not None
    assert side.recommended.loss.exact == max(one.loss.exact for one in found if one.loss is not None)
    assert "figures exactly" in side.sentence
    assert "one form only" in side.sentence


def test_fewer_categories_lost_is_better_where_as_much_is_shown() -> None:
    # Without its total the list shows all but the low count; put together with another it is shown with the total.
    ways = alternatives(made([AREAS], [2, 30, 40, 50]), Policy())
    drop, merge = named(ways, "drop the totals of Area"), named(ways, "merge categories of Area")
    assert drop.loss is not None
    assert merge.loss is not None
    assert (drop.loss.exact, merge.loss.exact) == (3, 4)
    assert compared(ways).recommended == merge
    level = compared([named(ways, "hide cells"), drop])
    assert level.recommended == named(ways, "hide cells"), "as many figures, and no total lost"


def test_what_may_not_be_published_is_never_recommended() -> None:
    # One category and its total: neither can be hidden behind anything.
    blocked = alternatives(made([Dimension("Area", ("North",))], [3]), Policy())
    for one in blocked:
        if one.protected is not None and one.protected.verdict is Verdict.BLOCK:
            assert not one.usable
    best = compared(blocked).recommended
    assert best is None or best.usable
    assert compared([one for one in blocked if not one.usable]).recommended is None


def test_where_nothing_is_withheld_there_is_nothing_to_compare() -> None:
    ways = alternatives(made([AREAS], [20, 30, 40, 50]), Policy())
    assert [one.name for one in ways] == ["hide cells"]
    assert "nothing has to be withheld" in compared(ways).sentence


def test_things_are_not_protected() -> None:
    assert len(alternatives(made([AREAS], [2, 30, 40, 50], unit="items"), Policy())) == 1


def test_a_policy_that_rounds_is_where_it_begins() -> None:
    ways = alternatives(made([AREAS], [2, 30, 40, 50]), Policy(round_to=5))
    assert [one.name for one in ways][:2] == ["round to 5", "round to 10"]


def test_what_there_is_no_time_for_is_listed() -> None:
    ways = alternatives(made([AREAS], [2, 30, 40, 50]), Policy(), seconds=0.0)
    assert ways[0].usable
    assert all(one.protected is None for one in ways[1:])
    side = compared(ways)
    assert all(NOT_TRIED in row for row in side.rows[1:])
    assert "Not tried, for want of time: round to 5" in side.sentence


def test_a_released_table_is_attacked_with_every_way() -> None:
    # The same people by year were released: a merge that the release splits again is hidden, not shown.
    table = made([AREAS, YEARS], [21, 12, 35, 9, 2, 14, 22, 17, 40, 31, 8, 25, 16, 3, 19, 28])
    ways = alternatives(table, Policy(), released=[table])
    assert not any(one.usable for one in ways if one.name.startswith(("hide", "round")))


# --- for every table


small = st.lists(st.one_of(st.integers(0, 2), st.integers(0, 6)), min_size=6, max_size=6)
shapes = st.sampled_from(
    [
        (Dimension("Area", ("North", "South", "East")), Dimension("Sex", ("F", "M"))),
        (Dimension("Year", ("2019", "2020", "2021")), Dimension("Sex", ("F", "M"))),
        (Dimension("Age", ("0-4", "5-9", "10-14", "15-19", "20+", "Not known")),),
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small, shapes)
def test_every_way_keeps_the_promise(inner: list[int], dimensions: tuple[Dimension, ...]) -> None:
    policy = Policy(threshold=3)
    for one in alternatives(made(dimensions, inner), policy):
        # The attacker of the tests knows nothing of rounding.
        if one.usable and one.policy.round_to is None:
            assert_promise(one, policy)


def assert_promise(one: Alternative, policy: Policy) -> None:
    assert one.protected is not None
    figures = {one.protected.key_of(cell): cell.value for cell in one.protected.cells}
    true = {key: count.value for key, count in one.table.cells.items() if count is not None}
    low = {key for key, value in true.items() if policy.is_low(value)}
    assert all(figures[key] is None for key in low)
    assert all(value is None or value == true[key] for key, value in figures.items())
    seen = feasible([d.categories for d in one.table.dimensions], figures, max(true.values()) + 2)
    for key in low:
        assert {1, 2} <= seen[key], f"{one.name}: {key} can only be {sorted(seen[key])}"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small, shapes)
def test_the_same_table_has_the_same_ways(inner: list[int], dimensions: tuple[Dimension, ...]) -> None:
    first, second = (alternatives(made(dimensions, inner), Policy()) for _ in range(2))
    assert first == second
    assert compared(first) == compared(second)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=16, max_size=16))
def test_merging_leaves_fewer_low_counts_and_two_categories(inner: list[int]) -> None:
    policy, table = Policy(), made([AREAS, YEARS], inner)
    for dimension in ("Area", "Year"):
        less = table
        for one in merges_for(table, dimension, policy):
            less = merged(less, dimension, one.labels, one.name)
        before, after = (
            sum(count is not None and policy.is_low(count.value) for count in t.cells.values()) for t in (table, less)
        )
        assert after < before or less == table
        assert min(len(d.categories) for d in less.dimensions) >= 2
