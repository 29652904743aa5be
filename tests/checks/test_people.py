"""Other people's data, and answers to every question."""

import pytest

from assistant.checks import Material, Page, people, questions
from assistant.findings import Verdict

KNOWN = Material(
    contact="Town Hall, 1 High Street, ZZ1 1ZZ\n020 7946 0000\nfoi@town.example", addressee="jo@home.example"
)

PERSONAL = [
    ("an officer's email", "Write to pat.jones@force.police.example about it.", "person.email"),
    ("a mobile", "Her number is 07700 900123.", "person.phone"),
    ("a National Insurance number", "His number is AB 12 34 56 C.", "person.ni"),
    ("an NHS number that passes its check", "NHS number 943 476 5919", "person.nhs"),
    ("a date of birth", "Date of birth: 3 May 1984", "person.birth"),
    ("a date of birth in figures", "DOB 03/05/1984", "person.birth"),
    ("a vehicle", "The car AB12 CDE was seized.", "person.vehicle"),
    ("a home", "She lives at 14 Example Street, Anytown, ZZ3 9QF.", "person.address"),
]


@pytest.mark.parametrize(("why", "text", "code"), PERSONAL)
def test_a_third_partys_data_is_found(why: str, text: str, code: str) -> None:
    assert [finding.code for finding in people.check(Page(text, KNOWN))] == [code], why


FINE = [
    ("the regulator's email", "icocasework@ico.org.uk"),
    ("a generic mailbox", "foi@elsewhere.example, enquiries@council.example"),
    ("the authority's own domain", "reviews@town.example"),
    ("the addressee", "jo@home.example"),
    ("the authority's telephone", "Call 020 7946 0000."),
    ("the regulator's helpline", "0303 123 1113"),
    ("a service number", "0300 790 6234"),
    ("the authority's address", "1 High Street, ZZ1 1ZZ"),
    ("an NHS number that fails its check", "NHS number 943 476 5918"),
    ("a reference of ten digits", "Reference 9434765919"),
    ("no prefix of an NI number", "GB 12 34 56 C"),
    ("a date", "On 3 May 1984 the school opened."),
    ("a reference like a vehicle", "See FOI24 in the log."),
]


@pytest.mark.parametrize(("why", "text"), FINE)
def test_what_is_the_authoritys_or_nobodys_passes(why: str, text: str) -> None:
    assert not list(people.check(Page(text, KNOWN))), why


def test_an_identifier_beyond_doubt_blocks() -> None:
    (finding,) = people.check(Page("His number is AB 12 34 56 C.", KNOWN))
    assert finding.verdict is Verdict.BLOCK


ASKED = Material(questions=("How many drones does the force own?", "Which suppliers maintain them?"))
ANSWERS = [
    ("both by heading", "### Question 1\n\nFour.\n\n### Question 2\n\nAcme Ltd.", []),
    ("both by number", "1. Four.\n2. Acme Ltd.", []),
    ("both by their words", "The force owns four drones. The suppliers that maintain them are listed.", []),
    ("both at once", "We hold nothing within questions 1 and 2.", []),
    ("all of them", "All of your questions are refused.", []),
    ("one left out", "Q1. Four.", ["question.unanswered"]),
    ("one twice", "Q1. Four.\n\nQ2. Acme Ltd.\n\nQ1. Five.", ["question.twice"]),
    ("asked, then answered", "> Q1. How many?\n> Q2. Which?\n\nQ1. Four.\n\nQ2. Acme Ltd.", []),
]


@pytest.mark.parametrize(("why", "text", "codes"), ANSWERS)
def test_each_question_is_answered_once(why: str, text: str, codes: list[str]) -> None:
    assert [finding.code for finding in questions.check(Page(text, ASKED))] == codes, why


def test_without_questions_nothing_is_asked() -> None:
    assert not list(questions.check(Page("Q1. Four.\n\nQ1. Five.", Material())))
