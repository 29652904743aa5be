"""Verdicts and findings: what every check returns.

A verdict is a closed, ordered type. What did not run, or crashed, is the worst case: silence is
never a pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Verdict(IntEnum):
    """How bad a finding is; the worst one is the verdict on the whole."""

    PASS = 0
    REVIEW = 1
    BLOCK = 2

    @property
    def word(self) -> str:
        """The word used in JSON: ``pass``, ``review`` or ``block``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one place, with what to do about it.

    Attributes:
        code: stable, family first (``count.stated``); the families stand in the README.
        verdict: how bad it is by itself.
        message: what is wrong, for an officer.
        remedy: what to do.
        start: offset of the first character in the text that was checked.
        end: offset after the last one; equal to ``start`` where nothing is there to point at.
        quote: the words between the two.
    """

    code: str
    verdict: Verdict
    message: str
    remedy: str
    start: int = 0
    end: int = 0
    quote: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "verdict": self.verdict.word,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "message": self.message,
            "remedy": self.remedy,
        }


def worst(findings: Iterable[Finding]) -> Verdict:
    """Return the worst verdict among findings of checks that all ran; none found is a pass."""
    return max((finding.verdict for finding in findings), default=Verdict.PASS)
