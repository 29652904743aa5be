"""Low counts that a list tells by its length: a bullet a person, a date an event: ``count.derivable``."""

import re
from collections.abc import Iterator

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.shapes import MONTHS
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

LISTED = "The list has a line or a date for each person or event, so its length tells a low count."
LISTED_REMEDY = "Describe the range of outcomes or the period as a whole, without a line or a date for each."
_BULLET = re.compile(r"^[ \t]{0,6}(?:[-*\u2022\u2013]|\([a-z]\)|[a-z]\)|[0-9]{1,2}[.)])[ \t]+(\S.{0,200})$")
_INTRO = re.compile(
    r"\b(?:each|outcomes?|sanctions?|details?|circumstances|as follows|individual|the following)\b", re.I
)
_PAST = re.compile(r"\b(?:were|was|received|resulted|had|given|led|occurred|imposed)\b", re.I)
_OWN_DATES = wordset(
    "request letter email wrote between from until meeting received clarification review reply response inspection"
)
_PERSON_NOUNS = ("person", "event")


def check(page: Page) -> Iterator[Finding]:
    """Find short lists of one line a person, and dates given one by one."""
    yield from _bullets(page)
    yield from _dates(page)


def _bullets(page: Page) -> Iterator[Finding]:
    """Find fewer bullets than the threshold, each an outcome, under words that say "each" or "were"."""
    block: list[tuple[int, int, str]] = []
    above = ""
    offset = 0
    for line in [*page.text.split("\n"), ""]:
        match = _BULLET.match(line)
        if match:
            block.append((offset + match.start(1), offset + len(line), match.group(1)))
        elif line.strip() or offset >= len(page.text):
            yield from _judged(page, above, block)
            block, above = [], line
        offset += len(line) + 1
    yield from _judged(page, above, block)


def _judged(page: Page, above: str, block: list[tuple[int, int, str]]) -> Iterator[Finding]:
    if not 1 < len(block) < page.material.policy.threshold or above.lstrip().startswith(">"):
        return
    if not (_INTRO.search(above) and _PAST.search(above) and _names_people(above)) or above.rstrip().endswith("?"):
        return
    if all(_is_outcome(text) for _, _, text in block):
        start, end = block[0][0], block[-1][1]
        yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))


def _names_people(words: str) -> bool:
    return any(lexicon.noun_class(word) in _PERSON_NOUNS for word in re.findall(r"[a-z]+", words.lower()))


def _is_outcome(words: str) -> bool:
    seen = re.findall(r"[a-z]+", words.lower())
    if any(char.isdigit() for char in words) and not _names_people(words):
        return False
    return any(
        lexicon.noun_class(word) in _PERSON_NOUNS or lexicon.person_word(word) or lexicon.case_word(word)
        for word in seen
    )


def _dates(page: Page) -> Iterator[Finding]:
    """Find "arrests took place on 14 May, 2 June and 9 October"."""
    days = [quantity for quantity in page.quantities if quantity.role is Role.DATE and _is_day(page, quantity)]
    run: list[Quantity] = []
    for day in days:
        if run and not _joined(page, run[-1], day):
            yield from _run(page, run)
            run = []
        run.append(day)
    yield from _run(page, run)


def _is_day(page: Page, quantity: Quantity) -> bool:
    after = page.prose.word(quantity.after)
    return quantity.low <= 31 and (after in MONTHS or after in {",", "and"})


def _joined(page: Page, first: Quantity, second: Quantity) -> bool:
    gap = page.prose.words[first.after : second.token]
    return len(gap) <= 5 and all(
        word in MONTHS or word in {",", "and", ";", "on", "the"} or (word.isdigit() and len(word) == 4) for word in gap
    )


def _run(page: Page, run: list[Quantity]) -> Iterator[Finding]:
    if not 1 < len(run) < page.material.policy.threshold:
        return
    first, last = page.prose.sentence(run[0].core)
    words = page.prose.words[first:last]
    before = page.prose.words[first : run[0].token]
    kinds = {lexicon.noun_class(word) for word in before} | {"person" for word in before if lexicon.person_word(word)}
    if not kinds.intersection(_PERSON_NOUNS) or _OWN_DATES.intersection(words):
        return
    start, _ = page.prose.span(run[0].token, run[0].after)
    _, end = page.prose.span(run[-1].token, run[-1].after)
    yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))
