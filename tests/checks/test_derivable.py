"""Low counts that a reader works out from a sentence or two, and sentences of the same make that tell of none."""

import pytest

from tests.checks.judged import blocked

TOLD = [
    ("There were 46 complaints against officers. Forty-three were not upheld.", "a part in the next sentence"),
    (
        "We received 31 grievances in 2024, of which 28 have been resolved; the remaining cases are with a panel.",
        "what remains",
    ),
    ("All but two of the 19 pupils returned to school.", "all but"),
    ("Of 12 applicants, 75% were women and the others were men.", "a percentage and the others"),
    ("12 people applied. Three quarters were women.", "a fraction in the next sentence"),
    ("8 tenants were evicted, half of them families with children.", "half of them"),
    ("In 2023 there were 57 stop searches of children; in 2024 there were two more.", "a change without a figure"),
    (
        "Last year 14 staff were suspended. This year the figure rose by one to 15, and 13 of those suspended were later cleared.",
        "a later part of the new figure",
    ),
    ("The number of dismissals fell from 9 by 66.7%.", "a fall in per cent from a known count"),
    ("Compensation of £12,000 was paid in total, an average of £4,000 per claimant.", "a mean and its total"),
    ("The mean age of those convicted was 31 and their ages add up to 93.", "a mean and the sum of ages"),
    ("Staff took 84 days of sick leave, on average 28 days each.", "days in all and on average"),
    ("Absences: 5 teachers in all, 3 of them at Oakfield and the rest at Elmbridge.", "the rest at another place"),
    ("There were 9 assaults: 6 on wards A and B and the others in A&E.", "the others"),
    ("We hold records of 212 prisoners, 209 of whom are men.", "whom"),
    ("97% of the 100 residents are over 65.", "a percentage of a round number"),
    ("The complaints rate was 0.5 per 1,000 for a prison of 4,000 inmates.", "a rate and its population"),
    ("One in five of the 15 detainees was a child.", "one in five of fifteen"),
    ("Of the ten drivers prosecuted, every one bar two was convicted.", "every one bar"),
    ("Exclusions: Year 7: 6; Year 8: 9; Year 9: suppressed; total exclusions 17.", "a part kept back in a line"),
    ("Between 2020 and 2024 there were 40 suicides; between 2020 and 2023 there were 38.", "a longer period"),
    ("In the first half of the year 11 patients absconded and in the full year 14.", "half a year and the year"),
    ("Women made up 40 per cent of the five people dismissed.", "a share of five"),
    ("6 officers were investigated. A third resigned.", "a third of them"),
    ("The ratio of male to female suspects was 9 to 1 among the 20 arrested.", "a ratio among a known number"),
    ("Excluding the two under-18s, 48 people were detained; including them, 50.", "with and without"),
    ("50 people were detained, 48 of them adults.", "of them"),
    ("88 of the 91 claims by employees failed.", "of the"),
    ("The figure is one fewer than last year, when 4 staff were dismissed.", "fewer than last year"),
    ("The panel upheld 17 of 20 appeals by students.", "so many of so many"),
    ("Together, the two schools reported 11 exclusions, of which Hillside had 9.", "of which one had"),
    ("A total of 5 doctors were referred; 60% were from overseas.", "a percentage of a total"),
    ("£7,500 was paid to claimants, each of whom got £2,500.", "a sum and a share"),
    ("Of our 6 firefighters injured, two thirds were on duty.", "two thirds of our"),
    ("The police charged 29 of the 30 suspects.", "all but one in figures"),
    (
        "Q1. How many prisoners died? 18. Q2. How many of those were natural causes? 16.",
        "the second question is of the first's",
    ),
    ("We recorded 64 assaults on paramedics. Police attended 62 of them.", "of them"),
    ("Total detentions 240. Adults 237.", "a total beside a part"),
    ("There are 30 children in the class. 28 were present.", "a number without a noun is of those before"),
    ("There were 30 pupils on roll and 28 sat the test.", "a verb of its own"),
    ("The pass rate was 90% among 20 trainee constables.", "a rate among a known number"),
    ("20 patients had the operation. The survival rate was 85%.", "a rate of those before"),
    ("Everyone except the twins passed, 58 of the 60 children.", "all but"),
    ("Of those 35 employees, 33 kept their jobs.", "of those"),
    (
        "Six pupils were excluded in all: fewer than five in Year 8 and fewer than five in Year 9.",
        "bands that the total narrows",
    ),
    ("Outcomes for the dismissed staff, of whom there were fewer than five: 50% appealed.", "a share of a few"),
    ("The mean payout to injured prisoners was £6,200 and £12,400 was paid in all.", "a mean and what was paid in all"),
    ("Suspended teachers lost 45 days between them, an average of 15.", "days between them and their average"),
    ("Flights for deported families cost £2,360 in all, at £1,180 a head.", "a price a head"),
    ("The number of victims is up by two since 12 May.", "a change since a day"),
    ("From January to December 11 inmates died; from January to November 9.", "a year and eleven months"),
    ("The number of deaths doubled from last year's one.", "doubled from one"),
    ("Site A recorded 21 injured workers and the trust as a whole 22.", "a site and the whole trust"),
    (
        "We would have to read the personal files of the 3 dismissed officers, at 10 minutes each.",
        "an estimate of work tells the count",
    ),
]

NOT_TOLD = [
    ("There were 46 complaints against officers. Thirty were not upheld.", "sixteen are left"),
    (
        "We received 31 grievances in 2024, of which 18 have been resolved; the remaining cases are with a panel.",
        "thirteen remain",
    ),
    ("Of 120 applicants, 75% were women and the others were men.", "thirty"),
    ("In 2023 there were 57 stop searches of children; in 2024 there were 80.", "twenty-three more"),
    ("Compensation of £120,000 was paid in total, an average of £4,000 per claimant.", "thirty"),
    ("There were 29 assaults: 16 on wards A and B and the others in A&E.", "thirteen"),
    ("97% of the 1,000 residents are over 65.", "thirty"),
    ("The complaints rate was 0.5 per 1,000 for a population of 400,000.", "two hundred"),
    ("One in five of the 150 detainees was a child.", "thirty"),
    ("Exclusions: Year 7: 6; Year 8: 9; Year 9: suppressed; total exclusions 47.", "thirty-two are kept back"),
    ("Between 2020 and 2024 there were 40 suicides; between 2020 and 2023 there were 28.", "twelve"),
    ("Of the 46 vehicles, 44 are petrol.", "vehicles"),
    ("All but two of the 19 boilers were replaced.", "boilers"),
    ("We bought 12 vans; three quarters are electric.", "vans"),
    ("The contract of £12,000 was for an average of £4,000 per site.", "sites"),
    ("We sent 31 questionnaires to teams, of which 28 came back.", "questionnaires"),
    ("97 of the 100 lights work.", "lights"),
    (
        "The ratio of staff to pupils is 1 to 8 in Reception, where 24 children are enrolled.",
        "staff to pupils, as planned",
    ),
    ("The panel sat on 20 days, and on 17 of them in public.", "days"),
    ("Section 40 applies to 2 of the 20 pages.", "pages"),
    ("The school has 31 classrooms, of which 28 are in use.", "classrooms"),
    ("In 2023 there were 57 planning appeals; in 2024 there were two more.", "appeals about buildings"),
    ("Meetings of the committee rose by one to 15.", "meetings"),
    ("The budget is 2% of the £5 million spent on all staff.", "money"),
    ("6 lorries were inspected. A third failed.", "lorries"),
    ("The survey was answered by 212 of 215 parish councils.", "councils"),
    ("16 arrests were made in 2022 and 14 were made in 2023.", "two years, each with its own"),
    ("The committee has 15 members, of whom 13 are councillors.", "the seats of a committee"),
    ("Total detentions 240. Adults 137.", "a hundred and three"),
    ("Total detentions 240. Total arrests 238.", "two totals"),
    ("There were 300 pupils on roll and 208 sat the test.", "ninety-two"),
    ("The pass rate was 50% among 20 trainee constables.", "ten"),
    ("Eleven pupils were excluded in all: fewer than ten in Year 8 and fewer than ten in Year 9.", "wide bands"),
    ("The two officers who searched took 10 minutes a file and read the files of all 40 staff.", "who did the work"),
    ("The mean payout to injured prisoners was £6,200 and £124,000 was paid in all.", "twenty"),
    ("The number of broken bins doubled from last year's one.", "bins"),
    ("Site A recorded 21 injured workers and the trust as a whole 122.", "a hundred and one elsewhere"),
]


@pytest.mark.parametrize(("sentence", "why"), TOLD, ids=[row[1] for row in TOLD])
def test_a_low_count_can_be_worked_out(sentence: str, why: str) -> None:
    assert blocked(sentence), why


@pytest.mark.parametrize(("sentence", "why"), NOT_TOLD, ids=[row[1] for row in NOT_TOLD])
def test_none_can(sentence: str, why: str) -> None:
    assert not blocked(sentence), why
