"""Stage 1: a request, and the questions in it, each with its own words and place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.errors import InputError

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


# A marker is a number or letter at the start of a line: "1.", "2)", "(3)", "Q4 -", "Question 5:", "a)", "•".
_NUMBERED = re.compile(
    r"^[ \t>*_]*(?:(?:q|question)\.?[ \t]*(\d{1,3})[ \t*_]*[.):\-–—]?|\(?(\d{1,3})[.)](?!\d))[ \t*_]*(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LETTERED = re.compile(r"^[ \t>]*\(?([a-z]|[ivx]{2,4})[.)][ \t]+(?=\S)", re.IGNORECASE | re.MULTILINE)
_BULLETED = re.compile(r"^[ \t>]*[•*\-–—·][ \t]+(?=\S)", re.MULTILINE)
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:yours|kind|best|many|with|warm)\b[^\n]{0,30}(?:faithfully|sincerely|regards|thanks|wishes|truly)"
    r"|regards|thanks|thank you|cheers|sent from my)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSING = re.compile(
    r"^[ \t]*(?:please (?:send|supply|reply|respond|let me|acknowledge|confirm receipt)|i (?:would|look|understand|am happy|prefer|expect)|"
    r"i'd|if (?:you|this|any|my|it|the)|thank|should you|under section 16|in the event|my preferred)",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS = re.compile(
    r"\b(?:how (?:many|much|often|long)|what|when|where|which|who|whether|please (?:provide|supply|send|tell|confirm|list|state|can|could)|"
    r"(?:can|could|would) you (?:please )?(?:provide|tell|send|supply|confirm|list|state|give)|i (?:would like|request|seek|wish to|am requesting|am seeking|want)|"
    r"the (?:total )?(?:number|amount|cost|names?) of|a (?:copy|list|breakdown) of|copies of|provide)\b",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"^(?:dear\b|hello\b|hi\b|good (?:morning|afternoon)|to whom|subject:|from:|to:|date:|sent:|"
    r"(?:i am|i'm) (?:writing|making)|(?:this is )?a? ?(?:freedom of information|foi) (?:act )?request\b|under the|"
    r"(?:please accept|pursuant|in accordance|how are you|(?:i )?hope (?:you|this)))",
    re.IGNORECASE,
)


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
    body = _without_sign_off(text)
    spans = _listed(body) or list(_asked_in_prose(body)) or [(0, len(body))]
    questions = tuple(
        Question(number, _folded(text[start:end]), start, end)
        for number, (start, end) in enumerate(_trimmed(text, spans), 1)
    )
    return Request(text, questions, subject or _subject(text, questions))


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


def _without_sign_off(text: str) -> str:
    """Return the text up to the applicant's sign-off, so that the last question does not swallow it."""
    last_marker = max((m.start() for m in _NUMBERED.finditer(text)), default=0)
    for match in _SIGN_OFF.finditer(text):
        if match.start() > (last_marker or len(text) // 3):
            return text[: match.start()]
    return text


def _listed(body: str) -> list[tuple[int, int]]:
    """Return the spans of a list's items: numbered, else lettered, else bulleted; none if no list."""
    numbered = _in_sequence(body)
    if numbered and re.search(r"\b2\b", body[numbered[0][0] : numbered[0][1]]):
        # The applicant's first question has no number.
        before = list(_asked_in_prose(body[: numbered[0][0]]))
        if before:
            return [(before[0][0], before[-1][1]), *_items(body, numbered)]
    if len(numbered) >= 2 or (numbered and re.match(r"\W*q", body[numbered[0][0] :][:8], re.IGNORECASE)):
        return _items(body, numbered)
    lettered = [(m.start(), m.end()) for m in _LETTERED.finditer(body)]
    if len(lettered) >= 2:
        return _items(body, lettered)
    bulleted = [(m.start(), m.end()) for m in _BULLETED.finditer(body)]
    return _items(body, bulleted) if len(bulleted) >= 2 else []


def _in_sequence(body: str) -> list[tuple[int, int]]:
    """Return number markers that count up, so that a date at a line's start is not taken for one."""
    found: list[tuple[int, int]] = []
    expected: int | None = None
    for match in _NUMBERED.finditer(body):
        value = int(match.group(1) or match.group(2))
        if expected is None and value > 20:
            continue
        if expected is None or value == expected:
            found.append((match.start(), match.end()))
            expected = value + 1
    return found


def _items(body: str, markers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends = [start for start, _ in markers[1:]] + [_end_of_last_item(body, markers[-1][1])]
    return [(text_start, end) for (_, text_start), end in zip(markers, ends, strict=True)]


def _end_of_last_item(body: str, start: int) -> int:
    """The last item ends at a blank line, unless what follows goes on listing or asking."""
    blank = re.compile(r"\n[ \t]*\n").search(body, start)
    while blank:
        rest = body[blank.end() :].lstrip()
        if not re.match(r"(?:\(?[a-z0-9ivx]{1,3}[.)]|[•*\-–])\s", rest, re.IGNORECASE) or _CLOSING.match(rest):
            return blank.start()
        blank = re.compile(r"\n[ \t]*\n").search(body, blank.end())
    closing = _CLOSING.search(body, start + 1)
    return closing.start() if closing and "\n" in body[start : closing.start() + 1] else len(body)


def _sentences(body: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\s](?:[^.?!\n]|\.(?=\w)|\n(?!\s*\n))*(?:[.?!]+|\n|$)", body):
        yield match.start(), match.end()


_WANTED = re.compile(r"how many|how much|number of|copy of|copies of|list of|provide", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:format|spreadsheet|excel|acknowledge|receipt|20 working days|advice and assistance)\b", re.IGNORECASE
)


def _asked_in_prose(body: str) -> Iterator[tuple[int, int]]:
    """Return the spans of sentences that ask for something."""
    for start, end in _sentences(body):
        sentence = body[start:end]
        if _only_opens(sentence) or _FORM.search(sentence):
            continue
        if sentence.rstrip().endswith("?") or _ASKS.search(sentence):
            yield start, end


def _only_opens(sentence: str) -> bool:
    """Tell whether a sentence greets or names the Act and asks for nothing itself."""
    if not _PREAMBLE.match(sentence) or _WANTED.search(sentence):
        return False
    colon = sentence.find(":")
    return not (0 <= colon < len(sentence.strip()) - 12 and _ASKS.search(sentence))


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
        right = len(words.rstrip())
        if right > left:
            yield start + left, start + right


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?m)^\s*>+\s?", "", text)).strip()


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
