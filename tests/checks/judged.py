"""What the checks on counts find in a few words."""

from assistant.checks import (
    Material,
    Page,
    changes,
    counts,
    grids,
    kept_back,
    lists,
    parts,
    periods,
    ratios,
    remainders,
    sums,
)
from assistant.checks.report import merge
from assistant.figures.policy import Policy
from assistant.findings import Finding, Verdict

CHECKS = (counts, sums, remainders, grids, parts, kept_back, ratios, changes, periods, lists)


def found(text: str, policy: Policy | None = None) -> tuple[Finding, ...]:
    """Return the findings on counts, merged."""
    page = Page(text, Material(policy=policy or Policy()))
    return merge(finding for check in CHECKS for finding in check.check(page))


def blocked(text: str, policy: Policy | None = None) -> list[str]:
    """Return the words of those that block."""
    return [finding.quote for finding in found(text, policy) if finding.verdict is Verdict.BLOCK]
