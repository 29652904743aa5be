"""One label read as a period, to the month: a year, financial year, quarter or month, or a span of them.

A financial year runs from April to March and an academic one from September to August; "Q1 2023/24" is counted from
April, "Q1 2023" from January. A month without a year is put into a year before all others.
"""

import re
from dataclasses import dataclass, replace

MONTHS_OF_YEAR = 12
MONTHS_OF_QUARTER = 3
_APRIL, _SEPTEMBER = 3, 8
_UNDATED = 1000 * MONTHS_OF_YEAR
_OPEN = 9999 * MONTHS_OF_YEAR
_NAMES = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_WORD = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
YEAR_DIGITS = r"(?:19|20)\d\d"
SPAN_WORD = r"\s*(?:\bto\b|\band\b|\buntil\b|\bthrough\b|[-\u2013\u2014])\s*"
_SIMPLE_YEAR = re.compile(rf"(?:(?:calendar )?year |cy ?)?({YEAR_DIGITS})")
_TWO_YEARS = re.compile(
    rf"(?P<kind>fy ?|f/?y |financial year |fiscal year |academic year |school year )?"
    rf"(?P<first>{YEAR_DIGITS})(?P<mark> ?[/\u2013\u2014-] ?)(?P<second>\d\d(?:\d\d)?)"
    rf"(?P<after> (?:financial|fiscal|academic|school)(?: year)?)?"
)
_NAMED_YEAR = re.compile(rf"(?:fy ?|financial year |fiscal year )({YEAR_DIGITS}) to ({YEAR_DIGITS})")
_QUARTERS = (
    re.compile(r"(?:q|quarter )([1-4])[ ,/-]*(?:of )?(.+)"),
    re.compile(r"(.+?)[ ,:/-]*(?:q|quarter )([1-4])"),
)
_MONTH = re.compile(rf"({MONTH_WORD})\.?(?:[ ,'\u2019-]*(\d\d(?:\d\d)?))?")
_ISO_MONTH = re.compile(rf"({YEAR_DIGITS})-(0[1-9]|1[0-2])|(0[1-9]|1[0-2])/({YEAR_DIGITS})")
_DAY_WORDS = re.compile(rf"(\d\d?)(?:st|nd|rd|th)? ({MONTH_WORD}),? ?({YEAR_DIGITS})?")
_DAY_DIGITS = re.compile(rf"(\d\d?)[/.](\d\d?)[/.]({YEAR_DIGITS})")
_ENDING = re.compile(rf"(?:(?:the )?(?:year|12 months|twelve months)) (?:ended|ending|to|up to)(?: the)? (.+)")  # noqa: F541
_TO_DATE = re.compile(r"(?:since |from )?(.+?) (?:to date|onwards|to present|to now|so far)|since (.+)")
_AFTERTHOUGHT = re.compile(
    r"\s*(?:\((?:part|partial|provisional|to date|ytd|r|p)[^)]*\)|[*\u2020\u2021]+|\[(?:note )?[a-z0-9]+\])$"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months, both ends within it; months are numbered from year 0.

    Attributes:
        start: the first month.
        end: the last month.
    """

    start: int
    end: int

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.end - self.start + 1

    @property
    def open(self) -> bool:
        """Whether it has no end of its own ("to date")."""
        return self.end == _OPEN

    @property
    def dated(self) -> bool:
        """Whether its year is known."""
        return self.start >= _UNDATED

    def covers(self, other: "Period") -> bool:
        """Tell whether another period lies within it."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Period") -> bool:
        """Tell whether they have a month in common."""
        return self.start <= other.end and other.start <= self.end

    def until(self, year: int, month: int) -> "Period":
        """Return it with an open end closed at a month; any other as it is."""
        end = year * MONTHS_OF_YEAR + month - 1
        return replace(self, end=end) if self.open and end >= self.start else self


def period_of(label: str) -> Period | None:
    """Return the period that a label names, or None where it names none.

    "2019-2021" and "2023 to 2024" are calendar years together; "2023/24", "2023-24" and "2023/2024" are one
    financial year.
    """
    text = " ".join(label.casefold().split()).strip(" .,:;")
    text = _AFTERTHOUGHT.sub("", text) if not text.endswith("to date)") else text.replace("(", "").replace(")", "")
    return _single(text) or _open(text) or _between(text)


def _single(text: str) -> Period | None:
    """Return a year, a financial year, a quarter, a month, or a year up to some month."""
    if match := _SIMPLE_YEAR.fullmatch(text):
        return _year(int(match.group(1)))
    if match := _TWO_YEARS.fullmatch(text):
        return _two_years(match)
    if match := _NAMED_YEAR.fullmatch(text):
        first, second = int(match.group(1)), int(match.group(2))
        return _year(first, _APRIL) if second == first + 1 else None
    return _quarter(text) or _month(text) or _year_ending(text)


def _year(year: int, first: int = 0) -> Period:
    start = year * MONTHS_OF_YEAR + first
    return Period(start, start + MONTHS_OF_YEAR - 1)


def _two_years(match: re.Match[str]) -> Period | None:
    first, digits = int(match["first"]), match["second"]
    second = int(digits) if len(digits) > 2 else first - first % 100 + int(digits)
    second += 100 if len(digits) == 2 and second < first and int(digits) == 0 else 0
    named = f"{match['kind'] or ''}{match['after'] or ''}"
    if "academic" in named or "school" in named:
        return _year(first, _SEPTEMBER) if second == first + 1 else None
    financial = bool(named) or len(digits) == 2 or "/" in match["mark"]
    if second == first + 1 and financial:
        return _year(first, _APRIL)
    if second > first and "/" not in match["mark"] and not named:
        return Period(first * MONTHS_OF_YEAR, second * MONTHS_OF_YEAR + MONTHS_OF_YEAR - 1)
    iso = _ISO_MONTH.fullmatch(match.group(0))
    return _one_month(int(iso.group(1)), int(iso.group(2))) if iso and iso.group(1) else None


def moved_to_april(one: Period) -> Period:
    """Return the financial year that begins in the year in which a period does."""
    return _year(one.start // MONTHS_OF_YEAR, _APRIL)


def two_years_in_full(label: str) -> bool:
    """Tell whether a label is two years running with four digits each, which can mean a financial year."""
    match = _TWO_YEARS.fullmatch(" ".join(label.casefold().split()))
    return match is not None and match["second"] == str(int(match["first"]) + 1)


def _quarter(text: str) -> Period | None:
    for number, form in enumerate(_QUARTERS):
        if match := form.fullmatch(text):
            quarter, year = match.groups() if number == 0 else match.groups()[::-1]
            whole = _single(year.strip()) if re.match(r"(?:\D*)\d{4}", year) else None
            if whole is None or whole.months != MONTHS_OF_YEAR:
                return None
            start = whole.start + MONTHS_OF_QUARTER * (int(quarter) - 1)
            return Period(start, start + MONTHS_OF_QUARTER - 1)
    return None


def _month(text: str) -> Period | None:
    if match := _MONTH.fullmatch(text):
        return _one_month(_full(match.group(2)), _number(match.group(1)))
    if match := _ISO_MONTH.fullmatch(text):
        return _one_month(int(match.group(1) or match.group(4)), int(match.group(2) or match.group(3)))
    return None


def _one_month(year: int, month: int) -> Period:
    return Period(year * MONTHS_OF_YEAR + month - 1, year * MONTHS_OF_YEAR + month - 1)


def _full(year: str | None) -> int:
    """Return a year of four digits; 0 where none is given."""
    return 0 if year is None else int(year) if len(year) == 4 else 2000 + int(year)


def _number(month: str) -> int:
    return next(n for n, name in enumerate(_NAMES, 1) if name.startswith(month[:3]))


def _year_ending(text: str) -> Period | None:
    match = _ENDING.fullmatch(text)
    if match is None:
        return None
    day = _day(match.group(1))
    end = day[0] if day and day[2] else _month(match.group(1))
    return Period(end.start - MONTHS_OF_YEAR + 1, end.start) if end and end.dated else None


def _day(text: str) -> tuple[Period, bool, bool] | None:
    """Return a day's month, and whether it is the first or the last day of it; of no year, if it has none."""
    if match := _DAY_WORDS.fullmatch(text):
        day, month, year = int(match.group(1)), _number(match.group(2)), int(match.group(3) or 0)
    elif match := _DAY_DIGITS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    if not 1 <= month <= MONTHS_OF_YEAR:
        return None
    last = _DAYS[month - 1] - (month == 2 and bool(year % 4))
    return _one_month(year, month), day == 1, day == last


def _open(text: str) -> Period | None:
    match = _TO_DATE.fullmatch(text)
    if match is None:
        return None
    words = match.group(1) or match.group(2)
    day = _day(words)
    first = day[0] if day and day[1] else _single(words)
    return Period(first.start, _OPEN) if first and first.dated else None


def _between(text: str) -> Period | None:
    """Return a span with two ends: "2019 to 2021", "Jan-Mar 2023", "1 April 2023 to 31 March 2024"."""
    text = text.removeprefix("from ")
    inside = text.removeprefix("between ")
    for match in re.finditer(SPAN_WORD, inside):
        first, last = inside[: match.start()], inside[match.end() :]
        apart = match.group(0).strip() == "and" and inside == text
        if (found := _ends(first, last)) is not None and not (apart and _gap(first, last)):
            return found
    return None


def _gap(first: str, last: str) -> bool:
    """Tell whether two periods joined by "and" leave months out between them."""
    one, other = _single(first), _single(last)
    return one is None or other is None or other.start != one.end + 1


def _ends(first: str, last: str) -> Period | None:
    opening, closing = _day(first), _day(last)
    if closing is not None:
        if opening is None or not opening[1] or not closing[2]:
            return None
        start, end = opening[0], closing[0]
    else:
        one, other = _single(first), _single(last)
        if one and other and one.meets(other) and two_years_in_full(first) and two_years_in_full(last):
            one, other = moved_to_april(one), moved_to_april(other)
        if (
            one is None
            and other is not None
            and (year := re.search(rf"{YEAR_DIGITS}(?:[/\u2013-]\d\d(?:\d\d)?)?$", last))
        ):
            one = _single(f"{first} {year.group(0)}")
        if one is None or other is None:
            return None
        start, end = one, other
    if end.dated and not start.dated:
        start = _before(start, end)
    return Period(start.start, end.end) if start.start < end.end and start.dated == end.dated else None


def _before(start: Period, end: Period) -> Period:
    """Give an undated month the year that brings it next before another."""
    year = end.start // MONTHS_OF_YEAR - (start.start % MONTHS_OF_YEAR > end.start % MONTHS_OF_YEAR)
    return Period(start.start + year * MONTHS_OF_YEAR, start.end + year * MONTHS_OF_YEAR)
