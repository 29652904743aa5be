"""Cost refusals: the limit, the sum and the help that goes with them (FOIA ss12 and 16, SI 2004/3244)."""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_SUM = re.compile(
    r"\b([0-9][0-9,]{0,8}) (?:[a-z-]{1,20} ){1,5}?(?:at|x|by|times|taking|for|would take|of)?\s?(?:about |around |approximately )?"
    r"([0-9]{1,3}(?:\.[0-9])?) minutes(?: (?:each|per [a-z]{1,15}|a [a-z]{1,15}|for each [a-z]{1,15}))?[^.]{0,60}?"
    r"([0-9][0-9,]{0,6}(?:\.[0-9])?) hours",
    re.I,
)
_LIMIT = r"£\s?(?:450|600)|\b18 hours|\b24 hours|\b18h\b|appropriate limit of|eighteen hours|twenty-four hours|prescribed (?:amount|sum|limit)"
_HELP = (
    r"section 16|advice and assistance|narrow|refin(?:e|ing)|reduc\w+ the (?:scope|period|time)|shorter period|limit(?:ing)? (?:your|the) request"
    r"|fewer|more specific|may wish to|could not be (?:narrowed|refined)"
)
_LEAST_HOURS = 18


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold a cost refusal against its three rules."""
    ground = grounds.cites("12")
    if ground is None or grounds.regime == "eir" or not _refuses_on_cost(grounds):
        return
    if not grounds.has(_LIMIT) or not grounds.has(r"\bhours?\b|\bminutes\b|£\s?[0-9]"):
        yield rules()["refusal.cost-limit"].broken_at(page, ground.start, ground.end)
    if not grounds.has(_HELP):
        yield rules()["refusal.help"].broken_at(page, ground.start, ground.end)
    yield from _sums(page, grounds)


def _refuses_on_cost(grounds: Grounds) -> bool:
    return grounds.refuses or grounds.has(r"exceed|cost limit|appropriate limit|cost too much|too costly")


def _sums(page: Page, grounds: Grounds) -> Iterator[Finding]:
    for match in _SUM.finditer(grounds.words):
        items, minutes, hours = (float(part.replace(",", "")) for part in match.groups())
        worked = items * minutes / 60
        if abs(worked - hours) > max(1.0, 0.03 * worked) or hours <= _LEAST_HOURS:
            yield rules()["refusal.cost-sum"].broken_at(page, *match.span())
