"""The officer's own papers of a case, on the disk: each written once, whole, and never changed."""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "cases"
_FILES = "files"
_LEFT_OVER = ".part"


class Papers:
    """The folder of the cases. Only the user who runs the program can read it."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER

    def write(self, case: str, paper: str, content: dict[str, object]) -> None:
        """Write what stood in a case; it is on the disk when this returns.

        Raises:
            SettingsError: the data folder cannot be written.
        """
        _put(self.folder / case / f"{paper}.json", json.dumps(content, ensure_ascii=False).encode())

    def read(self, case: str, paper: str) -> dict[str, Any]:
        """Return what a paper holds.

        Raises:
            InputError: it is missing or damaged.
        """
        try:
            found = json.loads((self.folder / case / f"{paper}.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(
                f"a paper of the case cannot be read ({type(error).__name__})",
                where=f"{FOLDER}/{case}",
                todo="Restore the data folder from a backup, or open an earlier version of the case.",
            ) from None
        if not isinstance(found, dict):
            raise InputError("a paper of the case is damaged", where=f"{FOLDER}/{case}")
        return found

    def drop(self, case: str, paper: str) -> None:
        """Delete a paper that typing went on from, and that no entry of the record names any more."""
        (self.folder / case / f"{paper}.json").unlink(missing_ok=True)

    def keep_file(self, case: str, upload: str, name: str, content: bytes) -> None:
        """Keep a file as it was uploaded; one that is kept already is left alone.

        Raises:
            SettingsError: the data folder cannot be written.
        """
        path = self.path_of(case, upload, name)
        if not path.exists():
            _put(path, content)

    def path_of(self, case: str, upload: str, name: str) -> Path:
        """Return where an uploaded file lies; its folder is named after the upload, so that names may repeat."""
        return self.folder / case / _FILES / upload / (Path(name.replace("\\", "/")).name or "file")

    def copy_files(self, case: str, to: str, files: Iterable[tuple[str, str]]) -> None:
        """Copy uploaded files to another case.

        Raises:
            InputError: one is missing.
            SettingsError: the data folder cannot be written.
        """
        for upload, name in files:
            source = self.path_of(case, upload, name)
            try:
                content = source.read_bytes()
            except OSError as error:
                raise InputError(
                    f"the file cannot be read ({error.strerror})", where=name, todo="Restore it from a backup."
                ) from None
            self.keep_file(to, upload, name, content)

    def discard_case(self, case: str) -> None:
        """Delete the papers of a case that was never recorded."""
        shutil.rmtree(self.folder / case, ignore_errors=True)


def _put(path: Path, content: bytes) -> None:
    """Write a file so that after a kill, or a loss of power, it is there entirely or not at all."""
    with _named(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{os.getpid()}{_LEFT_OVER}")
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder last; where the system opens no folders, it does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _named(path: Path) -> "Iterator[None]":
    try:
        yield
    except OSError as error:
        raise SettingsError(
            f"the case cannot be kept ({error.strerror})",
            where=str(path.parent),
            todo="Make room, or make the data folder writable, or set FOI_DATA to another one.",
        ) from None
