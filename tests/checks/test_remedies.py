"""Remedies that need no judgement: what must not stand is taken out, and nothing else."""

import pytest

from assistant.checks import check_letter
from assistant.checks.material import Material
from assistant.checks.remedies import applied

ROWS = [
    ("In 2023 there were 3 complainants.", "In 2023 there were [c] complainants.", 1, "a low count of people"),
    ("In 2023 there were 30 complainants.", "In 2023 there were 30 complainants.", 0, "one that is not low"),
    ("We bought 3 vans.", "We bought 3 vans.", 0, "things are not people"),
    ("Write to jane.roe@mail.com about it.", "Write to [redacted] about it.", 1, "a third party's address"),
    (
        "Two officers and 3 nurses were dismissed.",
        "[c] officers and [c] nurses were dismissed.",
        2,
        "two in one sentence",
    ),
    ("It is exempt under section 40(2).", "It is exempt under section 40(2).", 0, "what takes thought is left"),
]


@pytest.mark.parametrize(("text", "better", "number", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_what_must_not_stand_is_taken_out(text: str, better: str, number: int, why: str) -> None:
    material = Material()
    assert applied(text, check_letter(text, material).findings, "[c]") == (better, number), why
    again = check_letter(better, material)
    assert applied(better, again.findings, "[c]") == (better, 0), "once is enough"
