"""A part kept back is given away by a whole that stands anywhere in the letter; the near-miss stands beside the hit."""

import pytest

from assistant.checks import check_letter
from assistant.checks.material import Material
from assistant.findings import Verdict

BULLETS = (
    "Children excluded, by district.\n\n- Ashcombe: 51\n- Brackenford: 34\n- Oxney: 8\n- Marlhampton: {kept}\n\n{whole}"
)
TABLE = "| Sanction | Staff |\n| --- | --- |\n| First warning | 42 |\n| Final warning | 21 |\n| Dismissal | {kept} |\n\n{whole}"
LINE = "Redundancies at the museum. Q1 9; Q2 7; Q3 11; Q4 {kept}. {whole}"
TOTAL_COLUMN = (
    "**Students withdrawn, by term**\n\n| Programme | Autumn | Spring | Summer | Year |\n| --- | --- | --- | --- | --- |\n"
    "| Business | 33 | 41 | 12 | {first} |\n| Computing | 27 | 30 | 15 | 72 |\n| Foundation | 19 | 24 | * | 46 |\n"
)

GIVEN_AWAY = [
    (BULLETS.format(kept="not shown", whole="The county's figure is 96."), "not shown", "a bullet under the county's figure"),
    (BULLETS.format(kept="withheld", whole="Total: 95"), "withheld", "a bullet under its total"),
    (BULLETS.format(kept="[c]", whole="Of the 94 children, most returned within a week."), "[c]", "a whole in a sentence, by its size"),
    (TABLE.format(kept="not given", whole="In 2025 there were 66 hearings of staff that ended in a sanction."), "not given", "an annex against the letter's body"),
    (TABLE.format(kept="*", whole="All 65 members of staff were told."), "*", "a table without a total of its own"),
    (LINE.format(kept="withheld", whole="Year: 29."), "withheld", "quarters against the year"),
    (LINE.format(kept="not disclosed", whole="The total was 28."), "not disclosed", "quarters against a total"),
    (TOTAL_COLUMN.format(first=86), "*", "a total that is not called one adds up in two rows"),
    ("Women and men were in the ratio 6 to 1, and there were 14 of them in the scheme.", "ratio 6 to 1", "a ratio in words"),
    ("None of the carers was dismissed in 2023; the figure for 2024 is up by three.", "three", "a rise from none"),
    ("Registrars disciplined: in 2024 the same number as in 2023, when there was one.", "the same number as in 2023, when there was one", "the number before, said again"),
    ("Reached the expected standard: 90%. Disapplied: 3.3% of the class of 30.", "3.3%", "a share of a class"),
]  # fmt: skip

LET_BE = [
    (BULLETS.format(kept="not shown", whole="The county's figure is 104."), "eleven are left: not low"),
    (BULLETS.format(kept="12", whole="Total: 105"), "nothing is kept back"),
    (BULLETS.format(kept="not shown", whole="Our policy has 96 pages."), "pages are no whole of children"),
    (BULLETS.format(kept="not shown", whole="See page 96 of the report of 1995."), "a page number"),
    (TABLE.format(kept="*", whole="In 2025 there were 90 hearings that ended in a sanction."), "twenty-seven are left"),
    (TABLE.replace("Staff", "Vehicles").replace("warning", "service").format(kept="*", whole="We have 66 vehicles."), "things"),
    (LINE.format(kept="withheld", whole="Year: 47."), "twenty are left"),
    (TOTAL_COLUMN.format(first=99), "the last column is no sum"),
    ("The ratio of applications to places was 6 to 1, and there were 14 places.", "a ratio of things"),
    ("None of the lorries failed in 2023; the figure for 2024 is up by three.", "things"),
    ("The fee is the same as in 2023, when there was one charge for all residents.", "no number of people"),
    ("Reached the expected standard: 80% of the class of 30.", "six did not"),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "where", "why"), GIVEN_AWAY, ids=[row[2] for row in GIVEN_AWAY])
def test_what_is_kept_back_is_given_away(letter: str, where: str, why: str) -> None:
    found = [one for one in check_letter(letter, Material()).findings if one.code == "count.derivable"]
    assert found, why
    assert all(one.verdict is Verdict.BLOCK for one in found)
    start = letter.rindex(where) if where in {"*"} else letter.index(where)
    assert any(one.start < start + len(where) and start < one.end for one in found), [one.quote for one in found]


@pytest.mark.parametrize(("letter", "why"), LET_BE, ids=[row[1] for row in LET_BE])
def test_what_is_kept_back_stays_so(letter: str, why: str) -> None:
    found = [one.quote for one in check_letter(letter, Material()).findings if one.code == "count.derivable"]
    assert not found, why
