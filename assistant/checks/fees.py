"""Fees for an answer: what may be charged, and how long there is to pay (FOIA ss9, 13 and SI 2004/3244; FOISA s9 and SSI 2004/467; EIR r.8).

In: a letter's grounds. Out: findings of the rule ``law.fee``. A charge for a thing other than the answer is no matter of these laws.
"""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_FEE = re.compile(
    r"\b(?:cheque|payment|cost you|fees?|charges?|payable|we charge|you (?:must|should|need to) pay|are to pay|invoice)\b",
    re.I,
)
_OF_REQUEST = re.compile(
    r"\bfees? notice|\bsection (?:9|13)\b|\bregulation 8\b|\bfor (?:the |this |your |every |each |any |all )?(?:FOI |information )?(?:FOI |information )?(?:requests?|answer|reply|response|time|information|work)\b"
    r"|\bto your request\b|\bcop(?:y|ies|ying)\b|\b(?:redact|staff|officer|find|locat|search|retriev|collat)\w*|\b(?:look(?:ing)? at|inspect\w*|view\w*|consult\w*)\b",
    re.I,
)
_STAFF = re.compile(
    r"\bfor (?:the |our |their )?time (?:taken|spent|needed|it (?:took|takes))\b|\b(?:staff|officers?'?|employees?'?|our) time\b|\btime (?:that )?(?:our|of our|of|it takes)\b|\btime our\b|\b(?:hours?|days?) of (?:\w+ )?(?:time|work)\b|\b(?:redact|search|find|locat|retriev|collat)(?:ing|ion)\b(?: (?:the|your|these|all|for|through|of))* (?:files?|information|records?|documents?|data|emails?|answers?|it|them)\b|\bofficers?'? time\b|\ban hour\b",
    re.I,
)
_EVERY = re.compile(
    r"\b(?:for|on|with) (?:every|each|any|all) (?:FOI |information |such )?requests?\b|\b(?:standard|flat|administration|admin|search|handling|processing)\b[^.;\n]{0,24}\b(?:fee|charge)\b",
    re.I,
)
_INSPECT = re.compile(
    r"\b(?:look(?:ing)? at|inspect\w*|view\w*|consult\w*|see(?:ing)?)\b[^.;\n]{0,40}\b(?:registers?|lists?|records?|at our|in our)\b",
    re.I,
)
_ABOVE = re.compile(
    r"\bsection 13\b|\bregulation 7\b|\babove the (?:appropriate |cost )?limit|\bexceed\w*|\b(?:choose|agree\w*|willing) to (?:answer|supply|comply)",
    re.I,
)
_NO_FEE = re.compile(r"\b(?:no|not|without|free|nor|never|nothing|if|may|excluded?|cannot)\b|n't\b", re.I)
_POUNDS = re.compile(r"£\s?([0-9][0-9,]{0,7}(?:\.[0-9]{2})?)")
_COST = re.compile(
    r"\bcosts?\b[^.;\n£]{0,40}£\s?([0-9][0-9,]{0,7}(?:\.[0-9]{2})?)|£\s?([0-9][0-9,]{0,7}(?:\.[0-9]{2})?)[^.;\n£]{0,20}\bcosts?\b",
    re.I,
)
_TO_PAY = re.compile(
    r"\b(?:pay|paid|payment|fee)\b[^.;\n]{0,60}?\bwithin (?P<n>[0-9]{1,3}|twenty|thirty|forty|sixty|one|two|three) (?P<unit>working days|days|weeks|months?)\b",
    re.I,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60}
_OF_UNIT = {"working days": 1, "days": 1, "weeks": 5, "months": 20, "month": 20}
_MONTHS_THREE = 60
_FREE, _MOST = 100.0, 600.0


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a fee for the answer that the law does not allow, and too short a time to pay it."""
    last = -1
    for match in grounds.find(_FEE):
        if match.start() < last:
            continue  # its sentence has been read
        first, last = grounds.sentence_at(match.start())
        sentence = grounds.words[first:last]
        if not _OF_REQUEST.search(sentence) or not grounds.regime:
            continue
        span = _wrong(grounds, sentence)
        if span:
            yield rules()["law.fee"].broken_at(page, first + span[0], first + span[1])
            return


def _wrong(grounds: Grounds, sentence: str) -> tuple[int, int] | None:
    """Return the words of a sentence on a fee that are against the law of the regime."""
    pays = _TO_PAY.search(sentence)
    if pays:
        days = (int(pays["n"]) if pays["n"].isdigit() else _WORDS[pays["n"].lower()]) * _OF_UNIT[pays["unit"].lower()]
        if days < _MONTHS_THREE:
            return pays.span()
    if _NO_FEE.search(sentence):
        return None
    if grounds.regime == "eir":
        found = _INSPECT.search(sentence)
    elif grounds.regime == "foisa":
        return _scottish(sentence)
    else:
        found = _EVERY.search(sentence) or (None if _ABOVE.search(sentence) else _STAFF.search(sentence))
    return found.span() if found else None


def _scottish(sentence: str) -> tuple[int, int] | None:
    """Find a fee that is more than a tenth of what the work costs above a hundred pounds, up to six hundred (SSI 2004/467)."""
    cost = _COST.search(sentence)
    rest = sentence[cost.end() :] if cost else ""
    fee = _POUNDS.search(rest)
    if cost is None or fee is None:
        return None
    worked = _number(cost.group(1) or cost.group(2))
    allowed = max(0.0, (min(worked, _MOST) - _FREE) / 10) + max(0.0, worked - _MOST)
    over = _number(fee.group(1)) > allowed + 0.5
    return (cost.end() + fee.start(), cost.end() + fee.end()) if over else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))
