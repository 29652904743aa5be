"""Whom a question counts, said in the letter only where it is plain and gives nothing away."""

import pytest

from assistant.letter.narrowing import ways_to_narrow
from assistant.reasons import people_counted, questions_named, thing_asked_for

COUNTED = [
    (
        "The number of people arrested after a match since 1 January 2023",
        "people arrested after a match since 1 January 2023",
    ),
    ("Please provide the total number of pupils excluded in 2024/25.", "pupils excluded in 2024/25"),
    ("How many officers were dismissed in 2023 and 2024, by reason?", "officers who were dismissed in 2023 and 2024"),
    ("How many female staff have left since 2020?", "female staff who have left since 2020"),
    ("How many patrols were cut?", ""),  # not plainly people
    ("The number of the 3 officers dismissed", ""),  # could be the applicant's guess
    ("The number of cases in which both officers resigned", ""),  # so could a number word
    ("What is the policy on dismissals?", ""),
]


@pytest.mark.parametrize(("question", "people"), COUNTED, ids=[row[0] for row in COUNTED])
def test_whom_a_question_counts(question: str, people: str) -> None:
    assert people_counted(question) == people


def test_questions_are_named_in_a_sentence() -> None:
    assert questions_named([1]) == "question 1"
    assert questions_named([1, 3]) == "questions 1 and 3"
    assert questions_named([1, 2, 4]) == "questions 1, 2 and 4"


ASKED_FOR = [
    ("What is the budget for your patrols, month by month?", "the budget for our patrols"),
    ("Please send me a copy of your drone policy.", "a copy of our drone policy"),
    ("The names of staff dismissed since 2020", "the names of staff dismissed since 2020"),
    ("Any correspondence with the contractor, by month", "correspondence with the contractor"),
    ("How much did you spend?", ""),  # no noun phrase
    ("The names of the 3 officers", ""),  # could be the applicant's guess
    ("The names of both officers", ""),  # so could a number word
    ("All the records about me and my family", ""),  # a phrase with persons cannot be turned round
    ("The policy", "the policy"),
]


@pytest.mark.parametrize(("question", "thing"), ASKED_FOR, ids=[row[0] for row in ASKED_FOR])
def test_what_a_question_asks_for_in_the_authoritys_words(question: str, thing: str) -> None:
    assert thing_asked_for(question) == thing


NARROWER = [
    ("All complaints between 2019 and 2025, by ward", 0.45, ["your request covers 2019 to 2025", "2023 to 2025 alone may", "without the breakdown by ward", "those of one kind"]),
    ("Emails about the bridge since January 2021", 0.1, ["covers 2021 to 2026", "even one year may be too much", "whose mailboxes"]),
    ("Emails between the leader and the developer since 2025", 0.5, ["2026 alone may", "the people on each side"]),
    ("Minutes, reports and invoices of the last three years", 0.0, ["covers 2024 to 2026", "the minutes without the reports or invoices", "the latest year alone (2026)"]),
    ("The policy on drones", 0.5, []),
    ("Complaints in 2024/25 by year", 0.5, []),  # one year, and a year is no breakdown to drop
]  # fmt: skip


@pytest.mark.parametrize(("question", "share", "said"), NARROWER, ids=[row[0] for row in NARROWER])
def test_help_with_a_request_that_costs_too_much_takes_up_what_it_asks(
    question: str, share: float, said: list[str]
) -> None:
    ways = ways_to_narrow(question, share, 2026)
    for words in said:
        assert words in " ".join(ways), ways
    assert bool(ways) is bool(said)
