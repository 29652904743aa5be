"""The scorers: they share nothing with the program, read numbers of every dress, and attack as a reader could."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from evals.judges import JUDGES
from evals.known import Known, known
from evals.scorers.attacker import Fact, exposed
from evals.scorers.law import exists, law_faults
from evals.scorers.leak import Secrets, leaks
from evals.scorers.reader import claims
from evals.scorers.tables import Truth, printed_tables, true_cells

EVALS = Path(__file__).parents[2] / "evals"
JUDGING = [
    *(EVALS / "scorers").glob("*.py"),
    *(EVALS / f"{n}.py" for n in ("judges", "known", "case", "planted", "saboteur")),
]


@pytest.mark.parametrize("path", JUDGING, ids=lambda path: path.stem)
def test_what_judges_imports_nothing_of_the_program(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] == "assistant"]


def test_judging_loads_nothing_of_the_program() -> None:
    script = "import sys, evals.judges, evals.known, evals.saboteur\nprint(any(m.split('.')[0] == 'assistant' for m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=EVALS.parent)
    assert run.stdout.strip() == "False"


BAD, GOOD = known("known_bad"), known("known_good")


def test_there_are_known_texts_enough() -> None:
    assert len(BAD) >= 150
    assert len(GOOD) >= 45
    assert {one.scorer for one in BAD} == set(JUDGES)


@pytest.mark.parametrize("one", BAD, ids=lambda one: one.id)
def test_a_known_bad_text_is_caught_by_the_scorer_it_names(one: Known) -> None:
    assert one.faults(), one.case.why


@pytest.mark.parametrize("one", GOOD, ids=lambda one: one.id)
def test_a_known_good_text_passes(one: Known) -> None:
    assert one.faults() == [], one.case.why


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("There were 3 arrests.", 3, 3),
        ("Three people were arrested.", 3, 3),
        ("twenty-two officers", 22, 22),
        ("twenty two officers", 22, 22),
        ("1,250 officers", 1250, 1250),
        ("one of whom appealed", 1, 1),
        ("a single complaint", 1, 1),
        ("the only arrest", 1, 1),
        ("an officer was dismissed", 1, 1),
        ("a couple of pupils", 2, 2),
        ("both pupils", 2, 2),
        ("neither officer was charged", 2, 2),
        ("it happened twice", 2, 2),
        ("the third and last complaint", 3, 3),
        ("the fourth officer", 4, 4),
        ("a four-patient cluster", 4, 4),
        ("iii cases", 3, 3),
        ("③", 3, 3),
        ("٣", 3, 3),
        ("３", 3, 3),
        ("tri pherson", 3, 3),
        ("T-H-R-E-E", 3, 3),
        ("in binary: 11", 3, 3),
        ("officers A, B and C", 3, 3),
        ("on 14 May, 2 June and 9 October", 3, 3),
        ("between 2 and 3", 2, 3),
        ("fewer than three", 0, 2),
        ("no more than 1", 0, 1),
        ("at least two", 2, float("inf")),
        ("<3", 0, 2),
        ("<!-- n=3 -->", 3, 3),
        ("&#51; people", 3, 3),
    ],
)
def test_the_reader_reads_what_says_how_many(text: str, low: float, high: float) -> None:
    assert (low, high) in {(claim.low, claim.high) for claim in claims(text) if not claim.share}


@pytest.mark.parametrize(
    "text",
    [
        "section 40(2), read with section 40(3A)(a)",
        "Question 3",
        "within 20 working days",
        "on 3 March 2024",
        "£3 million",
        "the second condition",
        "both sides",
        "no one",
        "one or more of these",
        "2023/24",
        "3 documents",
        "0303 123 1113",
        "neither confirm nor deny",
        "a member of the public",
        "someone who was present",
    ],
)
def test_the_reader_passes_over_what_counts_nobody(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "per_cent"),
    [
        ("7.1% of them", 7.1),
        ("one in seven of the dismissals", 100 / 7),
        ("two thirds of them", 200 / 3),
        ("half of them", 50),
        ("12 out of 14 dismissals", 1200 / 14),
    ],
)
def test_the_reader_reads_shares(text: str, per_cent: float) -> None:
    assert any(claim.share and claim.low <= per_cent <= claim.high for claim in claims(text))


# The worked example of ../shared/domain.md 5.3: rows A, B, C by X, Y, Z with every margin published.
WORKED = Truth(true_cells("R,X,Y,Z,Total\nA,3,12,9,24\nB,14,2,11,27\nC,8,10,20,38\nTotal,25,24,40,89\n"))
LOW = {("A", "X"): (1, 4), ("B", "Y"): (1, 4)}


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        ({("A", "X"), ("B", "Y")}, set(LOW)),  # only the two low cells: both are recovered
        ({("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y")}, set()),  # with their corners: safe
        ({("A", "X"), ("A", "Y"), ("B", "X")}, {("A", "X"), ("B", "Y")}),  # one low cell is shown
    ],
)
def test_the_attacker_finds_what_the_margins_give_back(
    hidden: set[tuple[str, str]], found: set[tuple[str, str]]
) -> None:
    shown = {key: n for key, n in WORKED.cells.items() if key not in hidden}
    assert set(exposed(WORKED, shown, LOW)) == found


def test_a_sentence_joins_the_attack() -> None:
    corners = {("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y")}
    shown = {key: n for key, n in WORKED.cells.items() if key not in corners}
    told = Fact(((("A", "Y"), 1.0),), 12, 12)
    assert ("A", "X") in exposed(WORKED, shown, LOW, [told])


def test_three_dimensions_add_up_in_each() -> None:
    truth = Truth(true_cells("P,Q,R,Count\na,x,m,2\na,x,Total,12\na,x,n,10\n", "long"))
    assert truth.sums() == [(("a", "x", "Total"), [("a", "x", "m"), ("a", "x", "n")])]


def test_records_are_counted_with_their_margins() -> None:
    cells = true_cells("Id,Area,Out\n1,N,a\n2,N,b\n3,S,a\n", "records", ("Area", "Out"))
    assert cells["N", "Total"] == 2
    assert cells["S", "b"] == 0
    assert cells["Total", "Total"] == 3


def test_a_table_of_another_matter_is_not_taken_for_the_case_s() -> None:
    printed = printed_tables("| Type | Number |\n| --- | --- |\n| Drones | 2 |\n")[0]
    assert printed.shown(WORKED) == {}


def test_nothing_is_a_leak_where_nothing_is_secret() -> None:
    assert leaks("There were 2.", Secrets((Truth({("a", "b"): 2}, secret=False),))) == []


@pytest.mark.parametrize(
    ("ref", "regime", "there"),
    [
        ("40(3A)(a)", "foia", True),
        ("40(3C)", "foia", False),
        ("31(1)(i)", "foia", True),
        ("31(1)(j)", "foia", False),
        ("20", "foia", False),
        ("12(5)(g)", "eir", True),
        ("12(5)(h)", "eir", False),
        ("35(1)(h)", "foisa", True),
        ("43(2)", "foisa", False),
    ],
)
def test_a_provision_exists_or_does_not(ref: str, regime: str, there: bool) -> None:
    assert exists(ref, regime) is there


def test_the_law_of_another_act_is_not_looked_for_here() -> None:
    assert law_faults("See section 170 of the Data Protection Act 2018.", "foia", ["disclosed"]) == []
