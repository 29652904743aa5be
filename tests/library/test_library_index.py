"""The index: built once, unchanged files cost nothing, and what is broken is mended or named."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from library_corpus import Opener, response

from assistant.errors import LibraryError, SettingsError
from assistant.library import Library
from assistant.library.database import Database
from assistant.library.embeddings import HashedEmbedding
from assistant.library.lock import only_writer


class Counting(HashedEmbedding):
    """Counts what it is asked to embed."""

    def __init__(self, dimension: int = 1024) -> None:
        super().__init__(dimension)
        self.asked: list[str] = []

    def encode(self, texts, progress=None):
        self.asked += texts
        return super().encode(texts, progress)


def quiet(_: str) -> None:
    return


def test_it_builds_itself_on_first_use_and_then_does_nothing(open_library: Opener) -> None:
    first, second = Counting(), Counting()
    built = open_library(first)
    assert len(built.documents()) == 13
    assert len(first.asked) == built.status().chunks == built.status().vectors
    assert built.version
    again = open_library(second)
    changes = again.sync(quiet)
    assert (changes.done, changes.unchanged, changes.embedded, second.asked) == (0, 13, 0, [])


def test_only_what_changed_is_read_and_embedded_again(open_library: Opener, corpus: Path) -> None:
    open_library()
    path = corpus / "responses" / "parking.md"
    path.write_text(path.read_text("utf-8").replace("every month", "every week"), "utf-8")
    (corpus / "responses" / "tasers.md").unlink()
    (corpus / "responses" / "swans.md").write_text(
        response("swans", "disclosed", [], "How many swans?", "Forty."), "utf-8"
    )
    embedding = Counting()
    library = open_library(embedding)
    ids = {entry.id for entry in library.documents()}
    assert "tasers" not in ids
    assert "swans" in ids
    # The two chunks of each of the two documents: a change replaces all of its document's chunks.
    assert len(embedding.asked) == 4
    assert "every week" in library.search("parking fines income")[0].answer
    assert not [p for p in library.search("tasers drawn under 18") if p.document_id == "tasers"]


def test_a_touched_file_with_the_same_words_costs_no_embedding(open_library: Opener, corpus: Path) -> None:
    open_library()
    os.utime(corpus / "responses" / "parking.md", (1, 1))
    embedding = Counting()
    open_library(embedding)
    assert embedding.asked == []


def test_an_index_of_another_model_is_refused_and_can_be_rebuilt(open_library: Opener) -> None:
    open_library(HashedEmbedding())
    other = open_library(HashedEmbedding(128))
    for refused in (lambda: other.search("parking"), lambda: other.sync(quiet), lambda: other.neighbours("parking")):
        with pytest.raises(LibraryError, match="--rebuild"):
            refused()
    assert any("--rebuild" in problem for problem in other.status().problems)
    other.sync(quiet, rebuild=True)
    assert other.search("parking fines income")[0].document_id == "parking"


@pytest.mark.parametrize("harm", ["delete", "garbage"])
def test_chroma_is_filled_again_from_the_database(open_library: Opener, tmp_path: Path, harm: str) -> None:
    open_library().close()
    folder = tmp_path / "data" / "chroma"
    if harm == "delete":
        shutil.rmtree(folder)
    else:
        (folder / "chroma.sqlite3").write_bytes(b"no database" * 200)
    embedding = Counting()
    library = open_library(embedding)
    assert library.search("parking fines income")[0].document_id == "parking"
    assert library.remarks == ()
    assert embedding.asked == ["parking fines income"]


def test_a_dirty_mark_is_repaired_at_the_next_open(open_library: Opener, tmp_path: Path) -> None:
    library = open_library()
    library.close()
    with sqlite3.connect(tmp_path / "data" / "foi.db") as connection:
        connection.execute("DELETE FROM library_vectors WHERE id LIKE 'parking-%'")
        connection.execute("UPDATE library_meta SET value = '1' WHERE name = 'dirty'")
    embedding = Counting()
    mended = open_library(embedding)
    assert len(embedding.asked) == 2
    assert mended.status().vectors == mended.status().chunks


def _sync_slowly(data: str, corpus: str, started: "multiprocessing.synchronize.Event") -> None:
    class Slow(HashedEmbedding):
        def encode(self, texts, progress=None):
            started.set()
            time.sleep(60)
            return super().encode(texts, progress)

    Library.open(Path(data), corpus=Path(corpus), embedding=Slow(), progress=quiet)


def test_a_killed_sync_leaves_a_library_that_works_and_goes_on(
    open_library: Opener, tmp_path: Path, corpus: Path
) -> None:
    open_library().close()
    (corpus / "responses" / "swans.md").write_text(
        response("swans", "disclosed", [], "How many swans?", "Forty."), "utf-8"
    )
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_sync_slowly, args=(str(tmp_path / "data"), str(corpus), started))
    writer.start()
    try:
        assert started.wait(60)
        # Another process is writing: this one searches what there is.
        reader = open_library()
        assert reader.search("parking fines income")[0].document_id == "parking"
        with pytest.raises(LibraryError, match="another process"), only_writer(tmp_path / "data"):
            pass
        reader.close()
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    after = open_library()
    assert after.search("how many swans")[0].document_id == "swans"
    assert after.status().problems == ()


def test_without_the_model_search_goes_by_keywords_and_says_so(open_library: Opener) -> None:
    class Missing(HashedEmbedding):
        def encode(self, texts, progress=None):  # noqa: ARG002 - as the protocol has it
            raise LibraryError(f"the embedding model is missing for {len(texts)}", todo="Install it.")

    library = open_library(Missing())
    assert library.search("parking fines income")[0].document_id == "parking"
    assert "keywords alone" in library.remarks[0]
    assert library.status().vectors == 0
    mended = open_library()
    mended.sync(quiet)
    assert mended.status().vectors == mended.status().chunks
    assert mended.remarks == ()


@pytest.mark.parametrize(
    ("url", "says"),
    [("postgresql://localhost/foi", "SQLite only"), ("nonsense", "not a database URL")],
)
def test_a_database_that_is_not_supported_is_named(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Database.open(tmp_path, url)


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(SettingsError, match="FOI_DATA") as raised:
        Database.open(tmp_path / "file" / "data", None)
    assert "file/data" in str(raised.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "foi.db").write_bytes(b"not a database, but long enough to look at" * 50)
    with pytest.raises(LibraryError, match=r"foi\.db"):
        Database.open(tmp_path, None)


def test_an_unknown_id_removes_nothing(library: Library) -> None:
    with pytest.raises(LibraryError, match="nobody"):
        library.remove(["parking", "nobody"])
    assert "parking" in {entry.id for entry in library.documents()}


def test_status_tells_what_is_there(library: Library) -> None:
    status = library.status()
    words = status.in_words()
    assert "13 documents (7 past responses, 6 of law; 0 your own)" in words
    assert "invented" in words
    assert status.as_json()["problems"] == []
