"""``foi eval``: run the suite, judge the judges, apply the gate, and keep the result."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import FoiError
from evals.case import CaseError, families, load_cases
from evals.known import Missed, judge_the_judges

# The scorers whose failure is a release of a count.
RELEASE = "no_leak"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scorer's word on one case; ``passed`` is None where it never came."""

    family: str
    case: str
    scorer: str
    passed: bool | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Result:
    """A run of the suite.

    Attributes:
        outcomes: one for each case and scorer that was expected.
        missed: what the scorers got wrong of the known-bad and known-good texts.
        judged: how many such texts there were.
        made_of: fingerprints of what was run.
        seconds: how long it took.
        file: where the result is kept.
        comparison: what differs from an earlier result, in words.
    """

    outcomes: tuple[Outcome, ...]
    missed: tuple[Missed, ...]
    judged: int
    made_of: Mapping[str, str]
    seconds: float
    file: str = ""
    comparison: tuple[str, ...] = ()

    @property
    def failures(self) -> list[str]:
        """Every reason to fail; an empty list is the only pass. A score that never came is a failure."""
        reasons = [] if self.outcomes else ["no case was run, so nothing was tested"]
        reasons += [f"{o.case}: {o.scorer} never scored it" for o in self.outcomes if o.passed is None]
        reasons += [f"{o.case}: {o.scorer}: {o.explanation}" for o in self.outcomes if o.passed is False]
        reasons += [f"{m.file}: {m.what}" for m in self.missed]
        return reasons + ([] if self.judged else ["no known-bad text was found, so the scorers were not tested"])

    @property
    def releases(self) -> tuple[int, int, float]:
        """Cases that released a low count, cases tried, and the upper bound of the 95% interval in per cent."""
        tried = [o for o in self.outcomes if o.scorer == RELEASE and o.passed is not None]
        leaked = sum(o.passed is False for o in tried)
        return leaked, len(tried), upper_bound(leaked, len(tried))

    def as_json(self) -> dict[str, Any]:
        leaked, tried, bound = self.releases
        return {
            "passed": not self.failures,
            "failures": self.failures,
            "releases": {"count": leaked, "cases": tried, "upper_bound_percent": round(bound, 2)},
            "known_texts": {"judged": self.judged, "missed": [asdict(m) for m in self.missed]},
            "outcomes": [asdict(o) for o in self.outcomes],
            "made_of": dict(self.made_of),
            "seconds": round(self.seconds, 1),
            "comparison": list(self.comparison),
            "file": self.file,
        }

    def in_words(self) -> str:
        lines = [f"{'family':16} {'cases':>5} {'passed':>6} {'failed':>6} {'unscored':>8}"]
        for family in dict.fromkeys(o.family for o in self.outcomes):
            cases: dict[str, list[bool | None]] = {}
            for o in self.outcomes:
                if o.family == family:
                    cases.setdefault(o.case, []).append(o.passed)
            unscored = sum(None in scores for scores in cases.values())
            failed = sum(False in scores for scores in cases.values())
            passed = sum(all(scores) for scores in cases.values())
            lines.append(f"{family:16} {len(cases):5} {passed:6} {failed:6} {unscored:8}")
        leaked, tried, bound = self.releases
        lines += [
            "",
            f"Releases of a low count: {leaked} in {tried} cases (95% upper bound {bound:.1f}%; the cases are not a random sample)",
            f"Scorers judged on {self.judged} texts whose answer is known: {len(self.missed)} wrong",
            *(f"  {line}" for line in self.comparison),
            *(f"FAILED {reason}" for reason in self.failures),
            f"{'Failed' if self.failures else 'Passed'} in {self.seconds:.0f} s. Result: {self.file}",
        ]
        return "\n".join(lines)


def upper_bound(events: int, trials: int) -> float:
    """Return the Clopper-Pearson upper bound of the 95% interval, in per cent; 100 where nothing was tried."""
    if not trials or events >= trials:
        return 100.0
    from scipy.stats import beta

    return 100 * float(beta.ppf(0.95 if not events else 0.975, events + 1, trials - events))


def run_suite(names: Sequence[str], *, model: str | None = None, against: Path | None = None) -> Result:
    """Run families of the suite and judge the scorers.

    Args:
        names: families; all where none is named.
        model: a chat model by name; None for the program without one.
        against: an earlier result to compare with.

    Raises:
        FoiError: a family, a case file or the earlier result cannot be used.
    """
    unknown = [name for name in names if name not in families()]
    if unknown:
        raise FoiError(f"there is no part of the suite called {unknown[0]!r}", todo=f"Parts: {', '.join(families())}.")
    earlier = _read_result(against) if against else None
    began = time.monotonic()
    wanted = list(names) or families()
    try:
        expected = [
            (family, case.id, scorer) for family in wanted for case in load_cases(family) for scorer in _scorers(family)
        ]
        missed, judged = judge_the_judges()
    except CaseError as error:
        raise FoiError(str(error), todo="Mend the case file; evals/README.md says what a case holds.") from None
    scores = _inspect(wanted, model or "")
    outcomes = tuple(
        Outcome(family, case, scorer, *scores.get((family, case, scorer), (None, "no score")))
        for family, case, scorer in expected
    )
    result = Result(outcomes, tuple(missed), judged, _made_of(model or ""), time.monotonic() - began)
    result = Result(**{**_fields(result), "comparison": compared(result, earlier) if earlier else ()})
    return _kept(result)


def _fields(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in Result.__slots__}


def _scorers(family: str) -> list[str]:
    from evals.tasks import scorers_for

    return scorers_for(family)


def _inspect(wanted: Sequence[str], model: str) -> dict[tuple[str, str, str], tuple[bool | None, str]]:
    """Run the tasks with Inspect; return each scorer's word by family, case and scorer."""
    # These name hooks that report a run elsewhere; the suite reports to nobody.
    for name in ("INSPECT_TELEMETRY", "INSPECT_API_KEY_OVERRIDE", "INSPECT_REQUIRED_HOOKS"):
        os.environ.pop(name, None)
    from inspect_ai import eval as inspect_eval

    from evals.tasks import suite

    logs = inspect_eval(
        [suite(family, model) for family in wanted],
        model="mockllm/model",
        log_dir=str(results_folder() / "logs"),
        display="none",
        log_level="error",
        fail_on_error=False,
        max_tasks=1,
        max_samples=2,
    )
    scores: dict[tuple[str, str, str], tuple[bool | None, str]] = {}
    for log in logs:
        for sample in log.samples or ():
            for name, score in (sample.scores or {}).items():
                passed = {"C": True, "I": False}.get(str(score.value))
                scores[log.eval.task, str(sample.id), name] = (passed, score.explanation or "")
            if sample.error:
                for name in _scorers(log.eval.task):
                    scores.setdefault((log.eval.task, str(sample.id), name), (None, sample.error.message[:200]))
    return scores


def results_folder() -> Path:
    """Return where results are kept: beside the cases in a checkout, else in the data folder."""
    from assistant.settings import load_settings

    here = Path(__file__).parent
    folder = here / "results" if (here.parent / "pyproject.toml").is_file() else load_settings().data / "results"
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
    import hashlib

    from assistant import __version__
    from assistant.figures.policy import Policy
    from assistant.model.prompts import fingerprints

    package = Path(__file__).parents[1] / "assistant"
    code = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(package.rglob("*")) if p.suffix in {".py", ".toml"}))
    cases = hashlib.sha256(b"".join(p.read_bytes() for p in sorted((Path(__file__).parent / "cases").glob("*.yaml"))))
    return {
        "version": __version__,
        "code": code.hexdigest()[:16],
        "cases": cases.hexdigest()[:16],
        "prompts": hashlib.sha256(json.dumps(fingerprints(), sort_keys=True).encode()).hexdigest()[:16],
        "policy": repr(Policy()),
        "model": model,
    }


def _kept(result: Result) -> Result:
    from assistant.files import write_atomically

    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{result.made_of['code'][:8]}.json"
    path = results_folder() / name
    kept = Result(**{**_fields(result), "file": str(path)})
    write_atomically(path, (json.dumps(kept.as_json(), ensure_ascii=False, indent=1) + "\n").encode())
    return kept


def _read_result(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(path.read_text("utf-8"))
        result["outcomes"][0]["case"]
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise FoiError(
            "this is not a result of the suite", where=str(path), todo="Name a file that foi eval wrote."
        ) from None
    return dict(result)


def compared(result: Result, earlier: Mapping[str, Any]) -> tuple[str, ...]:
    """Say case by case what got better or worse, and which of the two ran on other things."""
    before = {(o["case"], o["scorer"]): o["passed"] for o in earlier["outcomes"]}
    now = {(o.case, o.scorer): o.passed for o in result.outcomes}
    both = before.keys() & now.keys()
    worse = sorted(
        f"worse: {case} ({scorer})" for case, scorer in both if before[case, scorer] and not now[case, scorer]
    )
    better = sorted(
        f"better: {case} ({scorer})" for case, scorer in both if now[case, scorer] and not before[case, scorer]
    )
    unequal = [name for name, value in result.made_of.items() if earlier.get("made_of", {}).get(name) != value]
    alone = len(before.keys() ^ now.keys())
    lines = [f"compared on {len(both)} scores: {len(better)} better, {len(worse)} worse", *worse, *better]
    if unequal:
        lines.append(f"the two runs differ in: {', '.join(unequal)}")
    if alone:
        lines.append(f"{alone} scores stand in one of the two alone and are not compared")
    return tuple(lines)
