"""What the page says, as HTML: plain functions from frozen values to text, without Gradio.

Every word that came from a person, a file or the corpus is escaped. No meaning rests on colour or
on a sign alone: each has its word beside it.
"""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from assistant.errors import FoiError
from assistant.export.web import markdown_html
from assistant.findings import Finding, Verdict
from assistant.law.requester import Claim
from assistant.letter import Answer, long_date
from assistant.notes import FORMS
from assistant.request import Question

REGIMES = (
    ("Let the program tell from the request", "auto"),
    ("Freedom of Information Act 2000", "foia"),
    ("Environmental Information Regulations 2004", "eir"),
    ("Freedom of Information (Scotland) Act 2002", "foisa"),
)
UNITS = (
    ("People", "people"),
    ("Events that each involve a person (arrests, complaints)", "events"),
    ("Things", "items"),
    ("Money", "money"),
)
READING = (("Read hidden rows and columns too", "hidden"), ("Make totals anew from the cells", "trust"))
SECTIONS = (
    ("request", "The request"),
    ("figures", "The figures"),
    ("notes", "Your notes"),
    ("assistant", "The assistant"),
    ("letter", "The letter"),
    ("checks", "The checks"),
    ("sources", "The sources"),
    ("export", "Export"),
)
CONTEXT = 60
_PROBLEM = "<strong>There is a problem.</strong>"
_SIGNS = {Verdict.PASS: "✓", Verdict.REVIEW: "!", Verdict.BLOCK: "✕"}
_WORDS = {Verdict.PASS: "Pass", Verdict.REVIEW: "Review", Verdict.BLOCK: "Block"}
_REGIME_NAMES = {value: name for name, value in REGIMES}


def esc(text: object) -> str:
    """Escape text for HTML."""
    return html.escape(str(text))


def top() -> str:
    """Return the head of the page: what it is, what it will not do, and the way to each part."""
    links = "".join(f'<li><a href="#{name}">{esc(title)}</a></li>' for name, title in SECTIONS)
    return (
        '<a class="foi-skip" href="#letter">Skip to the letter</a>'
        "<header><h1>FOI Assistant</h1>"
        "<p>Drafts and checks a reply to a Freedom of Information request. "
        "A draft never releases a low count; a person decides what goes out.</p></header>"
        f'<nav aria-label="Parts of this page"><ul class="foi-nav">{links}</ul></nav>'
    )


def heading(name: str, lead: str = "") -> str:
    """Return the heading of one part of the page, with a line that says what it is for."""
    title = dict(SECTIONS)[name]
    words = f'<p class="foi-lead">{esc(lead)}</p>' if lead else ""
    return f'<h2 id="{name}" tabindex="-1">{esc(title)}</h2>{words}'


def note(words: str) -> str:
    """Return a message that all is well; empty for no message."""
    return f'<p class="foi-note">{esc(words)}</p>' if words else ""


def problem(error: FoiError | str) -> str:
    """Return a message that says what is wrong, where, and what to do."""
    if isinstance(error, str):
        return f'<div class="foi-problem"><p>{_PROBLEM} {esc(error)}</p></div>'
    where = f'<p><span class="foi-key">Where:</span> {esc(error.where)}</p>' if error.where else ""
    todo = f'<p><span class="foi-key">What to do:</span> {esc(error.todo)}</p>' if error.todo else ""
    what = error.what[:1].upper() + error.what[1:]
    return f'<div class="foi-problem"><p>{_PROBLEM} {esc(what)}.</p>{where}{todo}</div>'


def problems(errors: Sequence[FoiError | str]) -> str:
    """Return the messages of several problems, one below the other."""
    return "".join(map(problem, errors))


def questions(found: Sequence[Question], answers: Sequence[Answer] = (), claims: Sequence[Claim] = ()) -> str:
    """Return the questions found in the request.

    Args:
        found: the questions.
        answers: of a draft, with the outcome of each.
        claims: what the request says wrongly of the law.
    """
    if not found:
        return '<p class="foi-hint">No question yet: paste the request above.</p>'
    outcomes = {one.number: _outcome(one) for one in answers}
    items = "".join(
        f'<li><span class="foi-key">Q{q.number}.</span> {esc(q.text)}{outcomes.get(q.number, "")}</li>' for q in found
    )
    count = "1 question" if len(found) == 1 else f"{len(found)} questions"
    return f'<h3>{count} found</h3><ul class="foi-questions">{items}</ul>{_claims(claims)}'


def _claims(claims: Sequence[Claim]) -> str:
    """Return what the request says wrongly of the law, with a line for the reply."""
    if not claims:
        return ""
    items = "".join(
        f"<li>The request says \u201c{esc(one.quote)}\u201d. {esc(one.truth)}"
        + (f'<br><span class="foi-key">For the reply:</span> {esc(one.line)}' if one.line else "")
        + "</li>"
        for one in claims
    )
    return f'<h3>The law that the request quotes</h3><ul class="foi-questions">{items}</ul>'


def _outcome(answer: Answer) -> str:
    refs = f" under {esc(', '.join(answer.refs))}" if answer.refs else ""
    return f'<br><span class="foi-tag">{esc(answer.outcome.replace("-", " "))}{refs}</span>'


def dates(received: date, due: date, regime: str, today: date) -> str:
    """Return the line that says which law applies and when the reply is due."""
    left = (due - today).days
    days = (
        f"{-left} days ago" if left < -1 else {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    )
    late = '<strong class="foi-verdict foi-block">Late</strong> ' if left < 0 else ""
    return (
        f"<p>{late}Received {esc(long_date(received))}; "
        f"due <strong>{esc(long_date(due))}</strong> ({days}). "
        f"{esc(_REGIME_NAMES.get(regime, regime))}.</p>"
    )


def note_forms() -> str:
    """Return the forms that an instruction in the notes may take."""
    items = "".join(f"<li><code>{esc(form)}</code></li>" for form in FORMS)
    return (
        '<details class="foi-details"><summary>How to write an instruction</summary>'
        "<p>One instruction a question, then your explanation in your own words:</p>"
        f"<ul>{items}</ul>"
        "<p>Text before the first Q holds for the whole reply.</p></details>"
    )


def letter(text: str) -> str:
    """Return the letter as it will look, its headings below those of the page."""
    if not text.strip():
        return '<p class="foi-hint">No letter yet. Paste a request, then choose “Draft the reply”.</p>'
    lowered = re.sub(r"<(/?)h([1-6])>", lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 6)}>", markdown_html(text))
    return (
        '<div class="foi-letter" role="region" aria-label="The letter as it will look" '
        f'tabindex="0">{_scrolling(lowered)}</div>'
    )


def _scrolling(page: str) -> str:
    return page.replace("<table>", '<div class="foi-scroll"><table>').replace("</table>", "</table></div>")


def verdict(worst: Verdict | None, findings: Sequence[Finding]) -> str:
    """Return the verdict on the whole letter in words, with a sign beside them."""
    if worst is None:
        return '<p class="foi-hint">Nothing to check yet.</p>'
    blocks = sum(f.verdict is Verdict.BLOCK for f in findings)
    reviews = sum(f.verdict is Verdict.REVIEW for f in findings)
    said = {
        Verdict.PASS: "The checks found nothing that stands in the way of this letter.",
        Verdict.REVIEW: f"Nothing stops this letter, but {_points(reviews)} to look at first.",
        Verdict.BLOCK: "This letter must not go out: "
        + (_stopping(blocks) if blocks else "the checks did not finish."),
    }[worst]
    return f'<div class="foi-summary foi-{worst.word}"><p>{badge(worst)} {esc(said)}</p></div>'


def _points(number: int) -> str:
    return "there is 1 point" if number == 1 else f"there are {number} points"


def _stopping(number: int) -> str:
    return f"{_points(number)} that {'stops' if number == 1 else 'stop'} it."


def badge(one: Verdict) -> str:
    """Return a verdict as a sign and its word."""
    return (
        f'<strong class="foi-verdict foi-{one.word}">'
        f'<span aria-hidden="true">{_SIGNS[one]}</span> {_WORDS[one]}</strong>'
    )


def checks(findings: Sequence[Finding], remarks: Iterable[str] = (), text: str = "") -> str:
    """Return the findings, the worst first, each with what is wrong and what to do.

    Args:
        findings: of the checks.
        remarks: what else the officer should know.
        text: the letter, from which each finding's words are shown in their sentence.
    """
    ordered = sorted(findings, key=lambda f: -f.verdict)
    items = "".join(_finding(one, text) for one in ordered)
    listed = f'<ol class="foi-findings">{items}</ol>' if items else ""
    said = "".join(f"<li>{esc(remark)}</li>" for remark in remarks)
    return listed + (f"<h3>Remarks</h3><ul>{said}</ul>" if said else "")


def _finding(finding: Finding, text: str) -> str:
    quoted = " ".join(finding.quote.split())
    words = f"<blockquote>{_in_context(finding, text)}</blockquote>" if quoted else ""
    place = (
        '<button type="button" class="foi-link" '
        f'data-start="{finding.start}" data-end="{finding.end}">'
        f'Show in the letter<span class="foi-hidden">: {esc(short(quoted, 60))}</span></button>'
        if finding.end > finding.start
        else ""
    )
    return (
        f"<li>{badge(finding.verdict)} {esc(finding.message)} "
        f"<code>{esc(finding.code)}</code>{words}"
        f'<p><span class="foi-key">What to do:</span> {esc(finding.remedy)}</p>{place}</li>'
    )


def _in_context(finding: Finding, text: str) -> str:
    """Return a finding's words marked among those round them."""
    quoted = f"<mark>{esc(short(' '.join(finding.quote.split()), 200))}</mark>"
    if text[finding.start : finding.end] != finding.quote:
        return quoted
    before = text[max(finding.start - CONTEXT, 0) : finding.start].rpartition("\n")[2]
    after = text[finding.end : finding.end + CONTEXT].partition("\n")[0]
    return f"{esc(before)}{quoted}{esc(after)}"


def short(text: str, length: int) -> str:
    """Cut a text at a word."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def download(path: Path) -> str:
    """Return the link to a file made for the officer; the page follows it once by itself."""
    address = "gradio_api/file=" + quote(str(path))
    return (
        f'<p class="foi-note">The file is ready: <a href="{esc(address)}" '
        f'download="{esc(path.name)}" data-fresh>download {esc(path.name)}</a></p>'
    )


def refusal(findings: Sequence[Finding]) -> str:
    """Return why the letter is not exported."""
    reasons = [f for f in findings if f.verdict is Verdict.BLOCK]
    items = "".join(f"<li>{esc(f.message)} {esc(f.remedy)}</li>" for f in reasons[:5])
    more = f"<p>and {len(reasons) - 5} more, under “The checks”.</p>" if len(reasons) > 5 else ""
    return (
        '<div class="foi-problem"><p><strong>Not exported.</strong> '
        "The checks say that this letter must not go out:</p>"
        f"<ul>{items}</ul>{more}</div>"
    )


def clock(at: datetime) -> str:
    """Return the time of day."""
    return f"{at:%H:%M}"


def moment(text: str) -> str:
    """Return a moment of the record (ISO) by the officer's own clock and calendar."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{at.day} {at:%b %Y}, {clock(at)}"
