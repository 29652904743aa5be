"""Every question answered once: ``question.unanswered``, ``question.twice``."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_HEADING = re.compile(r"^[ \t>#*]{0,8}(?:q(?:uestion)?\.?\s?([0-9]{1,2})\b|([0-9]{1,2})[.)](?=\s))", re.I | re.M)
_TITLED = re.compile(r"^[ \t>#*]{0,8}q(?:uestion)?\.?\s?([0-9]{1,2})\b", re.I | re.M)
_MENTION = re.compile(
    r"\bq(?:uestions?)?\.?\s?([0-9]{1,2})(?:\s?(-|to|and|,|&)\s?(?:q(?:uestion)?\s?)?([0-9]{1,2}))?(?:\s?(?:and|,|&)\s?([0-9]{1,2}))?",
    re.I,
)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = wordset(
    "have that this with from please provide information many were what which each year number figures details data held your police council"
    " between under there been any the for and you how between since request following would like know could confirm list copy copies total"
)
_UNANSWERED = "Question {number} has no answer in the letter."
_UNANSWERED_REMEDY = "Answer it: disclosed, refused, not held, or neither confirmed nor denied."
_TWICE = "Question {number} is answered in more than one place."
_TWICE_REMEDY = "Keep one answer, so that the two cannot differ."


def check(page: Page) -> Iterator[Finding]:
    """Hold the letter's answers against the questions of the request."""
    questions = page.material.questions
    if not questions:
        return
    titled = Counter(int(match.group(1)) for match in _TITLED.finditer(page.text))
    named = _named(page.text, len(questions))
    for number, question in enumerate(questions, start=1):
        if number not in named and not (len(questions) == 1 or _echoed(page, question)):
            yield Finding("question.unanswered", Verdict.REVIEW, _UNANSWERED.format(number=number), _UNANSWERED_REMEDY)
        if titled[number] > 1 and not _asked_then_answered(page.text, number, titled[number]):
            place = [match for match in _TITLED.finditer(page.text) if int(match.group(1)) == number][-1]
            yield Finding(
                "question.twice",
                Verdict.REVIEW,
                _TWICE.format(number=number),
                _TWICE_REMEDY,
                place.start(),
                place.end(),
                place.group(),
            )


def _named(text: str, count: int) -> frozenset[int]:
    """Return the numbers of the questions that headings and mentions name."""
    found = {int(match.group(1) or match.group(2)) for match in _HEADING.finditer(text)}
    for match in _MENTION.finditer(text):
        first, link, second, third = match.groups()
        numbers = {int(part) for part in (first, second, third) if part}
        if link in {"-", "to"} and second and int(second) - int(first) < 50:
            numbers |= set(range(int(first), int(second) + 1))
        found |= numbers
    if re.search(r"\b(?:all|both) (?:of )?(?:your |the |parts of your )?(?:questions|parts|points)", text, re.I):
        found |= set(range(1, count + 1))
    return frozenset(found)


def _echoed(page: Page, question: str) -> bool:
    """Tell whether most of a question's own words stand in the letter."""
    words = {word for word in _WORD.findall(question.lower()) if word not in _COMMON}
    if not words:
        return True
    seen = set(_WORD.findall(page.lower))
    return len(words & seen) >= 0.6 * len(words)


def _asked_then_answered(text: str, number: int, times: int) -> bool:
    """Tell whether a number is named twice because the letter lists the questions first."""
    places = [match for match in _TITLED.finditer(text) if int(match.group(1)) == number]
    lines = [
        text[match.start() : text.find("\n", match.end()) if "\n" in text[match.end() :] else len(text)]
        for match in places
    ]
    quoted = sum(line.lstrip().startswith(">") or line.rstrip().endswith("?") for line in lines)
    return times - quoted <= 1
