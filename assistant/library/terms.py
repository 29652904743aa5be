"""The words of a query as the keyword index cuts them, and how rare each is."""

import math
import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

import sqlalchemy as sa

from assistant.library.database import Database
from assistant.library.schema import chunks
from assistant.library.words import is_common

MOST = 16  # terms of one query; the rarest are kept
MATCHES = 10_000  # chunks that the words of a query may match, one with another
FEWEST = 3
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WEIGHT = 0.3  # years and amounts differ between requests that ask for the same


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query.

    Attributes:
        stems: those that carry meaning, the rarest first, at most 16.
        held: how many chunks hold each; one that none holds is left out.
        weights: how much each tells: the rarer in the library, the more; one that is nowhere tells most.
    """

    stems: tuple[str, ...]
    held: Mapping[str, int]
    weights: Mapping[str, float]

    def telling(self) -> tuple[str, ...]:
        """Return the rarest of the stems, so many that no more than ``MATCHES`` chunks hold them, but three at least.

        In a large library the commonest words of a question match nearly everything: they take long and tell little.
        """
        return tuple(stem for at, (stem, within) in enumerate(self._by_rarity()) if within or at < FEWEST)

    def queries(self) -> tuple[str, ...]:
        """Return what to look for, in the words of FTS5: the second only where the first finds too few.

        Where even the three rarest stems are common, two of them together: what holds only one would come after.
        """
        telling, within = self.telling(), {stem for stem, held in self._by_rarity() if held}
        if within.issuperset(telling):
            return (any_of(telling),)
        together = [f"({_quoted(one)} AND {_quoted(other)})" for one, other in combinations(telling, 2)]
        rare = [_quoted(stem) for stem in telling if stem in within]
        return (" OR ".join([*rare, *together]), any_of(telling)) if together else (any_of(telling),)

    def _by_rarity(self) -> list[tuple[str, bool]]:
        """Return the stems, the rarest first, and whether those so far are within ``MATCHES``."""
        ranked = sorted(self.stems, key=lambda one: self.held.get(one, 0))
        so_far = accumulate(self.held.get(one, 0) for one in ranked)
        return [(stem, held <= MATCHES) for stem, held in zip(ranked, so_far, strict=True)]


def any_of(stems: Iterable[str]) -> str:
    """Return a query of FTS5 for what holds any of the stems; empty where there are none."""
    return " OR ".join(map(_quoted, stems))


def _quoted(stem: str) -> str:
    return '"' + stem.replace('"', "") + '"'


class Terms:
    """Cuts words as FTS5 does, with FTS5 itself, in a database in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._scratch = sqlite3.connect(":memory:", check_same_thread=False)
        self._scratch.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='porter unicode61')")
        self._scratch.execute("CREATE VIRTUAL TABLE cut USING fts5vocab(words, 'instance')")

    def of_query(self, query: str) -> Asked:
        """Return the stems of a query that carry meaning, with how rare each is."""
        words = [
            word for word in "".join(c if c.isalnum() else " " for c in query.lower()).split() if not is_common(word)
        ]
        (stems,) = self._cut([" ".join(words)])
        held = self._held(sorted(stems))
        weights = self._weights(stems, held)
        kept = tuple(sorted(stems, key=lambda stem: (-weights[stem], stem))[:MOST])
        return Asked(kept, {stem: held[stem] for stem in kept if stem in held}, {stem: weights[stem] for stem in kept})

    def _held(self, stems: Sequence[str]) -> dict[str, int]:
        asked = sa.text("SELECT term, doc FROM library_terms WHERE term IN :terms").bindparams(
            sa.bindparam("terms", expanding=True)
        )
        return {row.term: row.doc for row in self._database.rows(asked, {"terms": list(stems)})} if stems else {}

    def _weights(self, stems: Iterable[str], held: Mapping[str, int]) -> dict[str, float]:
        # The last row's number is the count or somewhat more, and is known without counting.
        total = int(self._database.rows(sa.select(sa.func.max(chunks.c.row)))[0][0] or 0)
        return {
            stem: math.log(1 + (total + 1) / (held.get(stem, 0) + 0.5)) * (_NUMBER_WEIGHT if stem.isdigit() else 1.0)
            for stem in stems
        }

    def shares(self, asked: Asked, texts: Sequence[str]) -> list[float]:
        """Return for each text the share of the query's stems that it has, by weight: 0 to 1."""
        whole = sum(asked.weights.values())
        if not whole:
            return [0.0 for _ in texts]
        cut = self._cut(_alike(asked.stems, texts))
        return [sum(asked.weights[stem] for stem in asked.stems if stem in stems) / whole for stems in cut]

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
