"""Whether a sentence rests on the passages that it cites, as far as words show.

A sentence is kept where most of its words of content stand in what it cites, and every number, provision and name of it
does. That a sentence turns a passage round is seen only where it denies and the passage denies nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.law.citations import find_citations, normalise_ref

KEY = re.compile(r"\[S(\d{1,2})\]")
LEAST = 0.5
_FEW = 3  # with so few words of content, all must stand there
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*(?:[.!?]+(?:[\"”')]*)(?:\s*\[S\d{1,2}\])*|(?=\n)|$)(?:\s*\[S\d{1,2}\])*[.]?"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][a-z]{2,}(?:\s+(?:of the |of |and )?[A-Z][a-z]+)*|\b[A-Z]{2,}\b")
_DENIES = re.compile(
    r"\b(?:not|never|no|none|nor|neither|cannot|without|unless|except|exempt\w*|refus\w*|withh\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_FUNCTION = frozenset([
    "the", "and", "for", "that", "this", "with", "from", "are", "was", "were", "has", "have", "had", "not", "but", "they",
    "them", "their", "there", "these", "those", "which", "what", "when", "where", "who", "whom", "whose", "will", "would",
    "shall", "should", "can", "could", "may", "might", "must", "does", "did", "you", "your", "our", "its", "his", "her", "she",
    "him", "any", "all", "some", "such", "than", "then", "also", "into", "only", "other", "more", "most", "over", "under",
    "about", "been", "being", "each", "one", "two", "say", "says", "said", "state", "states", "stated", "provide", "provides",
    "provided", "passage", "according", "means", "mean", "explain", "explains", "includes", "including", "whether",
    "authority", "authorities", "public", "information", "request", "requests", "applicant", "act", "section", "regulation",
    "officer", "cover", "covers", "covered", "apply", "applies", "applied", "concern", "concerns", "relate", "relates", "deal",
    "deals",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, with the places of the passages that it cites."""

    text: str
    keys: tuple[int, ...]


def supported(answer: str, passages: Sequence[str]) -> str:
    """Return an answer without the sentences that what they cite does not support; "" where none is left.

    Args:
        answer: with the keys of passages, [S1], [S2] …, after each claim; a sentence without one rests on the next of its paragraph.
        passages: the words of each, with its title, in the order of the keys.
    """
    paragraphs = []
    for paragraph in answer.split("\n"):
        kept = [
            one.text
            for one in sentences(paragraph)
            if one.keys
            and all(1 <= key <= len(passages) for key in one.keys)
            and rests(KEY.sub("", one.text), " ".join(passages[key - 1] for key in one.keys))
        ]
        if kept or not paragraph.strip():
            paragraphs.append(" ".join(part.strip() for part in kept))
    text = "\n".join(paragraphs).strip()
    return text if KEY.search(text) or not text else _keyed(text, answer)


def _keyed(text: str, answer: str) -> str:
    """Give the keys back to sentences whose neighbour bore them and was dropped."""
    keys = dict.fromkeys(match.group() for match in KEY.finditer(answer))
    return f"{text} {''.join(keys)}"


def sentences(paragraph: str) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; one that cites nothing rests on what the next that does cites."""
    found = [match.group() for match in _SENTENCE.finditer(paragraph) if re.search(r"\w", KEY.sub("", match.group()))]
    cited = [tuple(int(key) for key in KEY.findall(text)) for text in found]
    for place, text in enumerate(found):
        keys = next((one for one in cited[place:] if one), next((one for one in reversed(cited[:place]) if one), ()))
        yield Sentence(text, keys)


def rests(sentence: str, passage: str) -> bool:
    """Tell whether a sentence rests on a passage: its numbers, provisions and names stand there, and most of its words."""
    if not all(_is_named(ref, passage) for ref in _provisions(sentence)):
        return False
    bare = _without_provisions(sentence)
    if not set(_NUMBER.findall(bare)) <= set(_NUMBER.findall(passage)):
        return False
    folded = passage.casefold()
    if any(name.casefold() not in folded and not _known(name, folded) for name in _NAME.findall(bare)):
        return False
    if _DENIES.search(sentence) and not _DENIES.search(passage):
        return False
    wanted, there = stems(bare), stems(passage)
    if not wanted:
        return True
    share = len(wanted & there) / len(wanted)
    return share == 1 if len(wanted) <= _FEW - 1 else share >= LEAST


def stems(text: str) -> set[str]:
    """Return the words of content of a text, without their endings."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {_stem(word) for word in words if word not in _FUNCTION}


def _stem(word: str) -> str:
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ably",
        "able",
        "ures",
        "ure",
        "ance",
        "ence",
        "ally",
        "ed",
        "es",
        "ly",
        "al",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _known(name: str, folded: str) -> bool:
    return all(part.casefold() in folded for part in re.findall(r"[A-Za-z]{3,}", name))


def _provisions(text: str) -> set[str]:
    return {normalise_ref(ref) for citation in find_citations(text) for ref in citation.refs}


def _is_named(ref: str, passage: str) -> bool:
    """Tell whether a passage names a provision, or a part of it, in whatever form: a heading "31 Law enforcement"."""
    return re.search(rf"(?<![\w(.]){re.escape(ref)}(?!\w)", passage) is not None


def _without_provisions(text: str) -> str:
    for citation in reversed(list(find_citations(text))):
        text = text[: citation.start] + text[citation.end :]
    return text
