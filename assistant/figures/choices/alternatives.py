"""What an officer can do instead of hiding cells, and what each way loses, to be compared before choosing.

Hiding cells keeps every category and total; rounding keeps every cell but no exact figure; merging categories or
leaving totals out shows less detail exactly. Each is protected and attacked as if it alone were published, so one
only may be published: two forms of the same table beside each other can give a low count away.
"""

import shlex
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.figures.choices.merging import merges_for
from assistant.figures.choices.reshape import Merge, find_dimension, merged, usual_label, without_total
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.protected import Protected
from assistant.figures.tables import TOTAL, Table
from assistant.findings import Verdict

NOT_TRIED = "not tried"
_BASES = (5, 10)
_LISTED = 6
_HEADER = ("Way", "Figures shown", "Withheld", "Detail lost", "Verdict", "Flags")
_ONE_ONLY = "Publish one form only: two of them beside each other can give a low count away."


@dataclass(frozen=True, slots=True)
class Loss:
    """What a way of publishing a table loses.

    Attributes:
        figures_shown: how many figures are shown.
        figures_possible: how many the officer's table has.
        withheld: how many are marked as withheld.
        exact: how many of those shown are exact.
        share_of_people_shown: the people in figures shown of the table's inside, as a part of all, to the nearest
            hundredth. It comes from the true counts, so it is for the officer alone.
        categories_lost: how many categories fewer there are.
        totals_lost: how many totals and subtotals are left out.
        rounding: by how much a figure can be wrong, in people.
    """

    figures_shown: int
    figures_possible: int
    withheld: int
    exact: int
    share_of_people_shown: float = field(repr=False)
    categories_lost: int = 0
    totals_lost: int = 0
    rounding: int = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of publishing a table.

    Attributes:
        name: what it does, in a few words.
        flags: of ``foi protect``, that choose it; "" for what it does without any.
        table: what is protected.
        policy: by which policy.
        detail: what is lost in words, of labels alone.
        protected: the outcome; None where there was no time left to try.
        loss: what it loses; None likewise.
    """

    name: str
    flags: str
    table: Table
    policy: Policy
    detail: str
    protected: Protected | None = None
    loss: Loss | None = None

    @property
    def usable(self) -> bool:
        """Whether it was tried and may be published."""
        return self.protected is not None and self.protected.verdict is not Verdict.BLOCK


@dataclass(frozen=True, slots=True)
class Compared:
    """Ways of publishing a table, side by side.

    Attributes:
        header: what the columns are.
        rows: a row of text for each way.
        recommended: the best way; None where none may be published.
        sentence: which that is and why.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    recommended: Alternative | None
    sentence: str


def alternatives(
    table: Table, policy: Policy, released: Sequence[Table] = (), seconds: float = 10.0
) -> tuple[Alternative, ...]:
    """Return the ways in which a table can be published, each protected and attacked.

    Args:
        table: the officer's table.
        policy: what is low; how cells are hidden is the first of the ways.
        released: tables that are public already.
        seconds: for all together. What is not reached by then is listed without its outcome; the first way always
            is tried.

    Returns:
        Hiding cells as the policy says; rounding; leaving out the totals of each dimension; merging categories of
        each. Only the first, where that withholds nothing.

    Raises:
        TableError: the counts that a file hides fit none of its totals.
    """
    until = time.monotonic() + seconds
    usual = _tried(_usual(table, policy), table, released, seconds)
    if usual.protected is None or not (usual.protected.any_suppressed or not usual.usable):
        return (usual,)
    found = [usual]
    for one in _others(table, policy):
        left = until - time.monotonic()
        found.append(_tried(one, table, released, left) if left > 0 else one)
    return tuple(found)


def compared(found: Sequence[Alternative]) -> Compared:
    """Lay ways side by side, and recommend one.

    The best shows the most figures exactly; then it is the one that loses the fewest categories, then totals. One
    that may not be published is never recommended.
    """
    usable = [one for one in found if one.usable and one.loss is not None]
    best = min(usable, key=_rank) if usable else None
    return Compared(_HEADER, tuple(map(_row, found)), best, _recommendation(best, usable, found))


# --- the ways


def _usual(table: Table, policy: Policy) -> Alternative:
    name = f"round to {policy.round_to}" if policy.round_to else "hide cells"
    return Alternative(name, "", table, policy, _rounding_in_words(policy.round_to))


def _others(table: Table, policy: Policy) -> Iterator[Alternative]:
    for base in _BASES:
        if base != policy.round_to:
            changed = replace(policy, round_to=base)
            yield Alternative(f"round to {base}", f"--round {base}", table, changed, _rounding_in_words(base))
    for place, dimension in enumerate(table.dimensions):
        if dimension.categories and any(key[place] == TOTAL for key in table.cells):
            flags = f"--drop-total {shlex.quote(dimension.name)}"
            less = without_total(table, dimension.name)
            yield Alternative(
                f"drop the totals of {dimension.name}", flags, less, policy, f"no totals of {dimension.name}"
            )
    for dimension in table.dimensions:
        if chosen := merges_for(table, dimension.name, policy):
            yield _merging(table, policy, dimension.name, chosen)


def _merging(table: Table, policy: Policy, name: str, chosen: Sequence[Merge]) -> Alternative:
    less, said = table, []
    for one in chosen:
        axis = find_dimension(less, name)[1]
        said.append(f"{_listed(one.labels)} become {one.name or usual_label(axis, one.labels)}")
        less = merged(less, name, one.labels, one.name)
    flags = " ".join(f"--merge {shlex.quote(str(one))}" for one in chosen)
    return Alternative(f"merge categories of {name}", flags, less, policy, "; ".join(said))


def _listed(labels: Sequence[str]) -> str:
    if len(labels) > _LISTED:
        return f"{', '.join(labels[: _LISTED - 1])} and {len(labels) - _LISTED + 1} more"
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


def _rounding_in_words(base: int | None) -> str:
    return f"figures are up to {base // 2} out" if base else "none"


# --- what they lose


def _tried(one: Alternative, original: Table, released: Sequence[Table], seconds: float) -> Alternative:
    hurried = replace(one.policy, time_limit=min(one.policy.time_limit, seconds))
    safe = protect(one.table, hurried, released)
    return replace(one, protected=safe, loss=_loss(original, one.table, safe))


def _loss(original: Table, table: Table, safe: Protected) -> Loss:
    shown = [cell for cell in safe.cells if cell.status == "released"]
    return Loss(
        figures_shown=len(shown),
        figures_possible=len(original.cells),
        withheld=len(safe.cells) - len(shown),
        exact=sum(cell.interval[0] == cell.interval[1] for cell in shown),
        share_of_people_shown=_share_shown(table, safe),
        categories_lost=_plain(original) - _plain(table),
        totals_lost=_sums(original) - _sums(table),
        rounding=safe.round_to // 2 if safe.round_to else 0,
    )


def _share_shown(table: Table, safe: Protected) -> float:
    """Return what part of the people inside the table is in figures shown; never 1 while some are withheld."""
    hidden = set(safe.reasons)
    inside = {
        key: count.value
        for key, count in table.cells.items()
        if count is not None
        and all(label != TOTAL and not d.parts(label) for d, label in zip(table.dimensions, key, strict=True))
    }
    everybody = sum(inside.values())
    shown = sum(value for key, value in inside.items() if key not in hidden)
    share = round(shown / everybody, 2) if everybody else 1.0
    return min(share, 0.99) if hidden.intersection(inside) else share


def _plain(table: Table) -> int:
    return sum(len(dimension.plain()) for dimension in table.dimensions)


def _sums(table: Table) -> int:
    """Return how many labels stand for sums: margins and subtotals."""
    margins = sum(any(key[place] == TOTAL for key in table.cells) for place in range(len(table.dimensions)))
    return margins + sum(len(dimension.subtotals) for dimension in table.dimensions)


# --- the comparison


def _rank(one: Alternative) -> tuple[int, int, int, int]:
    if one.loss is None:
        raise ValueError(f"{one.name} was not tried")
    return -one.loss.exact, one.loss.categories_lost, one.loss.totals_lost, one.loss.rounding


def _row(one: Alternative) -> tuple[str, ...]:
    if one.protected is None or one.loss is None:
        return one.name, NOT_TRIED, NOT_TRIED, one.detail, NOT_TRIED, one.flags
    shown = f"{one.loss.figures_shown} of {one.loss.figures_possible}"
    return one.name, shown, str(one.loss.withheld), one.detail, one.protected.verdict.word, one.flags


def _recommendation(best: Alternative | None, usable: Sequence[Alternative], found: Sequence[Alternative]) -> str:
    if best is None or best.loss is None:
        return "No way that was tried may be published; put more together, or leave the table out."
    if len(found) == 1:
        return f"{_capital(best.name)}: nothing has to be withheld, so nothing else is worth comparing."
    level = [one for one in usable if one.loss is not None and one.loss.exact == best.loss.exact]
    much = f"it shows {best.loss.exact} figures exactly"
    if len(level) == 1:
        reason = f"{much}, more than any other"
    else:
        reason = f"{much}, as no other does more, and loses the least detail of those that show as many"
    missing = f" Not tried, for want of time: {', '.join(one.name for one in found if one.loss is None)}."
    return f"{_capital(best.name)}: {reason}. {_ONE_ONLY}{missing if any(one.loss is None for one in found) else ''}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
