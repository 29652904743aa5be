"""Parts of a reply that answer no question of their own: why an exemption applies, and tables in long answers."""

import re

from assistant.law.citations import find_citations

Part = tuple[str, str, str]  # locator, question, answer

# "Why section 40(2) applies", "Table 2": below such a heading no paragraph is a question.
OWN_HEADING = re.compile(r"(?:Why (?:section|regulation) \d|Table \d)")
_EXEMPTION = re.compile(
    r"(?im)^[ \t>*#]*(?:exemptions?:?[ \t]*)?(section|regulation|s\.?|reg\.?)[ \t]?(\d{1,2}[A-Z]{0,2}(?:\([0-9A-Za-z]{1,4}\))*)"
    r"[^\n.?]{0,90}$"
)
_OVER = re.compile(
    r"(?im)^[ \t>*#]*(?:disclosure|decision|(?:our )?(?:response|reply|answers?)|your (?:rights?|right to complain)|complaints?|"
    r"(?:right of )?appeal|internal review|(?:if you|should you|you (?:can|may)) [^\n]{0,80}|annex|appendix|#{1,6} [^\n]*)[ \t*:]*$"
)
_TABLE = re.compile(
    r"(?m)(?:^[^\n|]{3,120}\n\n?)?^\|[^\n]*\|[ \t]*\n\|[ \t:|-]+\|[ \t]*\n(?:\|[^\n]*\|?[ \t]*(?:\n|\Z))+"
)
LONG_ANSWER = 120  # words; a table in a shorter one is found with it
_OTHER_LAW = re.compile(r"(?i)data protection|gdpr|\b2018\b|schedule|human rights|conditions?\b")
_GROUNDS = {
    "foia": {12, 14, *range(21, 45)},
    "foisa": {12, 14, 18, *range(25, 42)},
    "eir": {6, 12, 13},
}


def split_exemptions(answer: str) -> tuple[str, list[Part]]:
    """Cut from an answer what stands below the headings of exemptions.

    Returns:
        The rest, and a part for each heading; all of it and none where nothing else would be left.
    """
    heads = list(_EXEMPTION.finditer(answer))
    rest, parts, place = "", [], 0
    for number, head in enumerate(heads):
        if head.start() < place:
            continue
        limit = heads[number + 1].start() if number + 1 < len(heads) else len(answer)
        over = _OVER.search(answer, head.end() + 1, limit)
        end = over.start() if over else limit
        reasons = answer[head.end() : end].strip()
        if len(reasons.split()) < 8:
            continue
        rest += answer[place : head.start()]
        word = "regulation" if head.group(1).lower().startswith("r") else "section"
        heading = head.group().strip(" >*#\t")
        cited = [ref for one in find_citations(heading) for ref in one.refs] or [head.group(2)]
        parts.append((f"Why {word} {cited[0]} applies", "", f"{heading}\n\n{reasons}"))
        place = end
    rest = (rest + answer[place:]).strip()
    last = rest.rpartition("\n")
    rest = last[0].strip() if parts and _OVER.fullmatch(last[2]) else rest
    return (rest, parts) if rest else (answer, [])


def split_tables(parts: list[Part]) -> list[Part]:
    """Cut tables out of long answers, each with the line above it, into parts of their own behind the answer."""
    found: list[Part] = []
    number = 0
    for locator, question, answer in parts:
        tables = [one.group().strip() for one in _TABLE.finditer(answer)]
        rest = re.sub(r"\n{3,}", "\n\n", _TABLE.sub("\n", answer)).strip()
        if not tables or len(rest.split()) < LONG_ANSWER:
            found.append((locator, question, answer))
            continue
        found.append((locator, question, rest))
        for table in tables:
            number += 1
            found.append((f"Table {number}", "", table))
    return found


def grounds_in(text: str, regime: str) -> tuple[str, ...]:
    """Return the grounds for a refusal that a reply cites; sections of other acts, and duties, are left out."""
    found: dict[str, None] = {}
    for one in find_citations(text):
        near = text[max(0, one.start - 120) : one.end + 120]
        bare = all("(" not in ref for ref in one.refs)
        if one.act in {"dpa", "gdpr", "other"} or (bare and not one.act and _OTHER_LAW.search(near)):
            continue
        for ref in one.refs:
            base = re.match(r"\d+", ref)
            if base and int(base.group()) in _GROUNDS.get(one.act or regime, _GROUNDS["foia"]):
                found[ref] = None
    # A section is not said again beside its own subsections.
    return tuple(ref for ref in found if not any(other.startswith(f"{ref}(") for other in found))
