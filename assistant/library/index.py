"""The library: open it, add to it, bring it up to date, search it."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import sqlalchemy as sa

from assistant.errors import InputError, LibraryError
from assistant.library import search as searching
from assistant.library import sources
from assistant.library.builder import Builder, Progress, say
from assistant.library.countdown import Countdown
from assistant.library.currency import judged
from assistant.library.database import Database
from assistant.library.described import lacks_in_words
from assistant.library.embeddings import Embedding, MiniLM
from assistant.library.filters import Filters
from assistant.library.intake import Intake, refused
from assistant.library.lock import only_writer
from assistant.library.offers import files_in, offers_of
from assistant.library.passages import Kind, Passage
from assistant.library.preferred import text_first
from assistant.library.schema import chunks, documents, vectors
from assistant.library.status import Changes, Entry, OwnReply, Status
from assistant.library.terms import Asked, Terms
from assistant.library.typical import Typical
from assistant.library.vectors import BrokenVectorsError, OtherModelError, Vectors
from assistant.resources import data_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW_ENOUGH = 5000  # vectors that are compared one by one in some 30 ms
KEYWORDS_ONLY = "The corpus was searched by keywords alone: "


class Library:
    """Past responses and the law, indexed. Make one with ``Library.open``."""

    def __init__(
        self, folder: Path, database: Database, cache: Vectors, embedding: Embedding, corpus: Path | None
    ) -> None:
        self._folder = folder
        self._database = database
        self._vectors = cache
        self._embedding = embedding
        self._builder = Builder(folder, database, cache, embedding, corpus)
        self._terms = Terms(database)
        self._typical = Typical(embedding)
        self._remarks: dict[str, None] = {}
        self._query_vector = lru_cache(maxsize=256)(self._embedded)
        self._ahead = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embedding")

    @classmethod
    def open(
        cls,
        data: Path,
        database_url: str | None = None,
        chroma_url: str | None = None,
        *,
        embedding: Embedding | None = None,
        corpus: Path | None = None,
        progress: Progress = say,
    ) -> "Library":
        """Open the library; the first time, and when the packaged corpus has changed, build its index.

        Args:
            data: the data folder (FOI_DATA).
            database_url: a SQLAlchemy URL (FOI_DATABASE_URL), or None for a file in the data folder.
            chroma_url: a Chroma server (FOI_CHROMA_URL), or None for files in the data folder.
            embedding: MiniLM if None.
            corpus: the packaged corpus's folder if None.
            progress: where to say what is being done.

        Raises:
            SettingsError: the data folder or a URL cannot be used.
            LibraryError: the database cannot be used.
        """
        database = Database.open(data, database_url)
        chosen = embedding or MiniLM(data)
        cache = Vectors(data, chroma_url, chosen.name, chosen.dimension)
        library = cls(data, database, cache, chosen, corpus or data_folder("corpus"))
        library._make_ready(progress)
        return library

    def close(self) -> None:
        """Let go of the files."""
        self._ahead.shutdown(cancel_futures=True)
        self._vectors.close()
        self._database.close()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What searches could not do, for whoever relies on their results."""
        return tuple(self._remarks)

    @property
    def version(self) -> str:
        """A fingerprint of every file in the index."""
        return self._database.get("version")

    # Searching

    def search(
        self,
        query: str,
        kind: searching.Where = "all",
        k: int = 10,
        regime: str | None = None,
        *,
        each: bool = False,
        filters: Filters | None = None,
    ) -> list[Passage]:
        """Return the passages that fit a query, best first; none where nothing does.

        Args:
            query: words, a question, or a provision ("section 40(2)").
            kind: "all", "responses" or "legislation".
            k: at most so many.
            regime: only of this regime, if given.
            each: more than one passage of a document, if it has them.
            filters: what else the passages must be.

        Raises:
            LibraryError: the index was made with another embedding model.
        """
        return [one.passage for one in self.explain(query, kind, k, regime, each=each, filters=filters)]

    def explain(
        self,
        query: str,
        kind: searching.Where = "all",
        k: int = 10,
        regime: str | None = None,
        *,
        each: bool = False,
        filters: Filters | None = None,
    ) -> list[searching.Candidate]:
        """Return what ``search`` does, each passage with its ranks and what its score is made of."""
        self._refuse_other_model()
        vector = self._ahead.submit(self._query_vector, query) if self._database.get("embedding") else None
        asked = self._terms.of_query(query)
        wanted = replace(filters or Filters(), regime=regime or (filters.regime if filters else ""))
        found: list[searching.Candidate] = []
        for one in searching.KINDS_OF[kind]:
            found += self._of_kind(query, asked, one, wanted, k, vector)
        current = judged([one.passage for one in found], datetime.now(UTC).date())
        for candidate, passage in zip(found, current, strict=True):
            candidate.passage = passage
        text_first(found)
        return searching.best_of(found, k, each=each)

    def _of_kind(
        self,
        query: str,
        asked: Asked,
        kind: Kind,
        wanted: Filters,
        k: int,
        vector: "Future[NDArray[np.float32]] | None",
    ) -> list[searching.Candidate]:
        limit = max(searching.CANDIDATES, 3 * k)
        few = self._few(kind, wanted)
        rows = list(few.values()) if few is not None else None
        keyword = searching.nearest_by_words(self._database, asked.queries(), kind, wanted, limit, rows)
        if vector:
            # It was made while the words were looked up, and is remembered; what goes wrong goes wrong again below.
            wait([vector])
        near = self._nearest_among(query, kind, limit, wanted, few)
        named = self._passing(kind, wanted, searching.sections_named(self._database, query, kind, wanted.regime))[
            :limit
        ]
        held = searching.load(
            self._database, list(dict.fromkeys([*named, *keyword, *(name for name, _ in near or ())]))
        )
        held = {
            name: one for name, one in held.items() if not wanted.regime or one.passage.regime in {wanted.regime, ""}
        }
        candidates = searching.fuse(held, keyword, near or (), named)
        searching.weigh(candidates, asked, self._terms)
        least = searching.floor(asked.stems, by_meaning=near is not None)
        kept = searching.above_floor(candidates, least)
        return [searching.placed(one, by_meaning=near is not None) for one in kept]

    def _few(self, kind: Kind, wanted: Filters) -> dict[str, int] | None:
        """Return ids and row numbers of the chunks that pass; None where these are many, or nothing is filtered out."""
        if not wanted.narrow:
            return None
        rows = self._database.rows(wanted.chunks(kind).limit(FEW_ENOUGH + 1))
        return {row.id: row.row for row in rows} if len(rows) <= FEW_ENOUGH else None

    def _passing(self, kind: Kind, wanted: Filters, names: Sequence[str]) -> list[str]:
        if not wanted.narrow or not names:
            return list(names)
        held = {row.id for row in self._database.rows(wanted.chunks(kind).where(chunks.c.id.in_(names)))}
        return [name for name in names if name in held]

    def _nearest_among(
        self, query: str, kind: Kind, k: int, wanted: Filters, few: "dict[str, int] | None"
    ) -> list[tuple[str, float]] | None:
        """Return the nearest of those that pass: compared one by one where these are few, else picked from more."""
        if not wanted.narrow:
            return self._nearest(query, kind, k * (3 if wanted.regime else 1))
        if few is None:
            near = self._nearest(query, kind, 10 * k)
            held = set(self._passing(kind, wanted, [name for name, _ in near or ()]))
            return None if near is None else [pair for pair in near if pair[0] in held][:k]
        if self._nearest(query, kind, 1) is None:
            return None
        vector = self._query_vector(query)
        pairs = [(name, float(one @ vector)) for name, one in self._database.vectors_of(list(few))]
        return sorted(pairs, key=lambda pair: -pair[1])[:k]

    def _nearest(self, query: str, kind: Kind, k: int) -> list[tuple[str, float]] | None:
        """Return the nearest by meaning; None where there is no model or no vectors, which is remarked."""
        try:
            if not self._database.get("embedding"):
                self._remarks[KEYWORDS_ONLY + "it has no vectors yet. Run: foi corpus sync"] = None
                return None
            near = self._vectors.nearest(kind, self._query_vector(query), k)
        except BrokenVectorsError as error:
            near_after = self._nearest_after_repair(query, kind, k, error)
            return near_after if near_after is None else self._exact(query, kind, k) or near_after
        except OtherModelError:
            raise
        except LibraryError as error:
            self._remarks[f"{KEYWORDS_ONLY}{error.what}. {error.todo}".strip()] = None
            return None
        return self._exact(query, kind, k) or near

    def _exact(self, query: str, kind: Kind, k: int) -> list[tuple[str, float]]:
        """Return the nearest of a kind that has few passages, compared one by one; nothing where there are many.

        Chroma's graph is built anew at each start and finds a few others each time.
        """
        if self._database.has_more_vectors(kind, FEW_ENOUGH):
            return []
        names = sorted(self._database.vector_ids(kind))
        vector = self._query_vector(query)
        pairs = [(name, float(one @ vector)) for name, one in self._database.vectors_of(names)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]

    def _nearest_after_repair(
        self, query: str, kind: Kind, k: int, error: BrokenVectorsError
    ) -> list[tuple[str, float]] | None:
        try:
            with only_writer(self._folder):
                self._builder.refill(say, because=str(error))
            return self._vectors.nearest(kind, self._query_vector(query), k)
        except (BrokenVectorsError, LibraryError):
            self._remarks[KEYWORDS_ONLY + "the vectors cannot be read. Run: foi corpus sync --rebuild"] = None
            return None

    def _embedded(self, query: str) -> "NDArray[np.float32]":
        row: NDArray[np.float32] = self._embedding.encode([query])[0]
        return row

    def neighbours(self, question: str, k: int = 40) -> list[tuple[Passage, float]]:
        """Return the past responses most like a question with their likeness (cosine; of keywords without a model).

        Raises:
            LibraryError: the index was made with another embedding model.
        """
        self._refuse_other_model()
        near = self._nearest(question, "response", k * 2)
        if near is None:
            found = self.search(question, kind="responses", k=k)
            return [(passage, passage.score) for passage in found]
        held = searching.load(self._database, [name for name, _ in near])
        best: dict[str, tuple[Passage, float]] = {}
        for name, cosine in near:
            if name in held:
                best.setdefault(held[name].passage.document_id, (held[name].passage, cosine))
        return list(best.values())[:k]

    def typical(self, question: str) -> Mapping[str, float]:
        """Return the share of each ground in the typical requests near a question; empty where there is no model.

        Raises:
            LibraryError: the index was made with another embedding model.
        """
        self._refuse_other_model()
        try:
            return self._typical.shares(self._query_vector(question))
        except LibraryError as error:
            self._remarks[f"Suggestions were made without comparing by meaning: {error.what}. {error.todo}"] = None
            return {}

    def provision(self, ref: str, regime: str) -> Passage | None:
        """Return the passage on a provision of a regime, or None where the corpus has none."""
        named = searching.sections_named(self._database, f"section {ref}", "legislation", regime)[:1]
        held = searching.load(self._database, named)
        return held[named[0]].passage if held else None

    # Bringing up to date

    def add(self, paths: Iterable[Path], progress: Progress = say) -> Changes:
        """Take files (and those in folders) into the library as the authority's own.

        A copy without the people who asked goes into the data folder. What cannot be used is skipped and listed.

        Raises:
            SettingsError: the data folder cannot be written.
            LibraryError: another process is writing, or the index was made with another model.
        """
        self._refuse_other_model()
        with only_writer(self._folder, wait=10), TemporaryDirectory() as scratch:
            intake = Intake(self._folder, self._database)
            problems = self._take_in(intake, files_in(paths), Path(scratch), progress)
            done = self._builder.bring_up_to_date(progress)
        asked = tuple(lacks_in_words(name, missing) for name, missing in intake.lacking.items())
        return replace(done, problems=(*problems, *done.problems), asked=asked)

    def describe(self, name: str, said: Mapping[str, str], progress: Progress = say) -> Changes:
        """Take what an officer says of a reply that was added: its authority, date, regime, outcome, sections or status.

        Raises:
            LibraryError: there is no such reply, or another process is writing.
            InputError: a value is none that its field may have.
        """
        with only_writer(self._folder, wait=10):
            Intake(self._folder, self._database).describe(name, said)
            return self._builder.bring_up_to_date(progress)

    def _take_in(self, intake: Intake, paths: Sequence[Path], scratch: Path, progress: Progress) -> list[str]:
        """Put cleaned copies of files into the data folder; return what could not be used, each with why."""
        countdown = Countdown(progress, len(paths), "files")
        problems: list[str] = []
        for number, path in enumerate(paths):
            countdown.at(number)
            here = []
            for offer in offers_of(path, scratch):
                try:
                    if isinstance(offer, InputError):
                        raise offer
                    self._take_back(intake.take(offer))
                except InputError as error:
                    here.append(str(error).replace("\n", " "))
            intake.note_refused(path, here)
            problems += here
        return problems

    def sync(self, progress: Progress = say, *, rebuild: bool = False) -> Changes:
        """Bring the index into line with the files: unchanged ones cost nothing, deleted ones go.

        Args:
            progress: where to say how far it is.
            rebuild: make every vector anew, as after a change of the embedding model.

        Raises:
            LibraryError: another process is writing, or the index was made with another model.
        """
        with only_writer(self._folder, wait=10):
            if rebuild:
                self._vectors.empty()
                self._database.drop_vectors()
                self._database.put("embedding", "")
            self._refuse_other_model()
            return self._builder.bring_up_to_date(progress)

    def remove(self, ids: Sequence[str], progress: Progress = say) -> Changes:
        """Take documents out of the index; the officer's own files of them are deleted.

        Raises:
            LibraryError: there is no document with such an id; nothing is removed then.
        """
        entries = {entry.id: entry for entry in self.documents()}
        unknown = [name for name in ids if name not in entries]
        if unknown:
            raise LibraryError(f"there is no document {', '.join(unknown)}", todo="foi corpus status lists the ids.")
        with only_writer(self._folder, wait=10):
            removed = self._builder.removed() | set(ids)
            self._builder.put_removed(removed)
            for name in {entries[one].file for one in ids}:
                held = {entry.id for entry in entries.values() if entry.file == name}
                if name.startswith("own/") and held <= removed:
                    sources.discard(self._folder / sources.OWN / name.removeprefix("own/"))
                    self._builder.put_removed(self._builder.removed() - held)
                else:
                    self._database.drop_files([name])
            self._builder.bring_up_to_date(progress)
        return Changes(removed=len(set(ids)))

    def documents(self) -> list[Entry]:
        """Return what the index holds, the officer's own first."""
        counted = sa.select(chunks.c.document, sa.func.count().label("chunks")).group_by(chunks.c.document).subquery()
        rows = self._database.rows(
            sa.select(documents, counted.c.chunks)
            .join(counted, counted.c.document == documents.c.id)
            .order_by(documents.c.own.desc(), documents.c.kind.desc(), documents.c.id)
        )
        return [
            Entry(r.id, r.kind, r.title, r.regime, r.date, r.chunks, bool(r.own), bool(r.invented), r.file, r.added)
            for r in rows
        ]

    def own_replies(self) -> list[OwnReply]:
        """Return the past replies that the officer added, with their answers, for the register of releases."""
        rows = self._database.rows(
            sa.select(
                documents.c.id,
                documents.c.title,
                documents.c.date,
                documents.c.authority,
                chunks.c.question,
                chunks.c.answer,
            )
            .join(chunks, chunks.c.document == documents.c.id)
            .where(documents.c.kind == "response", documents.c.own, sa.not_(documents.c.invented))
            .order_by(documents.c.id, chunks.c.place)
        )
        replies: dict[str, OwnReply] = {}
        for r in rows:
            reply = replies.setdefault(r.id, OwnReply(r.id, r.title, r.date, r.authority, ()))
            if r.answer:
                replies[r.id] = replace(reply, parts=(*reply.parts, (r.question, r.answer)))
        return list(replies.values())

    def status(self) -> Status:
        """Return what the index holds and what is wrong with it."""
        files = self._database.known_files()
        problems = [state.problem for state in files.values() if state.problem]
        problems += refused(self._database)
        held, with_vector = self._database.count(chunks), self._database.count(vectors)
        made_with = self._database.get("embedding")
        if made_with and made_with != self._embedding.name:
            problems.append(str(self._other_model(made_with)).replace("\n", " "))
        if with_vector < held:
            problems.append(
                f"{held - with_vector} chunks have no vector and are found by keywords alone. Run: foi corpus sync"
            )
        today = datetime.now(UTC).date()
        bad = tuple((name, state.problem) for name, state in sorted(files.items()) if state.problem)
        return Status(
            tuple(self.documents()),
            bad,
            held,
            with_vector,
            made_with,
            self._database.get("synced"),
            tuple(problems),
            today,
        )

    def _make_ready(self, progress: Progress) -> None:
        """Build what is missing, unless another process is at it or the index is another model's."""
        made_with = self._database.get("embedding")
        if made_with and made_with != self._embedding.name:
            return
        stale = self._database.get("packaged") != self._builder.packaged_state()
        lost = bool(made_with) and not self._vectors.exists()
        if not stale and not lost and self._database.get("dirty") != "1":
            return
        try:
            with only_writer(self._folder):
                self._builder.bring_up_to_date(progress)
        except LibraryError as error:
            self._remarks[f"{error.what}; what it has so far was searched."] = None

    def _refuse_other_model(self) -> None:
        made_with = self._database.get("embedding")
        if made_with and made_with != self._embedding.name:
            raise self._other_model(made_with)

    def _other_model(self, made_with: str) -> OtherModelError:
        return OtherModelError(
            f"the index was made with another embedding model ({made_with}, and this is {self._embedding.name})",
            where=str(self._folder),
            todo="Run: foi corpus sync --rebuild",
        )

    def _take_back(self, path: Path) -> None:
        """A file that is added again is no longer removed."""
        removed = self._builder.removed()
        if removed:
            back = {one.id for one in sources.Source("", path, own=True).read()} & removed
            if back:
                self._builder.put_removed(removed - back)
                self._database.drop_files([f"own/{path.name}"])


__all__ = ["Changes", "Library", "Status"]
