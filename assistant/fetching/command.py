"""``foi corpus fetch``: what is asked for by name or by address, fetched one after the other."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.errors import LibraryError
from assistant.fetching.client import Client, Manners
from assistant.fetching.legislation import fetch_legislation
from assistant.fetching.outcome import Outcome
from assistant.fetching.statutes import GROUPS, PUBLISHER, STATUTES
from assistant.fetching.store import Store


def fetch(
    names: Sequence[str], data: Path, today: date, publisher: str = "", manners: Manners | None = None
) -> Outcome:
    """Fetch what is named; the index is the caller's to bring up to date.

    A run that stops half-way goes on where it stopped when the same is asked for again within a day.

    Args:
        names: of statutes, ``legislation`` for all of them.
        data: the data folder.
        today: the officer's own day.
        publisher: an address to fetch legislation from in place of the publisher's.
        manners: how hard to try.

    Raises:
        LibraryError: a name is not known; nothing is fetched then.
        SettingsError: the data folder cannot be written.
    """
    wanted = tuple(dict.fromkeys(one for name in names for one in GROUPS.get(name, (name,))))
    for name in wanted:
        if name not in STATUTES:
            raise LibraryError(
                f"there is nothing to fetch by the name {name!r}", todo=f"Names: {', '.join([*GROUPS, *STATUTES])}."
            )
    store, task = Store(data), " ".join([*wanted, publisher])
    found = Outcome()
    with Client(store, manners, store.began(task)) as client:
        found += fetch_legislation(wanted, client, data, today, publisher or PUBLISHER)
    if not found.failed:
        store.finish(task)
    return found
