"""Which letter the officer asks for: a reply, or one of the letters that come before or after it.

It is a line of the notes that stands before the first ``Q``. Without one the letter is a reply. ``FORMS`` holds every form:

    Letter: clarification
    Letter: fee £35
    Letter: more time
    Letter: more time until 2027-01-22
    Letter: transfer to Example Rivers Agency, 1 Quay Street, Exampleton
    Letter: transferred to Example Rivers Agency, 1 Quay Street, Exampleton
    Letter: review of 2026-09-28, asked 2026-10-20, confirmed
    Letter: review of 2026-09-28, asked 2026-10-20, changed in part
    Letter: review of 2026-09-28, asked 2026-10-20, changed

``transfer`` tells the applicant who is believed to hold the information, ``transferred`` that the request has been passed on. Of a review, the
first date is that of the reply reviewed, the second the day on which the review was asked for; the ``Q`` lines hold the decision as it now
stands. In a letter that asks for clarification each question that needs it has a line such as ``Q2: clarify Which building do you mean?``.
Dates that the line leaves out are worked out by the clock of the regime.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.errors import NotesError, SettingsError
from assistant.settings import parse_date

LetterKind = Literal["reply", "clarification", "fee", "more-time", "transfer", "review"]
Result = Literal["", "confirmed", "changed in part", "changed"]

FORMS = (
    "Letter: clarification",
    "Letter: fee £35",
    "Letter: more time until 2027-01-22",
    "Letter: transfer to NAME AND ADDRESS",
    "Letter: transferred to NAME AND ADDRESS",
    "Letter: review of 2026-09-28, asked 2026-10-20, changed in part",
)


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """The letter asked for.

    Attributes:
        kind: which letter.
        line: where in the notes it is asked for, from 1; 0 where it is not.
        amount: of a fee, in pounds ("35" or "35.50").
        until: the day that the line names: when a decision is expected.
        body: the other authority, as it is to stand in the letter.
        passed_on: the request has been sent to that authority.
        reviewed: the date of the reply that a review is of.
        asked: the day on which the review was asked for.
        result: what the review decided.
    """

    kind: LetterKind = "reply"
    line: int = 0
    amount: str = ""
    until: date | None = None
    body: str = ""
    passed_on: bool = False
    reviewed: date | None = None
    asked: date | None = None
    result: Result = ""


_HEAD = re.compile(r"^[ \t]*letter[ \t]*:[ \t]*(.*?)[ \t]*$", re.IGNORECASE)
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Za-z]+ \d{4})"


def is_letter_line(line: str) -> bool:
    """Tell whether a line of the notes asks for a letter."""
    return _HEAD.match(line) is not None


def read_order(line: str, number: int) -> LetterOrder:
    """Read the line that asks for a letter.

    Args:
        line: the line, with its ``Letter:``.
        number: where in the notes it stands, from 1.

    Raises:
        NotesError: there is no such letter, or what it needs is missing; names the line and the form.
    """
    head = _HEAD.match(line)
    said = head.group(1) if head else ""
    for pattern, read in _READERS:
        match = re.match(pattern, said, re.IGNORECASE)
        if match:
            return read(match, number)
    raise _not_understood(f"the letter asked for is not understood: {said[:60]!r}", number)


def _not_understood(message: str, number: int) -> NotesError:
    return NotesError(message, where=f"notes, line {number}", todo="Write one of: " + "; ".join(FORMS) + ".")


def _day(text: str | None, number: int) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text, f"notes, line {number}")
    except SettingsError as error:
        raise _not_understood(error.what, number) from None


def _plain(kind: LetterKind) -> Callable[["re.Match[str]", int], LetterOrder]:
    return lambda _, number: LetterOrder(kind, number)


def _fee(match: "re.Match[str]", number: int) -> LetterOrder:
    amount = match.group(1).replace(",", "")
    if not float(amount):
        raise _not_understood("a fees notice needs an amount above nothing", number)
    return LetterOrder("fee", number, amount=amount)


def _more_time(match: "re.Match[str]", number: int) -> LetterOrder:
    return LetterOrder("more-time", number, until=_day(match.group(1), number))


def _transfer(match: "re.Match[str]", number: int) -> LetterOrder:
    return LetterOrder(
        "transfer", number, body=" ".join(match.group(2).split()).rstrip("."), passed_on=match.group(1).lower() == "red"
    )


def _review(match: "re.Match[str]", number: int) -> LetterOrder:
    reviewed, asked = _day(match.group(1), number), _day(match.group(2), number)
    if reviewed and asked and asked < reviewed:
        raise _not_understood(
            f"the review was asked for ({asked.isoformat()}) before the reply ({reviewed.isoformat()})", number
        )
    result: Result = "confirmed"
    if match.group(3).lower().startswith("change"):
        result = "changed in part" if "part" in match.group(3).lower() else "changed"
    return LetterOrder("review", number, reviewed=reviewed, asked=asked, result=result)


_READERS: tuple[tuple[str, Callable[["re.Match[str]", int], LetterOrder]], ...] = (
    (r"reply\.?$", _plain("reply")),
    (r"clarif(?:y|ication)\.?$", _plain("clarification")),
    (r"fees?(?: notice)?(?: of)? £? ?(\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}(?:\.\d\d)?)\.?$", _fee),
    (rf"(?:more time|extension)(?:,? (?:until|to|by) {_DAY})?\.?$", _more_time),
    (r"transfer(red|)(?: to)? (\S.{2,200})$", _transfer),
    (
        rf"(?:internal )?review of (?:our reply of )?{_DAY},? (?:asked|requested|received)(?: for)?(?: on)? {_DAY},? "
        r"(confirm(?:ed)?|chang(?:ed|e)(?: in part)?)\.?$",
        _review,
    ),
)
