"""Earlier releases compared with a new table: the same cell, a longer period, a larger area, parts, rounding."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.figures.counts import Count
from assistant.figures.earlier.measures import likeness
from assistant.figures.earlier.releases import Link, Release, as_release, bears_on, overlap
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.tables import TOTAL, Dimension, Subtotal, Table
from assistant.findings import Verdict

Key = tuple[str, ...]
POLICY = Policy()


def counted(dimensions: Sequence[Dimension], counts: Mapping[Key, int | None], title: str = "Arrests") -> Table:
    cells = {key: None if value is None else Count(str(key), value) for key, value in counts.items()}
    return Table(title, f"{title}.csv", "long", "people", tuple(dimensions), cells)


def listed(name: str, counts: Mapping[str, int | None], title: str = "Arrests") -> Table:
    """A table of one dimension; ``Total`` among the labels is its margin."""
    labels = tuple(label for label in counts if label != TOTAL)
    return counted([Dimension(name, labels)], {(label,): value for label, value in counts.items()}, title)


def links(new: Table, earlier: Table, policy: Policy = POLICY) -> dict[tuple[Key, ...], tuple[int, bool]]:
    """Return of each link its cells, with the difference and whether it covers just them."""
    return {link.cells: (link.difference, link.same) for link in overlap(new, earlier, policy).links}


# --- longer periods and their parts


@pytest.mark.parametrize("label", ["2019 to 2021", "2019-2021", "2019\u201321"])
def test_years_together_before_and_one_by_one_now(label: str) -> None:
    """34 for three years; now each: two were added since, or left out then, and that is a low count."""
    new = listed("Year", {"2018": 40, "2019": 10, "2020": 11, "2021": 15})
    assert links(new, listed("Period", {label: 34})) == {(("2019",), ("2020",), ("2021",)): (-2, True)}


def test_years_one_by_one_before_and_together_now() -> None:
    earlier = listed("Year", {"2019": 10, "2020": 11, "2021": 15})
    assert links(listed("Year", {"2019 to 2021": 36, "2022": 50}), earlier) == {(("2019 to 2021",),): (0, True)}


def test_a_withheld_year_is_what_the_years_together_leave() -> None:
    """10 and 11 are public, 2021 was withheld: 24 for the three years gives it away."""
    earlier = listed("Year", {"2019": 10, "2020": 11, "2021": None})
    assert links(listed("Year", {"2019 to 2021": 24}), earlier) == {(("2019 to 2021",),): (-3, False)}


def test_the_near_miss_a_withheld_year_that_is_not_low() -> None:
    earlier = listed("Year", {"2019": 10, "2020": 11, "2021": None})
    assert links(listed("Year", {"2019 to 2021": 61}), earlier) == {}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("2023", ["Q1 2023", "Q2 2023", "Q3 2023", "Q4 2023"]),
        ("2023/24", ["Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24"]),
        ("January to March 2023", ["January 2023", "February 2023", "March 2023"]),
        ("Q1 2023", ["Jan 2023", "Feb 2023", "Mar 2023"]),
        ("year ending March 2024", ["Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24"]),
    ],
)
def test_a_period_and_its_parts_are_the_same_people(whole: str, parts: list[str]) -> None:
    new = listed("Month", dict.fromkeys(parts, 10))
    one = listed("Year", {whole: 10 * len(parts)})
    cells = tuple((part,) for part in parts)
    assert list(links(new, one).values()) == [(0, True)]
    assert set(next(iter(links(new, one)))) in ({(TOTAL,)}, set(cells))
    assert links(one, new) == {((whole,),): (0, True)}


def test_a_financial_year_is_not_the_calendar_year_of_its_quarters() -> None:
    """Of 2023 only three quarters lie in 2023/24: the figures are 40 and 30, and neither tells about the other."""
    new = listed("Quarter", {f"Q{n} 2023": 10 for n in range(1, 5)})
    assert links(new, listed("Year", {"2023/24": 40})) == {}


def test_a_quarter_of_the_year_is_missing_now() -> None:
    """42 for the year; three quarters of 40 together: the fourth is 2."""
    new = listed("Quarter", {"Q1 2023": 10, "Q2 2023": 20, "Q3 2023": 10})
    assert list(links(new, listed("Year", {"2023": 42})).values()) == [(2, False)]


def test_a_figure_to_date_is_compared_up_to_its_reply() -> None:
    earlier = as_release(listed("Period", {"2023 to date": 41}), on=date(2023, 6, 9))
    new = listed(
        "Month", {f"{month} 2023": 7 for month in ("January", "February", "March", "April", "May", "June", "July")}
    )
    assert list(links(new, earlier).values()) == [(-1, True)], "June had one more after the reply"


def test_the_period_of_a_title_is_a_period_too() -> None:
    earlier = listed("Ward", {"w1": 20, "w2": 30}, "Arrests by ward in 2023")
    new = counted(
        [Dimension("Ward", ("w1", "w2")), Dimension("Year", ("2022", "2023"))],
        {("w1", "2022"): 20, ("w2", "2022"): 90, ("w1", "2023"): 22, ("w2", "2023"): 30},
    )
    assert links(new, earlier) == {(("w1", "2023"),): (-2, True), (("w2", "2023"),): (0, True)}


def test_tables_of_different_years_have_no_cell_in_common() -> None:
    """The figures of two years are close, as those of small wards are; by their titles they are not the same people."""
    earlier = listed("Ward", {"w1": 20, "w2": 30}, "Arrests by ward, 2023")
    assert links(listed("Ward", {"w1": 22, "w2": 31}, "Arrests by ward, 2024"), earlier) == {}
    assert links(listed("Ward", {"w1": 22, "w2": 31}, "Arrests by ward, 2023"), earlier) != {}


def test_months_without_a_year_take_that_of_the_title() -> None:
    earlier = listed("Month", {"January": 10, "February": 11}, "Arrests 2023")
    new = listed("Month", {"January": 10, "February": 11}, "Arrests 2024")
    assert links(new, earlier) == {}
    dated = listed("Month", {"January 2023": 10, "February 2023": 11})
    assert links(dated, earlier) == {(("January 2023",),): (0, True), (("February 2023",),): (0, True)}


# --- larger areas

WARDS = Dimension("Area", ("Old", "w1", "w2", "New", "w3"), (Subtotal("Old", ("w1", "w2")), Subtotal("New", ("w3",))))
WARD_COUNTS = {("Old",): 50, ("w1",): 20, ("w2",): 30, ("New",): 9, ("w3",): 9}


def test_an_earlier_area_is_a_subtotal_now() -> None:
    earlier = listed("Borough", {"Old": 48, "New": 9})
    assert links(counted([WARDS], WARD_COUNTS), earlier)[("Old",),] == (-2, True)


def test_an_earlier_subtotal_is_made_up_of_wards_given_now() -> None:
    new = listed("Area", {"w1": 20, "w2": 30})
    assert links(new, counted([WARDS], {**WARD_COUNTS, ("Old",): 52, ("w1",): None, ("w2",): None})) == {
        (("w1",), ("w2",)): (2, True)
    }


def test_what_the_earlier_release_gives_for_the_other_wards_of_an_area_is_taken_off() -> None:
    """Old was 50, of it 30 in w2: now w1 alone is 18."""
    earlier = counted([WARDS], {**WARD_COUNTS, ("w1",): None})
    assert links(listed("Area", {"w1": 18}), earlier) == {(("w1",),): (2, False)}


def test_earlier_wards_are_put_together_to_an_area() -> None:
    """The new table gives the area alone; the earlier one its wards, and knew what they add up to."""
    earlier = counted([WARDS], {("w1",): 20, ("w2",): 27, ("w3",): 9})
    assert links(listed("Area", {"Old": 50}), earlier) == {(("Old",),): (-3, True)}


def test_a_breakdown_that_the_new_table_lacks_is_added_up() -> None:
    earlier = counted(
        [Dimension("Ward", ("w1", "w2")), Dimension("Sex", ("f", "m"))],
        {("w1", "f"): 8, ("w1", "m"): 12, ("w2", "f"): None, ("w2", "m"): 9},
    )
    assert links(listed("Ward", {"w1": 23, "w2": 14}), earlier) == {(("w1",),): (-3, True)}


def test_totals_of_the_same_thing_broken_down_in_another_way() -> None:
    earlier = listed("Offence", {"Theft": 30, "Assault": 17, TOTAL: 47})
    assert links(listed("Ward", {"w1": 20, "w2": 25, TOTAL: 45}), earlier) == {((TOTAL,),): (2, True)}
    complaints = replace(earlier, title="Complaints")
    assert links(listed("Ward", {"w1": 20, "w2": 25, TOTAL: 45}), complaints) == {}


# --- rounded releases


def rounded(counts: Mapping[str, int | None], base: int = 5, threshold: int | None = 5) -> Release:
    return as_release(listed("Ward", counts), round_to=base, threshold=threshold)


def link(new: Table, earlier: Table) -> Link:
    (only,) = overlap(new, earlier, POLICY).links
    return only


@pytest.mark.parametrize("now", [18, 20, 22])
def test_a_rounded_figure_is_a_span(now: int) -> None:
    found = link(listed("Ward", {"w1": now}), rounded({"w1": 20}))
    assert (found.low, found.high, found.difference) == (18, 22, 0)


@pytest.mark.parametrize(("now", "difference"), [(17, 1), (23, -1), (26, -4)])
def test_beside_the_span_the_least_difference_counts(now: int, difference: int) -> None:
    assert link(listed("Ward", {"w1": now}), rounded({"w1": 20})).difference == difference


def test_a_rounded_figure_was_not_low_if_low_ones_were_withheld() -> None:
    assert link(listed("Ward", {"w1": 6}), rounded({"w1": 5})).low == 5
    assert link(listed("Ward", {"w1": 6}), rounded({"w1": 5}, threshold=None)).low == 3


def test_what_is_taken_off_a_rounded_total_is_a_span_too() -> None:
    found = link(listed("Ward", {"w1": 21}), rounded({"w1": None, "w2": 30, TOTAL: 50}))
    assert (found.low, found.high, found.difference) == (48 - 32, 52 - 28, 0)


# --- does a release bear on a table at all?


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Arrests by ward", "Number of arrests, 2023", "same"),  # counting words, dimensions and periods aside
        ("People arrested for theft", "Arrests for theft", "same"),
        ("Arrests of officers' families", "Arrests", "kin"),  # a part of it
        ("Arrests for knife crime", "Arrests, knife offences", "kin"),
        ("Arrests", "Complaints", "other"),
        ("Staff dismissed by rank", "Parking fines issued", "other"),
        ("", "Arrests", "unsaid"),
        ("Number of people by ward", "Arrests", "unsaid"),  # no word tells
    ],
)
def test_titles_tell_whether_the_same_is_counted(one: str, other: str, expected: str) -> None:
    a, b = listed("Ward", {"w1": 9}, one), listed("Ward", {"w1": 9}, other)
    assert likeness(a, b) == likeness(b, a) == expected


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        (listed("Ward", {"w1": 20, "w2": 30}, "Complaints by ward"), "the same wards by chance, and another measure"),
        (listed("Ward", {"x1": 20, "x2": 30}), "other wards"),
        (listed("Ward", {"w1": 20, "w2": 30}, "Arrests 2019"), "another year"),
        (listed("Ward", {"w1": 20, "w2": 30}).with_unit("items"), "things and not people"),
        (
            listed("Ward", {"w1": 80, "w2": 7}, "Arrests of soldiers"),
            "perhaps a part of it, but the figures do not tally",
        ),
        (listed("Ward", {"w1": 80, "w2": 7}, ""), "no title, and the figures do not tally"),
        (listed("Place", {"w1": 20, "w2": 30}, ""), "no title, and another dimension"),
        (listed("Ward", {"w1": 20, "x2": 30, "x3": 9}, ""), "no title, and most labels are others"),
    ],
)
def test_a_release_that_has_no_bearing(earlier: Table, why: str) -> None:
    assert not bears_on(listed("Ward", {"w1": 21, "w2": 30, "w3": 12}, "Arrests 2023"), earlier, POLICY), why


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        (listed("Ward", {"w1": 80, "w2": 7}, "Arrests by ward"), "the same measure, whatever the figures"),
        (listed("Ward", {"w1": 20, "w2": 30}, "Number of arrests").with_unit("events"), "events are of people too"),
        (
            listed("Ward", {"w1": 19, "w2": 30}, "Arrests of soldiers"),
            "perhaps a part of it: two more are not soldiers",
        ),
        (listed("Ward", {"w1": 20, "w2": 30}, ""), "no title, but dimension, labels and figures"),
    ],
)
def test_a_release_that_bears_on_it(earlier: Table, why: str) -> None:
    assert bears_on(listed("Ward", {"w1": 21, "w2": 30, "w3": 12}, "Arrests 2023"), earlier, POLICY), why


# --- what must always be found

wards = st.lists(st.integers(0, 60), min_size=2, max_size=6)


def crossed(inner: Sequence[int], *, margins: bool, title: str = "Arrests by ward and year") -> Table:
    dimensions = (
        Dimension("Ward", tuple(f"w{n}" for n in range(len(inner) // 2))),
        Dimension("Year", ("2022", "2023")),
    )
    counts: dict[Key, int | None] = dict(zip(product(*(d.categories for d in dimensions)), inner, strict=False))
    plain = {key: value or 0 for key, value in counts.items()}
    if margins:
        for key in product(*((*d.categories, TOTAL) for d in dimensions)):
            counts[key] = sum(v for k, v in plain.items() if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True)))
    return counted(dimensions, counts, title)


tables = st.integers(1, 4).flatmap(lambda n: st.lists(st.integers(0, 60), min_size=2 * n, max_size=2 * n))


@settings(max_examples=60, deadline=None)
@given(tables, st.booleans(), st.booleans(), st.data())
def test_a_low_difference_in_one_cell_is_always_found(
    inner: list[int], before: bool, now: bool, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(inner) - 1))
    more = data.draw(st.sampled_from([-4, -3, -2, -1, 1, 2, 3, 4]))
    later = [value + more * (n == place) for n, value in enumerate(inner)]
    assume(min(later) >= 0)
    new, earlier = crossed(later, margins=now), crossed(inner, margins=before)
    found = overlap(new, earlier, POLICY)
    key = list(new.cells)[place]
    assert {link.difference for link in found.links if link.cells == (key,)} == {-more}
    assert bears_on(new, earlier, POLICY)
    assert not found.doubt


@settings(max_examples=40, deadline=None)
@given(tables, st.booleans())
def test_the_same_table_again_differs_in_nothing(inner: list[int], margins: bool) -> None:
    table = crossed(inner, margins=margins)
    found = overlap(table, crossed(inner, margins=margins), POLICY)
    assert {link.cells for link in found.links} == {(key,) for key in table.cells}
    assert all(link.difference == 0 and link.same and link.low == link.high == link.figure for link in found.links)


@settings(max_examples=40, deadline=None)
@given(tables, st.booleans())
def test_another_measure_never_bears_on_it(inner: list[int], margins: bool) -> None:
    earlier = crossed(inner, margins=margins, title="Complaints about parking")
    assert not bears_on(crossed(inner, margins=margins), earlier, POLICY)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 99), min_size=2, max_size=5),
    st.lists(st.integers(0, 3), min_size=2, max_size=5),
    st.sampled_from([5, 10]),
)
def test_a_link_says_nothing_of_the_new_cells_that_is_not_so(inner: list[int], added: list[int], base: int) -> None:
    """Whatever a link says, the true counts are among what it allows; else the attack would prove nothing."""
    values = dict(zip((f"w{n}" for n in range(9)), inner, strict=False))
    shown: dict[str, int | None] = {
        w: None if 0 < v < 5 else base * ((2 * v + base) // (2 * base)) for w, v in values.items()
    }
    shown[TOTAL] = base * ((2 * sum(inner) + base) // (2 * base))
    later = {w: v + more for (w, v), more in zip(values.items(), added, strict=False)}
    new = listed("Ward", {**later, TOTAL: sum(later.values())})
    for earlier in (listed("Ward", {**values, TOTAL: sum(inner)}), rounded(shown, base, threshold=None)):
        for one in overlap(new, earlier, POLICY).links:
            true = sum(count.value for key in one.cells if (count := new.cells[key]) is not None)
            assert one.low <= true + one.difference <= one.high


# --- one population, and any two tables of it

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YEARS = (
    {"2022": range(12), "2023": range(12, 24)},
    {"2022 to 2023": range(24)},
    {"2022/23": range(3, 15)},
    {**{f"Q{n + 1} 2022": range(3 * n, 3 * n + 3) for n in range(4)}, "2023": range(12, 24)},
    {f"{name} 2023": range(12 + n, 13 + n) for n, name in enumerate(_MONTHS)},
    {"January to June 2023": range(12, 18), "July 2023": range(18, 19)},
)
_AREAS = (
    Dimension("Area", ("w0", "w1", "w2", "w3")),
    Dimension("Area", ("w0", "w1", "Old"), (Subtotal("Old", ("w0", "w1")),)),
    Dimension("Borough", ("Old", "w2")),
    Dimension("Ward", ("w1", "w2", "w3")),
    Dimension("Area", ("Old", "w0", "w1", "New", "w2"), (Subtotal("Old", ("w0", "w1")), Subtotal("New", ("w2",)))),
)
_INSIDE = {"Old": {0, 1}, "New": {2}} | {f"w{n}": {n} for n in range(4)}
kinds = st.tuples(st.sampled_from(_AREAS), st.sampled_from(_YEARS), st.booleans(), st.booleans())


def drawn_up(kind: tuple[Dimension, Mapping[str, range], bool, bool], people: Mapping[tuple[int, int], int]) -> Table:
    """Count people of wards and months in one way or another, with margins or without, the areas first or last."""
    areas, years, margins, turned = kind
    whole: dict[str, set[int]] = {**{a: _INSIDE[a] for a in areas.categories}}
    months: dict[str, set[int]] = {label: set(span) for label, span in years.items()}
    if margins:
        whole[TOTAL], months[TOTAL] = set().union(*whole.values()), set().union(*months.values())
    counts = {
        (a, m): sum(people.get((ward, month), 0) for ward in whole[a] for month in months[m])
        for a in whole
        for m in months
    }
    dimensions = [areas, Dimension("Period", tuple(years))]
    if turned:
        return counted(dimensions[::-1], {key[::-1]: value for key, value in counts.items()})
    return counted(dimensions, counts)


@settings(max_examples=150, deadline=None)
@given(
    kinds,
    kinds,
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 23)), st.integers(0, 9), max_size=20),
    st.sets(st.integers(0, 60), max_size=12),
)
def test_two_tables_of_the_same_people_differ_only_where_one_covers_more(
    one: tuple[Dimension, Mapping[str, range], bool, bool],
    other: tuple[Dimension, Mapping[str, range], bool, bool],
    people: dict[tuple[int, int], int],
    withheld: set[int],
) -> None:
    new, earlier = drawn_up(one, people), drawn_up(other, people)
    shown = {key: None if n in withheld else count for n, (key, count) in enumerate(earlier.cells.items())}
    earlier = replace(earlier, cells=shown)
    found = overlap(new, earlier, Policy(threshold=1000))
    assert not found.doubt
    assert all(link.difference == 0 for link in found.links if link.same)
    for link in found.links:
        covers_less = link.label.endswith("in parts")
        assert (link.difference <= 0) if covers_less else (link.difference >= 0)


@settings(max_examples=100, deadline=None)
@given(kinds, st.integers(0, 10**9), st.integers(1, 4))
def test_whatever_is_in_both_tables_is_found_when_it_changes(
    kind: tuple[Dimension, Mapping[str, range], bool, bool], seed: int, more: int
) -> None:
    """One person more in a month that both tables cover makes some link differ, whatever the breakdown."""
    areas, years, *_ = kind
    ward, month = sorted(_INSIDE[areas.categories[-1]])[0], list(years.values())[seed % len(years)][0]
    people = {(w, m): 5 + (w * 7 + m * 3 + seed) % 9 for w in range(4) for m in range(24)}
    earlier = drawn_up((_AREAS[0], _YEARS[seed % len(_YEARS)], True, False), people)
    covered = any(month in span for span in _YEARS[seed % len(_YEARS)].values())
    fits = any(
        set(s) <= set(t) or set(t) <= set(s)
        for s in years.values()
        if month in s
        for t in _YEARS[seed % len(_YEARS)].values()
        if month in t
    )
    assume(covered and fits)
    new = drawn_up(kind, {**people, (ward, month): people[ward, month] + more})
    assert any(link.difference for link in overlap(new, earlier, Policy(threshold=1000)).links)


# --- both replies together, by trying every list of counts


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 7), min_size=3, max_size=4),
    st.sets(st.integers(0, 3), min_size=1, max_size=4),
    st.sets(st.integers(0, 3), min_size=1, max_size=4),
    st.booleans(),
)
def test_two_replies_together_give_no_low_count_away(
    counts: list[int], first: set[int], second: set[int], margin: bool
) -> None:
    """The first reply gave some wards with their total; what may the second give of these or others?"""
    policy = Policy(threshold=3)
    earlier_wards, new_wards = ([n for n in sorted(chosen) if n < len(counts)] for chosen in (first, second))
    assume(earlier_wards and new_wards)

    def of(chosen: list[int], *, total: bool) -> Table:
        named: dict[str, int | None] = {f"w{n}": counts[n] for n in chosen}
        return listed("Ward", {**named, **({TOTAL: sum(counts[n] for n in chosen)} if total else {})})

    before = protect(of(earlier_wards, total=True), policy)
    released = counted(before.dimensions, {before.key_of(cell): cell.value for cell in before.cells})
    after = protect(of(new_wards, total=margin), policy, [released])
    assume(after.verdict is not Verdict.BLOCK)
    told = [
        ([n for n in chosen if cell_key[0] in {f"w{n}", TOTAL}], value)
        for chosen, safe in ((earlier_wards, before), (new_wards, after))
        for cell_key, value in ((safe.key_of(cell), cell.value) for cell in safe.cells)
        if value is not None
    ]
    possible = [
        guess
        for guess in product(range(16), repeat=len(counts))
        if all(sum(guess[n] for n in of_) == v for of_, v in told)
    ]
    for n in {*earlier_wards, *new_wards}:
        if policy.is_low(counts[n]):
            assert {1, 2} <= {guess[n] for guess in possible}
