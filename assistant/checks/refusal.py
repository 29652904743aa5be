"""What a refusal notice must hold: the rules of ``rules.toml`` whose codes start with ``refusal.``."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.checks import costs, holding, particulars, timing, weighing
from assistant.checks.grounds import Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding, Verdict

_REASON = re.compile(
    r"\b(?:because|as (?:it|they|the|this|these|release|disclos|that|such|any|individual)|since|in that|reason|would|identif\w+"
    r"|contains?|so that|due to|on the ground|on our website|relat\w+ to|available|held (?:for|solely|only|at any time)|obtained (?:by|from|for|in)|consists? of|comprises?|made up of|in confidence|(?:was|were) (?:written|made|given|supplied|prepared) (?:by|for|to)|which (?:is|are|was|were|constitut\w+))\b|, (?:as|so|for) [a-z]",
    re.I,
)
_THRESHOLD = re.compile(
    r"\b(?:due to|because of|as (?:the|it|they|these|those|this|there|some|such|each|figures?|numbers?)\b|since|because|on account of|owing to)[^.;\n]{0,40}?"
    r"(?:(?:low|small) (?:value|number|numbers|figure|figures|count|counts|volume|volumes|single|data)|(?:low )?single[- ]figures?"
    r"|(?:fewer|less) than (?:five|ten|5|10|6|six)|below (?:five|ten|5|10)|<\s?(?:5|10)|five or fewer|5 or fewer)"
    r"|\b(?:polic(?:y|ies)|practice|rule|threshold|convention|procedure)\b[^.;\n]{0,60}?\b(?:suppress|withhold|redact|hide|not (?:to )?(?:publish|disclose|release|give|show))\w*"
    r"[^.;\n]{0,30}?\b(?:figures?|numbers?|counts?|values?|cells?|groups?)\b[^.;\n]{0,20}?\b(?:below|under|fewer than|less than|smaller than|of fewer than|of less than|<) ?(?:five|six|ten|5|6|10)"
    r"|\b(?:do|does|can|will) not (?:publish|disclose|release|give out|show) (?:any )?(?:figures?|numbers?|counts?|values?) (?:that are |of )?(?:below|under|fewer than|less than|smaller than) (?:five|six|ten|5|6|10)"
    r"|(?:figures?|numbers?|counts?|values?) (?:below|under|of fewer than|fewer than|less than|that are less than) (?:five|ten|5|10|6)"
    r"[^.;\n]{0,30}(?:are|is|have been|has been|were) (?:not |un)?(?:withheld|suppressed|exempt|redacted|disclosed|released)",
    re.I,
)
_IDENTIFIES = re.compile(
    r"identif|recognis|single out|singled out|motivated|link(?:ed|able)? (?:to|with)|combined with|jigsaw|mosaic", re.I
)
# The regulator's page has "complaint" in its address, and a complaint to the regulator is no review.
_REVIEW = (
    r"\b(?:look|consider|examin|decid|think|re-?examin|re-?consider|re-?assess)\w*[^.\n]{0,40}?\b(?:again|afresh|anew)\b|\b(?:re-?consider|re-?examin|re-?assess)\w*\b|\bsecond look\b"
    r"|internal review|request a review|\breview (?:of )?(?:this|our|the|how|it|what)\b|ask (?:us )?(?:for a|to) review|\ba review\b|reconsider|look(?:ed)? at again|looked? at (?:it )?(?:again|afresh)"
    r"|representations|(?<![-/\w])complain(?:ts?)?\b(?!\s(?:about|of|against))(?![^.\n]{0,60}commissioner)|(?<![-/\w])complain(?:ts?)? to (?:us|me|our|the (?!(?:scottish )?information|ico\b|commissioner))|\bappeal\b(?![^.\n]{0,40}(?:tribunal|court|commissioner))|\bno (?:complaints )?procedure"
)
_ASK_WITHIN = re.compile(
    r"\b(?:ask|request|apply|write|representations|require)\b[^.;\n]{0,120}?\bwithin ([0-9]{1,2}) (?:working |calendar )?days\b",
    re.I,
)
_ASK_DAYS = 40
# "We will answer within 60 working days", behind words on a review.
_ANSWER_WITHIN = re.compile(
    r"\b(?:repl(?:y|ies)|respond|answer|decision|decide|outcome|result|response|write to you|let you (?:know|have)|complete\w*|reconsider\w*)\b[^.;\n]{0,60}?"
    r"\b(?:with)?in ([0-9]{1,3}) (?:working |calendar )?days\b",
    re.I,
)
_OF_REVIEW = re.compile(r"\breviews?\b|\breconsider|\brepresentations\b|\bregulation 1[16]\b", re.I)
_OF_REVIEW_REACH = 250
_LAWFUL = (
    r"legitimate interest",
    r"necess|\bno(?:t|r)? (?:be )?need|\bneed(?:s|ed)? (?:for|to)\b",
    r"balanc|overrid|outweigh|expectation|rights and freedoms|unfair",
)

Rule = Callable[[Page, Grounds], Iterator[Finding]]


def check(page: Page) -> Iterator[Finding]:
    """Hold the letter against every rule on refusals."""
    grounds = page.grounds
    for rule in _RULES:
        yield from rule(page, grounds)


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
    bases = {base_of(ground.ref) for ground in grounds.exemptions if "(" in ground.ref}
    for ground in grounds.exemptions:
        if "(" not in ground.ref and ground.ref not in bases and grounds.refuses and grounds.pack.limbs(ground.ref):
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
    if not grounds.refuses or not grounds.exemptions:
        return
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
    if not conditioned or not all(grounds.has(step) for step in _LAWFUL):
        yield rules()["refusal.lawfulness"].broken_at(page, ground.start, ground.end)


def _threshold(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Refuse a low number as the reason by itself."""
    for match in grounds.find(_THRESHOLD):
        around = page.prose.folded.text[max(0, match.start() - 250) : match.end() + 250]
        sentence = around.split("\n\n")
        here = next((part for part in sentence if match.group()[:20] in part.replace("\n", " ")), around)
        if not _IDENTIFIES.search(here) and grounds.refuses:
            yield rules()["refusal.threshold-reason"].broken_at(page, *match.span())


def _vexatious(page: Page, grounds: Grounds) -> Iterator[Finding]:
    match = re.search(
        r"\byou are (?:being )?(?:a )?vexatious|vexatious (?:requester|applicant|person|individual)",
        grounds.words,
        re.I,
    )
    if match:
        yield rules()["refusal.vexatious-person"].broken_at(page, *match.span())


def _routes(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the complaints procedure and the right regulator in a notice."""
    if not grounds.is_notice:
        yield from _routes_of_not_held(page, grounds)
        return
    if not grounds.has(_REVIEW):
        yield rules()["refusal.review-route"].broken(page)
    yield from _review_time(page, grounds)
    scottish = grounds.has(r"scottish information commissioner|foi\.scot|itspublicknowledge")
    other = grounds.has(r"(?<!scottish )information commission(?:er)?\b|\bICO\b|ico\.org\.uk")
    wanted = scottish if grounds.regime == "foisa" or grounds.is_scottish_eir else other
    if not wanted:
        yield rules()["refusal.regulator"].broken(page)


def _routes_of_not_held(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the routes where "not held" is a notice of its own: FOISA ss17, 19; EIR reg. 14 with 12(4)(a)."""
    denies = grounds.regime in {"foisa", "eir"} and not grounds.ncnd and grounds.first(holding.NOT_HELD)
    if denies and not grounds.has(_REVIEW):
        yield replace(rules()["refusal.review-route"].broken(page), verdict=Verdict.REVIEW)


def _review_time(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find less time to ask for a review than the EIR (reg. 11) and the Scottish Act (s20) give."""
    if grounds.regime not in {"eir", "foisa"}:
        return
    most = 20 if grounds.regime == "foisa" or grounds.is_scottish_eir else 40
    for match in grounds.find(_ASK_WITHIN):
        if int(match.group(1)) < _ASK_DAYS:
            yield rules()["refusal.review-time"].broken_at(page, *match.span())
            return
    for match in grounds.find(_ANSWER_WITHIN):
        lead = grounds.words[max(0, match.start() - _OF_REVIEW_REACH) : match.end()]
        if int(match.group(1)) > most and _OF_REVIEW.search(lead):
            yield rules()["refusal.review-time"].broken_at(page, *match.span())
            return


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
)
