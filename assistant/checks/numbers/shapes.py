"""Roles that a number's own shape and closest neighbours settle: dates, money, references, contacts."""

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.wordset import wordset

MONTHS = wordset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    # Welsh letters give their dates in Welsh; a month after "o" and "i" changes its first letter.
    " ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
    " fawrth fai fehefin orffennaf fedi dachwedd ragfyr"
)
_NUMBER_OFF = frozenset({"no", "nos", "nr"})
_WEEKDAYS = wordset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_CURRENCY = frozenset("£$€")
_PHONE_WORDS = wordset("tel telephone phone call ring dial fax ext extension mobile textphone minicom helpline")
_STREETS = wordset(
    "road street lane avenue close drive way court place square terrace gardens crescent park hill house row mews walk"
    " green grove quay rise parade wharf gate embankment esplanade vale wynd brae buildings yard"
)
_CONTACT = re.compile(r"@|https?:|www\.|\.(?:gov|org|com|co|net|uk|ac|nhs|police)\b|/[a-z]{3,}[-/]", re.I)
_LINK = re.compile(r"@|https?:|www\.", re.I)
_FILE = re.compile(r"\.(?:xlsx?|csv|tsv|ods|docx?|pdf|txt|pptx?|zip|png|jpe?g|html?)\b", re.I)
_BETWEEN = re.compile(r"(?:^|[_\s-])[0-9]{1,2}[_\s-]")
_NUMERIC_DATE = re.compile(r"\(?[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{2,4}[).,;:]{0,3}$")
_FINANCIAL_YEAR = re.compile(r"\D{0,4}(?:(?:19|20)[0-9]{2}|[0-9]{2})[/-](?:(?:19|20)[0-9]{2}|[0-9]{2})\W{0,4}$", re.I)
_CLOCK = re.compile(r"\W?[0-2]?[0-9][:.][0-5][0-9](?::[0-9]{2})?(?:am|pm|hrs|h)?\W{0,3}$", re.I)
_SHORT_CLOCK = re.compile(r"\W?[0-9]{1,2}(?:am|pm|hrs|h[0-9]{0,2}m?)\W{0,3}$", re.I)
_REFERENCE = re.compile(r"[\w().,;:\[\]-]*(?:[A-Za-z][./_-]?[0-9]|[0-9][./_-]?[A-Za-z]|[0-9]/[0-9])[\w./_():;,\[\]-]*$")
_VERSION = re.compile(r"\W?v?[0-9]+(?:\.[0-9]+){2,}\W{0,3}$", re.I)
_CHAIN = re.compile(r"\W?[0-9]{1,3}[A-Z]{0,2}(?:\([0-9a-zA-Z]{1,4}\))+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")

_DETERMINERS = frozenset(
    {"the", "a", "an", "our", "their", "its", "his", "her", "this", "these", "those", "each", "every"}
)
_OPEN = (
    wordset("weekdays weekday weekends open opens opening hours daily mornings afternoons evenings o'clock") | _WEEKDAYS
)
Rule = Callable[[Prose, Expression], Role | None]


@lru_cache(maxsize=65536)
def _chunk_role(chunk: str) -> Role | None:
    """Return the role that an unbroken run of characters has by its shape."""
    if _LINK.search(chunk) or (_CONTACT.search(chunk) and not _FILE.search(chunk)):
        return Role.CONTACT
    if _FILE.search(chunk):
        # A file's name can tell a count: dismissals_3_rows.xlsx.
        words = re.findall(r"[a-z]+", chunk.lower())
        people = any(lexicon.noun_class(word) in {"person", "event"} for word in words)
        return Role.PEOPLE if people and _BETWEEN.search(chunk) else Role.REFERENCE
    if _CHAIN.match(chunk):
        return Role.CITATION
    if _NUMERIC_DATE.match(chunk):
        return Role.DATE
    if _VERSION.match(chunk):
        return Role.REFERENCE
    return None


@lru_cache(maxsize=65536)
def _mixed_role(chunk: str) -> Role | None:
    if _SHORT_CLOCK.match(chunk) or (":" in chunk and _CLOCK.match(chunk)):
        return Role.TIME
    if _FINANCIAL_YEAR.match(chunk) and "." not in chunk.strip("."):
        left, right = re.findall(r"[0-9]+", chunk)[:2]
        # A range such as 12-14 is no pair of years: the second of those is the next year.
        if int(right) % 100 == (int(left) + 1) % 100 or len(left) == 4:
            return Role.DATE
    return None


def settled(prose: Prose, found: Expression) -> Role | None:
    """Return the role that shape and neighbours settle, or none."""
    for rule in _RULES:
        role = rule(prose, found)
        if role is not None:
            return role
    return None


def _suffix(_prose: Prose, found: Expression) -> Role | None:
    return Role.PERCENTAGE if found.kind is Kind.PERCENT else None


def _money(prose: Prose, found: Expression) -> Role | None:
    before, after = prose.word(found.core - 1), prose.word(found.last)
    if before in _CURRENCY or prose.word(found.first - 1) in _CURRENCY:
        return Role.MONEY
    if lexicon.noun_class(after) == "money" and (after != "p" or prose.joined(found.last)):
        return Role.MONEY
    return None


def _chunk(prose: Prose, found: Expression) -> Role | None:
    if found.kind not in {Kind.DIGITS, Kind.RANGE, Kind.RATIO, Kind.ORDINAL, Kind.BOUND, Kind.ZERO}:
        return None
    chunk, _ = prose.chunk(found.core)
    return _chunk_role(chunk) or (_mixed_role(chunk) if len(chunk) > 2 else None)


def _date(prose: Prose, found: Expression) -> Role | None:
    first = prose.words[found.core]
    before, after = prose.word(found.core - 1), prose.word(found.last)
    if after in MONTHS or (after in {"of", "o"} and prose.word(found.last + 1) in MONTHS):
        # "in May 3 officers left": a month on the left says nothing about the number.
        return Role.DATE
    if found.kind in {Kind.DIGITS, Kind.ORDINAL} and found.low <= 31 and _month_ahead(prose, found):
        return Role.DATE
    if before in MONTHS and _month_as_date(prose, found):
        return Role.DATE
    if before in _WEEKDAYS and found.low <= 31:
        return Role.DATE
    if _YEAR.match(first) and found.kind in {Kind.DIGITS, Kind.RANGE} and not _counts(prose, found):
        return Role.DATE
    return None


def _month_ahead(prose: Prose, found: Expression) -> bool:
    """Tell whether a list of days ends in a month: "14, 15 and 16 May"."""
    for place in range(found.last, found.last + 10):
        word = prose.word(place)
        if word in MONTHS:
            return place > found.last and prose.word(place - 1)[0].isalnum() and prose.word(place - 1) != "and"
        if not (word in {",", "and", "or", "to", "-", "&", "st", "nd", "rd", "th"} or word.isdigit()):
            return False
    return False


def _month_as_date(prose: Prose, found: Expression) -> bool:
    if _by_month(prose, found):
        return False
    return found.kind in {Kind.DIGITS, Kind.ORDINAL} and found.low <= 31 and not _counts(prose, found)


def _by_month(prose: Prose, found: Expression) -> bool:
    """Tell a list of months with their numbers from dates: "Feb 0, Mar 1, Apr 0"."""
    after = prose.word(found.last) in {",", ";"} and prose.word(found.last + 1) in MONTHS
    number = prose.word(found.core - 3)
    before = prose.word(found.core - 2) in {",", ";"} and number.isdigit() and prose.word(found.core - 4) in MONTHS
    return (after and prose.word(found.last + 2).isdigit()) or before


def _counts(prose: Prose, found: Expression) -> bool:
    """Tell whether a noun of people or happenings follows at once."""
    if prose.word(found.last) in _DETERMINERS and len(prose.words[found.core]) == 4:
        return False  # "In 2024 the Guardian recorded"
    near = [lexicon.noun_class(prose.word(found.last + step)) for step in range(3)]
    verb = prose.word(found.last) in {"was", "were", "had", "has", "have"}
    return "person" in near[:2] or "event" in near[:2] or (verb and len(prose.words[found.core]) < 3)


def _time(prose: Prose, found: Expression) -> Role | None:
    after = prose.word(found.last)
    if after in {"am", "pm", "hrs", "noon", "o'clock"} and prose.word(found.last + 1) != "not":
        return Role.TIME
    if _is_on_the_clock(prose, found):
        return Role.TIME
    if after in {"a", "p"} and prose.word(found.last + 1) == "." and prose.word(found.last + 2) == "m":
        return Role.TIME
    return None


def _is_on_the_clock(prose: Prose, found: Expression) -> bool:
    """Tell "on weekdays from 9 to 3" and "open 10 to 4": hours without their am and pm."""
    if found.kind not in {Kind.DIGITS, Kind.RANGE} or found.low > 12:
        return False
    paired = found.kind is Kind.RANGE or any(
        prose.word(near) in {"to", "-", "until", "till"} and prose.word(near + step).isdigit()
        for near, step in ((found.last, 1), (found.first - 1, -1))
    )
    first, last = prose.sentence(found.core)
    around = prose.words[max(first, found.first - 8) : min(last, found.last + 8)]
    # "Arrests rose from 2 to 4 on Monday" gives no hours.
    told = any(lexicon.noun_class(word) in {"person", "event"} or lexicon.person_word(word) for word in around)
    return paired and bool(_OPEN.intersection(around)) and not told


def _phone(prose: Prose, found: Expression) -> Role | None:
    if found.kind is not Kind.DIGITS:
        return None
    word = prose.words[found.core]
    if word[0] == "0" and len(word) == 2:
        return Role.REFERENCE
    if word[0] == "0" and len(word) >= 3 and "." not in word:
        more_follows = len(word) < 7 and prose.word(found.last)[0].isdigit()
        return Role.CONTACT if more_follows or len(word) >= 10 else Role.REFERENCE
    place = found.core
    for _ in range(4):
        place -= 1
        before = prose.word(place)
        if before in _PHONE_WORDS:
            return Role.CONTACT
        if before[0] == "+" or (before[0] == "0" and len(before) >= 3):
            return Role.CONTACT
        if not (before.isdigit() or before in {":", ".", "-", "(", ")", "on", "us", "number", "no", "now"}):
            break
    return None


def _reference(prose: Prose, found: Expression) -> Role | None:
    if found.kind not in {Kind.DIGITS, Kind.RANGE, Kind.RATIO, Kind.ZERO}:
        return None
    if prose.word(found.core - 1) == "-" and prose.word(found.core - 2) in {"under", "over"}:
        return None
    chunk, _ = prose.chunk(found.core)
    if _sector(prose, found):
        return Role.REFERENCE
    if len(chunk) < 2 or not _REFERENCE.match(chunk) or _FILE.search(chunk):
        return None
    if prose.word(found.core + 1) in _NUMBER_OFF or _is_times(prose, found):
        return None
    if prose.word(found.last) == "/" and _part_of_people(prose, found):
        return None  # "upheld 2/17 complaints"
    # "Male-2", "3officers": a word of people glued to its number is still a count.
    around = (prose.word(found.core - 1), prose.word(found.core - 2), prose.word(found.last))
    if any(lexicon.noun_class(word) in {"person", "event", "generic"} or lexicon.person_word(word) for word in around):
        return None
    glued = prose.word(found.last).removesuffix("s")
    if prose.joined(found.last) and glued in {"x", "k", "m", "p"}:
        return Role.MEASURE
    if prose.word(found.core - 1) == "n" and "=" in chunk:
        return None
    return Role.REFERENCE if any(char.isalpha() or char == "/" for char in chunk) else None


def _is_times(prose: Prose, found: Expression) -> bool:
    """Tell "referred x2" and "(x3)" from a reference."""
    if prose.word(found.core - 1) != "x" or prose.joined(found.core - 1):
        return prose.word(found.core - 1) == "x" and prose.word(found.core - 2) in {"(", "["}
    return not prose.word(found.last)[0].isalnum() or not prose.joined(found.last)


def _part_of_people(prose: Prose, found: Expression) -> bool:
    whole, noun = prose.word(found.last + 1), lexicon.noun_class(prose.word(found.last + 2))
    return whole.isdigit() and found.low <= float(whole) and noun in {"person", "event"}


def _sector(prose: Prose, found: Expression) -> bool:
    """Tell the second half of a postcode ("QX1 2", "QX1 2AB") from a count."""
    before, letters = prose.word(found.core - 1), prose.raw(found.core - 2)
    district = before.isdigit() and prose.joined(found.core - 1) and letters.isupper() and len(letters) < 3
    unit = prose.raw(found.last)
    ends = prose.joined(found.last) and len(unit) == 2 and unit.isupper()
    return district and len(prose.words[found.core]) == 1 and (ends or not unit[0].isalpha())


def _house(prose: Prose, found: Expression) -> Role | None:
    """Tell "1 Example Road, ZZ1" from "3 Mill Road residents": capitals up to a street's kind, and a mark or a capital after."""
    if found.kind is not Kind.DIGITS or not float(found.low).is_integer():
        return None
    place = found.last + (prose.joined(found.last) and len(prose.words[found.last]) == 1)  # "12a"
    for step in range(place, place + 5):
        if not prose.raw(step)[0].isupper():
            return None
        if step > place and prose.word(step) in _STREETS:
            following = prose.raw(step + 1)
            goes_on = lexicon.noun_class(following.lower()) in {"person", "event"} or following[0].islower()
            return None if goes_on else Role.CONTACT
    return None


def _decimal(prose: Prose, found: Expression) -> Role | None:
    value_is_whole = float(found.low).is_integer()
    if not value_is_whole and found.kind in {Kind.DIGITS, Kind.BOUND, Kind.RANGE}:
        return Role.MEASURE
    if found.kind is Kind.DIGITS and "." in prose.words[found.core]:
        return Role.MEASURE
    return None


_RULES: tuple[Rule, ...] = (_suffix, _money, _chunk, _date, _time, _phone, _house, _reference, _decimal)
