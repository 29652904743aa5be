"""One writer at a time: a lock that the system lets go of when its process dies, however it dies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import LibraryError

FILE = "library.lock"


@contextmanager
def only_writer(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the library's lock; readers need none.

    Args:
        folder: the data folder.
        wait: how many seconds to wait for another process.

    Raises:
        LibraryError: another process holds it.
    """
    with closing(sqlite3.connect(folder / FILE, timeout=wait, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise LibraryError(
                "another process is bringing the index up to date",
                where=str(folder),
                todo="Wait until it has finished; search works meanwhile.",
            ) from None
        yield
