"""The file that the record of cases is kept in, its form, and how an older form is brought up to date."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import SettingsError

FILE = "cases.sqlite3"
# Marks the file as a record of ours ("foiC"), as SQLite's documentation suggests for an application's own format.
APPLICATION = 0x666F6943
_WAIT = 30.0
# One tuple a form of the file, oldest first; a file of an older form runs those that it lacks. Never change one that
# has been released: add another.
FORMS: Sequence[tuple[str, ...]] = (
    (
        """CREATE TABLE cases (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, reference TEXT NOT NULL, status TEXT NOT NULL,
            version INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL, changed_by TEXT NOT NULL,
            verdict TEXT NOT NULL)""",
        """CREATE TABLE changes (
            case_id TEXT NOT NULL REFERENCES cases(id), number INTEGER NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL,
            who TEXT NOT NULL, action TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL, kind TEXT NOT NULL,
            verdict TEXT NOT NULL, version INTEGER NOT NULL, paper TEXT NOT NULL, of INTEGER NOT NULL,
            PRIMARY KEY (case_id, number)) WITHOUT ROWID""",
        "CREATE VIRTUAL TABLE words USING fts5(case_id UNINDEXED, title, body, tokenize='unicode61')",
    ),
    (
        """CREATE TABLE sign_offs (
            case_id TEXT NOT NULL REFERENCES cases(id), number INTEGER NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
            version INTEGER NOT NULL, change INTEGER NOT NULL, verdict TEXT NOT NULL, checklist TEXT NOT NULL,
            paper TEXT NOT NULL, done TEXT NOT NULL, PRIMARY KEY (case_id, number)) WITHOUT ROWID""",
    ),
)


class Database:
    """The file; opened anew for each use, so that threads and processes can share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """One look at the record as it stands; None where there is none yet.

        Raises:
            SettingsError: the file cannot be read, or is not a record that this version knows.
        """
        if not self.path.exists():
            yield None
            return
        with self._mended(), closing(self._connected()) as connection:
            if self._form(connection) < len(FORMS):
                with self._transaction(connection):
                    pass
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes; the file is made, or brought up to date, first.

        Raises:
            SettingsError: the file cannot be written, or is not a record that this version knows.
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
        if application == APPLICATION and form <= len(FORMS):
            return form
        if application == APPLICATION:
            raise SettingsError(
                f"the record of cases has the form {form}, and this version of the program reads up to {len(FORMS)}",
                where=str(self.path),
                todo="Use the version of the program that wrote it.",
            )
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise SettingsError(
                "the file is a database, but not a record of cases",
                where=str(self.path),
                todo="Move it away, or set FOI_DATA to another folder.",
            )
        return 0

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        form = self._form(connection)
        for statements in FORMS[form:]:
            for statement in statements:
                connection.execute(statement)
        if form < len(FORMS):
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(FORMS)}")

    @contextmanager
    def _mended(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise SettingsError(
                f"the record of cases cannot be opened or written ({error})",
                where=str(self.path),
                todo="Make the folder writable, or set FOI_DATA to one that is.",
            ) from None
        except sqlite3.DatabaseError as error:
            raise SettingsError(
                f"the record of cases cannot be used ({error})",
                where=str(self.path),
                todo="Restore it from a backup; the officers' papers lie in the folder cases beside it.",
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
