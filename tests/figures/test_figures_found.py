"""Tables of counts in past replies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.earlier.figures_found import tables_in
from assistant.figures.tables import Table


def shown(table: Table) -> dict[tuple[str, ...], int | None]:
    return {key: None if count is None else count.value for key, count in table.cells.items()}


PIPES = """We hold this information.

| Year | Arrests following a match |
|---|---:|
| 2022 | 26 |
| **2023** | 1,074 |
| 2024 | [c] |

A figure marked [c] is withheld."""


def test_a_pipe_table_is_read_with_its_mark_and_its_heading() -> None:
    (table,) = tables_in(PIPES, title="How many arrests, by year?")
    assert shown(table) == {("2022",): 26, ("2023",): 1074, ("2024",): None}
    assert (table.title, table.measure) == ("How many arrests, by year?", "Arrests following a match")
    assert table.round_to is None


def test_a_table_of_a_page_is_read_too() -> None:
    page = """<p>Text</p><table><thead><tr><th>Ward</th><th>2022</th><th>2023</th></tr></thead>
    <tbody><tr><th>North &amp; East</th><td>12</td><td>&lt;5</td></tr><tr><th>Total</th><td>12</td><td>9</td></tr>
    </tbody></table><p>More</p>"""
    (table,) = tables_in(page, title="Arrests")
    assert shown(table) == {
        ("North & East", "2022"): 12,
        ("North & East", "2023"): None,
        ("Total", "2022"): 12,
        ("Total", "2023"): 9,
    }


def test_two_tables_have_each_their_caption() -> None:
    text = f"**Arrests in 2022**\n\n| Ward | Men | Women |\n|---|---|---|\n| w1 | 9 | 8 |\n\n{PIPES}"
    assert [table.title for table in tables_in(text, title="Q1")] == ["Arrests in 2022", "Q1"]


def test_a_column_of_shares_beside_the_counts_is_left_out() -> None:
    text = "| Ward | Arrests | Share |\n|---|---|---|\n| w1 | 30 | 75% |\n| w2 | 10 | 25.0% |\n"
    (table,) = tables_in(text, title="Arrests")
    assert shown(table) == {("w1",): 30, ("w2",): 10}


@pytest.mark.parametrize("cell", ["-", "", "n/a", "nil"])
def test_a_cell_whose_meaning_cannot_be_known_is_a_figure_not_given(cell: str) -> None:
    text = f"| Ward | Arrests |\n|---|---|\n| w1 | 30 |\n| w2 | {cell} |\n"
    (table,) = tables_in(text, title="Arrests")
    assert shown(table) == {("w1",): 30, ("w2",): None}


def test_rounded_figures_are_known_as_rounded_and_their_totals_may_not_add_up() -> None:
    text = (
        "| Ward | Men | Women | Total |\n|---|---|---|---|\n| w1 | 30 | 15 | 40 |\n| Total | 30 | 15 | 40 |\n\n"
        "Figures are rounded to the nearest 5."
    )
    (table,) = tables_in(text, title="Arrests")
    assert table.round_to == 5
    assert shown(table) == {("w1", "Men"): 30, ("w1", "Women"): 15}


def test_exact_figures_in_a_reply_that_rounds_elsewhere_are_exact() -> None:
    text = "| Ward | Arrests |\n|---|---|\n| w1 | 31 |\n| w2 | 7 |\n\nCosts are rounded to the nearest ten."
    assert [table.round_to for table in tables_in(text, title="Arrests")] == [None]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("There were 12 arrests.", "no table"),
        ("| Provision | What it means |\n|---|---|\n| 40(2) | personal data |\n", "words"),
        ("| Year | Spend (\u00a3) |\n|---|---|\n| 2022 | 12000 |\n", "money"),
        ("| Year | Spend |\n|---|---|\n| 2022 | \u00a312,000 |\n", "money"),
        ("| Ward | Share |\n|---|---|\n| w1 | 75% |\n", "shares alone"),
        ("| Policy | Reviewed |\n|---|---|\n| Dress | 2019 |\n| Leave | 2021 |\n", "years"),
        ("| Ward | Arrests |\n|---|---|\n| w1 | [c] |\n", "all withheld"),
        ("| Ward | Arrests |\n|---|---|\n", "no rows"),
        ("| Ward | Mean age |\n|---|---|\n| w1 | 34.5 |\n", "an average"),
        ("|\n|||\n| | |\n", "bars"),
        ("<table><tr><td>", "never closed"),
    ],
)
def test_what_does_not_read_as_counts_is_passed_over(text: str, why: str) -> None:
    assert tables_in(text, title="Arrests") == (), why


@given(st.text(alphabet="|-: \n\\*<>/table[c]0159%Total", max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    for table in tables_in(text, title="Arrests"):
        assert any(value is not None for value in shown(table).values())


@given(st.lists(st.integers(0, 1900), min_size=1, max_size=6))
def test_what_was_printed_is_read_back(counts: list[int]) -> None:
    rows = "".join(f"| w{n} | {value:,} |\n" for n, value in enumerate(counts))
    (table,) = tables_in(f"| Ward | Arrests |\n|---|---|\n{rows}", title="Arrests")
    assert list(shown(table).values()) == counts
