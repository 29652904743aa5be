"""Did you mean: what a message is near to, which nothing is done about until the officer says yes."""

import difflib
import re
from collections.abc import Callable

from assistant.chat.outcomes import outcomes_in, outcomes_near
from assistant.chat.readings import Around, Reading
from assistant.chat.slots import questions_in
from assistant.tools.casefile import Call

# First words of commands, which a slip of the key is measured against.
_VERBS = (
    "undo", "redo", "draft", "redraft", "check", "withhold", "withheld", "refuse", "disclose", "release", "merge", "combine", "split",
    "search", "compare", "explain", "vexatious", "received", "deadline", "worksheet", "precedents", "publish", "question", "section",
)  # fmt: skip
_NOT_SO = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bstop|\bno longer)\s+(?:want to |going to |be |have to |need to )?(?:withh[eo]ld(?:ing)?|refus(?:e|ed|ing)|exempt(?:ed)?)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"^(?:if|what if|when|suppose|why|what|how|who|where|which|has|have|did|does|is|are|was|were|the applicant|they)\b|\b(?:refusing|withholding|disclosing)\b",
    re.IGNORECASE,
)
_WONDERS = re.compile(r"^(?:should|can|could|may|shall|do|would|might|must) (?:we|i) (.+)\?$", re.IGNORECASE)


def nearly(text: str, around: Around, read: Callable[[str, Around], Reading | None]) -> Reading | None:
    """Return what a message may have been meant for, offered; None where it is near to nothing.

    Args:
        text: courtesy folded away.
        around: the case that it is about.
        read: reads a message that is plainly an order.
    """
    words = text.split()
    fixed = [_near(word) for word in words[:6]] + words[6:]
    if fixed != words:
        found = read(" ".join(fixed), around)
        if found and (found.calls or found.offered):
            return Reading(offered=(found.calls or found.offered)[:3])
    if wonders := _WONDERS.match(text):
        calls = outcomes_in(wonders.group(1), around.total, around.tables)
        return Reading(offered=calls) if calls and calls[0].arguments.get("sections") else None
    return _undoing(text, around) or _deciding(text, around)


def _undoing(text: str, around: Around) -> Reading | None:
    if re.match(
        r"^(?:that(?:['’]s| is| was) (?:wrong|not right|not what i (?:meant|said|wanted)|(?:a|my) mistake)|wrong|i did ?n['’]?t mean that|my mistake|un-?merge|un-?split)\W*$",
        text,
        re.IGNORECASE,
    ):
        return Reading(offered=(Call("undo"),))
    named = questions_in(text, around.total)
    if named and re.match(
        r"^(?:undo|revert|reset|take back|scrap)\b|.*\bchanged (?:my|our) mind\b", text, re.IGNORECASE
    ):
        return Reading(offered=(Call("undo"), *_undecided(named.numbers)))
    return None


def _undecided(numbers: tuple[int, ...]) -> tuple[Call, ...]:
    return tuple(Call("set_outcome", {"question": number, "outcome": "undecided"}) for number in numbers[:2])


def _deciding(text: str, around: Around) -> Reading | None:
    """Offer the outcome that a message names beside a question, where it is no order."""
    named = questions_in(text, around.total)
    if not named or len(text) > 160 or _SUPPOSES.search(text):
        return None
    if _NOT_SO.search(text):
        given = tuple(Call("set_outcome", {"question": n, "outcome": "disclosed"}) for n in named.numbers[:1])
        return Reading(offered=(*given, *_undecided(named.numbers[:1])))
    calls = outcomes_near(text, around.total, around.tables)
    return Reading(offered=calls[:3]) if calls else None


def _near(word: str) -> str:
    bare = word.strip(",.;:!?").casefold()
    if len(bare) < 4 or bare in _VERBS or not bare.isalpha():
        return word
    found = difflib.get_close_matches(bare, _VERBS, 1, 0.8)
    # A word that a command's word begins with is that word's own form ("refused", "drafting"), not a slip.
    own_form = found and re.fullmatch(rf"{found[0].rstrip('e')}(?:e?s|e?d|ing|al|er|ment)?", bare)
    return word.casefold().replace(bare, found[0]) if found and not own_form else word
