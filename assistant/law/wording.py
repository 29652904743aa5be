"""The standing paragraphs of a letter in each regime and style, from ``wording.toml`` and ``styles.toml``.

A paragraph is looked for among the house's own words, then in the style for the regime, in the style for every regime, in the regime, and at last
among what every regime shares.
"""

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import FoiError, SettingsError

Style = Literal["formal", "warm"]
_ALWAYS = ("act", "short", "reference", "provision")


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))


class Wording:
    """The standing paragraphs of one regime.

    Args:
        regime: "foia", "eir" or "foisa".
        style: "formal", as the standing paragraphs are, or "warm".
        house: an authority's own words for some paragraphs, by name.

    Raises:
        FoiError: there is no such regime.
    """

    def __init__(self, regime: str, style: Style = "formal", house: Mapping[str, str] | None = None) -> None:
        tables = _file("wording.toml")
        if regime not in tables or regime == "all":
            raise FoiError(f"there is no wording for the regime {regime!r}")
        styled = _file("styles.toml").get(style, {})
        self._paragraphs: dict[str, str] = {
            **tables["all"],
            **tables[regime],
            **styled.get("all", {}),
            **styled.get(regime, {}),
            **(house or {}),
        }
        self.regime = regime

    def __call__(self, name: str, **blanks: str) -> str:
        """Return a paragraph with its blanks filled; a blank left over is a ``KeyError``.

        The names of the law ({act}, {short}, {reference}, {provision}) can stand in any paragraph.
        """
        names = {key: self._paragraphs[key] for key in _ALWAYS}
        return self._paragraphs[name].format(**{**names, **blanks})


def check_house_wording(house: Mapping[str, str]) -> None:
    """Refuse words of a house that no letter would use, or whose blanks a letter could not fill.

    Raises:
        SettingsError: names the paragraph, and what it may hold.
    """
    tables = _file("wording.toml")
    known = {name: text for table in tables.values() for name, text in table.items() if name not in _FIXED}
    for name, text in house.items():
        if name not in known:
            raise SettingsError(
                f"there is no paragraph {name!r} that a house may word itself",
                todo=f"Choose from: {', '.join(sorted(known))}.",
            )
        allowed = set().union(*(blanks_of(table[name]) for table in tables.values() if name in table)) | set(_ALWAYS)
        missing = _REQUIRED.get(name, set()) - blanks_of(text)
        if blanks_of(text) - allowed or missing:
            raise SettingsError(
                f"the blanks of the paragraph {name!r} are not right",
                todo=f"It may hold {_braced(allowed)}" + (f" and needs {_braced(missing)}." if missing else "."),
            )


# What a house may not word itself: the provisions that a letter relies on.
_FIXED = {
    "act",
    "short",
    "reference",
    "provision",
    *(f"{name}_ref" for name in ("personal", "cost", "vexatious", "repeated", "available", "publish")),
    "personal_limb",
}
_REQUIRED = {"review": {"review_to"}, "regulator": {"regulator", "url"}}


def blanks_of(text: str) -> set[str]:
    """Return the names of the blanks in a paragraph.

    Raises:
        SettingsError: a brace is not closed.
    """
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise SettingsError(f"a blank in the house's words is not closed ({error}): {text[:60]!r}") from None


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
