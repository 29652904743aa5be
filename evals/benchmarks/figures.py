"""Suppression: how many cells does it take, how long, how much memory, and is anything exposed?

    python -m evals.benchmarks.figures [--large]

Seeded tables of people with every margin, threshold 5, from dense to sparse, and pairs of tables that share their
rows, protected and attacked as for a reply. "Extra" are the cells hidden beside the low ones. "Fewest" is the proved
bound of the cutting planes, given up to a minute, beside what the program chose, given the same. pytauargus, the
statistical offices' engine, is given the same cells, sums and protection, where it is installed; what it hides is
attacked like ours (see ``tau_argus.py`` for what cannot be matched). Times leave out the start of Python.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path

from assistant.figures.attack.published import reader_of_all
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect_together
from assistant.figures.suppression.linking import linked
from assistant.figures.suppression.master import Master
from assistant.figures.suppression.network import Network, arcs
from assistant.figures.suppression.problem import Problem
from assistant.figures.suppression.programme import Programme
from assistant.figures.suppression.secure import Publication, Task
from assistant.figures.tables import TOTAL, Dimension, Table
from evals.benchmarks import tau_argus

SIZES = ((4, 3), (10, 6), (9, 9), (12, 8), (20, 12), (100, 30), (3, 3, 3), (4, 4, 3))
LARGE = ((200, 50), (6, 5, 4), (10, 8, 6))
PAIRS = ((4, 3, 2), (8, 5, 3), (20, 12, 4))
MEANS = {"dense": 40.0, "middling": 8.0, "sparse": 1.5}
SEEDS = (0, 1, 2)
SMALL_CELLS = 100
EXACT_CELLS = 130
IN_A_CHILD = 240
SECONDS = 60.0
TIMES = {"20 x 12": 1.0, "100 x 30": 5.0, "200 x 50": 60.0}
MEGABYTES = 1024
_MEBI = 1024


@dataclass(frozen=True)
class Case:
    """One thing to protect: a table, or the pair that a three-way table is looked at from two sides."""

    shape: tuple[int, ...]
    kind: str
    seed: int
    pair: bool = False

    @property
    def name(self) -> str:
        return " x ".join(map(str, self.shape)) + (" pair" if self.pair else "")

    def tables(self) -> list[Table]:
        if not self.pair:
            return [seeded(self.shape, MEANS[self.kind], self.seed)]
        whole = seeded(self.shape, MEANS[self.kind] / self.shape[2], self.seed)
        return [_collapsed(whole, 2, "a"), _collapsed(whole, 1, "b")]


@dataclass(frozen=True)
class Outcome:
    """What one way of hiding makes of a case; None where it was not tried or gave no answer."""

    extra: int | None = None
    seconds: float | None = None
    exposed: int | None = None
    megabytes: float | None = None


@dataclass(frozen=True)
class Row:
    case: Case
    cells: int
    low: int
    fewest: int | None
    ours: Outcome
    optimal: Outcome
    modular: Outcome


def seeded(shape: tuple[int, ...], mean: float, seed: int) -> Table:
    luck = random.Random(seed)
    dimensions = tuple(Dimension(f"d{n}", tuple(f"{n}-{i}" for i in range(size))) for n, size in enumerate(shape))
    cells = dict.fromkeys(product(*((*d.categories, TOTAL) for d in dimensions)), 0)
    for key in product(*(d.categories for d in dimensions)):
        count = int(luck.expovariate(1 / mean))
        for over in product(*((label, TOTAL) for label in key)):
            cells[over] += count
    return Table("", "seeded", "crosstab", "people", dimensions, {k: Count("", n) for k, n in cells.items()})


def _collapsed(table: Table, place: int, name: str) -> Table:
    """Return a table by all dimensions but one."""
    dimensions = (*table.dimensions[:place], *table.dimensions[place + 1 :])
    cells = {(*k[:place], *k[place + 1 :]): count for k, count in table.cells.items() if k[place] == TOTAL}
    return Table("", name, table.layout, table.unit, dimensions, cells)


class Stage:
    """A case with its cells numbered through as the suppression has them."""

    def __init__(self, case: Case) -> None:
        self.tables, self.policy = case.tables(), Policy()
        self.task = Task([Publication(table) for table in self.tables], self.policy, linked(self.tables).shared)
        self.problem: Problem = self.task.problem(frozenset())

    def judged(self, hidden: frozenset[int] | None, seconds: float, megabytes: float | None = None) -> Outcome:
        """Attack what is published when these cells are hidden."""
        if hidden is None:
            return Outcome(seconds=seconds)
        attacker = reader_of_all(self.task.sheets(self.task.figures(hidden)), self.policy, self.task.known())
        spans = {self.task.names[cell]: span for cell, span in self.problem.targets.items()}
        exposed = len(attacker.finds_out(spans, attacker.intervals()))
        return Outcome(len(hidden) - len(self.problem.targets), seconds, exposed, megabytes)

    def fewest(self, hidden: frozenset[int]) -> int:
        """Return the proved bound on the extra cells."""
        ends = arcs(self.problem)
        probe = Programme(self.problem) if ends is None else Network(self.problem, ends)
        found = Master(self.problem, probe, SECONDS, rounds=100, nodes=10**7).search(hidden)
        return found.fewest - len(self.problem.targets)


def measured(case: Case, *, beside: bool) -> Row:
    stage = Stage(case)
    ours, seconds, megabytes = _in_a_child(case) if prod(case.shape) >= IN_A_CHILD else (*_protected(case), None)
    optimal = modular = Outcome()
    if beside and stage.problem.targets:
        found = tau_argus.optimal(stage.problem)
        optimal = stage.judged(found.hidden, found.seconds)
        if not case.pair:
            found = tau_argus.modular(stage.tables[0], stage.problem)
            modular = stage.judged(found.hidden, found.seconds)
    cells = len(stage.problem.values)
    fewest = stage.fewest(ours) if cells <= EXACT_CELLS else None
    return Row(
        case, cells, len(stage.problem.targets), fewest, stage.judged(ours, seconds, megabytes), optimal, modular
    )


def _protected(case: Case) -> tuple[frozenset[int], float]:
    """Return the cells that we hide, numbered through, and the seconds that it takes."""
    tables = case.tables()
    began = time.perf_counter()
    safe: Sequence[Protected] = protect_together(tables, Policy(time_limit=SECONDS))
    seconds = time.perf_counter() - began
    cells = [cell for one in safe for cell in one.cells]
    return frozenset(number for number, cell in enumerate(cells) if cell.value is None), seconds


def _in_a_child(case: Case) -> tuple[frozenset[int], float, float]:
    """Protect a table in a process of its own, so that its memory can be told."""
    told = json.dumps([case.shape, case.kind, case.seed, case.pair])
    ran = subprocess.run(
        [sys.executable, "-m", "evals.benchmarks.figures", "--one", told], capture_output=True, text=True, check=True
    )
    hidden, seconds, megabytes = json.loads(ran.stdout)
    return frozenset(hidden), seconds, megabytes


def _one(told: str) -> None:
    shape, kind, seed, pair = json.loads(told)
    _protected(Case((3, 3), "dense", 0))
    hidden, seconds = _protected(Case(tuple(shape), kind, seed, pair))
    print(json.dumps([sorted(hidden), seconds, _peak()]))


def _peak() -> float:
    """Return the most memory of this process in megabytes.

    What getrusage tells can be the memory of the process that started it, if that had more; Linux tells better.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (
            one for one in status.read_text(encoding="ascii", errors="replace").splitlines() if one.startswith("VmHWM:")
        )
        return int(line.split()[1]) / _MEBI
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (_MEBI**2 if sys.platform == "darwin" else _MEBI)


# --- what is printed


def _line(row: Row) -> str:
    ours, optimal, modular = row.ours, row.optimal, row.modular
    return (
        f"{row.case.name:<17} {row.case.kind:<8} {row.case.seed:>4} {row.cells:>6} {row.low:>5}"
        f" {_whole(ours.extra)} {_whole(row.fewest)} {_whole(optimal.extra)} {_whole(modular.extra)}"
        f" {_decimal(ours.seconds)} {_decimal(optimal.seconds)} {_decimal(modular.seconds)}"
        f" {_whole(ours.exposed)} {_whole(optimal.exposed)} {_whole(modular.exposed)} {_whole(ours.megabytes)}"
    )


_HEADING = (
    f"{'':<43} {'extra cells':^27} {'seconds':^26} {'exposed cells':^20}\n"
    f"{'table':<17} {'counts':<8} {'seed':>4} {'cells':>6} {'low':>5}"
    f" {'ours':>6} {'fewest':>6} {'opt.':>6} {'mod.':>6} {'ours':>8} {'opt.':>8} {'mod.':>8}"
    f" {'ours':>6} {'opt.':>6} {'mod.':>6} {'MB':>6}"
)


def _whole(value: float | None) -> str:
    return f"{'-' if value is None else round(value):>6}"


def _decimal(value: float | None) -> str:
    return f"{'-':>8}" if value is None else f"{value:>8.2f}"


def _sums(rows: Sequence[Row]) -> Iterator[str]:
    """Yield per size the sums over its tables; of each engine's extra cells beside ours on the same tables."""
    for name in dict.fromkeys(row.case.name for row in rows):
        mine = [row for row in rows if row.case.name == name]
        extra = sum(row.ours.extra or 0 for row in mine)
        slowest = max(row.ours.seconds or 0.0 for row in mine)
        parts = [f"{name}: {extra} extra, slowest {slowest:.2f} s"]
        bounded = [row for row in mine if row.fewest is not None]
        if bounded:
            parts.append(f"fewest {sum(row.fewest or 0 for row in bounded)}")
        for word, theirs in (("optimal", [r.optimal for r in mine]), ("modular", [r.modular for r in mine])):
            pairs = [(row, one) for row, one in zip(mine, theirs, strict=True) if one.extra is not None]
            if pairs:
                beside = sum(row.ours.extra or 0 for row, _ in pairs)
                parts.append(f"Tau-Argus {word} {sum(one.extra or 0 for _, one in pairs)} where ours is {beside}")
        yield "; ".join(parts)


def _verdicts(rows: Sequence[Row]) -> Iterator[tuple[str, bool | None, str]]:
    """Yield each target, whether it is met (None: not measured), and the figures."""
    exposed = sum(row.ours.exposed or 0 for row in rows)
    yield "no cell is exposed", exposed == 0, f"{exposed} in {len(rows)} cases"
    small = [row for row in rows if row.cells <= SMALL_CELLS and row.fewest is not None]
    extra, fewest = sum(row.ours.extra or 0 for row in small), sum(row.fewest or 0 for row in small)
    near = extra <= 1.02 * fewest if small else None
    yield f"within 2% of the fewest to {SMALL_CELLS} cells", near, f"{extra} beside {fewest} on {len(small)} tables"
    large = [row for row in rows if row.cells > SMALL_CELLS and row.optimal.extra is not None]
    yield _beside_tau_argus("optimal", [(row.ours, row.optimal) for row in large])
    yield _beside_tau_argus("modular", [(row.ours, row.modular) for row in large])
    for name, limit in TIMES.items():
        at = [row.ours.seconds or 0.0 for row in rows if row.case.name == name]
        yield f"{name} under {limit:.0f} s", max(at) < limit if at else None, f"{max(at, default=0.0):.2f} s"
    peaks = [row.ours.megabytes for row in rows if row.ours.megabytes is not None]
    yield "memory under 1 GB", max(peaks) < MEGABYTES if peaks else None, f"{max(peaks, default=0):.0f} MB"


def _beside_tau_argus(word: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> tuple[str, bool | None, str]:
    level = [(ours, theirs) for ours, theirs in pairs if theirs.extra is not None and not theirs.exposed]
    leaky = sum(theirs.exposed is not None and theirs.exposed > 0 for _, theirs in pairs)
    ours, theirs = (sum(pair[n].extra or 0 for pair in level) for n in (0, 1))
    less = f"; {leaky} tables left out, on which it leaves cells exposed" if leaky else ""
    what = f"no more than Tau-Argus {word} beyond, at the same protection"
    return what, ours <= theirs if level else None, f"{ours} beside {theirs}{less}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="the tables that take minutes, too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one)
        return
    beside = tau_argus.installed()
    if beside:
        print(f"Beside pytauargus {tau_argus.version()}, optimal (opt.) and modular (mod.), with at most")
        print(f"{tau_argus.MINUTES} minute each. It protects intervals of any numbers, not of whole ones.\n")
    else:
        print("pytauargus is not installed, so nothing stands beside these figures but the fewest.\n")
    _protected(Case((3, 3), "dense", 0))  # so that no row pays for the imports
    sizes = [*((shape, False) for shape in (*SIZES, *(LARGE if given.large else ()))), *((one, True) for one in PAIRS)]
    print(_HEADING)
    rows = []
    for (shape, pair), kind, seed in product(sizes, MEANS, SEEDS):
        rows.append(measured(Case(shape, kind, seed, pair), beside=beside))
        print(_line(rows[-1]), flush=True)
    print("\nSums over the tables of each size")
    for line in _sums(rows):
        print(f"  {line}")
    print("\nTargets")
    for what, met, figures in _verdicts(rows):
        print(f"  not measured {what}" if met is None else f"  {'met' if met else 'missed':<12} {what}: {figures}")


if __name__ == "__main__":
    main()
