"""What a run may spend: time, calls of the model, money."""

import threading
import time
from dataclasses import dataclass, field

from assistant.errors import FoiError

# A model that is gone is not asked four hundred times.
GIVE_UP = 6


class BudgetSpentError(Exception):
    """The run may not go on; the cases that are left are not run, which is no pass."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may spend; None sets no limit.

    Attributes:
        minutes: of time.
        calls: of the model.
        cost: of money, in the currency of the price.
        price: of a million tokens read and of a million written.
    """

    minutes: float | None = None
    calls: int | None = None
    cost: float | None = None
    price: tuple[float, float] | None = None

    def check(self) -> None:
        """Refuse limits that cannot be kept.

        Raises:
            FoiError: a limit is nought or less, or money is limited and no price is given.
        """
        for name, value in (
            ("--limit-minutes", self.minutes),
            ("--limit-calls", self.calls),
            ("--limit-cost", self.cost),
        ):
            if value is not None and value <= 0:
                raise FoiError(f"{name} must be more than nought", todo="Leave it out to set no limit.")
        if self.cost is not None and self.price is None:
            raise FoiError(
                "--limit-cost needs a price, because no provider says what a call cost",
                todo="Give it per million tokens read and written: --price 0.25/2.00",
            )


def read_price(text: str) -> tuple[float, float]:
    """Read a price: of a million tokens read and, after a stroke, of a million written.

    Raises:
        FoiError: it is not two amounts.
    """
    try:
        read, written = (float(part) for part in text.split("/"))
    except ValueError:
        raise FoiError(f"{text!r} is not a price", todo="Write it like this: --price 0.25/2.00") from None
    if read < 0 or written < 0:
        raise FoiError("a price is not less than nought", where=text)
    return read, written


@dataclass(slots=True)
class Budget:
    """What a run has spent so far; several threads may spend from it.

    Attributes:
        limits: what it may spend.
        calls: calls of the model that were made.
        read: tokens that the model was sent, as far as its provider says.
        written: tokens that it wrote.
        unpriced: calls whose provider said no number of tokens.
        failures: calls in a row that gave nothing.
        asked: paragraphs of letters that the model was asked for.
        kept: of these, how many passed their checks.
        alike: of these, how many only repeat the general wording.
    """

    limits: Limits = field(default_factory=Limits)
    calls: int = 0
    read: int = 0
    written: int = 0
    unpriced: int = 0
    failures: int = 0
    asked: int = 0
    kept: int = 0
    alike: int = 0
    _began: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cost(self) -> float | None:
        """What was spent, or None without a price."""
        if self.limits.price is None:
            return None
        return (self.read * self.limits.price[0] + self.written * self.limits.price[1]) / 1e6

    def check(self) -> None:
        """Go on only while something is left.

        Raises:
            BudgetSpentError: a limit is reached; says which.
        """
        limits = self.limits
        if self.failures >= GIVE_UP:
            raise BudgetSpentError(f"the model gave no reply {GIVE_UP} times in a row")
        if limits.minutes is not None and time.monotonic() - self._began >= 60 * limits.minutes:
            raise BudgetSpentError(f"the limit of {limits.minutes:g} minutes was reached")
        if limits.calls is not None and self.calls >= limits.calls:
            raise BudgetSpentError(f"the limit of {limits.calls} calls of the model was reached")
        if limits.cost is not None and self.cost is not None and self.cost >= limits.cost:
            raise BudgetSpentError(f"the limit of {limits.cost:g} in money was reached")
        if limits.cost is not None and self.unpriced:
            raise BudgetSpentError("the provider does not say how many tokens a call took, so its cost is not known")

    def ask(self) -> None:
        """Count a call that is about to be made.

        Raises:
            BudgetSpentError: it may not be made.
        """
        with self._lock:
            self.check()
            self.calls += 1

    def answered(self, read: int, written: int) -> None:
        """Count what a call took."""
        with self._lock:
            self.read += read
            self.written += written
            self.unpriced += not (read or written)
            self.failures = 0

    def failed(self) -> None:
        """Count a call that gave nothing."""
        with self._lock:
            self.failures += 1

    def wrote(self, asked: int = 0, kept: int = 0, alike: int = 0) -> None:
        """Count what became of the paragraphs that the model was asked for."""
        with self._lock:
            self.asked += asked
            self.kept += kept
            self.alike += alike

    def as_json(self) -> dict[str, float | int | None]:
        """Return what was spent."""
        return {
            "calls": self.calls,
            "tokens_read": self.read,
            "tokens_written": self.written,
            "cost": self.cost,
            "paragraphs": self.asked,
            "paragraphs_kept": self.kept,
            "paragraphs_alike": self.alike,
        }
