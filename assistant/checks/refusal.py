"""What a refusal notice must hold: the rules of ``rules.toml`` whose codes start with ``refusal.``."""

import re
from collections.abc import Callable, Iterator

from assistant.checks import costs, holding, timing
from assistant.checks.grounds import Grounds, base_of
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_REASON = re.compile(
    r"\b(?:because|as (?:it|they|the|this|these|release|disclos|that|such|any|individual)|since|in that|reason|would|identif\w+"
    r"|contains?|so that|due to|on the ground|on our website|relat\w+ to|available|which (?:is|are|was|were|constitut\w+))\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:prejudic\w+|endanger\w*|harm\w*|inhibit\w*|advers\w+|undermin\w+|compromis\w+|hinder\w*|damag\w+|impair\w*|risk\w*)\b",
    re.I,
)
_LIKELY = re.compile(r"\bwould\b|\blikely\b", re.I)
_BALANCE_FOR = re.compile(
    r"(?:favou?r(?:ing|s|able)?|for|support\w*) (?:of )?(?:the )?(?:disclos|releas|confirm)|favou?ring (?:disclos|releas)|interest in (?:disclos|releas|openness|transparency)|transparen|accountab",
    re.I,
)
_BALANCE_AGAINST = re.compile(
    r"against (?:disclos|releas|confirm)|(?:favou?r(?:ing|s)?|for) (?:of )?(?:maintain|withhold|non-disclos|not disclos|the exemption)"
    r"|interest in (?:maintaining|withholding)|outweigh",
    re.I,
)
_BALANCE = re.compile(r"public interest", re.I)
_TEST = re.compile(
    r"public interest (?:test|in maintaining|in withholding|favou?rs maintaining)|balance of the public interest", re.I
)
_THRESHOLD = re.compile(
    r"(?:due to|because of|as (?:the|it|they|these|those|this|there|some|such|each|figures?|numbers?)\b|since|because|on account of|owing to)[^.;\n]{0,40}?"
    r"(?:(?:low|small) (?:value|number|numbers|figure|figures|count|counts|volume|volumes|single|data)|(?:low )?single[- ]figures?"
    r"|(?:fewer|less) than (?:five|ten|5|10|6|six)|below (?:five|ten|5|10)|<\s?(?:5|10)|five or fewer|5 or fewer)"
    r"|(?:figures?|numbers?|counts?|values?) (?:below|under|of fewer than|fewer than|less than|that are less than) (?:five|ten|5|10|6)"
    r"[^.;\n]{0,30}(?:are|is|have been|has been|were) (?:not |un)?(?:withheld|suppressed|exempt|redacted|disclosed|released)",
    re.I,
)
_IDENTIFIES = re.compile(
    r"identif|recognis|single out|singled out|motivated|link(?:ed|able)? (?:to|with)|combined with|jigsaw|mosaic", re.I
)
_LAWFUL = (r"legitimate interest", r"necess", r"balanc|overrid|outweigh|expectation|rights and freedoms|unfair")

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
    reasons = [match.start() for match in _REASON.finditer(grounds.words)]
    if not any(-300 < place - ground.end < 900 for place in reasons for ground in grounds.exemptions):
        first = grounds.exemptions[0]
        yield rules()["refusal.why"].broken_at(page, first.start, first.end)


def _harm(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require harm and its likelihood where the limb turns on harm."""
    for ground in grounds.exemptions:
        if ground.provision is None or not ground.provision.harm or not grounds.refuses:
            continue
        if not (_HARM.search(grounds.words) and _LIKELY.search(grounds.words)):
            yield rules()["refusal.harm"].broken_at(page, ground.start, ground.end)
            return


# "There is no public interest test" is right of an absolute exemption.
_NO_TEST = re.compile(
    r"\b(?:no|without an?y?)\s+(?:\w+\s+)?public interest test|public interest test (?:does not|is not|need not|applies to neither)"
    r"|not (?:subject to|required to|need)[^.]{0,24}public interest test",
    re.IGNORECASE,
)


def _public_interest(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the balance exactly where the exemption is qualified."""
    if not grounds.exemptions or not grounds.refuses:
        return
    owed = [
        ground for ground in grounds.exemptions if ground.provision is not None and ground.provision.public_interest
    ]
    if owed:
        weighed = all(part.search(grounds.words) for part in (_BALANCE, _BALANCE_FOR, _BALANCE_AGAINST))
        if not weighed and not timing.more_time(grounds):
            yield rules()["refusal.public-interest"].broken_at(page, owed[0].start, owed[0].end)
        return
    test = next(
        (m for m in _TEST.finditer(grounds.words) if not _NO_TEST.search(grounds.words, m.start() - 40, m.end() + 40)),
        None,
    )
    if test and all(ground.provision is not None and ground.provision.absolute for ground in grounds.exemptions):
        yield rules()["refusal.public-interest-absolute"].broken_at(page, *test.span())


def _lawfulness(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the condition and the three steps where others' personal data is withheld."""
    personal = {"foia": "40(2)", "eir": "13(1)", "foisa": "38(1)(b)"}.get(grounds.regime)
    ground = next((ground for ground in grounds.exemptions if ground.ref == personal), None)
    if ground is None:
        return
    conditioned = grounds.regime == "foisa" or grounds.has(r"3A\)?\s?\(a\)|2A\)?\s?\(a\)|first condition")
    if not conditioned or not all(re.search(step, grounds.words, re.I) for step in _LAWFUL):
        yield rules()["refusal.lawfulness"].broken_at(page, ground.start, ground.end)


def _threshold(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Refuse a low number as the reason by itself."""
    for match in _THRESHOLD.finditer(grounds.words):
        around = page.prose.folded.text[max(0, match.start() - 250) : match.end() + 250]
        sentence = around.split("\n\n")
        here = next((part for part in sentence if match.group()[:20] in part.replace("\n", " ")), around)
        if not _IDENTIFIES.search(here) and grounds.refuses:
            yield rules()["refusal.threshold-reason"].broken_at(page, *match.span())


def _qualified_person(page: Page, grounds: Grounds) -> Iterator[Finding]:
    ground = grounds.cites("36")
    if ground is not None and grounds.regime == "foia" and not grounds.has(r"qualified person"):
        yield rules()["refusal.qualified-person"].broken_at(page, ground.start, ground.end)


def _elsewhere(page: Page, grounds: Grounds) -> Iterator[Finding]:
    base = "25" if grounds.regime == "foisa" else "21"
    ground = grounds.cites(base)
    if ground is None or ground.provision is None or ground.provision.kind != "exemption" or grounds.regime == "eir":
        return
    if not grounds.has(r"https?:|www\.|\.gov\.|\.uk\b|library|page \d|register (?:is )?(?:open|held|kept) at|inspect"):
        yield rules()["refusal.where"].broken_at(page, ground.start, ground.end)


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
        return
    if not grounds.has(
        r"internal review|complain|request a review|review of (?:this|our|the) (?:decision|response|handling)|ask (?:us )?(?:for a|to) review|appeal|reconsider"
    ):
        yield rules()["refusal.review-route"].broken(page)
    scottish = grounds.has(r"scottish information commissioner|foi\.scot|itspublicknowledge")
    other = grounds.has(r"(?<!scottish )information commission(?:er)?\b|\bICO\b|ico\.org\.uk")
    wanted = scottish if grounds.regime == "foisa" else other
    if not wanted:
        yield rules()["refusal.regulator"].broken(page)


_RULES: tuple[Rule, ...] = (
    _named,
    _limbs,
    _why,
    _harm,
    _public_interest,
    _lawfulness,
    _threshold,
    _qualified_person,
    _elsewhere,
    _vexatious,
    _routes,
    costs.rule,
    holding.rule,
    timing.rule,
)
