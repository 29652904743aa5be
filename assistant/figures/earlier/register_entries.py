"""What the register of releases keeps of a table, and how it gives it back."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, cast

from assistant.figures.counts import Count
from assistant.figures.earlier.periods import period_in
from assistant.figures.earlier.releases import Release
from assistant.figures.protected import Protected
from assistant.figures.tables import Dimension, Key, Layout, Subtotal, Table, Unit

Cells = Sequence[tuple[int, Key, int | None]]
# Where it was found does not make it another release.
_NOT_TOLD_APART = frozenset({"source", "document", "released_on"})


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
class Reply:
    """Where and when a table was released.

    Attributes:
        reference: of the reply.
        on: its date; None if it is not known.
        source: the file or document that the table was taken from.
        document: the id of the document in the corpus, or "".
    """

    reference: str
    on: date | None
    source: str
    document: str = ""

    def fields(self) -> dict[str, str]:
        day = self.on.isoformat() if self.on else ""
        return {"reference": self.reference, "released_on": day, "source": self.source, "document": self.document}


@dataclass(frozen=True, slots=True)
class Entry:
    """A table as the register keeps it.

    Attributes:
        head: everything but its cells, by the name of the column.
        cells: its published figures; None where one was withheld.
    """

    head: Mapping[str, Any] = field(hash=False)
    cells: tuple[tuple[Key, int | None], ...]

    @property
    def id(self) -> str:
        """The same for the same figures released in the same reply."""
        told = {name: value for name, value in self.head.items() if name not in _NOT_TOLD_APART}
        text = json.dumps([told, self.cells], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def shown(self) -> int:
        """How many figures it shows."""
        return sum(value is not None for _, value in self.cells)

    def insert(self, connection: sqlite3.Connection) -> int:
        """Write it; return how many figures are new: none where it is there already."""
        names = ("id", *self.head)
        values = (self.id, *self.head.values())
        marks = ",".join("?" * len(names))
        statement = f"INSERT OR IGNORE INTO releases ({','.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
        if not connection.execute(statement, values).rowcount:
            return 0
        listed = [(self.id, n, json.dumps(key, ensure_ascii=False), value) for n, (key, value) in enumerate(self.cells)]
        connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", listed)
        return self.shown


def entry_of(table: Table | Protected, reply: Reply, **told: str) -> Entry:
    """Return what is kept of a table: of a protected one what it shows.

    Args:
        table: a table that is public, or one that goes out.
        reply: where and when.
        told: ``measure``, ``place``, ``period`` and ``population``, where the officer says them.
    """
    if isinstance(table, Protected):
        layout, base, threshold, period = "long", table.round_to, table.threshold, ""
        cells = [(table.key_of(cell), cell.value) for cell in table.cells]
    else:
        layout, base, threshold, period = table.layout, None, None, ""
        if isinstance(table, Release):
            base, threshold, period = table.round_to, table.threshold, table.period
        cells = [(key, None if count is None else count.value) for key, count in table.cells.items()]
    head = {
        "title": table.title,
        "measure": told.get("measure") or table.measure,
        "unit": table.unit,
        "population": told.get("population", ""),
        "place": told.get("place", ""),
        "period": told.get("period") or period or _period(table.title),
        "layout": layout,
        "dimensions": _as_text(table.dimensions),
        "rounded_to": base,
        "threshold": threshold,
    }
    return Entry({**head, **reply.fields()}, tuple(cells))


def without_cells(head: sqlite3.Row) -> Release:
    """Return a table of the register without its figures, for asking whether it bears on another."""
    day = date.fromisoformat(head["released_on"]) if head["released_on"] else None
    told = f" of {day.day} {day:%B %Y}" if day else ""
    return Release(
        title=head["title"],
        source=f"{head['reference'] or head['source']}{told}",
        layout=cast("Layout", head["layout"]),
        unit=cast("Unit", head["unit"]),
        dimensions=_dimensions(head),
        cells={},
        measure=head["measure"],
        round_to=head["rounded_to"],
        threshold=head["threshold"],
        period=head["period"],
        on=day,
    )


def restored(head: sqlite3.Row, cells: Cells) -> Release:
    """Return a table of the register; None stands where a figure was withheld."""
    empty = without_cells(head)
    counts = {key: None if value is None else Count(empty.source, value) for _, key, value in cells}
    return replace(empty, cells=counts)


def rows_of(head: sqlite3.Row, cells: Cells) -> Iterable[Row]:
    """Yield a table's released figures."""
    names = [dimension.name for dimension in _dimensions(head)]
    for number, key, value in cells:
        if value is not None:
            yield Row(
                id=f"{head['id']}-{number}",
                measure=head["measure"] or head["title"],
                unit=head["unit"],
                population=head["population"],
                place=head["place"],
                period=head["period"],
                labels=dict(zip(names, key, strict=True)),
                value=value,
                rounded_to=head["rounded_to"],
                reference=head["reference"],
                date=head["released_on"],
                source=head["source"],
                document=head["document"],
            )


def _period(title: str) -> str:
    named = period_in(title)
    return named[0] if named else ""


def _as_text(dimensions: Sequence[Dimension]) -> str:
    listed = [[d.name, d.categories, [[s.label, s.parts] for s in d.subtotals]] for d in dimensions]
    return json.dumps(listed, ensure_ascii=False)


def _dimensions(head: sqlite3.Row) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(name, tuple(categories), tuple(Subtotal(label, tuple(parts)) for label, parts in subtotals))
        for name, categories, subtotals in json.loads(head["dimensions"])
    )
