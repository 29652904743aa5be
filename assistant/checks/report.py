"""The result of checking a letter: findings merged, ordered, and the worst verdict among them."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.findings import Finding, Verdict, worst


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found in one letter.

    Attributes:
        verdict: the worst of the findings.
        findings: one for each problem, by position, the worse first where two start together.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """Return the object that ``foi check --json`` prints."""
        return {
            "verdict": self.verdict.word,
            "findings": [finding.as_json() for finding in self.findings],
        }


def report(findings: Iterable[Finding]) -> Report:
    """Merge findings of one family on one place, order them, and take the worst verdict."""
    kept = merge(findings)
    return Report(worst(kept), kept)


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the worst finding of a family on a span, and none inside a worse or equal one of its family."""
    ordered = sorted(findings, key=lambda found: (found.start, -found.verdict, -found.end, found.code))
    kept: list[Finding] = []
    for found in ordered:
        rivals = [other for other in kept[-8:] if _same_problem(other, found)]
        if not rivals:
            kept.append(found)
        elif all(found.verdict > other.verdict for other in rivals):
            kept = [other for other in kept if other not in rivals]
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: (found.start, -found.verdict, found.end, found.code)))


def _same_problem(first: Finding, second: Finding) -> bool:
    if first.start == first.end or second.start == second.end:
        return first.code == second.code and first.start == second.start
    return _family(first) == _family(second) and first.start <= second.start and second.end <= first.end


def _family(found: Finding) -> str:
    family, _, rest = found.code.partition(".")
    return family if family in {"count", "number", "person"} else f"{family}.{rest}"
