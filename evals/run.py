"""``foi eval``: run the suite, judge the judges, apply the gate, and keep the result."""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import FoiError
from evals.case import Case, CaseError, families, load_cases
from evals.judges import RELEASE, judges_for
from evals.known import judge_the_judges
from evals.result import Outcome, Result, compared
from evals.saboteur import Detection, sabotage

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog

HERE = Path(__file__).parent


def run_suite(names: Sequence[str], *, model: str | None = None, against: Path | None = None) -> Result:
    """Run families of the suite and judge the scorers.

    Args:
        names: families; all where none is named.
        model: a chat model by name; None for the one that the settings name, if any.
        against: an earlier result to compare with.

    Returns:
        The result, which is kept in a file.

    Raises:
        FoiError: a family, a case file, the model or the earlier result cannot be used.
    """
    unknown = [name for name in names if name not in families()]
    if unknown:
        raise FoiError(f"there is no part of the suite called {unknown[0]!r}", todo=f"Parts: {', '.join(families())}.")
    earlier = _read_result(against) if against else None
    began = time.monotonic()
    chosen = _model(model)
    wanted = list(dict.fromkeys(names)) or families()
    try:
        cases = [case for family in wanted for case in load_cases(family)]
        _refuse_twins(cases)
        missed, bad, good = judge_the_judges()
    except CaseError as error:
        raise FoiError(str(error), todo="Mend it; evals/README.md says what a case holds.") from None
    logs = _inspect(wanted, chosen)
    outcomes = _outcomes(cases, logs)
    made_of = _made_of(chosen)
    comparison = compared(outcomes, made_of, earlier) if earlier else ()
    detection = _sabotaged(cases, outcomes, logs)
    result = Result(outcomes, tuple(missed), bad, good, detection, made_of, time.monotonic() - began, "", comparison)
    return _kept(result)


def _model(named: str | None) -> str:
    """Return the model to draft with: the one named, or the settings' own; "" for none."""
    from assistant.model.chat_model import open_model
    from assistant.settings import load_settings

    settings = load_settings()
    chosen = named or settings.model or ""
    if chosen:
        open_model(settings.model_copy(update={"model": chosen}))  # a wrong name ends here, and not in each case
    return chosen


def _refuse_twins(cases: Sequence[Case]) -> None:
    seen: dict[str, str] = {}
    for case in cases:
        if case.id in seen:
            raise CaseError(f"{case.family}.yaml: the id {case.id} stands in {seen[case.id]}.yaml too")
        seen[case.id] = case.family


def _inspect(wanted: Sequence[str], model: str) -> "list[EvalLog]":
    """Run the families with Inspect."""
    # These name hooks that report a run elsewhere; the suite reports to nobody.
    for name in ("INSPECT_TELEMETRY", "INSPECT_API_KEY_OVERRIDE", "INSPECT_REQUIRED_HOOKS"):
        os.environ.pop(name, None)
    from inspect_ai import eval as inspect_eval

    from evals.tasks import suite

    return inspect_eval(
        [suite(family, model) for family in wanted],
        model="mockllm/model",
        log_dir=str(results_folder() / "logs"),
        display="none",
        log_level="error",
        fail_on_error=False,
        max_tasks=1,
        max_samples=2,
    )


def _outcomes(cases: Sequence[Case], logs: "Sequence[EvalLog]") -> tuple[Outcome, ...]:
    """Return one outcome for each case and judge that is expected, whether or not a score came."""
    samples = {str(sample.id): sample for log in logs for sample in log.samples or ()}
    outcomes = []
    for case in cases:
        sample = samples.get(case.id)
        for name in judges_for(case):
            score = (sample.scores or {}).get(name) if sample else None
            if score is None or sample is None:
                why = sample.error.message[:200] if sample and sample.error else "no score came"
                outcomes.append(Outcome(case.family, case.id, name, None, why, case.secrets.count))
                continue
            passed = {"C": True, "I": False}.get(str(score.value))
            told = bool((score.metadata or {}).get("attempted"))
            secrets = case.secrets.count if name == RELEASE else 0
            outcomes.append(Outcome(case.family, case.id, name, passed, score.explanation or "", secrets, told))
    return tuple(outcomes)


def _sabotaged(cases: Sequence[Case], outcomes: Sequence[Outcome], logs: "Sequence[EvalLog]") -> Detection | None:
    """Plant leaks in the letters of this run that were found good."""
    clean = {o.case for o in outcomes if o.scorer == RELEASE and o.passed and o.secrets and o.family != "planted"}
    letters = {
        str(sample.id): str(sample.metadata.get("produced", {}).get("letter", ""))
        for log in logs
        for sample in log.samples or ()
    }
    good = [(case, letters[case.id]) for case in cases if case.id in clean and letters.get(case.id)]
    detection = sabotage(good)
    return detection if detection.planted else None


def results_folder() -> Path:
    """Return where results are kept: beside the cases in a checkout, else in the data folder.

    Raises:
        FoiError: the folder cannot be made.
    """
    from assistant.settings import load_settings

    folder = HERE / "results" if (HERE.parent / "pyproject.toml").is_file() else load_settings().data / "results"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FoiError(
            f"results cannot be kept ({error.strerror})",
            where=str(folder),
            todo="Set FOI_DATA to a folder that you may write to.",
        ) from None
    return folder


def _made_of(model: str) -> dict[str, str]:
    """Return the fingerprints of what was run; runs in which one differs are not called equal."""
    from assistant import __version__
    from assistant.figures.policy import Policy
    from assistant.model.prompts import fingerprints
    from assistant.resources import data_folder

    package = HERE.parent / "assistant"
    return {
        "version": __version__,
        "code": _digest(p for p in package.rglob("*") if p.suffix in {".py", ".toml"} and "_data" not in p.parts),
        "cases": _digest((HERE / "cases").glob("*.yaml")),
        "scorers": _digest([*(HERE / "scorers").glob("*.py"), HERE / "judges.py"]),
        "corpus": _digest(p for p in data_folder("corpus").rglob("*") if p.is_file()),
        "prompts": hashlib.sha256(json.dumps(fingerprints(), sort_keys=True).encode()).hexdigest()[:16],
        "policy": repr(Policy()),
        "model": model,
    }


def _digest(paths: Any) -> str:  # noqa: ANN401 - any iterable of paths
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:16]


def _kept(result: Result) -> Result:
    from assistant.files import write_atomically

    path = results_folder() / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{result.made_of['code'][:8]}.json"
    kept = replace(result, file=str(path))
    write_atomically(path, (json.dumps(kept.as_json(), ensure_ascii=False, indent=1) + "\n").encode())
    return kept


def _read_result(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(path.read_text("utf-8"))
        for outcome in result["outcomes"]:
            outcome["case"], outcome["scorer"], outcome["passed"]
    except (OSError, ValueError, KeyError, TypeError):
        raise FoiError(
            "this is not a result of the suite", where=str(path), todo="Name a file that foi eval wrote."
        ) from None
    return dict(result)
