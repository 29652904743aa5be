"""The officer's notes: every form of the contract, and errors that name the line."""

from datetime import date

import pytest

from assistant.errors import NotesError
from assistant.letter_order import LetterOrder
from assistant.notes import Instruction, TableUse, parse_notes, tables_called
from assistant.weighing import Weighing

FORMS = [
    ("Q1: disclose table arrests.csv", Instruction(1, 1, "disclosed", (TableUse("arrests.csv"),))),
    ("Q1: disclose table arrests.csv as events", Instruction(1, 1, "disclosed", (TableUse("arrests.csv", "events"),))),
    (
        "Q1: disclose table a.csv as items and table b.csv",
        Instruction(1, 1, "disclosed", (TableUse("a.csv", "items"), TableUse("b.csv"))),
    ),
    ('Q1: disclose table "my arrests.xlsx"', Instruction(1, 1, "disclosed", (TableUse("my arrests.xlsx"),))),
    ("Q1: disclose We have no such policy.", Instruction(1, 1, "disclosed", words="We have no such policy.")),
    ("Q2: not held", Instruction(2, 1, "not-held")),
    ("q2: Not held. We searched the log", Instruction(2, 1, "not-held", words="We searched the log.")),
    ("Q3: withhold 31(1)(a), 31(1)(b)", Instruction(3, 1, "withheld", refs=("31(1)(a)", "31(1)(b)"))),
    (
        "Q3: withhold s31(1)(a) and s.43(2) because prices would change",
        Instruction(3, 1, "withheld", refs=("31(1)(a)", "43(2)"), words="Prices would change."),
    ),
    ("Q3: withhold 40 (2)", Instruction(3, 1, "withheld", refs=("40(2)",))),
    ("Q4: cost 26 hours at two officers", Instruction(4, 1, "cost", detail="26")),
    ("Q4: cost 26.5 hours. We sampled files", Instruction(4, 1, "cost", detail="26.5", words="We sampled files.")),
    (
        "Q5: available https://example.org/a?b=1.",
        Instruction(5, 1, "available-elsewhere", detail="https://example.org/a?b=1"),
    ),
    ("Q6: publish 2027-03", Instruction(6, 1, "future-publication", detail="2027-03")),
    ("Q6: publish March 2027", Instruction(6, 1, "future-publication", detail="March 2027")),
    ("Q7: ncnd 40(5B)", Instruction(7, 1, "ncnd", refs=("40(5B)",))),
    ("Q8: vexatious", Instruction(8, 1, "vexatious")),
    ("Q8: repeated, answered 2026-03-02", Instruction(8, 1, "vexatious", detail="2026-03-02")),
    (
        "Q8: repeated 3 March 2026. It asks the same",
        Instruction(8, 1, "vexatious", detail="3 March 2026", words="It asks the same."),
    ),
    ("Q4: cost 26 hours to find out whether it is held", Instruction(4, 1, "cost", refs=("12(2)",), detail="26")),
    ("Q3: part 40(2)", Instruction(3, 1, "partial", refs=("40(2)",))),
    ("Q3: disclose in part 43(2). The minutes", Instruction(3, 1, "partial", refs=("43(2)",), words="The minutes.")),
    ("Q9: clarify which building?", Instruction(9, 1, "undecided", detail="clarify", words="Which building?")),
    ("Question 8. vexatious", Instruction(8, 1, "vexatious")),
]


@pytest.mark.parametrize(("line", "expected"), FORMS, ids=[row[0] for row in FORMS])
def test_each_form_is_read(line: str, expected: Instruction) -> None:
    assert parse_notes(line).instructions == (expected,)


def test_lines_under_an_instruction_explain_it() -> None:
    notes = parse_notes(
        "For the whole reply.\nQ1: not held\nWe looked in\nthe register.\n\nAnd the archive.\nQ2: vexatious"
    )
    assert notes.general == "For the whole reply."
    assert notes.instructions[0].words == "We looked in the register.\n\nAnd the archive."
    assert notes.instructions[1].outcome == "vexatious"


REFUSED = [
    ("Q1: burn it", "line 1", "not understood"),
    ("\n\nQ2: withhold", "line 3", "no section"),
    ("Q1: cost a lot", "line 1", "hours"),
    ("Q1: available on our website", "line 1", "address"),
    ("Q1: publish soon", "line 1", "date"),
    ("Q1: not held\nQ1: vexatious", "line 2", "twice"),
]


@pytest.mark.parametrize(("text", "where", "what"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_is_not_understood_names_its_line(text: str, where: str, what: str) -> None:
    with pytest.raises(NotesError, match=what) as caught:
        parse_notes(text)
    assert where in str(caught.value)
    assert caught.value.todo


@pytest.mark.parametrize(
    ("said", "names", "why"),
    [
        ("a.xlsx", ("a.xlsx#1", "a.xlsx#2"), "all tables of a file"),
        ("a", ("a.xlsx#1", "a.xlsx#2"), "without its ending"),
        ("A.xlsx#2", ("a.xlsx#2",), "one of them"),
        ("a#2", ("a.xlsx#2",), "one of them, without the ending"),
        ("b.csv", ("b.csv",), "a file with one table"),
        ("c.csv", (), "a file that was not given"),
    ],
)
def test_a_name_means_one_table_or_all_of_a_file(said: str, names: tuple[str, ...], why: str) -> None:
    assert tables_called(said, ("a.xlsx#1", "a.xlsx#2", "b.csv")) == names, why
    (instruction,) = parse_notes(f"Q1: disclose table {said}. Taken from the system.").instructions
    assert [use.name for use in instruction.tables] == [said]
    assert instruction.words == "Taken from the system."


ORDERS = [
    ("Letter: clarification", LetterOrder("clarification", 1)),
    ("letter: Clarify", LetterOrder("clarification", 1)),
    ("Letter: fee £35", LetterOrder("fee", 1, amount="35")),
    ("Letter: fees notice of 1,035.50", LetterOrder("fee", 1, amount="1035.50")),
    ("Letter: more time", LetterOrder("more-time", 1)),
    ("Letter: more time until 22 January 2027", LetterOrder("more-time", 1, until=date(2027, 1, 22))),
    ("Letter: transfer to Example Rivers Agency, 1 Quay Street", LetterOrder("transfer", 1, body="Example Rivers Agency, 1 Quay Street")),
    ("Letter: transferred to Example Rivers Agency.", LetterOrder("transfer", 1, body="Example Rivers Agency", passed_on=True)),
    ("Letter: review of 2026-09-28, asked 2026-10-20, changed in part", LetterOrder("review", 1, reviewed=date(2026, 9, 28), asked=date(2026, 10, 20), result="changed in part")),
    ("Letter: internal review of 28/09/2026, asked for on 20/10/2026, confirmed", LetterOrder("review", 1, reviewed=date(2026, 9, 28), asked=date(2026, 10, 20), result="confirmed")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ORDERS, ids=[row[0] for row in ORDERS])
def test_the_letter_that_notes_ask_for(line: str, expected: LetterOrder) -> None:
    notes = parse_notes(f"{line}\nWe are sorry for the trouble.\nQ1: not held")
    assert notes.order == expected
    assert notes.general == "We are sorry for the trouble."


WRONG_ORDERS = [
    ("Letter: poem", "not understood"),
    ("Letter: fee", "not understood"),
    ("Letter: fee £0", "above nothing"),
    ("Letter: more time until 2027-13-01", "not a date"),
    ("Letter: review of 2026-10-28, asked 2026-10-20, confirmed", "before the reply"),
    ("Letter: review of 2026-09-28, asked 2026-10-20, upheld", "not understood"),  # upheld could be the reply or the complaint
    ("Letter: fee 5\nLetter: more time", "two letters"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "said"), WRONG_ORDERS, ids=[row[0] for row in WRONG_ORDERS])
def test_a_letter_that_is_not_understood_names_its_line(lines: str, said: str) -> None:
    with pytest.raises(NotesError, match=said) as caught:
        parse_notes(lines)
    assert "notes, line" in str(caught.value)


def test_reasons_are_read_by_their_labels() -> None:
    notes = parse_notes(
        "Q3: withhold 31(1)(a), 31(1)(b)\nThe rota is new.\nHarm: it would show\n  when cover is thin\nHarm s31(1)(b): it would help the wanted\n"
        "Likelihood: Would.\nIn favour: money\nFor disclosure: debate\nAgainst: burglaries rose\n\nIt was agreed in May.\nBalance: the budget is public"
    )
    only = notes.instructions[0]
    assert only.words == "The rota is new.\n\nIt was agreed in May."
    assert only.weighing == Weighing(
        (("", "it would show when cover is thin"), ("31(1)(b)", "it would help the wanted")),
        "would",
        ("money", "debate"),
        ("burglaries rose",),
        "the budget is public",
    )
    assert only.weighing.harm_of("31(1)(b)") == "it would help the wanted"
    assert only.weighing.harm_of("31(1)(a)") == "it would show when cover is thin"


def test_a_likelihood_that_the_law_does_not_know_is_refused() -> None:
    with pytest.raises(NotesError, match="neither of the two") as caught:
        parse_notes("Q1: withhold 31(1)(a)\nWords.\nLikelihood: might")
    assert "notes, line 3" in str(caught.value)
