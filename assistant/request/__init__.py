"""Stage 1: a request, and the questions in it, each with its own words and place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.errors import InputError
from assistant.request.asking import asked_in, loosely_asked_in
from assistant.request.clauses import clauses
from assistant.request.lists import listed_in
from assistant.request.mail import request_alone

MAX_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the applicant asks for.

    Attributes:
        number: 1, 2, 3 … in the order asked; the officer's notes call it ``Q1``.
        text: the applicant's own words, white space folded.
        start: offset of the first character in the request's text.
        end: offset after the last one.
    """

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request for information as received.

    Attributes:
        text: the whole of it.
        questions: at least one.
        subject: a short name for it, for the letter's heading.
    """

    text: str
    questions: tuple[Question, ...]
    subject: str


def read_request(text: str, *, subject: str = "") -> Request:
    """Split the text of a request into its questions.

    Args:
        text: the request as received; an e-mail's headers are tolerated.
        subject: a short name; taken from a ``Subject:`` line or the first question if empty.

    Returns:
        The request with at least one question.

    Raises:
        InputError: there is no text, or more than a request can hold.
    """
    if not re.search(r"\w", text):
        raise InputError("the request is empty", todo="Paste the applicant's words, or name another file.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"the request has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            todo="Give the request alone, without its attachments.",
        )
    body = request_alone(text)
    if not re.search(r"\w", body):
        body = text  # nothing but headers or a banner: then they are all that there is
    spans = listed_in(body) or _in_prose(body) or [(0, len(body.rstrip()))]
    questions = tuple(
        Question(number, _folded(text[start:end]), start, end)
        for number, (start, end) in enumerate(_trimmed(text, spans), 1)
    )
    return Request(text, questions, subject or _subject(text, questions))


def _in_prose(body: str) -> list[tuple[int, int]]:
    asked = list(asked_in(body)) or list(loosely_asked_in(body))
    return [place for start, end in asked for place in clauses(body, start, end)]


def divided(request: Request, questions: Sequence[str]) -> Request:
    """Return a request divided as an officer divided it.

    Args:
        request: as read.
        questions: the applicant's words of each, white space folded; a line for each place that they stand in.

    Returns:
        The request with these questions; as read where some words no longer stand in it, or none are given.
    """
    found = []
    for number, words in enumerate(questions, 1):
        places = [_place(request.text, line) for line in words.splitlines()]
        if not places or None in places:
            return request
        spans = [place for place in places if place]
        found.append(Question(number, _folded(words), min(a for a, _ in spans), max(b for _, b in spans)))
    return replace(request, questions=tuple(found)) if found else request


def _place(text: str, words: str) -> tuple[int, int] | None:
    parts = words.split()
    found = re.search(r"\s+".join(map(re.escape, parts)), text) if parts else None
    return found.span() if found else None


# "Dear team, How many ...": the greeting stands on the line of the question.
_GREETING = re.compile(
    r"\s*(?:dear|hello|hi|hiya|good (?:morning|afternoon|evening))\b(?:[ \t]+[A-Za-z.'’/&-]+){0,6}?[ \t]*[,!;–—-]+\s+(?=\S)",
    re.IGNORECASE,
)


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        words = text[start:end]
        greeting = _GREETING.match(words)
        left = greeting.end() if greeting else len(words) - len(words.lstrip())
        # What joins an item to the next, or rules a table off, is not the applicant's question.
        right = len(_without_joint(words))
        if right > left:
            yield start + left, start + right


def _without_joint(words: str) -> str:
    words = words.rstrip("| \t\r\n")
    for joint in (" and", ",", ";"):
        words = words.removesuffix(joint).rstrip("| \t\r\n")
    return words


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?m)^[ \t]*>+[ \t]?", "", text)).strip()


def _subject(text: str, questions: tuple[Question, ...]) -> str:
    line = re.search(r"^subject:\s*(.+)$", text, re.IGNORECASE | re.MULTILINE)
    about = line or re.search(
        r"\b(?:relating to|in relation to|in respect of|regarding|concerning|information (?:about|on))\s+([^.:;\n]{8,80})[.:;\n]",
        text,
        re.IGNORECASE,
    )
    if about:
        return re.sub(r"^(?:re|fw|fwd):\s*", "", about.group(1).strip(), flags=re.IGNORECASE)
    # A figure in the question could be the applicant's guess, which a heading would seem to take up.
    if re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", questions[0].text)):
        return "your request"
    return _shortened(questions[0].text)


_SHORTEST, _LONGEST = 4, 10


def _shortened(text: str) -> str:
    """Shorten a question to a few words, at the end of a phrase where there is one."""
    words = text.split()
    if len(words) <= _LONGEST:
        return text.rstrip(".,;:?")
    ends = [
        place
        for place in range(_SHORTEST, _LONGEST + 1)
        if words[place].lower() in _BEGINS_PHRASE or words[place - 1][-1] in ",;:.?"
    ]
    if ends:
        return " ".join(words[: ends[-1]]).rstrip(".,;:?")
    return " ".join(words[:_LONGEST]).rstrip(".,;:?") + "…"


_BEGINS_PHRASE = frozenset(
    [
        "between",
        "since",
        "from",
        "in",
        "during",
        "over",
        "for",
        "by",
        "on",
        "at",
        "that",
        "which",
        "who",
        "where",
        "with",
        "within",
        "held",
        "including",
    ]
)
