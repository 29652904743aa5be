"""Word lists written as one string."""


def wordset(words: str) -> frozenset[str]:
    """Return the words of a string parted by spaces."""
    return frozenset(words.split())
