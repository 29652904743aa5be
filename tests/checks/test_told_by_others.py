"""Ways in which other writers tell of a few people without a plain number, and innocent sentences that look like them."""

import pytest

from tests.checks.judged import blocked

PREDICATES = [
    (
        "what is only said of people, behind a pair",
        "The pair were removed from the register in February.",
        "The pair of gates at the depot were removed in February.",
    ),
    (
        "what is only said of people, behind a number alone",
        "Each of the three was given a right of appeal.",
        "Each of the three depots was given a sweeper.",
    ),
    (
        "a post with its grade",
        "A Band 6 nurse was dismissed for looking at records.",
        "A Band 6 nurse is paid between £35,000 and £42,000.",
    ),
    ("a year", "A Year 9 pupil was permanently excluded.", "A Year 9 pupil may be excluded."),
    (
        "an ordinal with a hyphen",
        "A second-year student was expelled for cheating.",
        "A second-year module was withdrawn.",
    ),
    (
        "what somebody lost",
        "In June a teaching assistant lost her job over the posts.",
        "In June the school lost its sports hall.",
    ),
    ("another", "Another guard was assaulted in May.", "Another officer will call you back."),
    (
        "a person behind a modifier",
        "A member of the night staff was found asleep.",
        "A member of the team has found the file.",
    ),
]
FORMS = [
    ("a schedule's number", "3no. wardens were put on restricted duties.", "3no. lamp columns were replaced."),
    ("a multiplier", "Staff referred to the LADO x2", "Chairs for staff rooms x2"),
    (
        "a strength before a team",
        "The proposal to delete the three-strong archives team was carried through and the staff left.",
        "A three-strong fleet of vans was sold.",
    ),
    ("a crew of so many", "A two-man crew was suspended after the crash.", "A two-man tent was bought for staff."),
    (
        "the sole individual",
        "The sole individual recalled to custody had failed a test.",
        "The sole trader on the market pays £40.",
    ),
    (
        "offices with letters",
        "Investigations were open into Councillor A, Councillor B and Councillor C.",
        "Councillors R Hale and T Moss sit on the panel.",
    ),
    (
        "more than one, and below",
        "Number of staff dismissed: more than one, but the number falls below our disclosure threshold of five",
        "Number of staff dismissed: fewer than five, which is our threshold",
    ),
    ("several, but fewer", "Deaths: several, but fewer than five.", "Deaths: fewer than five."),
]

ROWS = [
    (
        "a row a person, with no bullet",
        "Accelerated misconduct hearings in 2022:\n\nConstable - 17 February 2022 - honesty - dismissed\nSergeant - 6 June 2022 - confidentiality - would have been dismissed",
        "Opening hours:\n\nMonday - 9am - 5pm - main desk\nTuesday - 9am - 7pm - main desk",
    ),
    (
        "a row of a table a person",
        "| Rank | Date | Outcome |\n|---|---|---|\n| Constable | May 2022 | Dismissed |\n| Sergeant | June 2022 | Final written warning |",
        "| Post | Grade | Salary |\n|---|---|---|\n| Clerk | 3 | £22,000 |\n| Nurse | 5 | £31,000 |",
    ),
    (
        "a date and an outcome each",
        "Complaints about councillors, 2023\n\nMay 2023; disrespect; apology given\nJuly 2023; bullying; censured",
        "Policies:\n\nDisciplinary - reviewed March 2022\nGrievance - reviewed June 2023",
    ),
    (
        "a post and a sum",
        "Staff leaving by settlement agreement in 2023:\n\nTeacher, March 2023, £12,000\nCaretaker, June 2023, £4,500",
        "Solicitor: £180 an hour\nParalegal: £110 an hour",
    ),
    (
        "stages are no persons",
        "Sanctions given:\nCleaner: written warning\nPorter: dismissed",
        "Stage 1: the manager gives a verbal warning\nStage 2: the manager gives a written warning",
    ),
    (
        "one at each place",
        "The two courts dealt with one apiece, and the drivers were fined.",
        "The two depots were given one sweeper apiece.",
    ),
    ("each had one", "Alton and Barford each had a suicide in custody.", "Alton and Barford each had a library."),
    (
        "as many as are named by trade",
        "You asked about those who did not complete. In 2022 these were, by trade: Plumbing 1, Joinery 2.",
        "The vans were, by depot: North 1, South 2.",
    ),
]
RULES = [
    (
        "a rule in the passive",
        "Fewer than four riders were injured.",
        "An appliance is not sent with fewer than four riders.",
    ),
    (
        "a custom",
        "Two pupils were excluded and three students took their lives.",
        "Students take three A levels. A fourth may be taken in the first term.",
    ),
    (
        "what is allowed",
        "Taser was used on one occasion.",
        "The course lasts 2 years and resits are allowed on one occasion in each subject.",
    ),
    ("what each may have", "Two carers were prosecuted.", "Each household may have two carers' permits."),
    (
        "a column of limits",
        "| Permit | Holders prosecuted |\n|---|---|\n| First | 1 |",
        "| Permit | Limit per household |\n|---|---|\n| First | 1 |",
    ),
    (
        "a thing on an occasion",
        "On one occasion a patient was left on a trolley.",
        "We hold 93 reports by staff. On one occasion a drugs fridge was found to be too warm.",
    ),
    (
        "what was done to a thing",
        "An officer was assaulted twice.",
        "We have twice rewritten the teaching assistants' handbook.",
    ),
    ("what belongs to people", "A detainee was restrained once in 2022.", "The governors' minutes were amended once."),
    (
        "the way of counting",
        "He was arrested only once.",
        "240 patients were recalled. Each patient appears only once.",
    ),
    (
        "what records do not say",
        "The ward on which the patient died was closed.",
        "We do not hold the country in which the patient was bitten.",
    ),
    (
        "candidates at a poll",
        "There were four candidates for the post, and none was appointed.",
        "At the by-election there was one vacancy and there were four candidates.",
    ),
    (
        "complaints about things",
        "There were two complaints about a nurse.",
        "There were two complaints about the garden waste round.",
    ),
    (
        "a part of a document",
        "We held 2 of the officers overnight.",
        "Annex 1 was published in volume 3 of the Inspector's report.",
    ),
    (
        "the mark of a note",
        "| Year | Deaths |\n|---|---|\n| 2021 | 4 |",
        "| Year | Deaths |\n|---|---|\n| 2021 | 41¹ |\n\n¹ Includes one additional site.",
    ),
    (
        "appeals of developers",
        "| School | Appeals |\n|---|---|\n| Hill School | 2 |\n\nThese were exclusion appeals.",
        "Planning appeals decided\n\n| Site | Appeals |\n|---|---|\n| Bypass | 2 |",
    ),
    ("work that was done", "One such nurse was dismissed.", "Following one such check the alerts were reset."),
]


@pytest.mark.parametrize(("why", "told", "innocent"), [*PREDICATES, *FORMS, *ROWS, *RULES])
def test_a_few_people_are_found_and_the_near_miss_is_left(why: str, told: str, innocent: str) -> None:
    assert blocked(told), why
    assert blocked(innocent) == [], why
