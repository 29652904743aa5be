"""Low counts behind a remainder, a total under another name, a list with a part kept back, a change: and letters of the same make without."""

import pytest

from tests.checks.judged import blocked

PAIRS = [
    (
        "a remainder sentences away, of numbers without a noun",
        "Fourteen people were spoken to about the thefts of copper. No action was taken against eleven. The remainder were cautioned.",
        "Forty people were spoken to about the thefts of copper. No action was taken against eleven. The remainder were cautioned.",
    ),
    (
        "a remainder of things",
        "Of our 29 wardens, 14 cover the north, 12 the south, and the rest are on long-term sick leave.",
        "Of our 29 boats, 14 are moored in the north, 12 in the south, and the rest are laid up.",
    ),
    (
        "the balance, and the balance of the public interest",
        "Licences refused to drivers in 2024: 31. On medical grounds, 17; for convictions, 11; with the balance being for want of a form.",
        "We considered 31 representations. In 17 the balance lay with disclosure and in 11 against it.",
    ),
    (
        "those who are not mentioned",
        "Disciplinary action ended against 26 employees. Of these 18 were warned, 5 were moved, and those not mentioned were dismissed.",
        "Disciplinary action ended against 56 employees. Of these 18 were warned, 14 were moved, and those not mentioned were dismissed.",
    ),
    (
        "the parts one after another, and no word for the rest",
        "We interviewed 33 applicants. Of these 19 were appointed, 11 were placed on a list.",
        "We interviewed 33 applicants. Of these 19 were appointed, 5 were placed on a list.",
    ),
    (
        "the whole of the difference",
        "In all 13 pupils needed a doctor. Ten of them were at day schools, and the whole of the difference arose at Fell House.",
        "In all 33 pupils needed a doctor. Ten of them were at day schools, and the whole of the difference arose at Fell House.",
    ),
    (
        "the same people counted again",
        "Checks were run on 143 members of staff.\n\n140 members of staff had a clear result.",
        "Checks were run on 143 members of staff.\n\nThe College at Fell has 140 members of staff.",
    ),
    (
        "bar one",
        "Every member of the leadership team, bar one, had declared an interest.",
        "Every form in the folder, bar one, had been signed.",
    ),
    (
        "only people are who",
        "In its first year nine of the eleven who came forward were women.",
        "In its first year nine of the eleven which came forward were hybrids.",
    ),
    (
        "a total under another name",
        "| Locality | Patients who absconded |\n|---|---|\n| North | 12 |\n| East | * |\n| West | 31 |\n| Trust total | 46 |\n",
        "| Locality | Patients who absconded |\n|---|---|\n| North | 12 |\n| East | * |\n| West | * |\n| Trust total | 46 |\n",
    ),
    (
        "a total that is called all",
        "| Outcome | Students |\n|---|---|\n| Passed | 26 |\n| Ended | <5 |\n| Moved | <5 |\n| All students failing | 34 |\n",
        "| Outcome | Students |\n|---|---|\n| Passed | 26 |\n| Ended | <5 |\n| Moved | <5 |\n| All other students | 34 |\n",
    ),
    (
        "an exemption in the place of a number",
        "| | Not upheld | Upheld | Staff |\n|---|---|---|---|\n| Grievance | 21 | s.40(2) | 24 |\n| Appeal | 38 | 17 | 55 |\n| Pay | 9 | 12 | 21 |\n",
        "| | Not upheld | Upheld | Lines |\n|---|---|---|---|\n| Grievance | 21 | s.40(2) | 90 |\n| Appeal | 38 | 17 | 55 |\n| Pay | 9 | 12 | 21 |\n",
    ),
    (
        "a dash that is not nought",
        "| Faculty | Students withdrawn |\n|---|---|\n| Arts | 8 |\n| Law | – |\n| Science | 14 |\n| Total | 25 |\n",
        "| Faculty | Students withdrawn |\n|---|---|\n| Arts | 8 |\n| Law | – |\n| Science | 14 |\n| Total | 22 |\n",
    ),
    (
        "a sub-total, and a note on the mark",
        "| Ward | Patients |\n|---|---|\n| A, men | * |\n| A, women | * |\n| Sub-total, A | 8 |\n| B | 6 |\n\n\\* fewer than five.",
        "| Ward | Patients |\n|---|---|\n| A, men | * |\n| A, women | * |\n| Sub-total, A | 8 |\n| B | 6 |\n\n\\* fewer than five, or withheld so that another cell cannot be worked out.",
    ),
    (
        "a list with a part that is exempt, and its total in a sentence",
        "Victims by district:\n\nAshmoor: 7\nFerrydale: 6\nUpper Tarn: exempt by virtue of s.40(2)\n\nThe county total of 15 was published in March.",
        "Victims by district:\n\nAshmoor: 7\nFerrydale: 6\nUpper Tarn: exempt by virtue of s.40(2)\n\nThe county total of 115 was published in March.",
    ),
    (
        "years in the place of labels",
        "Drivers who gave false details:\n\n2019 – 8\n2020 – 5\n2021 – not released, as it is small\n2022 – 7\n\nA four-year total of 22.",
        "Drivers who gave false details:\n\n2019 – 8\n2020 – 5\n2021 – not released, as it is small\n2022 – not released, as it is small\n\nA four-year total of 22.",
    ),
    (
        "a row that the table leaves out",
        "We recalled 114 patients. The outcomes are below, but for surgery.\n\n| Outcome | Patients |\n|---|---|\n| Reassured | 70 |\n| X-ray | 41 |\n",
        "We recalled 144 patients. The outcomes are below, but for surgery.\n\n| Outcome | Patients |\n|---|---|\n| Reassured | 70 |\n| X-ray | 41 |\n",
    ),
    (
        "two tables of the same people",
        "| | Leavers |\n|---|---|\n| Women | 11 |\n| Men | 22 |\n\nBy age\n\n| | Leavers |\n|---|---|\n| Under 30 | 21 |\n| 30 to 59 | 8 |\n| 60 and over | <5 |\n",
        "| | Leavers |\n|---|---|\n| Women | 11 |\n| Men | 22 |\n\nBy age\n\n| | Joiners |\n|---|---|\n| Under 30 | 21 |\n| 30 to 59 | 8 |\n| 60 and over | <5 |\n",
    ),
    (
        "running totals",
        "| To end of | Deaths to date |\n|---|---|\n| June | 5 |\n| September | 11 |\n| December | 13 |\n",
        "| To end of | Deaths to date |\n|---|---|\n| June | 5 |\n| September | 11 |\n| December | 19 |\n",
    ),
    (
        "a section in the heading of a count",
        "Altogether, 52 people were taken to a cell.\n\n| District | People held under section 136, 2024/25 |\n|---|---|\n| Coast | 29 |\n| Moor | 20 |\n",
        "Altogether, 92 people were taken to a cell.\n\n| District | People held under section 136, 2024/25 |\n|---|---|\n| Coast | 29 |\n| Moor | 20 |\n",
    ),
    (
        "a share of the count in its own row",
        "| Year | Tenants complaining | Share upheld |\n|---|---|---|\n| 2021 | 16 | 12.5% |\n| 2022 | 50 | 22% |\n",
        "| Year | Tenants complaining | Share upheld |\n|---|---|---|\n| 2021 | 64 | 12.5% |\n| 2022 | 50 | 22% |\n",
    ),
    (
        "shares under a count of applications",
        "Applications: 25\nWomen 44%\nMen 56%\nDisabled 8%",
        "Applications: 250\nWomen 44%\nMen 56%\nDisabled 8%",
    ),
    (
        "a share of the party",
        "The students went as a party of 12 with their tutor. On return 25% of the group were suspended.",
        "The students went as a party of 48 with their tutor. On return 25% of the group were suspended.",
    ),
    (
        "a share of a dozen",
        "A dozen of our registrants had an open case. Half were nurses, a quarter were midwives.",
        "A hundred of our registrants had an open case. Half were nurses, a quarter were midwives.",
    ),
    (
        "a rate and a roll",
        "Fell School (roll at the January census: 1,540)\n\nPermanent exclusions: 1.3 per 1,000 pupils",
        "Fell School (roll at the January census: 1,540)\n\nPermanent exclusions: 13 per 1,000 pupils",
    ),
    (
        "a price a dose and the bill",
        "The vaccine given to patients who were bitten, at £41 a dose, cost £123.",
        "The vaccine given to patients who were bitten, at £41 a dose, cost £12,341.",
    ),
    (
        "so many fewer than the year before",
        "Officers hurt on duty: five fewer than the year before, when there were eight.",
        "Officers hurt on duty: five fewer than the year before, when there were eighty.",
    ),
    (
        "what there were eleven of is what the heading says",
        "Fatalities among residents where a fire door was wedged open:\n\nIn 2023/24 there were eleven. The figure for 2024/25 is eight fewer than the year before.",
        "Notices served on premises with a housing officer present:\n\nIn 2023/24 there were eleven. The figure for 2024/25 is eight fewer than the year before.",
    ),
    (
        "stock and flow",
        "There were 64 firefighters at the start of the year, nine joined and 71 were in post at the end of it.",
        "There were 64 firefighters at the start of the year, nine joined and 50 were in post at the end of it.",
    ),
    (
        "doubled to",
        "Donors declined because of infection doubled to eight, compared with the session before.",
        "Samples declined because of damp doubled to eight, compared with the session before.",
    ),
    (
        "a fall in per cent of the count before",
        "Whistleblowers who gave their names in 2023 numbered 8. In 2024 the Guardian recorded a fall of 75 per cent.",
        "Whistleblowers who gave their names in 2023 numbered 80. In 2024 the Guardian recorded a fall of 75 per cent.",
    ),
    (
        "what was said before, and is now",
        "You were told on 12 May that 41 bus drivers' badges had been suspended since the scheme began. It is now 43.",
        "You were told on 12 May that 41 bus drivers' badges had been suspended since the scheme began. It is now 63.",
    ),
    (
        "two bounds that meet",
        "Our first reply said that fewer than five inspectors had been dismissed. You may also be told it was more than three.",
        "Our first reply said that fewer than five inspectors had been dismissed. You may also be told it was more than none.",
    ),
    (
        "the shortest and the longest alike",
        "Children held overnight: the shortest and the longest periods were alike 9 hours 14 minutes.",
        "Lifts out of use: the shortest and the longest periods were alike 9 hours 14 minutes.",
    ),
    (
        "one at issue",
        "By the time of the hearing the officer concerned had left the force.",
        "The officer concerned will write to you by Friday.",
    ),
    (
        "an age for each line",
        "We set out the exclusions:\n\n- age 13, Year 8 – disruption\n- age 15, Year 10 – assault\n- age 15, Year 11 – a knife\n",
        "We set out the ages for each ride:\n\n- age 13 to 15: the wheel\n- age 16 and over: the tower\n- age 5 to 8: the swings\n",
    ),
    (
        "a list that holds its own whole",
        "Staff off sick, new cases by quarter\n\nQ1 – 9\nQ2 – 6\nQ3 – suppressed\nQ4 – 5\nYear – 22\n",
        "Staff off sick, new cases by quarter\n\nQ1 – 9\nQ2 – 6\nQ3 – suppressed\nQ4 – 5\nYear – 42\n",
    ),
    (
        "a line for each site under what is counted",
        "Patients who waited over two years, by site:\n\n- North – 118\n- Ferry Community – 4\n- Tarn Clinic – 33\n",
        "Beds out of use over two years, by site:\n\n- North – 118\n- Ferry Community – 4\n- Tarn Clinic – 33\n",
    ),
    (
        "a line of its own, whatever the next one costs",
        "Number of claimants: 3\nDamages paid: £41,215\nExcess per claim: £10,000\n",
        "Number of policies: 3\nDamages paid: £41,215\nExcess per claim: £10,000\n",
    ),
    (
        "the year and its first eleven months",
        "We recorded 14 deaths in custody in the year. To the end of November the figure was 11.",
        "We recorded 44 deaths in custody in the year. To the end of November the figure was 11.",
    ),
    (
        "nobody came, so the others left",
        "On 1 April 2023 there were 37 enquiry officers in post. On 31 March 2024 there were 34. Nobody was recruited.",
        "On 1 April 2023 there were 37 enquiry officers in post. On 31 March 2024 there were 24. Nobody was recruited.",
    ),
    (
        "a rise in per cent on the year before",
        "2023: 6 social workers were referred. 2022: withheld. Trend: a rise of 50% on 2022.",
        "2023: 60 social workers were referred. 2022: withheld. Trend: a rise of 50% on 2022.",
    ),
    (
        "the highest and the lowest make the total",
        "We settled with former employees. The highest was £9,000, the lowest £4,000 and the total £13,000.",
        "We settled with former employees. The highest was £9,000, the lowest £4,000 and the total £53,000.",
    ),
    (
        "a price for a course, and what was spent",
        "The price is £410 for a course and each patient has one course. What was spent? £1,230 was spent.",
        "The price is £410 for a course and each patient has one course. What was spent? £41,000 was spent.",
    ),
    (
        "a bullet for the sanction of each",
        "We set out the sanction for each officer.\n\n- Final written warning\n- Dismissed without notice\n- Reduction in rank\n",
        "We set out the sanctions that may be given.\n\n- Final written warning\n- Dismissal without notice\n- Reduction in rank\n",
    ),
    (
        "what was counted by a writer who says 'I shall'",
        "How many governors were removed? I shall put it this way: at least one but not as many as three.",
        "How many meetings were put off? I shall put it this way: at least one but not as many as three.",
    ),
]
LEFT_ALONE = [
    ("You asked for (1) consultant vacancies on 1 January, (2) the sickness rate, and (3) spend on locums.", "items"),
    ("1. 61.4 WTE.\n2. 2.9% of staff were absent.\n", "items before numbers"),
    ("Stage 2 is triggered by two more absences in any six months.", "a rule"),
    ("A case report from Norway, in which one patient out of 240 had a burn, was read.", "a study"),
    ("Committee: 3 members (quorum).", "a quorum"),
    ("2022: 1,210 searches, 12.4% led to an arrest.\n2023: 1,375 searches, 14.0% led to an arrest.\n", "rows that count"),
    ("Figure 2 – Thefts by month (n = 614)\nFigure 3 – Plan of the four yards visited", "numbers of figures"),
    ("In 2024 the Guardian wrote to all staff.", "a year before a word for a person"),
    ("The line is open on weekdays from 9 to 3.", "hours"),
    ("Candidates are interviewed by a panel of three, one of whom is from outside the college.", "who decides"),
    ("Satisfied customers outnumbered the others by 8 to 1.", "odds"),
    ("The structure provides for one Governor and one Deputy Governor.", "posts"),
    ("Under the Allocations Scheme:\n\n- a single person: one bedroom\n- a family with two children: two bedrooms", "what a scheme allows"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "leak", "fine"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_is_left_over_is_found(why: str, leak: str, fine: str) -> None:
    assert blocked(leak), why


@pytest.mark.parametrize(("why", "leak", "fine"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_the_same_make_without_a_low_count_is_left_alone(why: str, leak: str, fine: str) -> None:
    assert not blocked(fine), why


@pytest.mark.parametrize(("fine", "why"), LEFT_ALONE, ids=[why for _, why in LEFT_ALONE])
def test_what_looks_like_a_part_is_left_alone(fine: str, why: str) -> None:
    assert not blocked(fine), why
