"""The files that the library is made of: the corpus that travels with the program, and the officer's own."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError, SettingsError
from assistant.library.database import FileState
from assistant.library.documents import Document, read_document
from assistant.library.logs import as_log
from assistant.library.readers import KNOWN, LOGS, as_corpus_file, read_file

OWN = "corpus"
PACKAGED_PARTS = ("responses", "legislation")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus.

    Attributes:
        name: "packaged/…" or "own/…"; what the index knows it by.
        path: where it is.
        own: an officer added it.
    """

    name: str
    path: Path
    own: bool

    def state(self) -> FileState:
        """Return size and time; the content is not read."""
        found = self.path.stat()
        return FileState(found.st_size, found.st_mtime_ns, "", "")

    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self) -> tuple[Document, ...]:
        """Return the documents in it.

        Raises:
            InputError: it cannot be read; says why.
        """
        where = self.path.name
        try:
            if self.own:
                return read_file(self.path, where)
            found = read_document(self.path)
        except OSError as error:
            raise InputError(f"it cannot be read ({error.strerror})", where=where) from None
        if found is None:
            raise InputError("it has no front matter", where=where)
        return (found,)


def packaged(corpus: Path | None) -> Iterator[Source]:
    """Yield the files of the corpus that travels with the program."""
    if corpus is None:
        return
    for part in PACKAGED_PARTS:
        for path in sorted((corpus / part).rglob("*.md")):
            yield Source(f"packaged/{path.relative_to(corpus).as_posix()}", path, own=False)


def own(folder: Path) -> Iterator[Source]:
    """Yield the files that officers added, or put into the folder themselves."""
    for path in sorted((folder / OWN).rglob("*")):
        if path.is_file() and path.suffix.lower() in KNOWN and not path.name.startswith("."):
            yield Source(f"own/{path.relative_to(folder / OWN).as_posix()}", path, own=True)


def offered(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to add, those in folders too."""
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def take_in(path: Path, folder: Path) -> Path:
    """Put a cleaned copy of a file into the data folder: what is found in it, without the people who asked.

    Returns:
        The copy; one with the same content is not written twice.

    Raises:
        InputError: the file is missing or cannot be used.
        SettingsError: the data folder cannot be written.
    """
    if not path.is_file():
        raise InputError("there is no such file", where=str(path))
    found = read_file(path, path.name)
    if path.suffix.lower() in LOGS and len(found) > 1:
        content, name = as_log(found), f"{path.stem}.csv"
    elif found[0].kind == "legislation":
        content, name = path.read_text("utf-8-sig"), f"{found[0].id}.md"
    else:
        content, name = as_corpus_file(found[0]), f"{found[0].id}.md"
    return _written(folder / OWN, name, content)


def _written(folder: Path, name: str, content: str) -> Path:
    target = folder / name
    data = content.encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (target.is_file() and target.read_bytes() == data):
            half = target.with_name(f".{name}.part")
            half.write_bytes(data)
            half.replace(target)
    except OSError as error:
        raise SettingsError(
            f"the data folder cannot be written ({error.strerror})",
            where=str(folder),
            todo="Make room or make it writable, or set FOI_DATA to another folder.",
        ) from None
    return target


def discard(path: Path) -> None:
    """Delete an officer's file from the data folder."""
    path.unlink(missing_ok=True)


__all__ = ["Source", "discard", "offered", "own", "packaged", "take_in"]
