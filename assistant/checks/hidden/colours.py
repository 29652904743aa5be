"""Colours as lightness from 0 (black) to 1 (white), and when letters are lost on their ground."""

import re

_NAMED = {
    "white": "ffffff",
    "black": "000000",
    "snow": "fffafa",
    "ivory": "fffff0",
    "whitesmoke": "f5f5f5",
    "floralwhite": "fffaf0",
    "ghostwhite": "f8f8ff",
    "red": "ff0000",
    "navy": "000080",
    "blue": "0000ff",
    "green": "008000",
    "grey": "808080",
    "gray": "808080",
    "darkgrey": "a9a9a9",
    "silver": "c0c0c0",
    "yellow": "ffff00",
}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})(?:\s*[,/]\s*([\d.]+%?))?")
_SIX = re.compile(r"#?([0-9a-f]{6})(?:ff)?")
_THREE = re.compile(r"#([0-9a-f]{3})")
# Letters this near to their ground are not seen.
_LEAST_DIFFERENCE = 0.05


def rgb(colour: str) -> tuple[float, float, float] | None:
    """Return a colour's parts from 0 to 1, from six digits, a CSS colour or a common name; None where it is none."""
    words = colour.strip().lower()
    first = words.split()[0] if words and not words.startswith("rgb") else words
    first = _NAMED.get(first, first)
    if match := _THREE.fullmatch(first):
        first = "".join(char * 2 for char in match.group(1))
    if match := _SIX.fullmatch(first):
        red, green, blue = bytes.fromhex(match.group(1))
        return red / 255, green / 255, blue / 255
    if match := _RGB.match(words):
        red, green, blue = (min(int(one), 255) for one in match.groups()[:3])
        return red / 255, green / 255, blue / 255
    return None


def lost(letters: str, ground: str) -> bool:
    """Tell whether letters of one colour cannot be seen on a ground of another; an unknown colour is seen."""
    first, second = rgb(letters), rgb(ground)
    if first is None or second is None:
        return False
    return max(abs(one - other) for one, other in zip(first, second, strict=True)) < _LEAST_DIFFERENCE


def is_dark(colour: str) -> bool:
    """Tell whether a colour is black or nearly so."""
    parts = rgb(colour)
    return parts is not None and max(parts) < 0.25
