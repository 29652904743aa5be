"""The standing paragraphs of a letter in each regime, from ``wording.toml``."""

import tomllib
from functools import cache
from pathlib import Path

from assistant.errors import FoiError


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text("utf-8"))


class Wording:
    """The standing paragraphs of one regime."""

    def __init__(self, regime: str) -> None:
        try:
            self._paragraphs = _tables()[regime]
        except KeyError:
            raise FoiError(f"there is no wording for the regime {regime!r}") from None
        self.regime = regime

    def __call__(self, name: str, **blanks: str) -> str:
        """Return a paragraph with its blanks filled; a blank left over is a ``KeyError``."""
        return self._paragraphs[name].format(**blanks)
