"""A run that is killed at any moment leaves the old index working, and the next run goes on from there."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from library_corpus import Opener, response

from assistant.library import Library
from assistant.library.database import Database
from assistant.library.embeddings import HashedEmbedding
from assistant.library.intake import Intake
from assistant.library.vectors import Vectors

BIRDS = ("swans", "ducks", "geese", "coots", "grebes", "herons")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Dying:
    """Kills its own process at the so-manieth time that something happens."""

    def __init__(self, times: int) -> None:
        self.left = times

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            _die()


def _add_and_die(data: str, corpus: str, offered: str, moment: str, times: int) -> None:
    dying = _Dying(times)
    write, add, written = Database.write, Vectors.add, Intake._written

    @contextmanager
    def killed_before_commit(self: Database) -> Iterator[object]:
        with write(self) as connection:
            yield connection
            dying.step()

    def killed_between(self, kind, pairs):
        add(self, kind, pairs[:1])
        dying.step()
        add(self, kind, pairs)

    def killed_after_copy(self, name, content):
        copy = written(self, name, content)
        dying.step()
        return copy

    library = Library.open(Path(data), corpus=Path(corpus), embedding=HashedEmbedding(), progress=lambda _: None)
    if moment == "commit":
        Database.write = killed_before_commit  # type: ignore[method-assign,assignment]
    elif moment == "chroma":
        Vectors.add = killed_between  # type: ignore[method-assign]
    else:
        Intake._written = killed_after_copy  # type: ignore[method-assign]
    library.add([Path(offered)], progress=lambda _: None)


@pytest.mark.parametrize(
    ("moment", "times", "why"),
    [
        ("copy", 3, "half of the files are copied and none is indexed"),
        ("commit", 2, "while it is noted what came from where"),
        ("commit", 8, "in the transaction that replaces a file's chunks"),
        ("commit", 11, "some files are indexed and others not"),
        ("commit", 13, "while vectors are written"),
        ("commit", 14, "before the run is marked as done"),
        ("chroma", 1, "half of the vectors are in Chroma"),
    ],
)
def test_killed_at_any_moment(
    open_library: Opener, tmp_path: Path, corpus: Path, moment: str, times: int, why: str
) -> None:
    open_library().close()
    offered = tmp_path / "offered"
    offered.mkdir()
    for bird in BIRDS:
        (offered / f"{bird}.md").write_text(response(bird, "disclosed", [], f"How many {bird}?", "Forty."), "utf-8")
    context = multiprocessing.get_context("spawn")
    writer = context.Process(
        target=_add_and_die, args=(str(tmp_path / "data"), str(corpus), str(offered), moment, times)
    )
    writer.start()
    writer.join(120)
    assert writer.exitcode == -signal.SIGKILL, why
    after = open_library()
    assert after.search("parking fines income")[0].document_id == "parking", why
    assert after.remarks == (), why
    after.add([offered], progress=lambda _: None)
    status = after.status()
    assert {entry.id for entry in status.entries if entry.own} == set(BIRDS), why
    assert (status.problems, status.vectors) == ((), status.chunks), why
    assert after.search("how many herons")[0].document_id == "herons", why
