"""Rounding to a base, and what a reader can tell from a rounded figure."""

from assistant.figures.policy import Policy


def rounded(value: int, base: int) -> int:
    """Return the nearest multiple of the base; halves go up."""
    return base * ((2 * value + base) // (2 * base))


def hides_by_rounding(value: int, base: int) -> bool:
    """Tell whether a count that is not nought would be rounded to nought.

    It is hidden instead, so that a published nought is a true one.
    """
    return value > 0 and rounded(value, base) == 0


def spread(figure: int, base: int, policy: Policy, *, protected: bool) -> tuple[int, int]:
    """Return the least and the greatest count that a published rounded figure can stand for.

    A reader knows the base and, of counts of people, that no published one is low.
    """
    if figure == 0:
        return (0, 0) if protected else (0, (base - 1) // 2)
    least, greatest = figure - base // 2, figure + (base - 1) // 2
    return max(least, policy.threshold) if protected else least, greatest
