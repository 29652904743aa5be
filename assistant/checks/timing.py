"""Dates of the reply: late answers, wrong deadlines, and more time for the balance (FOIA ss10, 17(2))."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_MONTHS = tuple(calendar.month_name[month].lower() for month in range(1, 13))
_DATE = re.compile(
    rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)? ({'|'.join(_MONTHS)}) (20[0-9]{{2}})\b|\b(20[0-9]{{2}})-([01][0-9])-([0-3][0-9])\b",
    re.I,
)
_DUE = re.compile(
    r"(?:20th working day|twentieth working day|due (?:to (?:reply|respond|you) )?(?:on|by)|deadline (?:is|was|of|for[a-z ]{0,20})|respond(?:ed)? (?:to you )?by|answer (?:was|is) due (?:on|by))",
    re.I,
)
_MORE_TIME = re.compile(
    r"further time to consider|more time to consider|additional time to consider|extend(?:ed|ing)? the (?:time|deadline|period)"
    r"|(?:not|no|yet to) (?:yet )?(?:reached|come to|made|reach) (?:a |any )?(?:final )?decision",
    re.I,
)
_SORRY = r"apolog|sorry|regret"


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold the letter's dates against the law's."""
    match = more_time(grounds)
    if match and grounds.has(r"public interest|section 17\(2\)|section 10\(3\)") and not _date_near(grounds, match):
        yield rules()["refusal.estimate-date"].broken_at(page, *match.span())
    due = _due(page, grounds)
    if due is None:
        return
    sent = page.material.letter_date
    if sent is not None and sent > due and not grounds.has(_SORRY):
        yield rules()["refusal.late"].broken(page)
    for said in _DUE.finditer(grounds.words):
        stated = _DATE.search(grounds.words, said.end(), min(len(grounds.words), said.end() + 40))
        if stated and _parse(stated) not in {due, None}:
            yield rules()["refusal.deadline"].broken_at(page, *stated.span())


def more_time(grounds: Grounds) -> "re.Match[str] | None":
    """Return the words that take more time for the public interest test, if any do."""
    return _MORE_TIME.search(grounds.words)


def _date_near(grounds: Grounds, match: "re.Match[str]") -> bool:
    return bool(_DATE.search(grounds.words, max(0, match.start() - 300), min(len(grounds.words), match.end() + 600)))


def _due(page: Page, grounds: Grounds) -> date | None:
    material = page.material
    if material.received is None:
        return None
    from assistant.law.deadlines import deadline

    return deadline(material.received, grounds.regime or "foia", material.clarified).due


def _parse(match: "re.Match[str]") -> date | None:
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    try:
        if iso_year:
            return date(int(iso_year), int(iso_month), int(iso_day))
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        return None
