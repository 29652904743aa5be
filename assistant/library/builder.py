"""Brings the index into line with the files.

It goes file by file: each file's documents in one transaction of SQLite, then the vectors of new chunks into SQLite a
batch at a time, then into Chroma. A run that is killed leaves a ``dirty`` mark, and the next one goes on from there.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import FoiError, LibraryError
from assistant.library import sources
from assistant.library.countdown import Countdown
from assistant.library.database import TWIN, Database, FileState
from assistant.library.documents import Document
from assistant.library.embeddings import Embedding
from assistant.library.schema import vectors
from assistant.library.status import Changes
from assistant.library.vectors import KINDS, BrokenVectorsError, Vectors

Progress = Callable[[str], None]
EMBEDDED_AT_ONCE = 512


def say(message: str) -> None:
    """Report progress on stderr."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


class Builder:
    """What a sync does; the caller holds the lock."""

    def __init__(
        self, folder: Path, database: Database, cache: Vectors, embedding: Embedding, corpus: Path | None
    ) -> None:
        self._folder = folder
        self._database = database
        self._vectors = cache
        self._embedding = embedding
        self._corpus = corpus

    def packaged_state(self) -> str:
        """Return a fingerprint of the packaged files' names, sizes and times."""
        listed = [(s.name, s.state().size, s.state().modified) for s in sources.packaged(self._corpus)]
        return hashlib.sha256(repr(listed).encode()).hexdigest()

    def bring_up_to_date(self, progress: Progress) -> Changes:
        """Read what changed, embed what is new, and level Chroma with it."""
        packaged = self.packaged_state()
        changes = self._read_files(progress)
        embedded = self._embed(progress)
        self._fill(progress)
        with self._database.write() as connection:
            for name, value in (
                ("packaged", packaged),
                ("version", self._fingerprint()),
                ("synced", datetime.now(UTC).isoformat(timespec="seconds")),
                ("dirty", "0"),
            ):
                self._database.put(name, value, connection)
        return replace(changes, embedded=embedded)

    def _fingerprint(self) -> str:
        files = sorted((name, state.sha256) for name, state in self._database.known_files().items())
        return hashlib.sha256(repr((files, sorted(self.removed()))).encode()).hexdigest()[:16]

    def _read_files(self, progress: Progress) -> Changes:
        known = self._database.known_files()
        present = {s.name: s for s in (*sources.packaged(self._corpus), *sources.own(self._folder))}
        removed = self._database.drop_files([name for name in known if name not in present])
        stale = [s for s in present.values() if _differs(s, known.get(s.name))]
        if len(stale) > 1:
            progress(f"Reading {len(stale)} files of the corpus ...")
        changes = Changes(removed=removed, unchanged=len(present) - len(stale))
        countdown = Countdown(progress, len(stale), "files")
        for number, source in enumerate(stale, 1):
            changes = self._read_one(source, known.get(source.name), changes)
            countdown.at(number)
        return changes

    def _read_one(self, source: sources.Source, before: FileState | None, changes: Changes) -> Changes:
        state = replace(source.state(), sha256=source.sha256())
        if before and before.sha256 == state.sha256 and TWIN not in before.problem:
            self._database.note_file(source.name, replace(state, problem=before.problem))
            return replace(changes, unchanged=changes.unchanged + 1)
        try:
            kept = [one for one in source.read() if one.id not in self.removed()]
            now = datetime.now(UTC).date().isoformat()
            self._database.replace_file(source.name, state, kept, own=_is_own(source, kept), added=now)
        except FoiError as error:
            problem = str(error).replace("\n", " ")
            self._database.note_file(source.name, replace(state, problem=problem))
            return replace(changes, problems=(*changes.problems, problem))
        if before and not before.problem:
            return replace(changes, changed=changes.changed + len(kept))
        return replace(changes, added=changes.added + len(kept))

    def _embed(self, progress: Progress) -> int:
        """Make the vectors that are missing, a batch at a time; without a model, say so and go on."""
        waiting = self._database.without_vector()
        if not waiting:
            return 0
        progress(f"Reading {len(waiting)} passages for their meaning (once; some 50 a second) ...")
        # The longest first, so that like lengths share a batch and the time left is not underrated.
        waiting.sort(key=lambda chunk: -len(chunk[2]))
        done = 0
        countdown = Countdown(progress, len(waiting), "passages")
        try:
            for start in range(0, len(waiting), EMBEDDED_AT_ONCE):
                part = waiting[start : start + EMBEDDED_AT_ONCE]
                rows = self._embedding.encode([words for _, _, words in part])
                self._database.put_vectors((name, kind, row) for (name, kind, _), row in zip(part, rows, strict=True))
                done += len(part)
                if not self._database.get("embedding"):
                    self._database.put("embedding", self._embedding.name)
                countdown.at(done)
        except LibraryError as error:
            progress(f"{error}")
        return done

    def _fill(self, progress: Progress) -> None:
        """Bring Chroma into line with the vectors in SQLite; a broken one is made anew."""
        if not self._database.count(vectors) and not self._vectors.exists():
            return
        try:
            self._level()
        except BrokenVectorsError as error:
            self.refill(progress, because=str(error))

    def refill(self, progress: Progress, *, because: str) -> None:
        """Throw Chroma's files away and fill it again from the database."""
        progress(
            f"Chroma's files could not be used ({because.splitlines()[0][:120]}); filling them again from the database ..."
        )
        self._vectors.empty()
        self._level()

    def _level(self) -> None:
        for kind in KINDS:
            wanted, held = self._database.vector_ids(kind), self._vectors.ids(kind)
            self._vectors.remove(kind, held - wanted)
            missing = sorted(wanted - held)
            for start in range(0, len(missing), 2000):
                self._vectors.add(kind, self._database.vectors_of(missing[start : start + 2000]))

    def removed(self) -> set[str]:
        """Return ids of documents that an officer took out, though their file is still there."""
        return set(filter(None, self._database.get("removed").split("\n")))

    def put_removed(self, ids: Iterable[str]) -> None:
        self._database.put("removed", "\n".join(sorted(ids)))


def _differs(source: sources.Source, known: FileState | None) -> bool:
    state = source.state()
    # Whether two files still have one id is not told by either alone.
    return known is None or TWIN in known.problem or (known.size, known.modified) != (state.size, state.modified)


def _is_own(source: sources.Source, documents: Sequence[Document]) -> bool:
    """Tell whether the authority speaks: what was fetched from another body's log is a reply, and not its own."""
    return source.own and not (source.fetched and all(one.kind == "response" for one in documents))
