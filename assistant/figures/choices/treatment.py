"""How an officer wants a table treated before it is published: less detail, and figures beside the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from assistant.errors import SettingsError
from assistant.figures.beside_counts.columns import Column
from assistant.figures.beside_counts.wished import Wish, computed
from assistant.figures.choices.reshape import Merge, merged, parse_merge, without_total
from assistant.figures.tables import Table


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is to be done with a table.

    Attributes:
        merges: categories to put together.
        dropped: dimensions whose totals are left out.
        added: figures to work out and put beside the counts, each with its dimension.
    """

    merges: tuple[Merge, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[tuple[Wish, str], ...] = ()

    def apply(self, table: Table) -> Table:
        """Return the table with less detail.

        Raises:
            TableError: a dimension, category or total is not there.
        """
        for one in self.merges:
            table = merged(table, one.dimension, one.labels, one.name)
        for name in self.dropped:
            table = without_total(table, name)
        return table

    def columns(self, table: Table) -> tuple[Column, ...]:
        """Return the figures that are to stand beside the counts of a treated table.

        Raises:
            TableError: there is no such dimension, or the total that they need is not there.
        """
        return tuple(computed(table, wish, name) for wish, name in self.added)


def parse_treatment(merges: Sequence[str], dropped: Sequence[str], added: Sequence[str]) -> Treatment:
    """Read what the flags ``--merge``, ``--drop-total`` and ``--add`` say.

    Raises:
        TableError: a merge is not of its form.
        SettingsError: it is not clear what is to be added.
    """
    return Treatment(tuple(map(parse_merge, merges)), tuple(dropped), tuple(map(_parse_added, added)))


def _parse_added(text: str) -> tuple[Wish, str]:
    wish, colon, name = (part.strip() for part in text.partition(":"))
    if not colon or not name or wish not in get_args(Wish):
        raise SettingsError(
            f"it is not clear what {text!r} adds",
            where="--add",
            todo=f"Write one of {', '.join(get_args(Wish))}, and a dimension: --add shares:Region.",
        )
    return cast("Wish", wish), name
