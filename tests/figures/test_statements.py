"""What a statement says of counts, and how it is put."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.beside_counts.statements import Statement, beyond, coarser, constraints, holds, in_words

OF, BASE = ("North", "2023"), ("Total", "2023")


def bears(statement: Statement, of: int, base: int) -> bool:
    return all(holds(one, {OF: of, BASE: base}) for one in constraints(statement))


SHARES = [
    ("43.2 % of 57 can only be of 132", Statement("share", OF, BASE, figure=Decimal("43.2"), decimals=1), 57, {132}),
    ("43 % leaves three", Statement("share", OF, BASE, figure=Decimal(43)), 57, {132, 133, 134}),
    (
        "a half may have been rounded either way: 1 of 8 is 12.5",
        Statement("share", OF, BASE, figure=Decimal(12)),
        1,
        {8},
    ),
    ("to the nearest 5", Statement("share", OF, BASE, figure=Decimal(50), multiple=5), 10, {20, 21}),
    ("up 50 % to 15", Statement("change", OF, BASE, figure=Decimal(50)), 15, {10}),
    ("nothing of somebody", Statement("share", OF, BASE, figure=Decimal(0)), 0, set(range(1, 200))),
    ("all of them", Statement("share", OF, BASE, figure=Decimal(100), decimals=1), 12, {12}),
    ("a difference", Statement("difference", OF, BASE, figure=Decimal(-3)), 4, {7}),
    ("a proportion", Statement("share", OF, BASE, per=1, figure=Decimal("0.43"), decimals=2), 57, {132, 133, 134}),
]


@pytest.mark.parametrize(("why", "statement", "of", "bases"), SHARES, ids=[row[0] for row in SHARES])
def test_what_a_share_says_of_its_base(why: str, statement: Statement, of: int, bases: set[int]) -> None:
    assert {base for base in range(200) if bears(statement, of, base)} == bases


def test_a_rate_on_a_public_number_bounds_the_count() -> None:
    rate = Statement("rate", OF, per=1000, population=2000, figure=Decimal("6.5"), decimals=1)
    assert [n for n in range(50) if bears(rate, n, 0)] == [13]
    loose = Statement("rate", OF, per=100_000, population=81_000, figure=Decimal(16))
    assert [n for n in range(50) if bears(loose, n, 0)] == [13]
    assert bears(Statement("rate", OF, per=1000, population=90_000, figure=Decimal("0.1"), decimals=1), 13, 0)


def test_bounds() -> None:
    assert [n for n in range(20) if bears(Statement("atmost", OF, figure=Decimal(9)), n, 0)] == list(range(10))
    assert [n for n in range(12) if bears(Statement("atleast", OF, figure=Decimal(9)), n, 0)] == [9, 10, 11]


def test_an_order_puts_equal_counts_by_their_labels() -> None:
    first, second = Statement("rank", OF, more=(BASE,)), Statement("rank", BASE, more=(OF,))
    assert bears(first, 3, 3)
    # "Total" before "North" in the order: were they equal, North would stand first.
    assert not bears(second, 3, 3)
    assert bears(second, 3, 4)


def test_printed_places_tell_what_is_equal() -> None:
    assert bears(Statement("rank", OF, more=(BASE,), places=(1, 1)), 4, 4)
    assert not bears(Statement("rank", OF, more=(BASE,), places=(1, 1)), 5, 4)
    assert not bears(Statement("rank", OF, more=(BASE,), places=(1, 2)), 4, 4)


def test_averages_say_nothing_in_sums() -> None:
    assert constraints(Statement("mean", OF, figure=Decimal("34.3"), decimals=1)) == ()


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 3), st.sampled_from(["share", "change", "difference"]))
def test_what_is_rounded_from_counts_agrees_with_them(of: int, base: int, decimals: int, kind: str) -> None:
    wanted = Statement(kind, OF, BASE)  # type: ignore[arg-type]
    value = wanted.exactly({OF: of, BASE: base})
    assert value is not None
    said = wanted.rounded(value, decimals)
    assert said.agrees_with({OF: of, BASE: base})
    for looser in coarser(said, {OF: of, BASE: base}):
        assert looser.agrees_with({OF: of, BASE: base})
        assert looser.step > said.step


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 2))
def test_what_is_left_when_one_cell_is_known_is_the_same(of: int, base: int, x: int, y: int, decimals: int) -> None:
    wanted = Statement("share", OF, BASE)
    said = wanted.rounded(wanted.exactly({OF: of, BASE: base}) or 0, decimals)  # type: ignore[arg-type]
    for one in constraints(said):
        assert holds(one, {OF: x, BASE: y}) == holds(beyond(one, {OF: x}), {BASE: y})
        assert holds(one, {OF: x, BASE: y}) == holds(beyond(one, {BASE: y}), {OF: x})


def test_coarser_is_rounded_from_the_counts_and_not_twice() -> None:
    counts = {OF: 4346, BASE: 10_000}
    fine = Statement("share", OF, BASE, figure=Decimal("43.5"), decimals=1)
    assert [in_words(one) for one in coarser(fine, counts)] == ["43%", "about 45%", "about 40%"]
    assert list(coarser(fine, None)) == []


WORDS = [
    (Statement("share", OF, BASE, figure=Decimal("43.20"), decimals=2), "43.20%"),
    (Statement("share", OF, BASE, per=1, figure=Decimal("0.43"), decimals=2), "0.43"),
    (Statement("change", OF, BASE, figure=Decimal(50)), "up 50%"),
    (Statement("change", OF, BASE, figure=Decimal(-20)), "down 20%"),
    (Statement("change", OF, BASE, figure=Decimal(0)), "no change"),
    (Statement("difference", OF, BASE, figure=Decimal(-1200)), "down 1,200"),
    (Statement("rate", OF, per=1000, population=5, figure=Decimal("12.3"), decimals=1), "12.3 per 1,000"),
    (Statement("atmost", OF, figure=Decimal(9)), "at most 9"),
    (Statement("rank", OF, more=(("West", "2023"),)), "North, West"),
    (Statement("mean", OF, figure=Decimal("34.3"), decimals=1), "34.3"),
]


@pytest.mark.parametrize(("statement", "words"), WORDS, ids=[row[1] for row in WORDS])
def test_how_it_is_put(statement: Statement, words: str) -> None:
    assert in_words(statement) == words


def test_the_figure_is_not_in_the_repr() -> None:
    assert "43" not in repr(Statement("share", OF, ("Total", "2024"), figure=Decimal("43.2"), decimals=1))
