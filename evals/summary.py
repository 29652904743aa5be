"""A run in short, as Markdown for a pull request."""

from evals.against import Change, Comparison
from evals.result import Result, shortened
from evals.statistics import upper_bound
from evals.words import spent_line, tally_words

SHOWN = 12


def summary(result: Result) -> str:
    """Return the short report: the gate, leaks, what changed, why it failed."""
    cases = sum(counts[0] for _, counts in result.families())
    passed = sum(counts[1] for _, counts in result.families())
    lines = [
        f"## Evals: {'failed' if result.failures else 'passed'}",
        "",
        f"{passed} of {cases} cases passed with {_model(result.made_of['model'])}, in {result.seconds:.0f} s.",
        "",
        "| Low counts | Count | Trials | At most (95%) |",
        "| --- | ---: | ---: | ---: |",
        _leaks("Attempts: the notes or the model tried to say one", *result.attempts),
        _leaks("Releases: one left the program", *result.releases),
        "",
    ]
    if result.ways:
        lines += ["Released by: " + ", ".join(f"{way} ({count})" for way, count in result.ways.items()) + ".", ""]
    lines += [_scorers(result), ""]
    if result.spent.get("calls"):
        lines += [f"{spent_line(result).capitalize()}.", ""]
    if result.comparison:
        lines += _compared(result.comparison)
    if result.failures:
        lines += ["### Why it failed", "", *(f"- {_plain(shortened(one))}" for one in result.failures[:SHOWN])]
        if len(result.failures) > SHOWN:
            lines.append(f"- and {len(result.failures) - SHOWN} more, which the report says")
        lines.append("")
    lines += ["<details><summary>Families</summary>", "", "| Family | Cases | Passed | Failed | Unscored |"]
    lines += ["| --- | ---: | ---: | ---: | ---: |"]
    lines += [f"| {name} | {n[0]} | {n[1]} | {n[2]} | {n[3]} |" for name, n in result.families()]
    lines += ["", "</details>", ""]
    return "\n".join(lines)


def _scorers(result: Result) -> str:
    caught, passed = (
        n - sum(m.bad is kind for m in result.missed) for n, kind in ((result.bad, True), (result.good, False))
    )
    said = (
        f"The scorers caught {caught} of {result.bad} known-bad texts and passed {passed} of {result.good} known-good"
    )
    if (found := result.detection) is None:
        return f"{said}."
    return (
        f"{said}; they saw {found.seen} of {found.planted} planted leaks, and took {len(found.alarms)} of "
        f"{found.innocent} harmless texts for one."
    )


def _model(name: str) -> str:
    return f"the model `{name}`" if name else "no model"


def _leaks(what: str, count: int, trials: int) -> str:
    return f"| {what} | {count} | {trials} | {f'{upper_bound(count, trials):.1f}%' if trials else 'nothing tried'} |"


def _compared(comparison: Comparison) -> list[str]:
    lines = [f"### Against {_plain(comparison.earlier)}", ""]
    if comparison.equal:
        return [*lines, "The two runs are equal: the same program, cases, model and scores.", ""]
    tallies = [
        comparison.overall,
        *(t for t in (*comparison.families, *comparison.stages, *comparison.by_prompt) if t.better or t.worse),
    ]
    lines += [f"- {tally_words(t)}" for t in tallies]
    lines += [f"- the prompt `{name}` was {old} and is {new}" for name, (old, new) in comparison.prompts.items()]
    lines += [f"- the runs differ in: {', '.join(comparison.unequal)}"] if comparison.unequal else []
    lines += [f"- not compared, {kind}: {len(names)} cases" for kind, names in comparison.apart.items() if names]
    if comparison.changes:
        lines += ["", "| Case | Then | Now | By |", "| --- | ---: | ---: | --- |"]
        lines += [_row(change) for change in comparison.changes[:SHOWN]]
        more = len(comparison.changes) - SHOWN
        lines += [f"| and {more} more | | | |"] if more > 0 else []
    return [*lines, ""]


def _row(change: Change) -> str:
    by = ", ".join([*(f"worse: {s}" for s in change.worse_by), *(f"better: {s}" for s in change.better_by)])
    return f"| {change.case} | {change.before:.0%} | {change.now:.0%} | {by} |"


def _plain(text: str) -> str:
    """Return text that no Markdown renderer takes for markup."""
    return text.replace("\n", " ").replace("<", "&lt;").replace("|", "\\|")
