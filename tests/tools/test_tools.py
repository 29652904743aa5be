"""The tools over a case: what each changes is told, can be taken back, and none does what a person alone may."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant import sample
from assistant.chat.respond import respond
from assistant.errors import FoiError
from assistant.figures.choices.worksheet import load_points
from assistant.figures.policy import Policy
from assistant.figures.tables import read_table
from assistant.pipeline import Intake, Workplace
from assistant.settings import load_authority
from assistant.tools.casefile import Bench, Call, CaseFile
from assistant.tools.toolbox import TOOLS, use

TODAY = date(2026, 11, 23)
PLACE = Workplace(load_authority(sample.AUTHORITY), Policy())
REQUEST = "1. How many people were arrested in 2023 and how many of them were released?\n2. What is your policy?\n3. A copy of it.\n"


def sample_case() -> CaseFile:
    table = read_table(sample.TABLE)
    return CaseFile(
        Intake(
            sample.REQUEST.read_text("utf-8"),
            {table.source: table},
            sample.NOTES.read_text("utf-8"),
            received=date(2026, 11, 2),
            reference="FOI-0042",
            letter_date=TODAY,
            regime="foia",
        )
    )


def plain_case(notes: str = "") -> CaseFile:
    return CaseFile(Intake(REQUEST, notes=notes, received=date(2026, 11, 2), letter_date=TODAY, regime="foia"))


def does(case: CaseFile, tool: str, **arguments: Any) -> CaseFile:
    return use(Call(tool, arguments), Bench(case, PLACE, TODAY)).case or case


def say(case: CaseFile, *messages: str) -> tuple[CaseFile, str]:
    answer = ""
    for message in messages:
        turn = respond(message, case, PLACE, TODAY)
        case, answer = turn.case or case, turn.answer
    return case, answer


def asked(case: CaseFile) -> list[str]:
    assert case.draft
    return [" ".join(d.question.text.split()) for d in case.draft.decisions]


CHANGES = [
    ("set_outcome", {"question": 2, "outcome": "withheld", "sections": ["s. 31(1)(a)"], "reason": "Patrols."}, "notes"),
    ("set_outcome", {"question": 2, "outcome": "undecided"}, "notes"),
    ("merge_questions", {"questions": [2, 3]}, "questions"),
    ("split_question", {"question": 1}, "questions"),
    ("add_context", {"words": "We are sorry for the delay."}, "notes"),
    ("set_dates", {"received": "3 November"}, "received"),
    ("set_dates", {"letter_date": "1 December 2026"}, "letter_date"),
]


@pytest.mark.parametrize(("tool", "arguments", "part"), CHANGES)
def test_a_change_changes_its_part_and_no_other(tool: str, arguments: dict[str, Any], part: str) -> None:
    before = plain_case("Q2: not held\n")
    turn = use(Call(tool, arguments), Bench(before, PLACE, TODAY))
    assert turn.case is not None
    assert turn.changed
    assert getattr(turn.case.intake, part) != getattr(before.intake, part)
    same = replace(turn.case.intake, **{name: getattr(before.intake, name) for name in {part, "notes"}})
    assert same == before.intake


@pytest.mark.parametrize(
    "message",
    [
        "q2 s31(1)(a), patrols would be revealed",
        "questions 2 and 3 are the same",
        "split q1",
        "add to q2: we searched twice and asked the archive",
        "received on 3 November",
        "change “we searched” to “we looked for it”",
        "q1 not held; q3 vexatious",
    ],
)
def test_whatever_a_message_changed_is_taken_back_and_brought_back(message: str) -> None:
    case, _ = say(plain_case("Q2: not held We searched the archive and found nothing.\n"), "draft")
    changed, answer = say(case, message)
    assert changed.draft
    assert case.draft
    assert (changed.intake, changed.draft.letter.text) != (case.intake, case.draft.letter.text), answer
    back, said = say(changed, "undo that")
    assert back.draft
    assert said.startswith("Taken back")
    assert (back.intake, back.draft.letter.text) == (case.intake, case.draft.letter.text)
    again, _ = say(back, "redo")
    assert again.draft
    assert (again.intake, again.draft.letter.text) == (changed.intake, changed.draft.letter.text)


def test_undo_leaves_what_was_changed_by_hand_since() -> None:
    case, _ = say(plain_case(), "q2 not held")
    by_hand = replace(case, intake=replace(case.intake, notes=case.intake.notes + "Q3: vexatious\n"), draft=None)
    kept, said = say(by_hand, "undo")
    assert "by hand" in said
    assert kept.intake.notes == by_hand.intake.notes
    dated = replace(case, intake=replace(case.intake, received=date(2026, 11, 3)), draft=None)
    back, _ = say(dated, "undo")
    assert back.intake.received == date(2026, 11, 3)
    assert "not held" not in back.intake.notes


def test_there_is_an_end_to_undo() -> None:
    assert "nothing to take back" in say(plain_case(), "undo")[1]
    assert "nothing to bring back" in say(plain_case(), "redo")[1]


def test_questions_are_merged_with_their_words_and_decisions() -> None:
    case, _ = say(plain_case("Q2: not held\nQ3: vexatious\n"), "questions 2 and 3 are the same")
    assert asked(case)[1] == "What is your policy? A copy of it."
    assert case.intake.notes == "Q2: not held\n"
    back, _ = say(case, "split q2")
    assert asked(back)[1:] == ["What is your policy?", "A copy of it."]


def test_questions_are_merged_across_others() -> None:
    case, _ = say(plain_case("Q2: vexatious\nQ3: not held\n"), "merge q1 and q3")
    assert [text[:16] for text in asked(case)] == ["How many people ", "What is your pol"]
    assert case.intake.notes == "Q1: not held\nQ2: vexatious\n"


def test_a_question_is_split_where_it_asks_twice_and_the_rest_moves_on() -> None:
    case, said = say(plain_case("Q2: not held\n"), "split question 1")
    assert asked(case)[:2] == ["How many people were arrested in 2023", "and how many of them were released?"]
    assert case.intake.notes == "Q3: not held\n"
    assert "questions 1 and 2" in said


def test_a_division_goes_when_the_request_no_longer_has_its_words() -> None:
    case, _ = say(plain_case(), "questions 2 and 3 are the same")
    other = replace(case, intake=replace(case.intake, request="1. How much?\n2. Why?\n"), draft=None)
    assert asked(say(other, "draft")[0]) == ["How much?", "Why?"]


REFUSED = [
    ("a question that is not there", "set_outcome", {"question": 9, "outcome": "not-held"}, "no question 9"),
    ("a section that is not there", "set_outcome", {"question": 1, "outcome": "withheld", "sections": ["99(9)"]}, "99"),
    ("no section", "set_outcome", {"question": 1, "outcome": "withheld"}, "no section"),
    ("no hours", "set_outcome", {"question": 1, "outcome": "cost"}, "hours"),
    ("an outcome that follows of itself", "set_outcome", {"question": 1, "outcome": "partial"}, "partial"),
    ("an outcome that is none", "set_outcome", {"question": 1, "outcome": "release"}, "outcome"),
    ("an argument that is unknown", "set_outcome", {"question": 1, "outcome": "not-held", "file": "/etc"}, "file"),
    ("a table that was not given", "set_outcome", {"question": 1, "outcome": "disclosed", "tables": ["x.csv"]}, "x.csv"),
    ("one question merged", "merge_questions", {"questions": [1, 1]}, "not two"),
    ("a question with no seam", "split_question", {"question": 2}, "no place"),
    ("words that are not in it", "split_question", {"question": 1, "at": "and why"}, "and why"),
    ("a date that is none", "set_dates", {"received": "the other day"}, "not a date"),
    ("a date to come", "set_dates", {"received": "1 December 2026"}, "after today"),
    ("no date", "set_dates", {}, "no date"),
    ("words for what is undecided", "add_context", {"question": 1, "words": "We looked."}, "not decided"),
    ("a public interest without a refusal", "open_worksheet", {"kind": "public-interest", "question": 1}, "withheld"),
    ("a table that is not there", "compare_ways", {"table": "x.csv"}, "no table"),
    ("a finding that is not there", "explain_finding", {"finding": 99}, "no finding"),
    ("a passage that is not there", "redraft", {"passage": "once upon a time", "instruction": "to x"}, "no paragraph"),
    ("a heading", "redraft", {"passage": "Our answers", "instruction": "take it out"}, "settled"),
    ("a statutory paragraph", "redraft", {"passage": "Information Commissioner", "instruction": "take it out"}, "settled"),
    ("a tool that is none", "release_decision", {}, "no tool"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "tool", "arguments", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_done_is_said(why: str, tool: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(FoiError, match=said):
        use(Call(tool, arguments), Bench(plain_case(), PLACE, TODAY))


def test_no_tool_releases_signs_or_touches_a_file() -> None:
    assert not [name for name in TOOLS if any(word in name for word in ("release", "sign", "file", "count", "close"))]
    fields = {field for tool in TOOLS.values() for field in tool.takes.model_fields}
    assert not fields & {"path", "file", "who", "by", "decision", "cells"}


def test_a_worksheet_is_filled_in_the_officers_words_and_never_concludes_a_release() -> None:
    case, said = say(sample_case(), "worksheet")
    point = load_points()[3]
    assert point.question in said
    assert "2023" not in said, "which cells are low is not told in the conversation"
    case, _ = say(case, f"worksheet {point.id}: Local people would know who was arrested.")
    case, _ = say(case, "worksheet conclusion: withhold")
    assert case.intake.choices.worksheets[0].answers[point.id] == "Local people would know who was arrested."
    assert case.draft
    assert "Local people would know who was arrested." in case.draft.letter.text
    kept, said = say(case, "worksheet conclusion: release")
    assert "named person" in said
    assert kept.intake == case.intake


def test_the_public_interest_is_weighed_point_by_point() -> None:
    case, _ = say(sample_case(), "q2 s31(1)(a)", "public interest q2 harm: offenders could learn where patrols go")
    assert case.draft
    assert "offenders could learn where patrols go" in case.draft.letter.text
    case, _ = say(case, "public interest q2 harm: routes would be known")
    assert "offenders" not in case.intake.notes, "an answer takes the place of the one before"


def test_a_reason_without_a_section_is_asked_back() -> None:
    case, said = say(plain_case(), "refuse the third one, ongoing investigation")
    assert "No section" in said, "without a library nothing can be offered"
    assert case.intake.notes == ""


def test_a_passage_put_in_other_words_stays_so_in_the_next_draft() -> None:
    case, said = say(sample_case(), "change “slight by comparison” to “small beside that”")
    assert "small beside that" in said
    case, _ = say(case, "add to q1: we counted custody records")
    assert case.draft
    assert "small beside that" in case.draft.letter.text


def test_a_passage_cannot_be_made_to_say_a_low_figure() -> None:
    before, _ = say(sample_case(), "draft")
    case, said = say(before, "change “slight by comparison” to “slight: 3 people were de-arrested in 2023”")
    assert before.draft
    assert case.draft
    assert case.draft.letter.text == before.draft.letter.text
    assert "3 people" not in said


def test_the_ways_to_publish_are_compared_without_a_figure() -> None:
    _, said = say(sample_case(), "compare alternatives for arrests.csv")
    assert "hide cells" in said
    assert "I cannot say that" not in said


def test_no_turn_states_how_many_findings_there_are() -> None:
    """The number could be read as a low figure of the case, and the turn would then be withheld."""
    _, said = say(sample_case(), "draft")
    assert "some things to look at" in said
    assert "I cannot say" not in said


@pytest.mark.parametrize("message", ["check", "explain finding 1", "why is q1 withheld", "when is it due", "fix it"])
def test_looking_changes_nothing(message: str) -> None:
    before = sample_case()
    case, said = say(before, message)
    assert case.intake == before.intake
    assert not case.history.done
    assert "I cannot say that" not in said
