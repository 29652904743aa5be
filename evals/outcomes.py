"""What the scorers said of each trial of each case, taken from the logs of Inspect."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from evals.case import Case
from evals.judges import RELEASE, judges_for
from evals.mask import OPENS, masked_for
from evals.result import Outcome

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog, EvalSample

# The scorer whose word is whether each call of the model gave something.
MODEL = "model"
MAX_ERROR = 200
# How Inspect writes an error of the run itself; of any other the kind is kept.
_REPR = re.compile(r"^BudgetSpentError\((['\"])(.*)\1\)$")


def outcomes_of(cases: Sequence[Case], logs: "Sequence[EvalLog]", trials: int) -> tuple[Outcome, ...]:
    """Return one outcome for each case, trial and judge that is expected, whether or not a score came."""
    samples = {(str(sample.id), sample.epoch): sample for log in logs for sample in log.samples or ()}
    return tuple(
        outcome
        for case in cases
        for trial in range(1, trials + 1)
        for outcome in _of_trial(case, trial, samples.get((case.id, trial)))
    )


def _of_trial(case: Case, trial: int, sample: "EvalSample | None") -> Iterator[Outcome]:
    secrets = case.secrets.count
    for name in judges_for(case):
        score = (sample.scores or {}).get(name) if sample else None
        if score is None or sample is None:
            why = (
                masked_for(case, _REPR.sub(r"\2", sample.error.message)[:MAX_ERROR])
                if sample and sample.error
                else "no score came"
            )
            yield Outcome(case.family, case.id, name, None, why, secrets, trial=trial)
            continue
        told: dict[str, Any] = score.metadata or {}
        passed = {"C": True, "I": False}.get(str(score.value))
        explanation = (score.explanation or "") if passed else _told(case, name, score.explanation or "")
        release = secrets if name == RELEASE else 0
        attempted, ways = bool(told.get("attempted")), tuple(told.get("ways", ()))
        yield Outcome(
            case.family, case.id, name, passed, explanation, release, attempted, trial, ways, case.known_fault
        )
    errors = _produced(sample).get("errors") if sample else None
    if errors:
        # What the program made without the model's reply is no proof of the model.
        yield Outcome(
            case.family, case.id, MODEL, False, f"the model gave no reply: {errors[0]}"[:MAX_ERROR], trial=trial
        )


def _told(case: Case, scorer: str, explanation: str) -> str:
    """Return a scorer's reason without a low count.

    The leak scorer quotes sentences as it reads them; where they stand is shown, masked, in what left the program.
    """
    if scorer != RELEASE:
        return masked_for(case, explanation)
    kinds = Counter(
        re.sub(r":? ?“.*", "", fault, flags=re.DOTALL) for fault in explanation.split("; ") if ": " in fault
    )
    return "; ".join(f"{kind} ({n} times)" if n > 1 else kind for kind, n in kinds.items())


def _produced(sample: "EvalSample") -> dict[str, Any]:
    return dict(sample.metadata.get("produced") or {})


def prompts_of(logs: "Sequence[EvalLog]") -> dict[str, tuple[str, ...]]:
    """Return which prompts the model was sent, by case."""
    return {
        str(sample.id): tuple(sent)
        for log in logs
        for sample in log.samples or ()
        if (sent := _produced(sample).get("prompts"))
    }


def letters_of(cases: Sequence[Case], logs: "Sequence[EvalLog]", outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return what left the program on each trial, by ``case trial``, with every place that leaks masked."""
    leaking = {(o.case, o.trial): o.ways for o in outcomes if o.scorer == RELEASE and not o.passed}
    by_id = {case.id: case for case in cases}
    letters = {}
    for sample in (sample for log in logs for sample in log.samples or ()):
        produced, case = _produced(sample), by_id.get(str(sample.id))
        if not produced or case is None:
            continue
        ways, text = leaking.get((case.id, sample.epoch), ()), str(produced["released"])
        others = dict(produced.get("others") or {})
        parts = [masked_for(case, text)]
        parts += [f"[{w}]\n\n{_around_masks(masked_for(case, others[w]))}" for w in ways if w in others]
        letters[f"{case.id} {sample.epoch}"] = "\n\n".join(parts)
    return letters


def _around_masks(text: str) -> str:
    """Return the lines that are masked, each with its neighbours; the whole of a text where none is."""
    lines = [line for line in text.split("\n") if line.strip()]
    near = {place + by for place, line in enumerate(lines) if OPENS in line for by in (-1, 0, 1)}
    if not near:
        return text
    told = [line if place in near else "" for place, line in enumerate(lines)]
    # What is left out is one line, however much it was.
    return "\n".join(line or "…" for place, line in enumerate(told) if line or place == 0 or told[place - 1])
