"""Suppression: how many cells does it take, how long, and is anything exposed?

    python -m evals.benchmarks.figures [--large]

Seeded tables of people with every margin, threshold 5, with few or many low counts, protected and attacked as for a
reply. "Extra" are the
cells hidden beside the low ones; "fewest" is the proved bound of the cutting planes, given as long as it takes within
a minute, beside what the program chose in its own time. pytauargus, the statistical offices' engine, runs on the same
tables where it is installed.
"""

import argparse
import importlib.util
import random
import time
from dataclasses import dataclass
from itertools import product
from math import prod

from assistant.figures.counts import Count
from assistant.figures.master import Master
from assistant.figures.network import Network, arcs
from assistant.figures.policy import Policy
from assistant.figures.problem import Problem
from assistant.figures.programme import Programme
from assistant.figures.protect import Protected, protect
from assistant.figures.secure import problem_of
from assistant.figures.tables import TOTAL, Dimension, Table

SIZES = ((4, 3), (10, 6), (9, 9), (12, 8), (20, 12), (100, 30), (3, 3, 3), (4, 4, 3))
LARGE = ((200, 50), (6, 5, 4), (10, 8, 6))
MEANS = {"few": 40, "many": 8}
SEEDS = (0, 1, 2)
EXACT_CELLS = 130
SECONDS = 60.0


@dataclass(frozen=True)
class Row:
    shape: tuple[int, ...]
    kind: str
    seed: int
    cells: int
    low: int
    extra: int
    fewest: int | None
    seconds: float
    exposed: int


def seeded(shape: tuple[int, ...], mean: float, seed: int) -> Table:
    luck = random.Random(seed)
    dimensions = tuple(Dimension(f"d{n}", tuple(f"{n}-{i}" for i in range(size))) for n, size in enumerate(shape))
    cells = dict.fromkeys(product(*((*d.categories, TOTAL) for d in dimensions)), 0)
    for key in product(*(d.categories for d in dimensions)):
        count = int(luck.expovariate(1 / mean))
        for over in product(*((label, TOTAL) for label in key)):
            cells[over] += count
    return Table("", "seeded", "crosstab", "people", dimensions, {k: Count("", n) for k, n in cells.items()})


def measured(shape: tuple[int, ...], kind: str, seed: int) -> Row:
    table, policy = seeded(shape, MEANS[kind], seed), Policy()
    began = time.perf_counter()
    safe = protect(table, policy)
    seconds = time.perf_counter() - began
    low = len(safe.low_cells)
    extra = sum(cell.value is None for cell in safe.cells) - low
    problem = problem_of(table, policy)
    fewest = bound(problem, safe) - low if prod(n + 1 for n in shape) <= EXACT_CELLS else None
    exposed = sum(
        not (cell.interval[0] <= 1 and (cell.interval[1] is None or cell.interval[1] >= 4))
        for cell in safe.cells
        if safe.key_of(cell) in safe.low_cells
    )
    return Row(shape, kind, seed, len(safe.cells), low, extra, fewest, seconds, exposed)


def bound(problem: Problem, safe: Protected) -> int:
    ends = arcs(problem)
    probe = Programme(problem) if ends is None else Network(problem, ends)
    hidden = frozenset(n for n, cell in enumerate(safe.cells) if cell.value is None)
    return Master(problem, probe, SECONDS, rounds=100, nodes=10**7).search(hidden).fewest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="the tables that take minutes, too")
    sizes = (*SIZES, *LARGE) if parser.parse_args().large else SIZES
    if importlib.util.find_spec("pytauargus") is None:
        print("pytauargus is not installed, so nothing stands beside these figures but the optimum.\n")
    measured((3, 3), "few", 0)  # so that no row pays for the imports
    print("table        lows    seed  cells   low  extra  fewest   seconds  exposed")
    rows = []
    for shape, kind, seed in product(sizes, MEANS, SEEDS):
        row = measured(shape, kind, seed)
        rows.append(row)
        name, fewest = " x ".join(map(str, shape)), "-" if row.fewest is None else row.fewest
        print(
            f"{name:<12} {kind:<7} {seed:>4} {row.cells:>6} {row.low:>5} {row.extra:>6} {fewest:>7} {row.seconds:>9.2f} {row.exposed:>8}",
            flush=True,
        )
    known = [row for row in rows if row.fewest is not None]
    extra, fewest = sum(row.extra for row in known), sum(row.fewest or 0 for row in known)
    print(f"\n{len(known)} tables with a known bound: {extra} extra cells, the bound {fewest}")
    print(f"exposed cells: {sum(row.exposed for row in rows)}; slowest: {max(row.seconds for row in rows):.2f} s")


if __name__ == "__main__":
    main()
