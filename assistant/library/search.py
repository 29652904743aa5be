"""Search by words and by meaning, fused by rank, with a floor under which nothing is found.

Words: SQLite's BM25. Meaning: the nearest vectors. The two lists are fused by reciprocal rank (Cormack, Clarke and
Büttcher, 2009), and weighed by how like the query each passage is. A query that names a provision finds the digest of that
provision first. Whether there is anything to find is asked of the query as a whole: of its best passage.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from assistant.library.database import Database, widened
from assistant.library.filters import Filters
from assistant.library.passages import Kind, Passage
from assistant.library.schema import chunks, documents, references
from assistant.library.sections import base_of, refs_in
from assistant.library.terms import Asked, Terms
from assistant.library.vectors import KINDS

Where = Literal["all", "responses", "legislation"]
CANDIDATES = 60  # of each list, before fusion
OVER = 8  # so many times more are ranked by words before those of another kind are left out
# Of reciprocal rank fusion; 60 as published, and 10 found more on evals/benchmarks/library.py, as did the shares below.
RANK_DAMPING = 10
BY_RANK = 0.1
BY_WORDS = 0.55
# A query whose best passage is below both has nothing to find; set on questions of both kinds (evals/benchmarks/library.py).
LEAST_COSINE = 0.28
LEAST_SHARE = 0.5
# Below both, a passage is left out of a list in which others stand.
WEAK_COSINE = 0.2
WEAK_SHARE = 0.3
# Without vectors, a long question shares fewer of its many words even with its own answer.
LEAST_SHARE_OF_MANY = 0.25
MANY_WORDS = 6
# Of a reply that is found by its request and by an answer alike, the answer is of more use.
WITHOUT_ANSWER = 0.9

KINDS_OF: Mapping[Where, tuple[Kind, ...]] = {
    "all": KINDS,
    "responses": ("response",),
    "legislation": ("legislation",),
}
_WORDS = sa.table("library_words", sa.column("rowid", sa.Integer))
_MATCH = sa.text("library_words MATCH :query")
_PLACE = sa.text("bm25(library_words, 2.0, 2.0, 1.0)")
_KEYWORDS_AMONG = sa.text("""
    SELECT library_words.rowid AS row, chunk.id AS id
    FROM library_words JOIN library_chunks AS chunk ON chunk.row = library_words.rowid
    WHERE library_words MATCH :query AND +library_words.rowid IN (SELECT value FROM json_each(:rows))
    ORDER BY bm25(library_words, 2.0, 2.0, 1.0) LIMIT :limit
""")


@dataclass(slots=True)
class Candidate:
    """A chunk on its way through a search; what ``explain`` would show."""

    passage: Passage
    words: str
    keyword_rank: int | None = None
    vector_rank: int | None = None
    section_rank: int | None = None
    cosine: float = 0.0
    share: float = 0.0

    @property
    def fused(self) -> float:
        """Reciprocal rank fusion, 1 where it is first in both lists."""
        ranks = (self.keyword_rank, self.vector_rank)
        return sum((RANK_DAMPING + 1) / (RANK_DAMPING + rank) for rank in ranks if rank) / len(ranks)

    @property
    def named(self) -> bool:
        """The query names the provision that this digests."""
        return self.section_rank is not None and self.passage.kind == "legislation"

    def score(self, *, by_meaning: bool) -> float:
        """How well it fits, 0 to 1: by likeness above all, so that a poor best is not called good."""
        likeness = BY_WORDS * self.share + (1 - BY_WORDS) * self.cosine if by_meaning else self.share
        fused = self.fused if by_meaning else min(1.0, 2 * self.fused)
        return round(min(1.0, max(0.0, BY_RANK * fused + (1 - BY_RANK) * likeness)), 4)


def nearest_by_words(
    database: Database, queries: Sequence[str], kind: Kind, wanted: Filters, k: int, among: Sequence[int] | None = None
) -> list[str]:
    """Return ids of the chunks that BM25 puts first.

    Args:
        database: to look in.
        queries: of FTS5, the next for where the one before finds fewer than k.
        kind: of the chunks.
        wanted: what else they must be.
        k: at most so many.
        among: the row numbers of all that are wanted, where these are few.
    """
    found: list[str] = []
    for query in filter(None, queries):
        found = _matching(database, query, kind, wanted, k) if among is None else _among(database, query, k, among)
        if len(found) >= k:
            break
    return found


def _among(database: Database, query: str, k: int, rows: Sequence[int]) -> list[str]:
    found = database.rows(_KEYWORDS_AMONG, {"query": query, "rows": json.dumps(list(rows)), "limit": k})
    return [row.id for row in found]


def _matching(database: Database, query: str, kind: Kind, wanted: Filters, k: int) -> list[str]:
    """Look among the best of all first: to look up the document of every match takes most of the time in a large library."""
    fitting = sa.and_(documents.c.kind == kind, *wanted.clauses())
    best = sa.select(_WORDS.c.rowid.label("row"), sa.literal_column(_PLACE.text).label("place")).where(_MATCH)
    first = best.order_by(sa.text("place")).limit(OVER * k).subquery()
    joined = first.join(chunks, chunks.c.row == first.c.row).join(documents, documents.c.id == chunks.c.document)
    quick = sa.select(chunks.c.id, fitting.label("fits")).select_from(joined).order_by(first.c.place)
    rows = database.rows(quick, {"query": query})
    found = [row.id for row in rows if row.fits]
    if len(found) >= k or len(rows) < OVER * k:
        return found[:k]
    every = _WORDS.join(chunks, chunks.c.row == _WORDS.c.rowid).join(documents, documents.c.id == chunks.c.document)
    whole = sa.select(chunks.c.id).select_from(every).where(_MATCH, fitting).order_by(_PLACE).limit(k)
    return [row.id for row in database.rows(whole, {"query": query})]


def load(database: Database, ids: Sequence[str]) -> dict[str, Candidate]:
    """Return the chunks with their documents, by id; an id that has gone is left out."""
    found: dict[str, Candidate] = {}
    columns = [column for column in documents.c if column.name not in {"id", "kind", "sections"}]
    statement = sa.select(chunks, *columns).join(documents, documents.c.id == chunks.c.document)
    for start in range(0, len(ids), 500):
        for row in database.rows(statement.where(chunks.c.id.in_(ids[start : start + 500]))):
            found[row.id] = Candidate(_passage(row), f"{row.title} {row.text}")
    return found


def _passage(row: sa.Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        document_id=row.document,
        kind=row.kind,
        title=row.title,
        locator=row.locator,
        text=row.text,
        score=0.0,
        date=row.date,
        authority=row.authority,
        sections=tuple(row.sections),
        regime=row.regime,
        outcome=row.outcome,
        url=row.url,
        own=bool(row.own),
        invented=bool(row.invented),
        question=row.question,
        answer=row.answer,
        authority_type=row.authority_type,
        status=row.status,
    )


def sections_named(database: Database, query: str, kind: Kind, regime: str) -> list[str]:
    """Return ids of the chunks on the provisions that the query names, the most exact first."""
    found: list[str] = []
    preferred = regime or _act_of(query)
    for ref in refs_in(query):
        wanted = [ref, *(part for part in widened(ref) if part != ref)]
        statement = (
            sa.select(
                chunks.c.id,
                chunks.c.sections,
                chunks.c.place,
                documents.c.regime,
                documents.c.date,
                documents.c.own,
                references.c.ref,
            )
            .join(chunks, chunks.c.row == references.c.row)
            .join(documents, documents.c.id == chunks.c.document)
            .where(references.c.ref.in_(wanted), references.c.kind == kind)
        )
        rows = [row for row in database.rows(statement) if not regime or row.regime in {regime, ""}]
        rows.sort(key=lambda row: row.date, reverse=True)
        rows.sort(key=lambda row: _nearness(ref, row, kind, preferred))
        found += [row.id for row in rows if kind == "legislation" or row.ref == ref][:CANDIDATES]
    return list(dict.fromkeys(found))


def _nearness(ref: str, row: sa.Row[Any], kind: Kind, preferred: str) -> tuple[bool, bool, int, bool, int]:
    # A part of the provision in the Act that is meant goes before the very number in another Act, and the text of the law
    # that an officer fetched before the digest of the same.
    distance = _distance(ref, row, kind)
    return (distance > 1, row.regime != preferred, distance, kind == "legislation" and not row.own, row.place)


def _distance(ref: str, row: sa.Row[Any], kind: Kind) -> int:
    """0: on that very provision; 1: on a part of it; 2: on what it is part of; 3: of the same section only."""
    if kind == "response":
        return 0 if ref in row.sections else 1
    own = row.sections[0] if row.sections else ""
    if own == ref:
        return 0
    if own.startswith(ref + "("):
        return 1
    return 2 if ref.startswith(own) and own != base_of(ref) else 3


def _act_of(query: str) -> str:
    """Return the regime that a query names, by default the Act of 2000."""
    if re.search(r"(?i)\bfoisa\b|scot(land|tish)", query):
        return "foisa"
    if re.search(r"(?i)\beirs?\b|\breg(ulation)?s?\b|\bexception|environmental information", query):
        return "eir"
    return "foia"


def fuse(
    found: Mapping[str, Candidate], keyword: Sequence[str], vector: Iterable[tuple[str, float]], section: Sequence[str]
) -> list[Candidate]:
    """Set each candidate's ranks, and return them with the best first."""
    for rank, name in enumerate(keyword, 1):
        if name in found:
            found[name].keyword_rank = rank
    for rank, (name, cosine) in enumerate(vector, 1):
        if name in found:
            found[name].vector_rank, found[name].cosine = rank, cosine
    for rank, name in enumerate(section, 1):
        if name in found:
            found[name].section_rank = rank
    return list(found.values())


def weigh(candidates: Iterable[Candidate], asked: Asked, terms: Terms) -> None:
    """Set for each candidate the share of the query's words, weighted by rarity, that it has."""
    listed = list(candidates)
    for candidate, share in zip(listed, terms.shares(asked, [one.words for one in listed]), strict=True):
        candidate.share = share


def floor(terms: Sequence[str], *, by_meaning: bool) -> float:
    """Return the share of the query's words from which a passage is relevant, if not by its meaning."""
    return LEAST_SHARE if by_meaning or len(terms) < MANY_WORDS else LEAST_SHARE_OF_MANY


def above_floor(candidates: Sequence[Candidate], least_share: float) -> list[Candidate]:
    """Return the candidates that bear on the query; none where even the best do not, but for a provision that it names."""
    found = any(one.cosine >= LEAST_COSINE or one.share >= least_share for one in candidates)
    return [
        one
        for one in candidates
        if one.section_rank or (found and (one.cosine >= WEAK_COSINE or one.share >= min(WEAK_SHARE, least_share)))
    ]


def placed(one: Candidate, *, by_meaning: bool) -> Candidate:
    """Return the candidate with the score that it is placed by."""
    return replace(one, passage=replace(one.passage, score=_score(one, by_meaning=by_meaning)))


def _score(one: Candidate, *, by_meaning: bool) -> float:
    score = one.score(by_meaning=by_meaning)
    if one.passage.kind == "response" and not one.passage.answer:
        score = round(WITHOUT_ANSWER * score, 4)
    if one.named and one.section_rank:
        return max(0.8, 1.0 - 0.002 * (one.section_rank - 1))
    if one.section_rank:
        # A past reply that cites the provision is a find, if not the provision itself.
        return round(max(score, 0.3) + 0.2 * (1 - score) * RANK_DAMPING / (RANK_DAMPING + one.section_rank), 4)
    return score


def best_of(candidates: Iterable[Candidate], k: int, *, each: bool) -> list[Candidate]:
    """Return the best first, one a document unless ``each``.

    A provision that the query names comes before all else, with every part of it.
    """
    found: list[Candidate] = []
    seen: set[str] = set()
    for one in sorted(candidates, key=lambda one: (-one.passage.score, one.passage.id)):
        if one.passage.document_id in seen and not each and not one.named:
            continue
        seen.add(one.passage.document_id)
        found.append(one)
    return found[:k]


__all__ = [
    "Candidate",
    "Passage",
    "Where",
    "above_floor",
    "best_of",
    "floor",
    "fuse",
    "load",
    "nearest_by_words",
    "placed",
    "sections_named",
    "weigh",
]
