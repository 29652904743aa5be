"""The file that the register of released figures is kept in: one SQLite database in the data folder.

Nothing is made until something is added. Each addition and removal is one transaction, so that a killed run leaves
the register as it was; another process that writes is waited for.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import SettingsError

FILE = "releases.sqlite3"
SCHEMA = 1
# Marks the file as a register of ours ("foiR"), as SQLite's documentation suggests for an application's own format.
_APPLICATION = 0x666F6952
_WAIT = 30.0
_TABLES = (
    """CREATE TABLE releases (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, measure TEXT NOT NULL, unit TEXT NOT NULL,
        population TEXT NOT NULL, place TEXT NOT NULL, period TEXT NOT NULL, layout TEXT NOT NULL,
        dimensions TEXT NOT NULL, rounded_to INTEGER, threshold INTEGER,
        reference TEXT NOT NULL, released_on TEXT NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL)""",
    """CREATE TABLE figures (
        release TEXT NOT NULL REFERENCES releases(id) ON DELETE CASCADE, number INTEGER NOT NULL,
        labels TEXT NOT NULL, value INTEGER, PRIMARY KEY (release, number)) WITHOUT ROWID""",
    "CREATE INDEX releases_by_reference ON releases(reference)",
    "CREATE INDEX releases_by_document ON releases(document)",
)


class Store:
    """The database file; opened anew for each use, so that threads and processes can share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def check(self) -> None:
        """Refuse a file that is not a register, or one of another version.

        Raises:
            SettingsError: it is; says what to do.
        """
        with self.reading():
            pass

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """One look at the register as it stands; None where there is none yet.

        Raises:
            SettingsError: the file cannot be read, or is not a register of this version.
        """
        if not self.path.exists():
            yield None
            return
        with self._mended(), closing(self._connected()) as connection:
            connection.execute("BEGIN")
            yield connection if self._made(connection) else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes; the file is made if there is none.

        Raises:
            SettingsError: the file cannot be written, or is not a register of this version.
        """
        with self._mended():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connected()) as connection:
                _write_ahead(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    if not self._made(connection):
                        _make(connection)
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _made(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the register's tables are there; a file of something else is refused."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application == _APPLICATION and version == SCHEMA:
            return True
        if application == _APPLICATION:
            raise SettingsError(
                f"the register of releases has the form {version}, and this version of the program reads form {SCHEMA}",
                where=str(self.path),
                todo="Use the version of the program that made it, or move the file away to begin a new register.",
            )
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise SettingsError(
                "the file is a database, but not a register of releases",
                where=str(self.path),
                todo="Move it away, or set FOI_DATA to another folder.",
            )
        return False

    @contextmanager
    def _mended(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise SettingsError(
                f"the register of releases cannot be opened or written ({error})",
                where=str(self.path),
                todo="Make the folder writable, or set FOI_DATA to one that is.",
            ) from None
        except sqlite3.DatabaseError as error:
            raise SettingsError(
                f"the register of releases cannot be used ({error})",
                where=str(self.path),
                todo="Restore it from a backup. Without it, earlier replies are not compared with new tables.",
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


def _make(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
