"""A small corpus of the product's own making, and a library over it with the plain embedding."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_corpus import LAW, RESPONSES, Opener, response

from assistant.library import Library
from assistant.library.embeddings import Embedding, HashedEmbedding


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "responses").mkdir(parents=True)
    for name, fields in RESPONSES.items():
        (folder / "responses" / f"{name}.md").write_text(response(name, *fields), "utf-8")
    for regime, prefix in (("foia", "foia"), ("foisa", "foisa")):
        (folder / "legislation" / regime).mkdir(parents=True)
        for section, (title, parts) in LAW.items():
            body = "".join(f"## {ref}\n\n{text}\n\n" for ref, text in parts.items())
            front = f'id: {prefix}-s{section}\nkind: legislation\ntitle: "{title} ({regime})"\nregime: {regime}\nsection: "{section}"\nsource: https://example.org\nchecked: 2026-11-01\nstatus: verified'
            (folder / "legislation" / regime / f"{prefix}-s{section}.md").write_text(
                f"---\n{front}\n---\n\n{body}", "utf-8"
            )
    return folder


@pytest.fixture
def open_library(tmp_path: Path, corpus: Path) -> Iterator[Opener]:
    """Open libraries over one data folder, as one process after another would."""
    opened: list[Library] = []

    def opener(embedding: Embedding | None = None, **settings: object) -> Library:
        said: list[str] = []
        library = Library.open(
            tmp_path / "data",
            corpus=corpus,
            embedding=embedding or HashedEmbedding(),
            progress=said.append,
            **settings,  # type: ignore[arg-type]
        )
        opened.append(library)
        return library

    yield opener
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Opener) -> Library:
    return open_library()
