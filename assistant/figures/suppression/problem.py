"""The cell suppression problem over numbered cells, and what the two ways of probing it share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.errors import FoiError

EPSILON = 1e-6


class SuppressionError(FoiError):
    """No set of cells was found; nothing of the table may be published."""


@dataclass(frozen=True, slots=True, repr=False)
class Equation:
    """Numbered cells whose weighted sum is known to everybody.

    Attributes:
        terms: cells with their weights; a total has the weight -1 among its parts.
    """

    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Problem:
    """Which cells must stay uncertain, and by how much.

    Attributes:
        values: the true counts.
        equations: the sums that hold; their right-hand sides follow from the values.
        shown: least and greatest value that a reader knows of a cell while it is published: equal
            for an exact figure, apart for a rounded one.
        targets: of each cell to protect, the least and the greatest value that it must still be
            able to have in the eyes of a reader.
        hidden: cells that are hidden in any case; the targets are among them.
        unprinted: what stands in no table and costs nothing to hide, such as the difference from an
            earlier release.
        fixed: what can never be hidden: a rounded figure of an earlier release, or a cell that a
            decision lets out.
    """

    values: tuple[int, ...]
    equations: tuple[Equation, ...]
    shown: tuple[tuple[int, int], ...]
    targets: Mapping[int, tuple[int, int]]
    hidden: frozenset[int]
    unprinted: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()

    def shifts(self) -> list[tuple[int, int]]:
        """Return per target and direction by how much a reader must be able to be wrong."""
        found: list[tuple[int, int]] = []
        for cell, (least, greatest) in self.targets.items():
            value = self.values[cell]
            if value > least:
                found.append((cell, least - value))
            if value < greatest:
                found.append((cell, greatest - value))
        return found

    def costs(self) -> list[float]:
        """Return the cost of hiding each cell: one, and a part that never adds up to one.

        The fewest cells count first, then the least count lost; the last part breaks ties, so that
        the same table is always protected alike.
        """
        whole = 2 * sum(self.values) + 2
        size = len(self.values)
        tie = 1 / (whole * (size + 1) ** 2)
        free = self.unprinted | self.fixed
        return [0.0 if i in free else 1 + value / whole + i * tie for i, value in enumerate(self.values)]


@dataclass(frozen=True, slots=True)
class Cut:
    """A sum over hide-or-show choices that every good choice reaches.

    Attributes:
        weights: cells with their weights, all above nothing.
        least: the least value of the sum.
    """

    weights: Mapping[int, float]
    least: float

    def short(self, chosen: Sequence[float]) -> float:
        """Return by how much a choice falls short of it."""
        return self.least - sum(weight * chosen[cell] for cell, weight in self.weights.items())


class Probe(Protocol):
    """A way to ask what a reader can and cannot rule out."""

    def certificate(self, hidden: frozenset[int], cell: int, shift: int) -> frozenset[int] | None:
        """Return hidden cells that together let a cell be wrong by the shift; None if none do."""

    def detour(self, hidden: frozenset[int], cell: int, shift: int, costs: Sequence[float]) -> frozenset[int] | None:
        """Return cheap further cells to hide so that a cell can be wrong by the shift."""

    def cut(self, chosen: Sequence[float], cell: int, shift: int) -> Cut | None:
        """Return what a choice, whole or not, fails for a cell's shift; None if it does not fail."""


def as_cut(terms: Sequence[tuple[int, float, float]], shift: float, hidden: frozenset[int]) -> Cut | None:
    """Make a cut of (cell, room while hidden, room while shown): together they must reach the shift.

    A weight above what is needed is as good as what is needed, since a choice is hide or show.
    """
    need = abs(shift) - sum(shown for _, _, shown in terms)
    need -= sum(min(room - shown, need) for cell, room, shown in terms if cell in hidden)
    if need <= EPSILON:
        return None
    weights = {
        cell: min(room - shown, need) for cell, room, shown in terms if room - shown > EPSILON and cell not in hidden
    }
    return Cut(weights, need)
