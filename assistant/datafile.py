"""A file of ours in the data folder: one SQLite database, its form, and how an older form is brought up to date.

Nothing is made until something is written. Each writing is one transaction, so that a killed run leaves the file as it
was; another process that writes is waited for.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError

_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file of ours is.

    Attributes:
        file: its name in the data folder.
        name: what an officer calls it ("record of cases").
        application: marks the file as ours, as SQLite's documentation suggests for an application's own format.
        forms: the statements that make each form from the one before, oldest first; a file of an older form runs those
            that it lacks. Never change one that has been released: add another.
        restore: what to do where the file is broken.
    """

    file: str
    name: str
    application: int
    forms: Sequence[tuple[str, ...]]
    restore: str


class Database:
    """The file; opened anew for each use, so that threads and processes can share it."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.path = folder / kind.file
        self._kind = kind

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """One look at the file as it stands; None where there is none yet.

        Raises:
            SettingsError: the file cannot be read, or is not of a form that this version knows.
        """
        if not self.path.exists():
            yield None
            return
        with self._mended(), closing(self._connected()) as connection:
            if self._form(connection) < len(self._kind.forms):
                with self._transaction(connection):
                    pass
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes; the file is made, or brought up to date, first.

        Raises:
            SettingsError: the file cannot be written, or is not of a form that this version knows.
        """
        with self._mended():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connected()) as connection:
                _write_ahead(connection)
                with self._transaction(connection):
                    yield connection

    @contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._bring_up_to_date(connection)
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # What was said to be saved survives a loss of power, too.
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _form(self, connection: sqlite3.Connection) -> int:
        """Return the form of the file: 0 where nothing is in it yet."""
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        form = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if application == self._kind.application and form <= len(self._kind.forms):
            return form
        if application == self._kind.application:
            raise SettingsError(
                f"the {self._kind.name} has the form {form}, and this version of the program reads up to "
                f"{len(self._kind.forms)}",
                where=str(self.path),
                todo="Use the version of the program that wrote it.",
            )
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise SettingsError(
                f"the file is a database, but not a {self._kind.name}",
                where=str(self.path),
                todo="Move it away, or set FOI_DATA to another folder.",
            )
        return 0

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        form = self._form(connection)
        for statements in self._kind.forms[form:]:
            for statement in statements:
                connection.execute(statement)
        if form < len(self._kind.forms):
            connection.execute(f"PRAGMA application_id = {self._kind.application}")
            connection.execute(f"PRAGMA user_version = {len(self._kind.forms)}")

    @contextmanager
    def _mended(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise SettingsError(
                f"the {self._kind.name} cannot be opened or written ({error})",
                where=str(self.path),
                todo="Make the folder writable, or set FOI_DATA to one that is.",
            ) from None
        except sqlite3.DatabaseError as error:
            raise SettingsError(
                f"the {self._kind.name} cannot be used ({error})",
                where=str(self.path),
                todo=self._kind.restore,
            ) from None
        except OSError as error:
            raise SettingsError(
                f"the data folder cannot be made ({error.strerror})",
                where=str(self.path.parent),
                todo="Set FOI_DATA to a folder that you can write to.",
            ) from None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let others read while one writes. Two processes that begin a file at once can collide here, without being queued."""
    end = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return
