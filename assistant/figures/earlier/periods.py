"""Periods named in labels and titles, to the month: of one label, of the labels of a dimension, of a title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from assistant.figures.earlier.period_words import (
    MONTH_WORD,
    MONTHS_OF_QUARTER,
    MONTHS_OF_YEAR,
    SPAN_WORD,
    YEAR_DIGITS,
    Period,
    moved_to_april,
    period_of,
    two_years_in_full,
)

__all__ = ["Period", "joined_label", "period_in", "period_of", "periods_of", "without_periods"]

_BARE_QUARTER = re.compile(r"(?:q|quarter) ?([1-4])", re.IGNORECASE)
_IN_TITLE = re.compile(
    rf"(?<![\w/.-])(?:(?:the )?(?:year|12 months|twelve months) (?:ended|ending|to) (?:\d\d? )?{MONTH_WORD} {YEAR_DIGITS}"
    rf"|(?:\d\d?(?:st|nd|rd|th)? )?{MONTH_WORD}(?: {YEAR_DIGITS})?{SPAN_WORD}(?:\d\d?(?:st|nd|rd|th)? )?{MONTH_WORD},? {YEAR_DIGITS}"
    rf"|(?:q|quarter )[1-4] {YEAR_DIGITS}(?:[/\u2013-]\d\d(?:\d\d)?)?"
    rf"|(?:\d\d?(?:st|nd|rd|th)? )?{MONTH_WORD} {YEAR_DIGITS}"
    rf"|{YEAR_DIGITS}(?: ?[/\u2013-] ?(?:{YEAR_DIGITS}|\d\d))?(?: to {YEAR_DIGITS}(?:[/\u2013-]\d\d)?| and {YEAR_DIGITS}(?:[/\u2013-]\d\d)?| to date| onwards)?)"
    rf"(?![\w/-]|\.\d)",
    re.IGNORECASE,
)


def periods_of(labels: Iterable[str], within: Period | None = None) -> Mapping[str, Period]:
    """Return the periods that the labels of one dimension name; those that name none are left out.

    Args:
        labels: the labels.
        within: the period of the whole table, which gives months without a year theirs.

    Labels like "2021-2022", "2022-2023" that would overlap as calendar years are financial years.
    """
    listed = list(labels)
    found = {label: one for label in listed if (one := period_of(label)) is not None}
    pairs = {label: found[label] for label in listed if label in found and two_years_in_full(label)}
    if any(a.meets(b) for a in pairs.values() for b in pairs.values() if a < b):
        found |= {label: moved_to_april(one) for label, one in pairs.items()}
    if within is None or not within.dated or within.months > MONTHS_OF_YEAR:
        return found
    if within.months == MONTHS_OF_YEAR:
        found |= {
            label: _quarter_of(within, match) for label in listed if (match := _BARE_QUARTER.fullmatch(label.strip()))
        }
    return {label: _dated(one, within) for label, one in found.items()}


def _quarter_of(year: Period, match: re.Match[str]) -> Period:
    start = year.start + MONTHS_OF_QUARTER * (int(match.group(1)) - 1)
    return Period(start, start + MONTHS_OF_QUARTER - 1)


def period_in(title: str) -> tuple[str, Period] | None:
    """Return the one period that a title names, with its words; None where it names none, or several."""
    found = {one: words for match in _IN_TITLE.finditer(title) if (one := period_of(words := match.group(0).strip()))}
    if len(found) != 1:
        return None
    period, words = next(iter(found.items()))
    return (words, period) if period.dated else None


def without_periods(title: str) -> str:
    """Return a title with the periods that it names taken out."""
    return _IN_TITLE.sub(" ", title)


def joined_label(labels: Sequence[str]) -> str:
    """Return one label for categories put together: "2019 to 2021" for years in a row, else "A, B and C".

    Raises:
        ValueError: there are no labels.
    """
    if not labels:
        raise ValueError("there is nothing to join")
    found = periods_of(labels)
    ordered = sorted(labels, key=lambda label: found[label]) if len(found) == len(labels) else []
    if ordered and all(found[b].start == found[a].end + 1 for a, b in pairwise(ordered)):
        whole = Period(found[ordered[0]].start, found[ordered[-1]].end)
        return _spanned(ordered[0], ordered[-1], whole) if len(ordered) > 1 else ordered[0]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _spanned(first: str, last: str, whole: Period) -> str:
    """Name a span by its ends; a year that both ends bear is said once where the words stay clear."""
    for end in (_last_word(first), ""):
        short = first.removesuffix(end).rstrip() if end and last.endswith(end) else first
        if short and period_of(f"{short} to {last}") == whole:
            return f"{short} to {last}"
    return f"{first} to {last}"


def _last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1] if " " in text else ""


def _dated(one: Period, within: Period) -> Period:
    """Give an undated period its place in the year that a table is about."""
    if one.dated:
        return one
    year = within.start // MONTHS_OF_YEAR + (one.start % MONTHS_OF_YEAR < within.start % MONTHS_OF_YEAR)
    moved = Period(one.start + year * MONTHS_OF_YEAR, one.end + year * MONTHS_OF_YEAR)
    return moved if within.covers(moved) else one
