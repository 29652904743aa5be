"""The register of what has been released, so that a new table can be compared with it.

It holds published figures only: what a ``Protected`` shows, and tables that are public already. A withheld cell is
noted as withheld, without a figure.
"""

import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from assistant.figures.counts import Count
from assistant.figures.measures import likeness
from assistant.figures.periods import period_in
from assistant.figures.policy import Policy
from assistant.figures.protected import Protected
from assistant.figures.register_store import Store
from assistant.figures.releases import Release, bears_on
from assistant.figures.tables import Dimension, Key, Layout, Subtotal, Table, Unit

_HEADER = "id measure unit population place period labels value rounded_to reference date source document".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Row:
    """One released figure.

    Attributes:
        id: of the figure.
        measure: what is counted.
        unit: people, events, items or money.
        population: of whom, as the officer put it, or "".
        place: where, or "".
        period: when, or "" where the labels tell.
        labels: dimension by label; ``Total`` for a margin.
        value: as published.
        rounded_to: the base it was rounded to; None if it is exact.
        reference: of the reply.
        date: of the reply, ISO, or "".
        source: the file or document that it was taken from.
        document: the id of the document in the corpus, or "".
    """

    id: str
    measure: str
    unit: str
    population: str
    place: str
    period: str
    labels: Mapping[str, str] = field(hash=False)
    value: int
    rounded_to: int | None
    reference: str
    date: str
    source: str
    document: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table as the register keeps it: its own words, where it was released, and its published figures."""

    head: Mapping[str, Any] = field(hash=False)
    cells: tuple[tuple[Key, int | None], ...]

    @property
    def id(self) -> str:
        """The same for the same figures released in the same reply."""
        told = {name: value for name, value in self.head.items() if name not in {"source", "document", "released_on"}}
        text = json.dumps([told, self.cells], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def shown(self) -> int:
        return sum(value is not None for _, value in self.cells)


class Register:
    """Everything that has been released, as far as it was noted. Make one with ``Register.open``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, folder: Path) -> "Register":
        """Open the register of a data folder. Nothing is written until something is added.

        Raises:
            SettingsError: the file cannot be read, is not a register, or is one of another version.
        """
        store = Store(folder)
        store.check()
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
            measure: what is counted; the table's own title and heading if empty.
            place: where.
            period: when; what the title says if empty.
            population: of whom.

        Returns:
            How many figures are new in the register; 0 where the table was there already, or shows none.
        """
        head = _head(protected.title, measure or protected.measure, protected.unit, "long", protected.dimensions)
        head |= {"rounded_to": protected.round_to, "threshold": protected.threshold, "place": place}
        head |= {"population": population, "period": period or _period(protected.title)}
        head |= _released(reference, on, protected.source, "")
        cells = tuple((protected.key_of(cell), cell.value) for cell in protected.cells)
        return self._add([_Entry(head, cells)])

    def add_table(
        self, table: Table, *, reference: str, on: date | None, source: str, document: str = "", place: str = ""
    ) -> int:
        """Note a table that is public already.

        Args:
            table: as it was published; a ``Release`` if its figures were rounded.
            reference: of the reply that it was in.
            on: the date of that reply; None if it is not known.
            source: the file or document that it was taken from.
            document: the id of that document in the corpus, so that it goes when the document goes.
            place: where.

        Returns:
            How many figures are new in the register.
        """
        return self._add([_entry(table, _released(reference, on, source, document), place)])

    def put_document(
        self, document: str, tables: Iterable[Table], *, reference: str, on: date | None, source: str
    ) -> int:
        """Put the tables of a document in the corpus in the place of what was noted of it before.

        Returns:
            How many figures are new in the register.
        """
        entries = [_entry(table, _released(reference, on, source, document), "") for table in tables]
        with self._store.writing() as connection:
            kept = [entry.id for entry in entries]
            marks = ",".join("?" * len(kept))
            connection.execute(f"DELETE FROM releases WHERE document = ? AND id NOT IN ({marks})", (document, *kept))  # noqa: S608 - only question marks
            return sum(_insert(connection, entry) for entry in entries)

    def remove(self, name: str) -> int:
        """Take out what was noted of a reply, by its reference, or of a document, by its id.

        Returns:
            How many figures went; 0 where there is no such reply or document.
        """
        if not name:
            return 0
        which = "SELECT id FROM releases WHERE reference = ? OR document = ?"
        with self._store.writing() as connection:
            found = connection.execute(
                f"SELECT count(*) FROM figures WHERE value IS NOT NULL AND release IN ({which})",  # noqa: S608 - our own words
                (name, name),
            )
            gone = int(found.fetchone()[0])
            connection.execute("DELETE FROM releases WHERE reference = ? OR document = ?", (name, name))
        return gone

    def documents(self) -> frozenset[str]:
        """Return the ids of the documents that figures were taken from."""
        return frozenset(head["document"] for head in self._heads() if head["document"])

    # Looking

    def tables(self) -> tuple[Release, ...]:
        """Return everything released, a table for each table; None stands where a figure was withheld."""
        return self._tables(self._heads())

    def overlapping(self, table: Table, policy: Policy | None = None) -> tuple[Release, ...]:
        """Return the releases that bear on a new table: they count the same, and cover some of its cells.

        Args:
            table: the new table.
            policy: how far apart figures are that tally; the usual one if None.
        """
        akin = [head for head in self._heads() if likeness(table, _without_cells(head)) != "other"]
        return tuple(one for one in self._tables(akin) if bears_on(table, one, policy or Policy()))

    def rows(self, *, reference: str = "", document: str = "") -> tuple[Row, ...]:
        """Return every released figure, or those of one reply or document, in the order of their dates."""
        heads = [
            head
            for head in self._heads()
            if reference in {"", head["reference"]} and document in {"", head["document"]}
        ]
        cells = self._cells(head["id"] for head in heads)
        return tuple(
            _row(head, n, key, value) for head in heads for n, key, value in cells[head["id"]] if value is not None
        )

    def as_csv(self) -> str:
        """Return every released figure as comma-separated values, with text that a spreadsheet would run made harmless."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_HEADER)
        for row in self.rows():
            labels = "; ".join(f"{name}: {label}" for name, label in row.labels.items())
            cells = [str("" if (one := getattr(row, name)) is None else one) for name in _HEADER]
            cells[_HEADER.index("labels")] = labels
            writer.writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell for cell in cells])
        return out.getvalue()

    # The database

    def _add(self, entries: Sequence[_Entry]) -> int:
        entries = [entry for entry in entries if entry.shown]
        if not entries:
            return 0
        with self._store.writing() as connection:
            return sum(_insert(connection, entry) for entry in entries)

    def _heads(self) -> list[sqlite3.Row]:
        with self._store.reading() as connection:
            if connection is None:
                return []
            return connection.execute("SELECT * FROM releases ORDER BY released_on, reference, rowid").fetchall()

    def _cells(self, ids: Iterable[str]) -> dict[str, list[tuple[int, Key, int | None]]]:
        found: dict[str, list[tuple[int, Key, int | None]]] = {one: [] for one in ids}
        with self._store.reading() as connection:
            for one, cells in found.items() if connection is not None else ():
                rows = connection.execute("SELECT * FROM figures WHERE release = ? ORDER BY number", (one,))
                cells += [(row["number"], tuple(json.loads(row["labels"])), row["value"]) for row in rows]
        return found

    def _tables(self, heads: Sequence[sqlite3.Row]) -> tuple[Release, ...]:
        cells = self._cells(head["id"] for head in heads)
        return tuple(_restored(head, cells[head["id"]]) for head in heads)


def _entry(table: Table, released: Mapping[str, Any], place: str) -> _Entry:
    release = table if isinstance(table, Release) else None
    head = _head(table.title, table.measure, table.unit, table.layout, table.dimensions)
    head |= {"place": place, "population": "", "period": (release.period if release else "") or _period(table.title)}
    head |= {"rounded_to": release.round_to if release else None, "threshold": release.threshold if release else None}
    cells = tuple((key, None if count is None else count.value) for key, count in table.cells.items())
    return _Entry({**head, **released}, cells)


def _head(title: str, measure: str, unit: Unit, layout: Layout, dimensions: Sequence[Dimension]) -> dict[str, Any]:
    listed = [[d.name, d.categories, [[s.label, s.parts] for s in d.subtotals]] for d in dimensions]
    words = json.dumps(listed, ensure_ascii=False)
    return {"title": title, "measure": measure, "unit": unit, "layout": layout, "dimensions": words}


def _released(reference: str, on: date | None, source: str, document: str) -> dict[str, Any]:
    day = on.isoformat() if on else ""
    return {"reference": reference, "released_on": day, "source": source, "document": document}


def _period(title: str) -> str:
    named = period_in(title)
    return named[0] if named else ""


def _insert(connection: sqlite3.Connection, entry: _Entry) -> int:
    """Write a table and its figures; nothing where it is there already."""
    names = ("id", *entry.head)
    values = (entry.id, *entry.head.values())
    marks = ",".join("?" * len(names))
    statement = f"INSERT OR IGNORE INTO releases ({','.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
    if not connection.execute(statement, values).rowcount:
        return 0
    connection.executemany(
        "INSERT INTO figures VALUES (?, ?, ?, ?)",
        [(entry.id, n, json.dumps(key, ensure_ascii=False), value) for n, (key, value) in enumerate(entry.cells)],
    )
    return entry.shown


def _without_cells(head: sqlite3.Row) -> Release:
    day = date.fromisoformat(head["released_on"]) if head["released_on"] else None
    told = f" of {day.day} {day:%B %Y}" if day else ""
    dimensions = tuple(
        Dimension(name, tuple(categories), tuple(Subtotal(label, tuple(parts)) for label, parts in subtotals))
        for name, categories, subtotals in json.loads(head["dimensions"])
    )
    return Release(
        title=head["title"],
        source=f"{head['reference'] or head['source']}{told}",
        layout=cast("Layout", head["layout"]),
        unit=cast("Unit", head["unit"]),
        dimensions=dimensions,
        cells={},
        measure=head["measure"],
        round_to=head["rounded_to"],
        threshold=head["threshold"],
        period=head["period"],
        on=day,
    )


def _restored(head: sqlite3.Row, cells: Iterable[tuple[int, Key, int | None]]) -> Release:
    empty = _without_cells(head)
    return replace(empty, cells={key: None if value is None else Count(empty.source, value) for _, key, value in cells})


def _row(head: sqlite3.Row, number: int, key: Key, value: int) -> Row:
    names = [name for name, *_ in json.loads(head["dimensions"])]
    told = {
        name: head[name]
        for name in ("unit", "population", "place", "period", "rounded_to", "reference", "source", "document")
    }
    measure = head["measure"] or head["title"]
    return Row(
        id=f"{head['id']}-{number}",
        measure=measure,
        labels=dict(zip(names, key, strict=True)),
        value=value,
        date=head["released_on"],
        **told,
    )
