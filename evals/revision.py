"""Runs the suite of today on the program of another revision: the same cases and scorers, so that only the program differs."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from assistant.errors import FoiError
from evals.fingerprint import made_of, short
from evals.history import results_folder
from evals.scores import Scores, letters_file, read_scores

ROOT = Path(__file__).parents[1]
# What of a revision is the program; its suite is left aside.
PROGRAM = ("assistant", "prompts", "corpus")


def scores_at(revision: str, families: Sequence[str], model: str, trials: int) -> Scores:
    """Return the scores of a revision's program on today's cases.

    A run that is kept from before is taken where program, suite, model, parts and trials are the same.

    Args:
        revision: anything that Git takes for a commit.
        families: parts of the suite.
        model: by name; "" for none.
        trials: of each case.

    Raises:
        FoiError: there is no such file or revision, or the suite cannot be run on it.
    """
    commit = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not commit:
        raise FoiError(
            "this is neither a result nor a Git revision",
            where=revision,
            todo="Name a file that foi eval wrote, the word baseline, or a revision such as HEAD~1.",
        )
    name = commit.decode().strip()
    trees = b" ".join(_git("rev-parse", f"{name}:{one}") for one in PROGRAM)
    today = made_of(model)
    key = short(f"{trees!r} {today['cases']} {today['scorers']} {today['driver']} {sorted(families)} {model} {trials}")
    kept = results_folder() / "revisions" / f"{key}.json"
    label = f"{revision} ({name[:8]})" if not name.startswith(revision) else name[:8]
    if not kept.is_file():
        kept.parent.mkdir(exist_ok=True)
        _run_at(name, families, model, trials, kept)
    return read_scores(kept, label)


def _run_at(commit: str, families: Sequence[str], model: str, trials: int, kept: Path) -> None:
    content = _git("archive", "--format=tar", commit, *PROGRAM)
    if not content:
        raise FoiError("this revision has no program to run", where=commit[:8])
    with tempfile.TemporaryDirectory(prefix="foi-eval-") as folder:
        place = Path(folder)
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            archive.extractall(place, filter="data")
        shutil.copytree(Path(__file__).parent, place / "evals", ignore=shutil.ignore_patterns("__pycache__", "results"))
        environment = {**os.environ, "PYTHONPATH": str(place), "FOI_DATA": str(place / "data")}
        out = place / "result.json"
        command = [sys.executable, "-m", "evals", "--out", str(out), "--model", model, "--trials", str(trials)]
        done = subprocess.run(  # noqa: S603 - this program itself
            [*command, *families], cwd=place, env=environment, capture_output=True, text=True, check=False
        )
        if not out.is_file():
            said = (done.stderr.strip() or "it said nothing").splitlines()[-1][:200]
            raise FoiError(
                f"the suite cannot be run on this revision ({said})",
                where=commit[:8],
                todo="Its program is too unlike today's; compare with a result that was kept then.",
            )
        shutil.copyfile(letters_file(out), letters_file(kept))
        shutil.copyfile(out, kept.with_suffix(".part"))
        kept.with_suffix(".part").replace(kept)


def _git(*arguments: str) -> bytes:
    """Return what Git says; nothing where it fails, is not installed, or this is no checkout."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)  # noqa: S603, S607 - the user's own Git
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
