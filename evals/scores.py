"""The scores of a run in the form in which two runs are compared, whether they come from a result or a baseline."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import FoiError
from evals.fingerprint import SUITE

FORMAT = 2
_AGAIN = "Run the suite again at that revision, or record the baseline again: foi eval --record-baseline"


@dataclass(frozen=True, slots=True)
class CaseScores:
    """What the scorers said of one case, over its trials.

    Attributes:
        family: of the case.
        digest: of its content; scores of a case that was changed since are not compared.
        passed: by scorer, on how many trials it passed.
        clean: on how many trials every scorer passed it.
        trials: how many there were.
        attempted: on how many the notes or the model tried to say a low count.
        released: on how many one left.
        secrets: how many low counts it holds.
        prompts: which prompts the model was sent.
    """

    family: str
    digest: str
    passed: Mapping[str, int]
    clean: int = 0
    trials: int = 1
    attempted: int = 0
    released: int = 0
    secrets: int = 0
    prompts: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of its trials that every scorer passed."""
        return self.clean / self.trials


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a run.

    Attributes:
        label: what to call the run: a file, a revision, a baseline.
        made_of: its fingerprints.
        prompts: the version in use of each prompt.
        cases: by id.
        letters: what left the program, masked, by ``id trial``; empty for a baseline.
    """

    label: str
    made_of: Mapping[str, str]
    prompts: Mapping[str, str]
    cases: Mapping[str, CaseScores]
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> str:
        return self.made_of.get("model", "")


def read_scores(path: Path, label: str = "") -> Scores:
    """Read a result, or a baseline.

    Raises:
        FoiError: it is none, it is of another suite, or it was made by an earlier version.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content, dict) or ("suite" not in content and "outcomes" not in content):
            raise ValueError  # noqa: TRY301 - what is no result is refused in one place
    except (OSError, ValueError):
        raise FoiError(
            "this is not a result of the suite", where=str(path), todo="Name a file that foi eval wrote."
        ) from None
    if content.get("suite", SUITE) != SUITE:
        raise FoiError(
            f"this is a result of another suite ({content['suite']}), whose scores say nothing of this one",
            where=str(path),
            todo=f"Name a result of {SUITE}.",
        )
    if content.get("format") != FORMAT:
        raise FoiError("this result was written by another version of the suite", where=str(path), todo=_AGAIN)
    try:
        cases = {name: _case_scores(entry) for name, entry in content["cases"].items()}
        scores = Scores(label or path.name, dict(content["made_of"]), dict(content["prompts"]), cases)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise FoiError("this result is damaged", where=str(path), todo=_AGAIN) from None
    return Scores(scores.label, scores.made_of, scores.prompts, scores.cases, read_letters(path))


def _case_scores(entry: Mapping[str, Any]) -> CaseScores:
    known = {**entry, "passed": {str(name): int(n) for name, n in entry["passed"].items()}}
    return CaseScores(**{**known, "prompts": tuple(entry.get("prompts", ()))})


def case_json(scores: CaseScores) -> dict[str, Any]:
    """Return a case's scores for a file, what is nought or empty left out."""
    fields = {
        "family": scores.family,
        "digest": scores.digest,
        "passed": dict(scores.passed),
        "clean": scores.clean,
        "trials": scores.trials,
        "attempted": scores.attempted,
        "released": scores.released,
        "secrets": scores.secrets,
        "prompts": list(scores.prompts),
    }
    return {name: value for name, value in fields.items() if value or name == "passed"}


def letters_file(result: Path) -> Path:
    """Return the file that stands beside a result and holds what left the program."""
    return result.with_suffix(".letters.json.gz")


def write_letters(result: Path, letters: Mapping[str, str]) -> None:
    """Keep what left the program beside its result.

    Raises:
        InputError: it cannot be written.
    """
    from assistant.files import write_atomically

    content = json.dumps(dict(letters), ensure_ascii=False).encode()
    write_atomically(letters_file(result), gzip.compress(content, mtime=0))


def read_letters(result: Path) -> dict[str, str]:
    """Return what left the program in a run; nothing where it was not kept."""
    try:
        found = json.loads(gzip.decompress(letters_file(result).read_bytes()))
    except (OSError, ValueError, EOFError):
        return {}
    return {str(name): str(text) for name, text in found.items()} if isinstance(found, dict) else {}
