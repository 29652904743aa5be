"""The disclosure policy: what counts as low, and how a hidden figure is marked."""

from dataclasses import dataclass
from typing import Literal

from assistant.errors import SettingsError

MIN_THRESHOLD, MAX_THRESHOLD = 2, 1000


@dataclass(frozen=True, slots=True)
class Policy:
    """What is low and how it is hidden. The threshold is the house's choice; the law has none.

    Attributes:
        threshold: counts from 1 to one less are low.
        zeros: with ``hide``, 0 is low too.
        mark: what stands for every hidden figure.
        round_to: released figures are rounded to this base; None for exact figures.
        time_limit: seconds for finding the fewest cells to hide; after it a good set is taken.

    Raises:
        SettingsError: a value is absurd.
    """

    threshold: int = 5
    zeros: Literal["show", "hide"] = "show"
    mark: str = "[c]"
    round_to: int | None = None
    time_limit: float = 20.0

    def __post_init__(self) -> None:
        if not MIN_THRESHOLD <= self.threshold <= MAX_THRESHOLD:
            raise SettingsError(
                f"the threshold {self.threshold} is not from {MIN_THRESHOLD} to {MAX_THRESHOLD}",
                where="--threshold",
                todo="With 5, the usual one, counts of people from 1 to 4 are low.",
            )
        if self.zeros not in {"show", "hide"}:
            raise SettingsError(f"zeros cannot be {self.zeros!r}", where="--zeros", todo="Use show or hide.")
        if self.round_to is not None and not 2 <= self.round_to <= MAX_THRESHOLD:
            raise SettingsError(
                f"the base {self.round_to} is not from 2 to {MAX_THRESHOLD}",
                where="--round",
                todo="Rounding to 5 or to 10 is usual.",
            )
        if not self.mark.strip() or any(c.isdigit() for c in self.mark) or "|" in self.mark:
            raise SettingsError(
                "the mark of a hidden figure must hold no digit and no bar", where="FOI_MARK", todo="[c] is usual."
            )

    def is_low(self, value: int) -> bool:
        """Tell whether a count of people is low."""
        return self.lowest <= value < self.threshold

    @property
    def lowest(self) -> int:
        """The least low count: 1, or 0 where zeros are hidden."""
        return 0 if self.zeros == "hide" else 1

    @property
    def highest(self) -> int:
        """The greatest low count."""
        return self.threshold - 1
