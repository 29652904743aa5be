"""Disclosure logs: a CSV file with one request a row, its columns recognised by their names."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import InputError
from assistant.library.documents import OUTCOMES, Chunk, Document
from assistant.library.privacy import without_people
from assistant.library.sections import refs_in

# Column names of disclosure logs in use, folded to letters and spaces.
_COLUMNS: Mapping[str, frozenset[str]] = {
    field: frozenset(names.split(", "))
    for field, names in {
        "reference": "case id, case reference, foi ref, foi reference, id, identifier, ref, ref no, "
        "reference, reference number, request id, request reference",
        "date": "date, date closed, date completed, date of response, date published, date "
        "received, date responded, document date, received, request date, response date",
        "title": "document title, request title, subject, title, topic",
        "question": "description, details, information requested, question, request, request details, "
        "request summary, request text, summary, summary of request",
        "answer": "answer, document text, information provided, reply, response, response details, "
        "response summary, response text, summary of response",
        "outcome": "decision, outcome, request status, response outcome, result, status",
        "exemptions": "exceptions, exemption, exemption applied, exemptions, exemptions applied, "
        "exemptions used, section, sections",
        "url": "address, document link, link, url, web link",
        "regime": "act, law, legislation, regime",
        "authority": "authority, body, organisation, public authority, public body",
    }.items()
}
_LOG_OUTCOMES = (
    ("not-held", r"not held"),
    ("partial", r"part"),
    ("ncnd", r"neither|ncnd"),
    ("cost", r"cost|section 12|limit"),
    ("vexatious", r"vexatious|repeat"),
    ("available-elsewhere", r"available|accessible|section 21"),
    ("future-publication", r"future|section 22"),
    ("withheld", r"refus|withheld|exempt|not (?:released|disclosed|granted)"),
    ("disclosed", r"full|granted|released|disclosed|success|answered|provided|all information"),
)


def identity(stem: str, text: str) -> str:
    """Return an id that names the file and changes with its words."""
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "reply"
    return f"own-{slug}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def read_log(text: str, where: str) -> tuple[Document, ...]:
    """Read a disclosure log in CSV: one document a row that has a request.

    Raises:
        InputError: no column is recognised as the request, or no row has one.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(text), dialect=_dialect(text)))
    except csv.Error as error:
        raise InputError(f"the log is no CSV ({error})", where=where, todo="Export it again as CSV in UTF-8.") from None
    return documents_of(rows, where)


def documents_of(rows: Sequence[Mapping[str, str | None]], where: str) -> tuple[Document, ...]:
    """Return one document for each row of a log that has a request.

    Args:
        rows: each with its values by the log's own names of columns.
        where: the log's file, for messages.

    Raises:
        InputError: no column is recognised as the request, or no row has one.
    """
    if not rows:
        raise InputError("the log has no rows", where=where, todo="Check that it was exported whole.")
    columns = list(dict.fromkeys(name for row in rows for name in row if name))
    names = recognised(columns)
    if "question" not in names:
        raise InputError(
            "no column is recognised as the request",
            where=where,
            todo=f"Head it 'request' or 'summary'. Its columns are: {', '.join(columns[:20])}.",
        )
    found: dict[str, Document] = {}
    for row in rows:
        document = _row(row, names, where)
        if document:
            found[document.id] = document
    if not found:
        raise InputError("no row has a request", where=where, todo="Check that the requests are in it.")
    return tuple(found.values())


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:20_000].splitlines()[0], delimiters=",;\t|")
    except (csv.Error, IndexError):
        return csv.excel


def recognised(columns: Sequence[str]) -> dict[str, str]:
    """Return which column holds what; a title stands in for the request where there is no other."""
    folded = {" ".join(re.sub(r"[^a-z ]+", " ", name.lower()).split()): name for name in columns}
    names: dict[str, str] = {}
    for field, known in _COLUMNS.items():
        match = next((folded[name] for name in folded if name in known), None)
        if match:
            names[field] = match
    if "question" not in names and "title" in names:
        names["question"] = names["title"]
    return names


def _row(row: Mapping[str, str | None], names: dict[str, str], where: str) -> Document | None:
    value = {field: (row.get(column) or "").strip() for field, column in names.items()}
    question, answer = without_people(value.get("question", "")), without_people(value.get("answer", ""))
    if len(question) < 3:
        return None
    sections = tuple(
        refs_in(
            " ".join(
                f"section {part}" for part in re.split(r"[,;/&]| and ", value.get("exemptions", "")) if part.strip()
            )
        )
    )
    title, reference = value.get("title") or question, value.get("reference", "")
    chunks = [Chunk("Request", question, question=question, sections=sections)]
    if answer:
        chunks.append(Chunk("Reply", f"{question}\n\n{answer}", question, answer, sections))
    return Document(
        id=identity(reference or Path(where).stem, f"{reference}\x1f{question}\x1f{answer}"),
        kind="response",
        title=f"{reference}: {title[:100]}" if reference else title[:100],
        chunks=tuple(chunks),
        authority=value.get("authority", ""),
        regime=_regime(value.get("regime", ""), sections),
        date=_day(value.get("date", "")),
        url=value.get("url", ""),
        outcome=outcome_in(value.get("outcome", "")),
        sections=sections,
        extent="full" if answer else "summary",
    )


def _regime(told: str, sections: Sequence[str]) -> str:
    """Return the law that a row names; where it names none, the usual one unless it cites another act."""
    for regime, words in (("foisa", r"scot|foisa"), ("eir", r"\beir|environment"), ("foia", r"foi|freedom")):
        if re.search(words, told, re.IGNORECASE):
            return regime
    return "foia" if not any(" " in ref for ref in sections) else ""


def outcome_in(text: str) -> str:
    """Return what a log's words for an outcome mean, in the contract's terms; empty where they are not known."""
    if text.lower() in OUTCOMES:
        return text.lower()
    return next((name for name, words in _LOG_OUTCOMES if re.search(words, text, re.IGNORECASE)), "")


def _day(text: str) -> str:
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    if iso:
        return iso.group(0)
    british = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    return f"{british.group(3)}-{int(british.group(2)):02}-{int(british.group(1)):02}" if british else ""


def as_log(documents: Sequence[Document]) -> str:
    """Return the rows of a disclosure log as CSV with recognised columns only."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["reference", "date", "title", "request", "response", "outcome", "exemptions", "url", "regime", "authority"]
    )
    for one in documents:
        reference, _, title = one.title.partition(": ") if ": " in one.title else ("", "", one.title)
        answer = next((chunk.answer for chunk in one.chunks if chunk.answer), "")
        writer.writerow(
            [
                reference,
                one.date,
                title,
                one.chunks[0].question,
                answer,
                one.outcome,
                "; ".join(one.sections),
                one.url,
                one.regime,
                one.authority,
            ]
        )
    return out.getvalue()
