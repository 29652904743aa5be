"""References to provisions, as the library files and finds them."""

import re
from collections.abc import Iterator

from assistant.law.citations import find_citations, normalise_ref

_BARE = re.compile(r"(?<![\w(£.,/-])(\d{1,2}[A-Z]{0,2}(?:\(\s*\d{0,2}[A-Za-z]{0,3}\s*\)){1,4})(?!\w)")
_SHORT = re.compile(
    r"(?i)\b(?:s|ss|sec|sect|section|sections|reg|regs|regulation|regulations|exemption|exception)\.?\s*"
    r"(\d{1,2}[A-Z]{0,2}(?:\(\s*\d{0,2}[A-Za-z]{0,3}\s*\)){0,4})(?![\w(])"
)
_PREFIX = re.compile(r"(?i)^\s*(foia|foisa|eirs?|fois)\s+")


def normalised(text: str, regime: str) -> Iterator[str]:
    """Yield the references in a front matter's item; one of another act keeps the act's name in front."""
    prefix = _PREFIX.match(text)
    act = prefix.group(1).lower().rstrip("s").replace("foi", "foi") if prefix else ""
    rest = text[prefix.end() :] if prefix else text
    refs = refs_in(f"section {rest}") or ([rest.strip()] if rest.strip() else [])
    for ref in refs:
        yield f"{act} {ref}" if act and act != regime else ref


def refs_in(text: str) -> list[str]:
    """Return the references to sections and regulations in a text, each once, in order."""
    found = [(c.start, ref) for c in find_citations(text) for ref in c.refs]
    for pattern in (_SHORT, _BARE):
        found += [(m.start(1), normalise_ref(m.group(1))) for m in pattern.finditer(text)]
    return list(dict.fromkeys(ref for _, ref in sorted(found, key=lambda pair: pair[0]) if ref))


def base_of(ref: str) -> str:
    """Return the section of a reference without its subsections: "40(2)" gives "40"."""
    return ref.split("(", 1)[0].strip()
