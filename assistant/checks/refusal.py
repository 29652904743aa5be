"""What a refusal notice must hold: the rules of ``rules.toml`` whose codes start with ``refusal.``."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.checks import costs, holding, particulars, terms, timing, weighing
from assistant.checks.grounds import Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding, Verdict

_REASON = re.compile(
    r"\b(?:because|being|as (?:you|we|there|both|all|each|no|it|they|the|this|these|release|disclos|that|such|any|individual)|since|in that|reason|would|identif\w+"
    r"|contains?|so that|due to|on the ground|on our website|relat\w+ to|available|held (?:for|solely|only|at any time)|obtained (?:by|from|for|in)|consists? of|comprises?|made up of|in confidence|(?:was|were) (?:written|made|given|supplied|prepared) (?:by|for|to)|which (?:is|are|was|were|constitut\w+))\b|, (?:as|so|for) [a-z]",
    re.I,
)
_FEW = (
    r"(?:<\s?(?:5|10|6)\b|(?:fewer|less|lower|smaller|no more) than (?:five|ten|six|5|10|6)\b|(?:below|under|beneath) (?:five|ten|six|5|10|6)\b|(?:five|5|ten|10) (?:or|and) (?:fewer|less|under|below|lower)"
    r"|(?:low|small|tiny) (?:value|number|figure|count|volume|single|data|cell|total)s?|(?:so|very|too) few (?:people|persons|individuals|cases|staff|pupils|patients|officers|children|were|are)|that (?:small|low)|(?:low )?single[- ](?:figure|digit)s?"
    r"|(?:numbers?|figures?|counts?|totals?|values?)(?: (?:involved|concerned|in question))? (?:is|are|was|were|being) (?:so |too |very |such )+(?:small|low|few))"
)
_OF_FEW = re.compile(rf"{_FEW}|\b(?:1|one|0) (?:to|-|and) (?:4|5|9|four|five|nine)\b", re.I)
_REACH = 300  # no match of the pattern below goes further from the words for a low number
_NUMBERS = r"(?:figures?|numbers?|counts?|values?|cells?|totals?|groups?|quantit(?:y|ies)|results?|responses?|it|they|this|these|those)"
_KEEPS = r"(?:never (?:be )?(?:releas|publish|disclos|giv)|suppress|withh[eo]ld|redact|hid(?:e|den)|exempt|not (?:to )?(?:be )?(?:publish|disclos|releas|give|show|provid)|mask)\w*"
# A low number in a sentence that gives it as the cause of a refusal, or states the rule of the house.
_THRESHOLD = re.compile(
    rf"\b(?:due to|because of|as|since|because|on account of|owing to|given|in view of|where|so|being|too|with)\b[^.;\n]{{0,60}}?{_FEW}"
    rf"|{_FEW}[^.;\n]{{0,60}}\b(?:for that reason|so|therefore|which is why|is replaced|are replaced)\b|\bsection (?:40|38)\b[^.;\n]{{0,90}}\b(?:applied|applies|apply|used|suppress\w*)\b[^.;\n]{{0,30}}{_FEW}"
    rf"|\b{_NUMBERS} (?:of |under |from )?(?:1|one|0) (?:to|-|and) (?:4|5|9|four|five|nine)\b|\b{_NUMBERS} {_FEW}"
    rf"|\b(?:polic(?:y|ies)|practice|rules?|threshold|convention|procedure)\b[^.;\n]{{0,60}}?\b{_KEEPS}[^.;\n]{{0,50}}?{_FEW}"
    rf"|\b(?:do|does|can|will) not (?:publish|disclose|release|give|give out|show|provide) (?:any |out )?{_NUMBERS} (?:that are |of |which are )?{_FEW}"
    rf"|\b{_NUMBERS} (?:of |that are |which are |marked [^.;\n]{{1,6}} |is |are )*{_FEW}[^.;\n]{{0,40}}\b{_KEEPS}"
    rf"|{_FEW} to (?:release|disclose|publish|give)"
    rf"|\b{_NUMBERS} (?:that|so|this|too|as) (?:small|low|few)\b[^.;\n]{{0,30}}\b{_KEEPS}|\b{_NUMBERS} (?:that|so|this) (?:small|low|few) (?:are|is|were|will) (?:not|never) \w+",
    re.I,
)
# What is refused stands in the sentence, or exempts it in the same one.
_REFUSED = re.compile(
    rf"\b{_KEEPS}|\bnot (?:given|shown|told|said)\b|\bsection (?:40|38)\b|\bs\.? ?40\b|\bregulation 1[13]\b|\bto (?:release|disclose|publish)\b|\bnot\b",
    re.I,
)
_RULE_OF_HOUSE = re.compile(r"\b(?:our|the|a|house|standard) (?:[a-z]+ )?(?:rule|policy|practice|convention)\b", re.I)
_ENDANGERS = re.compile(r"\b(?:endanger|prejudic)\w*|\bnothing\b|\bnone\b", re.I)
_IDENTIFIES = re.compile(
    r"identif|recognis|single out|singled out|motivated|link(?:ed|able)? (?:to|with)|combined with|jigsaw|mosaic", re.I
)
# The regulator's page has "complaint" in its address, and a complaint to the regulator is no review.
_REVIEW = (
    r"\b(?:look|consider|examin|decid|think|re-?examin|re-?consider|re-?assess)\w*[^.\n]{0,40}?\b(?:again|afresh|anew)\b|\b(?:re-?consider|re-?examin|re-?assess)\w*\b|\bsecond look\b"
    r"|requirement for review|internal review|request a review|\breview (?:of )?(?:this|our|the|how|it|what)\b|ask (?:us )?(?:for a|to) review|\ba review\b|reconsider|look(?:ed)? at again|looked? at (?:it )?(?:again|afresh)"
    r"|\b(?:decision|reply|answer|response|refusal|handling|matter|request|this|it) (?:to be |be )?review(?:ed)?\b|\b(?:us|you(?:r right)?) to (?:seek |have )?(?:[a-z]+ )?review\b|^[ \t>*_]{0,6}(?:internal )?reviews?[*_]{0,2}(?::| [-–—])"
    r"|\breview (?:panel|officer|request|stage|procedure)\b|\b(?:seek|ask for|apply for|want|request|require) (?:an? |the )?(?:[a-z]+ )?review\b|\breview\b[^.\n]{0,60}\b(?:within|by) (?:40|forty|20|twenty|two)\b"
    r"|representations|(?<![-/\w])complain(?:ts?)?\b(?!\s(?:about|of|against))(?![^.\n]{0,60}commissioner)|(?<![-/\w])complain(?:ts?)? to (?:us|me|our|the (?!(?:scottish )?information|ico\b|commissioner))|\bappeal\b(?![^.\n]{0,40}(?:tribunal|court|commissioner))|\bno (?:complaints )?procedure"
)
_REVIEWED = re.compile(_REVIEW, re.I | re.M)
# An invitation to come back, however it is put, with where or by when.
_UNHAPPY = re.compile(
    r"\b(?:review|complain|appeal|challenge|object|query|dispute)\w*|\breview@|\bcomplaints?@|\b(?:disagree|unhappy|dissatisf\w+|not (?:satisfied|content|happy)|wrong|mistaken|somebody else|someone else|fresh (?:eyes|look)|second opinion|think again|another look)\b",
    re.I,
)
_HOW = re.compile(
    r"@|\b(?:within|by|before|days|months?|e-?mail|write|writing|address|contact|tell|ask|request|send|phone|ring|online|form)\b",
    re.I,
)
_SCOTTISH = r"scottish information commissioner|foi\.scot|itspublicknowledge"
_OTHER_COMMISSIONER = re.compile(r"\binformation commissioner\b|\bico\.org\.uk|\bwycliffe house\b", re.I)
_TO_REGULATOR = re.compile(r"\bcommission(?:er)?\b|\bICO\b|\bombudsman\b|\btribunal\b", re.I)
_VEXATIOUS = re.compile(
    r"\b(?:you (?:are|have been|were)|consider(?:s|ed)? you|(?:regard|treat|view|see|deem|find|class|classif|designat)\w* you|you are (?:regarded|treated|seen|deemed|considered|classed) as)"
    r" (?:(?:to be|as|being|found to be|a|an|so|being a) ){0,3}vexatious|\bvexatious (?:requester|applicant|person|individual|complainant|correspondent|customer)"
    r"|\byou (?:are|were|have been) (?:acting|behaving) vexatiously|\byour (?:[a-z]+ )?vexatious (?:behaviou?r|conduct|manner|attitude|approach|nature)",
    re.I,
)
_OF_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|procedure|guidance|you asked|not|whether|list of|number of|how many)\b", re.I
)
# Where a letter sends a complaint on that was not settled; a wrong one is pointed at.
_REGULATOR = re.compile(
    r"\b(?:scottish )?information commission(?:er)?(?:['’]s office)?\b(?: in [A-Z][a-z]+)?|\bICO\b|\b(?:local government|parliamentary|public services|health service)[a-z &]{0,40} ombudsman\b|\bombudsman\b|\bfirst-tier tribunal\b|\benvironment agency\b",
    re.I,
)
_LAWFUL = (
    r"legitimate interest|\binterests?\b[^.;\n]{0,100}?\blegitimate\b",
    r"necess|\bno(?:t|r)? (?:be )?need|\bneed(?:s|ed)? (?:for|to)\b|\b(?:less|other (?:means|ways?|information|material)) (?:would|will|is|are|that)\b|\benough\b|\bmet by\b",
    r"balanc|overrid|outweigh|\bexpect|rights and freedoms|unfair|\bprevail|\bweigh|\b(?:rights|interests|privacy)\b[^.;\n]{0,60}\b(?:greater|stronger|first|precedence|decisive|heavier)",
)
# Data on health, beliefs or offences is released to the world only by consent, or where the person made it public; then no interests are weighed.
_SPECIAL = re.compile(r"\b(?:special category|criminal offence data|article (?:9|10))\b", re.I)
_NO_CONDITION = re.compile(
    r"\b(?:no|none|not|neither|nor|without)\b[^.;\n]{0,80}\b(?:condition|consent|explicit|available|met|applies|made public|satisfied)",
    re.I,
)

# What is missing from an extract may stand in the rest, and a blank in a draft is still to be filled: for a person.
_OF_WHOLE = frozenset(
    {
        "refusal.limb",
        "refusal.public-interest",
        "refusal.qualified-person",
        "refusal.says-held",
        "refusal.estimate-date",
        "refusal.threshold-reason",
    }
)

Rule = Callable[[Page, Grounds], Iterator[Finding]]


def check(page: Page) -> Iterator[Finding]:
    """Hold the letter against every rule on refusals."""
    grounds = page.grounds
    for rule in _RULES:
        for found in rule(page, grounds):
            open_yet = found.code in _OF_WHOLE and not (grounds.is_whole and not grounds.has_blanks)
            yield replace(found, verdict=Verdict.REVIEW) if open_yet and found.verdict is Verdict.BLOCK else found


def _named(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require an exemption, or another lawful ground, in a refusal."""
    match = grounds.refusal
    if match is None or grounds.exemptions or grounds.ncnd:
        return
    if any(grounds.cites(base) for base in ("12", "14", "6", "8", "1")) or grounds.has(
        r"not held|do not hold|does not hold"
    ):
        return
    if any(ground.provision is None for ground in grounds.grounds):
        return  # something is cited that the pack does not know; law.unknown speaks of it
    yield rules()["refusal.exemption"].broken_at(page, *match.span())


def _limbs(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the limb of an exemption that has limbs."""
    for ground in grounds.exemptions:
        deeper = any(one.ref.startswith(f"{ground.ref}(") for one in grounds.exemptions)
        if not deeper and grounds.refuses and grounds.pack.limbs(ground.ref):
            yield rules()["refusal.limb"].broken_at(page, ground.start, ground.end)
    functional = [ground for ground in grounds.exemptions if re.match(r"31\(1\)\([ghi]\)", ground.ref)]
    if (
        functional
        and grounds.regime == "foia"
        and not any(ground.ref.startswith("31(2)") for ground in grounds.grounds)
    ):
        yield rules()["refusal.limb"].broken_at(page, functional[0].start, functional[0].end)


def _why(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require a reason in the words round a citation, unless some other of it has one."""
    if not grounds.owes_reasons or not grounds.exemptions:
        return
    if all(ground.ref in {"12(4)(a)", "10(4)(a)"} for ground in grounds.exemptions):
        return  # that it is not held is the reason
    reasons = [match.start() for match in grounds.find(_REASON)]
    if not any(-300 < place - ground.end < 900 for place in reasons for ground in grounds.exemptions):
        first = grounds.exemptions[0]
        yield rules()["refusal.why"].broken_at(page, first.start, first.end)


def _lawfulness(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the condition and the three steps where others' personal data is withheld."""
    personal = {"foia": "40(2)", "eir": "11(2)" if grounds.is_scottish_eir else "13(1)", "foisa": "38(1)(b)"}.get(
        grounds.regime
    )
    ground = next((ground for ground in grounds.exemptions if ground.ref == personal), None)
    if ground is None:
        return
    conditioned = grounds.regime == "foisa" or grounds.has(r"3A\)?\s?\(a\)|2A\)?\s?\(a\)|first condition")
    if not conditioned or not (all(grounds.has(step) for step in _LAWFUL) or _is_special(grounds)):
        yield rules()["refusal.lawfulness"].broken_at(page, ground.start, ground.end)


def _is_special(grounds: Grounds) -> bool:
    """Tell whether the letter says that the data is of a special category, and that no condition for its release is met."""
    return any(map(_NO_CONDITION.search, grounds.sentences_with(_SPECIAL)))


def _threshold(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Refuse a low number as the reason by itself."""
    for match in _near_few(grounds):
        around = page.prose.folded.text[max(0, match.start() - 250) : match.end() + 250]
        sentence = around.split("\n\n")
        here = next((part for part in sentence if match.group()[:20] in part.replace("\n", " ")), around)
        first, last = grounds.sentence_at(match.start())
        refused = _REFUSED.search(grounds.words, first, last) and not _ENDANGERS.search(grounds.words, first, last)
        if (
            refused
            and not _IDENTIFIES.search(here)
            and (grounds.refuses or grounds.exemptions or _RULE_OF_HOUSE.search(grounds.words, first, last))
        ):
            found = rules()["refusal.threshold-reason"].broken_at(page, *match.span())
            yield found if grounds.first(_IDENTIFIES) is None else replace(found, verdict=Verdict.REVIEW)


def _vexatious(page: Page, grounds: Grounds) -> Iterator[Finding]:
    for match in grounds.find(_VEXATIOUS):
        lead = grounds.words[grounds.sentence_at(match.start())[0] : match.start()]
        if not _OF_POLICY.search(lead):
            yield rules()["refusal.vexatious-person"].broken_at(page, *match.span())
            return


def _routes(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the complaints procedure and the right regulator in a notice."""
    if not grounds.is_notice:
        yield from _routes_of_not_held(page, grounds)
        return
    if not _has_route(grounds):
        yield rules()["refusal.review-route"].broken(page)
    scottish = grounds.has(_SCOTTISH)
    other = grounds.has(r"(?<!scottish )information commission(?:er)?\b|\bICO\b|ico\.org\.uk")
    wanted = scottish if grounds.regime == "foisa" or grounds.is_scottish_eir else other
    if not wanted:
        wrong = next(grounds.find(_REGULATOR), None)
        place = wrong.span() if wrong else (0, 0)
        yield rules()["refusal.regulator"].broken_at(page, *place)


def _has_route(grounds: Grounds) -> bool:
    """Tell whether the letter says how to have the decision looked at again by the authority, in whatever words."""
    return grounds.first(_REVIEWED) is not None or any(
        _HOW.search(one) for one in grounds.sentences_with(_UNHAPPY) if not _TO_REGULATOR.search(one)
    )


def _routes_of_not_held(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the routes where "not held" is a notice of its own: FOISA ss17, 19; EIR reg. 14 with 12(4)(a)."""
    denies = grounds.regime in {"foisa", "eir"} and not grounds.ncnd and grounds.first(holding.NOT_HELD)
    if denies and not _has_route(grounds):
        yield replace(rules()["refusal.review-route"].broken(page), verdict=Verdict.REVIEW)
    if denies and grounds.regime == "foisa" and not grounds.has(_SCOTTISH):
        other = next(grounds.find(_OTHER_COMMISSIONER), None)
        if other:
            yield rules()["refusal.regulator"].broken_at(page, *other.span())


_RULES: tuple[Rule, ...] = (
    _named,
    _limbs,
    _why,
    weighing.rule,
    particulars.rule,
    _lawfulness,
    _threshold,
    _vexatious,
    _routes,
    costs.rule,
    holding.rule,
    timing.rule,
    terms.rule,
)


def _near_few(grounds: Grounds) -> Iterator["re.Match[str]"]:
    """Yield what speaks of a low number as a reason: looked for only where a low number is spoken of."""
    until = 0
    for few in grounds.find(_OF_FEW):
        start, end = max(few.start() - _REACH, until), few.end() + _REACH
        for match in _THRESHOLD.finditer(grounds.words, start, end):
            until = match.end()
            yield match
        until = max(until, few.start())
