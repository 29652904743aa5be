"""The cases of a report: those whose scores or letters differ, side by side, and those that failed."""

from collections.abc import Mapping
from html import escape

from evals.against import STAGES, Change, Comparison
from evals.case import Case
from evals.mask import masked_for
from evals.result import Result
from evals.side_by_side import alone, shown, side_by_side

# So many cases are set out with their letters; those beyond are named.
SHOWN, SHOWN_ALIKE = 60, 12


def differences(result: Result, cases: Mapping[str, Case]) -> str:
    """Return each case whose scores differ from the earlier run's, with the two letters side by side."""
    comparison = result.comparison
    if comparison is None:
        return ""
    parts = [_difference(change, result, comparison, cases[change.case]) for change in comparison.changes[:SHOWN]]
    if not parts:
        parts = ["<p>No case is scored otherwise than then.</p>"]
    rest = [change.case for change in comparison.changes[SHOWN:]]
    if rest:
        parts.append(f"<p>And {len(rest)} more: {escape(', '.join(rest))}.</p>")
    return "".join(parts) + _alike(comparison, cases)


def _difference(change: Change, result: Result, comparison: Comparison, case: Case) -> str:
    word = '<span class="bad">worse</span>' if change.worse else '<span class="good">better</span>'
    stages = [f"worse in {STAGES.get(s, s)}" for s in change.worse_by]
    stages += [f"better in {STAGES.get(s, s)}" for s in change.better_by]
    said = [o for o in result.outcomes if o.case == case.id and o.passed is not True]
    found = "".join(f"<li>{escape(o.scorer)}: {shown(o.explanation)}</li>" for o in said)
    return (
        f"<h3>{escape(case.id)}: {word}</h3><p>{shown(_why(case))}</p>"
        f"<p>Passed on {change.before:.0%} of its trials then and on {change.now:.0%} now: {escape(', '.join(stages))}.</p>"
        f"{f'<ul>{found}</ul>' if found else ''}{_letters(case, comparison, result)}"
    )


def _letters(case: Case, comparison: Comparison, result: Result) -> str:
    names = (f"Then: {comparison.earlier}", "Now: this run")
    if pair := comparison.letters.get(case.id):
        return side_by_side(case.id, *pair, names, case.secrets)
    text = result.letters.get(f"{case.id} 1")
    if text is None:
        return "<p>No letter came of it.</p>"
    return f"<p>Its letter is the same as then, or was not kept then. Now it reads:</p>{alone(case.id, text)}"


def _alike(comparison: Comparison, cases: Mapping[str, Case]) -> str:
    """Return letters that read otherwise than then although they are scored alike."""
    changed = {change.case for change in comparison.changes}
    names = [name for name in comparison.letters if name not in changed]
    if not names:
        return ""
    heads = (f"Then: {comparison.earlier}", "Now: this run")
    details = "".join(
        f"<details><summary>{escape(name)}: {shown(_why(cases[name]))}</summary>"
        f"{side_by_side(name, *comparison.letters[name], heads, cases[name].secrets)}</details>"
        for name in names[:SHOWN_ALIKE]
    )
    more = f"<p>And {len(names) - SHOWN_ALIKE} more.</p>" if len(names) > SHOWN_ALIKE else ""
    return f"<h3>Scored alike, and worded otherwise: {len(names)}</h3>{details}{more}"


def failed_cases(result: Result, cases: Mapping[str, Case]) -> str:
    """Return the cases that failed and are not set out as differences, each with its letter."""
    told = {change.case for change in result.comparison.changes} if result.comparison else set()
    failed = dict.fromkeys(o.case for o in result.outcomes if not o.passed and o.case not in told)
    parts = [_failed(cases[name], result) for name in list(failed)[:SHOWN]]
    if len(failed) > SHOWN:
        parts.append(f"<p>And {len(failed) - SHOWN} more: {escape(', '.join(list(failed)[SHOWN:]))}.</p>")
    return "".join(parts)


def _failed(case: Case, result: Result) -> str:
    said = [o for o in result.outcomes if o.case == case.id and not o.passed]
    found = "".join(
        f"<li>{escape(o.scorer)}{' never scored it' if o.passed is None else ''}: {shown(o.explanation)}</li>"
        for o in said
    )
    letter = result.letters.get(f"{case.id} {said[0].trial}")
    text = f"<details><summary>What left the program</summary>{alone(case.id, letter)}</details>" if letter else ""
    return f"<h3>{escape(case.id)}</h3><p>{shown(_why(case))}</p><ul>{found}</ul>{text}"


def _why(case: Case) -> str:
    """Return why a case exists; a reason that says its low count has it masked."""
    return masked_for(case, case.why)
