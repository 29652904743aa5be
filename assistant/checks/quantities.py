"""The number reader's front door: ``read_quantities(text)``."""

from assistant.checks.numbers import prose
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.numbers.reader import TooManyNumbersError, read_prose

__all__ = ["Kind", "Quantity", "Role", "TooManyNumbersError", "read_quantities"]


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity of a text, in order, with offsets into that text.

    Digits of any script, number words, ordinals, fractions, percentages, ratios, ranges, bounds and
    idioms. The time is linear in the text.

    Raises:
        TooManyNumbersError: the text holds more numbers than any letter does.
    """
    return read_prose(prose.read(text))
