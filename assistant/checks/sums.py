"""Low counts that follow from a letter's own sentences by subtraction: ``count.derivable``.

"Of the 57, 54 were charged" tells of three; "two thirds of the nine" of six and three; "received 12,
9 of which were upheld" of three more.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor

from assistant.checks.counts import spanned
from assistant.checks.numbers.phrases import antecedent
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

DERIVABLE = "A low count of people can be worked out from the numbers given here."
DERIVABLE_REMEDY = "Leave out the total, or the part, or give both rounded, so that nothing low is left by subtraction."
_COUNTS = frozenset({Role.PEOPLE, Role.UNKNOWN})
_EXACT = frozenset({Kind.DIGITS, Kind.WORDS})
_SHARES = frozenset({Kind.FRACTION, Kind.PERCENT, Kind.RATIO})
_GROUPS = wordset("team group class cohort crew unit panel department office school ward staff shift set list")
_REST = frozenset({"rest", "remainder", "others", "remaining"})
_THESE = frozenset({"these", "those", "them", "whom", "which"})
_BACK = 60


def check(page: Page) -> Iterator[Finding]:
    """Find totals with parts in one sentence or the next whose difference is a low count."""
    quantities = [quantity for quantity in page.quantities if _usable(page, quantity)]
    for place, quantity in enumerate(quantities):
        near = _near(page.prose, quantities, place)
        if quantity.kind in _SHARES:
            yield from _share(page, quantity, near)
        elif _is_total(page.prose, quantity):
            yield from _parts_of(page, quantity, near)
        elif _points_back(page.prose, quantity):
            yield from _part_of_earlier(page, quantity, quantities[max(0, place - 12) : place])


def _usable(page: Page, quantity: Quantity) -> bool:
    share = quantity.kind in _SHARES and quantity.role in {Role.STATISTIC, Role.PERCENTAGE}
    count = quantity.role in _COUNTS and quantity.kind in _EXACT and quantity.exact is not None
    return (share or count) and page.table_at(page.prose.starts[quantity.core]) is None


def _near(prose: Prose, quantities: list[Quantity], place: int) -> list[Quantity]:
    """Return the quantities in the sentence of one, at most a dozen each way."""
    first, last = prose.sentence(quantities[place].core)
    window = quantities[max(0, place - 12) : place + 13]
    return [quantity for quantity in window if first <= quantity.core < last]


def _is_total(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is named as a whole: "of the 57", "57 in total", "a total of 57"."""
    before = [prose.word(quantity.token - step) for step in (1, 2, 3)]
    after = [prose.word(quantity.after + step) for step in range(4)]
    if before[0] == "of" or (before[0] in {"the", "these", "those", "all", "our"} and before[1] in {"of", "from"}):
        return True
    if "total" in before[:2] or (before[0] in {"was", "is", "of", ":"} and "total" in before):
        return True
    return "total" in after[:3] or "altogether" in after[:2] or after[:2] == ["in", "all"]


def _points_back(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether a number is a part of one said before: "9 of which", "of these, 9"."""
    after = [prose.word(quantity.after + step) for step in range(2)]
    if after[0] == "of" and after[1] in _THESE:
        return True
    first, _ = prose.sentence(quantity.core)
    opening = prose.words[max(first, quantity.token - 6) : quantity.token]
    if any(a == "of" and b in _THESE for a, b in pairwise(opening)):
        return True
    _, last = prose.sentence(quantity.core)
    return bool(_REST.intersection(prose.words[quantity.after : last]))


def _parts_of(page: Page, total: Quantity, near: list[Quantity]) -> Iterator[Finding]:
    whole = total.exact
    if whole is None:
        return
    parts = [quantity for quantity in near if quantity is not total and quantity.kind in _EXACT]
    parts = [quantity for quantity in parts if quantity.exact is not None and 0 < quantity.exact <= whole]
    if not parts or not _of_people(page, [total, *parts]):
        return
    values = [quantity.exact or 0 for quantity in parts]
    rests = {whole - value for value in values} | {whole - sum(values)}
    if any(_low(page, rest) for rest in rests):
        yield _found(page, [total, *parts])


def _part_of_earlier(page: Page, part: Quantity, earlier: list[Quantity]) -> Iterator[Finding]:
    wholes = [
        quantity
        for quantity in earlier
        if quantity.kind in _EXACT
        and part.token - quantity.token < _BACK
        and (quantity.exact or 0) >= (part.exact or 0)
    ]
    if not wholes or part.exact is None:
        return
    whole = wholes[-1]
    if _low(page, (whole.exact or 0) - part.exact) and _of_people(page, [whole, part]):
        yield _found(page, [whole, part])


def _share(page: Page, share: Quantity, near: list[Quantity]) -> Iterator[Finding]:
    """Turn "25% of 8" and "two thirds of the nine" back into whole numbers."""
    wholes = [quantity for quantity in near if quantity.kind in _EXACT and _is_share_base(page.prose, share, quantity)]
    if not wholes and prose_points_back(page.prose, share):
        before = [quantity for quantity in page.quantities if quantity.token < share.token][-6:]
        wholes = [
            quantity
            for quantity in before
            if quantity.kind in _EXACT and quantity.role in _COUNTS and share.token - quantity.token < _BACK
        ][-1:]
    for whole in wholes[:1]:
        number = whole.exact or 0
        feasible = _feasible(page, share, number)
        if feasible is None or not _of_people(page, [whole, share]):
            continue
        low, high = feasible
        if _low_range(page, low, high) or _low_range(page, number - high, number - low):
            yield _found(page, [share, whole])


def prose_points_back(prose: Prose, quantity: Quantity) -> bool:
    """Tell whether "of them", "of these" follows a share."""
    return prose.word(quantity.after) == "of" and prose.word(quantity.after + 1) in _THESE


def _is_share_base(prose: Prose, share: Quantity, whole: Quantity) -> bool:
    if whole.token < share.after:
        return False
    between = prose.words[share.after : whole.token]
    if not between or len(between) > 12:
        return False
    if between[0] == "of" and all(word in {"of", "the", "these", "those", "our", "all"} for word in between):
        return True
    return between[-1] == "of" and len(between) > 1 and between[-2] in _GROUPS


def _feasible(page: Page, share: Quantity, whole: int) -> tuple[int, int] | None:
    """Return the least and the most whole number that the share can stand for."""
    if not 0 < whole < 10_000:
        return None
    if share.kind is Kind.PERCENT:
        text = page.prose.words[share.core]
        digits = len(text.split(".")[1]) if "." in text else 0
        slack = 0.5 * 10**-digits / 100 * whole
        value = share.low / 100 * whole
    else:
        slack, value = 0.34, share.low * whole
    low, high = ceil(value - slack - 1e-9), floor(value + slack + 1e-9)
    return (low, high) if low <= high else None


def _low(page: Page, value: int) -> bool:
    return _low_range(page, value, value)


def _low_range(page: Page, low: int, high: int) -> bool:
    policy = page.material.policy
    floor_ = 0 if policy.zeros == "hide" else 1
    if high >= policy.threshold or high < floor_:
        return False
    return not (low <= floor_ and high >= policy.threshold - 1)


def _of_people(page: Page, quantities: list[Quantity]) -> bool:
    """Tell whether a sum is of people: one of its numbers is, or the nearest noun before it."""
    if any(quantity.role is Role.PEOPLE for quantity in quantities):
        return True
    first = min(quantities, key=lambda quantity: quantity.token)
    found = Expression(first.token, first.core, first.after, first.low, first.high, first.kind)
    return antecedent(page.prose, found).kind in {"person", "event"}


def _found(page: Page, quantities: list[Quantity]) -> Finding:
    first = min(quantity.token for quantity in quantities)
    last = max(quantity.after for quantity in quantities)
    return spanned(page, first, last, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)
