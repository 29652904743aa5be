"""The results of a search for a person to read, with what their scores are made of where that is asked for."""

import re
from collections.abc import Iterator, Sequence

from assistant.errors import InputError
from assistant.law.refs import normalise_ref
from assistant.library.documents import OUTCOMES
from assistant.library.filters import Filters
from assistant.library.search import Candidate

_DAY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def read_filters(
    *, regime: str, authority_type: str, outcome: str, section: str, since: str, until: str, own: bool | None
) -> Filters:
    """Return the filters that an officer wrote.

    Raises:
        InputError: a date or an outcome is not one.
    """
    for name, value in (("--since", since), ("--until", until)):
        if value and not _DAY.fullmatch(value):
            raise InputError(f"{value!r} is not a date", where=name, todo="Write 2024, 2024-05 or 2024-05-01.")
    if outcome and outcome not in OUTCOMES:
        todo = f"Write one of: {', '.join(sorted(OUTCOMES))}."
        raise InputError(f"there is no outcome {outcome!r}", where="--outcome", todo=todo)
    ref = re.sub(r"(?i)^\s*(?:section|regulation|reg|s|r)\b\.?\s*", "", section)
    return Filters(regime, authority_type, outcome, normalise_ref(ref) if ref else "", since, until, own)


def as_json(one: Candidate) -> dict[str, object]:
    """Return the contract's object of a result, with an added field of what its score is made of."""
    made = {
        "keyword_rank": one.keyword_rank,
        "vector_rank": one.vector_rank,
        "section_rank": one.section_rank,
        "fused": round(one.fused, 4),
        "cosine": round(one.cosine, 4),
        "share_of_words": round(one.share, 4),
    }
    return {**one.passage.as_json(), "explain": made}


def lines(results: Sequence[Candidate], *, explain: bool) -> Iterator[str]:
    """Yield the lines that show the results."""
    for number, one in enumerate(results, 1):
        passage = one.passage
        own = passage.own and passage.kind == "response"
        whose = ", your own" if own else f", {passage.authority}" if passage.authority else ""
        yield f"{number}. {passage.title} ({passage.kind}{whose})  {passage.score:.2f}"
        about = ". ".join(part for part in (passage.age, *passage.changes) if part)
        yield f"   {passage.locator}  [{passage.id}]" + (f"  {about}" if about else "")
        if explain:
            yield f"   {_made_of(one)}"
        yield f"   {' '.join(passage.text.split())[:300]}"
    if not results:
        yield "Nothing found."


def _made_of(one: Candidate) -> str:
    ranks = (("keywords", one.keyword_rank), ("meaning", one.vector_rank))
    placed = ", ".join(f"{name} {f'rank {rank}' if rank else 'not listed'}" for name, rank in ranks)
    if one.section_rank:
        placed += f", provision named rank {one.section_rank}"
    return f"{placed}; fused {one.fused:.3f}, cosine {one.cosine:.2f}, share of the words {one.share:.2f}"
