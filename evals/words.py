"""The account of a run for a person at a terminal."""

from evals.against import Comparison, Tally
from evals.result import Result, shortened
from evals.statistics import upper_bound

SHOWN = 20


def in_words(result: Result) -> str:
    """Return the account: families, leaks, known texts, comparison, every reason to fail."""
    lines = [f"{'family':16} {'cases':>5} {'passed':>6} {'failed':>6} {'unscored':>8}"]
    lines += [f"{name:16} {n[0]:5} {n[1]:6} {n[2]:6} {n[3]:8}" for name, n in result.families()]
    lines += ["", "low counts", leak_line("attempts", *result.attempts), leak_line("releases", *result.releases)]
    lines += [f"            by {way}: {count}" for way, count in result.ways.items()]
    lines += ["  (the interval takes the trials for a random sample of what officers send, which they are not)", ""]
    caught, passed = (
        n - sum(m.bad is kind for m in result.missed) for n, kind in ((result.bad, True), (result.good, False))
    )
    lines.append(f"known-bad texts caught: {caught} of {result.bad}; known-good passed: {passed} of {result.good}")
    if result.detection:
        lines.append(
            f"leaks planted in this run's letters, seen: {result.detection.seen} of {result.detection.planted} "
            f"({result.detection.rate:.1%}, gate 99%); harmless sentences and letters taken for leaks: "
            f"{len(result.detection.alarms)} of {result.detection.innocent} ({result.detection.alarm_rate:.1%}, gate 1%)"
        )
        found = (("not seen", result.detection.unseen), ("taken for a leak", result.detection.alarms))
        lines += [f"  {how}: {', '.join(one[:8])}" for how, one in found if one]
    lines += [
        f"no longer a fault: {name} passes; take known_fault off it"
        if now == "passes"
        else f"{'LEAK of a known fault' if now == 'leaks' else 'known fault, not in the gate'}: {name}: {why}"
        for name, (why, now) in result.known_faults.items()
    ]
    lines += [spent_line(result)] if result.spent.get("calls") else []
    lines += [f"{result.reused} productions taken from an earlier run of the same program"] if result.reused else []
    lines += compared(result.comparison) if result.comparison else []
    lines += [f"FAILED {shortened(reason)}" for reason in result.failures[:SHOWN]]
    if len(result.failures) > SHOWN:
        lines.append(f"… and {len(result.failures) - SHOWN} more; --json and --report say them all")
    lines.append(f"{'Failed' if result.failures else 'Passed'} in {result.seconds:.0f} s. Result: {result.file}")
    return "\n".join(lines)


def leak_line(what: str, count: int, trials: int) -> str:
    """Return one of the two figures for leaks."""
    if not trials:
        return f"  {what:9}    none: no case of this run holds one"
    bound = upper_bound(count, trials)
    return f"  {what:9} {count:4} in {trials} trials of cases that hold one; at most {bound:.1f}% at 95% confidence"


def spent_line(result: Result) -> str:
    """Say what the model cost."""
    spent = result.spent
    cost = "" if spent.get("cost") is None else f", {spent['cost']:.2f} in money"
    line = f"calls of the model: {spent['calls']}; tokens read {spent['tokens_read']}, written {spent['tokens_written']}{cost}"
    if not (asked := spent.get("paragraphs")):
        return line
    kept, alike = spent.get("paragraphs_kept") or 0, spent.get("paragraphs_alike") or 0
    return f"{line}; paragraphs kept {kept} of {asked} ({kept / asked:.0%}), {alike} of them as the general wording has them"


def compared(comparison: Comparison) -> list[str]:
    """Return what differs from an earlier run, in lines."""
    lines = ["", f"against {comparison.earlier}: {tally_words(comparison.overall)}"]
    if comparison.equal:
        return [*lines, "  the two runs are equal: the same program, cases, model and scores"]
    lines += [f"  {kind} {tally_words(t)}" for kind, t in _groups(comparison) if t.better or t.worse]
    for change in comparison.changes[:SHOWN]:
        kind = "worse " if change.worse else "better"
        scorers = change.worse_by or change.better_by
        lines.append(
            f"  {kind}: {change.case} ({', '.join(scorers)}), passed {change.before:.0%} then and {change.now:.0%} now"
        )
    if len(comparison.changes) > SHOWN:
        lines.append(f"  … and {len(comparison.changes) - SHOWN} more")
    lines += [f"  prompt {name}: {before} then, {now} now" for name, (before, now) in comparison.prompts.items()]
    if comparison.unequal:
        lines.append(f"  the two runs are not equal; they differ in: {', '.join(comparison.unequal)}")
    for kind, names in comparison.apart.items():
        lines += [f"  not compared, {kind}: {len(names)} cases"] if names else []
    return lines


def _groups(comparison: Comparison) -> list[tuple[str, Tally]]:
    named = (("family", comparison.families), ("stage", comparison.stages), ("prompt", comparison.by_prompt))
    return [*((kind, tally) for kind, tallies in named for tally in tallies), ("leaks:", comparison.attempts)]


def tally_words(tally: Tally) -> str:
    """Say how a group of cases changed, and whether by chance."""
    if not tally.better and not tally.worse:
        return f"{tally.name}: none of {tally.cases} changed"
    chance = "p < 0.001" if tally.chance < 0.001 else f"p = {tally.chance:.3f}"
    return f"{tally.name}: of {tally.cases}, {tally.better} better and {tally.worse} worse ({chance})"
