"""Dates of the reply: late answers, wrong deadlines, and more time for the balance (FOIA ss10, 17(2); EIR r.7; FOISA s10)."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.errors import InputError
from assistant.findings import Finding, Verdict

_MONTHS = tuple(calendar.month_name[month].lower() for month in range(1, 13))
_DAY = rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(_MONTHS)}),? (20[0-9]{{2}})\b|\b(20[0-9]{{2}})-([01][0-9])-([0-3][0-9])\b"
DATE = re.compile(_DAY, re.I)
SLASHED = re.compile(r"\b[0-3]?[0-9][/.][01]?[0-9][/.](?:20)?[0-9]{2}\b")
_DUE = re.compile(
    r"(?:20th working day|twentieth working day|due (?:to (?:reply|respond|you) )?(?:on|by)|deadline (?:is|was|of|for[a-z ]{0,20})|respond(?:ed)? (?:to you )?by|answer (?:was|is) due (?:on|by))",
    re.I,
)
_WEIGH = r"(?:consider|weigh|decid|assess|complet|balanc|finish|conclud|reach|determin)\w*"
_MORE_TIME = re.compile(
    rf"(?:further|more|additional|extra|longer) (?:[a-z0-9]+ ){{0,3}}?(?:time|period|(?:working )?days|weeks) (?:in which )?to {_WEIGH}"
    rf"|\b(?:need|require|take)(?:s|d|ed)? (?:us )?(?:more|further|longer|(?:an )?extra|(?:an )?additional)(?: [a-z0-9]+){{0,4}}? ?(?:time\b|days\b|weeks\b|to {_WEIGH}|for the public interest)"
    r"|\bstill (?:considering|weighing|assessing|deciding|balancing)\b"
    r"|\bextension (?:of time )?to (?:carry out|complete|consider|weigh|conduct)\b|\bpublic interest (?:test )?(?:is|remains) (?:still )?(?:under consideration|being (?:considered|weighed|assessed))"
    r"|\b(?:more|further|additional|extra) time is (?:needed|required|necessary)|\b(?:extend(?:ed|ing)?|extension (?:of|to)) (?:the |our )?(?:(?:20|twenty)[- ]working[- ]day |statutory )?(?:time|deadline|period|limit)\b",
    re.I,
)
# The clock of a reply and no other.
_OF_REPLY = re.compile(
    r"\b(?:request|reply|respon\w+|answer\w*|public interest|regulation 7|section 10|(?:20|twenty)[- ]working)\b", re.I
)
_OF_ANOTHER = re.compile(
    r"\b(?:bids?|tenders?|contracts?|consultations?|pay|fee|applications?|appeal|lease|scheme|bypass|you asked for)\b",
    re.I,
)
_LONGER = re.compile(
    r"\btak(?:e|ing) (?:up to )?(?:40|forty) working days\b|\b(?:extend(?:ed|ing|s)?|extension (?:of|to))\b[^.;\n]{0,60}?\b(?:time|deadline|period|limit)\b|\bregulation 7(?:\(1\))?[^.;\n]{0,60}?\b(?:within|to) (?:40|forty)\b|\b(?:now )?(?:reply|respond|answer) within (?:40|forty) working days"
    r"|\b(?:deadline|time|period)\b[^.;\n]{0,80}?\b(?:is|has been|was|be) extended\b",
    re.I,
)
_UNDECIDED = re.compile(
    r"(?:not|no|yet to|unable to) (?:yet )?(?:been )?(?:able to )?(?:reached?|come to|made?|conclude[d]?|complete[d]?|finish(?:ed)?)\b[^.;\n]{0,30}?\b(?:decision\b(?! (?:on|about|as to|to|over) (?!the balance|the public|the test|whether|disclos|releas|this|your|it\b))|public interest|balance|conclusion)"
    r"|\bnot (?:yet )?(?:in a position|able) to (?:say|tell|decide|conclude|determine)[^.;\n]{0,40}public interest|\bno (?:final )?decision (?:on|about|as to) the (?:balance|public interest)[^.;\n]{0,60}?\b(?:reached|made|taken)|\bpublic interest[^.;\n]{0,40}? (?:has|have) (?:not (?:yet )?|yet to )been (?:concluded|completed|finished|decided)",
    re.I,
)
_SOME_TIME = re.compile(
    r"\bas soon as [^.;\n]{1,60}|\bin due course\b|\bshortly\b|\bwhen we (?:can|are able|have)\b|\b(?:further|longer) reasonable (?:period|time)\b|\bwithin a reasonable (?:period|time)\b"
    r"|\bin the (?:near future|coming weeks)\b|\bwithout (?:undue )?delay\b",
    re.I,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? "
_OF_REVIEW = re.compile(r"\breviews?\b|\breconsider\w*|\brepresentations\b", re.I)
_NEAR = 250
_HEDGED = re.compile(r"\b(?:not|if|may|might|can|could|where|allows?|would|cannot|without|no)\b|n't\b", re.I)
_SORRY = r"apolog|sorry|regret"
# Where the letter tells the dates itself: "Date: 30 April 2026", "Date your request was received: 9 April 2026",
# "your request, which we received on 2 November 2026".
_SENT = re.compile(
    rf"^[ \t>*_]*(?:date(?: of (?:this |our |the )?(?:letter|reply|response|answer))?|dated|our date|sent|issued|(?:date )?(?:replied|answered|responded)|(?:reply|response|answer)(?: date| sent| issued)?)[ \t*_]*:?[ \t*_]*(?:{_WEEKDAY})?(?:{_DAY})[ \t*_]*$",
    re.I | re.M,
)
_ALONE = re.compile(rf"^[ \t>*_]*(?:{_WEEKDAY})?(?:{_DAY})[ \t*_]*$", re.I | re.M)
_HEAD = 700
_RECEIVED = re.compile(
    rf"^[ \t>*_]*(?:date )?received(?: on)?[ \t*_]*:[ \t*_]*(?:{_WEEKDAY})?(?:{_DAY})|\brequest\b[^.\n]{{0,60}}?\breceived\b[^.\n0-9]{{0,24}}?(?:{_DAY})|\breceived (?:your|the|this) request\b[^.\n0-9]{{0,24}}?(?:{_DAY})"
    rf"|\b(?:request|e-?mail|letter|questions?)\b[^.\n]{{0,60}}?\b(?:reached us|came (?:in|to us)|arrived(?: here| with us)?|got to us|was delivered) on (?:{_WEEKDAY})?(?:{_DAY})",
    re.I | re.M,
)
# The clock may have started again, or a notice may have taken more time.
_OTHER_CLOCK = (
    r"clarif\w+|extend\w*|extension|section 10\(3\)|regulation 7\b|regulation 7\(|fees notice|more time|further time"
)
_IN_TIME = re.compile(
    r"\b(?:answer\w*|repl\w+|respon\w+|deal\w*|dealt|complet\w+)\b[^.;\n]{0,60}?\b(?:(?:within|inside|before|ahead of|in|by) (?:the |its |our )?(?:statutory |legal |required |prescribed )?(?:period of |limit of )?"
    r"(?:(?:20|twenty) working days|time ?(?:limit|scale|frame)?|deadline|period|time (?:allowed|permitted|given|set|required|laid down)(?: (?:by|for|in|under))?)|in (?:good )?time|on time|by the (?:statutory )?(?:deadline|due date))",
    re.I,
)
_NOT_IN_TIME = re.compile(
    r"\b(?:should|must|have to|had to|required|requires|aim|fail\w*|not|unable|review\w*|obliged|expected|will|if|normally|usually|late)\b",
    re.I,
)


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold the letter's dates against the law's."""
    yield from _extension(page, grounds)
    due = _due(page, grounds)
    if due is None:
        return
    yield from _late(page, grounds, due)
    for said in grounds.find(_DUE):
        stated = DATE.search(grounds.words, said.end(), min(len(grounds.words), said.end() + 40))
        if stated and parsed(stated) not in {due, None}:
            yield rules()["refusal.deadline"].broken_at(page, *stated.span())


def _extension(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require an estimated date, and refuse more time where the law gives none for the balance."""
    yield from _no_longer(page, grounds)
    match = more_time(grounds)
    if match is None or not grounds.has(r"public interest|section 17\(2\)|section 10\(3\)"):
        return
    if not _date_near(grounds, match):
        vague = _SOME_TIME.finditer(grounds.words, match.end(), min(len(grounds.words), match.end() + 400))
        last = max((one.end() for one in vague), default=match.end())
        yield rules()["refusal.estimate-date"].broken_at(page, match.start(), last)
    if _may_not_extend(grounds) and not _longer(grounds):
        yield rules()["refusal.extension"].broken_at(page, *match.span())


def _no_longer(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a longer time to reply where the law gives none: it does for the balance of a qualified exemption, and under the EIR for what is both complex and of volume."""
    match = _longer(grounds)
    if match is None or not grounds.regime or grounds.ncnd:
        return
    weighed = grounds.regime == "foia" and grounds.has(
        r"public interest|section 10\(3\)|section 17\(2\)|school|academy|archive|armed forces|clarif"
    )
    if not weighed and (grounds.regime != "eir" or _may_not_extend(grounds)):
        first, last = grounds.sentence_at(match.start())
        why = re.search(
            r"\b(?:owing to|due to|because of|given)\b[^.;,\n]{0,60}\bvolum\w+|\bcomplex\b",
            grounds.words[first:last],
            re.I,
        )
        begin = min(match.start(), first + why.start()) if why else match.start()
        yield rules()["refusal.extension"].broken_at(
            page, begin, max(match.end(), first + why.end()) if why else match.end()
        )


def _longer(grounds: Grounds) -> "re.Match[str] | None":
    """Return the words that extend the time for the reply itself."""
    for match in grounds.find(_LONGER):
        first, last = grounds.sentence_at(match.start())
        sentence = grounds.words[first:last]
        if (
            _OF_ANOTHER.search(sentence)
            or _HEDGED.search(sentence)
            or _OF_REVIEW.search(grounds.words, max(0, first - _NEAR), last)
        ):
            continue
        if _OF_REPLY.search(sentence) or (
            _OF_REPLY.search(grounds.words, max(0, first - 160), first) and "contract" not in sentence
        ):
            return match
    return None


def _may_not_extend(grounds: Grounds) -> bool:
    """Tell whether no more time can be had: in Scotland, under the EIR unless complex and of volume, for absolute exemptions."""
    if grounds.regime == "foisa":
        return True
    if grounds.regime == "eir":
        return not (
            grounds.has(r"\bcomplex")
            and grounds.has(r"\bvolum", r"\b(?:large|great) (?:amount|number|quantity)", r"\bthousands of")
        )
    known = [ground.provision for ground in grounds.exemptions if ground.provision is not None]
    return bool(known) and all(provision.absolute for provision in known)


def _late(page: Page, grounds: Grounds, due: date) -> Iterator[Finding]:
    """Find a late reply that does not say so, or that claims to be in time."""
    sent = letter_date(page, grounds)
    if sent is None or sent <= due:
        return
    if page.material.received is None and grounds.has(_OTHER_CLOCK):
        return
    claims = [match for match in grounds.find(_IN_TIME) if not _hedged(grounds, match)]
    if claims:
        yield replace(rules()["refusal.late"].broken_at(page, *claims[0].span()), verdict=Verdict.BLOCK)
    elif not grounds.has(_SORRY):
        yield rules()["refusal.late"].broken(page)


def _hedged(grounds: Grounds, match: "re.Match[str]") -> bool:
    start = grounds.sentence_at(match.start())[0]
    return bool(_NOT_IN_TIME.search(grounds.words, start, match.end()))


def _told(pattern: "re.Pattern[str]", grounds: Grounds) -> date | None:
    """Return the date that a pattern finds in the letter."""
    match = grounds.first(pattern)
    return parsed(match) if match else None


def letter_date(page: Page, grounds: Grounds) -> date | None:
    """Return the date that the letter bears, as given or as it says; None where neither tells."""
    return page.material.letter_date or _told(_SENT, grounds) or _at_head(grounds)


def _at_head(grounds: Grounds) -> date | None:
    """Return the date that stands on a line of its own at the head of the letter."""
    match = _ALONE.search(grounds.words, 0, _HEAD)
    return parsed(match) if match else None


def more_time(grounds: Grounds) -> "re.Match[str] | None":
    """Return the words that take more time for the public interest test, if any do."""
    return grounds.first(_UNDECIDED) or grounds.first(_MORE_TIME)


def _date_near(grounds: Grounds, match: "re.Match[str]") -> bool:
    first, last = max(0, match.start() - 300), min(len(grounds.words), match.end() + 600)
    return bool(DATE.search(grounds.words, first, last) or SLASHED.search(grounds.words, first, last))


def _due(page: Page, grounds: Grounds) -> date | None:
    """Return the statutory date; None where receipt is not known or lies beyond the calendar."""
    material = page.material
    received = material.received or _told(_RECEIVED, grounds)
    if received is None:
        return None
    from assistant.law.deadlines import deadline

    try:
        return deadline(received, grounds.regime or "foia", material.clarified).due
    except InputError:
        if material.received is not None:
            raise
        return None


def parsed(match: "re.Match[str]") -> date | None:
    """Return the date of a match of :data:`DATE`, or of a pattern that holds it; None for a day that is none."""
    found = [group for group in match.groups() if group]
    first, second, third = found[-3:]
    try:
        if first.startswith("20") and len(first) == 4:
            return date(int(first), int(second), int(third))
        return date(int(third), _MONTHS.index(second.lower()) + 1, int(first))
    except ValueError:
        return None
