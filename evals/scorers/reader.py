"""A simple number reader of the evals' own: every number in a text that could be a count, with its value."""

import html
import re
import unicodedata
from dataclasses import dataclass

_WORDS = {
    word: value
    for value, words in enumerate(
        [
            "", "one once single sole lone un", "two twice couple pair both twin twins dau dwy duo", "three thrice trio triple tri tair",
            "four quartet pedwar pedair", "five pump", "six chwech", "seven saith", "eight wyth", "nine naw", "ten deg", "eleven", "twelve dozen",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ]
    )
    for word in words.split()
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "2nd": 2, "3rd": 3, "4th": 4}
_ROMAN = {"ii": 2, "iii": 3, "iv": 4}
_WELSH = {"un", "dau", "dwy", "tri", "tair", "pedwar", "pedair", "pump", "chwech", "saith", "wyth", "naw", "deg"}
_AMBIGUOUS = {"one", "single", "sole", "un", "tri", "pump", "twin", "both", "deg", "once", "second"}

# What a number may stand in without being a count; blanked out before anything is read.
_INNOCENT = [
    r"https?://\S+", r"\S+@\S+", r"<[^>]*@[^>]*>",
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?",
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}",
    r"\b(?:19|20)\d\d(?:[-/]\d{2,4})?\b",
    r"\b(?:sections?|s\.|regulations?|reg\.|articles?|part|schedule|paragraphs?|parts?) ?\d+[A-Za-z]{0,2}(?:\([0-9A-Za-z]{1,4}\))*(?:(?:,| and|, and) ?(?:section |regulation )?\d+[A-Za-z]{0,2}(?:\([0-9A-Za-z]{1,4}\))*)*",
    r"\b\d+[A-Z]{0,2}(?:\([0-9A-Za-z]{1,4}\))+",
    r"\bquestions? \d+(?:(?:,| and|, and) \d+)*", r"\bQ\d+\b", r"(?m)^\s*(?:[-*]|\d{1,2}[.)])\s",
    r"\b(?:reference|ref)[:.]? \S+", r"\bFOI-\S+", r"\b\d{1,4} (?:working days?|hours|months|weeks)", r"\b\d{1,4} (?:[A-Z][a-z]+ ){1,2}(?:Road|Street|Lane|House|Avenue|Square)\b",
    r"£ ?[\d,.]+(?: an hour)?", r"\b0\d{2,4}[ \d]{6,}", r"\bnearest \d+", r"\b(?:fewer|less) than (?:5|five|10|ten)\b",
    r"\b(?:first|second|third) (?:condition|data protection principle|principle|step|question)",
    r"\b(?:no|any|some|every) ?one\b|\bone (?:of the (?:steps|conditions)|or more|form of|answer)\b|\bone by one\b|\bthe one that\b",
    r"\bboth (?:sides|answers|questions|regimes|parts)\b",
    r"\b\d{1,3}(?:\.\d+)? ?(?:documents?|contracts?|cameras?|drones?|policies|systems?|pages|files|minutes|sites|vehicles|laptops)\b",
    r"\b(?:one|two|three|four|five|ten) (?:documents?|contracts?|cameras?|drones?|policies|systems?|pages|files|minutes|sites|vehicles|laptops|working days|months|steps)\b",
]  # fmt: skip
_INNOCENT_RE = [re.compile(pattern, re.IGNORECASE) for pattern in _INNOCENT]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, whether it is a percentage, and the words round it."""

    value: float
    percent: bool
    context: str


def plain(text: str) -> str:
    """Return a text with its disguises taken off: entities, comments' marks, zero-width and styled characters."""
    text = html.unescape(text)
    text = re.sub(r"<!--(.*?)-->", r" \1 ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>\n]{1,80}>", lambda m: " " + " ".join(re.findall(r"=[\"']?([^\"'>]*)", m.group())) + " ", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    folded = []
    for character in text:
        if character.isascii():
            folded.append(character)
            continue
        number = unicodedata.numeric(character, None)
        if number is not None and number == int(number):
            folded.append(str(int(number)))
        else:
            folded.append(unicodedata.normalize("NFKC", character))
    return "".join(folded).replace("**", "").replace("__", "")


def prose(text: str) -> str:
    """Return a letter without its pipe tables and quotations (the applicant's own words)."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("|", ">")))


def numbers(text: str) -> list[Number]:
    """Return every number that could be a count, in the order of the text."""
    blanked = plain(text)
    for pattern in _INNOCENT_RE:
        blanked = pattern.sub(lambda m: " " * len(m.group()), blanked)
    found: list[tuple[int, Number]] = []
    for match in re.finditer(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?: ?(%|per ?cent|pc\b))?(?![\w])", blanked):
        value = float(match.group(1).replace(",", "") + (match.group(2) or ""))
        found.append((match.start(), Number(value, bool(match.group(3)), _round(blanked, match))))
    for match in re.finditer(r"[A-Za-z]+(?:-[A-Za-z]+)?|\d(?:nd|rd|th)", blanked):
        value_ = _word(match.group(), blanked, match)
        if value_ is not None:
            found.append((match.start(), Number(value_, False, _round(blanked, match))))
    return [number for _, number in sorted(found, key=lambda one: one[0])]


def _word(text: str, whole: str, match: re.Match[str]) -> int | None:
    word = text.lower()
    head, _, tail = word.partition("-")
    if head in _TENS:
        return _TENS[head] + (_WORDS.get(tail, 0) if tail else 0)
    if tail and head in _WORDS and head not in _AMBIGUOUS:
        return _WORDS[head]
    after = whole[match.end() : match.end() + 40].lower().lstrip()
    before = whole[: match.start()].lower().split()[-3:]
    if word in _ROMAN:
        return (
            _ROMAN[word] if re.match(r"(?:people|cases?|officers?|were|pupils|persons|patients|staff)", after) else None
        )
    if word in _ORDINALS:
        return (
            _ORDINALS[word]
            if re.match(r"(?:and (?:last|final)|person|officer|case|pupil|patient|complaint)", after)
            else None
        )
    if word in _AMBIGUOUS:
        people = r"(?:of (?:them|whom|the)|person|people|officers?|cases?|pupils?|patients?|complaints?|arrests?|individuals?|staff|member|incident|o bobl|was|were|dismissal)"
        return _WORDS[word] if re.match(people, after) or before[-1:] in (["only"], ["just"]) else None
    if word in _WELSH:
        return _WORDS[word]
    return _WORDS.get(word)


def _round(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(0, match.start() - 40) : match.end() + 40].split())
