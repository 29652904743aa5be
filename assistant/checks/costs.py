"""Cost refusals: the limit, the rate, the sum, the work that counts and the help that goes with them.

Sources: FOIA ss12 and 16 and SI 2004/3244 (450 or 600 pounds at 25 an hour; finding out whether it is held, locating, retrieving and
extracting); FOISA s12 and SSI 2004/467 (600 pounds at no more than 15 an hour). The EIR have no cost limit.
"""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Ground, Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_COUNTED = r"(?<![£0-9,.])(?P<items>[0-9][0-9,]{0,8})"
_SPENT = r"(?P<minutes>[0-9]{1,3}(?:\.[0-9])?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty) min(?:ute)?s?"
_TOTAL = r"(?P<hours>[0-9][0-9,]{0,6}(?:\.[0-9])?) (?:person[- ]|staff[- ])?hours"
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_OPENERS = r"(?:at|x|by|times|taking|takes?|for|would take|of|,|and|each|an average of|about|around|approximately|roughly|some|\s){0,8}"
# "600 files at 5 minutes each would take 50 hours", "ten minutes a record, 300 records need 50 hours", "5 minutes for each of 600 files, or 50 hours".
_SUMS = (
    re.compile(
        rf"\b{_COUNTED} (?!minute|hour)(?:[a-z-]{{1,20}} ){{0,5}}[a-z-]{{1,20}}[.;:,] (?:At|It takes|Each|This takes|Reading|With)\b[^.0-9]{{0,30}}?{_SPENT}"
        rf"\b(?:(?!minute)[^.£]){{0,70}}?\b{_TOTAL}",
        re.I,
    ),
    re.compile(
        rf"\b{_COUNTED} (?!minute|hour)(?:[a-z-]{{1,20}},? ){{1,6}}?{_OPENERS}{_SPENT}\b(?:(?!minute)[^.£]){{0,70}}?\b{_TOTAL}",
        re.I,
    ),
    re.compile(
        rf"\b{_SPENT} (?:per|an?|for each|for every|each)\b[^.0-9£]{{0,40}}?\b{_COUNTED} (?!minute|hour)[^.0-9£]{{0,50}}?\b{_TOTAL}",
        re.I,
    ),
)
# "20 files took 60 minutes": the time of all of them.
_OF_A_SAMPLE = re.compile(r"\b(?:took|timed|tested|needed|in all|together)\b", re.I)
_LIMIT = r"£\s?(?:450|600)|\b18 hours|\b24 hours|\b18h\b|appropriate limit of|eighteen hours|twenty-four hours|prescribed (?:amount|sum|limit)"
_HELP = re.compile(
    r"\bsection 1[56]\b[^.\n]{0,80}\b(?:you|we|advi[sc]e|help|suggest)|\b(?:advice and assistance|to (?:help|assist|advise) you)\b|\b(?:narrow|refin|reformulat|re-?submit|rephras)\w*|\breduc\w+ the (?:scope|period|time|number)|\b(?:shorter|smaller|single) (?:period|sample|month|year|site|team|ward)"
    r"|\blimit(?:ing)? (?:your|the|it)\b|\bmore specific|\byou may wish to|\b(?:if|were) you (?:were )?(?:to )?(?:ask|choose|chose|limit|restrict|give|gave|narrow|confine|name|accept|pick|send|tell|drop|leave|omit|reduce|exclude)\w*|\bcould (?:instead )?(?:give|provide|answer|supply|search|offer)\b"
    r"|\bask for (?:one|an? (?:sample|single|shorter|year|month)|just|only|fewer)\b|\bmay be (?:enough|of (?:use|help))|\b(?:we )?suggest|\b(?:fewer|one|two|three) (?:years?|months?|wards?|schools?|sites?|teams?|fields?|records?|files?)\b[^.\n]{0,60}\b(?:possible|within|could|can|would|rather|instead|only)|\bsample of\b"
    r"|\bcould not be (?:narrowed|refined)|\b(?:can(?:not)?|could|can't) (?:see|find|think of|suggest|identif)\w* (?:no|any|a) way|\b(?:come|fit|fall|be|keep) (?:back )?(?:within|inside|under) (?:it|the limit|that|this)\b|\btell us which\b|\bif you can (?:live|do|manage)\b|\b(?:should|would|might|could) be able to (?:help|answer)\b|\bbrought? within the limit|\b(?:inside|within) the (?:cost )?limit (?:if|by|for)",
    re.I,
)
_HOURS = re.compile(r"\b([0-9][0-9,]{0,6}(?:\.[0-9]{1,2})?) (?:person[- ]|staff[- ]|working )?hours\b", re.I)
_PRICED = re.compile(
    r"\b([0-9][0-9,]{0,6}(?:\.[0-9]{1,2})?) (?:person[- ]|staff[- ])?hours(?:,? (?:which|and)?,? ?at £25 (?:an|per) hour)?[^.\n£0-9]{0,30}£\s?([0-9][0-9,]{0,8}(?:\.[0-9]{2})?)(?!\d|[\d,]| ?(?:an|per|a|/) ?hour)",
    re.I,
)
_RATE = re.compile(
    r"£\s?([0-9]{1,3}(?:\.[0-9]{2})?) ?(?:an|per|/|a|each|every|for each|for every) ?(?:person[- ]|staff[- ]|working )?hour|(?<![0-9,])£\s?([0-9]{1,3}(?:\.[0-9]{2})?)(?:ph\b| hourly)"
    r"|\bhourly (?:charge|rate|cost|fee)[^.;\n£]{0,30}£\s?([0-9]{1,3}(?:\.[0-9]{2})?)(?!\d|,\d)",
    re.I,
)
# What somebody is paid, or charges, is no rate of the estimate.
_OF_PAY = re.compile(
    r"\b(?:paid|pays?|salar\w+|wages?|agency|agencies|you asked|contractors?|consultants?|overtime)\b", re.I
)
_OF_LIMIT = re.compile(r"\blimits?\b|\bthreshold\b|\bprescribed\b", re.I)
_PASSED = re.compile(
    r"\b(?:exceed|pass|go beyond|go over|cost more|take more|take longer|too (?:costly|expensive|long))\w*[^.;\n]{0,40}\blimit\b|\btoo (?:costly|expensive|much)\b",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?:within|exceed\w*|more than|over|beyond|above|than|past) (?:the |an? )?(?:allowed |permitted |statutory )?\Z",
    re.I,
)
_LIMIT_SAID = re.compile(
    r"\b(?:limit|threshold|prescribed (?:amount|sum))\b[^.\n0-9£]{0,60}£\s?([0-9][0-9,]{0,6})|£\s?([0-9][0-9,]{0,6})[^.\n0-9£]{0,20}\blimit\b",
    re.I,
)
_LIMIT_TOLD = re.compile(
    r"\b(?:(?:cost|appropriate|statutory|fees) (?:limit|threshold|ceiling)|the limit)\b[^.\n0-9£]{0,80}(?:£\s?(?P<pounds>[0-9][0-9,]{0,6})|(?P<hours>[0-9]{1,3}) hours)(?: or (?:£[0-9,]{3,6}|[0-9]{1,3} hours))?",
    re.I,
)
_WORK = re.compile(r"\bminutes\b|\bhours\b", re.I)
_NOT_WORK = re.compile(
    r"\bremov\w+ (?:the |any |all )?(?:personal|names?|third|identif|exempt)\w*|\b(?:solicitor|lawyer|director|manager|press office|counsel)s? to (?:check|read|approve|clear|review)|\bredact\w*|\bbl(?:ack|ank)(?:ing)? out\b|\bseek\w* (?:the |their )?views\b|\banonymis\w*|\b(?:consider|decid|apply|review|check|assess|judg)\w*[^.\n]{0,30}\b(?:exempt\w*|public interest)|\bpublic interest test|\bconsult(?:ing|ation)?\b (?!room)"
    r"|\blegal advice\b|\bsign(?:ing)?[- ]off\b|\bapproval\b|\bphotocopy\w*|\bdrafting\b|\bproof-?read\w*|\bquality[- ](?:check|assur)\w*",
    re.I,
)
_LEFT_OUT = re.compile(r"\b(?:not|without|exclud\w+|before|leav\w+ out|apart from|in addition|other than|no)\b", re.I)
_AGGREGATED = re.compile(r"\b([0-9]{1,3}) (?:consecutive )?(?:working )?days\b", re.I)
_RATES = {"foia": 25.0, "foisa": 15.0}
_LIMITS = {"foia": {450.0: 18.0, 600.0: 24.0}, "foisa": {600.0: 40.0}}
_MOST_DAYS = 60
_SLACK = 1.0
# Bodies that Part I of Schedule 1 to the Act does not list: their limit is the lower one.
_LOCAL = re.compile(
    r"\b(?:council|local authorit(?:y|ies)|police|constabulary|nhs|hospital|trust|universit\w+|school|college|academy|fire and rescue|health board)\b",
    re.I,
)
_CENTRAL = re.compile(r"\b(?:department (?:for|of)|ministry of|home office|treasury|cabinet office)\b", re.I)


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold a cost refusal against its rules."""
    ground = grounds.cites("12")
    if ground is None or grounds.regime == "eir" or not _refuses_on_cost(grounds):
        return
    if not (grounds.regime or grounds.is_whole):
        return  # an extract that names no Act
    if "(" not in ground.ref and not any(one.ref.startswith("12(") for one in grounds.grounds):
        yield rules()["refusal.limb"].broken_at(page, ground.start, ground.end)
    if not grounds.has(_LIMIT) or not grounds.has(r"\bhours?\b|\bminutes\b|£\s?[0-9]"):
        yield rules()["refusal.cost-limit"].broken_at(page, *_claimed(grounds, ground))
    if not grounds.first(_HELP):
        yield rules()["refusal.help"].broken_at(page, ground.start, ground.end)
    yield from _limit(page, grounds)
    yield from _rate(page, grounds)
    yield from _activities(page, grounds)
    yield from _aggregated(page, grounds)
    yield from _sums(page, grounds)


def _claimed(grounds: Grounds, ground: Ground) -> tuple[int, int]:
    """Return where the letter claims that the limit would be passed, up to or from the section, if one sentence says both; else the section."""
    first, last = grounds.sentence_at(ground.start)
    passed = _PASSED.search(grounds.words, first, last)
    return (min(passed.start(), ground.start), max(passed.end(), ground.end)) if passed else (ground.start, ground.end)


def _refuses_on_cost(grounds: Grounds) -> bool:
    return grounds.refuses or grounds.has(
        r"exceed|cost limit|appropriate limit|\blimit of £|£ ?(?:450|600)[^.\n]{0,20}\blimit|\b(?:above|over|more than|beyond|passes|past) (?:the limit of )?£ ?(?:450|600)\b|cost too much|too costly|\b(?:because of|by|under|by virtue of|on the basis of) section 12(?:\(\d\))?|(?:our|the) limit is|lets us refuse|\bsection 12(?:\(\d\))?[^.\n]{0,80}\bappl(?:y|ies)\b|rel(?:y|ies|ying) on section 12\b"
    )


def _limit(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a limit that the Regulations do not have, or that is another kind of body's."""
    known = _LIMITS.get(grounds.regime or "foia", _LIMITS["foia"])
    for match in grounds.find(_LIMIT_SAID):
        pounds = _number(match.group(1) or match.group(2))
        local = grounds.regime == "foia" and pounds == max(known) and _LOCAL.search(grounds.letterhead)
        head = grounds.letterhead
        central = (
            grounds.regime == "foia" and pounds == min(known) and _CENTRAL.search(head) and not _LOCAL.search(head)
        )
        if pounds not in known or local or central:
            yield rules()["refusal.cost-limit"].broken_at(page, *match.span())
            return


def stated_limit(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a limit that is told, in a letter that refuses nothing on cost, for a body of which it is not the limit."""
    ground = grounds.cites("12")
    if grounds.regime == "eir" or (ground is not None and _refuses_on_cost(grounds)):
        return
    known = _LIMITS.get(grounds.regime or "foia", _LIMITS["foia"])
    for match in grounds.find(_LIMIT_TOLD):
        first, last = grounds.sentence_at(match.start())
        around = f"{grounds.letterhead} {grounds.words[first:last]}"
        pounds = _number(match["pounds"]) if match["pounds"] else 25 * _number(match["hours"])
        local, central = _LOCAL.search(around), _CENTRAL.search(around)
        other = grounds.regime != "foisa" and (
            (pounds == max(known) and local and not central) or (pounds == min(known) and central and not local)
        )
        if (pounds not in known and grounds.regime != "foisa") or other:
            yield rules()["law.cost-limit"].broken_at(page, *match.span())
            return


def _rate(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find an hourly rate that is not the one of the regulations; the Scottish ones set the most."""
    rate = _RATES.get(grounds.regime or "foia", _RATES["foia"])
    for match in grounds.find(_RATE):
        if _OF_PAY.search(grounds.words, *grounds.sentence_at(match.start())):
            continue
        said = _number(match.group(1) or match.group(2) or match.group(3))
        if said > rate or (said < rate and grounds.regime != "foisa"):
            yield rules()["refusal.cost-rate"].broken_at(page, *match.span())
            return


def _activities(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find work in the estimate that may not be counted."""
    for match in grounds.find(_NOT_WORK):
        first, last = grounds.sentence_at(match.start())
        sentence = grounds.words[first:last]
        if _WORK.search(sentence) and not _LEFT_OUT.search(sentence):
            yield rules()["refusal.cost-work"].broken_at(page, *match.span())
            return


def _aggregated(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find requests added together that came further apart than the regulations allow."""
    for sentence in re.finditer(
        r"\baggregat\w+|\badd(?:ed|ing)? (?:together|(?:this|it|them) to)\b|\b(?:combin|group)(?:ed|ing)\b|\btogether with your\b",
        grounds.words,
        re.I,
    ):
        first, last = grounds.sentence_at(sentence.start())
        for match in _AGGREGATED.finditer(grounds.words, first, last):
            if int(match.group(1)) > _MOST_DAYS:
                yield rules()["refusal.cost-work"].broken_at(page, *match.span())
                return


def _sums(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a sum that is wrong, and an estimate that stays within the limit."""
    least = _least_hours(grounds)
    summed = False
    for match in _worked(grounds):
        if _OF_A_SAMPLE.search(match.group()[: match.end("minutes") - match.start()]):
            continue
        items, minutes, hours = (_number(match[part]) for part in ("items", "minutes", "hours"))
        worked = items * minutes / 60
        summed = True
        if abs(worked - hours) > max(_SLACK, 0.03 * worked) or hours <= least:
            yield rules()["refusal.cost-sum"].broken_at(page, *match.span())
    if summed:
        return
    yield from _priced(page, grounds)
    most = max(_estimates(grounds), key=lambda one: _number(one.group(1)), default=None)
    if most is not None and _number(most.group(1)) <= least:
        yield rules()["refusal.cost-sum"].broken_at(page, *most.span())


def _worked(grounds: Grounds) -> "Iterator[re.Match[str]]":
    """Yield the sums of a letter: items, minutes each, hours."""
    for pattern in _SUMS:
        yield from grounds.find(pattern)


def _priced(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find hours whose price is not the hours at the rate of the Act; in Scotland the rate may be less."""
    for match in grounds.find(_PRICED):
        hours, pounds = map(_number, match.groups())
        if pounds == _RATES["foia"]:
            continue  # "18 hours at £25": the rate
        if grounds.regime != "foisa" and abs(hours * _RATES["foia"] - pounds) > max(_SLACK, 0.01 * pounds):
            yield rules()["refusal.cost-sum"].broken_at(page, *match.span())
            return


def _least_hours(grounds: Grounds) -> float:
    """Return the hours of the limit: the one that the letter states, else the lowest of its regime."""
    known = _LIMITS.get(grounds.regime or "foia", _LIMITS["foia"])
    stated = [hours for pounds, hours in known.items() if grounds.has(rf"£\s?{pounds:.0f}\b", rf"\b{hours:.0f} hours")]
    return min(stated, default=min(known.values()))


def _estimates(grounds: Grounds) -> "list[re.Match[str]]":
    """Return the hours that the letter estimates, and not those of the limit or of one item."""
    limits = {hours for known in _LIMITS.values() for hours in known.values()}
    found = []
    for match in grounds.find(_HOURS):
        after = grounds.words[match.end() : match.end() + 12].lower()
        if _number(match.group(1)) in limits and (
            _OF_LIMIT.search(grounds.words[max(0, match.start() - 80) : match.end() + 40])
            or _UP_TO.search(grounds.words[max(0, match.start() - 24) : match.start()])
        ):
            continue
        if not after.lstrip().startswith(("each", "per ", "a ", "for each", "for every", "from each")):
            found.append(match)
    return found


def _number(text: str) -> float:
    return float(_WORDS.get(text.lower()) or text.replace(",", ""))
