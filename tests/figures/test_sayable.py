"""What may be said beside a table: nothing from which a low count follows, and all that tells nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures.attack.published import Sheet, reader
from assistant.figures.beside_counts.columns import statements_of
from assistant.figures.beside_counts.rules import Said
from assistant.figures.beside_counts.sayable import constraints_said, findings_on, what_may_be_said
from assistant.figures.beside_counts.statements import Statement
from assistant.figures.beside_counts.wished import computed
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.tables import Dimension, Key, Table
from tests.figures.attacker import TOTAL

Hidden = frozenset[Key]


def table(shape: Sequence[int], inner: Sequence[int], layout: str = "crosstab") -> Table:
    """Make a table with all its totals."""
    dimensions = tuple(Dimension(f"d{i}", tuple(f"{'abc'[i]}{n}" for n in range(size))) for i, size in enumerate(shape))
    counts = dict(zip(product(*(d.categories for d in dimensions)), inner, strict=True))
    cells = {
        key: Count(
            str(key), sum(v for k, v in counts.items() if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True)))
        )
        for key in product(*((*d.categories, TOTAL) for d in dimensions))
    }
    return Table("", "t.csv", layout, "people", dimensions, cells)  # type: ignore[arg-type]


def truth(raw: Table) -> dict[Key, int]:
    return {key: count.value for key, count in raw.cells.items() if count is not None}


def say(raw: Table, hidden: Hidden, wanted: Sequence[Statement], policy: Policy | None = None) -> tuple[Said, ...]:
    policy = policy or Policy()
    figures = {key: None if key in hidden else count for key, count in truth(raw).items()}
    low = {key: (policy.lowest, policy.highest) for key, count in truth(raw).items() if policy.is_low(count)}
    return what_may_be_said([Sheet(raw.dimensions, figures)], raw.cells, policy, wanted, low)


def share(raw: Table, of: Key, base: Key, decimals: int = 1) -> Statement:
    wanted = Statement("share", of, base)
    value = wanted.exactly(truth(raw))
    assert value is not None
    return wanted.rounded(value, decimals)


# --- worked by hand

# 57, 3 and 72 make 132. The 3 and the total are hidden, so that 3 can be anything.
LIST = table((3,), [57, 3, 72])
LOW, ALL = ("a1",), ("Total",)
OPEN = frozenset({LOW, ALL})


def test_a_share_that_pins_a_hidden_total_is_not_given_as_it_is() -> None:
    """43.2 % of 57 is of 132 and no other; 132 less 57 and 72 is 3. 43 % is of 132 to 134: 1 and 2 are ruled out."""
    (told,) = say(LIST, OPEN, [share(LIST, ("a0",), ALL)])
    # About 45 % is of 120 to 134, but 57 and 72 are 129: the rest is 0 to 5.
    assert (told.status, told.text) == ("coarser", "about 45%")
    assert "a1" in told.reason
    assert "3" not in told.reason


def test_a_share_that_leaves_a_hidden_total_open_is_given() -> None:
    """17.9 % of 10 000 and 5 hidden ones: the base is pinned to within some hundreds."""
    wide = table((3,), [1790, 3, 8210])
    (told,) = say(wide, OPEN, [share(wide, ("a0",), ALL, 0)])
    assert (told.status, told.text) == ("as given", "18%")


def test_a_share_of_a_hidden_figure_is_withheld_and_keeps_no_figure() -> None:
    for cell in OPEN:
        (told,) = say(LIST, OPEN, [share(LIST, cell, ALL)])
        assert (told.status, told.text, told.statement.figure) == ("withheld", "[c]", None)


def test_what_is_safe_alone_can_be_unsafe_together_and_the_first_wanted_comes_first() -> None:
    """2, 8 and 10 hidden in 20: at most 8 and at most 10 leave 2 or more."""
    raw = table((3,), [2, 8, 10])
    hidden = frozenset({("a0",), ("a1",), ("a2",)})
    second, third = (Statement("atmost", (cell,), figure=Decimal(n)) for cell, n in (("a1", 8), ("a2", 10)))
    assert [say(raw, hidden, [one])[0].status for one in (second, third)] == ["as given", "as given"]
    for order in ([second, third], [third, second]):
        assert [one.status for one in say(raw, hidden, order)] == ["as given", "withheld"]
    assert say(raw, hidden, [second, third])[1].text == "[c]"


def test_with_nothing_hidden_every_share_is_as_given() -> None:
    raw = table((2, 3), [12, 30, 8, 25, 0, 44])
    wanted = statements_of([computed(raw, "shares", "d0", 2), computed(raw, "changes", "d1", 3)])
    said = say(raw, frozenset(), [*wanted, *statements_of([computed(raw, "ranks", "d1")])])
    assert {one.status for one in said} == {"as given"}


def test_a_rate_on_a_public_population_is_as_good_as_the_count() -> None:
    rate = Statement("rate", ALL, per=1000, population=2000, figure=Decimal("66.0"), decimals=1)
    (told,) = say(LIST, OPEN, [rate])
    assert told.status == "withheld"
    (shown,) = say(
        LIST, OPEN, [Statement("rate", ("a0",), per=1000, population=2000, figure=Decimal("28.5"), decimals=1)]
    )
    assert shown.text == "28.5 per 1,000"


BOUNDS = [
    ("fewer than 10 tells no more than that", "atmost", 9, "as given"),
    ("at most 4 is all that may be known", "atmost", 4, "as given"),
    ("at most 3 rules a low count out", "atmost", 3, "withheld"),
    ("at least 1 is known of low ones", "atleast", 1, "as given"),
    ("at least 2 rules one out", "atleast", 2, "withheld"),
]


@pytest.mark.parametrize(("why", "kind", "figure", "status"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds(why: str, kind: str, figure: int, status: str) -> None:
    (told,) = say(LIST, OPEN, [Statement(kind, LOW, figure=Decimal(figure))])  # type: ignore[arg-type]
    assert told.status == status


def test_an_order_can_tell() -> None:
    """Of two hidden ones that make 6 the larger is 3 or more; beside a hidden total it can be anything."""
    raw = table((3,), [2, 4, 90])
    order = statements_of([computed(raw, "ranks", "d0")])
    for total, status in ((frozenset[Key](), "withheld"), (frozenset({ALL}), "as given")):
        (told,) = say(raw, total | {("a0",), ("a1",)}, order)
        assert told.status == status
    assert told.text == "a2, a1, a0"


def test_a_figure_that_the_counts_do_not_bear_out_is_not_said() -> None:
    wrong = replace(share(LIST, ("a0",), ("a2",)), figure=Decimal("81.0"))
    (told,) = say(LIST, OPEN, [wrong])
    assert (told.status, told.reason) == ("withheld", "it does not agree with the table's own counts")


def test_more_decimals_than_can_be_proved_safe_are_dropped() -> None:
    wide = table((3,), [179_000, 3, 821_000])
    (told,) = say(wide, OPEN, [share(wide, ("a0",), ALL, 9)])
    assert told.status == "coarser"
    (free,) = say(wide, OPEN, [share(wide, ("a0",), ("a2",), 9)])
    assert free.status == "as given"


def test_what_no_table_has_is_refused() -> None:
    with pytest.raises(TableError, match="no table has"):
        say(LIST, OPEN, [Statement("atmost", ("a9",), figure=Decimal(9))])


def test_batches_come_out_as_one_by_one() -> None:
    raw = table((3, 3), [57, 3, 72, 20, 31, 2, 9, 14, 60])
    hidden = frozenset(key for key in truth(raw) if key[1] == TOTAL or truth(raw)[key] < 5 or key[0] == TOTAL)
    wanted = statements_of([computed(raw, "shares", "d0", 1), computed(raw, "shares", "d1", 0)])
    together = say(raw, hidden, wanted)
    assert len({one.status for one in together}) == 3
    before: list[Statement] = []
    for one, told in zip(wanted, together, strict=True):
        assert say(raw, hidden, [*before, one])[-1] == told
        before.append(one)


# --- averages


def mean(of: Key, figure: str = "34.3", kind: str = "mean") -> Statement:
    return Statement(kind, of, figure=Decimal(figure), decimals=1, name="Mean age")  # type: ignore[arg-type]


AVERAGES = [
    ("of a shown count", ("a0",), "as given"),
    ("of a low count", ("a1",), "withheld"),
    ("of a total that is hidden: less the others it would give the low one's", ALL, "withheld"),
    ("of a count that no table gives", ("a7",), "withheld"),
]


@pytest.mark.parametrize("kind", ["mean", "median", "minimum", "maximum"])
@pytest.mark.parametrize(("why", "of", "status"), AVERAGES, ids=[row[0] for row in AVERAGES])
def test_averages_stand_where_counts_stand(why: str, of: Key, status: str, kind: str) -> None:
    assert say(LIST, OPEN, [mean(of, kind=kind)])[0].status == status


def test_a_total_mean_that_leaves_a_few_over_is_withheld() -> None:
    """The low one is released by a decision (its count is shown), and still nobody may learn its mean age."""
    wanted = [mean(ALL), mean(("a0",)), mean(("a1",)), mean(("a2",))]
    assert [one.status for one in say(LIST, frozenset(), wanted)] == ["withheld", "as given", "withheld", "as given"]
    # With one of the parts left out the rest is many.
    assert [one.status for one in say(LIST, frozenset(), wanted[:3])] == ["as given", "as given", "withheld"]
    # Medians do not add up.
    medians = [replace(one, kind="median") for one in wanted]
    assert [one.status for one in say(LIST, frozenset(), medians)] == ["as given", "as given", "withheld", "as given"]


def test_beside_a_rounded_count_a_mean_is_no_finer_than_the_count_bears() -> None:
    raw = table((2,), [12, 60])
    figures = {("a0",): 10, ("a1",): 60, ("Total",): 70}
    sheet = Sheet(raw.dimensions, figures)
    policy = Policy(round_to=5)
    said = what_may_be_said([sheet], raw.cells, policy, [mean(("a0",)), mean(("a1",))], {})
    # 10 is 8 to 12, and no 8 ages have a mean that ends in .3; 60 is 58 or more, and 58 have every mean.
    assert [(one.status, one.text) for one in said] == [("coarser", "34"), ("as given", "34.3")]


# --- findings


def test_all_none_and_the_oldest_are_for_an_officer_to_look_at() -> None:
    raw = table((2, 2), [20, 0, 10, 30])
    wanted = [share(raw, ("a0", "b0"), ("a0", TOTAL)), share(raw, ("a1", "b0"), ("a1", TOTAL))]
    wanted += [replace(mean(("a1", "b0")), kind="maximum")]
    found = findings_on(say(raw, frozenset(), wanted))
    assert [one.code for one in found] == ["count.group", "count.group"]
    assert "a0, b0" in found[0].message
    assert "a1" not in found[0].message
    assert findings_on(say(raw, frozenset(), wanted[1:2])) == ()


# --- an attacker that tries every table


def tables(raw: Table, figures: Mapping[Key, int | None], limit: int) -> Iterator[dict[Key, int]]:
    """Yield every table with what is published."""
    inner = [key for key in raw.cells if TOTAL not in key]
    over = {
        key: [n for n, k in enumerate(inner) if all(a in (b, TOTAL) for a, b in zip(key, k, strict=True))]
        for key in raw.cells
    }
    choices = [range(limit + 1) if (figure := figures[key]) is None else (figure,) for key in inner]
    for values in product(*choices):
        made = {key: sum(values[n] for n in places) for key, places in over.items()}
        if all(figures[key] in (None, count) for key, count in made.items()):
            yield made


def could_be_said(one: Statement, counts: Mapping[Key, int]) -> bool:
    """Tell by its own definition, in decimals, whether a statement could have been printed of counts."""
    assert one.base is not None
    assert one.figure is not None
    of, base = counts[one.of], counts[one.base]
    if base == 0:
        return False
    step = Decimal(one.multiple).scaleb(-one.decimals)
    exact = Decimal(100 * (of - base if one.kind == "change" else of)) / Decimal(base)
    return abs(exact - one.figure) <= step / 2


def seen(raw: Table, hidden: Hidden, said: Sequence[Statement], keys: Sequence[Key], limit: int) -> list[set[int]]:
    figures = {key: None if key in hidden else count for key, count in truth(raw).items()}
    found: list[set[int]] = [set() for _ in keys]
    for made in tables(raw, figures, limit):
        if all(could_be_said(one, made) for one in said):
            for values, key in zip(found, keys, strict=True):
                values.add(made[key])
    return found


@dataclass(frozen=True)
class Case:
    raw: Table
    hidden: Hidden
    low: tuple[Key, ...]
    policy: Policy


@st.composite
def cases(draw: st.DrawFn, shapes: Sequence[tuple[int, int]]) -> Case:
    shape = draw(st.sampled_from(shapes))
    policy = Policy(threshold=draw(st.integers(3, 5)), zeros=draw(st.sampled_from(["show", "hide"])))
    size = shape[0] * shape[1]
    raw = table(shape, draw(st.lists(st.sampled_from([0, 1, 2, 3, 6, 7, 9]), min_size=size, max_size=size)))
    true = truth(raw)
    low = tuple(key for key, count in true.items() if policy.is_low(count))
    inner = [key for key in true if TOTAL not in key]
    # Few inner cells hidden, so that every table can be tried; any margins.
    more = draw(st.sets(st.sampled_from(sorted(true)), max_size=6))
    hidden = frozenset(low) | more
    assume(low and 0 < sum(key in hidden for key in inner) <= 3)
    return Case(raw, hidden, low, policy)


def _assert_nothing_follows(case: Case, wanted: Sequence[Statement], limit: int) -> None:
    span = set(range(case.policy.lowest, case.policy.highest + 1))
    # Only what is safe before anything is said can be safe after.
    assume(all(span <= values for values in seen(case.raw, case.hidden, [], case.low, limit)))
    said = say(case.raw, case.hidden, wanted, case.policy)
    given_out = [one.statement for one in said if one.status != "withheld"]
    for key, values in zip(case.low, seen(case.raw, case.hidden, given_out, case.low, limit), strict=True):
        assert span <= values, f"{key} can only be {sorted(values)}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(cases([(2, 3), (3, 3)]), st.integers(-1, 2), st.data())
def test_whatever_is_said_the_low_range_stays_open(case: Case, decimals: int, data: st.DataObject) -> None:
    every = statements_of(
        [
            computed(case.raw, "shares", "d0", decimals),
            computed(case.raw, "shares", "d1", decimals),
            computed(case.raw, "changes", "d0", decimals),
        ]
    )
    assume(every)
    wanted = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=5, unique=True))
    _assert_nothing_follows(case, wanted, 18)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(cases([(2, 2), (2, 3)]), st.integers(-1, 1), st.data())
def test_what_tells_nothing_is_said_as_it_is(case: Case, decimals: int, data: st.DataObject) -> None:
    every = statements_of([computed(case.raw, "shares", "d0", decimals), computed(case.raw, "shares", "d1", decimals)])
    shown = [one for one in every if one.of not in case.hidden]
    assume(shown)
    one = data.draw(st.sampled_from(shown))
    span = set(range(case.policy.lowest, case.policy.highest + 1))
    assume(all(span <= values for values in seen(case.raw, case.hidden, [one], case.low, 18)))
    assert say(case.raw, case.hidden, [one], case.policy)[0].status == "as given"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from([0, 2, 3, 6, 11, 13]), min_size=3, max_size=3), st.integers(-1, 2))
def test_beside_rounded_figures_the_low_range_stays_open_too(inner: list[int], decimals: int) -> None:
    """By an attacker that tries every list: shares of true counts, beside figures to the nearest five."""
    raw, policy = table((3,), inner), Policy(round_to=5, threshold=4)
    true = truth(raw)
    low = [key for key, count in true.items() if policy.is_low(count)]
    figures = {key: None if key in low else 5 * ((count + 2) // 5) for key, count in true.items()}
    assume(low and true[ALL])

    def open_to(said: Sequence[Statement]) -> list[set[int]]:
        found: list[set[int]] = [set() for _ in low]
        for values in product(range(16), repeat=3):
            made = {**{(f"a{n}",): value for n, value in enumerate(values)}, ALL: sum(values)}
            shown = [(made[key], figure) for key, figure in figures.items() if figure is not None]
            fits = all(5 * ((n + 2) // 5) == figure and not policy.is_low(n) for n, figure in shown)
            if fits and all(could_be_said(one, made) for one in said):
                for seen_of, key in zip(found, low, strict=True):
                    seen_of.add(made[key])
        return found

    assume(all({1, 2, 3} <= values for values in open_to([])))
    wanted = statements_of([computed(raw, "shares", "d0", decimals)])
    said = what_may_be_said([Sheet(raw.dimensions, figures)], raw.cells, policy, wanted, dict.fromkeys(low, (1, 3)))
    given_out = [one.statement for one in said if one.status != "withheld"]
    for key, values in zip(low, open_to(given_out), strict=True):
        assert {1, 2, 3} <= values, f"{key} can only be {sorted(values)}"
    attacker = reader(raw.dimensions, figures, policy, said=constraints_said(said))
    assert attacker.finds_out(dict.fromkeys(low, (1, 3)), attacker.intervals()) == []
