"""Splitting a request: each question keeps its own words and place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.request import read_request

SPLITS = [
    (
        "numbered with Q",
        "Please tell me:\nQ1 - How many cats?\nQ2 - How many dogs?",
        ["How many cats?", "How many dogs?"],
    ),
    ("numbered with dots", "1. How many cats?\n2. How many dogs?", ["How many cats?", "How many dogs?"]),
    ("numbered with brackets", "1) cats\n2) dogs\n3) birds", ["cats", "dogs", "birds"]),
    ("numbers in brackets", "(1) cats\n(2) dogs", ["cats", "dogs"]),
    ("the word question", "Question 1: cats\nQuestion 2: dogs", ["cats", "dogs"]),
    ("bold markers", "**Q1.** cats\n**Q2.** dogs", ["cats", "dogs"]),
    ("lettered", "Please send:\na) the policy\nb) the minutes", ["the policy", "the minutes"]),
    ("bullets", "Please provide:\n- the policy\n- the minutes\n\nThanks", ["the policy", "the minutes"]),
    (
        "nested parts stay with their question",
        "1. Cats by\na) year\nb) ward\n2. Dogs",
        ["Cats by a) year b) ward", "Dogs"],
    ),
    ("blank lines between", "1. Cats?\n\n2. Dogs?\n\nI look forward to your reply.", ["Cats?", "Dogs?"]),
    ("sign-off not swallowed", "1. Cats?\n2. Dogs?\nKind regards\nA Person", ["Cats?", "Dogs?"]),
    (
        "prose, two sentences",
        "Dear Sir,\n\nHow many cats were there in 2024? What did they cost?\n\nYours faithfully",
        ["How many cats were there in 2024?", "What did they cost?"],
    ),
    ("a greeting on the question's line", "Dear team, How many cats?", ["How many cats?"]),
    (
        "a greeting with a dash",
        "Hello - please send me a copy of the policy.",
        ["please send me a copy of the policy."],
    ),
    (
        "no greeting, though it begins like one",
        "Hi-vis jackets: how many did you buy?",
        ["Hi-vis jackets: how many did you buy?"],
    ),
    ("nor here", "Dear care homes: how many are there?", ["Dear care homes: how many are there?"]),
    (
        "the first question has no number",
        "Dear team, How many cats?\n\nPlease also tell me:\n2. How many dogs?\n3. How many birds?",
        ["How many cats?", "How many dogs?", "How many birds?"],
    ),
    (
        "a list that begins with 2 and nothing before it",
        "2. How many cats?\n3. How many dogs?",
        ["How many cats?", "How many dogs?"],
    ),
    ("one sentence", "How many complaints were made?", ["How many complaints were made?"]),
    ("capitals", "HOW MANY STAFF LEFT? WHAT DID IT COST?", ["HOW MANY STAFF LEFT?", "WHAT DID IT COST?"]),
    (
        "a format wish is no question",
        "Please tell me the number of cats. Please send it in Excel format.",
        ["Please tell me the number of cats."],
    ),
    ("a year at a line's start is no marker", "Number of cats in\n2023. And dogs too?", None),
    ("a date in an item", "1. Cats since\n1 January 2023\n2. Dogs", ["Cats since 1 January 2023", "Dogs"]),
    ("quoted e-mail", "> 1. Cats?\n> 2. Dogs?", ["Cats?", "Dogs?"]),
    (
        "no question word at all",
        "All e-mails between the mayor and the developer",
        ["All e-mails between the mayor and the developer"],
    ),
    (
        "wrapped lines",
        "1. The number of cats\n   and their names\n2. Dogs",
        ["The number of cats and their names", "Dogs"],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), SPLITS, ids=[row[0] for row in SPLITS])
def test_questions_are_found_in_the_applicants_words(why: str, text: str, expected: list[str] | None) -> None:
    questions = read_request(text).questions
    if expected is None:
        assert len(questions) >= 1
        return
    assert [q.text for q in questions] == expected
    assert [q.number for q in questions] == list(range(1, len(expected) + 1))


@pytest.mark.parametrize("text", ["", "   \n ", "?!", "\ufeff"])
def test_an_empty_request_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read_request(text)


@given(st.text(max_size=400))
def test_any_text_gives_questions_that_stand_in_it(text: str) -> None:
    try:
        request = read_request(text)
    except InputError:
        return
    assert request.questions
    for question in request.questions:
        assert 0 <= question.start < question.end <= len(text)


def test_the_subject_comes_from_the_request() -> None:
    assert read_request("Subject: Re: Agency spend\n\nHow much was spent?").subject == "Agency spend"
    assert (
        read_request("I request information relating to live music licences:\n1. How many?\n2. Where?").subject
        == "live music licences"
    )


AWKWARD = [
    ("only headers", "From: a\nSubject: b", 1),
    ("only a banner", "CAUTION: this came from outside", 1),
    ("a banner above a request", "CAUTION: this came from outside.\n\nHow many cats?", 1),
    ("a question about a spreadsheet is no wish for one", "Please send me the spreadsheet of claims.", 1),
    ("a count by e-mail is no wish for mail", "How many complaints were made by e-mail?", 1),
    ("a policy asked for with if", "If you hold a policy on cats, please send it.", 1),
]


@pytest.mark.parametrize(("why", "text", "number"), AWKWARD, ids=[row[0] for row in AWKWARD])
def test_awkward_requests_keep_their_question(why: str, text: str, number: int) -> None:
    assert len(read_request(text).questions) == number, why


# Each of these made a search run over the rest of the text from every place, and take minutes.
LONG = ["\n" * 60_000 + "x", " " * 60_000 + "x?", "a." * 30_000, "how many cats are there and how many dogs, " * 1_000,
        "From: x\n" * 8_000 + "how many?", "> 1. a?\n" * 8_000, "the cost; " * 6_000, "x" + "(" * 60_000]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=[text.strip()[:12] for text in LONG])
def test_a_long_request_is_read(text: str) -> None:
    assert read_request(text).questions
