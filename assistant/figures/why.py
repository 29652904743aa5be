"""Why a figure is hidden: for the officer who asks, and for nobody else.

The one mark for all hidden figures tells a reader nothing; these reasons would undo it, so they stand
in no form of a table that is published.
"""

from collections.abc import Iterable, Mapping

from assistant.errors import TableError
from assistant.figures.attack import AttackError
from assistant.figures.attack.published import reader
from assistant.figures.policy import Policy
from assistant.figures.protected import Protected
from assistant.figures.tables import TOTAL, Key, Table

_NAMED = 3
_REASONS = {
    "low": "it is low (under {threshold})",
    "file": "the file itself hides it, so it is treated as a count that may be low",
    "withheld": "an officer chose to hold it back",
    "blocked": "nothing of this table may be published, since a low count could not be protected",
}


def why_hidden(table: Table, safe: Protected) -> Mapping[Key, str]:
    """Return the reason for every hidden figure of a table, in the table's order.

    Args:
        table: the officer's table.
        safe: the same table, protected.
    """
    return {key: why(table, safe, key) for key in safe.reasons}


def why(table: Table, safe: Protected, key: Key) -> str:
    """Say why a figure is hidden; "" where it is shown.

    Of a figure that is not low itself it says which low ones could be worked out if it were shown.
    """
    reason = safe.reasons.get(key)
    if reason is None:
        return ""
    if reason != "protects":
        return _REASONS[reason].format(threshold=safe.threshold)
    exposed = _exposed_by(table, safe, key)
    if not exposed:
        # Not by itself: with tables that share figures, with earlier releases, or one of several ways round.
        beside = " beside what was released before" if safe.compared else ""
        return f"together with others it keeps low figures{beside} from being worked out"
    named = [cell_in_words(one) for one in exposed[:_NAMED]]
    if len(exposed) > _NAMED:
        named.append(f"{len(exposed) - _NAMED} more")
    return f"if it were shown, {' and '.join(named)} could be worked out"


def find_cell(table: Table, words: str) -> Key:
    """Return the cell that an officer names by its labels ("North, 2023"); labels left out mean the total.

    Raises:
        TableError: there is no such cell.
    """
    said = [part.strip().casefold() for part in words.split(",")]
    for key in table.cells:
        if said == [label.casefold() for label in key] or _plain(said) == _plain(label.casefold() for label in key):
            return key
    raise TableError(
        f"there is no cell {words!r}",
        where=table.source,
        todo=f"Name it by its labels, such as {cell_in_words(next(iter(table.cells)))!r}.",
    )


def _plain(labels: Iterable[str]) -> list[str]:
    return sorted(label for label in labels if label != TOTAL.casefold())


def cell_in_words(key: Key) -> str:
    """Name a cell by its labels."""
    return ", ".join(key)


def _exposed_by(table: Table, safe: Protected, key: Key) -> list[Key]:
    """Return the low cells of which something could be found out if a figure were shown as well."""
    count = table.cells[key]
    if count is None:
        return []
    policy = Policy(threshold=safe.threshold, zeros=safe.zeros, round_to=safe.round_to)
    figures = {safe.key_of(cell): cell.value for cell in safe.cells} | {key: count.value}
    spans = dict.fromkeys((one for one in figures if one in safe.low_cells), (policy.lowest, policy.highest))
    try:
        attacker = reader(table.dimensions, figures, policy)
        return attacker.finds_out(spans, attacker.intervals())
    except AttackError:
        return []
