"""The disclosure log, and the reply as a document of the corpus: both without the person who asked.

An entry holds the questions and the answers, from the letter as it was signed off. What stands above and below them
in the letter (addresses, greeting, rights, signature) does not belong in a log.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from assistant.case import Draft
from assistant.checks import check_letter
from assistant.checks.material import Material
from assistant.files import write_atomically
from assistant.findings import Finding, Verdict
from assistant.law.wording import Wording
from assistant.library.documents import Chunk, Document
from assistant.library.privacy import REMOVED, without_people
from assistant.library.readers import as_corpus_file
from assistant.remember import SIGNED_OFF
from assistant.settings import Authority

FOLDER = "disclosure-log"
TABLE = "disclosure-log.csv"
APPLICANT = "the applicant"
_ANSWERS = re.compile(r"(?m)^## +(?:Our decision|Our answers)[ \t]*$")
_CLOSING = re.compile(r"(?m)^(?:\*\*Internal review|Yours (?:sincerely|faithfully))")
_QUESTION = re.compile(r"(?m)^### +Question +(\d{1,3})[ \t]*$")
# A name under a sign-off or in a header: two to four words that begin with a capital.
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Cllr|Rev|Sir|Dame)\.? +)?([A-Z][\w'’-]*(?: +[A-Z][\w'’.-]*){1,3})"
_SIGNED = re.compile(
    r"(?im)^[ \t>]*(?:yours +(?:faithfully|sincerely|truly)|(?:kind|best|many|warm) +(?:regards|wishes|thanks)|regards|sincerely"
    r"|thank(?:s| you))[ \t]*[,.!]?[ \t]*\n\s*(?-i:" + _NAME + r")[ \t]*$"
)
_SENDER = re.compile(r"(?im)^[ \t>*]*(?:from|name|full name|applicant|requester)[ \t*]*:[ \t]*(?-i:" + _NAME + r")")
_CALLED = re.compile(r"(?i:\bmy (?:full )?name is|\bI am called) +" + _NAME)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A reply in the disclosure log.

    Attributes:
        reference: the authority's own.
        date: of the reply, ISO.
        subject: what it is about.
        regime: foia, eir or foisa.
        outcome: one for each question, in the contract's words, those that repeat once.
        sections: relied on.
        request: the questions.
        response: the answers, as Markdown.
        authority: who replied.
    """

    reference: str
    date: str
    subject: str
    regime: str
    outcome: str
    sections: str
    request: str
    response: str
    authority: str

    def as_markdown(self) -> str:
        """Return the page of the entry."""
        grounds = f"\n- Sections relied on: {self.sections}" if self.sections else ""
        return (
            f"# {self.subject}\n\n- Reference: {self.reference}\n- Date of reply: {self.date}\n"
            f"- Outcome: {self.outcome}{grounds}\n\n## Request\n\n{self.request}\n\n## Response\n\n{self.response}\n"
        )

    @property
    def file_name(self) -> str:
        """The name of its page."""
        return ("-".join(re.findall(r"[A-Za-z0-9]+", self.reference))[:80] or "reply") + ".md"


def log_entry(made: Draft, letter: str, authority: Authority) -> LogEntry:
    """Return the entry for a reply as it stands.

    Args:
        made: the draft that it came from.
        letter: the letter as it is signed off.
        authority: who replies.
    """
    case, names = made.particulars, names_in(made.request.text)
    questions = "\n".join(f"{d.question.number}. {d.question.text}" for d in made.decisions)
    return LogEntry(
        case.reference,
        case.letter_date.isoformat(),
        _cleaned(case.subject, names),
        case.regime,
        ", ".join(dict.fromkeys(one.outcome for one in made.letter.answers)),
        ", ".join(dict.fromkeys(ref for one in made.letter.answers for ref in one.refs)),
        _cleaned(questions, names),
        _cleaned(_response(letter, Wording(case.regime)("review_heading")), names),
        authority.name,
    )


def entry_findings(entry: LogEntry, material: Material) -> tuple[Finding, ...] | None:
    """Return what stops an entry: a low count, or a person; None where a check broke down."""
    try:
        found = check_letter(entry.as_markdown(), replace(material, addressee="")).findings
    except Exception:  # noqa: BLE001 - silence would be a pass
        return None
    if any(one.code.startswith("check.") for one in found):
        return None
    return tuple(f for f in found if f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "person.", "number.")))


def names_in(request: str) -> tuple[str, ...]:
    """Return the names by which the person who asked is called in a request."""
    found = [m.group(1) for pattern in (_SIGNED, _SENDER, _CALLED) for m in pattern.finditer(request)]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in found))


def _cleaned(text: str, names: Sequence[str]) -> str:
    """Take the person who asked out of a text: details by their form, the name wherever it stands."""
    for name in names:
        words = name.split()
        title = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Cllr)\.? +"
        whole = r"\s+".join(map(re.escape, words))
        text = re.sub(rf"(?i)\b(?:{title})?{whole}\b|\b{title}{re.escape(words[-1])}\b", APPLICANT, text)
        text = re.sub(rf"\b{re.escape(words[-1])}\b", REMOVED, text)
    return without_people(text)


def _response(letter: str, rights: str) -> str:
    """Return the part of a letter from its decision to the heading of the rights."""
    begins = _ANSWERS.search(letter)
    text = letter[begins.start() :] if begins else letter
    text = re.split(rf"(?m)^#+ +{re.escape(rights)}", text)[0]
    ends = _CLOSING.search(text)
    return re.sub(r"(?m)^##(#*) ", r"###\1 ", text[: ends.start()] if ends else text).strip()


def document_of(entry: LogEntry, case: str) -> str:
    """Return a reply as a file of the corpus: the authority's own past response, a part for each question.

    Args:
        entry: as it stands in the disclosure log.
        case: the id of the case, which the document's id is made from.
    """
    outcomes = entry.outcome.split(", ")
    sections = tuple(part for part in entry.sections.split(", ") if part)
    chunks = [Chunk("Request", entry.request, question=entry.request, sections=sections)]
    chunks += [Chunk(name, text, asked, text, sections) for name, asked, text in _parts(entry)]
    document = Document(
        id=document_id(case),
        kind="response",
        title=f"{entry.reference}: {entry.subject}",
        chunks=tuple(chunks),
        authority="" if entry.authority.startswith("[") else entry.authority,
        regime=entry.regime,
        date=entry.date,
        outcome=outcomes[0] if len(outcomes) == 1 else "partial",
        sections=sections,
    )
    return as_corpus_file(document)


def document_id(case: str) -> str:
    """Return the id under which the reply of a case stands in the corpus."""
    return f"{SIGNED_OFF}{case}"


def _parts(entry: LogEntry) -> Iterator[tuple[str, str, str]]:
    text = re.sub(r"(?m)^###(#*) ", r"##\1 ", entry.response)
    heads = list(_QUESTION.finditer(text))
    if not heads:
        yield "Reply", "", entry.response
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        body = re.split(r"(?m)^## ", text[head.end() : end])[0].strip()
        asked, _, answer = body.partition("\n\n") if body.startswith(">") else ("", "", body)
        yield f"Q{head.group(1)}", " ".join(asked.lstrip("> ").split()), answer.strip()


def write_log(folder: Path, entries: Iterable[LogEntry]) -> Path:
    """Write the disclosure log anew: a page for each entry, and the table of all of them.

    Args:
        folder: the data folder.
        entries: one for each reply that stands, in any order.

    Returns:
        Where the table lies.

    Raises:
        InputError: the data folder cannot be written.
    """
    target = folder / FOLDER
    ordered = sorted(entries, key=lambda one: (one.date, one.reference))
    target.mkdir(parents=True, exist_ok=True)
    pages: dict[str, LogEntry] = {}
    for one in ordered:
        name = one.file_name
        while name in pages:  # two replies under one reference
            name = f"{name.removesuffix('.md')}-again.md"
        pages[name] = one
    for name, one in pages.items():
        write_atomically(target / name, one.as_markdown().encode())
    out = io.StringIO(newline="")
    names = [one.name for one in fields(LogEntry)]
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(text) for name, text in asdict(one).items()} for one in ordered)
    write_atomically(target / TABLE, out.getvalue().encode())
    return target / TABLE


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running what stands in a cell."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
