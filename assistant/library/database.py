"""Where the library is kept: documents, chunks, vectors and a keyword index in SQLite.

One transaction a document, so that a killed run leaves each document as it was or as it is to be.
The words of a chunk are in the keyword index (FTS5, Porter stems) by the row number of the chunk.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.errors import LibraryError, SettingsError
from assistant.library.documents import Document
from assistant.library.schema import FULL_TEXT, SCHEMA, chunks, documents, files, meta, metadata, references, vectors
from assistant.library.sections import base_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "foi.db"
TWIN = "is already that of a document in"
MANY = 500  # values in one statement: below SQLite's limit on parameters


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of a file at its last reading."""

    size: int
    modified: int
    sha256: str
    problem: str


class Database:
    """The library's tables. Every method is one transaction, or reads only."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    @classmethod
    def open(cls, folder: Path, url: str | None) -> "Database":
        """Open the database, and make it where there is none.

        Args:
            folder: the data folder; holds ``foi.db`` where no URL is set.
            url: a SQLAlchemy URL, or None.

        Raises:
            SettingsError: the folder or the file cannot be written, or the URL names another database.
            LibraryError: the file is not a database, or was made by another version.
        """
        place = url or f"sqlite:///{_usable(folder) / FILE}"
        engine = _engine(place)
        try:
            with engine.connect() as connection:
                made = connection.execute(
                    sa.text("SELECT count(*) FROM sqlite_master WHERE name = 'library_terms'")
                ).scalar_one()
            if not made:
                _create(engine)
        except sa.exc.OperationalError as error:
            raise SettingsError(
                f"the database cannot be opened or written ({error.orig})",
                where=engine.url.database or "",
                todo="Make the folder writable, or set FOI_DATA (or FOI_DATABASE_URL) to one that is.",
            ) from None
        except sa.exc.DatabaseError as error:
            raise LibraryError(
                f"the database cannot be used ({error.orig})",
                where=engine.url.database or "",
                todo="Restore it from a backup, or move it away: the index is then built anew from the files.",
            ) from None
        database = cls(engine)
        if database.get("schema") != SCHEMA:
            raise LibraryError(
                "the index was made by another version of the program",
                where=engine.url.database or "",
                todo="Move the file away and run: foi corpus sync",
            )
        return database

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that writes.

        Raises:
            SettingsError: the database cannot be written.
        """
        try:
            with self._writer.begin() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            raise SettingsError(
                f"the database cannot be written ({error.orig})",
                where=self._engine.url.database or "",
                todo="Make room or make the folder writable, or set FOI_DATA to another.",
            ) from None

    def rows(self, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(statement, values or {}).all()

    def get(self, name: str) -> str:
        """Return what is noted under a name, or ""."""
        found = self.rows(sa.select(meta.c.value).where(meta.c.name == name))
        return str(found[0][0]) if found else ""

    def put(self, name: str, value: str, connection: sa.Connection | None = None) -> None:
        statement = upsert(meta).values(name=name, value=value)
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        if connection is not None:
            connection.execute(statement)
            return
        with self.write() as own:
            own.execute(statement)

    def noted_elsewhere(self, start: str, end: str) -> bool:
        """Say whether something noted under a name with this start has a value with this end."""
        ours = meta.c.name.startswith(start, autoescape=True) & meta.c.value.endswith(end, autoescape=True)
        return bool(self.rows(sa.select(meta.c.name).where(ours).limit(1)))

    def noted(self, start: str) -> dict[str, str]:
        """Return what is noted under names with this start, by the rest of the name."""
        found = self.rows(sa.select(meta).where(meta.c.name.startswith(start, autoescape=True)).order_by(meta.c.name))
        return {row.name.removeprefix(start): row.value for row in found}

    def known_files(self) -> dict[str, FileState]:
        found = self.rows(sa.select(files))
        return {row.name: FileState(row.size, row.modified, row.sha256, row.problem) for row in found}

    def note_file(self, name: str, state: FileState) -> None:
        """Note a file's new time where its content is unchanged."""
        with self.write() as connection:
            _note(connection, name, state)

    def replace_file(self, name: str, state: FileState, contents: Sequence[Document], *, own: bool, added: str) -> None:
        """Put a file's documents in the place of what it held before, in one transaction.

        Raises:
            LibraryError: another file holds a document with the same id; says which.
        """
        with self.write() as connection:
            _drop(connection, sa.select(documents.c.id).where(documents.c.file == name))
            for document in contents:
                _refuse_twin(connection, document, name)
                _insert(connection, document, {"own": own, "file": name, "added": added})
            _note(connection, name, state)
            self.put("dirty", "1", connection)

    def drop_files(self, names: Iterable[str]) -> int:
        """Remove files and their documents; return how many documents went."""
        gone = 0
        for name in names:
            with self.write() as connection:
                gone += _drop(connection, sa.select(documents.c.id).where(documents.c.file == name))
                connection.execute(sa.delete(files).where(files.c.name == name))
                self.put("dirty", "1", connection)
        return gone

    def without_vector(self) -> list[tuple[str, str, str]]:
        """Return (id, kind, words to embed) of each chunk that has no vector yet."""
        found = self.rows(
            sa.select(chunks.c.id, chunks.c.kind, documents.c.title, chunks.c.question, chunks.c.text)
            .join(documents, documents.c.id == chunks.c.document)
            .join(vectors, vectors.c.id == chunks.c.id, isouter=True)
            .where(vectors.c.id.is_(None))
        )
        return [(row.id, row.kind, to_embed(row.title, row.question, row.text)) for row in found]

    def put_vectors(self, found: Iterable[tuple[str, str, "NDArray[np.float32]"]]) -> None:
        rows = [{"id": name, "kind": kind, "vector": vector.tobytes()} for name, kind, vector in found]
        if rows:
            with self.write() as connection:
                connection.execute(sa.insert(vectors).prefix_with("OR REPLACE"), rows)

    def drop_vectors(self) -> None:
        """Forget every vector; the next sync makes them anew."""
        with self.write() as connection:
            connection.execute(sa.delete(vectors))
            self.put("dirty", "1", connection)

    def vector_ids(self, kind: str) -> set[str]:
        return {row.id for row in self.rows(sa.select(vectors.c.id).where(vectors.c.kind == kind))}

    def has_more_vectors(self, kind: str, than: int) -> bool:
        """Tell whether there are more vectors of a kind than so many, without listing them."""
        beyond = sa.select(sa.literal(1)).select_from(vectors).where(vectors.c.kind == kind).limit(1).offset(than)
        return bool(self.rows(beyond))

    def vectors_of(self, names: Sequence[str]) -> "list[tuple[str, NDArray[np.float32]]]":
        import numpy as np

        found = []
        for start in range(0, len(names), MANY):
            part = vectors.c.id.in_(names[start : start + MANY])
            rows = self.rows(sa.select(vectors.c.id, vectors.c.vector).where(part))
            found += [(row.id, np.frombuffer(row.vector, dtype=np.float32)) for row in rows]
        return found

    def count(self, table: sa.Table) -> int:
        return int(self.rows(sa.select(sa.func.count()).select_from(table))[0][0])


def to_embed(title: str, question: str, text: str) -> str:
    """Return the words of a chunk that its vector stands for.

    A past reply is looked for by its question, and the model reads no more than some 200 words, so
    the question comes before the answer's first words.
    """
    return question if question and len(question) > 80 else f"{title}. {text}"


def _usable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"the data folder cannot be made ({error.strerror})",
            where=str(folder),
            todo="Set FOI_DATA to a folder that you can write to.",
        ) from None
    return folder


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise SettingsError(
            "FOI_DATABASE_URL is not a database URL", todo="Write it as sqlite:////folder/foi.db"
        ) from None
    if parsed.get_backend_name() != "sqlite":
        raise SettingsError(
            f"FOI_DATABASE_URL names {parsed.get_backend_name()}, and the library is kept in SQLite only so far",
            todo="Write it as sqlite:////folder/foi.db, or remove it to use the data folder.",
        )
    engine = sa.create_engine(parsed, connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    # A transaction that reads and then writes could be refused its lock half-way; one that asks at once waits.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own notion of a transaction begins it too late for readers; see SQLAlchemy's notes on pysqlite.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 30000")
    connection.execute("PRAGMA synchronous = NORMAL")


def _create(engine: sa.Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
    with engine.execution_options(writes=True).begin() as connection:
        metadata.create_all(connection)
        for statement in FULL_TEXT:
            connection.exec_driver_sql(statement)
        connection.execute(sa.insert(meta).prefix_with("OR IGNORE"), {"name": "schema", "value": SCHEMA})


def _note(connection: sa.Connection, name: str, state: FileState) -> None:
    values = {"size": state.size, "modified": state.modified, "sha256": state.sha256, "problem": state.problem}
    statement = upsert(files).values(name=name, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def _drop(connection: sa.Connection, which: sa.Select[tuple[str]]) -> int:
    names = [row[0] for row in connection.execute(which)]
    for start in range(0, len(names), MANY):
        part = names[start : start + MANY]
        held = chunks.c.document.in_(part)
        rows = sa.select(chunks.c.row).where(held)
        connection.execute(
            sa.text("DELETE FROM library_words WHERE rowid = :row"),
            [{"row": row.row} for row in connection.execute(rows)] or [{"row": -1}],
        )
        connection.execute(sa.delete(references).where(references.c.row.in_(rows)))
        connection.execute(sa.delete(vectors).where(vectors.c.id.in_(sa.select(chunks.c.id).where(held))))
        connection.execute(sa.delete(chunks).where(held))
        connection.execute(sa.delete(documents).where(documents.c.id.in_(part)))
    return len(names)


def _refuse_twin(connection: sa.Connection, document: Document, name: str) -> None:
    twin = connection.execute(sa.select(documents.c.file).where(documents.c.id == document.id)).first()
    if twin:
        raise LibraryError(
            f"the id {document.id!r} {TWIN} {twin[0]}",
            where=name,
            todo="Give one of the two another id.",
        )


def _insert(connection: sa.Connection, document: Document, held: Mapping[str, object]) -> None:
    shared = {column.name: getattr(document, column.name) for column in documents.c if column.name not in held}
    connection.execute(sa.insert(documents), {**shared, "sections": list(document.sections), **held})
    seen: set[str] = set()
    for place, chunk in enumerate(document.chunks):
        name = chunk.id_in(document.id)
        if name in seen:
            continue
        seen.add(name)
        row = connection.execute(
            sa.insert(chunks).returning(chunks.c.row),
            {
                "id": name,
                "document": document.id,
                "kind": document.kind,
                "place": place,
                "locator": chunk.locator,
                "text": chunk.text,
                "question": chunk.question,
                "answer": chunk.answer,
                "sections": list(chunk.sections),
            },
        ).scalar_one()
        body = chunk.answer or ("" if chunk.question else chunk.text)
        connection.execute(
            sa.text("INSERT INTO library_words(rowid, title, question, body) VALUES (:row, :title, :question, :body)"),
            {"row": row, "title": document.title, "question": chunk.question, "body": f"{chunk.locator} {body}"},
        )
        # A reference is found by itself and by what it is part of: 40(3A)(a) by 40(3A) and 40 too.
        found = {part for ref in chunk.sections for part in widened(ref)}
        if found:
            connection.execute(
                sa.insert(references), [{"ref": ref, "row": row, "kind": document.kind} for ref in sorted(found)]
            )


def widened(ref: str) -> Iterator[str]:
    """Yield a reference and everything that it is part of: 40(3A)(a), 40(3A), 40."""
    yield ref
    while "(" in ref:
        ref = ref.rpartition("(")[0]
        yield ref
    if ref != base_of(ref):
        yield base_of(ref)
