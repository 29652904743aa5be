"""Categories in an order: periods, ages and other bands of numbers, and what several are called together."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures.earlier.periods import Period, joined_label, period_of, periods_of

_SEVERAL = 3
_OTHER = "Other"
_END = float("inf")
_QUARTER = re.compile(r"(?:q|quarter) ?([1-4])", re.IGNORECASE)
_BAND = re.compile(
    r"(?P<before>[^\d]*?)(?P<low>\d+)(?P<join>\s*(?:[-\u2013\u2014]|\bto\b)\s*)(?P<high>\d+)(?P<after>[^\d]*)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?P<before>[^\d]*?)(?P<low>\d+)(?P<after>\s*\+|\s+(?:and|or)\s+(?:over|above|more|older).*)", re.IGNORECASE
)
_UNDER = re.compile(
    r"(?P<before>[^\d]*(?:under|below|less than|fewer than|younger than)\s+)(?P<high>\d+)(?P<after>[^\d]*)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"(?P<before>[^\d]*up to\s+)(?P<high>\d+)(?P<after>[^\d]*)", re.IGNORECASE)
_ONE = re.compile(r"(?P<before>[^\d]*)(?P<low>\d+)(?P<after>[^\d]*)")


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers in a row that a label names.

    Attributes:
        low: the least.
        high: the greatest; infinity where there is no end.
        form: how it is written, with {low} and {high} for its ends.
    """

    low: float
    high: float
    form: str

    @property
    def ends(self) -> set[str]:
        """Which of its ends are written."""
        return {end for end in ("low", "high") if f"{{{end}}}" in self.form}

    @property
    def around(self) -> tuple[str, str]:
        """The words before and after the numbers."""
        return self.form[: self.form.index("{low}")], self.form[self.form.rindex("}") + 1 :]


def placed(labels: Sequence[str]) -> Mapping[str, tuple[float, float]]:
    """Return of each label its first and last place on a line, where it has one.

    Periods have months for places; ages and bands of numbers have the numbers.
    """
    periods = periods_of(labels)
    if len(periods) * 2 > len(labels):
        return {label: (one.start, one.end) for label, one in periods.items()}
    found = {label: (float(n[1]), float(n[1])) for label in labels if (n := _QUARTER.fullmatch(label.strip()))}
    if not found:
        found = {label: (band.low, band.high) for label in labels if (band := _band(label)) is not None}
    return found if len(found) * 2 > len(labels) else {}


def in_order(labels: Sequence[str]) -> tuple[str, ...] | None:
    """Return the labels that have a place on a line, in its order; None where most have none, or some overlap."""
    places = placed(labels)
    ordered = sorted(places, key=lambda label: places[label])
    if len(ordered) < 2 or any(places[a][1] >= places[b][0] for a, b in pairwise(ordered)):
        return None
    return tuple(ordered)


def joined(labels: Sequence[str], taken: Collection[str] = ()) -> str:
    """Return one label for categories put together.

    Args:
        labels: two or more.
        taken: labels that stay beside it.

    "2019 to 2021" or "0-24" for those that follow one another; else "A, B", or "Other" for more than three.
    """
    ordered = in_order(labels)
    if ordered is not None and len(ordered) == len(labels) and _in_a_row(ordered):
        return _span(ordered)
    others = {other.casefold() for other in (_OTHER, "others", "all other", "all others")}
    catch_all = [label for label in labels if label.casefold() in others]
    if catch_all or (len(labels) > _SEVERAL and _OTHER.casefold() not in {label.casefold() for label in taken}):
        return catch_all[0] if catch_all else _OTHER
    return ", ".join(labels)


def _in_a_row(ordered: Sequence[str]) -> bool:
    places = placed(ordered)
    return all(places[b][0] == places[a][1] + 1 for a, b in pairwise(ordered))


def _span(ordered: Sequence[str]) -> str:
    first, last = ordered[0], ordered[-1]
    periods = periods_of(ordered)
    if len(periods) == len(ordered):
        ends = f"{first.split(' to ')[0]} to {last.split(' to ')[-1]}"
        whole = Period(periods[first].start, periods[last].end)
        return (
            ends
            if ends.count(" to ") < " to ".join(ordered).count(" to ") and period_of(ends) == whole
            else joined_label(ordered)
        )
    low, high = _band(first), _band(last)
    if low is None or high is None:
        return f"{first} to {last}"
    return _banded(low, high, ordered) or ", ".join(ordered)


def _banded(first: Band, last: Band, ordered: Sequence[str]) -> str | None:
    """Return "0-24" for "0-17" and "18-24", "45+" for "45-64" and "65+", "Under 25" for "Under 18" and "18-24"."""
    if last.high == _END:
        return last.form.format(low=int(first.low)) if "low" in first.ends else None
    if "low" not in first.ends:
        shift = 0 if "up to" in first.form.casefold() else 1
        return first.form.format(high=int(last.high) + shift)
    forms = [band.form for label in ordered if (band := _band(label)) and {"low", "high"} <= band.ends]
    if first.around != last.around:
        return None
    return forms[0].format(low=int(first.low), high=int(last.high)) if forms else f"{ordered[0]} to {ordered[-1]}"


def _band(label: str) -> Band | None:
    text = " ".join(label.split())
    if match := _BAND.fullmatch(text):
        low, high = int(match["low"]), int(match["high"])
        form = f"{_kept(match['before'])}{{low}}{match['join']}{{high}}{_kept(match['after'])}"
        return Band(low, high, form) if low <= high else None
    if match := _OVER.fullmatch(text):
        return Band(int(match["low"]), _END, f"{_kept(match['before'])}{{low}}{_kept(match['after'])}")
    for pattern, shift in ((_UNDER, 1), (_UP_TO, 0)):
        if match := pattern.fullmatch(text):
            high = int(match["high"]) - shift
            return Band(0, high, f"{_kept(match['before'])}{{high}}{_kept(match['after'])}") if high >= 0 else None
    if match := _ONE.fullmatch(text):
        n = int(match["low"])
        return Band(n, n, f"{_kept(match['before'])}{{low}}{_kept(match['after'])}")
    return None


def _kept(text: str) -> str:
    """Return words that stand in a form as they are."""
    return text.replace("{", "{{").replace("}", "}}")
