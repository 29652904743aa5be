"""The officer's notes: every form of the contract, and errors that name the line."""

import pytest

from assistant.errors import NotesError
from assistant.notes import Instruction, TableUse, parse_notes, tables_called

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
