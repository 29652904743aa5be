"""How far a long run is, and how long it will still take."""

import time
from collections.abc import Callable

EVERY = 2.0  # seconds


class Countdown:
    """Says how many of a number are done, and about how long the rest takes; not more often than every two seconds.

    Args:
        say: where to say it.
        total: how many there are.
        what: what they are, in the plural.
        clock: seconds that only grow.
    """

    def __init__(
        self, say: Callable[[str], None], total: int, what: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._total, self._what, self._clock = say, total, what, clock
        self._start = self._said = clock()

    def at(self, done: int) -> None:
        """Note that so many are done."""
        now = self._clock()
        if done > 0 and now - self._said >= EVERY:
            self._said = now
            left = (now - self._start) / done * (self._total - done)
            self._say(f"  {done} of {self._total} {self._what}" + (f", {_in_words(left)} left" if left else ""))


def _in_words(seconds: float) -> str:
    for size, what in ((3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return f"about {round(seconds / size)} {what}s"
    return f"about {round(seconds)} seconds" if seconds >= 1.5 else "about a second"
