"""What was fetched, as it came, in the data folder: asked for again only where it changed, and kept when a run stops half-way."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.errors import SettingsError
from assistant.files import write_atomically

FOLDER = "fetched"
_UNFINISHED = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it came.

    Attributes:
        address: it was asked for.
        final: it came from, after redirections.
        kind: its content type, without parameters.
        etag: for asking again, or "".
        modified: the server's Last-Modified, or "".
        fetched: when it was last got or confirmed (ISO, UTC).
        sha256: of its content.
    """

    address: str
    final: str
    kind: str
    etag: str
    modified: str
    fetched: str
    sha256: str


class Store:
    """The folder of what was fetched."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"the data folder cannot be written ({error.strerror})",
                where=str(data),
                todo="Make it writable, or set FOI_DATA to another folder.",
            ) from None

    def find(self, address: str) -> tuple[Kept, bytes] | None:
        """Return a file that was fetched before; None where it was not, or is no longer whole."""
        note, body = self._paths(address)
        try:
            kept, content = Kept(**json.loads(note.read_text("utf-8"))), body.read_bytes()
        except (OSError, ValueError, TypeError):
            return None
        return (kept, content) if kept.sha256 == hashlib.sha256(content).hexdigest() else None

    def put(self, kept: Kept, content: bytes) -> None:
        """Keep a file; one that is killed half-way leaves the old one, or one that ``find`` does not return."""
        note, body = self._paths(kept.address)
        write_atomically(body, content)
        write_atomically(note, json.dumps(asdict(kept), indent=1).encode())

    def forget(self, address: str) -> None:
        """Keep nothing of a file."""
        for path in self._paths(address):
            path.unlink(missing_ok=True)

    def began(self, task: str) -> str:
        """Return when a task began (ISO): before now where the last run of it did not finish, within a day."""
        now = datetime.now(UTC)
        try:
            earlier = datetime.fromisoformat(self._unfinished(task).read_text("utf-8").strip())
            if timedelta() <= now - earlier < _UNFINISHED:
                return earlier.isoformat(timespec="microseconds")
        except (OSError, ValueError, TypeError):
            pass
        started = now.isoformat(timespec="microseconds")
        write_atomically(self._unfinished(task), started.encode())
        return started

    def finish(self, task: str) -> None:
        """Note that a task got all it asked for, so that the next run of it asks again."""
        self._unfinished(task).unlink(missing_ok=True)

    def _unfinished(self, task: str) -> Path:
        return self.folder / f"{hashlib.sha256(task.encode()).hexdigest()[:16]}.unfinished"

    def _paths(self, address: str) -> tuple[Path, Path]:
        name = hashlib.sha256(address.encode()).hexdigest()[:32]
        return self.folder / f"{name}.json", self.folder / f"{name}.body"


def now() -> str:
    """Return the moment, for the record."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
