"""``foi corpus fetch``: what is asked for by name or by address, fetched one after the other."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.errors import LibraryError
from assistant.fetching.client import Client, Manners
from assistant.fetching.holidays import ADDRESS, fetch_holidays
from assistant.fetching.holidays import NAME as HOLIDAYS
from assistant.fetching.legislation import fetch_legislation
from assistant.fetching.outcome import Outcome
from assistant.fetching.replies import fetch_log
from assistant.fetching.request_site import fetch_request, is_request
from assistant.fetching.statutes import GROUPS, PUBLISHER, STATUTES
from assistant.fetching.store import Store


def fetch(
    names: Sequence[str], data: Path, today: date, publisher: str = "", manners: Manners | None = None
) -> Outcome:
    """Fetch what is named; the index is the caller's to bring up to date.

    A run that stops half-way goes on where it stopped when the same is asked for again within a day.

    Args:
        names: of statutes, ``legislation`` for all of them; ``bank-holidays``; addresses of a disclosure log, of a
            request on WhatDoTheyKnow, or of a file of bank holidays.
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
        if name not in STATUTES and name != HOLIDAYS and not _is_address(name):
            known = ", ".join([*GROUPS, *STATUTES, HOLIDAYS])
            raise LibraryError(
                f"there is nothing to fetch by the name {name!r}",
                todo=f"Names: {known}; or the address of a disclosure log or a request, https://...",
            )
    store, task = Store(data), " ".join([*wanted, publisher])
    with Client(store, manners, store.began(task)) as client:
        found = fetch_legislation(
            [name for name in wanted if name in STATUTES], client, data, today, publisher or PUBLISHER
        )
        for name in wanted:
            if name not in STATUTES:
                found += _one(name, client, data)
        if not found.failed:
            store.finish(task)
            if any(_is_address(name) for name in wanted):
                client.forget_pages()
    return found


def _one(name: str, client: Client, data: Path) -> Outcome:
    try:
        if name == HOLIDAYS or name.endswith("/bank-holidays.json"):
            return fetch_holidays(client, data, ADDRESS if name == HOLIDAYS else name)
        return fetch_request(name, client, data) if is_request(name) else fetch_log(name, client, data)
    except LibraryError as error:
        return Outcome(failed=(" ".join(str(error).split()),))


def _is_address(name: str) -> bool:
    return name.startswith(("https://", "http://"))
