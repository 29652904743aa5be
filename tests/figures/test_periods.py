"""Periods: what a label means to the month, and one label for several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.earlier.periods import Period, joined_label, period_in, period_of, periods_of, without_periods


def months(first: str, last: str) -> Period:
    def number(text: str) -> int:
        year, month = text.split("-")
        return int(year) * 12 + int(month) - 1

    return Period(number(first), number(last))


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2023", "2023-1", "2023-12"),
        ("Calendar year 2023", "2023-1", "2023-12"),
        ("2024*", "2024-1", "2024-12"),  # a footnote mark
        ("2023/24", "2023-4", "2024-3"),
        ("2023\u201324", "2023-4", "2024-3"),
        ("2023/2024", "2023-4", "2024-3"),
        ("1999-00", "1999-4", "2000-3"),
        ("financial year 2023 to 2024", "2023-4", "2024-3"),
        ("Academic year 2023/24", "2023-9", "2024-8"),
        ("2019-2021", "2019-1", "2021-12"),
        ("2019-21", "2019-1", "2021-12"),
        ("between 2019 and 2021", "2019-1", "2021-12"),
        ("2019 to 2021", "2019-1", "2021-12"),
        ("2019/20 to 2021/22", "2019-4", "2022-3"),
        ("Q1 2023", "2023-1", "2023-3"),
        ("2023 Q4", "2023-10", "2023-12"),
        ("Q1 2023/24", "2023-4", "2023-6"),
        ("Q4 2023/24", "2024-1", "2024-3"),
        ("Q1 to Q2 2023/24", "2023-4", "2023-9"),
        ("January 2023", "2023-1", "2023-1"),
        ("Sept 2023", "2023-9", "2023-9"),
        ("Jan-23", "2023-1", "2023-1"),
        ("2023-01", "2023-1", "2023-1"),
        ("01/2023", "2023-1", "2023-1"),
        ("Jan-Mar 2023", "2023-1", "2023-3"),
        ("November to February 2023", "2022-11", "2023-2"),
        ("year ending March 2024", "2023-4", "2024-3"),
        ("12 months to 30 June 2023", "2022-7", "2023-6"),
        ("1 April 2023 to 31 March 2024", "2023-4", "2024-3"),
        ("01/04/2023 - 31/03/2024", "2023-4", "2024-3"),
    ],
)
def test_a_label_means_a_run_of_months(label: str, first: str, last: str) -> None:
    assert period_of(label) == months(first, last)


@pytest.mark.parametrize(
    "label",
    [
        "North",
        "18-24",  # ages
        "25 to 34",
        "Ward 12",
        "1234",
        "May Day",
        "Q1",  # of which kind of year is not said
        "31 March 2024",  # a day, such as that of a head count
        "2 April 2023 to 31 March 2024",  # not whole months
        "2019 and 2021",  # a year is missing between them
        "2023-13",
    ],
)
def test_what_is_no_run_of_whole_months_is_none(label: str) -> None:
    assert period_of(label) is None


def test_a_cumulative_figure_has_no_end_until_its_reply_is_dated() -> None:
    to_date = period_of("2023 to date")
    assert to_date is not None
    assert to_date.open
    assert to_date.until(2024, 6) == months("2023-1", "2024-6")


def test_a_year_covers_its_months_and_quarters_and_not_a_financial_year() -> None:
    year = period_of("2023")
    assert year is not None
    parts = periods_of(["March 2023", "Q4 2023", "2023/24", "2022"])
    assert {label for label, one in parts.items() if year.covers(one)} == {"March 2023", "Q4 2023"}
    assert year.meets(parts["2023/24"])


def test_years_in_full_that_would_overlap_are_financial_years() -> None:
    found = periods_of(["2021-2022", "2022-2023"])
    assert found == {"2021-2022": months("2021-4", "2022-3"), "2022-2023": months("2022-4", "2023-3")}
    assert periods_of(["2019-2020", "2021-2022"])["2019-2020"] == months("2019-1", "2020-12"), "two by two, no overlap"


def test_months_and_quarters_take_the_year_of_the_title() -> None:
    financial = period_of("2023/24")
    found = periods_of(["April", "March", "Q4"], financial)
    assert found == {
        "April": months("2023-4", "2023-4"),
        "March": months("2024-3", "2024-3"),
        "Q4": months("2024-1", "2024-3"),
    }


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Arrests by ward, 2023", "2023"),
        ("Arrests January to March 2023 by ward", "January to March 2023"),
        ("Arrests from 1 April 2023 to 31 March 2024", "1 April 2023 to 31 March 2024"),
        ("Arrests in the year ending March 2024", "the year ending March 2024"),
        ("Arrests 2019 to 2021", "2019 to 2021"),
    ],
)
def test_a_title_names_its_period(title: str, words: str) -> None:
    named = period_in(title)
    assert named is not None
    assert named[0] == words
    assert words not in without_periods(title)


@pytest.mark.parametrize(
    "title",
    [
        "FOI 2024-123: arrests",  # a reference
        "FOI/2024/0123",
        "Staff as at 31 March 2024",  # a day
        "Arrests in 2022 and in 2024",  # two
        "Arrests by ward",
    ],
)
def test_what_only_looks_like_a_period_in_a_title_is_none(title: str) -> None:
    assert period_in(title) is None


@pytest.mark.parametrize(
    ("labels", "joined"),
    [
        (["2019", "2020", "2021"], "2019 to 2021"),
        (["2021", "2019", "2020"], "2019 to 2021"),
        (["2019/20", "2020/21"], "2019/20 to 2020/21"),
        (["January 2023", "February 2023", "March 2023"], "January to March 2023"),
        (["Q1 2023/24", "Q2 2023/24"], "Q1 to Q2 2023/24"),
        (["December 2022", "January 2023"], "December 2022 to January 2023"),
        (["2019", "2021"], "2019 and 2021"),  # not in a row
        (["North", "South", "East"], "North, South and East"),
        (["2019"], "2019"),
    ],
)
def test_labels_put_together_have_one_label(labels: list[str], joined: str) -> None:
    assert joined_label(labels) == joined


@given(
    st.integers(1990, 2040),
    st.integers(2, 8),
    st.sampled_from(["{0}", "{0}/{1:02d}", "Q1 {0}|Q2 {0}|Q3 {0}", "May {0}|June {0}"]),
)
def test_a_joined_label_means_what_its_parts_mean(first: int, number: int, form: str) -> None:
    labels = [
        one
        for year in range(first, first + (1 if "|" in form else number))
        for one in form.format(year, (year + 1) % 100).split("|")
    ]
    spans = [period_of(label) for label in labels]
    joined = period_of(joined_label(labels))
    assert spans[0] is not None
    assert spans[-1] is not None
    assert joined == Period(spans[0].start, spans[-1].end)
