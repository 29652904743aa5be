"""What a number may stand in without being a count of people; blanked out before a text is read.

The list is the scorers' own, and short on purpose: what it does not know is read as a count.
"""

import re

PERSON = (
    r"(?:people|persons?|individuals?|officers?|employees?|staff|members? of (?:staff|the public)|pupils?|students?|patients?|prisoners?|"
    r"complain(?:ts?|ants?)|claim(?:s|ants?)?|cases?|arrests?|de-arrests?|dismissals?|deaths?|incidents?|offences?|men|man|women|woman|"
    r"boys?|girls?|children|child|victims?|suspects?|residents?|tenants?|constables?|sergeants?|inspectors?|teachers?|nurses?|doctors?|"
    r"exclusions?|suspensions?|resignations?|referrals?|allegations?|occasions?|instances?|appeals?|families|family|males?|females?|"
    r"adults?|drivers?|visitors?|fines?|warnings?|stops?|matches|o bobl|[pb]h?erson|[pb]h?obl|achos|swyddogion|swyddog|pobl|firefighters?|paramedics?|midwives|apprentices?|"
    r"councillors?|employees|colleagues?|learners?|babies|mothers?|births?|injuries|assaults?|outbursts?|detainees?|applicants?|households?)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_SMALL = r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|sixty)"
_REF = r"\d{1,3}[A-Z]{0,2}(?:\s?\([0-9A-Za-z]{1,4}\))*"
_THING = (
    r"(?:documents?|contracts?|cameras?|drones?|polic(?:y|ies)|(?:computer )?systems?|pages?|files?|sites?|vehicles?|laptops?|"
    r"suppliers?|bids?|e-?mails?|searches|spreadsheets?|buildings?|versions?|lots?|sheets?|copies|questions?|parts?|"
    r"steps?|conditions?|limbs?|rights?|procedures?|units?|shifts?|processes|exemptions?|exceptions?|sections?|paragraphs?|sides?|sources?|reasons?|ways?|registers?|"
    r"databases?|rooms?|vans?|stations?|teams?|departments?|tables?|columns?|answers?|forms?|points?|principles?|miles|metres)"
)
_TIME = r"(?:working[ -]days?|(?:calendar )?days?|hours?|weeks?|months?|years?|minutes?|seconds?|quarters?)"

_PATTERNS = [
    r"(?i:\b(?:our |your )?(?:reference|ref|case|request)(?: number| no)?[.:]? )\S*\d\S*|\bFOI[-/ ]?\S*\d\S*|\bIC-\d+-\w+|\bEA/\d{4}/\d+",
    rf"(?:{_MONTH}|\d{{1,2}}|\d{{4}})(?:st|nd|rd|th)?(?:,? (?:and|to|or|-|–) )?\d{{0,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? \d{{4}})?",
    rf"\b{_MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}}",
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}[:.]\d\d ?(?:am|pm|hrs)?\b|\b\d{1,2} ?(?:am|pm)\b",
    r"\b(?:19|20)\d\d(?:[-/–]\d{2,4})?(?:'?s)?\b",
    r"https?://\S+|www\.\S+|\S+@\S+",
    r"(?i:\b(?:tel(?:ephone)?|phone|fax|ext(?:ension)?|call)\b[.: ]*)?(?:\+44|\b0)\d{2,4}[ \d()]{5,}\d|(?i:\bext(?:ension)?\.? ?\d+)",
    rf"(?i:\b(?:sections?|ss?\.|subsections?|regulations?|regs?\.|articles?|arts?\.|part|schedule|paragraphs?|paras?|annex|appendi(?:x|ces)|tables?|(?<!the )figure|pages?|chapter|rule|step|stage|phase|class|grade|band|level|type|category|tier|year|room|floor|ward|note|version|v|lot|item|junction)\.? ){_REF}(?:(?:,| and|, and| or| to|-|–| read with)? ?(?:section |regulation )?\b{_REF})*",
    r"(?i:\b(?:part|schedule|annex|phase|type|class|grade|chapter|title) )[IVX]+\b",
    r"\b\d{1,3}[A-Z]{0,2}(?:\([0-9A-Za-z]{1,4}\))+",
    r"(?i:\bquestions? )\d+(?:(?:,| and|, and| to|-|–) ?\d+)*|\bQ\d+\b|\([ivx]+\)|\[\d{1,2}\]|(?m:^\s*(?:[-*•]|\d{1,2}[.)]|[ivx]+[.)])\s)",
    # What a mark means: “hidden to protect one” tells of no person.
    r"(?i:\b(?:to protect|or protects?) one)(?= ?(?:[.,;:)]|$)| (?:that|which) is\b)",
    # The program numbers what its checks find; “finding 2 people” is another matter.
    r"(?i:\b(?:explain|see|mend|fix|apply|there is no) findings? )\d{1,2}(?= ?(?:[.,:;)!?”]|$|\n))",
    rf"(?i:\b{_SMALL}[ -](?:(?:financial|calendar|academic|school|full|whole|further|consecutive) )?{_TIME})\b",
    r"[£€$] ?\d[\d,.]*(?: ?(?:k|m|bn|million|thousand))?(?: (?:an|per|a) (?:hour|day|sheet))?|\b\d+p\b",
    r"\b\d{1,4}[A-Za-z]? (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Lane|House|Avenue|Square|Way|Park|Drive|Court)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
    r"(?i:\bnearest (?:\d+|five|ten)|\b95(?:%| per cent) confidence|\bout of time\b|\bper (?:1,000|100,000|head))",
    r"(?i:\b(?:first|second|third|fourth|fifth|sixth) (?:condition|data protection principle|principle|step|stage|question|part|limb|test|half|quarter|party|parties|review|reading|class|reply|request|letter|time of asking|paragraph|table|sentence|point|place|thought|opinion))",
    rf"(?i:\b(?:no|any|some|every)[ -]?one\b|\bone or more|\bone of (?:our|your|its|my|his|her) |\bone of the (?!\w+ (?:was|were|dismissed|arrested))|\bone (?:another|day|hand|side|would|might|could|can)\b|\bone by one\b|\b(?:the|this|that|which|new|last|old|any|each|no|right|wrong) one\b(?![- ](?:[a-z-]+ ){{0,2}}{PERSON})|\bone (?:that|which|reason|way|form|kind|sort|type|answer|thing|place)\b|\bone[- ](?:off|stop|sided|to-one|way)\b)",
    r"(?i:\bboth (?:sides|answers|questions|regimes|parts|acts|of these questions|tests|limbs|the [a-z]+ and|in [a-z ]+ and|by |for |under |sections|figures|tables|documents|policies)|\b(?:n?either) (?:confirm|way|case, the|party|of these questions|question|answer)|\bneither\b[^.]{1,60}\bnor\b)",
    r"(?i:\bonce (?:we|you|it|that|this|the|a|they|published|again|more)\b|\bat once\b|\b(?:more|another) than once\b)",
    r"(?i:\bsingle (?:table|mark|document|contract|system|point|register|list|reply|letter|policy|market|parent|tender|source))",
    rf"(?i:\b{_SMALL} (?:[a-z-]+ )?{_THING})\b",
    r"(?i:\b(?:aged?|ages|over|under|year)[- ](?:\d{1,2})(?:[-– ](?:to |and )?\d{1,2})?(?:s\b|\+)?)(?= (?:years|year|or over|and over))",
    r"(?i:\bages? (?:from )?\d{1,2}(?: ?(?:-|–|to|and) ?\d{1,2})?|\baged \d{1,2}(?: ?(?:-|–|to|and) ?\d{1,2})?)",
    r"\b(?:ISO|COVID|GDPR|A|M|B|MP|G|SCS)[- ]?\d+\b|\b\d+ ?(?:mph|km|kg|GB|MB|FTE|WTE)\b",
    r"(?i:\b(?:first|second) (?:and second )?class\b|\bnumber (?:one|10)\b|\bcouple (?:of (?:minutes|days|weeks|months|years|hours)|themselves))",
]
_COMPILED = [re.compile(pattern) for pattern in _PATTERNS]


def without_innocent(text: str) -> str:
    """Return a text with every innocent number blanked out; the text keeps its length."""
    for pattern in _COMPILED:
        text = pattern.sub(lambda m: "".join("\n" if c == "\n" else " " for c in m.group()), text)
    return text
