"""The law's text from its publisher into the corpus.

A statute that does not come, or does not come whole, is named, and the text that was there before is kept.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.errors import LibraryError
from assistant.fetching.client import XML, Client
from assistant.fetching.clml import StatuteText, read_clml
from assistant.fetching.complete import gaps, listed
from assistant.fetching.corpus_files import as_files, effects_in_words, in_words, outstanding, put
from assistant.fetching.outcome import Outcome
from assistant.fetching.statutes import LICENCE, PUBLISHER, STATUTES, Statute
from assistant.fetching.store import FOLDER
from assistant.files import write_atomically

RECORD = "legislation.json"


def fetch_legislation(
    names: Iterable[str], client: Client, data: Path, today: date, publisher: str = PUBLISHER
) -> Outcome:
    """Fetch statutes and put their text into the corpus; the index is the caller's to bring up to date.

    Args:
        names: of ``STATUTES``.
        client: to fetch with.
        data: the data folder.
        today: to tell which outstanding changes are in force.
        publisher: the address to fetch from, if not the publisher's own.

    Raises:
        SettingsError: the data folder cannot be written.
    """
    found = Outcome()
    for name in names:
        statute = STATUTES[name]
        try:
            found += _fetch(statute, client, data, today, publisher)
        except LibraryError as error:
            found += Outcome(failed=(_line(f"{statute.title}: {error}"),))
    return found


def _fetch(statute: Statute, client: Client, data: Path, today: date, publisher: str) -> Outcome:
    texts, fetched = [], ""
    for address in statute.addresses(publisher):
        page = client.get(address, XML)
        try:
            texts.append(read_clml(page.content, address))
        except LibraryError:
            client.forget(address)
            raise
        fetched = max(fetched, page.fetched)
    text = _together(texts)
    lacking = gaps(statute, text)
    if lacking.whole:
        for address in statute.addresses(publisher):
            client.forget(address)
        raise LibraryError(
            f"its text is not whole: {statute.word} {listed(lacking.whole)} is missing",
            todo="Nothing was changed; the earlier text or the digest serves meanwhile. Try again later.",
        )
    changed = put(statute.name, as_files(statute, text.head, text.provisions), data)
    warnings = tuple(_warnings(statute, text, lacking.parts, lacking.repealed, today))
    _record(statute, text, fetched, warnings, data)
    gone = sum(1 for one in text.provisions if one.state != "in force")
    came = (
        f"{statute.title}: {len(text.provisions) - gone} provisions as at {in_words(text.head.version)}"
        + (f", {gone} not in force and not quoted" if gone else "")
        + ("" if changed else ", nothing new")
    )
    return Outcome((came,), warnings, for_corpus=True)


def _together(texts: Sequence[StatuteText]) -> StatuteText:
    """Return one text of the parts of a statute; its version is that of the oldest part."""
    heads = [one.head for one in texts]
    effects = tuple(dict.fromkeys(effect for head in heads for effect in head.effects))
    numbers = {one.number for text in texts for one in text.provisions}
    if len(texts) > 1:  # a part's head lists the changes to the whole statute
        effects = tuple(one for one in effects if not one.bases or one.bases & numbers)
    head = replace(
        heads[0],
        version=min((one.version for one in heads if one.version), default=""),
        revised=all(one.revised for one in heads),
        effects=effects,
    )
    provisions = {(one.number, one.extent): one for text in texts for one in text.provisions}
    refs = frozenset(ref for text in texts for ref in text.refs)
    return StatuteText(head, tuple(provisions.values()), refs, frozenset(r for t in texts for r in t.gone) - refs)


def _warnings(
    statute: Statute, text: StatuteText, parts: Sequence[str], repealed: Sequence[str], today: date
) -> Iterable[str]:
    due, later = outstanding(text.head, today)
    if not text.head.revised:
        yield f"{statute.title}: this is the text as first made; later amendments are not in it"
    if due:
        yield f"{statute.title}: changes in force that are not in the text yet: {effects_in_words(due)}"
    if later:
        yield f"{statute.title}: changes to come, or without a date: {effects_in_words(later)}"
    if repealed:
        yield f"{statute.title}: not in force any more or yet, though the digests speak of it: {listed(repealed)}"
    if parts:
        yield f"{statute.title}: the digests speak of these, and they were not found in the text: {listed(parts)}"


def _record(statute: Statute, text: StatuteText, fetched: str, warnings: tuple[str, ...], data: Path) -> None:
    """Note what was fetched, of which version, under which licence, and what is outstanding."""
    known = records(data)
    known[statute.name] = {
        "title": statute.title,
        "source": f"{PUBLISHER}/{statute.path}",
        "version": text.head.version,
        "revised": text.head.revised,
        "fetched": fetched,
        "licence": LICENCE,
        "provisions": len(text.provisions),
        "outstanding": [one.in_words() for one in text.head.effects],
        "warnings": list(warnings),
    }
    write_atomically(data / FOLDER / RECORD, json.dumps(known, ensure_ascii=False, indent=1).encode())


def records(data: Path) -> dict[str, dict[str, object]]:
    """Return what was fetched before, by the statutes' names; empty where nothing was."""
    try:
        found = json.loads((data / FOLDER / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def records_in_words(data: Path) -> list[str]:
    """Return a line for each statute that was fetched: which version, when, and what was to be said of it then."""
    found = []
    for known in records(data).values():
        warnings = known.get("warnings")
        found.append(
            f"{known['title']}: text as at {in_words(str(known['version']))}, fetched {known['fetched']} ({known['licence']})."
        )
        found += [f"  {warning}." for warning in warnings] if isinstance(warnings, list) else []
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
