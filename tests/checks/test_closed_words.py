"""A witness for each word of the short lists in the count check and the idioms: without the word, its row fails."""

import pytest

from assistant.checks.counts import STATED, STATED_REMEDY
from tests.checks.judged import found

GROUPS = [
    *(f"Nine officers faced a hearing. All nine {told}." for told in ("were cleared", "are men", "had resigned")),
    *(f"Nine officers faced a hearing. All nine {told}." for told in ("have resigned", "resigned")),
    *(f"Nine officers were at the hearing. {word} of them had a lawyer." for word in ("All", "None", "Each")),
    *(f"Nine officers were at the hearing. {word} of the nine had a lawyer." for word in ("All", "None", "Each")),
    "Nine officers faced a hearing. Every one of them was cleared.",
    "Nine officers faced a hearing. Not one was cleared.",
    "Nine officers faced a hearing. Not one of them was cleared.",
]
ONCE = [
    "A taser was used once on a pupil.",
    "A pupil has been restrained; it has happened once.",
    "Officers may draw a taser on a child and have done so once.",
    "A child has been tasered once.",
    "A pupil has only once been excluded.",
    "A patient has been just once restrained.",
]


@pytest.mark.parametrize("text", GROUPS)
def test_what_is_said_of_a_whole_group(text: str) -> None:
    assert "count.group" in {one.code for one in found(text)}


@pytest.mark.parametrize("text", ONCE)
def test_what_happened_once(text: str) -> None:
    assert "count.stated" in {one.code for one in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Nine vans were tested. All nine were cleared.",
        "All of the nine rooms had a window.",
        "The log was seen once a year.",
        "Once we hear from you, we shall reply.",
    ],
)
def test_the_same_words_of_things(text: str) -> None:
    assert not {one.code for one in found(text)} & {"count.group", "count.stated"}


def test_an_officer_reads_what_is_wrong_and_what_to_do() -> None:
    (one,) = found("Three pupils were excluded.")
    assert (one.message, one.remedy) == (STATED, STATED_REMEDY)
