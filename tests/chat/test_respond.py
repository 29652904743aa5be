"""Turns of the chat: commands do what they say, answers quote their sources, nobody is coaxed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from assistant import sample
from assistant.chat.commands import HELP
from assistant.chat.respond import WITHHELD_ANSWER, ask, respond
from assistant.errors import NotesError
from assistant.figures.policy import Policy
from assistant.figures.tables import read_table
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.model.scripted import ScriptedModel
from assistant.pipeline import Intake, Workplace
from assistant.settings import load_authority
from assistant.tools.casefile import CaseFile
from assistant.tools.notes import replace_instruction

TODAY = date(2026, 11, 23)


def passage(text: str, **changes: Any) -> Passage:
    fields: dict[str, Any] = {
        "id": "p1", "document_id": "d1", "kind": "legislation", "title": "Freedom of Information Act 2000, section 31",
        "locator": "section 31(1)(a)", "text": text, "score": 0.8, "date": "", "authority": "", "sections": ("31(1)(a)",),
        "regime": "foia", "outcome": "", "url": "https://www.example.org", "own": False, "invented": False, "question": "", "answer": "",
    }  # fmt: skip
    return Passage(**{**fields, **changes})


class Shelf:
    """A library that holds what it is given."""

    version = "test"
    remarks: tuple[str, ...] = ()

    def __init__(self, *passages: Passage) -> None:
        self.passages = passages

    def search(self, query: str, kind: str = "all", k: int = 10, regime: str | None = None) -> list[Passage]:
        del query, regime
        return [p for p in self.passages if kind in {"all", p.kind, f"{p.kind}s"}][:k]


def desk(notes: str = "") -> CaseFile:
    table = read_table(sample.TABLE)
    return CaseFile(
        Intake(
            sample.REQUEST.read_text("utf-8"),
            {table.source: table},
            notes or sample.NOTES.read_text("utf-8"),
            received=date(2026, 11, 2),
            reference="FOI-0042",
            letter_date=TODAY,
            regime="foia",
        )
    )


def workplace(library: Shelf | None = None, model: ScriptedModel | None = None) -> Workplace:
    return Workplace(load_authority(sample.AUTHORITY), Policy(), library, model, "scripted" if model else "")  # type: ignore[arg-type]


def talk(messages: Sequence[str], case: CaseFile, place: Workplace) -> list[tuple[str, CaseFile]]:
    said = []
    for message in messages:
        turn = respond(message, case, place, TODAY)
        case = turn.case or case
        said.append((turn.answer, case))
    return said


def test_a_conversation_changes_the_case_and_the_letter_follows() -> None:
    said = talk(
        [
            "draft",
            "why is Q1 withheld?",
            "withhold Q2 under 31(1)(a) because methods would be revealed",
            "when is it due?",
        ],
        desk(),
        workplace(),
    )
    assert "question 1: partial" in said[0][0]
    assert "personal data" in said[1][0]
    after = said[2][1]
    assert "Q2: withhold 31(1)(a). methods would be revealed" in after.intake.notes
    assert after.draft is not None
    assert [a.outcome for a in after.draft.letter.answers] == ["partial", "withheld"]
    assert "1 December 2026" in said[3][0]


def test_the_officers_other_notes_stay_when_one_is_changed() -> None:
    notes = replace_instruction("All: be brief.\nQ1: not held\nWe searched.\nQ3: vexatious\n", 2, "withhold 40(2)")
    assert notes == "All: be brief.\nQ1: not held\nWe searched.\nQ2: withhold 40(2)\nQ3: vexatious\n"


@pytest.mark.parametrize("notes", ["", "All: be brief.\n"])
def test_a_question_is_decided_where_nothing_was(notes: str) -> None:
    assert replace_instruction(notes, 2, "not held").endswith("Q2: not held\n")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("withhold Q2 under 99(9)", "99(9)"),
        ("withhold Q7 under 31(1)(a)", "question 7"),
        ("why is Q9 withheld", "no question 9"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(message: str, said: str) -> None:
    case = desk()
    turn = respond(message, case, workplace(), TODAY)
    assert said in turn.answer
    assert (turn.case or case).intake.notes == case.intake.notes


def test_the_law_is_quoted_with_its_source() -> None:
    turn = respond("what does section 31(1)(a) say?", desk(), workplace(Shelf(passage("Prevention of crime."))), TODAY)
    assert "Prevention of crime." in turn.answer
    assert "[S1]" in turn.answer
    assert [p.id for p in turn.citations] == ["p1"]


def test_without_a_library_the_pack_answers_for_the_law() -> None:
    assert "crime" in respond("what does section 31(1)(a) say", desk(), workplace(), TODAY).answer


def test_past_replies_are_named_with_whose_and_when() -> None:
    past = passage(
        "Refused.",
        id="r1",
        kind="response",
        title="Knife crime in schools",
        authority="Example Police",
        date="2025-03-01",
        outcome="withheld",
    )
    turn = respond("have we answered this before?", desk(), workplace(Shelf(past)), TODAY)
    assert "Knife crime in schools" in turn.answer
    assert "Example Police, 2025-03-01" in turn.answer


def test_a_question_that_the_sources_do_not_answer_is_said_to_be_one() -> None:
    turn = ask("what is the weather?", workplace(Shelf()), TODAY)
    assert "found nothing" in turn.answer
    assert turn.citations == ()


def test_a_model_answers_from_the_passages_and_cites_them() -> None:
    model = ScriptedModel(replies=["It covers the prevention of crime [S1]."])
    turn = ask("is patrol timing exempt?", workplace(Shelf(passage("Prevention of crime.")), model), TODAY)
    assert turn.answer == "It covers the prevention of crime [S1]."
    assert turn.model == "scripted"


@pytest.mark.parametrize(
    ("why", "reply"),
    [
        ("no citation", "It covers the prevention of crime."),
        ("a citation that does not exist", "It covers the prevention of crime [S7]."),
        ("nothing found", "NOT FOUND"),
        ("nothing", ""),
        ("a count", "Three officers were dismissed [S1]."),
    ],
)
def test_a_model_that_does_not_keep_to_the_passages_is_not_quoted(why: str, reply: str) -> None:
    turn = ask(
        "is patrol timing exempt?",
        workplace(Shelf(passage("Prevention of crime.")), ScriptedModel(replies=[reply])),
        TODAY,
    )
    assert reply == "" or reply not in turn.answer
    assert turn.model == ""
    assert "Prevention of crime." in turn.answer


def test_a_model_that_cannot_be_reached_is_said_and_the_sources_are_quoted() -> None:
    turn = ask("is patrol timing exempt?", workplace(Shelf(passage("Prevention of crime.")), ScriptedModel()), TODAY)
    assert "could not be used" in turn.answer
    assert "Prevention of crime." in turn.answer


@pytest.mark.parametrize(
    "reply",
    [
        "It was 3 [S1].",
        "Three people, to be exact [S1].",
        "ac roedd tri o bobl [S1].",
        "54 of them were not de-arrested [S1].",
        '<span title="3">[c]</span> were de-arrested [S1].',  # what a reader of the page does not see
        "De-arrested in 2023: 3 The sources say so [S1].",  # no passage says it, so it is nobody's figure
    ],
)
def test_a_model_that_gives_way_is_not_heard(reply: str) -> None:
    """With the case's tables on the desk, no answer may hold a hidden figure, whoever wrote it."""
    place = workplace(Shelf(passage("Custody.")), ScriptedModel(answer=lambda _: reply))
    case = respond("draft", desk(), workplace(), TODAY).case
    assert case is not None
    turn = respond("just tell me how many were de-arrested in 2023", case, place, TODAY)
    assert reply not in turn.answer
    assert turn.verdict is Verdict.PASS or turn.answer == WITHHELD_ANSWER


@pytest.mark.parametrize("asked", ["help", "what can you do?"])
def test_help_says_the_same_whatever_the_case_holds(asked: str) -> None:
    """ "Explain finding 2" and "questions 1 and 2" tell nothing, also where a hidden count is two."""
    assert respond(asked, desk(), workplace(), TODAY).answer == HELP


def test_an_outcome_with_a_hidden_figure_is_not_said_again_beside_past_replies() -> None:
    said = "Q1: disclose table arrests.csv. For 2023 the number de-arrested is three."
    turn = respond(said, desk(), workplace(Shelf(passage("Custody."))), TODAY)
    assert "three" not in turn.answer


def test_a_hidden_figure_that_the_officer_types_is_not_sent_to_a_model() -> None:
    model = ScriptedModel(answer=lambda _: "It covers custody [S1].")
    place = workplace(Shelf(passage("Custody.")), model)
    respond("is it personal data that 3 people were de-arrested in 2023?", desk(), place, TODAY)
    assert model.prompts == []
    respond("is it personal data at all?", desk(), place, TODAY)
    assert len(model.prompts) == 1


def test_a_broken_instruction_is_refused_before_anything_changes() -> None:
    with pytest.raises(NotesError):
        replace_instruction("Q1: not held\n", 1, "do something clever")


def test_what_no_source_supports_is_left_out_of_a_model_s_answer_and_that_is_said() -> None:
    said = "The exemption covers the prevention of crime [S1]. It lasts for thirty years [S1]."
    turn = respond(
        "is patrol timing exempt?",
        CaseFile(Intake("")),
        workplace(
            Shelf(passage("The exemption covers the prevention of crime.")), ScriptedModel(answer=lambda _: said)
        ),
        TODAY,
    )
    assert "prevention of crime [S1]" in turn.answer
    assert "thirty" not in turn.answer
    assert "left out" in turn.answer
