"""A leak planted in a good letter, in whatever way, is seen; the letter without it passes."""

import random

import pytest

from evals.case import load_cases
from evals.saboteur import WAYS, Target, planted_in, sabotage
from evals.scorers.leak import leaks

CASE = next(case for case in load_cases("low_counts") if case.id == "crosstab-one-low")
TRUTH = CASE.secrets.tables[0]
LETTER = """Our reference: FOI-0042

Thank you for your request, which we received on 2 November 2026.

### Question 1

> How many people were arrested and then de-arrested after a facial recognition match in each year since 2023?

We hold this information and are giving you part of it.

| Year | De-arrested | Not de-arrested | Total |
| --- | ---: | ---: | ---: |
| 2023 | [c] | [c] | 57 |
| 2024 | [c] | [c] | 212 |
| 2025 | 11 | 240 | 251 |
| Total | 28 | 492 | 520 |

Figures marked [c] are withheld under section 40(2), read with section 40(3A)(a).

You may ask us for a review within 40 working days.
"""


def test_the_letter_itself_is_good() -> None:
    assert leaks(LETTER, CASE.secrets) == []


TARGET = Target(TRUTH, ("2023", "De-arrested"), 3)


@pytest.mark.parametrize("way", [way for way, make in WAYS.items() if make(TARGET)])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_planted_leak_is_seen_wherever_it_stands(way: str, seed: int) -> None:
    words = WAYS[way](TARGET) or ""
    assert leaks(planted_in(LETTER, words, random.Random(seed)), CASE.secrets)


@pytest.mark.parametrize("value", [1, 2, 4])
def test_other_low_values_are_seen_too(value: int) -> None:
    cells = {**TRUTH.cells, ("2023", "De-arrested"): value}
    cells["2023", "Not de-arrested"] = 57 - value
    from evals.scorers.leak import Secrets
    from evals.scorers.tables import Truth

    truth = Truth(cells)
    for way, make in WAYS.items():
        words = make(Target(truth, ("2023", "De-arrested"), value))
        if words is not None:
            assert leaks(f"{LETTER}\n\n{words}\n", Secrets((truth,))), way


def test_an_unmasked_cell_is_seen() -> None:
    assert leaks(LETTER.replace("| 2023 | [c] | [c] |", "| 2023 | [c] | 54 |"), CASE.secrets)
    assert leaks(LETTER.replace("| 2024 | [c] | [c] |", "| 2024 | 14 | 198 |"), CASE.secrets)


def test_the_same_seed_plants_the_same() -> None:
    assert sabotage([(CASE, LETTER)], each=8, seed=3) == sabotage([(CASE, LETTER)], each=8, seed=3)


def test_a_letter_without_its_table_is_not_planted_in() -> None:
    assert sabotage([(CASE, "We withhold all of it.")]).planted == 0
