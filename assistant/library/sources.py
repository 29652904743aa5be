"""The files that the library is made of: the corpus that travels with the program, and the officer's own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError
from assistant.library.database import FileState
from assistant.library.documents import Document, read_document
from assistant.library.readers import read_file

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

    @property
    def fetched(self) -> bool:
        """It came from another site (``foi corpus fetch``)."""
        return self.name.startswith("own/fetched/")

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
        if path.is_file() and not path.name.startswith("."):
            yield Source(f"own/{path.relative_to(folder / OWN).as_posix()}", path, own=True)


def discard(path: Path) -> None:
    """Delete an officer's file from the data folder."""
    path.unlink(missing_ok=True)


__all__ = ["Source", "discard", "own", "packaged"]
