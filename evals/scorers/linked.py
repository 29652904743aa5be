"""Tables of one letter that tell of the same figures, made one table for the attacker.

Two cells are the same figure where their labels are the same, totals left out: the total of 2023 in a table by area and
in a table by sex. The case says that its tables are linked; the labels alone would not show it.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from evals.scorers.tables import TOTAL, Key, Truth

Known = TypeVar("Known")


def joined(truths: Sequence[Truth]) -> Truth:
    """Return one table with the cells and the sums of all."""
    cells = {_name(key): n for truth in truths for key, n in truth.cells.items()}
    sums = {
        (_name(total), tuple(_name(one) for one in members)): None
        for truth in truths
        for total, members in truth.sums()
    }
    return Truth(cells, added=tuple(sums))


def joined_public(shown: Sequence[Mapping[Key, Known]]) -> dict[Key, Known]:
    """Return what is known of the cells of several tables by the names that they have in the one."""
    return {_name(key): known for one in shown for key, known in one.items()}


def _name(key: Key) -> Key:
    return tuple(sorted(label for label in key if label != TOTAL)) or (TOTAL,)
