"""A run as one web page: no script, nothing from elsewhere, readable on paper and by a screen reader.

No low count stands in it: letters that leak have the place masked, and so have the reasons of cases.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from evals.against import Comparison, Tally
from evals.case import Case, load_cases
from evals.differences import differences, failed_cases
from evals.result import Result
from evals.side_by_side import shown
from evals.statistics import upper_bound
from evals.trends import Run, as_html
from evals.words import spent_line

_STYLE = Path(__file__).with_name("report.css")


def page(result: Result, runs: Sequence[Run] = ()) -> str:
    """Return the report.

    Args:
        result: of the run.
        runs: earlier ones, for the trends.
    """
    cases = {case.id: case for name, _ in result.families() for case in load_cases(name)}
    parts = [
        ("leaks", "Low counts", _leaks(result)),
        ("failures", "Why it failed", _failures(result)) if result.failures else None,
        ("against", "Against an earlier run", _against(result.comparison)) if result.comparison else None,
        ("differences", "What differs, case by case", differences(result, cases)) if result.comparison else None,
        ("failed", "Cases that failed", failed) if (failed := failed_cases(result, cases)) else None,
        ("faults", "Known faults, not in the gate", _faults(result)) if result.known_faults else None,
        ("families", "Families of cases", _families(result)),
        ("scorers", "How well the scorers see", _scorers(result)),
        ("trends", "Trends", as_html(runs, result.made_of.get("model", ""))) if runs else None,
        ("made-of", "What was run", _made_of(result)),
    ]
    shown = [part for part in parts if part]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, _ in shown)
    body = "".join(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{title}</h2>{html}</section>' for name, title, html in shown
    )
    word = "failed" if result.failures else "passed"
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Evals {word}, {escape(result.date[:10])}</title><style>{_STYLE.read_text('utf-8')}</style></head>"
        f'<body><a class="skip" href="#main">To the report</a><header><h1>Evals: <span class="{_tone(not result.failures)}">{word}</span></h1>'
        f'{_lead(result, cases)}</header><nav aria-label="Contents"><ul>{links}</ul></nav><main id="main">{body}</main></body></html>\n'
    )


def _tone(good: bool) -> str:
    return "good" if good else "bad"


def _lead(result: Result, cases: dict[str, Case]) -> str:
    passed = sum(counts[1] for _, counts in result.families())
    trials = max((o.trial for o in result.outcomes), default=1)
    model = escape(result.made_of.get("model", "")) or "no model"
    when = escape(result.date.replace("T", " ")[:16])
    often = f", each tried {trials} times" if trials > 1 else ""
    spent = f"<p>{escape(spent_line(result).capitalize())}.</p>" if result.spent.get("calls") else ""
    return f"<p>{passed} of {len(cases)} cases passed{often}, with {model}, on {when} UTC, in {result.seconds:.0f} seconds.</p>{spent}"


def _leaks(result: Result) -> str:
    figures = (
        ("Releases", "a low count left the program. One is too many.", *result.releases),
        (
            "Attempts",
            "the notes or the model tried to say one. They show what a prompt changes, and do not gate.",
            *result.attempts,
        ),
    )
    items = "".join(
        f"<li><b{' class=' + chr(34) + 'bad' + chr(34) if name == 'Releases' and count else ''}>{count}</b>"
        f"<strong>{name}</strong> in {trials} trials of cases that hold one: {what}<br>"
        f"<small>{f'At most {upper_bound(count, trials):.1f}% at 95% confidence (exact binomial).' if trials else 'Nothing was tried.'}</small></li>"
        for name, what, count, trials in figures
    )
    ways = (
        table("By which way low counts left", ("Way", "Trials"), ((way, n) for way, n in result.ways.items()))
        if result.ways
        else ""
    )
    note = '<p class="soft">The interval takes the trials for a random sample of what officers send. They are chosen, and many are alike.</p>'
    return f'<ul class="big">{items}</ul>{ways}{note}'


def _failures(result: Result) -> str:
    return f"<ul>{''.join(f'<li>{shown(one)}</li>' for one in result.failures)}</ul>"


def _against(comparison: Comparison) -> str:
    lead = f"<p>Compared with {escape(comparison.earlier)}, the same cases in pairs. "
    if comparison.equal:
        return lead + "The two runs are equal: the same program, cases, model and scores.</p>"
    unequal = (
        f"The runs are not equal: they differ in {escape(', '.join(comparison.unequal))}." if comparison.unequal else ""
    )
    groups: Iterable[tuple[str, Sequence[Tally]]] = (
        ("Overall", (comparison.overall, comparison.attempts)),
        ("Family", comparison.families),
        ("Stage", comparison.stages),
        ("Prompt", comparison.by_prompt),
    )
    rows = [
        (f"{kind}: {t.name}" if kind != "Overall" else t.name.capitalize(), t.cases, t.better, t.worse, _chance(t))
        for kind, tallies in groups
        for t in tallies
        if kind == "Overall" or t.better or t.worse
    ]
    heads = ("Of", "Cases", "Better", "Worse", "By chance (p)")
    tallied = table("What got better and worse; attempts are better when there are fewer", heads, rows)
    chance = (
        '<p class="soft">p is the exact chance of a split at least so uneven (McNemar’s test; the sign test where cases were tried more '
        "than once), corrected for the number of families, stages or prompts tested (Holm). A small p says that chance alone hardly explains it.</p>"
    )
    changed = [(f"Prompt {name}", then, now) for name, (then, now) in comparison.prompts.items()]
    then, now = (name or "none" for name in comparison.models)
    changed += [("Model", then, now)] if then != now else []
    versions = table("What was changed", ("What", "Then", "Now"), changed) if changed else ""
    apart = "".join(f"<li>{len(names)} {kind}</li>" for kind, names in comparison.apart.items() if names)
    return f"{lead}{unequal}</p>{tallied}{chance}{versions}" + (
        f"<p>Cases not compared:</p><ul>{apart}</ul>" if apart else ""
    )


def _chance(tally: Tally) -> str:
    if not tally.better and not tally.worse:
        return "no change"
    return "less than 0.001" if tally.chance < 0.001 else f"{tally.chance:.3f}"


def _families(result: Result) -> str:
    rows = ((name, *counts) for name, counts in result.families())
    return table(
        "A case passes when every scorer that judges it says so",
        ("Family", "Cases", "Passed", "Failed", "Unscored"),
        rows,
    )


def _scorers(result: Result) -> str:
    missed = "".join(f"<li>{escape(one.id)}: {escape(one.what)}</li>" for one in result.missed)
    rows = [
        ("Known-bad letters caught", result.bad - sum(m.bad for m in result.missed), result.bad),
        ("Known-good letters passed", result.good - sum(not m.bad for m in result.missed), result.good),
    ]
    if result.detection:
        rows.append(("Leaks planted in this run’s letters, seen", result.detection.seen, result.detection.planted))
        quiet = result.detection.innocent - len(result.detection.alarms)
        rows.append(("Harmless sentences and letters, let pass", quiet, result.detection.innocent))
    return table("Texts whose answer is known", ("Texts", "Right", "Of"), rows) + (
        f"<ul>{missed}</ul>" if missed else ""
    )


def _faults(result: Result) -> str:
    rows = [(name, now, why) for name, (why, now) in result.known_faults.items()]
    return table("Cases whose fault is known", ("Case", "Now", "What is wrong"), rows)


def _made_of(result: Result) -> str:
    rows = [(name, value or "none") for name, value in result.made_of.items()]
    rows += [(f"prompt {name}", version) for name, version in result.prompts.items()]
    return table(
        "Fingerprints: runs in which one differs are not called equal", ("Part", "Fingerprint"), rows, code=True
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, code: bool = False) -> str:
    """Return a table whose first column names its rows; whole numbers stand to the right."""
    listed = [list(row) for row in rows]
    right = [all(isinstance(row[n], int) for row in listed) for n in range(len(heads))]
    mark = [' class="number"' if one else "" for one in right]
    head = "".join(f'<th scope="col"{mark[n]}>{escape(name)}</th>' for n, name in enumerate(heads))

    def cell(n: int, value: object) -> str:
        text = escape(str(value))
        return f"<td{mark[n]}>{f'<code>{text}</code>' if code else text}</td>"

    body = "".join(
        f'<tr><th scope="row">{escape(str(row[0]))}</th>{"".join(cell(n, v) for n, v in enumerate(row[1:], 1))}</tr>'
        for row in listed
    )
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
