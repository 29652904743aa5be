"""Protection: the promise holds for every low cell, with the fewest cells hidden."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.errors import SettingsError, TableError
from assistant.figures.attack import AttackError
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect
from assistant.figures.suppression import secure
from assistant.figures.tables import Dimension, Table
from assistant.figures.why import find_cell, why, why_hidden
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


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_three_way_tables_keep_the_promise(inner: list[int]) -> None:
    policy = Policy(threshold=3)
    raw = table((2, 2, 2), inner)
    safe = protect(raw, policy)
    figures = published(safe)
    assume(sum(value is None and TOTAL not in key for key, value in figures.items()) <= 6)
    assert_promise(raw, safe, policy, 6)


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


def test_between_the_ends_of_an_interval_no_count_is_ruled_out_either() -> None:
    """Three ways: hiding just enough for the interval would leave a margin even, which tells 2 from 1."""
    policy = Policy(threshold=3)
    raw = table((2, 2, 2), [0, 0, 0, 1, 0, 1, 2, 0])
    assert_promise(raw, protect(raw, policy), policy, 6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small, st.sets(st.sampled_from(["row", "column", "grand"])))
def test_any_subset_of_margins_keeps_the_promise(inner: list[int], dropped: set[str]) -> None:
    policy = Policy(threshold=3)
    whole = table((2, 2), inner)
    kinds = {(False, True): "row", (True, False): "column", (True, True): "grand"}
    cells = {k: c for k, c in whole.cells.items() if kinds.get((k[0] == TOTAL, k[1] == TOTAL)) not in dropped}
    raw = replace(whole, cells=cells)
    safe = protect(raw, policy)
    assert published(safe).keys() == raw.cells.keys()
    assert_promise(raw, safe, policy, 9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.sampled_from([2, 3, 5, 10]))
def test_a_rounded_list_gives_no_low_count_away(inner: list[int], base: int) -> None:
    """By trying every list: a reader knows the base, and that no figure shown is low."""
    policy = Policy(threshold=4, round_to=base)
    raw = table((4,), inner)
    safe = protect(raw, policy)
    figures, true = published(safe), truth(raw)
    near = {
        key: {n for n in range(60) if n == value or (value and abs(n - value) * 2 <= base and n >= 4)}
        for key, value in figures.items()
        if value is not None
    }
    assert all(true[key] in near[key] for key in near)
    keys = [key for key in figures if TOTAL not in key]
    seen: dict[tuple[str, ...], set[int]] = {key: set() for key in figures}
    for values in product(*(sorted(near.get(key, range(14))) for key in keys)):
        if (TOTAL,) not in near or sum(values) in near[TOTAL,]:
            for key, value in zip([*keys, (TOTAL,)], [*values, sum(values)], strict=True):
                seen[key].add(value)
    for key, value in true.items():
        if policy.is_low(value):
            assert figures[key] is None
            assert {1, 2, 3} <= seen[key]


def test_what_the_file_hides_stays_hidden_and_is_protected_too() -> None:
    """The file's own mark stands alone in its row: the total would give it back."""
    raw = table((2, 3), [12, 9, 20, 30, 40, 50])
    raw = replace(raw, cells={**raw.cells, ("a0", "b1"): None})
    safe = protect(raw, Policy())
    figures = published(safe)
    assert figures["a0", "b1"] is None
    assert safe.any_suppressed
    assert why(raw, safe, ("a0", "b1")).startswith("the file itself")
    cell = next(c for c in safe.cells if safe.key_of(c) == ("a0", "b1"))
    assert cell.interval == (9, 9) or cell.interval[0] <= 1, "it is 9 and so not low, or it is covered"


def test_a_mark_in_the_file_that_hides_a_low_count_is_covered() -> None:
    raw = table((2, 3), [12, 3, 20, 30, 40, 50])
    raw = replace(raw, cells={**raw.cells, ("a0", "b1"): None})
    cell = next(c for c in protect(raw, Policy()).cells if c.key == {"d0": "a0", "d1": "b1"})
    assert cell.interval[0] <= 1
    assert cell.interval[1] is None or cell.interval[1] >= 4


def test_a_failure_of_the_attack_blocks_and_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise AttackError("the solver gave no answer")

    monkeypatch.setattr(secure, "reader_of_all", fails)
    safe = protect(table((3,), [3, 9, 12]), Policy())
    assert safe.verdict is Verdict.BLOCK
    assert [f.code for f in safe.findings] == ["count.unproved"]
    assert all(cell.value is None and cell.text == "[c]" and cell.interval == (0, None) for cell in safe.cells)


def test_a_single_low_cell_with_a_total_takes_one_more_with_it() -> None:
    raw = table((4,), [12, 9, 3, 31])
    safe = protect(raw, Policy())
    assert [cell.text for cell in safe.cells] == ["12", "[c]", "[c]", "31", "55"]
    assert why(raw, safe, ("a2",)) == "it is low (under 5)"
    assert why(raw, safe, ("a1",)) == "if it were shown, a2 could be worked out"
    assert why(raw, safe, ("a0",)) == "", "it is shown"


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
    earlier = replace(earlier, cells={**earlier.cells, ("w3",): None})
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


def test_the_same_table_a_year_longer_gives_the_new_year_no_cover_in_the_old_ones() -> None:
    """2021 to 2023 are public, with their total: that 2024 is low must not follow from the new total."""
    earlier = plain(["2021", "2022", "2023"], [30, 31, 32], 93)
    safe = protect(plain(["2021", "2022", "2023", "2024"], [30, 31, 32, 4], 97), Policy(), [earlier])
    assert {key for key, value in published(safe).items() if value is None} == {("2024",), (TOTAL,)}


def test_a_total_given_before_covers_every_ward_but_one() -> None:
    """Earlier 47 in all; now 45 for the wards named: hiding the new total and a ward would still do."""
    earlier = Table("", "reply.csv", "long", "people", (Dimension("Ward", ()),), {(TOTAL,): Count(TOTAL, 47)})
    safe = protect(plain(["w1", "w2"], [20, 25], 45), Policy(), [earlier])
    assert safe.verdict is not Verdict.BLOCK
    figures = published(safe)
    assert figures[TOTAL,] is None
    assert None in {figures["w1",], figures["w2",]}


def test_a_count_that_grew_by_a_low_number_since_the_last_reply_is_hidden() -> None:
    """41 to date, now 43: that two were added is a low count."""
    earlier = plain(["w1", "w2"], [41, 30])
    safe = protect(plain(["w1", "w2"], [43, 30]), Policy(), [earlier])
    assert published(safe) == {("w1",): None, ("w2",): 30}


def test_the_near_miss_another_year_with_the_same_labels() -> None:
    safe = protect(
        plain(["w1", "w2", "w3"], [41, 30, 70], 141), Policy(), [plain(["w1", "w2", "w3"], [80, 12, 33], 125)]
    )
    assert not safe.any_suppressed
    assert [(f.code, f.verdict) for f in safe.findings] == [("count.released", Verdict.REVIEW)]


def test_a_release_about_something_else_has_no_bearing() -> None:
    other = Table(
        "",
        "o.csv",
        "long",
        "people",
        (Dimension("Ship", ("s1", "s2")),),
        {("s1",): Count("", 41), ("s2",): Count("", 2)},
    )
    assert protect(plain(["w1", "w2"], [43, 30]), Policy(), [other]).verdict is Verdict.PASS


def test_labels_of_earlier_releases_match_whatever_their_case() -> None:
    earlier = replace(plain(["W1", "W2"], [20, 3]), dimensions=(Dimension("WARD", ("W1", "W2")),))
    safe = protect(plain(["w1", "w2"], [20, 3]), Policy(), [earlier])
    assert [f.code for f in safe.findings] == ["count.public"]


def test_what_an_earlier_total_holds_beside_the_new_wards_is_taken_off() -> None:
    """Earlier 25 with w0 and w1 hidden, 12 of it in x and 4 in w2: w0 and w1 are 9, and one gives the other."""
    earlier = plain(["w0", "w1", "w2", "x"], [8, 1, 4, 12], 25)
    earlier = replace(earlier, cells={**earlier.cells, ("w0",): None, ("w1",): None})
    figures = published(protect(plain(["w0", "w1", "w2"], [8, 1, 4]), Policy(threshold=3), [earlier]))
    assert figures == {("w0",): None, ("w1",): None, ("w2",): 4}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=9, max_size=9))
def test_each_hidden_figure_has_a_reason_that_names_low_ones_alone(inner: list[int]) -> None:
    raw = table((3, 3), inner)
    safe = protect(raw, Policy())
    reasons = why_hidden(raw, safe)
    assert reasons.keys() == {key for key, n in published(safe).items() if n is None}
    low = {", ".join(key) for key in safe.low_cells}
    for key, reason in reasons.items():
        if key not in safe.low_cells and reason.startswith("if it were shown"):
            assert any(name in reason for name in low)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("a1, b0", ("a1", "b0")),
        (" B0 , A1", ("a1", "b0")),
        ("a1", ("a1", "Total")),
        ("total", ("Total", "Total")),
    ],
)
def test_a_cell_is_found_by_its_labels(words: str, key: tuple[str, ...]) -> None:
    assert find_cell(table((2, 2), [1, 2, 3, 4]), words) == key


def test_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(TableError, match="no cell 'a9'"):
        find_cell(table((2, 2), [1, 2, 3, 4]), "a9")
