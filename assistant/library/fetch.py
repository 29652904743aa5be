"""Legislation from its publisher, in CLML, into the library; the program works the same without it.

The text is fetched on the user's machine and kept in the data folder. Each section becomes a document
of its own, with the address, the date of the version and the licence.
"""

import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assistant.errors import LibraryError

if TYPE_CHECKING:
    from assistant.library.index import Library
    from assistant.library.status import Changes

PUBLISHER = "https://www.legislation.gov.uk"
LICENCE = "Open Government Licence v3.0"
TRIES = 4
MAX_BYTES = 60_000_000
_AGENT = "foi-assistant (fetches legislation for a public authority's own library)"


@dataclass(frozen=True, slots=True)
class Statute:
    """One piece of legislation.

    Attributes:
        path: its address under the publisher's.
        regime: the regime it belongs to, "" for neighbouring law.
        name: for titles.
        word: what its provisions are called.
        wanted: provisions that must be there; their absence means that the text is not whole.
    """

    path: str
    regime: str
    name: str
    word: str
    wanted: tuple[str, ...]


STATUTES = {
    "foia": Statute(
        "ukpga/2000/36", "foia", "Freedom of Information Act 2000", "section", ("1", "11A", "17", "22A", "40")
    ),
    "eir": Statute(
        "uksi/2004/3391", "eir", "Environmental Information Regulations 2004", "regulation", ("5", "12", "13", "14")
    ),
    "foisa": Statute(
        "asp/2002/13", "foisa", "Freedom of Information (Scotland) Act 2002", "section", ("1", "16", "38")
    ),
    "fees": Statute("uksi/2004/3244", "foia", "Appropriate Limit and Fees Regulations 2004", "regulation", ("3", "4")),
}
GROUPS = {"legislation": tuple(STATUTES)}


@dataclass(frozen=True, slots=True)
class Provision:
    """One section or regulation of a statute.

    Attributes:
        number: "40".
        title: its heading.
        parts: the reference of each subsection, and its text.
    """

    number: str
    title: str
    parts: tuple[tuple[str, str], ...]


def fetch(names: Sequence[str], library: "Library", publisher: str = PUBLISHER) -> "Changes":
    """Fetch legislation and add it to the library.

    Args:
        names: ``legislation`` for all, or ``foia``, ``eir``, ``foisa``, ``fees``.
        library: where it goes.
        publisher: the address to fetch from.

    Raises:
        LibraryError: a name is not known, the publisher cannot be reached, or what came is not whole.
    """
    unknown = [name for name in names if name not in {*STATUTES, *GROUPS}]
    if unknown:
        raise LibraryError(
            f"there is nothing to fetch by the name {unknown[0]!r}", todo=f"Names: {', '.join([*GROUPS, *STATUTES])}."
        )
    wanted = dict.fromkeys(one for name in names for one in GROUPS.get(name, (name,)))
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            statute = STATUTES[name]
            content = _get(f"{publisher}/{statute.path}/data.xml")
            _write(name, statute, content, Path(folder))
        return library.add([Path(folder)])


def _get(address: str) -> bytes:
    """Get a file, politely: one at a time, with a name, waiting longer after each failure."""
    import httpx  # only a fetch needs it

    problem = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(min(2.0**attempt / 4, 4))
        try:
            reply = httpx.get(address, headers={"User-Agent": _AGENT}, timeout=60, follow_redirects=True)
        except httpx.HTTPError as error:
            problem = type(error).__name__
            continue
        if reply.status_code == 200 and len(reply.content) <= MAX_BYTES:
            return reply.content
        problem = f"status {reply.status_code}"
        if reply.status_code in {401, 403, 404, 410}:
            break
    raise LibraryError(
        f"the legislation could not be fetched ({problem})",
        where=address,
        todo="Check the network and try again; the digests that travel with the program serve meanwhile.",
    )


def _write(name: str, statute: Statute, content: bytes, folder: Path) -> None:
    """Write one corpus file a provision.

    Raises:
        LibraryError: it is not CLML, or provisions are missing.
    """
    provisions, version = read_clml(content, statute.path)
    missing = [one for one in statute.wanted if one not in {p.number for p in provisions}]
    if missing:
        raise LibraryError(
            f"the text of the {statute.name} is not whole: {statute.word} {', '.join(missing)} is missing",
            where=statute.path,
            todo="Try again later; nothing was added.",
        )
    for provision in provisions:
        front = {
            "id": f"{name}-text-{provision.number.lower()}",
            "kind": "legislation",
            "title": f"{statute.name}, {statute.word} {provision.number}: {provision.title} (text)",
            "regime": statute.regime,
            "section": provision.number,
            "source": f"{PUBLISHER}/{statute.path}/{statute.word}/{provision.number}",
            "checked": version,
            "status": "verified",
            "licence": LICENCE,
        }
        body = "\n\n".join(f"## {ref}\n\n{text}" for ref, text in provision.parts)
        text = f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{body}\n"
        (folder / f"{front['id']}.md").write_text(text, "utf-8")


def read_clml(content: bytes, where: str) -> tuple[tuple[Provision, ...], str]:
    """Read the provisions of a statute, and the date of the version, from CLML.

    Raises:
        LibraryError: it is not CLML.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise LibraryError("what came is not legislation", where=where, todo="Try again later.") from error
    version = next((_text(e) for e in root.iter() if _tag(e) in {"valid", "modified"} and _text(e)), "")[:10]
    # The paragraphs of schedules use the same numbers and are left out.
    groups = [
        group for body in root.iter() if _tag(body) == "Body" for group in body.iter() if _tag(group) == "P1group"
    ]
    numbers: dict[str, Provision] = {}
    for group in groups:
        title = next((_text(e) for e in group if _tag(e) == "Title"), "")
        for element in group.iter():
            if _tag(element) == "P1" and (found := _provision(element, title)):
                numbers.setdefault(found.number, found)
    if not numbers:
        raise LibraryError("what came holds no provisions", where=where, todo="Try again later.")
    return tuple(numbers.values()), version


def _provision(element: Any, title: str) -> Provision | None:  # noqa: ANN401 - ElementTree's elements
    number = next((_text(e) for e in element if _tag(e) == "Pnumber"), "").strip(". ")
    if not re.fullmatch(r"\d{1,3}[A-Z]{0,2}", number):
        return None
    parts = [
        (f"{number}({label})", _words(second))
        for second in element.iter()
        if _tag(second) == "P2" and (label := next((_text(e) for e in second if _tag(e) == "Pnumber"), "").strip("() "))
    ]
    whole = _words(element)
    return Provision(
        number, title or "(no heading)", tuple(p for p in parts if p[1]) or ((number, whole or "Repealed."),)
    )


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text of a provision with the labels of its paragraphs in brackets, its own number left out."""
    own = next((e for e in element if _tag(e) == "Pnumber"), None)
    pieces = list(_pieces(element, own))
    return re.sub(r"\s+", " ", " ".join(pieces)).strip()


def _pieces(element: Any, own: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element:
        tag = _tag(child)
        if child is own or tag in {"CommentaryRef", "Commentaries", "Title"}:
            continue
        if tag == "Pnumber":
            yield f"({_text(child).strip('() ')})"
        elif tag == "Text":
            yield _text(child)
        else:
            yield from _pieces(child, own)


def _tag(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]


def _text(element: Any) -> str:  # noqa: ANN401
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
