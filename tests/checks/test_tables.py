"""Tables printed in a letter, policies other than the usual one, and what is for review."""

import pytest

from assistant.checks import Material, Page, counts
from assistant.figures.policy import Policy
from assistant.findings import Verdict

from .judged import blocked, found

HEAD = "| Borough | Arrests |\n| --- | --- |\n"

LEAKS = [
    ("one low cell", HEAD + "| North | 2 |\n| South | 31 |\n", "2"),
    ("a bold low cell", HEAD + "| North | **1** |\n| South | 31 |\n", "1"),
    ("a low cell with a mark for a note", HEAD + "| North | 3* |\n| South | 31 |\n", "3"),
    ("a low total", HEAD + "| North | [c] |\n| Total | 4 |\n", "4"),
    ("people in the caption", "Dismissals by year\n\n| Year | Number |\n|---|---|\n| 2022 | 2 |\n", "2"),
    ("people in the row", "| | 2022 | 2023 |\n|---|---|---|\n| Rape | 3 | 12 |\n", "3"),
    ("gender in the row", "| Gender | Number |\n|---|---|\n| Male | 26 |\n| Female | 1 |\n", "1"),
    (
        "an HTML table",
        "<table><tr><th>Year</th><th>Deaths</th></tr><tr><td>2022</td><td>4</td></tr></table>",
        "4",
    ),
    ("a title on a hidden cell", 'Pupils excluded\n<table><tr><td>2022</td><td title="3">*</td></tr></table>', "3"),
    ("one hidden cell and a total", HEAD + "| North | [c] |\n| South | 31 |\n| Total | 33 |\n", "[c]"),
    ("a band and a total", HEAD + "| North | <5 |\n| South | 31 |\n| Total | 33 |\n", "<5"),
    ("two bands that the total fixes", HEAD + "| North | <5 |\n| South | <5 |\n| Total | 8 |\n", "<5"),
    ("two bands that the total narrows", HEAD + "| North | <5 |\n| South | <5 |\n| Total | 6 |\n", "<5"),
    ("two hidden cells with no room", HEAD + "| North | * |\n| South | * |\n| East | 6 |\n| Total | 9 |\n", "*"),
    (
        "a hidden cell between two margins",
        "| Arrests | 2022 | 2023 | Total |\n|---|---|---|---|\n| North | [c] | 12 | 15 |\n| South | 9 | 11 | 20 |\n"
        "| Total | 12 | 23 | 35 |\n",
        "[c]",
    ),
]


@pytest.mark.parametrize(("why", "text", "quote"), LEAKS)
def test_a_table_that_shows_or_tells_a_low_count_blocks(why: str, text: str, quote: str) -> None:
    assert quote in blocked(text), why


SAFE = [
    ("cells at and above the threshold", HEAD + "| North | 5 |\n| South | 31 |\n| Total | 36 |\n"),
    ("a true zero", HEAD + "| North | 0 |\n| South | 31 |\n| Total | 31 |\n"),
    ("a hidden cell without a total", HEAD + "| North | [c] |\n| South | 31 |\n"),
    ("two hidden cells with room", HEAD + "| North | [c] |\n| South | [c] |\n| East | 31 |\n| Total | 60 |\n"),
    ("a band and no total", HEAD + "| North | <5 |\n| South | 31 |\n"),
    ("a hidden cell whose value is high", HEAD + "| North | [c] |\n| South | 31 |\n| Total | 60 |\n"),
    ("low counts of things", "| Depot | Vans |\n|---|---|\n| North | 2 |\n| South | 3 |\n"),
    ("things in the caption", "Cameras by site\n\n| Site | Number |\n|---|---|\n| Town hall | 2 |\n"),
    ("money", "| Site | Cost per complaint |\n|---|---|\n| North | 3 |\n"),
    ("days", "| Stage | Days to answer a complaint |\n|---|---|\n| 1 | 3 |\n"),
    ("grades", "| Officer grade | Grade |\n|---|---|\n| Constable | 2 |\n"),
    ("a table of questions", "| Question | Answered in |\n|---|---|\n| 1 | Annex A |\n| 2 | Annex B |\n"),
]


@pytest.mark.parametrize(("why", "text"), SAFE)
def test_a_table_without_a_low_count_of_people_passes(why: str, text: str) -> None:
    assert not found(text), why


def test_a_table_that_does_not_add_up_is_for_review() -> None:
    text = HEAD + "| North | <5 |\n| South | <5 |\n| East | 9 |\n| Total | 99 |\n"
    assert [finding.code for finding in found(text)] == ["count.unclear"]


POLICIES = [
    ("below a threshold of ten", "There were 7 arrests.", Policy(threshold=10), True),
    ("on it", "There were 10 arrests.", Policy(threshold=10), False),
    ("the band of ten", "There were fewer than 10 arrests.", Policy(threshold=10), False),
    ("a band tighter than it", "There were fewer than 5 arrests.", Policy(threshold=10), True),
    ("a band wider than it", "There were fewer than 10 arrests.", Policy(threshold=5), False),
    ("below a threshold of three", "There were 3 arrests.", Policy(threshold=3), False),
    ("a zero shown", "There were no arrests.", Policy(zeros="show"), False),
    ("a zero hidden", "There were no arrests.", Policy(zeros="hide"), True),
    ("a zero in digits hidden", "There were 0 arrests.", Policy(zeros="hide"), True),
    ("a zero of things", "There were no cameras.", Policy(zeros="hide"), False),
    ("no idiom of nought", "There was no delay.", Policy(zeros="hide"), False),
    ("everybody, zeros hidden", "All of the 12 officers passed: of the 12, 12 passed.", Policy(zeros="hide"), True),
]


@pytest.mark.parametrize(("why", "text", "policy", "leaks"), POLICIES)
def test_the_policy_says_what_is_low(why: str, text: str, policy: Policy, leaks: bool) -> None:
    assert bool(blocked(text, policy)) is leaks, why


REVIEWED = [
    ("all of a group", "We looked at the complaints. All of them were upheld.", "count.group"),
    ("none of a group", "None of the nine pupils was excluded.", "count.group"),
    ("not one", "We received complaints. Not one was upheld.", "count.group"),
    ("each", "We dismissed officers. Each was convicted.", "count.group"),
    ("a vague number", "A handful of officers were suspended.", "count.unclear"),
    ("a floor", "More than one officer was suspended.", "count.unclear"),
    ("an unknown unit", "We recorded 3 widgets.", "count.unclear"),
    ("a quotation", "> There were 3 arrests.\n\nWe agree.", "count.unclear"),
]


@pytest.mark.parametrize(("why", "text", "code"), REVIEWED)
def test_what_may_tell_something_is_for_review(why: str, text: str, code: str) -> None:
    assert [finding.code for finding in found(text)] == [code], why
    assert not blocked(text)


NOT_REVIEWED = [
    "All of the information is attached.",
    "None of the exemptions applies.",
    "Each of them is a policy.",
    "A handful of cameras were replaced.",
    "More than one document is attached.",
    "Staff must have more than one form of identification.",
    "Not one of the cameras failed.",
    "All three reports are attached.",
]


@pytest.mark.parametrize("text", NOT_REVIEWED)
def test_the_same_words_about_things_raise_nothing(text: str) -> None:
    assert not found(text)


ASKED = Material(request_text="How many of the three officers named in the press in 2021 were disciplined, and why?")
QUOTED = [
    (
        "the request, quoted",
        "> How many of the three officers named in the press in 2021 were disciplined, and why?",
        False,
    ),
    (
        "the request under a heading",
        "> **Question 1.** How many of the three officers named in the press in 2021 were disciplined, and why?",
        False,
    ),
    (
        "part of the request, quoted",
        "> the three officers named in the press",
        False,
    ),
    (
        "the request, not quoted",
        "How many of the three officers named in the press in 2021 were disciplined, and why?",
        False,
    ),
    ("a few of its words, quoted", "> **Question 1.** the three officers", False),
    ("an answer in a quotation", "> The three officers were all dismissed in 2022.", True),
    ("an answer with a question mark", "Three officers were dismissed?", True),
    ("an answer in the request's words", "The three officers were disciplined.", True),
]


@pytest.mark.parametrize(("why", "text", "leaks"), QUOTED)
def test_only_the_requesters_own_words_pass_as_a_quotation(why: str, text: str, leaks: bool) -> None:
    findings = list(counts.check(Page(text, ASKED)))
    assert any(finding.verdict is Verdict.BLOCK for finding in findings) is leaks, why
