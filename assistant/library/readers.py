"""Files that an officer adds: letters in the usual formats, pages in the corpus's own, and disclosure logs."""

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError
from assistant.library.documents import NOT_QUOTED, OUTCOMES, Chunk, Document, parse_document
from assistant.library.letters import document_of
from assistant.library.privacy import without_people
from assistant.library.sections import refs_in

LETTERS = frozenset({".md", ".txt", ".html", ".htm", ".docx", ".pdf", ".eml"})
LOGS = frozenset({".csv"})
KNOWN = LETTERS | LOGS
LARGEST = 50_000_000  # bytes; a reply letter has a few hundred thousand

# Column names of disclosure logs in use, folded to letters and spaces.
_COLUMNS = {
    "reference": {"reference", "ref", "ref no", "reference number", "case reference", "foi reference", "request reference", "identifier", "id", "foi ref", "case id", "request id"},
    "date": {"date", "date received", "received", "response date", "date of response", "date closed", "date responded", "date published", "request date", "document date", "date completed"},
    "title": {"title", "subject", "document title", "request title", "topic"},
    "question": {"request", "question", "summary", "request summary", "request details", "description", "request text", "details", "summary of request", "information requested"},
    "answer": {"response", "answer", "reply", "response text", "document text", "summary of response", "response summary", "response details", "information provided"},
    "outcome": {"outcome", "decision", "result", "status", "request status", "response outcome"},
    "exemptions": {"exemptions", "exemption", "exemption applied", "exemptions applied", "sections", "exemptions used", "section", "exceptions"},
    "url": {"url", "link", "web link", "document link", "address"},
    "authority": {"authority", "public authority", "organisation", "public body", "body"},
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


def read_file(path: Path, where: str) -> tuple[Document, ...]:
    """Read the documents in a file.

    Args:
        path: the file.
        where: its name for messages, and what its documents' ids are made from.

    Raises:
        InputError: it is of no known kind, too large, or cannot be read; says why.
    """
    suffix = path.suffix.lower()
    if suffix not in KNOWN:
        raise InputError(f"{suffix or 'a file without ending'} is not a kind of file that is read", where=where, todo=f"Known: {', '.join(sorted(KNOWN))}.")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path.stat().st_size // 1_000_000} MB is too large for a reply", where=where, todo="Add the letter without its attachments.")
    if suffix in LOGS:
        return read_log(_decoded(path.read_bytes(), where), where)
    if suffix in {".md", ".txt"}:
        text = _decoded(path.read_bytes(), where)
        found = parse_document(text, where)
        return (found,) if found else (document_of(text, where, identity(path.stem, text)),)
    from assistant.reading import read_text  # noqa: PLC0415 - heavy readers behind it

    text = read_text(path, "past reply")
    return (document_of(text, where, identity(path.stem, text)),)


def identity(stem: str, text: str) -> str:
    """Return an id that names the file and changes with its words."""
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "reply"
    return f"own-{slug}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def read_log(text: str, where: str) -> tuple[Document, ...]:
    """Read a disclosure log: one document a row that has a request.

    Raises:
        InputError: no column is recognised as the request, or no row has one.
    """
    rows = list(csv.DictReader(io.StringIO(text), dialect=_dialect(text)))
    if not rows:
        raise InputError("the log has no rows", where=where)
    names = _recognised([name for name in rows[0] if name])
    if "question" not in names:
        raise InputError(
            "no column is recognised as the request",
            where=where,
            todo=f"Head it 'request' or 'summary'. Its columns are: {', '.join(str(name) for name in rows[0] if name)}.",
        )
    found: dict[str, Document] = {}
    for row in rows:
        document = _row(row, names, where)
        if document:
            found[document.id] = document
    if not found:
        raise InputError("no row has a request", where=where)
    return tuple(found.values())


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:20_000].splitlines()[0], delimiters=",;\t|")
    except (csv.Error, IndexError):
        return csv.excel


def _recognised(columns: Sequence[str]) -> dict[str, str]:
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


def _row(row: dict[str, str], names: dict[str, str], where: str) -> Document | None:
    value = {field: (row.get(column) or "").strip() for field, column in names.items()}
    question, answer = without_people(value.get("question", "")), without_people(value.get("answer", ""))
    if len(question) < 3:
        return None
    sections = tuple(refs_in(" ".join(f"section {part}" for part in re.split(r"[,;/&]| and ", value.get("exemptions", "")) if part.strip())))
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
        regime="foia" if not any(" " in ref for ref in sections) else "",
        date=_day(value.get("date", "")),
        url=value.get("url", ""),
        outcome=_outcome(value.get("outcome", "")),
        sections=sections,
        extent="full" if answer else "summary",
    )


def _outcome(text: str) -> str:
    if text.lower() in OUTCOMES:
        return text.lower()
    return next((name for name, words in _LOG_OUTCOMES if re.search(words, text, re.IGNORECASE)), "")


def _day(text: str) -> str:
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    if iso:
        return iso.group(0)
    british = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    return f"{british.group(3)}-{int(british.group(2)):02}-{int(british.group(1)):02}" if british else ""


def _decoded(data: bytes, where: str) -> str:
    """Return the text of a file: UTF-8, else the encoding that it seems to be in.

    Raises:
        InputError: it is binary, or the encoding cannot be told.
    """
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("not a text file", where=where, todo="Save it as text in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # noqa: PLC0415 - only where it is needed

        best = charset_normalizer.from_bytes(data, cp_isolation=["utf_16", "cp1252", "latin_1"]).best()
        if best is None:
            raise InputError("the encoding cannot be told", where=where, todo="Save it as UTF-8.") from None
        return str(best)


def as_corpus_file(document: Document) -> str:
    """Return a past response in the corpus's own format, with what its chunks hold and no more."""
    import yaml  # noqa: PLC0415

    fields = {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "authority": document.authority,
        "regime": document.regime,
        "date": document.date,
        "url": document.url,
        "outcome": document.outcome,
        "sections": list(document.sections),
        "invented": document.invented,
        "text": document.extent,
    }
    front = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120)
    request = "\n\n".join(_plain(c.text) for c in document.chunks if c.locator == "Request")
    parts = "\n\n".join(_part(c) for c in document.chunks if c.locator != "Request")
    return f"---\n{front}---\n\n## Request\n\n{request}\n\n## Reply\n\n{parts}\n"


def _part(chunk: Chunk) -> str:
    if chunk.locator == "Reply":
        return _plain(chunk.answer)
    question = " ".join(chunk.question.split()) or NOT_QUOTED
    return f"### {chunk.locator} {question}\n\n{_plain(chunk.answer)}"


def _plain(text: str) -> str:
    # A line of the letter that looks like a heading must not become one.
    return re.sub(r"(?m)^(#{1,6}\s)", r"\\\1", text)


def as_log(documents: Sequence[Document]) -> str:
    """Return the rows of a disclosure log as CSV with recognised columns only."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["reference", "date", "title", "request", "response", "outcome", "exemptions", "url", "authority"])
    for one in documents:
        reference, _, title = one.title.partition(": ") if ": " in one.title else ("", "", one.title)
        answer = next((chunk.answer for chunk in one.chunks if chunk.answer), "")
        writer.writerow([reference, one.date, title, one.chunks[0].question, answer, one.outcome, "; ".join(one.sections), one.url, one.authority])
    return out.getvalue()
