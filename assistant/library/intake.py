"""Takes files into the library: a cleaned copy of each goes into the data folder, once for each change of the file.

What came from where is noted, so that a file that is offered again costs nothing, one that changed replaces its copy,
and a run that was killed goes on where it stopped.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import InputError, LibraryError, SettingsError
from assistant.library.database import Database
from assistant.library.described import checked, lacking, with_fields
from assistant.library.documents import Document, parse_document
from assistant.library.logs import as_log, identity
from assistant.library.offers import Offer
from assistant.library.readers import LOGS, as_corpus_file, read_file
from assistant.library.sources import OWN

REFUSED = "refused:"
# Before the name of a copy: what an officer said of it.
SAID = "said:"
# Raise it when a reader reads more than it did: files that are offered again are then read again.
READERS = "2"


class Intake:
    """One run of additions.

    Args:
        folder: the data folder.
        database: where it is noted what came from where.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder / OWN
        self._database = database
        self._taken: dict[str, str] = {}
        self.lacking: dict[str, tuple[str, ...]] = {}
        """What replies that were read in this run do not say of themselves, by id."""

    def take(self, offer: Offer) -> Path:
        """Put a cleaned copy of a file into the data folder: what is found in it, without the people who asked.

        Returns:
            The copy.

        Raises:
            InputError: the file cannot be used, or another of this run has its id.
            SettingsError: the data folder cannot be written.
        """
        note = f"from:{offer.origin}"
        stamp, _, before = self._database.get(note).partition("\t")
        if stamp == f"{READERS}:{offer.stamp}" and (self._folder / before).is_file():
            self._claim(before, offer.where)
            return self._folder / before
        name, content = _cleaned(offer)
        self._claim(name, offer.where)
        # What an officer said of the reply holds of its next form, too.
        if said := self._database.get(f"{SAID}{before or name}") or self._database.get(f"{SAID}{name}"):
            self._database.put(f"{SAID}{name}", said)
            content = with_fields(content, json.loads(said))
        copy = self._written(name, content)
        if (document := _reply_in(content, offer.where)) and (missing := lacking(document)):
            self.lacking[document.id] = missing
        self._database.put(note, f"{READERS}:{offer.stamp}\t{name}")
        if before and before != name and not self._database.noted_elsewhere("from:", f"\t{before}"):
            (self._folder / before).unlink(missing_ok=True)
        return copy

    def describe(self, name: str, said: Mapping[str, str]) -> None:
        """Put what an officer says of a reply of the authority's own into its copy, and keep it for the reply's next form.

        Raises:
            LibraryError: no copy of one reply has that id.
            InputError: a value is none that its field may have.
        """
        copy = self._folder / f"{name}.md"
        document = _reply_in(copy.read_text("utf-8"), name) if copy.parent == self._folder and copy.is_file() else None
        if document is None:
            raise LibraryError(
                f"{name} is no reply that you added as a letter",
                todo="foi corpus status lists the ids; a disclosure log says these things in its own columns.",
            )
        fields = checked(said, document.regime)
        self._written(copy.name, with_fields(copy.read_text("utf-8"), fields))
        before = json.loads(self._database.get(f"{SAID}{copy.name}") or "{}")
        self._database.put(f"{SAID}{copy.name}", json.dumps({**before, **fields}))

    def note_refused(self, path: Path, problems: Sequence[str]) -> None:
        """Keep what of an offered file could not be used and why, in place of what was kept of it before."""
        name, told = f"{REFUSED}{path.resolve()}", "\n".join(problems)
        if self._database.get(name) != told:
            self._database.put(name, told)

    def _claim(self, name: str, where: str) -> None:
        if other := self._taken.get(name):
            raise InputError(
                f"it has the same id as {other}, or is a copy of it",
                where=where,
                todo="Leave one out, or give it another id.",
            )
        self._taken[name] = where

    def _written(self, name: str, content: str) -> Path:
        target = self._folder / name
        data = content.encode()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (target.is_file() and target.read_bytes() == data):
                half = target.with_name(f".{name}.part")
                half.write_bytes(data)
                half.replace(target)
        except OSError as error:
            raise SettingsError(
                f"the data folder cannot be written ({error.strerror})",
                where=str(self._folder),
                todo="Make room or make it writable, or set FOI_DATA to another folder.",
            ) from None
        return target


def _reply_in(content: str, where: str) -> Document | None:
    """Return the past reply that a copy holds; None where it holds a log or law."""
    document = parse_document(content, where) if content.startswith("---\n") else None
    return document if document and document.kind == "response" else None


def _cleaned(offer: Offer) -> tuple[str, str]:
    """Return the name and the content of the copy to keep."""
    try:
        found = read_file(offer.path, offer.where)
        if offer.path.suffix.lower() in LOGS and len(found) > 1:
            content = as_log(found)
            return f"{identity(offer.path.stem, content).removeprefix('own-')}.csv", content
        if found[0].kind == "legislation":
            return f"{found[0].id}.md", offer.path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"it cannot be read ({error.strerror})", where=offer.where, todo="Check that you may read it."
        ) from None
    return f"{found[0].id}.md", as_corpus_file(found[0])


def refused(database: Database) -> list[str]:
    """Return what was offered and could not be used, of files that are still where they were."""
    noted = database.noted(REFUSED).items()
    return [problem for place, told in noted if told and Path(place).exists() for problem in told.split("\n")]
