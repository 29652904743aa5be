"""The rules on refusals and law as data: code, how bad, source, words for the officer, samples."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.checks.page import Page
from assistant.findings import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``rules.toml``.

    Attributes:
        code: the code of its findings.
        verdict: how bad a breach is.
        source: where the rule comes from.
        message: what is wrong, for the officer.
        remedy: what to do.
        good: a letter that keeps it; empty where the rule needs dates.
        bad: a letter that breaks it.
    """

    code: str
    verdict: Verdict
    source: str
    message: str
    remedy: str
    good: str
    bad: str

    def broken(self, page: Page, start: int = 0, end: int = 0, what: str = "") -> Finding:
        """Return the finding for a breach at a span of the original text; ``what`` says what of it."""
        message = f"{self.message.rstrip('.')}: {what}." if what else self.message
        return Finding(self.code, self.verdict, message, self.remedy, start, end, page.quote(start, end))

    def broken_at(self, page: Page, start: int, end: int, what: str = "") -> Finding:
        """Return the finding for a breach at a span of the folded text."""
        folded = page.prose.folded
        return self.broken(page, folded.start(start), folded.end(end), what) if end > start else self.broken(page)


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code."""
    with (Path(__file__).resolve().parent / "rules.toml").open("rb") as handle:
        raw: list[dict[str, str]] = tomllib.load(handle)["rule"]
    return {entry["code"]: Rule(**{**entry, "verdict": Verdict[entry["verdict"].upper()]}) for entry in raw}  # type: ignore[arg-type]
