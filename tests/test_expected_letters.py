"""Whole letters of every type, in each regime and style, word for word; each passes the checks as anyone could run them.

The letters stand in ``tests/expected/letters``. To accept a wanted change: run this file with ``WRITE_EXPECTED=1`` and read the diff.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.case import Draft
from assistant.checks import check_letter
from assistant.checks.material import Material
from assistant.errors import NotesError
from assistant.figures.policy import Policy
from assistant.figures.tables import Table, read_table
from assistant.law.wording import Style
from assistant.pipeline import Intake, Workplace, draft_reply
from assistant.request import read_request
from assistant.settings import Authority

EXPECTED = Path(__file__).parent / "expected" / "letters"

POLICE = """Dear Example Constabulary,

1. How many complaints about drones were recorded between 2019 and 2025, by ward?
2. A copy of your policy on drones.
3. What is the budget for your night patrols, month by month?
4. All emails between your air support unit and the airfield since January 2021.
5. The disciplinary record of the officer who flew the drone on 1 May 2026.

Yours faithfully,
A. Requester
"""
COUNCIL = """Dear team, please could you send me:

1. The noise readings taken at the Quay Road site in 2025.
2. All emails between planning officers and the developer about Quay Road since 2022.
3. The minutes of the meeting with the developer in March 2026.
4. The draft drainage report.

Many thanks
A. Requester
"""
SCOTTISH = """Hello, please send me:

1. The policy on school transport.
2. Every complaint about school buses between 2018 and 2025, by school.
3. The bids for the school bus contract.
4. The report of the transport review.
5. Any warning given to the driver named in the local newspaper.
"""
REQUESTS = {"foia": POLICE, "eir": COUNCIL, "foisa": SCOTTISH}
AUTHORITIES = {
    "foia": Authority(
        name="Example Constabulary",
        address=("Information Rights Unit", "1 Example Road", "Exampleton"),
        email="foi@constabulary.example",
        officer="The Information Rights Unit",
        post="Disclosure",
        review_contact="foi.reviews@constabulary.example",
    ),
    "eir": Authority(
        name="Exampleshire County Council",
        address=("County Hall", "Exampleton"),
        email="information@exampleshire.example",
        officer="The Information Team",
        post="Legal Services",
        style="warm",
    ),
    "foisa": Authority(
        name="Example Islands Council",
        address=("Harbour Street", "Examplehaven"),
        email="foi@islands.example",
        officer="The Information Team",
        post="Governance",
        regime="foisa",
        style="warm",
    ),
}

WITHHELD = """Harm: {harm}
Likelihood: {likelihood}
In favour: how public money is spent is a matter of public debate
Against: {against}
Balance: the yearly total, which we publish, meets most of the interest
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A letter: its name, regime and notes; the days; what a person is still asked to look at."""

    name: str
    regime: str
    notes: str
    dated: date = date(2026, 11, 23)
    tables: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


REST = {
    "foia": {1: "not held We searched the register of incidents, which has no field for drones.", 2: "disclose The policy is enclosed.", 3: "disclose The monthly budget is enclosed.", 4: "disclose The emails are enclosed.", 5: "not held We searched the flight log, which shows no flight on that day."},
    "eir": {1: "disclose The readings are enclosed.", 2: "disclose The emails are enclosed.", 3: "disclose The minutes are enclosed.", 4: "disclose The report is enclosed."},
    "foisa": {1: "disclose The policy is enclosed.", 2: "disclose The complaints are enclosed.", 3: "disclose The bids are enclosed.", 4: "disclose The report is enclosed.", 5: "not held We searched the personnel system."},
}  # fmt: skip


def replying(regime: str, **lines: str) -> str:
    """Return notes that decide every question: as given (q1, q2 …), the others in a few words."""
    given = {int(name[1:]): text for name, text in lines.items() if name != "head"}
    decided = {**REST[regime], **given}
    return lines.get("head", "") + "\n".join(f"Q{number}: {text.strip()}" for number, text in sorted(decided.items()))


CASES = [
    Case("foia-disclosure", "foia", replying("foia", q1="disclose table complaints.csv as events", q5="disclose The record is empty: no disciplinary matter was ever raised."), tables=("Ward,2024,2025\nEast,21,34\nWest,40,18\n",)),
    Case("foia-part-figures", "foia", replying("foia", q1="disclose table complaints.csv as events"), tables=("Ward,2024,2025\nEast,3,34\nWest,40,18\nNorth,25,31\n",), review=("refusal.worksheet",)),
    Case("foia-part-document", "foia", replying("foia", q2="part 31(1)(a)\nThe policy is enclosed. The table of flight heights is left out.\n" + WITHHELD.format(harm="the heights show where a drone cannot be seen or heard", likelihood="would be likely to", against="drones have been used to bring contraband over prison walls"))),
    Case("foia-refusal", "foia", replying("foia", q3="withhold 31(1)(a), 31(1)(b)\n" + WITHHELD.format(harm="spending by month shows the nights on which cover is thin", likelihood="would", against="burglaries rose elsewhere after a rota was published") + "Harm 31(1)(b): wanted people could choose the nights on which nobody is looking for them")),
    Case("foia-cost", "foia", replying("foia", q4="cost 40 hours at two officers\nWe sampled one mailbox: reading it took 8 hours, and there are 5 of them.")),
    Case("foia-vexatious", "foia", replying("foia", q4="vexatious\nIt is the latest of a series of requests on the same flight, each sent on the day on which the last was answered, and answering them has taken the unit from its other work.")),
    Case("foia-repeated", "foia", replying("foia", q4="repeated, answered 2026-08-03")),
    Case("foia-cost-whether-held", "foia", replying("foia", q4="cost 30 hours to find out whether they are held.\nEvery mailbox of the unit would have to be searched.")),
    Case("foia-reply-with-clarification", "foia", replying("foia", q1="clarify Do you mean complaints from the public, or reports by officers as well?")),
    Case("eir-vexatious", "eir", replying("eir", q2="vexatious\nIt is the latest of a series of requests on the same site, and answering them has taken the team from its other work.")),
    Case("foisa-repeated", "foisa", replying("foisa", q2="repeated, answered 3 August 2026")),
    Case("foia-available-elsewhere", "foia", replying("foia", q2="available https://www.constabulary.example/policies/drones")),
    Case("foia-future-publication", "foia", replying("foia", q3="publish 2027-03\nThe budget book has been planned since April 2026.")),
    Case("foia-ncnd", "foia", replying("foia", q5="ncnd 40(5B)(a)(i)")),
    Case("foia-ncnd-harm", "foia", replying("foia", q4="ncnd 31(1)(a)\nHarm: either answer would tell people planning crime whether the airfield helps the police")),
    Case("foia-clarification", "foia", "Letter: clarification\nQ1: clarify Do you mean complaints from the public, or reports by officers as well?"),
    Case("foia-fee", "foia", "Letter: fee £35\nThe fee is for copying 140 pages of emails at 25p a page."),
    Case("foia-more-time", "foia", "Letter: more time\nQ3: withhold 31(1)(a)\nHarm: spending by month shows the nights on which cover is thin"),
    Case("foia-transfer", "foia", "Letter: transfer to Example Airfield Board, Hangar Lane, Exampleton\nWe searched the register of incidents and asked the air support unit."),
    Case("foia-review", "foia", replying("foia", head="Letter: review of 2026-10-05, asked 2026-10-26, changed in part\n", q3="withhold 31(1)(a)\n" + WITHHELD.format(harm="spending by month shows the nights on which cover is thin", likelihood="would", against="burglaries rose elsewhere after a rota was published"))),
    Case("foia-late", "foia", replying("foia"), dated=date(2026, 12, 10)),
    Case("eir-disclosure", "eir", replying("eir")),
    Case("eir-refusal", "eir", replying("eir", q3="withhold 12(5)(e)\n" + WITHHELD.format(harm="the minutes record prices that the developer gave in confidence", likelihood="would", against="the developer is still negotiating with its neighbours"))),
    Case("eir-not-held", "eir", replying("eir", q1="not held We searched the monitoring records: the equipment was out of use that year.")),
    Case("eir-part", "eir", replying("eir", q3="part 13(1)\nThe minutes are enclosed, without the names of the residents who spoke.")),
    Case("eir-cost", "eir", replying("eir", q2="cost 60 hours at one officer\nWe sampled one mailbox.")),
    Case("eir-available-elsewhere", "eir", replying("eir", q1="available https://www.exampleshire.example/noise")),
    Case("eir-unfinished", "eir", replying("eir", q4="publish 2027-02")),
    Case("eir-ncnd", "eir", replying("eir", q1="ncnd 12(5)(a)\nHarm: either answer would tell people who mean harm whether the site is watched")),
    Case("eir-clarification", "eir", "Letter: clarification\nQ2: clarify Which of the planning officers do you mean, and about which application?"),
    Case("eir-fee", "eir", "Letter: fee £20\nThe charge is for two large plans, under our published schedule."),
    Case("eir-more-time", "eir", "Letter: more time\nThe request reaches across four registers, and some 3,000 plans have to be looked through by hand."),
    Case("eir-transfer", "eir", "Letter: transferred to Example Rivers Agency, 1 Quay Street, Exampleton\nWe asked the planning team and searched the land register."),
    Case("eir-review", "eir", replying("eir", head="Letter: review of 2026-10-05, asked 2026-10-26, confirmed\n", q3="withhold 12(4)(e)\n" + WITHHELD.format(harm="officers would no longer set down their first thoughts on a negotiation that is still open", likelihood="would", against="the negotiation is at its most delicate"))),
    Case("foisa-disclosure", "foisa", replying("foisa")),
    Case("foisa-refusal", "foisa", replying("foisa", q3="withhold 33(1)(b)\n" + WITHHELD.format(harm="rivals would learn what each bidder is ready to accept", likelihood="would be likely to", against="the contract is to be let again next year"))),
    Case("foisa-personal", "foisa", replying("foisa", q2="withhold 38(1)(b)")),
    Case("foisa-cost", "foisa", replying("foisa", q2="cost 52 hours at one officer\nWe sampled one school.")),
    Case("foisa-available-elsewhere", "foisa", replying("foisa", q1="available https://www.islands.example/transport")),
    Case("foisa-future-publication", "foisa", replying("foisa", q4="publish 2027-01\nThe report has been planned since May 2026.")),
    Case("foisa-ncnd", "foisa", replying("foisa", q5="ncnd 38(1)(b)")),
    Case("foisa-vexatious", "foisa", replying("foisa", q2="vexatious\nIt repeats, in other words, five requests that were answered this year.")),
    Case("foisa-clarification", "foisa", "Letter: clarification\nQ2: clarify Which schools do you mean?"),
    Case("foisa-fee", "foisa", "Letter: fee £30\nOur costs are £400: the first £100 is free, and the fee is a tenth of the rest."),
    Case("foisa-transfer", "foisa", "Letter: transfer to Example Transport Partnership, 2 Pier Road, Examplehaven\nWe searched the transport records."),
    Case("foisa-review", "foisa", replying("foisa", head="Letter: review of 2026-10-05, asked 2026-11-09, changed\n")),
]  # fmt: skip


def drafted(case: Case, tmp_path: Path, style: Style | None = None) -> Draft:
    tables: dict[str, Table] = {}
    for text in case.tables:
        (tmp_path / "complaints.csv").write_text(text, "utf-8")
        table = read_table(tmp_path / "complaints.csv")
        tables[table.source] = table
    intake = Intake(
        request=REQUESTS[case.regime],
        tables=tables,
        notes=case.notes,
        received=date(2026, 11, 2),
        reference="FOI-0042",
        regime=case.regime,
        letter_date=case.dated,
    )
    authority = AUTHORITIES[case.regime]
    return draft_reply(intake, Workplace(authority.model_copy(update={"style": style or authority.style}), Policy()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_letter_word_for_word(case: Case, tmp_path: Path) -> None:
    made = drafted(case, tmp_path)
    file = EXPECTED / f"{case.name}.md"
    if os.environ.get("WRITE_EXPECTED"):
        file.write_text(made.letter.text, "utf-8")
    assert made.letter.text == file.read_text("utf-8")
    assert sorted({f.code for f in made.findings}) == sorted(case.review), [
        (f.code, f.quote, f.message) for f in made.findings
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_passes_the_checks_of_somebody_who_has_only_the_letter_and_the_request(case: Case) -> None:
    text = (EXPECTED / f"{case.name}.md").read_text("utf-8")
    request = read_request(REQUESTS[case.regime])
    material = Material(
        request_text=request.text,
        questions=tuple(q.text for q in request.questions),
        contact=AUTHORITIES[case.regime].contact_block,
    )
    report = check_letter(text, material)
    # Without the notes and the table nobody can say where a figure comes from.
    found = [(f.code, f.quote, f.message) for f in report.findings if not f.code.startswith("number.")]
    assert found == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_passes_in_the_other_style_as_well(case: Case, tmp_path: Path) -> None:
    other: Style = "formal" if AUTHORITIES[case.regime].style == "warm" else "warm"
    made = drafted(case, tmp_path, other)
    assert sorted({f.code for f in made.findings}) == sorted(case.review)
    assert made.letter.text != (EXPECTED / f"{case.name}.md").read_text("utf-8")


def test_no_expected_letter_is_left_over() -> None:
    assert {file.stem for file in EXPECTED.glob("*.md")} == {case.name for case in CASES}


WRONG = [
    ("foisa", "Letter: more time\nQ1: withhold 30(c)", "no more time"),
    ("foia", "Letter: more time\nQ1: withhold 40(2)", "no question relies on a qualified exemption"),
    ("foia", "Letter: more time until 2026-11-20\nQ1: withhold 43(2)", "not come after the letter"),
    ("eir", "Letter: more time until 2027-03-01", "allow until 2026-12-31"),
    ("foia", "Letter: clarification\nQ1: not held", "asks the applicant for"),
]


@pytest.mark.parametrize(("regime", "notes", "said"), WRONG, ids=[f"{row[0]} {row[2]}" for row in WRONG])
def test_a_letter_that_the_law_does_not_know_is_refused_with_its_line(
    regime: str, notes: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(NotesError, match=said) as caught:
        drafted(Case("wrong", regime, notes), tmp_path)
    assert "notes, line 1" in str(caught.value)
