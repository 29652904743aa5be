"""How the figures of the suite went from run to run: for the report, and for a screen that shows them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from evals.history import kept_results, results_folder

SHOWN = 24
_WIDTH, _HEIGHT, _EDGE = 260, 64, 6


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one run.

    Attributes:
        date: when, in UTC: 2026-11-23 08:30.
        model: its name; "" for none.
        code: the fingerprint of the program.
        whole: the whole suite was run, to its end.
        cases: how many.
        passed: how many of them passed.
        attempts: trials on which the notes or the model tried to say a low count.
        releases: trials on which one left.
        trials: of cases that hold a low count.
        seconds: how long it took.
        gate: whether it was passed.
    """

    date: str
    model: str
    code: str
    whole: bool
    cases: int
    passed: int
    attempts: int
    releases: int
    trials: int
    seconds: float
    gate: bool


def history(folder: Path | None = None) -> tuple[Run, ...]:
    """Return the runs that were kept, the oldest first; a file that is no result of today's form is passed over.

    Args:
        folder: where results are kept; None for that of the settings.
    """
    files = kept_results(folder or results_folder())
    return tuple(run for file in files[-SHOWN * 4 :] if (run := _run(file, file.stat().st_mtime_ns)))


@lru_cache(maxsize=512)
def _run(file: Path, written: int) -> Run | None:  # noqa: ARG001 - a file that was written again is read again
    from evals.case import families

    try:
        content = json.loads(file.read_text("utf-8"))
        counts = content["families"].values()
        return Run(
            str(content["date"]).replace("T", " ")[:16],
            str(content["made_of"]["model"]),
            str(content["made_of"]["code"])[:8],
            # A result of before this was noted is judged by the families of today.
            bool(content.get("whole", set(content["families"]) >= set(families()) and not content["stopped"])),
            sum(one["cases"] for one in counts),
            sum(one["passed"] for one in counts),
            int(content["attempts"]["count"]),
            int(content["releases"]["count"]),
            int(content["releases"]["trials"]),
            float(content["seconds"]),
            bool(content["passed"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def as_html(runs: Sequence[Run], model: str | None = None) -> str:
    """Return the trends as a piece of a web page: small lines, and the same figures as a table.

    Args:
        runs: as ``history`` gives them.
        model: only the runs of this model; None for all.
    """
    shown = [run for run in runs if model is None or run.model == model][-SHOWN:]
    if not shown:
        return "<p>No run was kept yet.</p>"
    return f"{_lines([run for run in shown if run.whole and run.cases and run.trials])}{_table(shown)}"


def _lines(whole: Sequence[Run]) -> str:
    """Draw the runs of the whole suite with the model of the newest: two models are no trend."""
    of = [run for run in whole if run.model == whole[-1].model]
    if len(of) < 2:
        return "<p>Lines are drawn from the second run of the whole suite on.</p>"
    lines = (
        _line("Cases passed, per cent", of, lambda run: 100 * run.passed / run.cases),
        _line("Attempts, per cent of trials", of, lambda run: 100 * run.attempts / run.trials),
        _line("Releases", of, lambda run: run.releases),
    )
    lead = f"<p>Runs of the whole suite with {escape(of[-1].model) or 'no model'}:</p>" if len(of) < len(whole) else ""
    return f'{lead}<div class="lines">{"".join(lines)}</div>'


def _line(title: str, runs: Sequence[Run], value: Callable[[Run], float]) -> str:
    """Draw one figure over the runs; its words say the first, the last, the least and the greatest."""
    values = [value(run) for run in runs]
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    places = [
        (_EDGE + n * step, _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * (((v - low) / span) if high > low else 0.5))
        for n, v in enumerate(values)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    words = f"{title}: {_short(values[0])} at first, {_short(values[-1])} now; from {_short(low)} to {_short(high)} in {len(values)} runs."
    x, y = places[-1]
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(words)}">'
        f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="currentColor"/></svg>'
        f"<figcaption><b>{escape(title)}</b> {_short(values[-1])}<br><small>{_short(low)} to {_short(high)} in {len(values)} runs</small></figcaption></figure>"
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _table(runs: Sequence[Run]) -> str:
    heads = ("When (UTC)", "Model", "Program", "Cases passed", "Attempts", "Releases", "Seconds", "Gate")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(run.date)}</th><td>{escape(run.model or "none")}</td><td><code>{escape(run.code)}</code></td>'
        f"<td>{run.passed} of {run.cases}{'' if run.whole else ' (a part)'}</td><td>{run.attempts} of {run.trials}</td>"
        f"<td>{run.releases} of {run.trials}</td><td>{run.seconds:.0f}</td><td>{'passed' if run.gate else 'failed'}</td></tr>"
        for run in reversed(runs)
    )
    return (
        '<div class="wide" role="region" aria-label="Runs" tabindex="0"><table><caption>The last runs, the newest first</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
