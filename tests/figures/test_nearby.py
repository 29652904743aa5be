"""The search near a known choice hides fewer cells, never more, and what it finds holds."""

import random

import pytest

from assistant.figures.policy import Policy
from assistant.figures.suppression.master import Master
from assistant.figures.suppression.nearby import fewer_nearby
from assistant.figures.suppression.problem import Problem
from assistant.figures.suppression.programme import Programme
from assistant.figures.suppression.secure import Publication, Task
from tests.figures.test_protect import table

STEPS = 3_000


@pytest.fixture(scope="module")
def problem() -> Problem:
    luck = random.Random(3)
    raw = table((3, 3, 2), [int(luck.expovariate(1 / 8)) for _ in range(18)])
    return Task([Publication(raw)], Policy(), ()).problem(frozenset())


def searched(problem: Problem, known: frozenset[int], steps: int, seconds: float = 60) -> frozenset[int]:
    master = Master(problem, Programme(problem), seconds)
    master.bound()
    return fewer_nearby(problem, master, known, steps)


def holds(problem: Problem, hidden: frozenset[int]) -> bool:
    probe = Programme(problem)
    return all(probe.certificate(hidden, *shift) is not None for shift in problem.shifts())


def everything(problem: Problem) -> frozenset[int]:
    return frozenset(range(len(problem.values)))


def test_from_everything_hidden_it_comes_near_the_fewest_and_the_choice_holds(problem: Problem) -> None:
    found = searched(problem, everything(problem), STEPS)
    fewest = Master(problem, Programme(problem), 60).search(found).fewest
    assert holds(problem, found)
    assert problem.hidden <= found
    assert len(found) <= fewest + 1 < len(problem.values) / 2


def test_what_is_the_fewest_already_is_left_as_it_is(problem: Problem) -> None:
    best = Master(problem, Programme(problem), 60).search(everything(problem)).hidden
    assert best is not None
    assert searched(problem, best, STEPS) == best


def test_the_same_table_comes_out_the_same(problem: Problem) -> None:
    assert searched(problem, everything(problem), 500) == searched(problem, everything(problem), 500)


@pytest.mark.parametrize(("steps", "seconds"), [(0, 60.0), (STEPS, 0.0)], ids=["no steps left", "no time left"])
def test_without_steps_or_time_the_known_choice_stands(problem: Problem, steps: int, seconds: float) -> None:
    assert searched(problem, everything(problem), steps, seconds) == everything(problem)
