"""What a fetch did, for a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import LibraryError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came, and what did not.

    Attributes:
        came: a line for each thing that came.
        warnings: what to know before relying on it.
        failed: a line for each thing asked for that did not come.
        skipped: a line for each thing that came with it and could not be used.
        for_corpus: something came that the index must take in.
    """

    came: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    for_corpus: bool = False

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.came + other.came,
            self.warnings + other.warnings,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.for_corpus or other.for_corpus,
        )

    def in_words(self) -> Iterator[str]:
        """Yield the lines that tell of it."""
        yield from self.came
        yield from (f"  note: {one}" for one in self.warnings)
        yield from (f"  skipped: {one}" for one in (*self.skipped, *self.failed))

    def raise_if_failed(self) -> None:
        """Raise where something that was asked for did not come.

        Raises:
            LibraryError: how much did not come.
        """
        if self.failed:
            raise LibraryError(
                f"{len(self.failed)} of {len(self.failed) + len(self.came)} could not be fetched",
                todo="What came is kept. Run it again to go on; the digests serve meanwhile.",
            )
