"""Silence that is kept or broken beside its own paragraph, answers that are missing or double, and names in what is disclosed."""

import pytest

from assistant.checks import Material, check_letter
from assistant.request import read_request

SILENT = (
    "Under section 31(3) of the Freedom of Information Act 2000 the Constabulary neither confirms nor denies that it holds information on the"
    " matter. To confirm or to deny would be likely to prejudice the detection of crime, because either answer would warn offenders. There is a"
    " public interest in openness, and a stronger one in maintaining the exclusion.\n\n"
)
TIPS = [
    ("an enclosure of the thing itself", "I enclose a redacted copy of the log."),
    ("a denial", "For what it is worth, we have never received any from your street."),
    ("what they had to do with it", "Our inquiries came to an end in May."),
    ("that it goes on", "We can say more once the investigation is over."),
    ("what became of the person", "We closed our file on that officer's resignation."),
    ("how many pages there are", "A charge of 10p would be made for the 14 pages."),
]
KEPT = [
    ("a review's own course", "Once the review is over you may complain to the Information Commissioner."),
    ("a policy that is published", "Our policy on complaints is enclosed and is published on our website."),
    ("what is supposed", "If we have received a report, we do not say so in a reply such as this."),
    ("the request itself", "We received your request on 3 March 2026."),
    ("no inference", "This should not be taken as meaning that we have received any report."),
]


def codes(text: str, request: str | None = None) -> list[str]:
    asked = tuple(one.text for one in read_request(request).questions) if request else ()
    return [one.code for one in check_letter(text, Material(request_text=request or "", questions=asked)).findings]


@pytest.mark.parametrize(("why", "beside"), TIPS)
def test_a_fact_beside_a_silence_tips_it_off(why: str, beside: str) -> None:
    assert "ncnd.tip-off" in codes(SILENT + beside), why


@pytest.mark.parametrize(("why", "beside"), KEPT)
def test_what_says_nothing_of_the_matter_may_stand_beside_a_silence(why: str, beside: str) -> None:
    assert "ncnd.tip-off" not in codes(SILENT + beside), why


def test_one_year_answered_and_the_next_not_tells_of_the_next() -> None:
    said = "For 2022 there were none. For 2024 the Constabulary neither confirms nor denies that it holds any, under section 31(3)."
    assert "ncnd.tip-off" in codes(said)
    both = "For 2022 and for 2024 the Constabulary neither confirms nor denies that it holds any, under section 31(3)."
    assert "ncnd.tip-off" not in codes(both)


PARTS = "Please send (i) the visits policy; (ii) the reasons for which a visit can be stopped; (iii) the name of the charity."
TABLE = "| No. | Your question | Our response |\n| --- | --- | --- |\n| 1 | Who supplies it? | {} |\n| 2 | When does it end? | In May |\n"


@pytest.mark.parametrize(
    ("why", "request_text", "letter", "code", "found"),
    [
        ("a part is promised and not there", PARTS, "We deal with part (ii) below.\n\n(i) It is attached.\n\n(iii) It is Skylark.", "question.unanswered", True),
        ("each part has its line", PARTS, "(i) It is attached.\n\n(ii) There are four.\n\n(iii) It is Skylark.", "question.unanswered", False),
        ("a cell of answers is blank", "1. Who supplies it?\n2. When does it end?", TABLE.format(""), "question.unanswered", True),
        ("each cell is filled", "1. Who supplies it?\n2. When does it end?", TABLE.format("Larkfield"), "question.unanswered", False),
        ("another prison", "What education is there at HMP Stonecleave?", "HMP Fernmoor has evening education.", "question.unanswered", True),
        ("the prison and another", "What education is there at HMP Stonecleave?", "HMP Stonecleave shares its education with HMP Fernmoor.", "question.unanswered", False),
    ],
)  # fmt: skip
def test_answers_are_there_and_to_the_point(why: str, request_text: str, letter: str, code: str, found: bool) -> None:
    assert (code in codes(letter, request_text)) is found, why


@pytest.mark.parametrize(
    ("why", "letter", "code", "found"),
    [
        ("a nurse by rank and name", "Staff Nurse Petronella Hasketh had not completed the training.", "person.name", True),
        ("a rank alone", "The Staff Nurse on duty had not completed the training.", "person.name", False),
        ("an NI number with letters out of use, so named", "His NI is QQ 41 07 73 B and the start was in May.", "person.ni", True),
        ("a stores code of that shape", "The store holds item QQ 41 07 73 B in two sizes.", "person.ni", False),
        ("a home address for mail in a disclosed message", "Subject: moorings\n\nCould you send it to my home email, s.wheelhouse@postbox.example?", "person.email", True),
        ("a complainant in an annex", "**Annex A**\n\n> It woke the whole street.\n>\n> Yours, Mrs Ottilie Brackenthwaite", "person.name", True),
        ("a batch whose digits add up", "| Print batch | 240 917 3306 |\n| Sticker | NHS number on all |", "person.nhs", False),
        ("a patient's number", "The patient's NHS number is 240 917 3306.", "person.nhs", True),
    ],
)  # fmt: skip
def test_people_in_what_is_disclosed(why: str, letter: str, code: str, found: bool) -> None:
    assert (code in codes(letter)) is found, why
