"""Takes files into the library: a cleaned copy of each goes into the data folder, once for each change of the file.

What came from where is noted, so that a file that is offered again costs nothing, one that changed replaces its copy,
and a run that was killed goes on where it stopped.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError, SettingsError
from assistant.library.database import Database
from assistant.library.logs import as_log, identity
from assistant.library.offers import Offer
from assistant.library.readers import LOGS, as_corpus_file, read_file
from assistant.library.sources import OWN

REFUSED = "refused:"
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
        copy = self._written(name, content)
        self._database.put(note, f"{READERS}:{offer.stamp}\t{name}")
        if before and before != name and not self._database.noted_elsewhere("from:", f"\t{before}"):
            (self._folder / before).unlink(missing_ok=True)
        return copy

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
