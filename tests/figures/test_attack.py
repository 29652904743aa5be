"""The attack finds exactly what can be learned."""

import pytest

from assistant.figures.attack import AttackError, Constraint, System, interval
from assistant.figures.attack.published import reader
from assistant.figures.policy import Policy
from assistant.figures.tables import Dimension

ROWS, COLUMNS = ("A", "B", "C"), ("X", "Y", "Z")
INNER = [[3, 12, 9], [14, 2, 11], [8, 10, 20]]


def published(*hidden: tuple[str, str]) -> dict[tuple[str, ...], int | None]:
    """The table of the worked checks with all margins, some cells hidden."""
    cells: dict[tuple[str, ...], int | None] = {}
    for i, r in enumerate(ROWS):
        for j, c in enumerate(COLUMNS):
            cells[r, c] = None if (r, c) in hidden else INNER[i][j]
        cells[r, "Total"] = sum(INNER[i])
    for j, c in enumerate(COLUMNS):
        cells["Total", c] = sum(row[j] for row in INNER)
    cells["Total", "Total"] = sum(map(sum, INNER))
    return cells


DIMENSIONS = (Dimension("row", ROWS), Dimension("column", COLUMNS))
WORKED = [
    (
        "only the two low cells hidden: both are recovered",
        [("A", "X"), ("B", "Y")],
        {("A", "X"): (3, 3), ("B", "Y"): (2, 2)},
    ),
    (
        "four hidden in a rectangle",
        [("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y")],
        {("A", "X"): (1, 15), ("A", "Y"): (0, 14), ("B", "X"): (2, 16), ("B", "Y"): (0, 14)},
    ),
]


@pytest.mark.parametrize(("why", "hidden", "expected"), WORKED, ids=[row[0] for row in WORKED])
def test_the_worked_checks(
    why: str, hidden: list[tuple[str, str]], expected: dict[tuple[str, str], tuple[int, int]]
) -> None:
    found = reader(DIMENSIONS, published(*hidden), Policy()).intervals()
    assert {key: found[key] for key in expected} == expected


def test_different_marks_leak() -> None:
    """The same four cells, but the low ones are marked "fewer than 5": the others are pinned too."""
    cells = ["AX", "AY", "BX", "BY"]
    system = System(
        {"AX": (1, 4), "BY": (1, 4), "AY": (0, None), "BX": (0, None)},
        (
            Constraint((("AX", 1), ("AY", 1)), 15, 15),
            Constraint((("BX", 1), ("BY", 1)), 16, 16),
            Constraint((("AX", 1), ("BX", 1)), 17, 17),
            Constraint((("AY", 1), ("BY", 1)), 14, 14),
        ),
    )
    assert [interval(system, c) for c in cells] == [(2, 4), (11, 13), (13, 15), (1, 3)]


def test_a_rounded_row_gives_nothing_away() -> None:
    """Row 4, 12, 9: the low cell hidden, the rest and the total to the nearest five."""
    cells: dict[tuple[str, ...], int | None] = {("A", "X"): None, ("A", "Y"): 10, ("A", "Z"): 10, ("A", "Total"): 25}
    dimensions = (Dimension("row", ("A",)), Dimension("column", COLUMNS))
    found = reader(dimensions, cells, Policy(threshold=8, round_to=5)).intervals()
    low, high = found["A", "X"]
    assert low <= 1
    assert high is not None
    assert high >= 7


def test_counts_are_whole() -> None:
    """Twice x and thrice y make 7: the only whole answer is x = 2, y = 1."""
    system = System({"x": (0, None), "y": (0, None)}, (Constraint((("x", 2), ("y", 3)), 7, 7),))
    assert interval(system, "x") == (2, 2)


def test_an_open_cell_has_no_upper_limit() -> None:
    assert interval(System({"x": (0, None)}, ()), "x") == (0, None)


def test_a_contradiction_is_an_error_and_not_an_answer() -> None:
    system = System({"x": (0, None)}, (Constraint((("x", 1),), 3, 3), Constraint((("x", 1),), 4, 4)))
    with pytest.raises(AttackError, match="contradicts"):
        interval(system, "x")
    with pytest.raises(AttackError, match="contradicts"):
        reader((Dimension("row", ("A", "B")),), {("A",): 1, ("B",): 2, ("Total",): 4}, Policy())
