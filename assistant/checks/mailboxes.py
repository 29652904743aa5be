"""Whose mailbox an email address is: a person's, or an office's."""

import re
from functools import lru_cache

from assistant.checks.names import is_given

_OFFICIAL = re.compile(
    r"@(?:[\w-]+\.)*(?:ico\.org\.uk|foi\.scot|itspublicknowledge\.info|whatdotheyknow\.com|ombudsman\.org\.uk)\Z", re.I
)
_OWN_REQUEST = re.compile(r"request-[0-9]+-[0-9a-f]+@", re.I)
# Parts of the names of shared mailboxes; a part of a local name that holds one is an office's.
_OFFICE = re.compile(
    r"^(?:foi\w*|freedom|info\w*|enquir\w*|inquir\w*|igov\w*|igt|ig|contact\w*|customer\w*|complaint\w*|feedback|press\w*|media\w*|help\w*|service\w*|ico\w*|casework\w*"
    r"|mail\w*|post\w*|admin\w*|office\w*|data\w*|dpo|disclosure\w*|internal\w*|review\w*|correspondence|access\w*|right\w*|record\w*|public\w*|tribunal\w*|grc|legal\w*"
    r"|eirs?|hr|jobs?|recruit\w*|team\w*|desk|clerk\w*|council\w*|planning\w*|licens\w*|housing\w*|finance\w*|payroll|procure\w*|tender\w*|reception\w*|general"
    r"|support\w*|police|force\w*|trust|clinical|coding|nhs\w*|school\w*|library|museum|parking|highway\w*|environment\w*|election\w*|democratic\w*|benefit\w*|council|tax"
    r"|depots?|street\w*|works|register\w*|registr\w*|waste\w*|recycl\w*|wards?|pharmacy|duty\w*|control\w*|shift\w*|events?|bookings?|orders?|stores?|estates?|facilities|grounds|parks?|repairs?|maintenance|lettings?|rents?|claims?"
    r"|invoices?|purchas\w*|supplies|alerts?|rotas?|incidents?|results?|exams?|transport\w*|fleet|roads?|bridges?|drain\w*|flood\w*|duties|archives?|museums?|galler\w*|permits?|appeals?|claims?|fraud|safeguard\w*|head|staff|dispatch|stock|yard|bins?|trees?"
    r"|communications?|comms|corporate|governance|compliance|security|web\w*|it|ict|noreply|no|reply|donotreply|secretary\w*|parliament\w*|ministers?|private|sales|accounts?)$",
    re.I,
)
_OFFICE_ENDING = re.compile(
    r"(?:ing|ment|ments|tion|tions|ance|ity|ies|ions|ings|ships?|ology|desk|team|unit|office|centre)\Z", re.I
)
_ENDING_LEAST = 7
_FREE_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|msn|aol|btinternet|sky|talktalk|virginmedia|proton(?:mail)?|gmx|me|mac|ymail|mailbox)\.",
    re.I,
)
# "firstname.surname84": organisations number the mailboxes of their people seldom, and with fewer signs.
_NUMBERED = re.compile(r"[a-z]{2,20}[._-]?[a-z]{3,20}[0-9]{2,4}")
_PUBLIC = re.compile(
    r"\.(?:gov|police|nhs|ac|sch|mod|parliament)(?:\.|\Z)|council|police|nhs|univ|trust|school|fire|college|academy|constabulary|authority",
    re.I,
)
_LEADS_TO_OFFICE = re.compile(
    r"(?:(?:please |can |may |to |or )(?:contact|email|e-mail|write to)|at|contact|email|e-mail|queries to|sent to|case ?officer)[: ][^.\n]{0,40}\Z",
    re.I,
)
_OURS = re.compile(
    r"\b(?:us|we|our|please|you (?:can|may|should)|to (?:appeal|complain|ask)|review|queries|questions)\b", re.I
)


def is_personal(address: str, known: str, lead: str) -> bool:
    """Tell whether an address is somebody's own.

    Args:
        address: the email address.
        known: the authority's contact block and the addressee.
        lead: the words just before it, which may say that it is where to write.
    """
    if _OFFICIAL.search(address) or _OWN_REQUEST.match(address) or address.lower() in known.lower():
        return False
    local, _, domain = address.rpartition("@")
    if _names_an_office(local):
        return False
    if _FREE_MAIL.search(address):
        return True
    if f"@{domain.lower()}" in known.lower() and _LEADS_TO_OFFICE.search(lead):
        return False
    invited = _LEADS_TO_OFFICE.search(lead) and _OURS.search(lead)
    return not invited


@lru_cache(maxsize=4096)
def _names_an_office(local: str) -> bool:
    parts = [part for part in re.split(r"[._+'0-9-]+", local) if part]
    if not parts or any(_OFFICE.match(part) for part in parts):
        return True
    if any(is_given(part) or len(part) == 1 for part in parts):
        return False
    return any(len(part) >= _ENDING_LEAST and _OFFICE_ENDING.search(part) for part in parts)


def is_private(address: str) -> bool:
    """Tell whether an address is beyond doubt a person's own: of a service that gives mailboxes to anyone, or of a person's form with a number."""
    local, _, domain = address.lower().rpartition("@")
    if _names_an_office(local) or _PUBLIC.search(domain):
        return False
    return bool(_FREE_MAIL.search(address)) or bool(_NUMBERED.fullmatch(local))
