"""What ``foi eval`` does besides running the suite: reports and the baseline."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.files import write_atomically
from evals.baseline import record_baseline
from evals.budget import Limits, read_price
from evals.own_report import in_words as own_in_words
from evals.own_report import write_report
from evals.result import Result
from evals.run import Options, run_suite
from evals.words import in_words

if TYPE_CHECKING:
    from assistant.pipeline import Workplace
    from evals.own import Own


@dataclass(frozen=True, slots=True)
class Files:
    """What is written of a run besides its result.

    Attributes:
        report: a web page.
        summary: a short Markdown file.
        baseline: record the run as its model's baseline.
    """

    report: Path | None = None
    summary: Path | None = None
    baseline: bool = False

    def check(self) -> None:
        """Refuse a file that could not be written, before the suite runs.

        Raises:
            InputError: its folder does not exist, or its ending is another.
        """
        for path, ending in ((self.report, ".html"), (self.summary, ".md")):
            if path is None:
                continue
            if path.suffix.lower() != ending:
                raise InputError("this report is written in another form", where=str(path), todo=f"End it in {ending}.")
            if not path.resolve().parent.is_dir():
                raise InputError("the folder does not exist", where=str(path.parent), todo="Make it, or name another.")


def limits(minutes: float | None, calls: int | None, cost: float | None, price: str | None) -> Limits:
    """Return what a run may spend.

    Raises:
        FoiError: the price is none.
    """
    return Limits(minutes, calls, cost, read_price(price) if price else None)


def run(names: Sequence[str], model: str | None, against: str | None, options: Options, files: Files) -> Result:
    """Run the suite and write what was asked for.

    Raises:
        FoiError: something cannot be used, or cannot be written.
    """
    files.check()
    result = run_suite(names, model=model, against=against, options=options)
    if files.report:
        from evals.report import page
        from evals.trends import history

        write_atomically(files.report, page(result, history()).encode())
    if files.summary:
        from evals.summary import summary

        write_atomically(files.summary, summary(result).encode())
    if files.baseline:
        record_baseline(result)
    return result


def own(workplace: "Workplace", report: Path | None, model: str | None) -> "Own":
    """Draft the authority's own past replies again without a model, and write the report.

    Raises:
        FoiError: there is none, a model is named, or the report cannot be written.
    """
    from evals.own import redraft_all

    if model:
        raise InputError(
            "no model is used for this, so that nothing of your replies leaves the machine", todo="Leave --model out."
        )
    workplace = replace(workplace, model=None, model_name="")
    Files(report).check()
    found = redraft_all(workplace, date.today(), lambda said: print(said, file=sys.stderr))  # noqa: DTZ011 - the officer's calendar
    return replace(found, file=str(write_report(found, report)))


__all__ = ["Files", "Limits", "Options", "in_words", "limits", "own", "own_in_words", "run"]
