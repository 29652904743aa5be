"""The register of what has been released, so that a new table can be compared with it.

It holds published figures only: what a ``Protected`` shows, and tables that are public already. A withheld cell is
noted as withheld, without a figure.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from assistant.datafile import Database
from assistant.figures.earlier.measures import likeness
from assistant.figures.earlier.register_entries import (
    Cells,
    Entry,
    Reply,
    Row,
    entry_of,
    restored,
    rows_of,
    without_cells,
)
from assistant.figures.earlier.register_store import REGISTER
from assistant.figures.earlier.releases import Release, bears_on
from assistant.figures.policy import Policy
from assistant.figures.protected import Protected
from assistant.figures.tables import Table

__all__ = ["Register", "Row"]

_COLUMNS = (
    *("id", "measure", "unit", "population", "place", "period", "labels", "value", "rounded_to"),
    *("reference", "date", "source", "document"),
)


class Register:
    """Everything that has been released, as far as it was noted. Make one with ``Register.open``."""

    def __init__(self, store: Database) -> None:
        self._store = store

    @classmethod
    def open(cls, folder: Path) -> "Register":
        """Open the register of a data folder. Nothing is written until something is added.

        Raises:
            SettingsError: the file cannot be read, is not a register, or is one of another version.
        """
        store = Database(folder, REGISTER)
        with store.reading():  # refuses a file that is not a register
            pass
        return cls(store)

    # Adding and removing

    def add_protected(
        self,
        protected: Protected,
        *,
        reference: str,
        on: date | None,
        measure: str = "",
        place: str = "",
        period: str = "",
        population: str = "",
    ) -> int:
        """Note a protected table that goes out.

        Args:
            protected: the table.
            reference: of the reply.
            on: the date of the reply.
            measure: what is counted; the heading of the table's figures if empty.
            place: where.
            period: when; what the title says if empty.
            population: of whom.

        Returns:
            How many figures are new in the register; 0 where the table was there already, or shows none.

        Raises:
            SettingsError: the register cannot be written.
        """
        reply = Reply(reference, on, protected.source)
        told = {"measure": measure, "place": place, "period": period, "population": population}
        return self._add([entry_of(protected, reply, **told)])

    def add_table(self, table: Table, *, reference: str, on: date | None, source: str, document: str = "") -> int:
        """Note a table that is public already.

        Args:
            table: as it was published; a ``Release`` if its figures were rounded.
            reference: of the reply that it was in.
            on: the date of that reply; None if it is not known.
            source: the file or document that it was taken from.
            document: the id of that document in the corpus, so that it goes when the document goes.

        Returns:
            How many figures are new in the register.

        Raises:
            SettingsError: the register cannot be written.
        """
        return self._add([entry_of(table, Reply(reference, on, source, document))])

    def put_document(
        self, document: str, tables: Iterable[Table], *, reference: str, on: date | None, source: str
    ) -> int:
        """Put the tables of a document in the corpus in the place of what was noted of it before.

        Returns:
            How many figures are new in the register.

        Raises:
            SettingsError: the register cannot be written.
        """
        reply = Reply(reference, on, source, document)
        entries = [one for one in (entry_of(table, reply) for table in tables) if one.shown]
        if not entries and document not in self.documents():
            return 0
        kept = {entry.id for entry in entries}
        with self._store.writing() as connection:
            held = connection.execute("SELECT id FROM releases WHERE document = ?", (document,)).fetchall()
            gone = [(row["id"],) for row in held if row["id"] not in kept]
            connection.executemany("DELETE FROM releases WHERE id = ?", gone)
            return sum(entry.insert(connection) for entry in entries)

    def remove(self, name: str) -> int:
        """Take out what was noted of a reply, by its reference, or of a document, by its id.

        Returns:
            How many figures went; 0 where there is no such reply or document.

        Raises:
            SettingsError: the register cannot be written.
        """
        gone = [row for row in self.rows() if name and name in {row.reference, row.document}]
        if gone:
            with self._store.writing() as connection:
                connection.execute("DELETE FROM releases WHERE reference = ? OR document = ?", (name, name))
        return len(gone)

    def documents(self) -> frozenset[str]:
        """Return the ids of the documents that figures were taken from."""
        with self._store.reading() as connection:
            found = connection.execute("SELECT DISTINCT document FROM releases").fetchall() if connection else []
        return frozenset(row["document"] for row in found if row["document"])

    # Looking

    def tables(self) -> tuple[Release, ...]:
        """Return everything released, table by table; None stands where a figure was withheld."""
        return tuple(restored(head, cells) for head, cells in self._load(lambda _: True))

    def overlapping(self, table: Table, policy: Policy | None = None, *, but: str = "") -> tuple[Release, ...]:
        """Return the releases that bear on a new table: they count the same, and cover some of its cells.

        Args:
            table: the new table.
            policy: how far apart figures are that tally; the usual one if None.
            but: the reference of a reply whose own tables are left out, since it is that reply that is drafted anew.
        """
        akin = self._load(
            lambda head: (not but or head["reference"] != but) and likeness(table, without_cells(head)) != "other"
        )
        found = (restored(head, cells) for head, cells in akin)
        return tuple(one for one in found if bears_on(table, one, policy or Policy()))

    def rows(self, *, reference: str = "", document: str = "") -> tuple[Row, ...]:
        """Return every released figure, or those of one reply or document, in the order of their dates."""
        loaded = self._load(lambda head: reference in {"", head["reference"]} and document in {"", head["document"]})
        return tuple(row for head, cells in loaded for row in rows_of(head, cells))

    def as_csv(self) -> str:
        """Return every released figure as comma-separated values, labels that a spreadsheet would run made harmless."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for row in self.rows():
            labels = "; ".join(f"{name}: {label}" for name, label in row.labels.items())
            told = {**row.as_json(), "labels": labels, "rounded_to": row.rounded_to or ""}
            writer.writerow([_harmless(str(told[name])) for name in _COLUMNS])
        return out.getvalue()

    def _add(self, entries: Sequence[Entry]) -> int:
        shown = [entry for entry in entries if entry.shown]
        if not shown:
            return 0
        with self._store.writing() as connection:
            return sum(entry.insert(connection) for entry in shown)

    def _load(self, wanted: Callable[[sqlite3.Row], bool]) -> list[tuple[sqlite3.Row, Cells]]:
        """Return the tables that are wanted, as they stand at one moment."""
        with self._store.reading() as connection:
            if connection is None:
                return []
            heads = connection.execute("SELECT * FROM releases ORDER BY released_on, reference, rowid").fetchall()
            return [(head, _cells(connection, head["id"])) for head in heads if wanted(head)]


def _cells(connection: sqlite3.Connection, release: str) -> Cells:
    rows = connection.execute("SELECT * FROM figures WHERE release = ? ORDER BY number", (release,))
    return [(row["number"], tuple(json.loads(row["labels"])), row["value"]) for row in rows]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
