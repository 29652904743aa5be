"""The statistics of the suite: exact, without a model of how cases are spread."""

from collections.abc import Mapping
from math import comb

LEVEL = 0.05


def upper_bound(events: int, trials: int) -> float:
    """Return the Clopper-Pearson upper bound of the 95% interval, in per cent; 100 where nothing was tried.

    For no events it is one-sided, which is where the rule of three comes from.
    """
    if not trials or events >= trials:
        return 100.0
    from scipy.stats import beta

    return 100 * float(beta.ppf(0.95 if not events else 0.975, events + 1, trials - events))


def sign_test(better: int, worse: int) -> float:
    """Return the two-sided exact probability of a split at least so uneven, were either way as likely.

    On pairs of single trials this is McNemar's exact test; on cases tried several times, the sign test. Cases that did
    not change tell nothing and are left out of both. Without any change it is 1.
    """
    changed = better + worse
    tail: int = sum(comb(changed, n) for n in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Return each probability corrected for how many were tested (Holm's step-down method)."""
    corrected: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(chances, key=lambda one: chances[one])):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[name]))
        corrected[name] = highest
    return corrected
