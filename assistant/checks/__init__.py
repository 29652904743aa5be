"""The checks on a letter, in the order in which an officer sees them.

The contract of a check, stated once: ``check(page) -> Iterator[Finding]``. It reads the page and
nothing else; it changes nothing; it yields one finding for each problem, with its place in the
letter's own text, what is wrong and what to do. It does not put a count from the officer's figures
into a message. It is quick on a long letter: its time grows with the letter and no faster. A check
that fails is a finding that blocks, ``check.failed``: silence is not a pass.
"""

from collections.abc import Callable, Iterator

from assistant.checks import (
    attacked,
    changes,
    counts,
    grids,
    kept_back,
    law,
    lists,
    ncnd,
    parts,
    people,
    periods,
    protected,
    questions,
    ratios,
    refusal,
    remainders,
    sources,
    sums,
)
from assistant.checks.decided import without_decided
from assistant.checks.material import Figures, Material
from assistant.checks.page import Page
from assistant.checks.quantities import TooManyNumbersError
from assistant.checks.report import Report, report
from assistant.findings import Finding, Verdict

__all__ = ["CHECKS", "OF_NUMBERS", "Figures", "Material", "Page", "Report", "check_letter", "check_numbers"]

Check = Callable[[Page], Iterator[Finding]]

OF_NUMBERS: tuple[tuple[str, Check], ...] = (
    ("low counts stated", counts.check),
    ("low counts left by subtraction", sums.check),
    ("those who are left over", remainders.check),
    ("hidden cells given away by totals", grids.check),
    ("parts kept back beside a whole", parts.check),
    ("what is kept back beside what is given", kept_back.check),
    ("low counts in money, rates and averages", ratios.check),
    ("low counts left by changes", changes.check),
    ("low counts left by periods", periods.check),
    ("low counts told by a list", lists.check),
    ("hidden cells of the figures", protected.check),
    ("what the letter says of the figures, attacked", attacked.check),
    ("numbers without a source", sources.check),
)
CHECKS: tuple[tuple[str, Check], ...] = (
    *OF_NUMBERS,
    ("refusal notice", refusal.check),
    ("law cited", law.check),
    ("neither confirm nor deny", ncnd.check),
    ("other people's data", people.check),
    ("questions answered", questions.check),
)

_FAILED = "The check on {name} could not be finished, so nothing is known about it."
_FAILED_REMEDY = "Do not send the letter; report the fault. Shortening or retyping the letter may help."
_TOO_MANY = "The letter holds more numbers than can be checked."
_TOO_MANY_REMEDY = "Send the figures as an attachment made from the protected table, and check the letter without them."


def check_letter(text: str, material: Material) -> Report:
    """Run every check on a letter.

    Args:
        text: the letter as plain text or Markdown; offsets of the findings are into it.
        material: what is known about the case.

    Returns:
        The findings, merged and ordered, and the worst verdict among them.
    """
    return _checked(text, material, CHECKS)


def check_numbers(text: str, material: Material) -> Report:
    """Run the checks on numbers alone, for a text that is no letter: a sentence of the chat, what is sent to a model.

    Args:
        text: as for ``check_letter``.
        material: what is known about the case.
    """
    return _checked(text, material, OF_NUMBERS)


def _checked(text: str, material: Material, checks: tuple[tuple[str, Check], ...]) -> Report:
    page = Page(text, material)
    if _has_too_many_numbers(page):
        return report([Finding("check.failed", Verdict.BLOCK, _TOO_MANY, _TOO_MANY_REMEDY)])
    found = (one for name, check in checks for one in _run(name, check, page))
    return report(without_decided(page, found))


def _has_too_many_numbers(page: Page) -> bool:
    try:
        return len(page.quantities) < 0
    except TooManyNumbersError:
        return True
    except Exception:  # noqa: BLE001 - each check that reads the numbers will fail too, and say so
        return False


def _run(name: str, check: Check, page: Page) -> tuple[Finding, ...]:
    """Return a check's findings; one that blocks, where it could not finish."""
    try:
        return tuple(check(page))
    except Exception:  # noqa: BLE001 - whatever went wrong, silence would be a pass
        return (Finding("check.failed", Verdict.BLOCK, _FAILED.format(name=name), _FAILED_REMEDY),)
