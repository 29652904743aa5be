"""What is wrong with a paragraph that a model wrote for a letter."""

import re
from collections.abc import Sequence

from assistant.checks.material import Material
from assistant.guard import counts_released
from assistant.law.citations import find_citations, normalise_ref
from assistant.law.pack import Pack

MAX_PARAGRAPH = 1200
_DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d\b|\b(?:19|20)\d\d(?:[-/]\d\d)?\b"
)
_FIGURE = re.compile(r"\d")
_ALLOWED_ACTS = re.compile(
    r"(?:Freedom of Information|Data Protection|Freedom of Information \(Scotland\)) Act (?:2000|2018|2002)|Environmental Information Regulations 2004"
)


def paragraph_problems(
    part: str, text: str, pack: Pack, material: Material, shapes: Sequence[str] = (), provisions: Sequence[str] = ()
) -> list[str]:
    """Say what is wrong with a paragraph that a model wrote; empty when nothing is.

    No figure at all may stand in it, no law but the provision that it explains, nothing that a paragraph of a letter
    would not have, and no kind of information and no name that the case does not speak of.

    Args:
        part: which paragraph of the reasons.
        text: of it.
        pack: the law of the case.
        material: what a letter of the case is checked against.
        shapes: the tables' labels in words.
        provisions: those that it may cite, with their parts.
    """
    problems: list[str] = []
    if len(text) > MAX_PARAGRAPH:
        problems.append("it is too long")
    letters = sum(c.isascii() and c.isalpha() for c in text)
    if letters < 0.6 * len(text) or len(text.split()) < 6:
        problems.append("it is not a paragraph of English")
    if re.search(
        r"https?://|www\.|[<>{}$`#|]|\[|\bas an ai\b|\b(?:language model|</?data>|instructions?)\b", text, re.IGNORECASE
    ):
        problems.append("it holds something that is not part of a letter")
    rest = list(_ALLOWED_ACTS.sub(lambda m: " " * len(m.group()), text))
    for citation in find_citations(text):
        rest[citation.start : citation.end] = " " * (citation.end - citation.start)
        if citation.act in {"", pack.regime} and not all(pack.exists(ref) for ref in citation.refs):
            problems.append(f"it cites {citation.text!r}, which the {pack.name} does not have")
        elif citation.act not in {"", pack.regime, "dpa", "gdpr"}:
            problems.append(f"it cites other law, {citation.text!r}")
    # What it says is not said again: a complaint goes back to the model.
    if other_provisions(text, provisions, pack.regime):
        problems.append("it cites another provision than the one that it explains")
    if _strange_names("".join(rest), f"{case_words(material)} {' '.join(shapes)}", pack):
        problems.append("it names somebody or something of which the case says nothing")
    # The period that the applicant asked about is the applicant's own.
    asked = " ".join((material.request_text or "").split())
    undated = _DATE.sub(lambda found: " " if found.group() in asked else found.group(), "".join(rest))
    undated = re.sub(r"\bquestions? \d{1,2}(?:(?:, | and )\d{1,2})*\b", " ", undated)
    if _FIGURE.search(undated) or re.search(r"\b(?:v|EWHC|UKUT|UKFTT|tribunal|court held)\b", text):
        problems.append("it holds a figure, a date or a case")
    case = f"{case_words(material)} {' '.join(shapes)}".lower()
    unfounded = sorted({m.group().lower() for m in _KINDS.finditer(text) if m.group().lower().rstrip("s") not in case})
    if unfounded:
        problems.append(f"it speaks of {', '.join(unfounded)}, of which the case says nothing")
    if part in _LAWFULNESS and "public interest" in text.lower():
        problems.append("it speaks of a public interest test, which is not the test here")
    if _states_a_quantity("".join(rest)):
        problems.append("it says how many")
    if counts_released(text, material):
        problems.append("it gives a low figure away")
    return problems


def other_provisions(text: str, allowed: Sequence[str], regime: str) -> list[str]:
    """Return the provisions of a regime that a text cites beside those allowed, as it cites them.

    Args:
        text: of a paragraph.
        allowed: provisions; a part of one, or the whole of it, is allowed with it.
        regime: of the case; what another law says is not looked at.
    """
    own = [normalise_ref(ref) for ref in allowed]
    return [
        ref
        for citation in find_citations(text)
        if citation.act in {"", regime}
        for ref in map(normalise_ref, citation.refs)
        if not any(ref == one or one.startswith(f"{ref}(") or ref.startswith(f"{one}(") for one in own)
    ]


def case_words(material: Material) -> str:
    """Return the words of a case: of the applicant and of the officer."""
    return f"{material.request_text or ''} {material.notes}"


# A capital within a sentence, or a word of capitals alone, is a name.
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*|\b[A-Z]{2,}\b")
_NO_NAMES = frozenset([
    "act", "regulations", "section", "regulation", "freedom", "of", "information", "environmental", "data", "protection",
    "uk", "gdpr", "foia", "eir", "eirs", "foisa", "foi", "dpa", "article", "parliament", "commissioner", "scottish",
    "scotland", "england", "wales", "ireland", "united", "kingdom", "government", "public", "council", "police", "force",
    "authority",
])  # fmt: skip


def _strange_names(text: str, case: str, pack: Pack) -> list[str]:
    known = set(re.findall(r"[a-z]+", f"{case} {pack.name}".lower())) | _NO_NAMES
    names = dict.fromkeys(match.group() for match in _NAME.finditer(text))
    return [name for name in names if not set(re.findall(r"[a-z]+", name.lower())) <= known]


# What a model likes to suppose that withheld information holds.
_KINDS = re.compile(
    r"\b(?:names?|addresses|dates?|dates of birth|ages?|case numbers?|reference numbers?|photographs?|images?|medical|"
    r"ethnicit(?:y|ies)|religions?|nationalit(?:y|ies)|criminal (?:records?|activit(?:y|ies)|histor(?:y|ies))|convictions?|"
    r"investigations?|victims?|witness(?:es)?|children|financial|salar(?:y|ies)|telephone|e-?mails?)\b",
    re.IGNORECASE,
)
_LAWFULNESS = frozenset({"personal-data", "purpose", "necessity", "balance"})
_HOW_MANY = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|couple|pair|trio|handful|twice|"
    r"single (?:person|individual|case|figure|arrest|incident)|one (?:person|individual|case|arrest|incident|of)|only one|both (?:people|individuals|men|women|cases)|"
    r"half|third of|quarter|per cent|percent|majority|minority|most of them|sole)\b",
    re.IGNORECASE,
)


def _states_a_quantity(text: str) -> bool:
    return bool(_HOW_MANY.search(text))
