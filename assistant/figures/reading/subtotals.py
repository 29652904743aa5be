"""Categories of a table that are sums of others: found by their labels or by arithmetic, and confirmed by the sum."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from assistant.errors import TableError
from assistant.figures.reading.axis import Axis
from assistant.figures.reading.cells import is_total
from assistant.figures.tables import TOTAL, Dimension, Key, Subtotal, Table

_SUB = re.compile(r"(?P<before>.*?)[\s:,(-]*\bsub[- ]?totals?\b[\s:,)-]*(?P<after>.*)", re.IGNORECASE)
_SAYS = re.compile(
    r"(?P<before>.+?)(?:[\s:,-]+(?:sub)?total|\s*\((?:sub)?total\)|\s*\(all\))|(?:sub)?total(?: for| of)?[\s:,-]+(?P<after>.+)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"(?:of which|including|incl\.?|of these|of whom)\b.*", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:\d{4} )?(?:q[1-4]|quarter [1-4])(?: \d{4}(?:[/-]\d{2,4})?)?|h[12]|half[- ]year.*", re.IGNORECASE
)
_MONTH = re.compile(r".*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*", re.IGNORECASE)
_MOST = 1_000
_CHOICES = 12
_SMALL = 10
_SURE = 1_000_000
_NAMED = 6


def with_subtotals(table: Table, *, trusted: bool = False) -> Table:
    """Find the categories that are sums of others of their dimension.

    A label says so ("North total", "Q1" after its months), or a category is the sum of those right before or right
    after it in every line, and the totals add up only if it is not counted beside them; without totals, the sums
    must be too many and too large for chance.

    Args:
        table: as it was read; what its dimensions hold of subtotals already stays.
        trusted: whether to believe a label though the sum does not hold.

    Returns:
        The table with ``Dimension.subtotals`` and a remark on each.

    Raises:
        TableError: a label says that it is a subtotal, and the sum does not hold; names the difference.
    """
    dimensions: list[Dimension] = []
    remarks: list[str] = []
    for place, dimension in enumerate(table.dimensions):
        found = {} if dimension.subtotals else _find(table, place, dimension, trusted=trusted)
        order = [one for one in dimension.categories if one in found]
        subtotals = tuple(Subtotal(one, found[one]) for one in order) or dimension.subtotals
        dimensions.append(replace(dimension, subtotals=subtotals))
        remarks.extend(f"{one} is the sum of {_named(found[one])}." for one in order)
    if not remarks:
        return table
    return replace(table, dimensions=tuple(dimensions), remarks=(*table.remarks, *remarks))


def _find(table: Table, place: int, dimension: Dimension, *, trusted: bool) -> Mapping[str, tuple[str, ...]]:
    if not 1 < len(dimension.categories) <= _MOST:
        return {}
    lines = tuple(dict.fromkeys((*key[:place], *key[place + 1 :]) for key in table.cells))
    axis = Axis(table, place, lines, list(dimension.categories))
    flat = axis.gaps(TOTAL, dimension.categories)
    if flat and not any(flat.values()) and not any(map(_strict, dimension.categories)):
        return {}
    _by_label(axis, certain=bool(flat) and not any(flat.values()), trusted=trusted)
    left = axis.gaps(TOTAL, axis.units)
    if (left and any(left.values())) or not left:
        _by_arithmetic(axis, proven=bool(left))
    return axis.found


# --- by label


def _strict(label: str) -> bool:
    """Tell whether a label says in so many words that it is a sum."""
    return bool(_SUB.fullmatch(label) or _SAYS.fullmatch(label) or _OF_WHICH.fullmatch(label)) and not is_total(label)


def _stem(label: str) -> str:
    """Return what a subtotal is called without the word for it: "North" of "North total"."""
    match = _SUB.fullmatch(label) or _SAYS.fullmatch(label)
    return " ".join(filter(None, match.groups())).strip().casefold() if match else label.casefold()


def _by_label(axis: Axis, *, certain: bool, trusted: bool) -> None:
    """Take what labels say.

    Args:
        axis: the dimension.
        certain: whether the totals add up with every category counted by itself.
        trusted: whether to believe a label though the sum does not hold.
    """
    _of_which(axis)
    said = [one for one in axis.units if _strict(one) and not _OF_WHICH.fullmatch(one)]
    hinted = [one for one in axis.units if one not in said and _PERIOD.fullmatch(one)]
    for label in [*said, *hinted] if not certain else ():
        runs = list(_runs(axis, label, {*said, *hinted})) if label in axis.units else []
        parts = next((run for run in runs if _holds(axis, label, run)), None)
        if parts is None and label in said and runs:
            if not trusted and axis.gaps(label, runs[0]):
                _refuse(axis, label, runs[0])
            parts = runs[0]
        if parts is not None:
            axis.take(label, parts)


def _family(axis: Axis, label: str) -> list[str]:
    """Return the categories that bear another's name with more ("2023 Q1" of "2023")."""
    stem = re.escape(_stem(label))
    pattern = re.compile(rf"{stem}[\s:,/-]+\S.*|.*\S[\s:,/-]+{stem}", re.IGNORECASE)
    return [one for one in axis.units if one != label and not _strict(one) and stem and pattern.fullmatch(one)]


def _runs(axis: Axis, label: str, others: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield what could be a subtotal's parts, the likeliest first."""
    family = _family(axis, label)
    if family:
        yield tuple(family)
    at = axis.units.index(label)
    before, after = axis.units[:at], axis.units[at + 1 :]
    own = max((n + 1 for n, one in enumerate(before) if one in others), default=0)
    months = [one for one in before[own:] if _MONTH.fullmatch(one)]
    natural = tuple(months if _PERIOD.fullmatch(label) else before[own:])
    if natural:
        yield natural
    following = next((n for n, one in enumerate(after) if one in others), len(after))
    if following > 1 and (not _PERIOD.fullmatch(label) or _MONTH.fullmatch(after[0])):
        yield tuple(after[:following])
    if not _PERIOD.fullmatch(label) or months:
        for length in range(2, len(axis.units)):
            yield from (run for run in (tuple(before[-length:]), tuple(after[:length])) if len(run) == length)


def _holds(axis: Axis, label: str, parts: Sequence[str]) -> bool:
    gaps = axis.gaps(label, parts)
    return bool(gaps) and not any(gaps.values())


def _of_which(axis: Axis) -> None:
    """Take rows that say "of which" as the parts of the category above them.

    Raises:
        TableError: they are not all of it, so that the rest cannot be told from what is given.
    """
    at = 0
    while at < len(axis.units):
        under = axis.units[at + 1 :]
        count = next((n for n, one in enumerate(under) if not _OF_WHICH.fullmatch(one)), len(under))
        if count and _OF_WHICH.fullmatch(axis.units[at]) is None:
            label, parts = axis.units[at], tuple(under[:count])
            if any(axis.gaps(label, parts).values()):
                # The difference is a count itself: that of the rest.
                raise TableError(
                    f"{_named(parts)} {'is' if len(parts) == 1 else 'are'} not all of {label}",
                    where=_where(axis, label),
                    todo="Give the rest of it as a category of its own, or leave these out.",
                )
            axis.take(label, parts)
        at += 1


def _where(axis: Axis, label: str) -> str:
    cells = (axis.cell(label, line) for line in axis.lines)
    return next((cell.where for cell in cells if cell), axis.table.source)


def _refuse(axis: Axis, label: str, parts: Sequence[str]) -> None:
    """Raise an error on the first line in which a subtotal is not the sum of its parts."""
    line, gap = next((line, gap) for line, gap in axis.gaps(label, parts).items() if gap)
    names = [d.name for n, d in enumerate(axis.table.dimensions) if n != axis.place]
    named = ", ".join(f"{name} {text}" for name, text in zip(names, line, strict=True))
    stated = axis.cell(label, line)
    raise TableError(
        f"{axis.table.dimensions[axis.place].name} {label}{f' ({named})' if named else ''} is {abs(gap):,} too "
        f"{'high' if gap > 0 else 'low'} to be the sum of {_named(parts)}",
        where=stated.where if stated else axis.table.source,
        todo="Correct the figures, or its label if it is no subtotal. --trust-cells takes the figures as right and makes "
        "the subtotal anew.",
    )


# --- by arithmetic


def _by_arithmetic(axis: Axis, *, proven: bool) -> None:
    """Take categories that are the sum of those before or after them.

    Args:
        axis: the dimension.
        proven: whether there are totals, which must add up with what is taken; without them the sums are weighed.
    """
    before = (dict(axis.found), list(axis.units))
    candidates = list(_sums_in_a_row(axis))
    if not proven:
        for label, parts in candidates:
            if _is_no_chance(axis, label, parts) and _is_free(axis, label, parts):
                axis.take(label, parts)
        return
    for chosen in _choices(candidates):
        axis.found, axis.units = dict(before[0]), list(before[1])
        for label, parts in chosen:
            if _is_free(axis, label, parts):
                axis.take(label, parts)
        gaps = axis.gaps(TOTAL, axis.units)
        if gaps and not any(gaps.values()):
            return
    axis.found, axis.units = before


def _choices(candidates: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Sequence[tuple[str, tuple[str, ...]]]]:
    """Yield which candidates to take, all of them first."""
    yield candidates
    if len(candidates) <= _CHOICES:
        for size in range(len(candidates) - 1, 0, -1):
            yield from combinations(candidates, size)


def _is_free(axis: Axis, label: str, parts: Sequence[str]) -> bool:
    return label in axis.units and all(part in axis.units for part in parts)


def _sums_in_a_row(axis: Axis) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the categories that are the sum of two or more right before or after them, the innermost first."""
    units = list(axis.units)
    progress = True
    while progress:
        progress = False
        for at, label in enumerate(units):
            parts = _summed(axis, label, units[:at][::-1]) or _summed(axis, label, units[at + 1 :])
            if parts:
                yield label, parts
                units = [unit for unit in units if unit not in parts]
                progress = True
                break


def _summed(axis: Axis, label: str, others: Sequence[str]) -> tuple[str, ...]:
    """Return the shortest run of categories that a category is the sum of in every line; () if there is none."""
    line = max(axis.lines, key=lambda one: _value(axis, label, one))
    whole, added = _value(axis, label, line), 0
    if whole <= 0:
        return ()
    for length, other in enumerate(others, 1):
        added += max(_value(axis, other, line), 0)
        if added > whole:
            return ()
        run = tuple(one for one in axis.table.dimensions[axis.place].categories if one in others[:length])
        if length > 1 and added == whole and _holds(axis, label, run):
            return run
    return ()


def _value(axis: Axis, label: str, line: Key) -> int:
    count = axis.cell(label, line)
    return -1 if count is None else count.value


def _is_no_chance(axis: Axis, label: str, parts: Sequence[str]) -> bool:
    """Tell whether sums are too many and too large to hold by chance.

    A line of totals says nothing that the lines under it do not.
    """
    plain = [line for line in axis.lines if TOTAL not in line] or list(axis.lines)
    gaps = axis.gaps(label, parts)
    sums = {_value(axis, label, line) for line in plain if line in gaps}
    large = [one for one in sums if one >= _SMALL]
    weight = 1
    for one in large:
        weight *= one
    return len(large) > 1 and weight >= _SURE * len(axis.units)


def _named(parts: Sequence[str]) -> str:
    if len(parts) > _NAMED:
        return f"{parts[0]} to {parts[-1]} ({len(parts)} categories)"
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
