"""Periods that a letter gives as the law's: to answer a request, to ask for a review, to answer one (FOIA s10; EIR rr.5, 11; FOISA ss10, 20, 21).

In: a letter's grounds. Out: findings of the rules ``law.period`` and ``refusal.review-time``. A letter speaks of many periods, so each
is first asked what it is for, by the words of its clause, then of its sentence; what has another purpose is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_NAMED = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_VALUES = {word: value for value, word in enumerate(re.findall(r"\w+", _NAMED), 1)}
_VALUES |= {
    "a": 1,
    "twenty-one": 21,
    "twenty-five": 25,
    "twenty-eight": 28,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
_WORDS = sorted((word for word in _VALUES if word != "a"), key=len, reverse=True)
_PERIOD = re.compile(
    rf"\b(?P<n>[0-9]{{1,3}}|{'|'.join(_WORDS)}|a(?= (?:month|fortnight)))(?: \([0-9a-z-]{{1,12}}\))?[ -]"
    r"(?P<kind>(?:full )?(?:working|business|calendar|school|clear|consecutive)[- ])?(?P<unit>days?|weeks?|months?|fortnight)\b",
    re.I,
)
# A period stands in its clause; these words begin another.
_CLAUSE = re.compile(r"[;:,(—–]|\b(?:and|but) (?=(?:we|you|they|it|then|the|data)\b)|\bif you (?=remain|are)", re.I)
_LAW = re.compile(
    r"\b(?:acts?|law|legislation|regulations|statut\w+|legal(?:ly)?|FOIA?|FOISA|EIRs?|section 10|regulation 5|obliged?s?)\b",
    re.I,
)
# A hope, or the period of another Act, is not the law of information.
_NOT_OURS = re.compile(
    r"\b(?:aim|hope|try|normally|usually|endeavour)\b|\b(?!The\b|This\b|These\b|Our\b|Both\b|Fees\b|Information|Protection|\(Scotland\))[A-Z][a-z]+ (?:Act|Regulations|Order)\b(?! \(?20(?:00|02|04))"
)
_SETS = re.compile(
    r"\b(?:gives?|allows?|requires?|required|grants?|sets?|says?|obliges?|obliged|provides?|must|ha(?:ve|s)|shall|statutory|legal(?:ly)?|by law|in line with|in accordance"
    r"|under|within the)\b",
    re.I,
)
_ANSWER = re.compile(
    r"\b(?:answer\w*|repl(?:y|ies)|respon[ds]\w*|compl(?:y|iance)|deal with|process|make (?:the |it |any )?(?:information )?available|(?:get|come|write) back to|deadline|time ?(?:limit|scale|frame)|receive (?:our|a))\b"
    r"|\b(?:gives?|allows?) (?:us|(?:public )?authorities|the (?:authority|council|trust|force|department|board|university|school|college))\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:extend\w*|extension|further|additional|longer|complex\w*|volum\w+|regulation 7\b|fees?|pay(?:ing|able|ment|s)?|charges?|archives?|keeper|armed forces|aggregat\w*|consecutive|add together"
    r"|subject access|data protection (?:law|act|legislation)|(?:UK )?GDPR|contracts?|suppliers?|complaints?|tribunal|court|publi(?:sh|c\b(?! (?:authorit|bod)))\w*|clarif\w*|acknowledg\w*|retention|not)\b"
    r"|\bcommissioner\b|\bICO\b|\bcomplain\b|\bregulation 1[16]\b|\bsection (?:1[26]|20|21|45|47|50|9)\b|\bappeal\w*",
    re.I,
)
_SCHOOL = re.compile(r"\b(?:schools?|academ(?:y|ies)|college|term)\b", re.I)
_REVIEW = re.compile(
    r"\blook(?:ed)? (?:at )?(?:it |this |the matter )?again\b|\breviews?\b|\breconsider\w*|\brepresentations\b|\bregulation 1[16]\b|\bsection 2[01]\b",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:commissioner|ICO|tribunal|court|appeals?|acknowledg\w*|fees?|pay(?:ing|able|ment)?|publish\w*|asked|retention|minutes)\b",
    re.I,
)
_TO_ASK = re.compile(
    r"\byou (?:may|can|could|should|must|have|wish|want|would|need|do so|are entitled)\b|\bplease\b|\b(?:ask|write|apply|contact|let us know|tell us)\b"
    r"|\b(?:requests?|requirements?|applications?|representations)\b[^.;\n]{0,50}?\b(?:must|should|may|can|need|has|have|is|are|reach|within)\b"
    r"|\breach (?:us|the)\b|\b(?:after|of|from) (?:the date of |receiving |receipt of |your receiving )?(?:this|our|today)",
    re.I,
)
_TO_ANSWER = re.compile(
    r"\bwe\b(?! (?:must|should|need to) receive)|\b(?:reviews?|reviewer|panel|decision|outcome|result|council|board|authority|it|they) (?:is|are|will|would|should|shall|aims?|has|have)\b"
    r"|\b(?:our|a|the) (?:decision|outcome|response|reply|result)\b|\bhear from us\b|\b(?:get|receive|have|given?|got) (?:none|no\b)|\b(?:no|without an?) (?:reply|answer|response|decision|outcome)\b",
    re.I,
)
# "You have 40 working days to ask the council to review the decision" is the applicant's time, whoever else is named.
_YOU_ASK = re.compile(
    r"\byou (?:may|can|could|should|must|have|need|are entitled)\b[^.;\n]{0,60}\b(?:ask|request|write|apply|make|representations|seek|require)\b",
    re.I,
)
_SEEN = 250
_ASK, _SCOTTISH_ANSWER, _ANSWER_MOST = 40, 20, 40
_OF_WEEK = {"day": 1, "week": 5, "fortnight": 10, "month": 20}


@dataclass(frozen=True, slots=True)
class _Said:
    """A period in a letter: where it stands, its days as working days, whether it says that they are, its clause and its sentence."""

    start: int
    end: int
    days: int
    kind: str
    clause: str
    sentence: str
    before: str


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold each period that the letter gives as the law's against the law of its regime."""
    told: set[str] = set()
    for said in _periods(grounds):
        code = _wrong(grounds, said)
        if code and code not in told:
            told.add(code)
            yield rules()[code].broken_at(page, said.start, said.end)


def _periods(grounds: Grounds) -> Iterator[_Said]:
    words, first, last, cuts = grounds.words, 0, -1, list[int]()
    for match in grounds.find(_PERIOD):
        if match.start() >= last:
            first, last = grounds.sentence_at(match.start())
            cuts = [first, *(cut.end() for cut in _CLAUSE.finditer(words, first, last)), last]
        begin = max(cut for cut in cuts if cut <= match.start())
        end = min((cut for cut in cuts if cut >= match.end()), default=last)
        number, unit = match["n"].lower(), match["unit"].lower().rstrip("s")
        value = int(number) if number.isdigit() else _VALUES[number]
        kind = (match["kind"] or "").strip(" -").lower() if unit == "day" else unit
        yield _Said(
            *match.span(),
            value * _OF_WEEK[unit],
            kind,
            words[begin:end],
            words[first:last],
            words[max(0, first - _SEEN) : first],
        )


def _wrong(grounds: Grounds, said: _Said) -> str:
    """Return the code of the rule that a period breaks; empty where it breaks none or its purpose is not told."""
    of_review = _REVIEW.search(said.sentence) or (_REVIEW.search(said.before) and not _LAW.search(said.clause))
    if of_review:
        return "refusal.review-time" if _review_broken(grounds, said) else ""
    if _NOT_OURS.search(said.clause):
        return ""
    if _LAW.search(said.sentence) and _SETS.search(said.sentence) and _is_to_answer(said) and not _is_right(said):
        return "law.period"
    return ""


def _is_to_answer(said: _Said) -> bool:
    """Tell whether a period is one to answer a request, and no other."""
    return bool(_ANSWER.search(said.clause) or _ANSWER.search(said.sentence)) and not _OTHER.search(said.sentence)


def _is_right(said: _Said) -> bool:
    """Twenty working days; for schools twenty school days or sixty working days."""
    if _SCHOOL.search(said.sentence) and (said.days, said.kind) in {(20, "school"), (60, "working")}:
        return True
    return said.days == 20 and said.kind.endswith("working")


def _review_broken(grounds: Grounds, said: _Said) -> bool:
    """Tell whether a period to ask for a review is too short, or one to answer it too long; the Act of 2000 sets neither."""
    if grounds.regime not in {"eir", "foisa"} or _ELSEWHERE.search(said.clause):
        return False
    if _TO_ANSWER.search(said.clause) and not _YOU_ASK.search(said.clause):
        most = _SCOTTISH_ANSWER if grounds.regime == "foisa" or grounds.is_scottish_eir else _ANSWER_MOST
        return said.days > most
    return bool(_TO_ASK.search(said.clause) or _TO_ASK.search(said.sentence)) and said.days < _ASK
