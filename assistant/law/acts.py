"""Which Act or set of Regulations a citation belongs to, from the words on either side of it."""

import re

# The year of each Act and set of Regulations of information law, by its name in small letters.
YEARS = {
    "freedom of information act": "2000",
    "freedom of information (scotland) act": "2002",
    "environmental information regulations": "2004",
    "environmental information (scotland) regulations": "2004",
    "data protection act": "2018",
    "dpa": "2018",
}
ACT_WITH_YEAR = re.compile(
    r"\b(freedom of information (?:\(scotland\) )?act|environmental information (?:\(scotland\) )?regulations|data protection act|DPA),? (?:of )?\(?((?:19|20)[0-9]{2})\b(?!/)",
    re.I,
)
REPEALED = {
    ("data protection act", "1998"),
    ("data protection act", "1984"),
    ("dpa", "1998"),
    ("dpa", "1984"),
    ("environmental information regulations", "1992"),
}
_NAMES = (
    (
        "other",
        r"Environmental Information \(Scotland\) Regulations|EI\(S\)Rs?|Data Protection Act 1998|DPA 1998",
    ),
    (
        "foisa",
        r"Freedom of Information \(Scotland\) Act|FOI ?\(Scotland\) Act|FOI\(S\)A|FOISA|2002 Act|Scottish Act",
    ),
    ("foia", r"Freedom of Information Act|FOI Act|FOIA|FOI\b(?! request)|2000 Act"),
    ("eir", r"Environmental Information Regulations|EIRs?\b|2004 Regulations"),
    ("gdpr", r"(?:UK |EU )?(?:General Data Protection Regulation|GDPR)"),
    ("dpa", r"Data Protection Act|DPA\b|2018 Act"),
)
_OTHER = (
    r"[A-Z][\w'’-]{1,30}(?:,? (?:of|and|the|for|in|to|on|etc\.?|&|\([A-Z][\w ]{1,30}\)|[A-Z][\w'’-]{1,30})){0,12}? "
    r"(?:Act|Regulations|Regs|Order|Rules|Code|Convention|Measure)\b"
)
_LINK = r"\s?,?\s?(?:\([a-zA-Z][^()\n]{0,60}\)\s)?"
_AFTER = tuple(
    (
        act,
        re.compile(rf"{_LINK}(?:(?:of|under|in|from)\s)?(?:the\s|that\s)?(?:UK\s)?(?:{names})", re.I),
    )
    for act, names in _NAMES
)
_AFTER_OTHER = re.compile(rf"{_LINK}(?:of|under|in|to)\s(?:the\s)?(?:{_OTHER})")
_AFTER_INITIALS = re.compile(rf"{_LINK}(?:of|under)\s(?:the\s)?(?!ICO\b|UK\b)[A-Z]{{3,8}}\b")
_PAPERS = re.compile(
    r"\s?(?:\w+ )?(?:of|in|on)\s(?:this|the|our|your|that|its)\s(?:[a-z]+ )?(?:reports?|letter|form|polic(?:y|ies)|request|"
    r"documents?|guidance|code|contract|plan|manual|email|response|reply|handbook|procedure|minutes|lease|"
    r"agreement|questionnaire|website|page)\b|\s(?:above|below|overleaf)\b",
    re.I,
)
_USES = re.compile(
    r"\s(?:(?:planning |legal )?agreements?|officers?|assessments?|enquir(?:y|ies)|inquir(?:y|ies)|offences?|"
    r"search(?:es)?|stop(?:s| and search)|detentions?|detentees|orders?|dispersals?|payments?|land|grants?|"
    r"monies|contributions?|funding|money)\b",
    re.I,
)
_NOTICES = re.compile(r"\s(?:eviction |possession )?notices?\b", re.I)
_HOUSING = {"8", "21", "20"}
_BEFORE_END = r"(?: \(?(?:2000|2002|2004|2018)\)?)?(?: \([^()]{1,30}\))?(?:['’]s)?[,:]?\s(?:under )?"
_BEFORE = tuple((act, re.compile(rf"(?:{names}){_BEFORE_END}\Z", re.I)) for act, names in _NAMES)
_BEFORE_OTHER = re.compile(rf"(?:{_OTHER})(?: \d{{4}})?[,:]?\s\Z")
_WINDOW = 160
_LAST_SECTION = 88


def act_after(text: str, end: int) -> str:
    """Return the act that the words just after a citation name; empty where they name none."""
    words = text[end : end + _WINDOW]
    for act, pattern in _AFTER:
        if pattern.match(words):
            return act
    other = _AFTER_OTHER.match(words) or _AFTER_INITIALS.match(words) or _PAPERS.match(words)
    return "other" if other else ""


def act_before(text: str, start: int) -> str:
    """Return the act that the words just before a citation name; empty where they name none."""
    words = text[max(0, start - _WINDOW) : start]
    for act, pattern in _BEFORE:
        if pattern.search(words):
            return act
    return "other" if _BEFORE_OTHER.search(words) else ""


def foreign_use(text: str, end: int, base: str) -> bool:
    """Tell whether a section's number is used as a name in other law: "section 106 agreement"."""
    words = text[end : end + _WINDOW]
    number = int("".join(c for c in base if c.isdigit()))
    housing = base in _HOUSING and _NOTICES.match(words)
    return bool(number > _LAST_SECTION or housing or _USES.match(words))
