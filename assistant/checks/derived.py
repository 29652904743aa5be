"""What every check on derivable counts says and asks: the finding's words, when a number is low, and whether it is of people."""

import re
from collections.abc import Sequence

from assistant.checks.counts import spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import antecedent, governed
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

DERIVABLE = "A low count of people can be worked out from the numbers given here."
DERIVABLE_REMEDY = "Leave out the total, or the part, or give both rounded, so that nothing low is left by subtraction."
COUNTS = frozenset({Role.PEOPLE, Role.UNKNOWN})
THESE = frozenset({"these", "those", "them", "whom", "which"})
EXACT = frozenset({Kind.DIGITS, Kind.WORDS, Kind.IDIOM})
_OWN = frozenset({"person", "event", ""})
# A share or a rate is of a population that the letter's own count is not.
_WIDER = wordset(
    "national nationally nationwide average country england wales scotland britain uk ireland regional regionally"
    " elsewhere published study research survey typical target whole"
)
_PARTED = frozenset({",", ";", "and", "against", "but", "with", "than"})


def low(page: Page, value: int) -> bool:
    """Tell whether a count is one that the policy protects."""
    return low_range(page, value, value)


def low_range(page: Page, least: int, most: int) -> bool:
    """Tell whether "between these" says more of a low count than that it is low."""
    policy = page.material.policy
    floor = 0 if policy.zeros == "hide" else 1
    if most >= policy.threshold or most < floor:
        return False
    return not (least <= floor and most >= policy.threshold - 1)


def may_count_people(page: Page, quantity: Quantity) -> bool:
    """Tell whether a whole number may be a count of people: one without a noun of its own may, whatever noun stands before it.

    "Seventeen people were interviewed about the theft of traps. No action was taken against fifteen."
    """
    if quantity.kind not in EXACT or quantity.exact is None:
        return False
    if quantity.role in COUNTS:
        return True
    if quantity.role is not Role.THINGS or lexicon.noun_class(quantity.noun) in {"person", "event"}:
        return False  # of people whom nobody counted: "a panel of three"
    own = Expression(quantity.token, quantity.core, quantity.after, quantity.low, quantity.high, quantity.kind)
    return governed(page.prose, own).kind in _OWN


def is_part(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is named as a part of others, and so is no whole: "of these 19 were warned"."""
    return prose.word(quantity.token - 2) == "of" and prose.word(quantity.token - 1) in THESE


def of_people(page: Page, quantities: Sequence[Quantity]) -> bool:
    """Tell whether a sum is of people: one of its numbers is, or the nearest noun before it."""
    if any(quantity.role is Role.PEOPLE for quantity in quantities):
        return True
    first = min(quantities, key=lambda quantity: quantity.token)
    found = Expression(first.token, first.core, first.after, first.low, first.high, first.kind)
    return antecedent(page.prose, found).kind in {"person", "event"}


def of_wider(prose: Prose, token: int, after: int) -> bool:
    """Tell whether the clause of a share or rate speaks of another population: "33% of staff nationally"."""
    first, last = prose.sentence(token)
    while after < last and prose.word(after) not in _PARTED:
        last = last if after < token + 12 else after
        after += 1
    start = max((place for place in range(first, token) if prose.word(place) == ";"), default=first)
    return bool(_WIDER.intersection(prose.words[start:after]))


def derived(page: Page, quantities: Sequence[Quantity]) -> Finding:
    """Return the finding that the numbers together give a low count away."""
    first = min(quantity.token for quantity in quantities)
    last = max(quantity.after for quantity in quantities)
    return spanned(page, first, last, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


def derived_at(page: Page, match: "re.Match[str]") -> Finding:
    """Return the same finding for words of the folded text."""
    start, end = page.prose.folded.start(match.start()), page.prose.folded.end(match.end())
    return Finding("count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY, start, end, page.quote(start, end))
