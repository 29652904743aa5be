"""A document of the corpus and its chunks; the reader of the corpus's own format.

The format is Markdown with YAML front matter. A past response has ``## Request`` and ``## Reply``
with parts ``### Q1 …``: one chunk a part, and one for the whole request. A digest of a statute has
one ``##`` heading a subsection: one chunk each.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from assistant.errors import InputError
from assistant.library.parts import OWN_HEADING
from assistant.library.passages import Kind
from assistant.library.sections import base_of, normalised, refs_in

# Heads an answer whose question the letter did not repeat, so that its first paragraph is not taken for one.
NOT_QUOTED = "[question not quoted]"
OUTCOMES = frozenset(
    [
        "disclosed",
        "partial",
        "withheld",
        "not-held",
        "cost",
        "vexatious",
        "available-elsewhere",
        "future-publication",
        "ncnd",
        "undecided",
    ]
)
REGIMES = frozenset({"foia", "eir", "foisa"})
STATUSES = frozenset({"overturned", "superseded"})
# The words of the disclosure logs that the corpus was drawn from, in the contract's terms.
_OUTCOME_WORDS = {
    "full": "disclosed",
    "refused": "withheld",
    "already-available": "available-elsewhere",
}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is found and quoted as one.

    Attributes:
        locator: where in the document, for a person.
        text: the words.
        question: of a past response, or "".
        answer: of a past response, or "".
        sections: references it cites or digests.
    """

    locator: str
    text: str
    question: str = ""
    answer: str = ""
    sections: tuple[str, ...] = ()

    def id_in(self, document: str) -> str:
        """Return an identifier that depends on nothing but the document and the words."""
        words = "\x1f".join((document, self.locator, self.text))
        return f"{document}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Document:
    """A past response or a piece of law, with where it is from.

    Attributes:
        id: unique in the library.
        kind: response or legislation.
        title: for a person.
        chunks: at least one.
        authority: the body that replied.
        authority_type: police, council, nhs …
        regime: foia, eir, foisa or "".
        date: ISO, or "" where it is not known.
        url: where it was published.
        outcome: in the contract's words, or "".
        sections: cited as grounds.
        invented: an example that nobody sent.
        extent: "summary" or "full".
        checked: when the law was last checked, ISO.
        status: verified, part or unverified, of law; overturned or superseded, of a past response.
    """

    id: str
    kind: Kind
    title: str
    chunks: tuple[Chunk, ...]
    authority: str = ""
    authority_type: str = ""
    regime: str = ""
    date: str = ""
    url: str = ""
    outcome: str = ""
    sections: tuple[str, ...] = ()
    invented: bool = False
    extent: str = "full"
    checked: str = ""
    status: str = ""


def parse_document(text: str, where: str) -> Document | None:
    """Read a document in the corpus's format.

    Args:
        text: the whole file.
        where: its name, for messages.

    Returns:
        The document, or None where the text has no front matter.

    Raises:
        InputError: the front matter cannot be read, or lacks or contradicts what the format asks for.
    """
    front = _FRONT.match(text)
    if not front:
        return None
    fields = _fields(front.group(1), where)
    body = text[front.end() :].replace("\r\n", "\n").strip()
    kind = str(fields.get("kind", ""))
    if kind == "response":
        return _response(fields, body, where)
    if kind == "legislation":
        return _legislation(fields, body, where)
    raise InputError(f"kind is {kind!r}", where=where, todo="Write 'kind: response' or 'kind: legislation'.")


def read_document(path: Path) -> Document | None:
    """Read a file in the corpus's format; None where it has no front matter.

    Raises:
        InputError: it is not UTF-8, or not in the format.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not UTF-8 text", where=path.name, todo="Save it as UTF-8.") from None
    return parse_document(text, path.name)


def _fields(text: str, where: str) -> Mapping[str, Any]:
    import yaml

    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both safe
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 2
        raise InputError(
            "the front matter is not YAML",
            where=f"{where}, line {line}",
            todo="Put quotation marks around a value that holds a colon.",
        ) from None
    if not isinstance(loaded, dict):
        raise InputError("the front matter has no fields", where=where)
    return cast("Mapping[str, Any]", loaded)


def _identity(fields: Mapping[str, Any], where: str) -> str:
    name = str(fields.get("id", ""))
    if not _ID.fullmatch(name):
        raise InputError(
            f"id {name!r} is missing or has characters other than letters, digits, '.', '_', '-'",
            where=where,
        )
    return name


def _one_of(fields: Mapping[str, Any], name: str, known: frozenset[str], where: str) -> str:
    value = str(fields.get(name) or "").strip().lower()
    value = _OUTCOME_WORDS.get(value, value) if name == "outcome" else value
    if value and value not in known:
        raise InputError(f"{name} is {value!r}", where=where, todo=f"Write one of: {', '.join(sorted(known))}.")
    return value


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _listed(value: object, regime: str) -> tuple[str, ...]:
    if not value:
        return ()
    items = value if isinstance(value, list) else str(value).split(",")
    refs = (ref for item in items for ref in normalised(str(item), regime))
    return tuple(dict.fromkeys(refs))


def _response(fields: Mapping[str, Any], body: str, where: str) -> Document:
    regime = _one_of(fields, "regime", REGIMES, where)
    sections = _listed(fields.get("sections"), regime)
    name = _identity(fields, where)
    return Document(
        id=name,
        kind="response",
        title=str(fields.get("title") or name),
        chunks=response_chunks(body, sections, where),
        authority=str(fields.get("authority") or ""),
        authority_type=str(fields.get("authority_type") or ""),
        regime=regime,
        date=_day(fields.get("date")),
        url=str(fields.get("url") or ""),
        outcome=_one_of(fields, "outcome", OUTCOMES, where),
        sections=sections,
        invented=bool(fields.get("invented", False)),
        extent=str(fields.get("text") or "full"),
        status=_one_of(fields, "status", STATUSES, where),
    )


def response_chunks(body: str, sections: tuple[str, ...], where: str) -> tuple[Chunk, ...]:
    """Cut the body of a response into its request and its question and answer pairs.

    Raises:
        InputError: it has neither a request nor a reply.
    """
    parts = {title.lower(): text for title, text in _headed(body, "## ")}
    request = parts.get("request", "").strip()
    reply = parts.get("reply", "").strip()
    if not request and not reply:
        raise InputError("it has neither '## Request' nor '## Reply' with text", where=where)
    chunks = [Chunk("Request", request, question=request, sections=sections)] if request else []
    pairs = [part for part in _headed(reply, "### ") if part[1].strip()]
    opening = reply.split("### ", 1)[0].strip() if pairs else ""
    if opening:
        # A reply that is not cut into questions answers the request as a whole.
        whole = all(OWN_HEADING.match(title) for title, _ in pairs)
        chunks.append(_pair("Reply", request if whole else "", opening, sections))
    for title, text in pairs:
        chunks.extend(_answered(title, text, sections))
    if reply and not pairs:
        chunks.append(_pair("Reply", request, reply, sections))
    return tuple(chunks)


def _answered(title: str, text: str, sections: tuple[str, ...]) -> Iterator[Chunk]:
    """A part is headed "Q1", perhaps with the question; else its first paragraph is the question, if it asks one."""
    if OWN_HEADING.match(title):
        yield _pair(title, "", text.strip(), sections)
        return
    match = re.match(r"(?i)(?:q|question)\s*(\d+[a-z]?)\b[\s.:\u2013\u2014-]*(.*)", title)
    locator, asked = (f"Q{match.group(1)}", match.group(2).strip()) if match else (title, "")
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    if not asked and len(paragraphs) == 1 and "\n" in paragraphs[0]:
        paragraphs = [part.strip() for part in paragraphs[0].split("\n", 1)]
    if not asked and len(paragraphs) > 1:
        asked, paragraphs = paragraphs[0], paragraphs[1:]
    asked = "" if asked == NOT_QUOTED else re.sub(r"^[>*_\s]+|[*_\s]+$", "", asked)
    yield _pair(locator, asked, "\n\n".join(paragraphs), sections)


def _pair(locator: str, question: str, answer: str, sections: tuple[str, ...]) -> Chunk:
    text = f"{question}\n\n{answer}" if question else answer
    cited = refs_in(answer)
    return Chunk(locator, text, question, answer, tuple(dict.fromkeys((*cited, *sections))))


def _legislation(fields: Mapping[str, Any], body: str, where: str) -> Document:
    regime = _one_of(fields, "regime", REGIMES, where)
    name, section = _identity(fields, where), str(fields.get("section") or "")
    word = str(fields.get("word") or ("regulation" if regime == "eir" else "section"))
    # Of neighbouring law, whose sections have the same numbers as those of the Act: "dpa 15".
    act = f"{fields['act']} " if fields.get("act") else ""
    chunks = tuple(
        _subsection(heading, text, section, word, act) for heading, text in _headed(body, "## ") if text.strip()
    )
    if not chunks and body:
        chunks = (Chunk(f"{word} {section}".strip(), body, sections=(act + section,) if section else ()),)
    if not chunks:
        raise InputError("it has no text", where=where)
    document = Document(
        id=name,
        kind="legislation",
        title=str(fields.get("title") or name),
        chunks=chunks,
        regime=regime,
        date=_day(fields.get("checked")),
        url=str(fields.get("source") or ""),
        sections=(act + section,) if section else (),
        checked=_day(fields.get("checked")),
        status=str(fields.get("status") or ""),
    )
    return replace(document, sections=tuple(dict.fromkeys((*document.sections, *_bases(chunks)))))


def _bases(chunks: tuple[Chunk, ...]) -> list[str]:
    return [base_of(ref) for chunk in chunks for ref in chunk.sections[:1]]


def _subsection(heading: str, text: str, section: str, word: str, act: str) -> Chunk:
    if heading.startswith("Schedule"):
        return Chunk(heading, text.strip())
    # A heading is a reference with or without words after it ("40(2) Others' data"), or words alone.
    match = re.match(r"(?i)(?:s\.?|section|reg\.?|regulation)?\s*(\d+[A-Z]{0,2}(?:\([0-9A-Za-z]+\))*)(?=\W|$)", heading)
    ref = match.group(1) if match else section
    headed = heading[match.end() :].strip(" .:\u2013\u2014-") if match else heading
    locator = f"{word} {ref}" + (f" ({headed})" if headed and not match else "")
    words = f"{headed}. {text.strip()}" if headed else text.strip()
    return Chunk(locator.strip(), words, sections=(act + ref,) if ref else ())


def _headed(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Yield each heading of one level with what stands under it."""
    for part in re.split(rf"(?m)^{re.escape(mark)}", text)[1:]:
        heading, _, rest = part.partition("\n")
        yield heading.strip().rstrip("#").strip(), rest
