"""From a request to a checked letter: the model case word for word, and what must never get through."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant import sample
from assistant.case import Draft
from assistant.errors import NotesError
from assistant.figures.policy import Policy
from assistant.figures.tables import Table, read_table
from assistant.findings import Verdict
from assistant.pipeline import Intake, Workplace, draft_reply
from assistant.settings import load_authority

EXPECTED = Path(__file__).parent / "expected"
REQUEST = sample.REQUEST.read_text("utf-8")


def draft(
    request: str = REQUEST,
    notes: str = "",
    tables: Mapping[str, Table] | None = None,
    regime: str = "foia",
    received: date = date(2026, 11, 2),
) -> Draft:
    intake = Intake(
        request=request,
        tables=tables or {},
        notes=notes,
        received=received,
        reference="FOI-0042",
        regime=regime,
        letter_date=date(2026, 11, 23),
    )
    return draft_reply(intake, Workplace(load_authority(sample.AUTHORITY), Policy()))


@pytest.fixture
def arrests() -> dict[str, Table]:
    table = read_table(sample.TABLE)
    return {table.source: table}


def test_the_model_case_word_for_word(arrests: dict[str, Table]) -> None:
    """To accept a wanted change: write ``made.letter.text`` over the expected file and read its diff."""
    made = draft(notes=sample.NOTES.read_text("utf-8"), tables=arrests)
    assert made.letter.text == (EXPECTED / "model-case.md").read_text("utf-8")
    assert [(a.number, a.outcome, a.refs) for a in made.letter.answers] == [
        (1, "partial", ("40(2)",)),
        (2, "not-held", ()),
    ]
    assert made.verdict is Verdict.REVIEW
    assert {f.code for f in made.findings} == {"refusal.worksheet"}


OUTCOMES = [
    ("disclosed in words", "Q1: disclose We publish this each year.", "disclosed", (), ["We hold this information.", "We publish this each year."]),
    ("not held", "Q1: not held. We searched the register.", "not-held", (), ["We do not hold this information", "We searched the register", "section 1(1)(a)"]),
    ("withheld, absolute", "Q1: withhold 40(2)", "withheld", ("40(2)",), ["section 40(3A)(a)", "Article 6(1)(f)", "**Purpose.**", "**Necessity.**", "**Balance.**", "section 17(1)"]),
    ("withheld, qualified", "Q1: withhold 31(1)(a). It would show where patrols are thin.", "withheld", ("31(1)(a)",), ["In favour of disclosure", "In favour of maintaining", "outweighs", "patrols are thin", "section 17(1)"]),
    ("two limbs", "Q1: withhold 31(1)(a), 31(1)(b)", "withheld", ("31(1)(a)", "31(1)(b)"), ["Section 31(1)(a)", "Section 31(1)(b)"]),
    ("cost", "Q1: cost 26 hours at two officers. Each file takes ten minutes.", "cost", ("12(1)",), ["26 hours", "£650", "£450", "18 hours", "Section 16", "section 17(5)"]),
    ("vexatious", "Q1: vexatious", "vexatious", ("14(1)",), ["section 14(1)", "section 17(5)"]),
    ("elsewhere", "Q1: available https://www.example.org/log", "available-elsewhere", ("21",), ["<https://www.example.org/log>", "section 21"]),
    ("to be published", "Q1: publish 2027-03", "future-publication", ("22(1)",), ["March 2027", "section 22(1)", "In favour of waiting"]),
    ("neither confirmed nor denied", "Q1: ncnd 40(5B)(a)(i)", "ncnd", ("40(5B)(a)(i)",), ["neither confirm nor deny", "40(5B)(a)(i)", "that we do, or that we do not"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "notes", "outcome", "refs", "said"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_every_outcome_has_its_statutory_parts(
    why: str, notes: str, outcome: str, refs: tuple[str, ...], said: list[str]
) -> None:
    made = draft("How many patrols were cut in 2025?", notes)
    answer = made.letter.answers[0]
    assert (answer.outcome, answer.refs) == (outcome, refs)
    for words in [*said, "Internal review", "Information Commissioner", "How many patrols were cut in 2025?"]:
        assert words in made.letter.text, words
    assert made.verdict is not Verdict.BLOCK, [f for f in made.findings if f.verdict is Verdict.BLOCK]


REGIMES = [
    ("eir", "Q1: withhold 12(5)(b)", ["Environmental Information Regulations 2004", "regulation 14", "presumption in favour", "regulation 11", "within 40 working days"]),
    ("eir", "Q1: not held. We searched the planning register.", ["12(4)(a)", "regulation 14"]),
    ("foisa", "Q1: withhold 35(1)(a)", ["Freedom of Information (Scotland) Act 2002", "section 16(1)", "We hold that information", "Scottish Information Commissioner", "section 47", "Court of Session"]),
    ("foisa", "Q1: not held. We searched the register.", ["section 17(1)", "Scottish Information Commissioner"]),
]  # fmt: skip


@pytest.mark.parametrize(("regime", "notes", "said"), REGIMES, ids=[f"{row[0]} {row[1][:12]}" for row in REGIMES])
def test_each_regime_has_its_own_forms(regime: str, notes: str, said: list[str]) -> None:
    made = draft("How many trees were felled in 2025?", notes, regime=regime)
    for words in said:
        assert words in made.letter.text, words
    assert made.verdict is not Verdict.BLOCK, [f for f in made.findings if f.verdict is Verdict.BLOCK]


def test_a_late_reply_says_so_and_is_sorry() -> None:
    made = draft("How many patrols were cut?", "Q1: not held. We searched the register.", received=date(2026, 9, 1))
    assert "sorry that this reply is late" in made.letter.text
    assert "29 September 2026" in made.letter.text


LEAKING_NOTES = [
    ("digits", "There were 3 in 2023."),
    ("words", "Three people were de-arrested in 2023."),
    ("an idiom", "Only a handful, in fact three, were de-arrested in 2023."),
    ("a couple", "A couple of people were de-arrested."),
    ("Roman numerals", "In 2023 iii people were de-arrested."),
    ("by subtraction", "Of the 57 people arrested in 2023, 54 were not de-arrested."),
    ("the cell hidden to protect it", "In 2023, 54 people were not de-arrested."),
    ("full-width digits", "In 2023 ３ people were de-arrested."),
]


@pytest.mark.parametrize(("why", "sentence"), LEAKING_NOTES, ids=[row[0] for row in LEAKING_NOTES])
def test_a_low_count_in_the_notes_never_reaches_the_letter(why: str, sentence: str, arrests: dict[str, Table]) -> None:
    notes = f"Q1: disclose table arrests.csv\nThe custody system was read on the day. {sentence}\nQ2: not held. We searched the log."
    made = draft(notes=notes, tables=arrests)
    assert sentence not in made.letter.text
    assert "count.notes" in {f.code for f in made.findings}
    assert "The custody system was read on the day." in made.letter.text, "only the sentence that leaks is left out"
    assert made.verdict is not Verdict.BLOCK


def test_words_before_the_first_question_hold_for_the_whole_reply(arrests: dict[str, Table]) -> None:
    notes = "The trial ended in May 2026. Only 3 people were de-arrested in 2023.\n\nQ1: disclose table arrests.csv\nQ2: vexatious"
    made = draft(notes=notes, tables=arrests)
    before, _ = made.letter.text.split("## Your request")
    assert "The trial ended in May 2026." in before
    assert "Only 3" not in made.letter.text
    assert "count.notes" in {f.code for f in made.findings}


def test_a_low_count_of_a_table_that_is_not_disclosed_does_not_get_out_either(arrests: dict[str, Table]) -> None:
    made = draft(
        notes="Q1: withhold 40(2)\nOnly 3 were released again. The public knows of the trial.\nQ2: vexatious",
        tables=arrests,
    )
    assert "Only 3" not in made.letter.text
    assert "The public knows of the trial." in made.letter.text


def test_an_innocent_number_in_the_notes_stays(arrests: dict[str, Table]) -> None:
    notes = "Q1: disclose table arrests.csv\nThe figures come from 2 systems and were read on 3 November 2026.\nQ2: not held. We searched the log."
    assert "2 systems" in draft(notes=notes, tables=arrests).letter.text


def test_what_is_not_decided_blocks() -> None:
    made = draft("How many patrols were cut?")
    assert made.letter.answers[0].outcome == "undecided"
    assert made.verdict is Verdict.BLOCK
    assert "question.undecided" in {f.code for f in made.findings}


def test_a_table_that_fits_a_question_is_proposed_and_marked(arrests: dict[str, Table]) -> None:
    made = draft(notes="Q2: not held. We searched the log.", tables=arrests)
    assert made.letter.answers[0].outcome == "partial"
    assert "question.proposed" in {f.code for f in made.findings}


def test_things_are_released_when_the_notes_say_so(tmp_path: Path) -> None:
    (tmp_path / "drones.csv").write_text("Type,2024,2025\nSmall,2,3\nLarge,1,4\n", "utf-8")
    table = read_table(tmp_path / "drones.csv")
    made = draft("How many drones do you own?", "Q1: disclose table drones.csv as items", {table.source: table})
    assert "| Small | 2 | 3 |" in made.letter.text
    assert made.letter.answers[0].outcome == "disclosed"
    assert made.verdict is not Verdict.BLOCK, made.findings


def test_every_form_of_the_notes_in_one_letter_raises_no_false_alarm(tmp_path: Path) -> None:
    (tmp_path / "ex.csv").write_text("School,Excluded\nNorth,12\nSouth,3\nWest,7\nEast,9\nTotal,31\n", "utf-8")
    table = read_table(tmp_path / "ex.csv")
    notes = (
        "Q1: disclose table ex.csv as events\nQ2: not held. We searched the files.\nQ3: withhold 31(1)(a), 31(1)(b)\n"
        "Q4: cost 26 hours at two officers\nQ5: available https://www.example.org/x\nQ6: publish 2027-03\nQ7: ncnd 40(5B)\nQ8: vexatious"
    )
    request = "\n".join(
        ["1. How many pupils were excluded?", "2. What did the old policy say?", "3. How are patrols planned?", "4. All e-mails on it?",
         "5. What are the rates?", "6. What is in the annual report?", "7. Has Mr Smith been disciplined?", "8. Why are you all crooks?"]
    )  # fmt: skip
    made = draft(request, notes, {table.source: table})
    assert [a.outcome for a in made.letter.answers] == [
        "partial", "not-held", "withheld", "cost", "available-elsewhere", "future-publication", "ncnd", "vexatious",
    ]  # fmt: skip
    assert {f.code for f in made.findings} == {"refusal.worksheet"}


REFUSED = [
    ("Q3: not held", "no question 3"),
    ("Q1: disclose table other.csv", "was not given"),
    ("Q1: withhold 99(1)", "99"),
    ("Q1: withhold 12(5)(e)", "12"),
]


@pytest.mark.parametrize(("notes", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_notes_that_do_not_fit_are_refused(notes: str, said: str) -> None:
    with pytest.raises(NotesError, match=said):
        draft(notes=notes)


def test_the_same_inputs_give_the_same_letter_and_fingerprint(arrests: dict[str, Table]) -> None:
    notes = sample.NOTES.read_text("utf-8")
    one, other = draft(notes=notes, tables=arrests), draft(notes=notes, tables=arrests)
    assert (one.letter, one.fingerprint) == (other.letter, other.fingerprint)
    assert draft(notes=notes + "\n", tables=arrests).fingerprint != one.fingerprint


def test_the_record_holds_no_hidden_count(arrests: dict[str, Table]) -> None:
    made = draft(notes=sample.NOTES.read_text("utf-8"), tables=arrests)
    text = repr(made.as_json())
    assert not re.search(r"\b54\b|\b198\b", text.replace("2198", ""))
    assert "withheld" in repr(arrests["arrests.csv"].cells["2023", "De-arrested"])


GENERAL = [
    ("nothing of the case", "Q1: withhold 31(1)(a)", True),
    ("the officer's explanation", "Q1: withhold 31(1)(a). It would show where patrols are thin.", False),
    ("the officer's harm", "Q1: withhold 31(1)(a)\nHarm: it would show where patrols are thin", False),
    ("an absolute exemption by class owes neither", "Q1: withhold 44(1)(a)", False),
]


@pytest.mark.parametrize(("why", "notes", "told"), GENERAL, ids=[row[0] for row in GENERAL])
def test_reasons_that_hold_nothing_of_the_case_are_told(why: str, notes: str, told: bool) -> None:
    made = draft("How many patrols were cut in 2025?", notes)
    assert any("are general" in remark for remark in made.remarks) is told


def test_two_limbs_share_one_public_interest_text() -> None:
    made = draft(
        "How many patrols were cut in 2025?", "Q1: withhold 31(1)(a), 31(1)(b)\nIt would show where patrols are thin."
    )
    assert made.letter.text.count("**In favour of disclosure.**") == 1
    assert made.letter.text.count("It would show where patrols are thin.") == 1
    assert "### The public interest under sections 31(1)(a) and 31(1)(b)" in made.letter.text


def test_limbs_for_different_questions_are_weighed_apart() -> None:
    made = draft("1. Patrols in 2025?\n2. Prices in 2025?", "Q1: withhold 31(1)(a)\nQ2: withhold 43(2)")
    assert made.letter.text.count("**In favour of disclosure.**") == 2


def test_a_low_count_among_the_labelled_reasons_never_reaches_the_letter(arrests: dict[str, Table]) -> None:
    notes = (
        "Q1: withhold 31(1)(a)\nHarm: only 3 people were de-arrested in 2023\nAgainst: the trial goes on\nQ2: vexatious"
    )
    made = draft(notes=notes, tables=arrests)
    assert "only 3 people" not in made.letter.text
    assert "The trial goes on." in made.letter.text
    assert "count.notes" in {f.code for f in made.findings}
