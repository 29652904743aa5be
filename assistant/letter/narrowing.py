"""How a request that costs too much could be narrowed, from what it asks for (FOIA s16, EIR r.9, FOISA s15).

In: a question in the applicant's words, and what share of the work the limit would pay for. Out: suggestions, each a sentence that takes up a
part of the question: its period, its breakdown, the kinds of record, the places or teams, the details of each record. No suggestion promises
an outcome, and none states a count.
"""

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SPAN = re.compile(
    rf"\b(?P<first>{_YEAR})(?:[/-]\d\d)?\s*(?:to|and|until|through|[-–—])\s*(?:\d{{1,2}} )?(?:{_MONTH} )?(?P<last>{_YEAR})\b",
    re.I,
)
_SINCE = re.compile(rf"\bsince (?:\d{{1,2}} )?(?:{_MONTH} )?(?P<first>{_YEAR})\b", re.I)
_PAST = re.compile(
    r"\b(?:last|past|previous) (?P<many>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:calendar |financial )?years\b",
    re.I,
)
_WORDS = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)}
_BREAKDOWN = re.compile(
    r"\b(?:broken down by|split by|by|per|for each|in each|each)\s+(?P<by>(?:individual |police |local |type of |kind of )?"
    r"(?:ward|borough|district|region|area|location|site|school|hospital|station|street|postcode|team|department|directorate|service|unit|force|officer"
    r"|rank|grade|month|week|quarter|day|year|age|age group|ethnicity|gender|sex|offence|category|type|reason|outcome|supplier))\b",
    re.I,
)
_RECORDS = re.compile(
    r"\b(?P<kind>e-?mails?|letters?|correspondence|minutes|memos?|notes|reports?|contracts?|invoices?|case files?|recordings?|text messages?"
    r"|whatsapp messages?|messages|complaints? files?|personnel files?|incident logs?|photographs?|presentations?|briefings?|documents?)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:all|every|each|any)(?: of)?(?: the| your)? (?P<unit>schools?|hospitals?|stations?|departments?|teams?|sites?|buildings?|councillors?|officers?"
    r"|contracts?|suppliers?|projects?|cases?|complaints?|incidents?)\b",
    re.I,
)
_DETAILS = re.compile(
    r"\b(?:including|together with|along with|with) (?:the |their |its )?[^.?;]{3,80}(?:,| and )", re.I
)
_BETWEEN = re.compile(r"\bbetween (?!\d|(?:\d{1,2} )?" + _MONTH + r")", re.I)


@dataclass(frozen=True, slots=True)
class _Years:
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def ways_to_narrow(question: str, share: float, year: int) -> list[str]:
    """Return ways to narrow a question, most helpful first.

    Args:
        question: in the applicant's words.
        share: of the work, how much the limit would pay for, from 0 to 1; 0 where the law sets no limit.
        year: of the letter, in which "since 2021" and "the last five years" end.
    """
    found = [
        _shorter(question, share, year),
        _fewer_records(question),
        _one_unit(question),
        _no_breakdown(question),
        "fewer details of each record: say which of them matter most to you." if _DETAILS.search(question) else "",
    ]
    return [way[0].upper() + way[1:] for way in found if way]


def _shorter(question: str, share: float, year: int) -> str:
    years = _years(question, year)
    if years is None or years.count < 2:
        return ""
    asked = f"your request covers {years.first} to {years.last}"
    fitting = int(years.count * share)
    if fitting >= years.count or share <= 0:
        return f"a shorter period: {asked}, and the latest year alone ({years.last}) would be much less work."
    if fitting >= 2:
        fits = f"{years.last - fitting + 1} to {years.last}"
        return f"a shorter period: {asked}. If the work is spread evenly over the years, {fits} alone may come within the limit."
    if fitting == 1:
        return f"a shorter period: {asked}. If the work is spread evenly over the years, {years.last} alone may come within the limit."
    return f"a shorter period: {asked}, and even one year may be too much; a few months of {years.last} would be a place to start."


def _years(question: str, year: int) -> _Years | None:
    span = _SPAN.search(question)
    if span:
        return _Years(int(span["first"]), int(span["last"])) if int(span["first"]) < int(span["last"]) else None
    since = _SINCE.search(question)
    if since:
        return _Years(int(since["first"]), year)
    past = _PAST.search(question)
    if past:
        many = int(past["many"]) if past["many"].isdigit() else _WORDS[past["many"].lower()]
        return _Years(year - many + 1, year)
    listed = sorted({int(found) for found in re.findall(rf"\b{_YEAR}\b", question)})
    return _Years(listed[0], listed[-1]) if len(listed) > 1 else None


def _fewer_records(question: str) -> str:
    kinds = list(dict.fromkeys(match["kind"].lower() for match in _RECORDS.finditer(question)))
    if not kinds:
        return ""
    if any(kind.replace("-", "") in {"email", "emails", "correspondence", "messages"} for kind in kinds):
        people = (
            "the people or team whose mailboxes we should search"
            if not _BETWEEN.search(question)
            else "which of the people on each side"
        )
        return f"a narrower search of the {kinds[0]}: tell us {people}, and words or a subject that we should look for."
    if len(kinds) > 1:
        others = " or ".join([", ".join(kinds[1:-1]), kinds[-1]] if len(kinds) > 2 else kinds[1:])
        return f"one kind of record, such as the {kinds[0]} without the {others}."
    return ""


def _one_unit(question: str) -> str:
    match = _WHOLE.search(question)
    if not match:
        return ""
    unit = match["unit"].lower()
    singular = unit[:-1] if unit.endswith("s") else unit
    return (
        f"a sample, or a single {singular} that you name, rather than all of them."
        if singular not in {"case", "complaint", "incident"}
        else (f"a sample of the {singular}s, or those of one kind, rather than all of them.")
    )


def _no_breakdown(question: str) -> str:
    match = next((m for m in _BREAKDOWN.finditer(question) if m["by"].lower() != "year"), None)
    return f"the totals without the breakdown by {match['by'].lower()}." if match else ""
