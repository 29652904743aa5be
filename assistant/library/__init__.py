"""Past responses and the law: the corpus, its index, search, and suggestions drawn from it.

The only package that knows chromadb and sentence-transformers. SQLite holds the truth (documents,
chunks, their vectors); Chroma is a cache that can be deleted and is filled again from SQLite.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.library.index import Changes, Library, Status

__all__ = ["Changes", "Library", "Status"]


def __getattr__(name: str) -> object:
    # A stage that needs only the type Passage must not pay for SQLAlchemy.
    if name in __all__:
        from assistant.library import index

        return getattr(index, name)
    raise AttributeError(name)
