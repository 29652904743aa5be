"""Remedies that need no judgement, applied to the text of a letter.

A number that must not stand is replaced by the mark of a withheld figure, a person's detail by words
that say so. What takes thought (an exemption that does not fit, a reason that is missing) is left.
"""

import re
from collections.abc import Iterable

from assistant.findings import Finding, Verdict

REDACTED = "[redacted]"
_COUNTS = frozenset({"count.stated", "count.protected"})
_DETAILS = frozenset(
    f"person.{kind}"
    for kind in (
        *("email", "phone", "address", "ni", "nhs", "chi", "vehicle", "birth"),
        *("pupil", "passport", "licence", "number", "bank", "handle", "case"),
    )
)
_LONGEST = 40
_WORDS = re.compile(r"\w+")


def applied(text: str, findings: Iterable[Finding], mark: str) -> tuple[str, int]:
    """Return a letter with the mechanical remedies applied, and how many were.

    Args:
        text: the letter that the findings are about; their offsets are into it.
        findings: of one check of that text.
        mark: what stands for a withheld figure.
    """
    spans = sorted({(f.start, f.end, _instead(f, mark)) for f in findings if is_mechanical(f)}, reverse=True)
    done, last = 0, len(text)
    for start, end, instead in spans:
        # Of two that overlap the later one is done; the next check finds what is left of the other.
        if end <= last:
            text, last, done = text[:start] + instead + text[end:], start, done + 1
    return text, done


def is_mechanical(finding: Finding) -> bool:
    """Tell whether a finding can be mended by taking out its own words, and no more than a few of them."""
    if not 0 < finding.end - finding.start <= _LONGEST:
        return False
    if finding.code in _DETAILS:
        return True
    return finding.code in _COUNTS and finding.verdict is Verdict.BLOCK and len(_WORDS.findall(finding.quote)) <= 2


def _instead(finding: Finding, mark: str) -> str:
    return mark if finding.code in _COUNTS else REDACTED
