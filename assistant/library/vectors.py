"""Nearest vectors, through Chroma: a cache of the vectors in SQLite, which can be deleted.

Past responses and legislation are collections of their own: measured on 50,000 chunks, a query
takes 2 ms, and 65 ms with a filter on the kind (design.md).
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import LibraryError, SettingsError
from assistant.library.passages import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "chroma"
KINDS: tuple[Kind, ...] = ("response", "legislation")
_COLLECTIONS: dict[Kind, str] = {"response": "foi-responses", "legislation": "foi-legislation"}
REBUILD = "Run: foi corpus sync --rebuild"
BATCH = 1000


class OtherModelError(LibraryError):
    """The index was made with another embedding model than this one."""


class BrokenVectorsError(Exception):
    """Chroma's files or server do not work; the caller fills a new one from SQLite or does without."""


class Vectors:
    """The two collections, opened at the first use.

    Args:
        folder: the data folder.
        url: of a Chroma server; embedded in the data folder if None.
        model: the embedding's name, which a collection must have been made with.
        dimension: of its vectors.
    """

    def __init__(self, folder: Path, url: str | None, model: str, dimension: int) -> None:
        self._folder = folder / FOLDER
        self._url = url
        self._marks = {"embedding": model, "dimension": dimension}
        self._client: Any = None
        self._collections: dict[Kind, Any] = {}

    def exists(self) -> bool:
        """Say whether there is something to open, without opening it; of a server that is taken to be so."""
        return bool(self._url) or (self._folder / "chroma.sqlite3").is_file()

    def count(self, kind: Kind) -> int:
        return int(self._call(self._collection(kind).count))

    def ids(self, kind: Kind) -> set[str]:
        found = self._call(self._collection(kind).get, include=[])
        return set(found["ids"])

    def add(self, kind: Kind, pairs: Sequence[tuple[str, "NDArray[np.float32]"]]) -> None:
        collection = self._collection(kind)
        for start in range(0, len(pairs), BATCH):
            part = pairs[start : start + BATCH]
            self._call(collection.upsert, ids=[name for name, _ in part], embeddings=[vector for _, vector in part])

    def remove(self, kind: Kind, ids: Iterable[str]) -> None:
        names = list(ids)
        for start in range(0, len(names), BATCH):
            self._call(self._collection(kind).delete, ids=names[start : start + BATCH])

    def nearest(self, kind: Kind, vector: "NDArray[np.float32]", k: int) -> list[tuple[str, float]]:
        """Return up to k (id, cosine) of the nearest, best first."""
        found = self._call(self._collection(kind).query, query_embeddings=[vector], n_results=k, include=["distances"])
        return [
            (name, 1.0 - float(distance)) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def empty(self) -> None:
        """Throw both collections away, whatever made them."""
        if self._url:
            for name in _COLLECTIONS.values():
                if name in self._names():
                    self._call(self._opened().delete_collection, name)
            self._collections = {}
        else:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _names(self) -> set[str]:
        return {collection.name for collection in self._call(self._opened().list_collections)}

    def _collection(self, kind: Kind) -> Any:  # noqa: ANN401 - Chroma's own type, behind the fence
        if kind not in self._collections:
            collection = self._call(
                self._opened().get_or_create_collection,
                _COLLECTIONS[kind],
                metadata=self._marks,
                configuration={"hnsw": {"space": "cosine", "ef_search": 100}},
                embedding_function=None,
            )
            self._refuse_other(collection)
            self._collections[kind] = collection
        return self._collections[kind]

    def _refuse_other(self, collection: Any) -> None:  # noqa: ANN401
        found = collection.metadata or {}
        if {name: found.get(name) for name in self._marks} != self._marks:
            raise OtherModelError(
                f"the vectors in Chroma were made with {found.get('embedding', 'an unknown model')} "
                f"({found.get('dimension', '?')} dimensions), and this is {self._marks['embedding']} "
                f"({self._marks['dimension']})",
                where=self._url or str(self._folder),
                todo=REBUILD,
            )

    def _opened(self) -> Any:  # noqa: ANN401
        if self._client is None:
            self._client = self._call(_open_server if self._url else _open_folder, self._url or self._folder)
        return self._client

    def close(self) -> None:
        """Let go of Chroma's files. A client that failed to open stays in Chroma's cache unless this clears it."""
        if "chromadb" not in sys.modules:
            return
        from chromadb.api.shared_system_client import SharedSystemClient

        if self._client is not None and not self._url:
            with contextlib.suppress(BrokenVectorsError):
                self._call(self._client.close)
        SharedSystemClient.clear_system_cache()
        self._client, self._collections = None, {}

    def _call(self, function: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call Chroma; its many errors become one.

        A Rust panic in it is no Exception, so everything but a stop by the user is caught.
        """
        try:
            return function(*args, **kwargs)
        except (KeyboardInterrupt, SystemExit, SettingsError, LibraryError):
            raise
        except BaseException as error:
            raise BrokenVectorsError(f"{type(error).__name__}: {error}") from error


def _settings() -> Any:  # noqa: ANN401
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _open_folder(folder: Path) -> Any:  # noqa: ANN401
    settings = _settings()
    import chromadb

    return chromadb.PersistentClient(str(folder), settings=settings)


def _open_server(url: str) -> Any:  # noqa: ANN401
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"FOI_CHROMA_URL is {url!r}", todo="Write it as http://host:8000")
    settings = _settings()
    import chromadb

    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    try:
        return chromadb.HttpClient(host=parts.hostname, port=port, ssl=secure, settings=settings)
    except ValueError:
        raise LibraryError(
            "the Chroma server does not answer",
            where=url,
            todo="Start it, or remove FOI_CHROMA_URL to keep the vectors in the data folder.",
        ) from None
