"""The letters and widths of a PDF's fonts, as far as finding hidden words needs them.

Source: ISO 32000-1, 9.6 (simple fonts), 9.7 (composite fonts) and 9.10.3 (ToUnicode maps).
"""

import re
from collections.abc import Iterator
from typing import Any

_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_WIDTH = 0.5
_LARGEST_RANGE = 65_536
_LARGEST_MAP = 2_000_000


class Font:
    """One font of a page.

    Args:
        resource: its dictionary; None where the page names a font that it lacks.
    """

    def __init__(self, resource: Any) -> None:  # noqa: ANN401 - pypdf's objects are of any kind
        self.map: dict[int, str] = {}
        self.bytes = 1
        self.widths: dict[int, float] = {}
        self.width = _WIDTH
        if resource is not None:
            self._read(resource)

    def _read(self, resource: Any) -> None:  # noqa: ANN401
        composite = resource.get("/Subtype") == "/Type0"
        self.bytes = 2 if composite else 1
        unicode_map = resource.get("/ToUnicode")
        if hasattr(unicode_map, "get_data"):
            self._read_map(unicode_map.get_data()[:_LARGEST_MAP])
        if composite:
            inner = resource["/DescendantFonts"][0].get_object()
            self.width = float(inner.get("/DW", 1000)) / 1000
            self._read_spans(list(inner.get("/W", ())))
            return
        first = int(resource.get("/FirstChar", 0))
        scale = float(resource["/FontMatrix"][0]) if "/FontMatrix" in resource else 0.001
        for number, width in enumerate(resource.get("/Widths", ())):
            self.widths[first + number] = float(width) * scale
        if not self.map:
            self._read_encoding(resource.get("/Encoding"))

    def _read_encoding(self, encoding: Any) -> None:  # noqa: ANN401
        from pypdf._codecs.adobe_glyphs import adobe_glyphs

        code = 0
        for one in encoding.get("/Differences", ()) if hasattr(encoding, "get") else ():
            if isinstance(one, str):
                self.map[code] = adobe_glyphs.get(one, "")
                code += 1
            else:
                code = int(one)

    def _read_spans(self, spans: list[Any]) -> None:
        """Read widths: a code and a list, or two codes and one width for all between."""
        while len(spans) > 1:
            first, second = int(spans[0]), spans[1].get_object() if hasattr(spans[1], "get_object") else spans[1]
            if isinstance(second, list):
                self.widths |= {first + number: float(width) / 1000 for number, width in enumerate(second)}
                spans = spans[2:]
            elif len(spans) > 2:
                last = min(int(second), first + _LARGEST_RANGE)
                self.widths |= dict.fromkeys(range(first, last + 1), float(spans[2]) / 1000)
                spans = spans[3:]
            else:
                return

    def _read_map(self, data: bytes) -> None:
        for kind, block in _BLOCK.findall(data):
            tokens = [
                bytes.fromhex(text.decode()) if not opened and not closed and len(text.split()) <= 1 and len(text) % 2 == 0
                else opened or closed
                for text, opened, closed in _HEX.findall(block)
            ]  # fmt: skip
            if kind == b"codespacerange":
                self.bytes = max(1, min(len(tokens[0]) if tokens else self.bytes, 2))
            elif kind == b"bfchar":
                for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                    self.map[int.from_bytes(code)] = text.decode("utf-16-be", "replace")
            else:
                self._read_ranges(tokens)

    def _read_ranges(self, tokens: list[bytes]) -> None:
        place = 0
        while place + 2 < len(tokens):
            first, last, text = int.from_bytes(tokens[place]), int.from_bytes(tokens[place + 1]), tokens[place + 2]
            place += 3
            if text == b"[":
                while place < len(tokens) and tokens[place] != b"]":
                    self.map[first] = tokens[place].decode("utf-16-be", "replace")
                    first, place = first + 1, place + 1
                place += 1
                continue
            start = int.from_bytes(text[-2:])
            for code in range(first, min(last, first + _LARGEST_RANGE) + 1):
                unit = (start + code - first) & 0xFFFF
                self.map[code] = (text[:-2] + unit.to_bytes(2)).decode("utf-16-be", "replace")

    def letters(self, shown: Any) -> Iterator[tuple[str, float, bool]]:  # noqa: ANN401
        """Yield each letter of a string with its width in shares of the size, and whether it is a single-byte space."""
        data = getattr(shown, "original_bytes", shown)
        if isinstance(data, str):
            data = data.encode("latin-1", "replace")
        for place in range(0, len(data), self.bytes):
            code = int.from_bytes(data[place : place + self.bytes])
            text = self.map.get(code)
            if text is None:
                text = bytes([code]).decode("cp1252", "replace") if self.bytes == 1 else ""
            yield text, self.widths.get(code, self.width), self.bytes == 1 and code == 32
