"""The report on an authority's own past replies, for a terminal and as a page that stays on the machine."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path

from assistant.files import write_atomically
from evals.history import results_folder
from evals.own import FOUND_WITHIN, WITHIN, Own, Redrafted
from evals.report import table

_HOW = {"cell": "in a cell", "sentence": "in a sentence", "worked out": "hidden, but can be narrowed"}


def in_words(own: Own) -> str:
    """Return the account for a terminal: totals, and the replies to look at; no count of people stands in it."""
    agreed, cited = own.agreement
    found, tried = own.found
    marked = [one for one in own.replies if one.low]
    lines = [
        f"past replies drafted again without themselves: {tried} of {len(own.replies)}",
        f"grounds that they relied on, among the first {WITHIN} suggestions: {_share(agreed, cited)}",
        f"found among the first {FOUND_WITHIN} by their own questions: {_share(found, tried)}",
        f"past replies that seem to tell of fewer than {own.threshold} people: {len(marked)}",
        *(f"  {one.title} ({one.date or 'no date'}): {_places(one)}" for one in marked[:20]),
        *([f"  … and {len(marked) - 20} more"] if len(marked) > 20 else []),
        f"new drafts that tell of fewer than {own.threshold} people: {own.leaks}",
        *(f"not drafted: {one.title}: {one.error}" for one in own.replies if one.error),
        f"Report, on this machine only, small counts masked: {own.file}",
    ]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def _places(one: Redrafted) -> str:
    several = [f"{sum(low.how == how for low in one.low)} {words}" for how, words in _HOW.items()]
    return ", ".join(words for words in several if not words.startswith("0 "))


def write_report(own: Own, file: Path | None = None) -> Path:
    """Write the page and return where it lies: in the data folder where no file is named.

    Raises:
        FoiError: it cannot be written.
    """
    path = file or results_folder() / "own" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, _page(own).encode())
    return path


def _page(own: Own) -> str:
    rows = [
        (
            one.title or one.id,
            one.date,
            one.questions,
            ", ".join(one.cited) or "none",
            ", ".join(one.suggested) or "none",
            one.place or "not found",
            len(one.low),
            len(one.leaks),
        )
        for one in own.replies
    ]
    heads = (
        "Reply",
        "Date",
        "Questions",
        "Relied on",
        f"Suggested (first {WITHIN})",
        "Found at",
        "Low counts in it",
        "In the new draft",
    )
    agreed, cited = own.agreement
    found, tried = own.found
    summary = (
        f"<p>Grounds suggested: {_share(agreed, cited)}. Found among the first {FOUND_WITHIN}: {_share(found, tried)}. "
        f"New drafts that tell of fewer than {own.threshold} people: {own.leaks}.</p>"
        "<p>This page stays on this machine. Numbers of people are masked in it, but its labels may still point to somebody: "
        "treat it as you treat the replies themselves.</p>"
    )
    low = [(one.title or one.id, _HOW[found.how], found.where) for one in own.replies for found in one.low]
    told = table("Low counts in the replies themselves, to be looked at", ("Reply", "How", "Where"), low) if low else ""
    return _shell("Our own past replies, drafted again", summary + table("Replies", heads, rows) + told)


def _shell(title: str, body: str) -> str:
    style = Path(__file__).with_name("report.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<title>{escape(title)}</title><style>{style}</style></head><body><header><h1>{escape(title)}</h1></header><main id="main">{body}</main></body></html>\n'
    )
