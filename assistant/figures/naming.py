"""What the tables of an officer are called in notes, messages and on the page."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.tables import Table


def told_apart(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables of one file, each with a source of its own where there are several ("a.xlsx#2")."""
    if len(tables) == 1:
        return tuple(tables)
    return tuple(replace(table, source=f"{table.source}#{n}") for n, table in enumerate(tables, 1))
