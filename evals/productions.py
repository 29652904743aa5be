"""What the program made of each case, kept as soon as it is made: a run that was stopped goes on from there.

One line of JSON a case, in a file named after the fingerprint of all that the making depends on. The judges are
not part of that: what was made is judged again on every run.
"""

import json
import threading
from dataclasses import asdict
from pathlib import Path

from assistant.errors import FoiError
from assistant.files import write_atomically
from evals.judges import Produced

# So many earlier programs' productions are kept; the oldest go first.
KEPT = 12


class Productions:
    """The productions of one program with one model.

    Args:
        folder: where they are kept.
        key: the fingerprint of the program, its data and the model.
        reuse: whether what stands there already is used; else every case is made afresh.
    """

    def __init__(self, folder: Path, key: str, *, reuse: bool) -> None:
        self.file = folder / f"{key}.jsonl"
        self.reused = 0
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            earlier = _read(self.file)
            self._found = earlier if reuse else {}
            _tidy(folder, self.file)
        except OSError as error:
            raise cannot_keep(error, folder) from None

    def get(self, case: str, trial: int) -> Produced | None:
        """Return what was made of a case, by its digest, on a trial; None where it must be made."""
        found = self._found.get(f"{case} {trial}")
        if found is None:
            return None
        with self._lock:
            self.reused += 1
        return produced_from(found)

    def keep(self, case: str, trial: int, produced: Produced) -> None:
        """Keep what was made.

        Raises:
            FoiError: the disk is full, or cannot be written to.
        """
        line = json.dumps({"key": f"{case} {trial}", "produced": asdict(produced)}, ensure_ascii=False)
        with self._lock:
            try:
                with self.file.open("a", encoding="utf-8") as file:
                    file.write(line + "\n")
            except OSError as error:
                raise cannot_keep(error, self.file) from None

    def finish(self) -> None:
        """Keep the last production of each case alone, once a run has come to its end.

        Raises:
            InputError: the file cannot be written.
        """
        lines = (
            json.dumps({"key": key, "produced": produced}, ensure_ascii=False)
            for key, produced in _read(self.file).items()
        )
        write_atomically(self.file, "".join(f"{line}\n" for line in lines).encode())


def produced_from(fields: dict[str, object]) -> Produced:
    """Return what was made from the fields that it was kept as."""
    return Produced(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})  # type: ignore[arg-type]  # its own fields


def cannot_keep(error: OSError, where: Path) -> FoiError:
    """Return the error for a disk that takes nothing more."""
    return FoiError(
        f"results cannot be kept ({error.strerror})",
        where=str(where),
        todo="Make room, or set FOI_DATA to a folder that you may write to; then go on with foi eval --resume.",
    )


def _read(file: Path) -> dict[str, dict[str, object]]:
    """Read the lines that were written whole; one that was cut off when a run was killed is made again."""
    found: dict[str, dict[str, object]] = {}
    if not file.is_file():
        return found
    raw = file.read_bytes()
    whole, _, rest = raw.rpartition(b"\n")
    for line in whole.splitlines():
        try:
            entry = json.loads(line)
            produced_from(entry["produced"])
            found[entry["key"]] = entry["produced"]
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    if rest:
        with file.open("r+b") as cut:
            cut.truncate(len(raw) - len(rest))
    return found


def _tidy(folder: Path, current: Path) -> None:
    files = sorted(folder.glob("*.jsonl"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in [one for one in files if one != current][KEPT:]:
        file.unlink(missing_ok=True)
