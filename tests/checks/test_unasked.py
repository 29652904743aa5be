"""What nobody asked for, and what one sentence of a request asks for beside another."""

import pytest

from assistant.checks import Material, Page, questions

ONE_YEAR = "How many complaints about buses did the council receive in 2024?"
RANGE = "How many complaints about buses were received from 2022 to 2024?"
ONE_PLACE = "How many complaints were made about the Larig depot in 2024?"
TABLE = "| Year | Complaints |\n|---|---|\n| 2022 | 31 |\n| 2023 | 44 |\n| 2024 | 52 |\n"
PLACES = "| Depot | Complaints |\n|---|---|\n| Larig | 31 |\n| Kelling | 44 |\n| Skerray | 52 |\n| Total | 127 |\n"


def found(asked: str, letter: str) -> list[str]:
    material = Material(request_text=asked, questions=tuple(one for one in asked.split("\n") if one))
    return [one.quote for one in questions.check(Page(letter, material)) if one.code == "question.unasked"]


UNASKED = [
    ("rows for years that were not asked for", ONE_YEAR, TABLE, ["2022"]),
    (
        "columns for years that were not",
        ONE_YEAR,
        "| Kind | 2023 | 2024 |\n|---|---|---|\n| Late | 31 | 33 |\n",
        ["2023"],
    ),
    (
        "a sentence on another year",
        ONE_YEAR,
        "We received 52 complaints in 2024. In 2022 there were 31 complaints.",
        ["2022"],
    ),
    ("rows for places that were not", ONE_PLACE, PLACES, ["Kelling"]),
    (
        "a numbered matter after the last question",
        "1. Please send the allocations policy for Quayside.",
        "1. Allocations policy for Quayside\n\nAttached.\n\n2. Position of the former caretaker\n\nIt was settled.",
        ["2. Position of the former caretaker"],
    ),
]
ASKED = [
    ("years within the range", RANGE, TABLE),
    ("an open period", "How many complaints about buses since 2022?", TABLE),
    ("no year in the request", "How many complaints about buses did you receive?", TABLE),
    ("years given to compare", ONE_YEAR, "For comparison, earlier years are shown too.\n\n" + TABLE),
    ("years given as help", ONE_YEAR, "You may also wish to have the figures of earlier years.\n\n" + TABLE),
    ("a year that explains", ONE_YEAR, "We received 52 complaints in 2024. The scheme began in 2019 with 3 staff."),
    (
        "the year of a financial year",
        "How many complaints in 2023/24?",
        "| Year | Complaints |\n|---|---|\n| 2023 | 31 |\n| 2024 | 44 |\n",
    ),
    ("each place was asked for", "How many complaints were made about each depot, such as Larig, in 2024?", PLACES),
    ("the place and the total", ONE_PLACE, "| Depot | Complaints |\n|---|---|\n| Larig | 31 |\n| All depots | 127 |\n"),
    (
        "rows that are the months of the year",
        ONE_YEAR,
        "| Month | Complaints |\n|---|---|\n| May 2024 | 31 |\n| June 2024 | 44 |\n",
    ),
    (
        "a numbered part on how to complain",
        "1. Please send the allocations policy for Quayside.",
        "1. Allocations policy\n\nAttached.\n\n2. Your right to a review\n\nWrite to us.",
    ),
    (
        "numbered answers in headings of their own",
        "1. Who owns the pier?\n2. Who mends it?",
        "1. Owner of the pier\n\nWe do.\n\n2. Who mends it\n\nA firm.",
    ),
    (
        "a numbered list within an answer",
        "1. Which rooms are open?",
        "1. The open rooms are:\n\n1. Great hall\n2. Upper gallery\n",
    ),
]


@pytest.mark.parametrize(("why", "asked", "letter", "quotes"), UNASKED)
def test_what_nobody_asked_for_is_for_a_person(why: str, asked: str, letter: str, quotes: list[str]) -> None:
    assert found(asked, letter) == quotes, why


@pytest.mark.parametrize(("why", "asked", "letter"), ASKED)
def test_what_answers_or_helps_passes(why: str, asked: str, letter: str) -> None:
    assert not found(asked, letter), why


def test_without_questions_nothing_is_unasked() -> None:
    assert not list(questions.check(Page(TABLE, Material())))


TWO = "Do you still collect garden waste in Marden, and could you send me the contractor's complaints procedure?"
ASKS = [
    ("the second ask left out", TWO, "Yes, garden waste is still collected in Marden.", 1),
    ("both taken up", TWO, "Yes, garden waste is collected in Marden. The contractor's procedure is attached.", 0),
    ("the first left out", TWO, "The contractor's complaints procedure is attached.", 1),
    ("one ask with an and in it", "How many cats and dogs were found?", "Twelve cats and nine dogs were found.", 0),
    ("all at once", TWO, "All of your questions are refused.", 0),
]


@pytest.mark.parametrize(("why", "asked", "letter", "count"), ASKS)
def test_each_ask_of_one_sentence_is_answered(why: str, asked: str, letter: str, count: int) -> None:
    material = Material(request_text=asked, questions=(asked,))
    assert [one.code for one in questions.check(Page(letter, material))] == ["question.unanswered"] * count, why


def test_two_answers_in_the_questions_own_words_are_two() -> None:
    asked = ("Are dogs allowed on the beach?", "Who enforces the rule?")
    letter = "**Question 1.** No, dogs are not allowed on the beach.\n\n**Question 2.** Wardens.\n\n**Question 1 (more).** Dogs may run free."
    assert [one.code for one in questions.check(Page(letter, Material(questions=asked)))] == ["question.twice"]
