"""Whom a question counts, said in the letter only where it is plain and gives nothing away."""

import pytest

from assistant.reasons import people_counted, questions_named

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
