"""GOV.UK's bank holidays, for the clocks."""

import json
from pathlib import Path

from assistant.errors import InputError, LibraryError
from assistant.fetching.client import JSON, Client
from assistant.fetching.outcome import Outcome
from assistant.files import write_atomically
from assistant.law.calendar import FILE, read_calendar

NAME = "bank-holidays"
ADDRESS = "https://www.gov.uk/bank-holidays.json"
_MOST = 2_000_000


def fetch_holidays(client: Client, data: Path, address: str = ADDRESS) -> Outcome:
    """Fetch the bank holidays; the clocks count by them from then on. One that is not whole leaves the earlier one.

    Raises:
        LibraryError: the file cannot be had, or is not whole.
    """
    page = client.get(address, JSON, _MOST)
    try:
        content = json.loads(page.content)
        calendar = read_calendar(content, page.fetched, address)
    except InputError as error:
        client.forget(address)
        raise LibraryError(error.what, where=error.where, todo=error.todo) from None
    except (ValueError, RecursionError):
        client.forget(address)
        raise LibraryError("this is not a JSON file", where=address, todo="Nothing was changed.") from None
    held = {"fetched": page.fetched, "source": address, "calendar": content}
    write_atomically(data / FILE, json.dumps(held, ensure_ascii=False, indent=1).encode())
    span = f"{min(calendar.years)} to {max(calendar.years)}"
    return Outcome((f"Bank holidays of the United Kingdom, {span}, fetched on {page.fetched}",))
