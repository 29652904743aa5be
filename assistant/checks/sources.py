"""Numbers that have no source in the case: ``number.unsourced``.

A number in a letter is a released figure, law, a date or reference of the case, the request's own,
the officer's own, a statutory constant, or part of the letter's structure; any other is for a person.
"""

import re
from collections.abc import Iterator

from assistant.checks.counts import finding
from assistant.checks.decided import own_rows
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.page import Page
from assistant.checks.protected import released_values
from assistant.checks.quantities import read_quantities
from assistant.findings import Finding, Verdict

UNSOURCED = "This number is in none of the figures, the request or the officer's notes."
UNSOURCED_REMEDY = "Say in the notes where it comes from, or take it out."
_ASKED_OF = frozenset(
    {Role.PEOPLE, Role.UNKNOWN, Role.THINGS, Role.STATISTIC, Role.PERCENTAGE, Role.MONEY, Role.MEASURE, Role.PERIOD}
)
_EXPRESSED = frozenset(
    {Kind.DIGITS, Kind.WORDS, Kind.RANGE, Kind.BOUND, Kind.PERCENT, Kind.FRACTION, Kind.RATIO, Kind.INVERSE}
)
_FROM_A_RECORD = re.compile(
    r"\b(?:taken|drawn|extracted|obtained|run|counted|according|as recorded|recorded|logged|held) (?:from|to|in|on|by) (?:the|our|its) [^.;\n]{0,40}\b(?:system|database|ledger|register|log|records?|returns?|accounts?|spreadsheet|file|census|survey|report|statistics|book)\b"
    r"|\((?:[^()\n]{0,40}\b)?(?:ledger|database|returns|register|system|log|accounts|census)\b[^()\n]{0,30}\)",
    re.I,
)
_ABOVE = 300
# Working days, weeks and months of FOIA ss10 and 17, EIR regs 5, 7 and 11, FOISA ss10, 20 and 21,
# and of the complaint routes; the limits of SI 2004/3244 and SSI 2004/467.
_STATUTORY_PERIODS = frozenset({1, 2, 3, 5, 6, 10, 12, 18, 20, 24, 30, 35, 40, 60})
_STATUTORY_MONEY = frozenset({15.0, 25.0, 100.0, 450.0, 600.0})
# Hours of the estimate times the rate that the regulations set: an amount that the letter works out.
_HOURLY_RATES = (15.0, 25.0)


def check(page: Page) -> Iterator[Finding]:
    """Find numbers without a source, where the case has sources to look in."""
    material = page.material
    if not (material.figures or material.request_text or material.questions or material.notes):
        return
    known, own = _known(page), own_rows(page)
    for quantity in page.quantities:
        if any(start <= quantity.start and quantity.end <= end for start, end in own):
            continue
        if _needs_source(page, quantity) and not (_sourced(page, quantity, known) or _names_source(page, quantity)):
            yield finding(page, quantity, "number.unsourced", Verdict.REVIEW, UNSOURCED, UNSOURCED_REMEDY)


def _names_source(page: Page, quantity: Quantity) -> bool:
    """Tell whether the letter itself says from which record a number is, where the case has no figures or notes to hold it against.

    A table has its source in the words above it.
    """
    if page.material.figures or page.material.notes:
        return False
    place = page.prose.starts[quantity.core]
    table = page.table_at(place)
    first, last = (max(0, table.start - _ABOVE), table.start) if table else page.grounds.sentence_at(place)
    return bool(_FROM_A_RECORD.search(page.grounds.words, first, last))


def _known(page: Page) -> frozenset[float]:
    material = page.material
    words = "\n".join([material.request_text or "", *material.questions, material.notes, material.reference])
    said = {quantity.low for quantity in read_quantities(words)}
    said |= {quantity.high for quantity in read_quantities(words) if quantity.high is not None}
    return frozenset(said | set(released_values(page)) | {0.0})


def _needs_source(page: Page, quantity: Quantity) -> bool:
    if quantity.role not in _ASKED_OF or quantity.kind not in _EXPRESSED:
        return False
    if quantity.role is Role.THINGS and quantity.kind is Kind.WORDS and quantity.low <= 2:
        return False
    return not page.is_quoted(quantity.start, quantity.end)


def _sourced(page: Page, quantity: Quantity, known: frozenset[float]) -> bool:
    if quantity.low in known and (quantity.high is None or quantity.high in known):
        return True
    if quantity.kind is Kind.BOUND and quantity.high == page.material.policy.threshold - 1:
        return True
    if quantity.role is Role.PERIOD and quantity.low in _STATUTORY_PERIODS:
        return True
    if quantity.role is Role.MONEY and (
        quantity.low in _STATUTORY_MONEY or any(quantity.low / rate in known for rate in _HOURLY_RATES)
    ):
        return True
    return page.asked(quantity.start, quantity.end) or quantity.text in page.material.contact
