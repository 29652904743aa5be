"""What a message names: questions, sections, tables. Each is found wherever it stands, in the forms people use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINAL_WORDS = "|".join(_ORDINALS) + "|last|final"
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|last|final)"
_N = rf"(?:\d{{1,3}}(?![\d(.]|\s?\(|st|nd|rd|th)|{'|'.join(_CARDINALS)})\b"
_AND = r"\s*(?:,\s*and|,|and|&|\+|plus)\s*"
_Q = r"\bq(?:s|ns?|uestions?)?\b\.?\s*(?:no\.?|number|#)?\s*"
# "q2", "Q 2", "q2 and 3", "questions 1 to 3", "qs 1, 2 and q4"
_NUMBERED = re.compile(
    rf"(?:\bq(?=\d)|{_Q}(?=\d|{'|'.join(_CARDINALS)})|(?:\bnumber|\bno\.|#|\bitem)\s*(?=\d))({_N})"
    rf"((?:\s*(?:to|through|[-–])\s*(?:q(?:uestion)?\s*)?{_N}|{_AND}(?:q(?:uestions?)?\.?\s*)?{_N})*)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"\bthe\s+({_ORDINAL}(?:(?:{_AND})(?:the\s+)?{_ORDINAL})*)(?:\s+(?:ones?|questions?|items?|points?|parts?)\b|(?=\s*(?:,|$|under|is|are|was|should|as)))",
    re.IGNORECASE,
)
_BARE_ORDINAL = re.compile(rf"\b({_ORDINAL})\s+(?:one|question|item|point)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:all (?:of )?(?:the |these |them\b|it\b)?\s*(?:questions)?|every question|everything|both(?: of them| questions)?)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Questions named in a text.

    Attributes:
        numbers: in the order named.
        start: offset of the words that name them.
        end: offset after them.
    """

    numbers: tuple[int, ...]
    start: int
    end: int


def questions_in(text: str, total: int) -> Named | None:
    """Return the questions that a text names, or None.

    Args:
        text: what the officer typed, white space folded.
        total: how many questions the request has; 0 where that is not known.
    """
    if match := _NUMBERED.search(text):
        numbers, length = _numbers(match.group(1), match.group(2), total)
        return Named(numbers, match.start(), match.start(2) + length)
    if match := _SPOKEN.search(text) or _BARE_ORDINAL.search(text):
        said = re.findall(_ORDINAL, match.group(1), re.IGNORECASE)
        numbers = tuple(n for n in (_ordinal(one, total) for one in said) if n)
        return Named(numbers, match.start(), match.end()) if numbers else None
    if total and (match := _EVERY.search(text)):
        return Named(tuple(range(1, total + 1)), match.start(), match.end())
    return None


def _numbers(first: str, rest: str, total: int) -> tuple[tuple[int, ...], int]:
    """Return the numbers of a list, and how much of what follows the first belongs to it."""
    found, length = [_cardinal(first)], 0
    for step in re.finditer(
        rf"(to|through|[-–]|,|and|&|\+|plus)\s*(?:and\s*)?(?:q(?:uestions?)?\.?\s*)?({_N})", rest, re.IGNORECASE
    ):
        number = _cardinal(step.group(2))
        # "q2, 31" is more likely a section than the thirty-first question.
        if total and number > total and not re.search(r"q", step.group(), re.IGNORECASE):
            break
        if step.group(1).casefold() in {"to", "through", "-", "–"} and found[-1] < number <= found[-1] + 50:
            found += range(found[-1] + 1, number)
        found.append(number)
        length = step.end()
    return tuple(dict.fromkeys(found)), length


def _cardinal(word: str) -> int:
    return int(word) if word.isdigit() else _CARDINALS.index(word.casefold()) + 1


def _ordinal(word: str, total: int) -> int:
    folded = word.casefold()
    if folded in {"last", "final"}:
        return total
    return _ORDINALS.index(folded) + 1 if folded in _ORDINALS else int(re.sub(r"\D", "", folded))


_BRACKETS = r"(?:\s?\(\s?\w{1,4}\s?\))"
_REF = rf"\d{{1,3}}(?!st|nd|rd|th|\d)(?:[A-Za-z]{{1,2}}(?=\W|$))?{_BRACKETS}*"
_WORD = r"(?:sections?|sect?s?\.?|ss?\.?|regulations?|regs?\.?|r\.?|exemptions?|exceptions?)"
_LIST = rf"{_REF}(?:\s*(?:,|and|&|or|/)\s*(?:{_WORD}\s*)?(?:{_REF}(?!\s*hours?)|{_BRACKETS}))*"
_SECTIONS = (
    re.compile(rf"(?<![\w.]){_WORD}\s*({_LIST})", re.IGNORECASE),
    re.compile(rf"\b(?:under|using|on|by|with|citing|via|relying on|rely on|ncnd|deny)\s+({_LIST})(?!\s*(?:hours?|{_BRACKETS}))(?=[\s.,;:!]|$)", re.IGNORECASE),
    re.compile(rf"(?<![\w.])(\d{{1,3}}[A-Za-z]{{0,2}}{_BRACKETS}+(?:\s*(?:,|and|&|or)\s*(?:{_WORD}\s*)?(?:\d{{1,3}}[A-Za-z]{{0,2}}{_BRACKETS}+|{_BRACKETS}+))*)", re.IGNORECASE),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """Sections named in a text: as written down to the limb, and where."""

    refs: tuple[str, ...]
    start: int
    end: int


def sections_in(text: str) -> Cited | None:
    """Return the sections that a text names ("s31", "31(1)(a) and (b)", "reg 12(4)(b)"), or None."""
    found = [match for pattern in _SECTIONS if (match := pattern.search(text))]
    if not found:
        return None
    match = found[0]
    refs: list[str] = []
    for one in re.finditer(rf"{_REF}|{_BRACKETS}", match.group(1), re.IGNORECASE):
        ref = re.sub(r"\s", "", one.group())
        refs.append(ref if ref[0].isdigit() else refs[-1].rpartition("(")[0] + ref)
    return Cited(tuple(dict.fromkeys(refs)), match.start(), match.end())


def tables_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the tables of the case that a text names, with or without their ending; else any file name in it."""
    folded = text.casefold()
    found = [
        n for n in names if n.casefold() in folded or n.rsplit(".", 1)[0].casefold() in re.findall(r"[\w#-]+", folded)
    ]
    return tuple(found) or tuple(re.findall(r"\b[\w-]+\.(?:csv|tsv|xlsx|ods)\b(?:#\d+)?", text, re.IGNORECASE))


def regime_in(text: str) -> str:
    """Return the regime that a text names; "" for the case's own."""
    if re.search(r"\bfoisa\b|scotland|scottish", text, re.IGNORECASE):
        return "foisa"
    if re.search(r"\beirs?\b|environmental|\breg(?:ulation)?s?\b", text, re.IGNORECASE):
        return "eir"
    return "foia" if re.search(r"\bfoia\b|freedom of information act 2000", text, re.IGNORECASE) else ""
