"""The statistical offices' engine on the tables of the benchmark, where it is installed.

pytauargus 0.6.0 (Tau-Argus with the HiGHS solver) offers optimal and modular suppression; its hypercube method is not
built in. It is given just what our own suppression is given:

* every cell costs 1, is known to be from 0 to far above any count, and may be suppressed, a nought too;
* a low cell of value v has the lower protection level v - 1 and the upper one 4 - v at threshold 5, no sliding one,
  so that a reader must be unable to rule out 1 or 4;
* the sums are ours, those that tie linked tables included, in its own file format. Modular suppression reads the table
  itself and makes its sums; it takes no linked tables here, and knows of every cell that it is no more than the largest.

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

from assistant.figures.suppression.problem import Problem
from assistant.figures.tables import Table

MINUTES = 1
_STOP_AFTER = 60 * MINUTES + 240
_OPTIMAL = f"""
from pytauargus import HiTaSCtrl
began = time.perf_counter()
code = HiTaSCtrl().full_jj(in_file_jj="in.jj", out_file="out.txt", max_time={MINUTES})
"""
_MODULAR = """
from pytauargus.engine import run_batch
began = time.perf_counter()
run_batch("table.arb")
code = 0
"""
_SCRIPT = "import json, time\n{}\nprint()\nprint(json.dumps([code, time.perf_counter() - began]))"


@dataclass(frozen=True)
class Suppressed:
    """What it hides.

    Attributes:
        hidden: the cells by number, the low ones among them; None where it gives no answer.
        seconds: what it took, without starting it.
        finished: it says that it is done, not cut short by its time limit.
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


def optimal(problem: Problem) -> Suppressed:
    """Let it look for the fewest cells."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.jj").write_text(as_jj(problem), encoding="ascii")
        code, seconds = _ran(_OPTIMAL, Path(folder))
        out = Path(folder) / "out.txt"
        if code > 1 or not out.exists():
            return Suppressed(None, seconds, finished=False)
        more = frozenset(int(line) for line in out.read_text(encoding="ascii").split())
    return Suppressed(more | problem.hidden, seconds, finished=code == 0)


def modular(table: Table, problem: Problem) -> Suppressed:
    """Let it take one table apart; the problem's cells are those of the table, in its order."""
    with tempfile.TemporaryDirectory() as folder:
        _write_table(Path(folder), table, problem)
        code, seconds = _ran(_MODULAR, Path(folder))
        out = Path(folder) / "out.tab"
        if code != 0 or not out.exists():
            return Suppressed(None, seconds, finished=False)
        place = {key: number for number, key in enumerate(table.cells)}
        lines = [line.replace('"', "").split(";") for line in out.read_text(encoding="utf-8").splitlines()]
        ways = len(table.dimensions)
        hidden = frozenset(
            place[tuple(text.strip() for text in line[:ways])] for line in lines if line[-3] in {"U", "M"}
        )
    return Suppressed(hidden | problem.hidden, seconds, finished=True)


def as_jj(problem: Problem) -> str:
    """Return a problem in its format: of each cell the value, cost, status, bounds and levels; then the sums."""
    far = 2 * max(problem.values) + 1000
    lines = ["0", str(len(problem.values))]
    for cell, value in enumerate(problem.values):
        down, up = _levels(problem, cell)
        lines.append(f"{cell} {value} 1 {'u' if cell in problem.hidden else 's'} 0 {far} {down} {up} 0")
    lines.append(str(len(problem.equations)))
    for equation in problem.equations:
        terms = " ".join(f"{cell} ({weight})" for cell, weight in equation.terms)
        lines.append(f"0 {len(equation.terms)} : {terms}")
    return "\n".join(lines) + "\n"


def _levels(problem: Problem, cell: int) -> tuple[int, int]:
    value = problem.values[cell]
    least, greatest = problem.targets.get(cell, (value, value))
    return value - least, greatest - value


def _write_table(folder: Path, table: Table, problem: Problem) -> None:
    rows = [
        ";".join(
            (*key, str(problem.values[n]), "1", "U" if n in problem.hidden else "S", *map(str, _levels(problem, n)))
        )
        for n, key in enumerate(table.cells)
    ]
    ways = "".join(f'{d.name}\n  <RECODEABLE>\n  <TOTCODE> "Total"\n' for d in table.dimensions)
    columns = "people\n  <NUMERIC>\n  <DECIMALS> 0\ncost\n  <NUMERIC> <COST>\n"
    columns += "status\n  <STATUS>\ndown\n  <NUMERIC> <LOWERPL>\nup\n  <NUMERIC> <UPPERPL>\n"
    names = "".join(f'"{d.name}"' for d in table.dimensions)
    batch = (
        f'<OPENTABLEDATA> "table.tab"\n<OPENMETADATA> "table.rda"\n<SPECIFYTABLE> {names}|"people"||"cost"\n'
        "<SAFETYRULE>\n<READTABLE> 0\n"
        f'<SUPPRESS> MOD(1,{MINUTES},0,0,0)\n<WRITETABLE> (1,5,SO+,"out.tab")\n'
    )
    (folder / "table.tab").write_text("\n".join(rows) + "\n", encoding="ascii")
    marks = '<SEPARATOR> ";"\n<SAFE> S\n<UNSAFE> U\n<PROTECT> P\n'
    (folder / "table.rda").write_text(marks + ways + columns, encoding="ascii")
    (folder / "table.arb").write_text(batch, encoding="ascii")


def _ran(script: str, folder: Path) -> tuple[int, float]:
    """Run it in a process and a folder of its own, since it writes logs where it stands; return its code and seconds."""
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        ran = subprocess.run(
            [sys.executable, "-c", _SCRIPT.format(script)],
            cwd=folder,
            env=paths,
            capture_output=True,
            text=True,
            timeout=_STOP_AFTER,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 2, float(_STOP_AFTER)
    if ran.returncode != 0:
        return 2, 0.0
    code, seconds = json.loads(ran.stdout.splitlines()[-1])
    return int(code), float(seconds)
