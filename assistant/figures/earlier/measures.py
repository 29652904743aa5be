"""What a table counts, in words, and whether two tables count the same.

Words are compared without their endings, and without what every title has: the words for counting, the
names of the dimensions, and the periods.
"""

import re
from collections.abc import Iterable
from typing import Literal

from assistant.figures.earlier.periods import without_periods
from assistant.figures.tables import Table

Likeness = Literal["same", "kin", "other", "unsaid"]
_SAME, _KIN = 1 / 2, 1 / 3
_STOP = frozenset(
    """a about all an and annual annually any are as at been being between by calendar category count counts did do
    does during each end ended ending every figure figures financial following for frequency from gave give given had
    has have headcount held how in into is it its made many month monthly months much n no number numbers occurred of
    on only or our out over people per person persons please provide quarter quarterly quarters q1 q2 q3 q4 record
    recorded records row column split table tables than that the their there these they this those through time to
    total totals type under unit up value values volume was we were what when where which who with within year yearly
    years you your""".split()  # noqa: SIM905 - read as a paragraph
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)


def likeness(one: Table, other: Table) -> Likeness:
    """Tell from their titles whether two tables count the same.

    Returns:
        ``same``: all words, or more than half of them, are shared. ``kin``: one title says what the other says and
        more, or a third is shared, so that it may be the same or a part of it. ``unsaid``: one has no words to tell.
    """
    mine, others = _described(one), _described(other)
    if not mine or not others:
        return "unsaid"
    shares = [(len(a & b) / len(a | b), a <= b or b <= a) for a in mine for b in others]
    if any(share > _SAME for share, _ in shares):
        return "same"
    return "kin" if any(share >= _KIN or part for share, part in shares) else "other"


def _described(table: Table) -> list[frozenset[str]]:
    """Return the words of the title and those of the name of its figures, where they have any of their own."""
    names = frozenset(stem for d in table.dimensions for stem in stems(d.name))
    found = (stems(text) - names for text in (table.title, table.measure))
    return [words for words in found if words]


def stems(text: str) -> frozenset[str]:
    """Return the telling words of a title, without endings."""
    words = re.findall(r"[a-z][a-z'\u2019]+", without_periods(text).casefold())
    return frozenset(_stem(word) for word in _telling(words))


def _telling(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word not in _STOP and word not in _MONTHS)


def _stem(word: str) -> str:
    """Take off what makes a plural, a past or a possessive ("arrests", "arrested", "force's")."""
    word = re.sub(r"['\u2019]s?$", "", word)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word.removesuffix(ending) + instead
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            word = word[:-1]
    word = word.removesuffix("e") if len(word) > 4 else word
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word
