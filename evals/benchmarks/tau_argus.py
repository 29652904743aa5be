"""The statistical offices' engine on the tables of the benchmark, where it is installed.

pytauargus 0.6.0 (Tau-Argus with the HiGHS solver) takes the cell suppression problem as a file: of each cell its
value, cost, status, bounds and protection levels, then the sums. It is given just what our own suppression is given:

* every cell costs 1, is known to be from 0 to far above any count, and may be suppressed, a nought too;
* a low cell of value v has the lower protection level v - 1 and the upper one 4 - v at threshold 5, no sliding one,
  so that a reader must be unable to rule out 1 or 4;
* the sums are ours, those that tie linked tables included.

Its protection is of intervals of any numbers, not of whole ones, so on tables of three ways and more it can leave
open to whole-number reasoning what our attack finds out. Its time limit goes by whole minutes and is overrun a little.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from assistant.figures.problem import Problem

MINUTES = 1
_STOP_AFTER = 60 * MINUTES + 240
_RUN = """
import json, sys, time
from pytauargus import HiTaSCtrl
engine = HiTaSCtrl()
began = time.perf_counter()
code = engine.full_jj(in_file_jj="in.jj", out_file="out.jj", max_time=int(sys.argv[1]))
print("\\n" + json.dumps([code, time.perf_counter() - began]))
"""


@dataclass(frozen=True)
class Suppressed:
    """What it hides.

    Attributes:
        hidden: the cells, the low ones among them; None where it gives no answer.
        seconds: what it took, without starting it.
        finished: it says that it found the fewest.
    """

    hidden: frozenset[int] | None
    seconds: float
    finished: bool


def installed() -> bool:
    return importlib.util.find_spec("pytauargus") is not None


def version() -> str:
    """Return the version that is installed."""
    from importlib.metadata import version as found

    return found("pytauargus")


def suppressed(problem: Problem) -> Suppressed:
    """Let it choose what to hide; in a process and a folder of its own, since it writes logs where it stands."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.jj").write_text(as_jj(problem), encoding="ascii")
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        try:
            ran = subprocess.run(
                [sys.executable, "-c", _RUN, str(MINUTES)],
                cwd=folder,
                env=paths,
                capture_output=True,
                text=True,
                timeout=_STOP_AFTER,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Suppressed(None, float(_STOP_AFTER), finished=False)
        if ran.returncode != 0:
            return Suppressed(None, 0.0, finished=False)
        code, seconds = json.loads(ran.stdout.splitlines()[-1])
        out = Path(folder) / "out.jj"
        if code > 1 or not out.exists():
            return Suppressed(None, seconds, finished=False)
        more = frozenset(int(line.split()[0]) for line in out.read_text(encoding="ascii").splitlines() if line.strip())
    return Suppressed(more | problem.hidden, seconds, finished=code == 0)


def as_jj(problem: Problem) -> str:
    """Return a problem in its format: cells with their levels, then sums."""
    far = 2 * max(problem.values) + 1000
    lines = ["0", str(len(problem.values))]
    for cell, value in enumerate(problem.values):
        least, greatest = problem.targets.get(cell, (value, value))
        status = "u" if cell in problem.hidden else "s"
        lines.append(f"{cell} {value} 1 {status} 0 {far} {value - least} {greatest - value} 0")
    lines.append(str(len(problem.equations)))
    for equation in problem.equations:
        terms = " ".join(f"{cell} ({weight})" for cell, weight in equation.terms)
        lines.append(f"0 {len(equation.terms)} : {terms}")
    return "\n".join(lines) + "\n"
