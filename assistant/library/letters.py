"""A plain reply letter, without front matter, cut into request, questions and answers.

What the letter says of itself is taken as found: its reference, date, grounds and outcome. Everything is a guess from
the words that such letters use, and the officer sees the result in ``foi corpus status``.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from assistant.errors import InputError
from assistant.library.documents import Chunk, Document
from assistant.library.pages import without_furniture
from assistant.library.parts import grounds_in, split_exemptions, split_tables
from assistant.library.privacy import without_people
from assistant.request import read_request

_ASKED = re.compile(
    r"(?im)^[^\n]{0,120}\b(?:you (?:have )?(?:asked|requested)|you seek|seek access to|your request (?:was|for|reads|is)|"
    r"requested the following|following information|(?:your )?request(?:ed information)?[ \t]*:?[ \t]*$)[^\n]{0,120}$"
)
_DECIDED = re.compile(
    r"(?im)^[ \t]*(?:#+ *)?(?:(?:i|we) (?:have |can |am |are )?(?:today )?(?:decided|confirm|searched|considered|respond|able|writing|hold|do not hold)|"
    r"(?:our |the )?(?:decision|response|reply|answer|reason for decision|disclosure)\b|this (?:letter|response)|section \d|"
    r"in (?:response|reply|accordance)|following (?:receipt|a search)|please find|under the )"
)
_PART = re.compile(r"(?im)^[ \t>*#]*(?:q|question)\.?[ \t]*(\d{1,2}[a-z]?)\b[ \t*.:)\u2013\u2014-]*")
_DATE = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)? (January|February|March|April|May|June|July|August|September|October|November|December),? (20\d\d)\b"
)
_REFERENCE = re.compile(
    r"(?i)\b(?:our )?ref(?:erence)?(?: (?:no|number))?\.?[ \t]*:?[ \t]*([A-Z0-9][A-Z0-9./ -]{3,30}[A-Z0-9])[ \t]*$",
    re.MULTILINE,
)
_DATE_LABEL = re.compile(
    r"(?i)[ \t#*>]*(?:(?:date(?:d)?(?: of (?:reply|response|letter))?|published|responded)[ \t*]*:?[ \t*]*)?(?:\w{3,6}day,? )?"
)
_AUTHORITY = re.compile(
    r"(?:(?:The )?[A-Z][\w'’.&-]+ ){1,6}(?:Council|Constabulary|Police(?: Service)?|Trust|Health Board|University|College|Authority|"
    r"Commission|Agency|Board|Fire and Rescue Service)|(?:Department (?:for|of)|Ministry of|Office (?:for|of)|University of|"
    r"London Borough of) [A-Z][^\n.,:]{2,60}"
)
FEWEST_ASKED = 3  # words; with fewer, what was taken for the decision belongs to the request
LONGEST_REQUEST = 4000
_OUTCOMES = (
    ("ncnd", r"neither confirm(?:s|ed|ing)? n?or den(?:y|ies|ied|ying)"),
    ("vexatious", r"\b(?:is|are|was|as|deemed) vexatious\b|section 14\(1\)"),
    ("cost", r"exceeds? the (?:appropriate|cost) limit|appropriate (?:cost )?limit|section 12\b"),
    (
        "partial",
        r"some (?:of the )?(?:data|information|requested)[^.]{0,60}(?:withheld|exempt)|(?:disclose|release|send|give|provide)(?: you)?(?: with)? (?:some|part)\b|partial(?:ly)?|some data has been withheld",
    ),
    ("future-publication", r"section 22\b|intended for (?:future )?publication"),
    ("available-elsewhere", r"section 21\b|already (?:available|published)|reasonably accessible"),
    ("withheld", r"refusal notice|\bexempt from disclosure\b|we are withholding|is withheld"),
    ("not-held", r"\b(?:do|does) not hold\b|\bnot held\b|no information held"),
    ("disclosed", r"\bdisclos|please find|attached|is as follows|provided below"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter."""

    request: str
    pairs: tuple[tuple[str, str, str], ...]  # locator, question, answer


def document_of(text: str, name: str, identity: str, regime: str = "") -> Document:
    """Read a letter.

    Args:
        text: its plain text.
        name: of its file, for messages and for want of a better title.
        identity: the document's id.
        regime: where it is known.

    Raises:
        InputError: there are too few words to be a letter.
    """
    text = without_furniture(text)
    dated, reference, authority = _dated(text), _REFERENCE.search(text[:3000]), _authority_of(text)
    text = without_people(text)
    if len(re.findall(r"\w+", text)) < 12:
        raise InputError(
            "too few words for a past reply", where=name, todo="Add the letter's text, or a page that holds it."
        )
    letter = cut(text)
    regime = regime or _regime_of(text)
    cited = grounds_in(text, regime)
    whole = [Chunk("Request", letter.request, question=letter.request, sections=cited)] if letter.request else []
    answered = [
        Chunk(
            where,
            f"{question}\n\n{answer}" if question else answer,
            question,
            answer,
            grounds_in(answer, regime) or cited,
        )
        for where, question, answer in letter.pairs
    ]
    subject = _first_words(letter.request) if letter.request else name
    return Document(
        id=identity,
        kind="response",
        title=f"{reference.group(1).strip()}: {subject}" if reference else subject,
        chunks=tuple(whole + answered),
        authority=authority,
        regime=regime,
        date=_iso(dated) if dated else "",
        outcome=_outcome_of(text),
        sections=cited,
    )


def cut(text: str) -> Letter:
    """Find in a letter the request that it quotes, and each question with its answer."""
    request, reply = _asked_and_answered(text)
    pairs = _marked(reply) or _listed(request, reply)
    opening, exemptions = split_exemptions(pairs[0][2]) if pairs and pairs[0][0] == "Reply" else ("", [])
    if exemptions:
        pairs = [("Reply", pairs[0][1], opening), *pairs[1:], *exemptions]
    return Letter(request, tuple(split_tables(pairs)))


def _asked_and_answered(text: str) -> tuple[str, str]:
    """Return the request that a letter quotes, and the letter from its decision on."""
    asked = _ASKED.search(text)
    decided = _DECIDED.search(text, asked.end() + 1) if asked else None
    while asked and decided and len(text[asked.end() : decided.start()].split()) < FEWEST_ASKED:
        # The quoted request itself begins "I am writing to ask": what stands above the next sign is asked.
        following = _DECIDED.search(text, decided.end())
        if following is None or following.start() - asked.end() > LONGEST_REQUEST:
            break
        decided = following
    if not asked or not decided:
        return "", text
    return text[asked.end() : decided.start()].strip(), text[decided.start() :]


def _dated(text: str) -> re.Match[str] | None:
    """Return the date that a letter bears: on a line of its own or labelled, and not one that it only mentions."""
    return next((one for one in _DATE.finditer(text[:3000]) if _stands_alone(text, one)), None)


def _stands_alone(text: str, day: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, day.start()) + 1 : day.start()]
    after = text[day.end() :].partition("\n")[0]
    return bool(_DATE_LABEL.fullmatch(line)) and len(after.split()) <= 2


def _authority_of(text: str) -> str:
    """Return the authority that a letter's head or foot names on a line of its own, or ""."""
    lines = [line.strip(" \t#*>") for line in text.split("\n") if line.strip()]
    return next((line for line in (*lines[:20], *lines[-8:]) if _AUTHORITY.fullmatch(line)), "")


def _marked(reply: str) -> list[tuple[str, str, str]]:
    """Return the parts headed Q1, Q2 …: the rest of that line is the question, what follows is the answer."""
    marks = list(_PART.finditer(reply))
    if not marks:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(reply)]
    found = [("Reply", "", reply[: marks[0].start()].strip())]
    for mark, end in zip(marks, ends, strict=True):
        question, _, answer = reply[mark.end() : end].strip().partition("\n")
        if answer.strip():
            found.append((f"Q{mark.group(1)}", question.strip(), answer.strip()))
        else:
            found.append((f"Q{mark.group(1)}", "", question.strip()))
    return [part for part in found if part[2]]


def _listed(request: str, reply: str) -> list[tuple[str, str, str]]:
    """Return the answers that are numbered like the questions; else the whole reply as one."""
    questions = read_request(request).questions if request else ()
    numbered = list(re.finditer(r"(?m)^[ \t]*(\d{1,2})[.)][ \t]+(?=\S)", reply))
    if len(questions) > 1 and [int(m.group(1)) for m in numbered] == [q.number for q in questions]:
        ends = [mark.start() for mark in numbered[1:]] + [len(reply)]
        return [
            (f"Q{q.number}", q.text, reply[mark.end() : end].strip())
            for q, mark, end in zip(questions, numbered, ends, strict=True)
        ]
    return [("Reply", request, reply.strip())] if reply.strip() else []


def _outcome_of(text: str) -> str:
    return next((name for name, words in _OUTCOMES if re.search(words, text, re.IGNORECASE)), "")


def _regime_of(text: str) -> str:
    if re.search(r"(?i)freedom of information \(scotland\)|\bfoisa\b", text):
        return "foisa"
    if re.search(r"(?i)environmental information (?:\(scotland\) )?regulations", text) and not re.search(
        r"(?i)freedom of information act", text
    ):
        return "eir"
    return "foia"


def _iso(match: re.Match[str]) -> str:
    day = f"{match.group(1)} {match.group(2)} {match.group(3)}"
    try:
        return datetime.strptime(day, "%d %B %Y").date().isoformat()  # noqa: DTZ007 - a day
    except ValueError:
        return ""


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]).rstrip(".,;:") + (" \u2026" if len(words) > 12 else "")
