"""A count from the authority's records, which has no text form."""

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True, repr=False)
class Count:
    """A number from the authority's records. It cannot be printed, formatted, logged or serialised.

    Only ``assistant.figures`` may read ``value``; a test holds the other packages to that.

    Attributes:
        where: the cell it came from, for messages ("Arrests!B4").
        value: the number; never negative.
    """

    where: str
    value: int

    def __repr__(self) -> str:
        return f"<Count at {self.where}: value withheld>"

    __str__ = __repr__

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError(f"{self!r} cannot be written out; pass its table to protect() first")

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be serialised; pass its table to protect() first")
