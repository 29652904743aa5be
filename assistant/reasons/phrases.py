"""Words of a question that a letter can take up: whom it counts, and what it asks for."""

import re

_LEAD = re.compile(
    r"^(?:(?:please|could you|can you|would you|i would like|i request|i want)\b[\s,]*)*"
    r"(?:(?:to )?(?:provide|supply|send|give|tell|state|list|know|see|confirm|receive)\b(?: me| us)?(?: with)?[\s,]*)?"
    r"(?:the )?(?:total )?number of\s+",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^(?:(?:please|could you|can you|tell me|say|state)\b[\s,]*)*how many ((?:\w+ ){0,2}?(?:people|persons|officers|staff|pupils|students|"
    r"patients|employees|children|adults|men|women|individuals|victims|prisoners|residents|teachers|nurses|doctors|drivers|soldiers))"
    r" (were|have been|have|had|are|was) ([^?;,.]{3,120})",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|both|pair|couple|single|sole|twice|once|neither|either)\b",
    re.IGNORECASE,
)


def people_counted(text: str) -> str:
    """Return whom a question counts ("people arrested following …"), or "" where that is not plain.

    A phrase that holds a number other than a date or year is not used: it could be the applicant's
    guess at the figure.
    """
    lead = _LEAD.match(text)
    how_many = _HOW_MANY.match(text)
    if not lead and not how_many:
        return ""
    phrase = text[lead.end() :] if lead else how_many.expand(r"\1 who \2 \3") if how_many else ""
    phrase = phrase.strip().rstrip("?.;:, ")
    phrase = re.split(r"[.;?(]", phrase)[0].strip()
    undated = re.sub(r"\b(?:\d{1,2} [A-Z][a-z]+ )?(?:19|20)\d\d(?:[/-]\d\d)?\b", "", phrase)
    if not phrase or len(phrase) > 160 or re.search(r"\d", undated) or _SPELT.search(undated):
        return ""
    return phrase[0].lower() + phrase[1:] if not phrase.isupper() else phrase.lower()


_ASKED = re.compile(
    r"^(?:(?:and|also|please|kindly|could you|can you|would you|i would like|i'd like|i request|i want|i am (?:asking|looking) for|we request)\b[\s,]*)*"
    r"(?:(?:to )?(?:provide|supply|send|give|disclose|see|receive|have|request)\b(?: me| us)?(?: with)?[\s,]*)?"
    r"(?:(?:details|particulars|information) (?:of|on|about)\s+(?=the\b))?",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^what (?:is|are|was|were) (?=(?:the|your)\b)", re.IGNORECASE)
_NOUN = re.compile(
    r"^(?:the|your|any|all|a|an|copies|details|names?|minutes|emails?|correspondence|records?|reports?)\b",
    re.IGNORECASE,
)
_OF_PERSONS = re.compile(r"\b(?:you|i|me|my|mine|we|us|he|she|his|her)\b", re.IGNORECASE)
_LONGEST = 110


def thing_asked_for(text: str) -> str:
    """Return what a question asks for as a noun phrase of the authority's ("the budget for our patrols"), or "".

    As with the people counted, a phrase with a number other than a date or a year is not used.
    """
    lead = _WHAT_IS.match(text) or _ASKED.match(text)
    phrase = re.split(r"[.;?(:]", text[lead.end() if lead else 0 :])[0].strip(" ,\"'")
    phrase = re.sub(r",? (?:(\w+) by \1|(?:broken down )?by \w+)$", "", phrase)
    undated = re.sub(r"\b(?:\d{1,2} [A-Z][a-z]+ )?(?:19|20)\d\d(?:[/-]\d\d)?\b", "", phrase)
    if (
        not _NOUN.match(phrase)
        or not 8 <= len(phrase) <= _LONGEST
        or re.search(r"\d", undated)
        or _SPELT.search(undated)
    ):
        return ""
    ours = re.sub(r"\byour\b", "our", re.sub(r"\bYour\b", "our", phrase))
    if _OF_PERSONS.search(ours):
        return ""
    ours = re.sub(r"^(?:any|all)(?: of)? ", "", ours, flags=re.IGNORECASE)
    return ours[0].lower() + ours[1:]
