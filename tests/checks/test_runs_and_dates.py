"""Low counts in runs of labels, under dates, per person and in two breakdowns, each beside its near-miss."""

import pytest

from assistant.checks import Material
from assistant.guard import screened_words
from tests.checks.judged import found

ROWS = [
    (
        "the topic of a run of labels, not the label beside the number",
        "Hate crimes by strand: race 61, faith 9, disability 4, other 12.",
        "Laptops by office: Ash 61, Birch 9, Cedar 4, Dell 12.",
    ),
    (
        "years behind a colon",
        "Referees struck off the county list: 2021, nil; 2022, 2; 2023, nil.",
        "Pitches closed by the county: 2021, nil; 2022, 2; 2023, nil.",
    ),
    (
        "places behind a colon",
        "Tenants evicted without an order: 7 on the Kennet, 3 on the Lea.",
        "Moorings closed without an order: 7 on the Kennet, 3 on the Lea.",
    ),
    (
        "leaders of dots",
        "Dismissals of porters\n2021 .... 5\n2022 .... 2",
        "Purchases of trolleys\n2021 .... 5\n2022 .... 2",
    ),
    (
        "an age among the labels of a run",
        "Tribunal claims from cleaners: race 6, sex 5, age 1, religion 9.",
        "Tribunal claims from cleaners: race 6, sex 5, aged 51, religion 9.",
    ),
    (
        "a number in brackets, as statisticians write it",
        "Staff dismissed, by unit: Delivery (n=27); Correspondence (n=2); Finance (n=11).",
        "Vans replaced, by unit: Delivery (n=27); Correspondence (n=2); Finance (n=11).",
    ),
    (
        "numbers by quarters",
        "Pupils were excluded as follows: 24 in quarter 1, 31 in quarter 2 and 3 in quarter 4.",
        "Pupils were excluded as follows: 24 in quarter 1, 31 in quarter 2 and 18 in quarter 4.",
    ),
    (
        "running totals by two dates",
        "The scheme had paid 87 people by 31 March 2026 and 89 people by 30 June 2026.",
        "The scheme had paid 87 people by 31 March 2026 and 119 people by 30 June 2026.",
    ),
    (
        "a rate of a hundred beside the headcount",
        "Dismissals ran at 0.5 per 100 employees. The headcount, at 31 March, was 600.",
        "Dismissals ran at 4.5 per 100 employees. The headcount, at 31 March, was 600.",
    ),
    (
        "an average of money a person",
        "The service paid £36,000 in redundancy, an average of £12,000 per person.",
        "The service paid £360,000 in redundancy, an average of £12,000 per person.",
    ),
    (
        "so much to each pupil",
        "The fund gave £150 to each pupil who asked. It paid out £300 altogether.",
        "The fund gave £150 to each pupil who asked. It paid out £3,000 altogether.",
    ),
    (
        "a share of office-holders to whom something was done",
        "Twelve councillors were the subject of a complaint, and a quarter of them were found to have breached the code.",
        "Twelve councillors sit for the town, and a quarter of them are elected each year.",
    ),
    (
        "two breakdowns of the same people",
        "People arrested:\n\nBy sex. Male: 20. Female: 11.\nBy age. Under 18: *. 18 to 24: 16. 25 and over: 13.",
        "People arrested:\n\nBy sex. Male: 20. Female: 31.\nBy age. Under 18: *. 18 to 24: 16. 25 and over: 13.",
    ),
    (
        "a verb behind the number, and the rest",
        "We employ 44 people in the department. 41 work full time and the remainder are part time on medical advice.",
        "We employ 44 people in the department. 21 work full time and the remainder are part time on medical advice.",
    ),
    (
        "a table whose columns are bands",
        "Staff assaulted, by site:\n\n| Site | Band 2-4 | Band 5-7 | Total |\n|---|---|---|---|\n| A | [c] | 14 | 17 |\n| B | 8 | 10 | 18 |\n| Total | 11 | 24 | 35 |",
        "Pay, by site:\n\n| Site | Band | Hours | Staff |\n|---|---|---|---|\n| A | 3 | 14 | 17 |\n| B | 4 | 10 | 18 |",
    ),
    (
        "of those patients one",
        "61 patients were operated on. Of those patients one needed a second operation.",
        "61 beds were made. Of those beds one needed a second sheet.",
    ),
    (
        "a number with an age behind it",
        "Two 17-year-olds were admitted to the adult ward.",
        "A ward for 16 and 17-year-olds was opened.",
    ),
    (
        "and as many elsewhere",
        "There were 14 stillbirths at home and one in the car park.",
        "There were 14 benches at home and one in the car park.",
    ),
    (
        "what a team is made up of",
        "Of the surgeons in the team, two were suspended for drinking.",
        "The team is made up of two surgeons, a nurse and a driver.",
    ),
]


def _blocks(text: str) -> bool:
    return any(one.verdict.word == "block" for one in found(text) if one.code.startswith("count."))


@pytest.mark.parametrize(("why", "told", "fine"), ROWS, ids=[row[0] for row in ROWS])
def test_a_low_count_blocks_and_its_near_miss_does_not(why: str, told: str, fine: str) -> None:
    assert _blocks(told), why
    assert not _blocks(fine), why


def test_list_numbers_within_a_paragraph_count_nothing() -> None:
    text = "Reply from the academy. 1. Suspensions: 58. 2. Permanent exclusions: nil. 3. The policy is enclosed."
    assert not _blocks(text)
    assert _blocks("Reply from the academy. Suspensions: 58. Permanent exclusions: 3. The policy is enclosed.")


# Each was once excused by a rule meant for the harmless words beside it.
NOT_EXCUSED = [
    ("answers behind labels are no list numbers", "Dismissals: 2. Resignations: 3. Suspensions: 14."),
    ("answers behind questions are no list numbers", "How many nurses were dismissed? 2. How many resigned? 3. We hold no more."),
    ("a nation's force counts its own", "Across Scotland two officers were dismissed for theft."),
    ("published figures are the authority's own", "Our published figures for England show that two officers were dismissed."),
    ("a register is kept by somebody", "The national register shows that three nurses were struck off."),
    ("what the requester said, agreed to", "You state that three nurses were dismissed. We agree."),
    ("those dismissed, by what they were", "Those dismissed consisted of two porters and a cleaner."),
    ("those arrested, by who they were", "The group that was arrested was made up of two boys and a girl."),
    ("a label that is a term", "In term 1, 2 pupils were excluded."),
    ("a label that is an age", "Age 3, 2 children were taken into care."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text"), NOT_EXCUSED, ids=[row[0] for row in NOT_EXCUSED])
def test_a_low_count_is_not_excused_and_never_reaches_a_draft(why: str, text: str) -> None:
    assert _blocks(text), why
    words, left_out = screened_words(text, Material())
    assert left_out, why
    assert words != text, why
