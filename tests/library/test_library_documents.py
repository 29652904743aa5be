"""The corpus's own format, and letters cut into their parts."""

import pytest
from library_corpus import LETTER

from assistant.errors import InputError
from assistant.library.documents import parse_document
from assistant.library.letters import cut, document_of
from assistant.library.privacy import without_people

REPLY = """---
id: reply-1
kind: response
title: "Arrests: two questions"
authority: Exampleton Police
regime: foia
date: 2024-05-02
outcome: partial
sections: ["40(2)", "40(3A)(a)"]
invented: true
text: full
---

## Request

How many arrests, and how many wrongful ones?

## Reply

Some of this is withheld.

### Q1

How many arrests were there?

There were 57.

They are by year in the table.

### Q2: How many were wrongful?

None is recorded.
"""
DIGEST = """---
id: foia-s40
kind: legislation
title: Personal information
regime: foia
section: "40"
source: https://example.org/40
checked: 2026-11-01
status: verified
---

## 40(2)

Data of others.

## 40(3A)(a) First condition

A breach of the principles.
"""


def test_a_reply_is_cut_into_request_opening_and_pairs() -> None:
    document = parse_document(REPLY, "r.md")
    assert document is not None
    assert [chunk.locator for chunk in document.chunks] == ["Request", "Reply", "Q1", "Q2"]
    first, second = document.chunks[2:]
    assert (first.question, first.answer) == (
        "How many arrests were there?",
        "There were 57.\n\nThey are by year in the table.",
    )
    assert (second.question, second.answer) == ("How many were wrongful?", "None is recorded.")
    assert document.sections == ("40(2)", "40(3A)(a)")
    assert document.date == "2024-05-02"


def test_a_digest_is_cut_at_its_headings() -> None:
    document = parse_document(DIGEST, "l.md")
    assert document is not None
    assert [(chunk.locator, chunk.sections) for chunk in document.chunks] == [
        ("section 40(2)", ("40(2)",)),
        ("section 40(3A)(a)", ("40(3A)(a)",)),
    ]
    assert document.chunks[1].text.startswith("First condition")


def test_ids_depend_on_the_words_and_on_nothing_else() -> None:
    one, again = parse_document(REPLY, "a.md"), parse_document(REPLY, "b.md")
    other = parse_document(REPLY.replace("There were 57.", "There were 58."), "a.md")
    assert one is not None
    assert again is not None
    assert other is not None
    ids = [chunk.id_in(one.id) for chunk in one.chunks]
    assert ids == [chunk.id_in(again.id) for chunk in again.chunks]
    assert [a == chunk.id_in(other.id) for a, chunk in zip(ids, other.chunks, strict=True)] == [True, True, False, True]


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("kind: response", "kind: letter", "kind is 'letter'"),
        ("id: reply-1", "id: ../../etc", "id"),
        ("outcome: partial", "outcome: perhaps", "outcome is 'perhaps'"),
        ('title: "Arrests: two questions"', "title: Arrests: two questions", "not YAML"),
    ],
)
def test_a_wrong_front_matter_is_named(wrong: str, right: str, says: str) -> None:
    with pytest.raises(InputError, match=r"r\.md") as raised:
        parse_document(REPLY.replace(wrong, right), "r.md")
    assert says in str(raised.value)


def test_text_without_front_matter_is_no_corpus_file() -> None:
    assert parse_document("# A letter\n\nDear all", "x.md") is None


def test_a_plain_letter_is_cut_and_read() -> None:
    document = document_of(LETTER, "letter.docx", "own-letter-1")
    pairs = {chunk.locator: (chunk.question, chunk.answer) for chunk in document.chunks}
    assert "How many tasers do you hold?" in pairs["Request"][0]
    assert pairs["Q1"] == ("How many tasers do you hold?", "This is withheld under section 31(1)(a).")
    assert pairs["Q2"][1].startswith("They were fired on 57 occasions.")
    assert document.outcome == "partial"
    assert document.sections == ("31(1)(a)",)
    assert document.date == "2024-03-12"
    assert document.title.startswith("FOI/24/17")


def test_the_people_who_asked_are_taken_out() -> None:
    document = document_of(LETTER, "letter.docx", "own-letter-1")
    words = " ".join(chunk.text for chunk in document.chunks)
    for private in ("Person", "Long Lane", "EX1 2AB", "020 7946", "jo.officer", "Jo Officer"):
        assert private not in words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dear Ms Smith,\nWe hold it.", "Dear applicant,\nWe hold it."),
        ("Dear Sir or Madam\nWe hold it.", "Dear Sir or Madam\nWe hold it."),
        ("From: A Person <a@b.org>\nWhat is held?", "What is held?"),
        ("What is held?\n\nKind regards\nA Person\nEX1 2AB", "What is held?"),
        ("Dear Ms Smith-Jones, There are forty. Yours sincerely, A Person", "Dear applicant, There are forty."),
        (
            "They are dear to Mr Smith. Yours is sincerely meant.",
            "They are dear to Mr Smith. Yours is sincerely meant.",
        ),
        ("We hold 020 items in class 4000.", "We hold 020 items in class 4000."),
    ],
)
def test_without_people(text: str, kept: str) -> None:
    assert without_people(text) == kept


def test_answers_numbered_like_the_questions_are_paired() -> None:
    letter = cut(
        "You asked for the following:\n\n1. How many dogs are licensed?\n2. How many cats are there?\n\n"
        "We have searched and can answer as below.\n\n1. There are 40 dogs.\n2. Cats are not licensed.\n"
    )
    assert [pair[0] for pair in letter.pairs] == ["Q1", "Q2"]
    assert letter.pairs[1][2] == "Cats are not licensed."


def test_the_seed_letter(shared) -> None:
    text = next((shared / "seeds").glob("*.txt")).read_text("utf-8")
    document = document_of(text, "seed.txt", "own-seed")
    pairs = {chunk.locator: chunk for chunk in document.chunks}
    assert "cookies" not in " ".join(chunk.text for chunk in document.chunks)
    assert "subsequently de-arrested" in pairs["Q1"].question
    assert pairs["Q1"].answer.startswith("Due to the low value data")
    assert "No wrongful arrests" in pairs["Q2"].answer
    assert document.outcome == "partial"
    assert "40(2)" in document.sections
