"""Is a letter plain English: short sentences, known words, no jargon, the applicant spoken to?"""

import re

from evals.scorers.plain import plain, sentences

# Guidance for official letters asks for 15 to 20 words a sentence on average; the law's own terms make it longer.
MOST_ON_AVERAGE = 25
LONGEST = 60
_LEGALESE = (
    "hereby herein herewith hereto hereinafter heretofore aforementioned aforesaid thereof therein thereto thereunder whereof wherein "
    "whereby forthwith notwithstanding henceforth hitherto inasmuch insofar pursuant"
)
_LATIN = (
    "inter alia",
    "prima facie",
    "per se",
    "ab initio",
    "vis-à-vis",
    "mutatis mutandis",
    "ipso facto",
    "sui generis",
    "ultra vires",
)
_HEAVY = {
    "utilise": "use", "utilisation": "use", "in lieu of": "instead of", "prior to": "before", "in the event that": "if", "with regard to the fact": "because",
    "for the purposes of ascertaining": "to find out", "at this moment in time": "now", "endeavour to": "try to", "facilitate the provision": "give",
    "it is considered that": "we think", "please be advised": "leave it out", "we regret to inform": "say it", "in receipt of": "have", "subsequent to": "after",
}  # fmt: skip
_JARGON = re.compile(
    r"\b(?:NCND|PIT|PIB|LIA|FOIR|SAR|DPIA|IAO|QP|PII|MOPI|FOIO|DP|LTR)\b|\bs\.? ?\d{1,3}\b|\bss\. ?\d|\bthe (?:data subject|third-party data)\b|"
    r"\bharm test\b|\bstage (?:1|2|one|two) refusal\b|\bengage[sd]?\b"
)
_AMERICAN = re.compile(
    r"\b(?:favor|color|center|behavior|honor|labor|defense|offense|fulfill|program(?=s? of work)|traveled|canceled|gotten)\w*\b",
    re.IGNORECASE,
)
_COLD = re.compile(r"\bthe (?:applicant|requester|requestor)(?:'s|’s)?\b", re.IGNORECASE)


def english_faults(letter: str) -> list[str]:
    """Return what keeps a reader from understanding a letter at once; quotations, tables and headings are not judged."""
    text = _own_words(letter)
    if not text.strip():
        return []
    lowered = text.lower()
    faults = [f"uses {word!r}" for word in _LEGALESE.split() if re.search(rf"\b{word}\b", lowered)]
    faults += [f"uses {words!r}" for words in _LATIN if words in lowered]
    faults += [
        f"says {heavy!r} for {light!r}" for heavy, light in _HEAVY.items() if re.search(rf"\b{heavy}\b", lowered)
    ]
    faults += [f"uses {match.group()!r}, which only specialists know" for match in _JARGON.finditer(text)][:3]
    faults += [f"spells {match.group()!r} in the American way" for match in _AMERICAN.finditer(text)][:3]
    faults += ["speaks of the person it writes to"] if _COLD.search(text) else []
    faults += [] if re.search(r"(?i)\byou\b|\byour\b", text) else ["does not speak to its reader"]
    return faults + _length_faults(text)


def _length_faults(text: str) -> list[str]:
    lengths = [len(one.split()) for one in sentences(text) if len(one.split()) > 2]
    if not lengths:
        return []
    average = sum(lengths) / len(lengths)
    faults = [f"has a sentence of {max(lengths)} words"] if max(lengths) > LONGEST else []
    faults += [f"has sentences of {average:.0f} words on average"] if average > MOST_ON_AVERAGE else []
    shouted = [one for one in sentences(text) if len(one.split()) > 4 and one.upper() == one]
    return faults + (["shouts: a sentence is in capitals"] if shouted else [])


def _own_words(letter: str) -> str:
    lines = (line for line in letter.splitlines() if not line.lstrip().startswith((">", "|", "#", "<")))
    return re.sub(r"https?://\S+|\S+@\S+", " ", plain("\n".join(lines)))
