"""Did a model keep the rules that the prompts give it? Read in what it said, whatever the program then made of it.

The program refuses most of what breaks a rule, so that a letter shows little of a worse prompt; this shows it.
"""

import json
import re
from collections.abc import Iterator, Sequence

from evals.scorers.english import english_faults
from evals.scorers.grounding import cites_nothing
from evals.scorers.law import cited, exists
from evals.scorers.plain import plain
from evals.scorers.reader import claims

# A paragraph shorter than this leaves its question unanswered.
_SHORTEST = 6


def rule_faults(said: Sequence[str], regime: str) -> list[str]:
    """Return which rules the replies of a model break.

    Args:
        said: each reply: an object of named paragraphs, an answer with keys of its sources, or the call of a tool.
        regime: whose provisions it may cite.
    """
    return list(dict.fromkeys(_all_faults(said, regime)))


def _all_faults(said: Sequence[str], regime: str) -> Iterator[str]:
    called = False
    for reply in said:
        named = _named(reply)
        if named and isinstance(named.get("tool", named.get("name")), str):
            called = True
            continue
        # After a tool has spoken there may be nothing left to say.
        parts = [one for one in _parts(reply, named) if not (one[1] and called and len(one[0].split()) < _SHORTEST)]
        for text, answer in parts:
            yield from _faults(text, regime, answer=answer)
        # How long sentences are on average is told of a whole reply: one of its paragraphs may be a single sentence.
        yield from _tone("\n\n".join(text for text, _ in parts))


def _named(reply: str) -> dict[str, object] | None:
    """Return the object that a reply is, or None."""
    try:
        # The program takes line ends within a string, and what follows the object is not read.
        named, _ = json.JSONDecoder(strict=False).raw_decode(reply[reply.find("{") :]) if "{" in reply else (None, 0)
    except ValueError:
        return None
    return named if isinstance(named, dict) else None


def _parts(reply: str, named: dict[str, object] | None) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a reply, each with whether it is an answer, which has to cite its sources."""
    if named and named.keys() != {"answer"}:
        yield from ((str(text), False) for text in named.values())
        return
    answer = str(named["answer"]) if named else reply
    if "NOT FOUND" not in answer:
        yield answer, True


def _faults(text: str, regime: str, *, answer: bool) -> Iterator[str]:
    words = re.sub(r"\[S\d{1,2}\]", "", plain(text))
    if len(words.split()) < _SHORTEST:
        yield "leaves something unwritten"
        return
    if any(claim.exact or claim.share for claim in claims(words)):
        yield "says how many"
    if any(not exists(ref, regime) for ref in cited(words, regime)):
        yield "cites a provision that does not exist"
    if answer and cites_nothing(text):
        yield "makes a claim and cites nothing"


def _tone(text: str) -> Iterator[str]:
    words = re.sub(r"\[S\d{1,2}\]", "", plain(text))
    if len(words.split()) < _SHORTEST:
        return
    tone = [fault for fault in english_faults(words) if "speak to its reader" not in fault]
    if tone:
        yield f"does not write plainly: it {tone[0]}"
