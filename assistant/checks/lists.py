"""Low counts that a list tells by its length: a bullet a person, a date an event: ``count.derivable``."""

import re
from collections.abc import Iterator

from assistant.checks import told
from assistant.checks.counts import is_conditional
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, tells_the_past
from assistant.checks.numbers.prose import Prose
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
_PAST = re.compile(r"\b(?:were|was|received|resulted|had|given|led|occurred|imposed|ended|concluded)\b", re.I)
# What may come of a case, in rules and policies: nobody's outcome.
_POSSIBLE = re.compile(r"\b(?:can|may|could|might|available|possible|should|must|would)\b", re.I)
# A line that describes one person: "age 15, Year 10 - assault", "female, 34, ...".
_A_PERSON = re.compile(
    r"\W{0,4}(?:(?:an? )?(?:aged?|age:) ?[0-9]{1,2}\b(?! ?(?:-|\u2013|to|and|or|\+))|(?:an? )?(?:male|female|boy|girl|man|woman|[mf])\b[,;( ]{1,3}"
    r"(?:aged? )?[0-9]{1,2}\b(?! ?(?:-|\u2013|to|%))|(?:an? )?[0-9]{1,2}[- ]year[- ]old)",
    re.I,
)
_EACH_OUTCOME = re.compile(
    r"\b(?:outcome|sanction|result|penalty|finding|disposal|decision)s?\b.{0,60}\b(?:each|individual)\b", re.I
)
# Outcomes that have no noun of their own in the lists.
_OUTCOMES = re.compile(
    r"\b(?:no (?:further |formal )?action|no case to answer|words of advice|(?:management|written|formal) (?:action|advice|words)"
    r"|reflective practice|reduction in rank|not proven|not guilty|guilty|advice|nfa)\b",
    re.I,
)
_OWN_DATES = wordset(
    "request letter email wrote between from until meeting received clarification review reply response inspection"
)
_PERSON_NOUNS = ("person", "event")
_CASES = wordset("case cases")
_HAS_DIGIT = re.compile(r"[0-9]")
_SANCTIONS = wordset(
    "warning demotion dismissal reprimand suspension caution fine conviction acquittal ban resignation exclusion charge"
)
_AGAIN = wordset("again then later also")
_HELD = wordset("hearing investigation inspection audit training appointment treatment meeting tribunal search appeal")
_MANY = wordset("many most several numbers number peaked rose highest lowest total every")
_ACUTE = wordset(
    "death arrest suicide assault stabbing escape stillbirth fatality rape murder overdose drowning dismissal exclusion"
    " suspension injury miscarriage disappearance"
)
_WEEKDAYS = wordset("monday tuesday wednesday thursday friday saturday sunday")


def check(page: Page) -> Iterator[Finding]:
    """Find short lists of one line a person, and dates given one by one."""
    yield from _bullets(page)
    yield from _dates(page)
    yield from _months(page)
    yield from _outcomes(page)
    yield from told.check(page)


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
    if all(_A_PERSON.match(text) for _, _, text in block) and not _POSSIBLE.search(above):
        start, end = block[0][0], block[-1][1]
        yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))
        return
    each = bool(_EACH_OUTCOME.search(above))
    told = _INTRO.search(above) and (_PAST.search(above) or each) and _names_people(above)
    if not told or above.rstrip().endswith("?"):
        return
    if _POSSIBLE.search(above):
        return
    each = each and not any(_HAS_DIGIT.search(text) for _, _, text in block)
    if each or all(_is_outcome(text) for _, _, text in block):
        start, end = block[0][0], block[-1][1]
        yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))


def _names_people(words: str) -> bool:
    seen = re.findall(r"[a-z]+", words.lower())
    return any(word in _CASES or lexicon.noun_class(word) in _PERSON_NOUNS for word in seen)


def _is_outcome(words: str) -> bool:
    if _OUTCOMES.search(words):
        return True
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
    # A person named before the dates may be the one who held a drill; what was done to people tells of them.
    told = any(lexicon.noun_class(word) == "event" or lexicon.person_word(word) for word in before)
    if not told or _OWN_DATES.intersection(words):
        return
    start, _ = page.prose.span(run[0].token, run[0].after)
    _, end = page.prose.span(run[-1].token, run[-1].after)
    yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))


def _months(page: Page) -> Iterator[Finding]:
    """Find "were injured in March and again in August": a month or a day for each event."""
    prose, read = page.prose, 0
    for index, word in enumerate(prose.words[: prose.size]):
        if index < read or word not in {"in", "on"} or not _is_when(prose.word(index + 1)):
            continue
        count, again, read = _times(prose, index)
        if not 1 < count < page.material.policy.threshold:
            continue
        first, last = prose.sentence(index)
        if _happened(prose, first, index, again=again) and not is_conditional(prose, first, last):
            start, end = prose.span(index + 1, read)
            if not page.is_quoted(start, end) and not page.asked(start, end):
                yield Finding(
                    "count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end)
                )


def _is_when(word: str) -> bool:
    return word in MONTHS or word in _WEEKDAYS


def _times(prose: Prose, index: int) -> tuple[int, bool, int]:
    """Return how many months or days are named from a token on, whether one is "again", and the token after them."""
    count, again, place, after = 0, False, index, index
    while prose.word(place) in {"in", "on"} and _is_when(prose.word(place + 1)):
        count, after = count + 1, place + 2
        after += prose.word(after).isdigit()
        place = after
        while prose.word(place) in {",", "and", ";"} | _AGAIN:
            again = again or prose.word(place) == "again"
            place += 1
    return count, again, after


def _happened(prose: Prose, first: int, index: int, *, again: bool) -> bool:
    """Tell whether what is dated befell people, and is not a meeting, a hearing or a crowd of cases."""
    before = prose.words[first:index]
    if _MANY.intersection(before) or "no" in before or "not" in before or _OWN_DATES.intersection(before):
        return False
    singles = {lexicon.singular(word) for word in before}
    if singles & _HELD:
        return False
    done = any(lexicon.person_word(word) for word in before)
    event = any(lexicon.noun_class(word) == "event" for word in singles)
    return (
        bool(singles & _ACUTE) or (again and (done or event)) or (done and DONE_TO_PEOPLE.intersection(before) != set())
    )


def _outcomes(page: Page) -> Iterator[Finding]:
    """Find "the sanctions were a final written warning, a demotion and a dismissal"."""
    prose, read = page.prose, 0
    for index, word in enumerate(prose.words[: prose.size]):
        if index < read or word not in {"a", "an"}:
            continue
        count, read = _sanctions(prose, index)
        first, last = prose.sentence(index)
        if not 1 < count < page.material.policy.threshold or not tells_the_past(prose.words[first:index]):
            continue
        start, end = prose.span(index, read)
        if not is_conditional(prose, first, last) and not page.is_quoted(start, end) and not page.asked(start, end):
            yield Finding("count.derivable", Verdict.BLOCK, LISTED, LISTED_REMEDY, start, end, page.quote(start, end))


def _sanctions(prose: Prose, index: int) -> tuple[int, int]:
    """Return how many outcomes with an article of their own are listed from a token on, and the token after them."""
    count, place, after = 0, index, index + 1
    while prose.word(place) in {"a", "an"}:
        ends = [step for step in range(place + 1, place + 5) if prose.word(step) in _SANCTIONS]
        if prose.word(place + 1) == "reduction":
            ends = [place + 3]  # "a reduction in rank"
        if not ends or not all(word.isalpha() for word in prose.words[place : ends[-1]]):
            break
        count, after = count + 1, ends[-1] + 1
        place = after
        while prose.word(place) in {",", "and", ";"}:
            place += 1
    return count, after
