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


@pytest.mark.parametrize(("why", "told", "innocent"), [*PREDICATES, *FORMS])
def test_a_few_people_are_found_and_the_near_miss_is_left(why: str, told: str, innocent: str) -> None:
    assert blocked(told), why
    assert blocked(innocent) == [], why
