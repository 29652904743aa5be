"""One sentence that asks several things: “how many …, why …, and how many …”."""

import re
from collections.abc import Iterator

from assistant.request.sentences import held

_BE = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)"
_COUNT = r"how (?:many|much|often|long)\b"
_JOINT = r"(?:\s{0,9}[,;]\s{0,9}|\s{1,9}[–—-]\s{0,9}|\s{1,9})(?:(?:and|also|plus|but)\s{1,9}(?:also\s{1,9})?)?"
_SECOND = re.compile(rf"(?P<joint>{_JOINT})(?P<word>{_COUNT}|what|when|where|why|who|which)(?P<after>\s\w+)?", re.I)
_FIRST = re.compile(
    rf"\b(?:{_COUNT}|what|when|where|why|who|which|the number of|number of|the cost of|the amount)\b", re.I
)
_SERIES = re.compile(
    r"\b(?:know|tell (?:me|us)|state|say|confirm|explain|ask|advise|learn)\s+(?:how|what|when|why|who|where|which)\b",
    re.I,
)
# In a list or table that is asked for, "and how many" is a column of it.
_COLUMNS = re.compile(r"\b(?:lists?|breakdown|table|schedule|details|spreadsheet|register|copy|copies|names)\b", re.I)
_THINGS = re.compile(
    r"\s{0,9};\s{0,9}(?:and\s{1,9})?(?=(?:the|a|an|any|all|copies|cop(?:y|ies)|details|numbers?|names?|how|what|who|when|where|why|which)\b)",
    re.I,
)
_FEWEST = 3
# How far back what a part hangs on is looked for.
_BACK = 600


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the questions in a sentence that asks: it alone, or each part that asks something itself."""
    sentence = held(text[start:end])
    cuts = [*_things(sentence), *_questions(sentence)]
    begun = 0
    for stop, go_on in sorted(cuts):
        if len(sentence[begun:stop].split()) >= _FEWEST and len(sentence[go_on:].split()) >= _FEWEST:
            yield start + begun, start + stop
            begun = go_on
    yield start + begun, end


def _things(sentence: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _THINGS.finditer(sentence)]
    return found if found and (":" in sentence or len(found) > 1) else []


def _questions(sentence: str) -> Iterator[tuple[int, int]]:
    for found in _SECOND.finditer(sentence):
        before = sentence[max(0, found.start() - _BACK) : found.start()]
        first = _FIRST.search(before)
        if not found["joint"].strip() or not first or len(before[first.end() :].split()) < 2 or _COLUMNS.search(before):
            continue
        if _asks_itself(found, before, first):
            yield found.start(), found.start("word")


def _asks_itself(found: re.Match[str], before: str, first: re.Match[str]) -> bool:
    """Tell whether a joined part is a question of its own, and no clause that hangs on a noun."""
    word, after = found["word"].casefold(), (found["after"] or "").strip().casefold()
    if word.startswith("how"):
        return True
    direct = re.fullmatch(_BE, after) is not None
    opens = re.match(r"\W*(?:\w+\W+){0,2}$", before[: first.start()]) is not None
    if word in {"who", "which"}:
        return (bool(_SERIES.search(before)) or (opens and direct)) and not re.search(
            rf"\b{word}\b", before[first.end() :], re.I
        )
    return direct or bool(_SERIES.search(before)) or bool(re.search(r"^\W*(?:please )?(?:know|tell)", before, re.I))
