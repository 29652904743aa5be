"""The words of cases, for search: without figures, tables, or the people who asked."""

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache

from assistant.cases.record import Case, State
from assistant.cases.shown import without_figures
from assistant.library.privacy import without_people

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found.

    Attributes:
        case: the case.
        text: the words round those looked for; "" where the reference was found.
    """

    case: Case
    text: str

    def as_json(self) -> dict[str, object]:
        """Return it for scripts."""
        return {**self.case.as_json(), "text": self.text}


def index(connection: sqlite3.Connection, case: str, title: str, state: State) -> None:
    """Put the words of a case in the place of those that search knew of it."""
    parts = (state.request, state.notes, state.letter)
    text = "\n\n".join(_words(part, state.reference) for part in parts if part.strip())
    connection.execute("DELETE FROM words WHERE case_id = ?", (case,))
    connection.execute("INSERT INTO words VALUES (?, ?, ?)", (case, title, text))


# While a letter is typed, the request beside it stays the same.
@lru_cache(maxsize=64)
def _words(text: str, reference: str) -> str:
    return without_figures(without_people(text), reference)


def found_by(connection: sqlite3.Connection, words: str, limit: int) -> list[tuple[str, str]]:
    """Return the ids of the cases that hold all of some words, the best first, with the words round them."""
    wanted = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words))
    if not wanted:
        return []
    rows = connection.execute(
        f"SELECT case_id, snippet(words, -1, '', '', ' … ', {_AROUND}) FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?",  # noqa: S608
        (wanted, limit),
    )
    return [(row[0], " ".join(row[1].split())) for row in rows]
