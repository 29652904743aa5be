"""Rows that describe a person each, and cases told out one by one: ``count.derivable``.

"Constable - 17 February 2022 - honesty - dismissed" on three lines, with no bullet and no number; "the two courts dealt with one
apiece"; "Alton and Barford each had a suicide in custody".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.counts import STATED, STATED_REMEDY, is_conditional, quoted, spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.heads import compound_class, is_number
from assistant.checks.numbers.phrases import past_verb, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.shapes import MONTHS
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

ROWS = "The rows describe a person or an event each, so how many there are tells a low count."
ROWS_REMEDY = "Describe the range of outcomes or the period as a whole, without a row for each."
_LONGEST_LINE, _MOST_FIELDS = 240, 9
_BULLET = re.compile(r"^[ \t]{0,6}(?:[-*\u2022\u2013\u2014]|\(?[a-z0-9]{1,2}[.)])[ \t]+")
_PARTS = re.compile(r"[ \t]+[-\u2013\u2014/][ \t]+|[;|\t]|, |:[ \t]")
_RULE = re.compile(r"^[ \t]{0,3}\|?[ \t]{0,3}:?-[-|: \t]{2,200}$")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_DATE = re.compile(
    r"^(?:[0-3]?[0-9](?:st|nd|rd|th)?[ /.-])?(?:[A-Za-z]{3,9}|[01]?[0-9])[ /.-](?:19|20)?[0-9]{2}$|^(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?$"
)
_AGE = re.compile(r"^(?:aged? )?[1-9]?[0-9](?: years)?(?: old)?$", re.I)
_OUTCOMES = re.compile(
    r"\b(?:no (?:further |formal )?(?:action|case)|words of advice|advice|guilty|proven|upheld|censured?|apology|warnings?|caution(?:ed)?|struck off|fine[d]?"
    r"|discontinued|acquitted|settled|drawn|fired|used|demot\w+|dismiss\w+|resign\w+|suspen\w+|reprimand\w*|undertaking|erasure|conditions|recalled"
    r"|fatal\w*|died|treated|transferred|retired|redundan\w+|training|mediation|reinstated|expelled|excluded|fixed term|permanent)\b",
    re.I,
)
_COUNTED = re.compile(
    r"^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{2,})(?:\.[0-9])?\s?(?:%|[a-z]{5,}s\b(?! old))|^[0-9.]{1,5}\s?%"
)
_SEXES = wordset("male female man woman boy girl m f")
_TOLD_ABOVE = wordset(
    "outcome outcomes sanction sanctions disciplinary dismissed dismissals misconduct deaths died hearings complaints settlement leaving left"
    " suspended excluded taser force arrests arrested convictions injuries incidents allegations referrals grievances resigned casualties victims"
)
_EACH = wordset("apiece each")
_HAD = wordset(
    "had saw lost dismissed recorded reported reports has arrested excluded suspended charged expelled disciplined sacked"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its parts and its place in the letter."""

    start: int
    end: int
    parts: tuple[str, ...]


def check(page: Page) -> Iterator[Finding]:
    """Find short runs of rows that describe a person each, and persons told as one or two at each of several places."""
    above, run = "", list[_Line]()
    offset = 0
    for line in [*page.text.split("\n"), ""]:
        parts = () if _RULE.match(line) else _parts(line)
        if len(parts) > 1 and not (run and abs(len(run[0].parts) - len(parts)) > 1):
            run.append(_Line(offset + len(line) - len(line.lstrip()), offset + len(line.rstrip()), parts))
        elif _RULE.match(line):
            pass  # below the heading of a table
        elif line.strip() or offset >= len(page.text):
            yield from _judged(page, above, run)
            above, run = line, []
        if ";" in line:
            yield from _judged(page, above, list(_within(line, offset)))
        offset += len(line) + 1
    yield from _judged(page, above, run)
    yield from _apiece(page)


def _within(line: str, offset: int) -> Iterator[_Line]:
    """Yield the parts of a line between semicolons as rows: "M, 34, suspended; F, 51, dismissed"."""
    start = max(line.rfind(": ", 0, line.find(";")), line.rfind(". ", 0, line.find(";"))) + 1
    for chunk in re.finditer(r"[^;]+", line[start:]):
        parts = _parts(chunk[0])
        yield _Line(offset + start + chunk.start(), offset + start + chunk.end(), parts or (chunk[0],))


def _parts(line: str) -> tuple[str, ...]:
    """Return the parts of a line of a list; nothing for a sentence."""
    if (
        not 4 < len(line) < _LONGEST_LINE
        or line.lstrip().startswith((">", "#"))
        or line.rstrip().endswith((":", ":**"))
    ):
        return ()
    plain = _BULLET.sub("", line).strip(" *_|.")
    parts = tuple(part.strip(" *_.") for part in _PARTS.split(plain) if part.strip(" *_."))
    longest = max((len(part.split()) for part in parts), default=0)
    return parts if 1 < len(parts) <= _MOST_FIELDS and longest < 8 and ". " not in plain else ()


def _judged(page: Page, above: str, run: list[_Line]) -> Iterator[Finding]:
    """Yield a run of rows if each tells of one person and of what befell that person; the first may be their title."""
    if above.lstrip().startswith(">") or above.rstrip().endswith("?"):
        return
    for title, rows in ((above, run), (page.text[run[0].start : run[0].end] if run else "", run[1:])):
        if not 1 < len(rows) < page.material.policy.threshold:
            continue
        words = _WORDS.findall(f"{above} {title}".lower())
        told = bool(_TOLD_ABOVE.intersection(words)) or any(lexicon.noun_class(word) == "event" for word in words)
        start, end = rows[0].start, rows[-1].end
        if all(_describes_one(line.parts, told=told) for line in rows) and not page.is_quoted(start, end):
            yield Finding("count.derivable", Verdict.BLOCK, ROWS, ROWS_REMEDY, start, end, page.quote(start, end))
            return


def _describes_one(parts: tuple[str, ...], *, told: bool) -> bool:
    """Tell a row of one person ("Constable", "male, 84", a date under words that tell what happened) with an outcome."""
    who = any(_is_one_person(part) for part in parts)
    when = any(_is_date(part) or _AGE.match(part) for part in parts)
    outcome = any(_OUTCOMES.search(part) or _befell(part) for part in parts)
    money = any(part.startswith("£") for part in parts)
    if (
        any(_is_tally(part) for part in parts[1:])
        or _COUNTED.match(parts[0])
        or _is_tally(parts[-1])
        or parts[-1].isdigit()
    ):
        return False  # "Dismissed: 14" counts
    return (who and (outcome or (told and (when or money)))) or (told and when and outcome)


def _is_tally(part: str) -> bool:
    if _COUNTED.match(part):
        return True  # "1,210 searches", "12.4% led to an arrest"
    return part.replace(",", "").isdigit() and not _AGE.match(part) and not _is_date(part)


def _is_date(part: str) -> bool:
    words = part.lower().split()
    return bool(_DATE.match(part)) or any(word in MONTHS for word in words[:2])


def _is_one_person(part: str) -> bool:
    words = _WORDS.findall(part.lower())
    if not words or len(words) > 5:
        return False
    head = words[-1]
    if head in _SEXES or words[0] in _SEXES:
        return True
    singular = lexicon.singular(head) == head and head not in {"staff", "people", "personnel"}
    return singular and compound_class(words, len(words) - 1) == "person"


def _befell(part: str) -> bool:
    return any(
        lexicon.person_word(word) or lexicon.noun_class(word) == "event" for word in _WORDS.findall(part.lower())
    )


def _apiece(page: Page) -> Iterator[Finding]:
    """Find "the two courts dealt with one apiece" and "Alton and Barford each had a suicide"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _EACH:
            continue
        end = _one_each(prose, index) or _each_had_one(prose, index)
        first, last = prose.sentence(index)
        if not end or not _is_told(prose, first, last) or quoted(page, index, index + 1):
            continue
        start = min(end, index) if end < index else index
        around = prose.words[first:last]
        conditional = is_conditional(prose, first, index) or is_conditional(prose, index + 1, last)
        if not conditional and tells_the_past(around) | any(past_verb(one) for one in around):
            yield spanned(page, start, max(end, index + 1), "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _one_each(prose: Prose, index: int) -> int:
    """Return where "one apiece", "two each" or "a nurse apiece" begins that ends at a token, or 0."""
    before = prose.word(index - 1)
    if prose.word(index - 2) in {"£", "$", "at"}:
        return 0
    if is_number(before) and prose.word(index + 1) not in {"of", "other"}:
        return index - 1 if before in {"one", "two", "1", "2", "three", "3"} else 0
    for start in range(index - 2, index - 5, -1):
        if prose.word(start) in {"a", "an"}:
            kind = compound_class(prose.words[start + 1 : index], index - start - 2)
            return start if kind in {"person", "event"} else 0
    return 0


def _each_had_one(prose: Prose, index: int) -> int:
    """Return the token after "each had a suicide", or 0."""
    if prose.word(index + 1) not in _HAD or prose.word(index + 2) not in {"a", "an", "one"}:
        return 0
    for place in range(index + 3, index + 7):
        if compound_class(prose.words[index + 3 : place + 1], place - index - 3) in {"person", "event"}:
            following = lexicon.noun_class(prose.word(place + 1))
            return place + 1 if following not in {"thing", "person", "event", "weak", "office"} else 0
    return 0


def _is_told(prose: Prose, first: int, last: int) -> bool:
    """Tell whether a sentence, or the one before it, speaks of what befalls people."""
    start, _ = prose.sentence(max(first - 2, 0))
    around = prose.words[start:last]
    return any(
        lexicon.person_word(word)
        or (lexicon.noun_class(word) in {"person", "event"} and lexicon.singular(word) != "court")
        for word in around
    )
