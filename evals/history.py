"""Where results are kept: with their dates, in the folder ``results`` of the data folder."""

import json
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.errors import FoiError
from assistant.files import write_atomically
from evals.result import Result
from evals.scores import letters_file, write_letters

# Letters and logs are large: those of the last runs are kept, and every run's figures.
LETTERS, LOGS = 20, 10


def results_folder() -> Path:
    """Return where results are kept.

    Raises:
        FoiError: the folder cannot be made.
    """
    from assistant.settings import load_settings

    folder = load_settings().data / "results"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FoiError(
            f"results cannot be kept ({error.strerror})",
            where=str(folder),
            todo="Set FOI_DATA to a folder that you may write to.",
        ) from None
    return folder


def keep(result: Result, folder: Path) -> Result:
    """Write a result and its letters, and return it with its file's name.

    Raises:
        InputError: it cannot be written.
    """
    stamp = f"{datetime.fromisoformat(result.date):%Y%m%dT%H%M%S}"
    path = folder / f"{stamp}-{result.made_of['code'][:8]}.json"
    again = 1
    while path.exists():
        again += 1
        path = path.with_name(f"{stamp}-{result.made_of['code'][:8]}-{again}.json")
    kept = replace(result, file=str(path))
    write_letters(path, result.letters)
    write_atomically(path, (json.dumps(kept.as_json(), ensure_ascii=False, indent=1) + "\n").encode())
    for old in kept_results(folder)[:-LETTERS]:
        letters_file(old).unlink(missing_ok=True)
    return kept


def kept_results(folder: Path) -> list[Path]:
    """Return the results of a folder, the oldest first."""
    return sorted(folder.glob("*T*.json"))


def tidy_logs(folder: Path) -> None:
    """Remove the logs of all but the last runs."""
    runs = sorted(path for path in folder.glob("*T*") if path.is_dir())
    for old in runs[: -LOGS + 1]:
        shutil.rmtree(old, ignore_errors=True)
