"""What a reader knows, as unknowns and the sums that tie them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.errors import FoiError

V = TypeVar("V", bound=Hashable)
Interval = tuple[int, int | None]


class AttackError(FoiError):
    """The solver failed, or what is published contradicts itself; either way nothing is proved."""


@dataclass(frozen=True, slots=True)
class Constraint(Generic[V]):
    """Low ≤ the weighted sum of variables ≤ high; None where a side is open.

    Attributes:
        terms: variables with their whole-number weights.
        low: least value of the sum.
        high: greatest value of the sum.
    """

    terms: tuple[tuple[V, int], ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class System(Generic[V]):
    """Everything that a reader knows.

    Attributes:
        variables: each unknown with its least and greatest value (None: no limit).
        constraints: what is known to hold between them.
    """

    variables: Mapping[V, tuple[float, float | None]]
    constraints: tuple[Constraint[V], ...]
