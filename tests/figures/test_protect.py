"""Protection: the promise holds for every low cell, with the fewest cells hidden."""

from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect
from assistant.figures.tables import Dimension, Table
from assistant.findings import Verdict
from tests.figures.attacker import TOTAL, feasible


def table(shape: Sequence[int], inner: Sequence[int], *, margins: bool = True, unit: str = "people") -> Table:
    """Make a table of any number of dimensions from its inner counts."""
    dimensions = tuple(Dimension(f"d{i}", tuple(f"{'abc'[i]}{n}" for n in range(size))) for i, size in enumerate(shape))
    counts = dict(zip(product(*(d.categories for d in dimensions)), inner, strict=True))
    cells = dict(counts)
    if margins:
        for key in product(*((*d.categories, TOTAL) for d in dimensions)):
            cells[key] = sum(v for k, v in counts.items() if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True)))
    return Table("", "t.csv", "crosstab", unit, dimensions, {k: Count(str(k), v) for k, v in cells.items()})  # type: ignore[arg-type]


def published(safe: Protected) -> dict[tuple[str, ...], int | None]:
    return {safe.key_of(cell): cell.value for cell in safe.cells}


def truth(raw: Table) -> dict[tuple[str, ...], int]:
    return {key: count.value for key, count in raw.cells.items() if count is not None}


def assert_promise(raw: Table, safe: Protected, policy: Policy, limit: int) -> None:
    """The promise of the contract, by an attacker that tries every table."""
    figures = published(safe)
    true = truth(raw)
    assert all(value is None or value == true[key] for key, value in figures.items()), (
        "a released figure is not the true one"
    )
    low = {key for key, value in true.items() if policy.is_low(value)}
    assert all(figures[key] is None for key in low), "a low cell is released"
    seen = feasible([d.categories for d in raw.dimensions], figures, limit)
    for key in low:
        assert set(range(policy.lowest, policy.highest + 1)) <= seen[key], f"{key} can only be {sorted(seen[key])}"


small = st.lists(st.one_of(st.integers(0, 2), st.integers(0, 5)), min_size=4, max_size=4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small, st.sampled_from(["show", "hide"]), st.integers(2, 3))
def test_two_by_two_tables_keep_the_promise(inner: list[int], zeros: str, threshold: int) -> None:
    policy = Policy(threshold=threshold, zeros=zeros)  # type: ignore[arg-type]
    raw = table((2, 2), inner)
    assert_promise(raw, protect(raw, policy), policy, 9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.booleans())
def test_a_list_with_or_without_its_total_keeps_the_promise(inner: list[int], margins: bool) -> None:
    policy = Policy(threshold=3)
    raw = table((4,), inner, margins=margins)
    assert_promise(raw, protect(raw, policy), policy, 8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_three_way_tables_keep_the_promise(inner: list[int]) -> None:
    policy = Policy(threshold=3)
    raw = table((2, 2, 2), inner)
    safe = protect(raw, policy)
    figures = published(safe)
    assume(sum(value is None and TOTAL not in key for key, value in figures.items()) <= 6)
    assert_promise(raw, safe, policy, 4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_no_smaller_set_of_cells_would_do(inner: list[int]) -> None:
    policy = Policy(threshold=3)
    raw = table((2, 2), inner)
    hidden = {key for key, value in published(protect(raw, policy)).items() if value is None}
    true = truth(raw)
    low = {key for key, value in true.items() if policy.is_low(value)}
    wanted = set(range(policy.lowest, policy.highest + 1))
    for extra in range(len(hidden - low)):
        for more in combinations(sorted(true.keys() - low), extra):
            figures = {key: None if key in low or key in more else value for key, value in true.items()}
            seen = feasible([d.categories for d in raw.dimensions], figures, 9)
            assert not all(wanted <= seen[key] for key in low), f"hiding {more} would be enough"


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=24, max_size=24))
def test_the_same_table_is_protected_in_the_same_way(inner: list[int]) -> None:
    raw = table((4, 6), inner)
    assert protect(raw, Policy()) == protect(raw, Policy())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=12, max_size=12), st.sampled_from([5, 10]))
def test_rounded_tables_hide_low_cells_and_round_totals_from_their_true_values(inner: list[int], base: int) -> None:
    policy = Policy(round_to=base)
    raw = table((3, 4), inner)
    safe = protect(raw, policy)
    true = truth(raw)
    assert safe.verdict is not Verdict.BLOCK
    for cell in safe.cells:
        value = true[safe.key_of(cell)]
        if policy.is_low(value):
            assert cell.value is None
            assert cell.interval[0] <= 1
            assert cell.interval[1] is None or cell.interval[1] >= 4
        elif cell.value is not None:
            assert cell.value % base == 0
            assert abs(cell.value - value) * 2 <= base


def test_a_single_low_cell_with_a_total_takes_one_more_with_it() -> None:
    safe = protect(table((4,), [12, 9, 3, 31]), Policy())
    assert [cell.text for cell in safe.cells] == ["12", "[c]", "[c]", "31", "55"]
    assert safe.why_hidden(("a2",)) == "It is low (under 5)."
    assert "worked out" in safe.why_hidden(("a1",))


def test_a_nought_may_be_hidden_but_alone_it_is_no_cover() -> None:
    """3 and 0 make 3 + 0: hiding both leaves 0 to 3, which is not the whole range up to 4."""
    safe = protect(table((3,), [3, 0, 12]), Policy())
    assert published(safe)[("a0",)] is None
    assert published(safe)[("a2",)] is None


@pytest.mark.parametrize("unit", ["items", "money"])
def test_things_are_not_protected(unit: str) -> None:
    safe = protect(table((3,), [3, 1, 12], unit=unit), Policy())
    assert not safe.any_suppressed
    assert safe.verdict is Verdict.PASS


def test_events_are_protected_like_people() -> None:
    assert protect(table((3,), [3, 9, 12], unit="events"), Policy()).any_suppressed


def test_nothing_low_nothing_hidden() -> None:
    safe = protect(table((2, 2), [5, 6, 0, 8]), Policy())
    assert not safe.any_suppressed


def test_zeros_can_be_low() -> None:
    safe = protect(table((2, 2), [5, 6, 0, 8]), Policy(zeros="hide"))
    low = next(cell for cell in safe.cells if safe.key_of(cell) == ("a1", "b0"))
    assert low.value is None
    assert low.interval[0] == 0


def test_one_category_that_holds_everybody_is_reported() -> None:
    safe = protect(table((2, 2), [9, 0, 6, 8]), Policy())
    assert [f.code for f in safe.findings] == ["count.group"]


def test_every_hidden_cell_has_the_same_mark_and_no_value_is_told() -> None:
    raw = table((3, 3), [3, 12, 9, 14, 2, 11, 8, 10, 20])
    safe = protect(raw, Policy())
    assert {cell.text for cell in safe.cells if cell.value is None} == {"[c]"}
    assert all(cell["value"] is None for cell in safe.as_json()["cells"] if cell["status"] == "suppressed")  # type: ignore[attr-defined,index,union-attr]


def test_a_larger_table_is_protected_by_the_heuristic_too() -> None:
    policy = Policy(time_limit=5)
    inner = [(i * 7919) % 40 for i in range(240)]
    raw = table((20, 12), inner)
    safe = protect(raw, policy)
    assert safe.verdict is not Verdict.BLOCK
    for cell in safe.cells:
        if safe.key_of(cell) in safe.low_cells:
            assert cell.interval[0] <= 1
            assert cell.interval[1] is None or cell.interval[1] >= 4


@pytest.mark.parametrize(
    "arguments",
    [{"threshold": 0}, {"threshold": 1}, {"threshold": 10**6}, {"round_to": 0}, {"mark": "3"}, {"zeros": "keep"}],
)
def test_an_absurd_policy_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        Policy(**arguments)  # type: ignore[arg-type]


# --- earlier releases


def plain(labels: Sequence[str], values: Sequence[int], total: int | None = None) -> Table:
    cells = {(label,): Count(label, value) for label, value in zip(labels, values, strict=True)}
    if total is not None:
        cells[TOTAL,] = Count(TOTAL, total)
    return Table("", f"{len(labels)} wards.csv", "crosstab", "people", (Dimension("Ward", tuple(labels)),), cells)


def test_a_total_one_ward_short_of_last_years_gives_that_ward_away() -> None:
    earlier = plain(["w1", "w2", "w3"], [20, 25, 2], 47)
    safe = protect(plain(["w1", "w2"], [20, 25], 45), Policy(), [earlier])
    assert safe.verdict is Verdict.BLOCK
    assert [f.code for f in safe.findings] == ["count.difference"]
    assert "2" not in safe.findings[0].message.replace("3 wards.csv", "")


def test_the_near_miss_a_ward_that_is_not_low() -> None:
    earlier = plain(["w1", "w2", "w3"], [20, 25, 12], 57)
    assert protect(plain(["w1", "w2"], [20, 25], 45), Policy(), [earlier]).verdict is Verdict.PASS


def test_a_total_published_before_cannot_be_used_as_cover() -> None:
    """Last year's reply gave the first three together; now the fourth alone must not be derivable."""
    earlier = plain(["w1", "w2", "w3"], [20, 25, 9], 54)
    safe = protect(plain(["w1", "w2", "w3", "w4"], [20, 25, 9, 3], 57), Policy(), [earlier])
    assert safe.verdict is not Verdict.BLOCK
    figures = published(safe)
    assert figures[("w4",)] is None
    assert figures[(TOTAL,)] is None, "with the total, 57 less 54 is the fourth"


def test_a_low_figure_that_is_public_already_is_said_to_be() -> None:
    safe = protect(plain(["w1", "w2"], [20, 3]), Policy(), [plain(["w1", "w2"], [20, 3])])
    assert "count.public" in [f.code for f in safe.findings]
    assert safe.verdict is Verdict.BLOCK
