"""A reply is cut into its parts, and what it says of itself is found."""

from pathlib import Path

import pytest

from assistant.library.letters import document_of
from assistant.library.parts import grounds_in, split_exemptions, split_tables
from assistant.library.readers import as_corpus_file, read_file

REASON = "Disclosure would help those who plan to take the eggs, and the harm outweighs the interest in knowing."
LETTER = f"""Exampleton Borough Council
Date: 4 March 2025
Our reference: EX/25/9

Dear Ms Person,

You asked for the following information on 3 February 2025:

I am writing to ask about the swans.
1. How many swans are there?
2. Where do they nest?

We have decided to give you some of it.

Section 31(1)(a) – prevention of crime

{REASON}

Our response

Q1 - How many swans are there?
There are forty, as counted on 1 January 2024.

Q2 - Where do they nest?
This is withheld.

Yours sincerely,

Jo Officer
"""


def test_a_letter_is_cut_into_request_answers_and_exemptions() -> None:
    document = document_of(LETTER, "letter.txt", "own-1")
    parts = {chunk.locator: chunk for chunk in document.chunks}
    assert list(parts) == ["Request", "Reply", "Q1", "Q2", "Why section 31(1)(a) applies"]
    assert "Where do they nest?" in parts["Request"].question
    assert parts["Request"].question.startswith("I am writing to ask")
    assert REASON in parts["Why section 31(1)(a) applies"].answer
    assert REASON not in parts["Reply"].answer
    assert (document.authority, document.date, document.outcome, document.regime, document.sections) == (
        "Exampleton Borough Council", "2025-03-04", "partial", "foia", ("31(1)(a)",),
    )  # fmt: skip
    assert "Person" not in repr(document)
    assert "Jo Officer" not in repr(document)


@pytest.mark.parametrize(
    "text",
    [LETTER, LETTER.replace("Q1 - ", "").replace("Q2 - ", "")],
    ids=["with questions", "without questions"],
)
def test_the_parts_survive_being_written_out(tmp_path: Path, text: str) -> None:
    document = document_of(text, "letter.txt", "own-1")
    (tmp_path / "own-1.md").write_text(as_corpus_file(document), "utf-8")
    (copy,) = read_file(tmp_path / "own-1.md", "own-1.md")
    assert [(c.locator, c.question, c.answer) for c in copy.chunks] == [
        (c.locator, c.question, c.answer) for c in document.chunks
    ]
    assert copy.authority == document.authority


@pytest.mark.parametrize(
    ("answer", "locators", "why"),
    [
        (f"Some is withheld.\n\nSection 43(2) - commercial interests\n{REASON}", ["Why section 43(2) applies"], "a heading"),
        (f"Some is withheld.\n\nSection 40(2)(3)&(4) – Personal Information\n{REASON}", ["Why section 40(2) applies"], "as forces write it"),
        (f"Some is withheld.\n\nRegulation 12(5)(e)\n{REASON}", ["Why regulation 12(5)(e) applies"], "a regulation"),
        (f"Some.\n\n## Section 40(2): personal data\n{REASON}\n\nSection 43(2)\n{REASON}",
         ["Why section 40(2) applies", "Why section 43(2) applies"], "two"),
        (f"Section 43(2) applies to the prices.\n{REASON}", [], "a sentence is no heading"),
        (f"Section 43(2) - commercial interests\n{REASON}", [], "nothing else would be left of the answer"),
        ("Some is withheld.\n\nSection 43(2)\nIt applies.", [], "no reasons"),
    ],
)  # fmt: skip
def test_exemptions_are_cut_out_with_their_reasons(answer: str, locators: list[str], why: str) -> None:
    rest, parts = split_exemptions(answer)
    assert [part[0] for part in parts] == locators, why
    kept = rest + "".join(part[2] for part in parts)
    assert kept.count(REASON) == answer.count(REASON), why


def test_what_follows_the_reasons_stays_in_the_reply() -> None:
    rest, _ = split_exemptions(f"Some.\n\nSection 43(2)\n{REASON}\n\nOur response\nThe total was £900.")
    assert "The total was £900." in rest


TABLE = "Swans by year\n\n| Year | Swans |\n| --- | --- |\n| 2024 | 40 |\n| 2025 | 44 |\n"


@pytest.mark.parametrize(
    ("words", "cut", "why"),
    [(200, True, "buried in a long answer"), (20, False, "beside a short answer it is its heart")],
)
def test_a_table_is_a_part_of_its_own_in_a_long_answer(words: int, cut: bool, why: str) -> None:
    answer = f"{'word ' * words}\n\n{TABLE}\nThat is all."
    parts = split_tables([("Q1", "How many?", answer)])
    assert [part[0] for part in parts] == (["Q1", "Table 1"] if cut else ["Q1"]), why
    assert "".join(part[2] for part in parts).count("| 2024 | 40 |") == 1, why
    if cut:
        assert parts[1][2].startswith("Swans by year"), why
        assert "That is all." in parts[0][2], why


@pytest.mark.parametrize(
    ("text", "regime", "grounds", "why"),
    [
        ("Section 40(2) and section 31(1)(a) apply.", "foia", ("40(2)", "31(1)(a)"), "two exemptions"),
        ("This is a refusal notice under section 17.", "foia", (), "a duty is no ground"),
        ("The principles stand in section 34 of the Data Protection Act 2018.", "foia", (), "another act's section"),
        ("See section 58 of that schedule.", "foia", (), "nor a schedule's"),
        ("The section 40 exemption: section 40(2) applies.", "foia", ("40(2)",), "a section beside its own subsection"),
        ("Regulation 12(4)(b) applies.", "eir", ("12(4)(b)",), "an exception"),
        ("Section 12 applies: it would take 40 hours.", "foia", ("12",), "the cost limit is a ground"),
    ],
)
def test_grounds_are_told_from_other_sections(text: str, regime: str, grounds: tuple[str, ...], why: str) -> None:
    assert grounds_in(text, regime) == grounds, why


@pytest.mark.parametrize(
    ("line", "date", "why"),
    [
        ("4 March 2025", "2025-03-04", "a line of its own"),
        ("Date: 4th March 2025", "2025-03-04", "labelled"),
        ("Tuesday 4 March 2025", "2025-03-04", "with its weekday"),
        ("How many were counted since 4 March 2025?", "", "a date that is asked about"),
        ("Your request of 4 March 2025 has been considered.", "", "the day of the request is not the reply's"),
    ],
)
def test_the_day_is_the_letters_own(line: str, date: str, why: str) -> None:
    text = (
        f"{line}\n\nDear applicant,\n\nWe hold this information. There were forty swans when they were last counted.\n"
    )
    assert document_of(text, "a.txt", "own-1").date == date, why


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("Exampleshire County Council", "Exampleshire County Council"),
        ("Example Constabulary", "Example Constabulary"),
        ("University of Exampleton", "University of Exampleton"),
        ("Exampleshire County Council holds no swans.", ""),
        ("The council", ""),
    ],
)
def test_the_authority_is_named_on_a_line_of_its_own(line: str, authority: str) -> None:
    text = (
        f"{line}\n\nDear applicant,\n\nWe hold this information. There were forty swans when they were last counted.\n"
    )
    assert document_of(text, "a.txt", "own-1").authority == authority


def test_an_email_without_a_date_in_it_is_of_the_day_it_was_sent(tmp_path: Path) -> None:
    words = "Dear applicant,\n\nWe hold this information. There were forty swans when they were last counted.\n"
    mail = f"From: a@example.org\nDate: Tue, 04 Mar 2025 09:00:00 +0000\nSubject: Swans\n\n{words}"
    (tmp_path / "a.eml").write_text(mail, "utf-8")
    (document,) = read_file(tmp_path / "a.eml", "a.eml")
    assert document.date == "2025-03-04"
    assert "a@example.org" not in repr(document)
