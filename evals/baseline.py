"""The recorded baseline of each model: small files in the repository, which say how each case was scored.

The offline run in CI is compared with the one of no model, so that a change that spoils a case fails there.
"""

import json
import re
from pathlib import Path

from assistant.errors import FoiError
from assistant.files import write_atomically
from evals.fingerprint import SUITE
from evals.judges import RELEASE
from evals.result import Result
from evals.scores import FORMAT, case_json

# What ``--against`` calls it.
BASELINE = "baseline"
FOLDER = Path(__file__).parent / "baselines"


def baseline_file(model: str) -> Path:
    """Return the file of a model's baseline.

    Raises:
        FoiError: none was recorded.
    """
    path = _path(model)
    if not path.is_file():
        raise FoiError(
            f"no baseline is recorded of {model or 'the program without a model'}",
            where=str(path),
            todo="Record one: foi eval --record-baseline",
        )
    return path


def record_baseline(result: Result) -> Path:
    """Write the scores of a run as its model's baseline, a case a line.

    Raises:
        FoiError: the run was stopped, left a case unscored, is of some parts of the suite, or released a low count.
    """
    from evals.case import families

    if result.stopped or any(o.passed is None for o in result.outcomes):
        raise FoiError("a run with cases that were never scored is no baseline", todo="Run it to its end: --resume")
    if any(o.passed is False for o in result.outcomes if o.scorer == RELEASE):
        raise FoiError("a run that releases a low count is no baseline", todo="Mend the program, then run it again.")
    if {o.family for o in result.outcomes} != set(families()):
        raise FoiError("a baseline is of the whole suite", todo="Name no part: foi eval --record-baseline")
    head = {
        "suite": SUITE,
        "format": FORMAT,
        "date": result.date[:10],
        "made_of": dict(result.made_of),
        "prompts": dict(result.prompts),
    }
    lines = [f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items()]
    cases = sorted(result.scores.cases.items())
    entries = [f"    {json.dumps(name)}: {json.dumps(case_json(scores), ensure_ascii=False)}" for name, scores in cases]
    text = "{\n" + "".join(lines) + '  "cases": {\n' + ",\n".join(entries) + "\n  }\n}\n"
    path = _path(result.made_of["model"])
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, text.encode())
    return path


def _path(model: str) -> Path:
    return FOLDER / f"{re.sub(r'[^A-Za-z0-9.-]+', '_', model) or 'no-model'}.json"
