"""Reasons that are none in law: data protection by itself, who asks and why, and the wrong rule for one's own data or that of the dead.

In: a letter's grounds. Out: findings of the rules ``law.gdpr-as-bar``, ``law.motive``, ``law.deceased`` and ``refusal.first-party``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.grounds import Ground, Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding, Verdict

_PROTECTION = re.compile(
    r"\b(?:GDPR|General Data Protection Regulation|DPA(?: 2018)?|data protection)\b(?: (?:acts?|law|laws|legislation|rules|regulations|principles))?",
    re.I,
)
# It is given as a cause, a bar or a shield.
_CAUSE = re.compile(
    r"\b(?:due to|because of|under|owing to|as a result of|prevented by|in breach of|breach(?:es|ing)?|contrary to|compl(?:y|ying|iance) with|in line with|for|by|on account of|given|against|on|grounds?|reasons?|in view of|bound by|infring\w+"
    r"|covered|protected|personal data|confidential|law|legislation)\b",
    re.I,
)
_BARS = re.compile(
    r"\b(?:prohibit|prevent|forbid|stop|bar|preclude|restrict|exclude)(?:e?s|e?d|red)?\b|\b(?:does|do) not (?:allow|permit|let)|\bmeans?\b|\brequires? us\b",
    re.I,
)
_WITHHOLDING = re.compile(
    r"\b(?:cannot|can not|can't|won't|couldn't|don't|unable|not able|may not|withh[eo]ld|refus\w*|declin\w*|exempt|the answer is no|no answer)\b"
    r"|\b(?:prohibited|forbidden|prevented|barred|precluded) (?:by|under)\b|\b(?:forbids?|prohibits?|prevents?|stops?|bars?|precludes?) (?:it|this|that|us|them)\b|\b(?:precludes?|prevents?|prohibits?|forbids?|bars?|stops?)\b[^.;\n]{0,40}\b(?:from|answer\w*|giv\w*|disclos\w*|releas\w*)|\bnot (?:be )?(?:been )?(?:allowed|permitted|in a position|disclos\w*|releas\w*|provid\w*|giv\w+|shared?|suppl\w*|answer\w*|something we)|\b(?:redacted|removed|blanked|blacked)\b|\b(?:stops?|prevents?|bars?|forbids?|prohibits?)\b[^.;\n]{0,30}\w+ing\b",
    re.I,
)
_DASHED = re.compile(r"[(–—:-]\s?(?:UK )?\Z")
_NO_BAR = re.compile(
    r"\b(?:does|do|did) not (?:prevent|stop|bar|prohibit|forbid|preclude)|\byou asked\b|\b(?:polic(?:y|ies)|training|breach(?:es)? (?:were|reported)|officer|impact assessment|rights?|registration|course|complaints?)\b",
    re.I,
)
_PERSONAL = {"40", "38", "13", "11"}
_MOTIVE = re.compile(
    r"\b(?:tell|give|inform|let|advise|explain|state|confirm|provide|specify|clarify|say)\b[^.;\n]{0,20}\b(?:your (?:reasons?|purposes?|motives?|intentions?)|the (?:reasons?|purpose|motive) (?:for|of|behind) your (?:request|enquiry|application|interest))\b|\b(?:tell us|let us know|say|explain|confirm|state|ask) (?:what|how) (?:the |this |that |these |any )?(?:figures?|information|data|records?|material|answers?|it) (?:will|is to|would|are to) be used|\byour request (?:does|did) not (?:state|give|explain|say|include) (?:a |any |the |your )?(?:reason|purpose|why you)"
    r"|\b(?:ask|asking) (?:you )?why you (?:want|need|require|wish|seek|are)\b|\bwithout (?:knowing|understanding) (?:why|the purpose|what)\b[^.;\n]{0,60}\byou\b"
    r"|\bwhy (?:the|this|that) (?:information|data|record|material) (?:is|was|are) (?:required|needed|wanted|sought)|\b(?:need|require|have|must|wish|like) to (?:know|be told|understand|establish) (?:why|your (?:reasons?|purpose|motive)|what you|the (?:purpose|reason))"
    r"|\b(?:tell|inform|let|advise)(?: us)?(?: know)? (?:of )?(?:why you (?:want|need|require|are (?:asking|requesting))|your (?:reasons?|purpose|motive)s? (?:for|in)|what you (?:intend|plan|want|propose) to (?:do|use))"
    r"|\b(?:confirm|state|explain|specify|clarify|provide|give(?: us)?) (?:why you (?:want|need|require)|(?:your|the|a) (?:reasons?|purpose|motives?)s? (?:for|of|behind) (?:making )?(?:your|this|the) request|what you (?:intend|plan|propose) to (?:do|use))"
    r"|\byou (?:have|had|did)(?: not|n't) (?:explain|given?|stat|provid|sa|tol|set)\w* (?:out )?(?:us )?(?:the |your |any |a |us )?(?:why you|(?:purpose|reason|motive|grounds)\w*)"
    r"|\byou have given no (?:reason|purpose|motive)|\bgiven no reason for (?:it|your request|the request|wanting|asking)|\bwithout (?:giving|stating) (?:a|any|your) (?:reason|purpose)"
    r"|\b(?:only|solely) (?:be )?(?:release|disclose|provide|supply|give)d? (?:it|this|them|the information)?[^.;\n]{0,30}\bfor (?:legitimate|genuine|academic|bona fide|research|personal)"
    r"|\bfor your (?:own )?(?:personal|private|individual|sole) use (?:only|and)|\bmust not be (?:passed|shared|disclosed|given|published)\b[^.;\n]{0,40}",
    re.I,
)
_WHO = re.compile(
    r"\b(?:competitors?|journalists?|newspapers?|news story)\b|\bto (?:the )?(?:press|media|journalists|newspapers|reporters|campaign\w*|lobby\w*|companies|competitors|solicitors)\b|\b(?:curiosity|motives?|grudge|self-interest)\b|\bonly (?:answers?|accepts?|deals? with|responds? to|considers?)\b[^.;\n]{0,30}\b(?:for|from|by|made)\b|\b(?:belongs?|restricted|limited|confined|reserved) (?:only )?(?:to|for) (?:[a-z]+ ){0,3}(?:residents?|citizens?|nationals?|members|students|taxpayers)|\b(?:as|since|because|that|given that|seeing that) you(?: are (?:a|an|the|no|not)\b|'re (?:a|an)\b| appear to be| live| reside| work| intend|r (?:employer|newspaper|company))\b|\bonly (?:gives?|grants?|open|available|applies|for)\b[^.;\n]{0,40}\b(?:residents?|citizens?|nationals?|british|council tax payers|taxpayers|students|employees|members)\b"
    r"|\b(?:will|would|could|is|are) (?:likely )?(?:to )?(?:be )?used for (?:commercial|profit|political|campaign|a (?:story|news|legal))\w*|\bfor (?:commercial|political|journalistic) (?:gain|purposes|use|ends)|\bcommercial gain\b",
    re.I,
)
_NO_RIGHT = re.compile(
    r"\bonly\b|\b(?:do|does|will|shall) not (?:normally |generally )?(?:release|disclose|provide|give|answer|supply|share)|\bnot\b[^.;\n]{0,60}\bentitle|\bno right\b|\bnot (?:assist|help)\b|\b(?:not|n't|no) (?:(?:consider|believe|accept|think)[^.;\n]{0,80} )?(?:entitle\w*|obliged|eligible|allow\w*|a right|right|give you)|\b(?:unable|cannot|can't|refus\w*|declin\w*)\b|\bnot (?:meant|intended|available|for)\b"
    r"|\bonly (?:gives?|grants?|open|available|applies)\b",
    re.I,
)
_RIGHTLY = re.compile(
    r"\b(?:not|n't|never|no) (?:\w+ ){0,3}?(?:need|have|require|ask|matter|obliged|want)|\b(?:need|do|does) not (?:need|have|require|ask|matter|depend|take)|\bneedn't\b|\bneed not\b|\bnothing turns on\b|\bdissatisfied\b|\breview\b|\bregardless\b|\birrespective\b|\bappeal\b|\bany purpose\b"
    r"|\blegitimate interest|\bfee\b|\bre-?use|\bcopyright|\blicen[cs]e|\bvexatious\b|\bmarketing\b|\bimpersonat",
    re.I,
)
_DEAD = re.compile(
    r"\b(?!(?:who|people|patients|persons|residents|they|that|have|has|had|since)\b)[a-z]+ (?:has |had )?(?:since )?(?:died|passed away)\b|\b(?:the|this|that|an?) (?:[a-z]+ )?[a-z]+ (?:who )?(?:has |had |have )?(?:since |now )?(?:died|passed away)\b|\b(?:the|a) (?:deceased|dead (?:man|woman|person|child|patient|pupil|prisoner|body)|late (?:Mr|Mrs|Ms|Miss|Dr|patient|pupil|resident))\b|\bdeceased (?:person|patient|pupil|man|woman|child|individual|resident|prisoner|employee|officer|detainee)\w*"
    r"|\b(?:your|his|her|their) late (?!reply|response|answer|request|payment|letter|application)[a-z]+|\b(?:the )?(?:patient|pupil|man|woman|person|resident|prisoner|employee|officer|tenant|child|detainee|individual|he|she) (?:who )?(?:has |had |have )?(?:since )?(?:died|passed away)\b"
    r"|\b(?:patient|pupil|man|woman|person|resident|prisoner|employee|tenant|child|detainee|individual)'s death\b",
    re.I,
)
_OF_LIVING = re.compile(
    r"\b(?:living|alive|relatives?|famil(?:y|ies)|widow\w*|parents?|next of kin|staff|colleagues|doctors?|nurses?|witness\w*|officers|names?|authors?|signatures?|attended|number|numbers|how many)\b|\bno (?:longer )?(?:have |has )?personal data|\bnot\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:is|are) (?:all )?about you\b|\byour (?:[a-z]+ )?(?:case file|file|notes)\b|\babout yourself\b|\b(?:relates?|relating|pertain\w*) to you\b(?! (?:for|have|may|can))|\byour own (?!time|expense|initiative|research|request|cost|view|risk)[a-z]+|\byour personal information\b|\byou are the (?:data subject|person|subject)\b|\b(?:information|data|records?|file|it|request) (?:is|are|being|which is) (?:all |entirely )?(?:about|on|concerning|relat(?:es|ing) to) (?:you|yourself)\b(?! (?:for|have|may|can|asked))"
    r"|\byour own (?:[a-z]+ ){0,3}(?:data|information|file|records?|details|notes|case|complaint|name|assessment|interview)\b|\byour (?:own )?(?:medical|personnel|personal|health|patient|disciplinary|school|employment|complaint|student|case|service|custody|police|housing) (?:[a-z]+ )?(?:data|information|files?|records?|notes|history)\b",
    re.I,
)
_USED = re.compile(r"\b(?:process|privacy|hold your|store|look after|keep your|share your)\w*", re.I)


def check(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find reasons that the law does not know."""
    yield from _protection(page, grounds)
    yield from _motive(page, grounds)
    personal = _personal(grounds)
    if personal is not None:
        yield from _deceased(page, grounds, personal)
        yield from _own(page, grounds, personal)


def _protection(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find data protection law as the bar in a letter without the personal data exemption."""
    if any(ground.ref.split("(")[0] in _PERSONAL for ground in grounds.grounds):
        return
    for match in grounds.find(_PROTECTION):
        first, last = grounds.sentence_at(match.start())
        sentence = grounds.words[first:last]
        lead, after = (
            grounds.words[max(first, match.start() - 40) : match.start()],
            grounds.words[match.end() : min(last, match.end() + 60)],
        )
        given = _CAUSE.search(lead) or _BARS.search(after) or _DASHED.search(lead)
        if given and _WITHHOLDING.search(sentence) and not _NO_BAR.search(sentence):
            start = match.start() - (len(lead) - given.start() if given.string is lead else 0)
            found = rules()["law.gdpr-as-bar"].broken_at(page, start, match.end())
            yield replace(found, verdict=Verdict.REVIEW) if grounds.exemptions or not grounds.regime else found
            return


def _motive(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find the requester's purpose, or who the requester is, as a condition of the right."""
    for pattern in (_MOTIVE, _WHO):
        last = -1
        for match in grounds.find(pattern):
            if match.start() < last:
                continue  # its sentence has been read
            first, last = grounds.sentence_at(match.start())
            quoted = pattern is _WHO and page.is_quoted(*_original(page, match))
            if quoted or _RIGHTLY.search(grounds.words, first, last):
                continue
            if pattern is _MOTIVE or _NO_RIGHT.search(grounds.words, first, last):
                yield rules()["law.motive"].broken_at(page, *match.span())
                return


def _original(page: Page, match: "re.Match[str]") -> tuple[int, int]:
    folded = page.prose.folded
    return folded.start(match.start()), folded.end(match.end())


def _personal(grounds: Grounds) -> Ground | None:
    """Return the ground on which other people's data is withheld."""
    wanted = {"foia": ("40(2)", "40"), "foisa": ("38(1)(b)",), "eir": ("13(1)", "13", "11(2)")}.get(grounds.regime, ())
    return next((ground for ground in grounds.exemptions if ground.ref in wanted), None)


def _deceased(page: Page, grounds: Grounds, personal: Ground) -> Iterator[Finding]:
    """Find the exemption for personal data on information about a person who has died."""
    first, last = grounds.sentence_at(personal.start)
    before = grounds.sentence_at(max(first - 2, 0))[0]
    match = _DEAD.search(grounds.words, first, last) or _DEAD.search(grounds.words, before, last)
    if match and not _OF_LIVING.search(grounds.words, match.start() if match.start() < first else first, last):
        yield rules()["law.deceased"].broken_at(page, personal.start, personal.end)


def _own(page: Page, grounds: Grounds, personal: Ground) -> Iterator[Finding]:
    """Find the exemption for other people's data on the requester's own."""
    if grounds.has(r"40\(1\)", r"38\(1\)\(a\)", r"5\(3\)"):
        return
    first, last = grounds.sentence_at(personal.start)
    before = grounds.sentence_at(max(first - 2, 0))[0]
    match = _OWN.search(grounds.words, before, last)
    if match and not _USED.search(grounds.words, *grounds.sentence_at(match.start())):
        yield rules()["refusal.first-party"].broken_at(page, personal.start, personal.end)
