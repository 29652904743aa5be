"""Words: which of them tell nothing, and the stems of the others."""

import re
from functools import lru_cache

# In most requests, so that they tell nothing of what one asks.
_COMMON = frozenset(
    """
    a about above after all also am an and any are as asked asks at be been being below
    between both but by can copy could date dear did do does doing each et every find
    following for foi freedom from further get give given had has have having held hold how i
    if in include including information into is it its just kind like made make many may me
    more most much my no nor not number of on one or other our out over own per please provide
    provided re regarding regards relating relation request requested requester same say see
    send she should since so some such supply tell than thank that the their them then there
    these they this those through to total under up us use very was we were what when where
    whether which while who whom why will with would write year years yes you your
    """.split()  # noqa: SIM905 - one word a line would fill five screens
)


def is_common(word: str) -> bool:
    """Say whether a word (in lower case) is in most requests, so that it tells nothing of what one asks."""
    return word in _COMMON


def stems(text: str) -> list[str]:
    """Return the words that carry meaning, cut to their stems; for comparing texts, not for showing."""
    words = re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)?", text.lower())
    return [_stem(word) for word in words if word not in _COMMON and (len(word) > 1 or word.isdigit())]


@lru_cache(maxsize=50_000)  # every passage that is found is cut into stems, and most words come again
def _stem(word: str) -> str:
    word = re.sub(r"['\u2019]s?$", "", word)
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word
