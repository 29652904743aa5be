"""``foi eval``: run the suite, judge the judges, compare, apply the gate, and keep the result."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import FoiError
from evals.against import compare, in_common
from evals.budget import Budget, Limits
from evals.case import Case, CaseError, families, load_cases
from evals.fingerprint import case_digest, made_of, product_key, prompt_versions
from evals.history import keep, results_folder, tidy_logs
from evals.judges import RELEASE
from evals.known import Missed, judge_the_judges
from evals.models import PARALLEL, check_model, deterministic
from evals.outcomes import letters_of, outcomes_of, prompts_of
from evals.productions import Productions, cannot_keep
from evals.result import Outcome, Result
from evals.saboteur import Detection, sabotage
from evals.scores import Scores
from evals.workbench import Bench

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made.

    Attributes:
        trials: how often each case is tried; more than once only tells something of a model.
        parallel: how many cases wait for a model at once; None for four, or for one where no provider is asked.
        limits: what may be spent.
        resume: whether what an earlier run of the same program made is taken over.
    """

    trials: int = 1
    parallel: int | None = None
    limits: Limits = field(default_factory=Limits)
    resume: bool = False

    def check(self) -> None:
        """Refuse what cannot be done.

        Raises:
            FoiError: a number is nought or less, or a limit cannot be kept.
        """
        for name, value in (("--trials", self.trials), ("--parallel", self.parallel)):
            if value is not None and not 1 <= value <= 100:
                raise FoiError(f"{name} must be from 1 to 100")
        self.limits.check()


def run_suite(
    names: Sequence[str], *, model: str | None = None, against: str | None = None, options: Options | None = None
) -> Result:
    """Run families of the suite, judge the scorers and compare with an earlier run.

    Args:
        names: families; all where none is named.
        model: a chat model by name, ``hostile`` or ``scripted:FILE``; None for the one that the settings name, if any.
        against: an earlier result's file, ``baseline``, or a Git revision.
        options: trials, limits and so on.

    Returns:
        The result, which is kept in a file.

    Raises:
        FoiError: a family, a case file, the model or the earlier result cannot be used, or nothing more can be kept.
    """
    how = options or Options()
    how.check()
    wanted = chosen_families(names)
    began = time.monotonic()
    cases, known = _read(wanted)
    chosen = check_model(model)
    digests = {case.id: case_digest(case) for case in cases}
    earlier = _earlier(against, wanted, chosen, how) if against else None
    if earlier:
        in_common(digests, earlier)
    fingerprints = made_of(chosen)
    folder = results_folder()
    kept = Productions(folder / "productions", product_key(fingerprints), reuse=how.resume)
    bench = Bench(chosen, Budget(how.limits), kept)
    logs = _inspect(wanted, bench, how, folder / "logs")
    if bench.broken:
        raise bench.broken
    kept.finish()
    outcomes = outcomes_of(cases, logs, how.trials)
    result = Result(
        outcomes,
        *known,
        _sabotaged(cases, outcomes, logs),
        fingerprints,
        time.monotonic() - began,
        prompts=prompt_versions(),
        digests=digests,
        sent=prompts_of(logs),
        letters=letters_of(cases, logs, outcomes),
        spent=bench.budget.as_json(),
        reused=kept.reused,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        stopped=bench.stopped,
    )
    return keep(replace(result, comparison=compare(result.scores, earlier)) if earlier else result, folder)


def chosen_families(names: Sequence[str]) -> list[str]:
    """Return the families that are named; all where none is.

    Raises:
        FoiError: there is none of that name; says which there are.
    """
    unknown = [name for name in names if name not in families()]
    if unknown:
        raise FoiError(f"there is no part of the suite called {unknown[0]!r}", todo=f"Parts: {', '.join(families())}.")
    return list(dict.fromkeys(names)) or families()


def _read(wanted: Sequence[str]) -> tuple[list[Case], tuple[tuple[Missed, ...], int, int]]:
    try:
        cases = [case for family in wanted for case in load_cases(family)]
        _refuse_twins(cases)
        missed, bad, good = judge_the_judges()
    except CaseError as error:
        raise FoiError(str(error), todo="Mend it; evals/README.md says what a case holds.") from None
    return cases, (tuple(missed), bad, good)


def _refuse_twins(cases: Sequence[Case]) -> None:
    seen: dict[str, str] = {}
    for case in cases:
        if case.id in seen:
            raise CaseError(f"{case.family}.yaml: the id {case.id} stands in {seen[case.id]}.yaml too")
        seen[case.id] = case.family


def _earlier(against: str, wanted: Sequence[str], model: str, how: Options) -> Scores:
    """Return the scores to compare with: of a file, of the baseline, or of a revision that is run first."""
    from evals.baseline import BASELINE, baseline_file
    from evals.revision import scores_at
    from evals.scores import read_scores

    if against == BASELINE:
        return read_scores(baseline_file(model), f"the baseline of {model or 'no model'}")
    if Path(against).exists():
        return read_scores(Path(against))
    return scores_at(against, wanted, model, how.trials)


def _inspect(wanted: Sequence[str], bench: Bench, how: Options, folder: Path) -> "list[EvalLog]":
    """Run the families with Inspect."""
    # These name hooks that report a run elsewhere; the suite reports to nobody.
    for name in ("INSPECT_TELEMETRY", "INSPECT_API_KEY_OVERRIDE", "INSPECT_REQUIRED_HOOKS"):
        os.environ.pop(name, None)
    from inspect_ai import eval as inspect_eval

    from evals.tasks import suite

    try:
        tidy_logs(folder)
        return inspect_eval(
            [suite(family, bench.model, bench, how.trials) for family in wanted],
            model="mockllm/model",
            log_dir=str(folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}"),
            display="none",
            log_level="error",
            fail_on_error=False,
            max_tasks=1,
            log_realtime=False,  # its buffer is a database outside the folder of results
            max_samples=how.parallel or (1 if deterministic(bench.model) else PARALLEL),
        )
    except OSError as error:
        raise bench.broken or cannot_keep(error, folder) from None


def _sabotaged(cases: Sequence[Case], outcomes: Sequence[Outcome], logs: "Sequence[EvalLog]") -> Detection | None:
    """Plant leaks in the letters of this run that were found good."""
    made = {"planted", "every_turn"}
    clean = {o.case for o in outcomes if o.scorer == RELEASE and o.passed and o.secrets and o.family not in made}
    letters = {
        str(sample.id): str(sample.metadata.get("produced", {}).get("letter", ""))
        for log in logs
        for sample in log.samples or ()
        if sample.epoch == 1
    }
    good = [(case, letters[case.id]) for case in cases if case.id in clean and letters.get(case.id)]
    detection = sabotage(good)
    return detection if detection.planted else None
