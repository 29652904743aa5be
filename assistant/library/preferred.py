"""The law's own text goes before the digest of the same provision, where an officer fetched it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.library.search import Candidate
from assistant.library.sections import base_of

_AFTER = 0.0001


def text_first(found: Sequence[Candidate]) -> None:
    """Give a provision's text the score of its digest where that is better, and the digest a little less.

    Args:
        found: what a search found; passages are replaced in place.
    """
    texts: dict[tuple[str, str], list[Candidate]] = {}
    for one in found:
        if one.passage.kind == "legislation" and one.passage.own:
            texts.setdefault(_provision(one), []).append(one)
    for digest in found:
        if digest.passage.kind != "legislation" or digest.passage.own:
            continue
        best = max(texts.get(_provision(digest), ()), key=lambda one: one.passage.score, default=None)
        if best is not None and best.passage.score <= digest.passage.score:
            best.passage = replace(best.passage, score=digest.passage.score)
            digest.passage = replace(digest.passage, score=round(digest.passage.score - _AFTER, 4))


def _provision(one: Candidate) -> tuple[str, str]:
    return one.passage.regime, base_of(one.passage.sections[0]) if one.passage.sections else one.passage.id
