"""The items of a list in a request: numbered, lettered or bulleted, on lines of their own or within one."""

import re
from dataclasses import dataclass

from assistant.request.asking import asked_in, is_question
from assistant.request.sentences import held

Span = tuple[int, int]
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
# "1.", "2)", "(3)", "Q4 -", "Question 5:", "#6", "7/", "| 8 |", "1a."
_NUMBERED = re.compile(
    rf"^(?P<indent>[ \t>*_#|]*)(?:(?:q|question|request|part|item|point)\.?[ \t]*(?:no\.?[ \t]*)?(?P<named>\d{{1,3}})[ \t*_]*(?:[.):\-–—/|]|(?=\s))?|"
    rf"\(?(?P<marked>\d{{1,3}})(?P<part>[a-z])?(?:[.)](?!\d)|[:/|](?=[ \t]))|(?<=[#])(?P<hashed>\d{{1,2}})\b|(?P<bare>\d{{1,2}})(?=[ \t]+(?!{_MONTH})[A-Z][A-Za-z]*[ \t]))"
    r"[ \t*_|]*(?=\S|\n[ \t]*\S)",
    re.I | re.M,
)
_LETTERED = re.compile(r"^(?P<indent>[ \t>]*)\(?([a-z]|[ivx]{2,4})[.)][ \t]+(?=\S)", re.I | re.M)
_BULLETED = re.compile(r"^(?P<indent>[ \t>]*)(?:[•*\-–—·●○▪■□◦‣➢➤✓✔▶]|o(?=\t| {2,}))[ \t]+(?=\S)", re.M)
_WITHIN = (
    re.compile(r"(?:^|(?<=[\s:;,]))\(?(?P<said>\d{1,2})(?P<part>[a-z])?(?:\)|\.(?!\d))[ \t]+(?=\S)", re.I),
    re.compile(r"(?:^|(?<=[\s:;,]))\(?(?P<said>[a-z]|[ivx]{2,4})\)[ \t]+(?=\S)(?P<part>)", re.I),
)
# Letters within a sentence divide what is asked for ("a) by students, b) by staff"), or are questions of their own.
_THING = re.compile(
    r"(?:the|an?|all|any|how|what|who|when|where|why|which|whether|numbers?|cop(?:y|ies)|details|names?|lists?|please|your)\b",
    re.I,
)
_SUBDIVIDES = re.compile(
    r"(?:\bby(?: the following)?|\bper|\bincluding|\bsuch as|\bfor each(?: of)?(?: the following(?: \w+)?)?|\bnamely|\be\.g\.?)\W*$",
    re.I,
)
_CLOSING = re.compile(
    r"^[ \t]*(?:please (?:send|supply|reply|respond|let me|acknowledge|confirm receipt)|i (?:would|look|understand|am happy|prefer|expect)|"
    r"i'd|if (?:you|this|any|my|it|the)|thank|should you|under section 16|in the event|my preferred)",
    re.I | re.M,
)


@dataclass(frozen=True, slots=True)
class _Mark:
    value: int
    start: int
    end: int
    indent: int
    part: bool = False
    bare: bool = False


def listed_in(body: str) -> list[Span]:
    """Return the places of a list's items, and of what is asked for before or after it; none if there is no list."""
    numbered = _counted(body)
    if _is_list(body, numbered):
        return [*_unnumbered(body, numbered), *_with_more(body, [(m.start, m.end) for m in numbered])]
    for pattern in (_LETTERED, _BULLETED):
        marks = _outermost(pattern, body)
        if len(marks) >= 2:
            lead = _lead(body, marks[0][0])
            if lead is not None and _SUBDIVIDES.search(body[lead : marks[0][0]]):
                return [(lead, _end_of_last_item(body, marks[-1][1]))]
            return _with_more(body, marks)
    return _within_a_line(body)


def _is_list(body: str, marks: list[_Mark]) -> bool:
    if len(marks) >= 2:
        return len({m.value for m in marks}) >= 2 or not marks[0].part
    if not marks:
        return False
    named = re.match(r"\W*q", body[marks[0].start :][:8], re.I)
    return bool(named) or (marks[0].value == 1 and bool(_BULLETED.search(body, marks[0].end)))


def _counted(body: str) -> list[_Mark]:
    """Return the number marks that count up, so that neither a date nor a part of an item is taken for one."""
    marks = [_mark(found) for found in _NUMBERED.finditer(body)]
    if any(not m.bare for m in marks):
        marks = [m for m in marks if not m.bare]
    found: list[_Mark] = []
    for place, mark in enumerate(marks):
        if not found:
            if mark.value <= 20:
                found.append(mark)
        elif mark.indent <= found[0].indent + 1 and _follows(body, marks, place, found[-1]):
            found.append(mark)
    return found


def _follows(body: str, marks: list[_Mark], place: int, last: _Mark) -> bool:
    """Tell whether a mark is the next of its list: one on, one left out, one given twice, or the first of a new list."""
    mark = marks[place]
    if mark.value == last.value + 1:
        return True
    if mark.part or last.part:
        return False
    if mark.value == last.value + 2:
        return True
    if mark.value == last.value > 1:
        return _asks_there(body, marks, place)
    return mark.value == 1 < last.value and _begins_anew(body, marks, place)


def _mark(found: re.Match[str]) -> _Mark:
    value = int(found["named"] or found["marked"] or found["hashed"] or found["bare"])
    indent = len(found["indent"].expandtabs(4).lstrip(">*_#|"))
    return _Mark(value, found.start(), found.end(), indent, bool(found["part"]), bool(found["bare"]))


def _asks_there(body: str, marks: list[_Mark], place: int) -> bool:
    end = marks[place + 1].start if place + 1 < len(marks) else len(body)
    return is_question(body[marks[place].end : end].strip())


def _begins_anew(body: str, marks: list[_Mark], place: int) -> bool:
    """Tell whether a second list begins at a mark: it goes on to 2, below a line that is no item."""
    follows = place + 1 < len(marks) and marks[place + 1].value == 2
    before = body[: marks[place].start].rstrip("\n").rsplit("\n\n", 1)[-1]
    return follows and not _NUMBERED.match(before)


def _outermost(pattern: re.Pattern[str], body: str) -> list[Span]:
    found = list(pattern.finditer(body))
    if not found:
        return []
    indent = min(len(m["indent"].expandtabs(4)) for m in found)
    return [m.span() for m in found if len(m["indent"].expandtabs(4)) <= indent + 1]


def _unnumbered(body: str, numbered: list[_Mark]) -> list[Span]:
    """Return what is asked for before a list that begins with 2: the first question has no number."""
    if numbered[0].value != 2:
        return []
    before = list(asked_in(body[: numbered[0].start], followed=True))
    return [(before[0][0], before[-1][1])] if before else []


def _lead(body: str, start: int) -> int | None:
    """Return where the sentence begins that leads to a list, or None."""
    before = held(body[:start])
    words = before.rstrip()
    if not words:
        return None
    begins = max(words.rfind(mark) for mark in (". ", "? ", "! ", ".\n", "?\n", "\n\n"))
    return begins + 1 + len(words[begins + 1 :]) - len(words[begins + 1 :].lstrip())


def _with_more(body: str, marks: list[Span]) -> list[Span]:
    """Return the items of a list and what is asked for below it: “please also tell me …”."""
    last = _end_of_last_item(body, marks[-1][1])
    ends = [start for start, _ in marks[1:]] + [last]
    items = [(begin, end) for (_, begin), end in zip(marks, ends, strict=True)]
    return [*items, *((last + start, last + end) for start, end in asked_in(body[last:]))]


def _end_of_last_item(body: str, start: int) -> int:
    """The last item ends at a blank line, unless what follows goes on listing."""
    blank = re.compile(r"\n[ \t]*\n").search(body, start)
    while blank:
        rest = body[blank.end() :].lstrip()
        if not re.match(r"(?:\(?[a-z0-9ivx]{1,3}[.)]|[•*\-–])\s", rest, re.I) or _CLOSING.match(rest):
            return blank.start()
        blank = re.compile(r"\n[ \t]*\n").search(body, blank.end())
    closing = _CLOSING.search(body, start + 1)
    return closing.start() if closing and "\n" in body[start : closing.start() + 1] else len(body)


def _within_a_line(body: str) -> list[Span]:
    """Return the items of a list that runs on within a sentence: “1) …, 2) … and 3) …”."""
    for pattern in _WITHIN:
        marks = _in_order(pattern, body)
        if len(marks) < 2 or (pattern is _WITHIN[1] and not all(_THING.match(body, end) for _, end in marks)):
            continue
        ends = [start for start, _ in marks[1:]] + [_end_of_sentence(body, marks[-1][1])]
        items = [(begin, stop) for (_, begin), stop in zip(marks, ends, strict=True)]
        before = [
            (start, stop)
            for start, stop in asked_in(body[: marks[0][0]], followed=True)
            if body[start:stop].rstrip().endswith(("?", "."))
        ]
        return [*before, *items, *((ends[-1] + start, ends[-1] + stop) for start, stop in asked_in(body[ends[-1] :]))]
    return []


def _in_order(pattern: re.Pattern[str], body: str) -> list[Span]:
    found: list[Span] = []
    order: tuple[str, ...] = ()
    for match in pattern.finditer(body):
        said = match["said"].casefold()
        if not found and said in _ORDERS:
            order = _ORDERS[said]
        if order and len(found) < len(order) and said == order[len(found)]:
            found.append(match.span())
    return found


def _end_of_sentence(body: str, start: int) -> int:
    found = re.compile(r"[.?!](?=\s|$)|\n[ \t]*\n").search(held(body), start)
    return found.end() if found else len(body)


_ORDERS = {
    "1": tuple(map(str, range(1, 40))),
    "a": tuple("abcdefghijklmnopqrstuvwxyz"),
    "i": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
}
