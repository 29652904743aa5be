"""The words of a query as the keyword index cuts them, and how rare each is."""

import math
import re
import sqlite3
import threading
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from assistant.library.database import Database
from assistant.library.schema import chunks
from assistant.library.words import is_common

MOST = 16  # terms of one query; the rarest are kept
MATCHES = 10_000  # chunks that the words of a query may match, one with another
FEWEST = 3
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WEIGHT = 0.3  # years and amounts differ between requests that ask for the same


class Terms:
    """Cuts words as FTS5 does, with FTS5 itself, in a database in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._scratch = sqlite3.connect(":memory:", check_same_thread=False)
        self._scratch.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='porter unicode61')")
        self._scratch.execute("CREATE VIRTUAL TABLE cut USING fts5vocab(words, 'instance')")

    def of_query(self, query: str) -> list[str]:
        """Return the stems of a query that carry meaning, the rarest first, at most 16."""
        words = [
            word for word in "".join(c if c.isalnum() else " " for c in query.lower()).split() if not is_common(word)
        ]
        (stems,) = self._cut([" ".join(words)])
        weights = self.weights(sorted(stems))
        return sorted(stems, key=lambda stem: (-weights[stem], stem))[:MOST]

    def telling(self, terms: Sequence[str]) -> list[str]:
        """Return the rarest of the terms, so many that no more than ``MATCHES`` chunks hold them, but three at least.

        In a large library the commonest words of a question match nearly everything: they take long and tell little.
        """
        held = self._held(terms)
        kept: list[str] = []
        matches = 0
        for term in sorted(terms, key=lambda one: held.get(one, 0)):
            matches += held.get(term, 0)
            if matches > MATCHES and len(kept) >= FEWEST:
                break
            kept.append(term)
        return kept

    def _held(self, terms: Sequence[str]) -> dict[str, int]:
        asked = sa.text("SELECT term, doc FROM library_terms WHERE term IN :terms").bindparams(
            sa.bindparam("terms", expanding=True)
        )
        return {row.term: row.doc for row in self._database.rows(asked, {"terms": list(terms)})} if terms else {}

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how much each term tells: the rarer in the library, the more; one that is nowhere tells most."""
        if not terms:
            return {}
        # The last row's number is the count or somewhat more, and is known without counting.
        total = int(self._database.rows(sa.select(sa.func.max(chunks.c.row)))[0][0] or 0)
        held = self._held(terms)
        return {
            term: math.log(1 + (total + 1) / (held.get(term, 0) + 0.5)) * (_NUMBER_WEIGHT if term.isdigit() else 1.0)
            for term in terms
        }

    def shares(self, terms: Sequence[str], texts: Sequence[str]) -> list[float]:
        """Return for each text the share of the terms that it has, by weight: 0 to 1."""
        weights = self.weights(terms)
        whole = sum(weights.values())
        if not whole:
            return [0.0 for _ in texts]
        return [sum(_of(weights, terms, stems)) / whole for stems in self._cut(_alike(terms, texts))]

    def _cut(self, texts: Sequence[str]) -> list[set[str]]:
        found: list[set[str]] = [set() for _ in texts]
        with self._lock:
            self._scratch.executemany("INSERT INTO words(rowid, body) VALUES (?, ?)", list(enumerate(texts, 1)))
            for row, term in self._scratch.execute("SELECT doc, term FROM cut"):
                found[row - 1].add(term)
            self._scratch.execute("DELETE FROM words")
            self._scratch.commit()
        return found


def _alike(terms: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return of each text the words that may have one of the terms for a stem: Porter's stemmer leaves the first letters alone."""
    starts = {term[:2] for term in terms}
    return [
        " ".join({word for word in _WORD.findall(text.lower()) if word[:2] in starts or not word.isascii()})
        for text in texts
    ]


def _of(weights: Mapping[str, float], terms: Sequence[str], stems: set[str]) -> list[float]:
    return [weights[term] for term in terms if term in stems]
