"""The words of a page of a PDF that cannot be seen, and why not."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import Any

from assistant.checks.hidden.pdf_drawing import Drawing, TooMuchDrawingError
from assistant.checks.hidden.pdf_shapes import WHITE, Box, Colour, Letter

_INVISIBLE = frozenset({3, 7})
_SMALLEST_SIZE = 2.0
_DARK, _LEAST_DIFFERENCE = 0.3, 0.06
_MOST_COMPARISONS = 4_000_000
# Letters of one line that are this far apart, in shares of their size, have a space between them.
_GAP = 0.15
# Boxes lower than this share of the letters are rules, underlines and strokes.
_LEAST_HEIGHT = 0.5


class Unseen(Enum):
    """A way in which words are on a page and are not seen."""

    COVERED = "under a dark box"
    OVERLAID = "under a light box or a picture"
    LOST = "in the colour of what is behind them"
    INVISIBLE = "not drawn (invisible mode)"
    SCANNED = "not drawn, behind a picture of the page"
    SMALL = "too small to read"
    OUTSIDE = "outside the sheet"
    CROPPED = "outside the part of the sheet that is shown"
    LAYER = "on a layer that is switched off"


def unseen(page: Any, off: frozenset[int]) -> Iterator[tuple[Unseen, str]]:  # noqa: ANN401 - pypdf's page
    """Yield the words of a page that cannot be seen, those of one way of hiding together.

    Args:
        page: of pypdf.
        off: the numbers of the layers that are switched off.

    Raises:
        TooMuchDrawingError: there is more on the page than can be looked at.
    """
    drawing = Drawing(page, off)
    drawing.draw()
    if len(drawing.letters) * max(1, len(drawing.boxes)) > _MOST_COMPARISONS:
        raise TooMuchDrawingError
    sheet, shown = _sides(page.mediabox), _sides(page.cropbox)
    judged = [(_why(one, drawing.boxes, sheet, shown), one) for one in drawing.letters]
    for way in Unseen:
        lines = [list(group) for key, group in groupby(judged, key=lambda pair: pair[0]) if key is way]
        words = " ".join(filter(None, (_joined([letter for _, letter in line]) for line in lines)))
        if any(char.isalnum() for char in words):
            yield way, words


def _why(letter: Letter, boxes: Sequence[Box], sheet: Box, shown: Box) -> Unseen | None:
    if letter.layer:
        return Unseen.LAYER
    if not sheet.holds(letter.x, letter.y):
        return Unseen.OUTSIDE
    if not shown.holds(letter.x, letter.y):
        return Unseen.CROPPED
    if letter.mode in _INVISIBLE:
        return (
            Unseen.SCANNED if any(box.picture and box.holds(letter.x, letter.y) for box in boxes) else Unseen.INVISIBLE
        )
    if letter.size < _SMALLEST_SIZE:
        return Unseen.SMALL
    return _lost(letter, boxes)


def _lost(letter: Letter, boxes: Sequence[Box]) -> Unseen | None:
    """Tell whether a letter is under something, or in the colour of what was last drawn below it."""
    ground: Colour = WHITE
    way = None
    for box in boxes:
        if not box.holds(letter.x, letter.y):
            continue
        if box.order < letter.order:
            ground = box.colour
        elif box.high - box.low >= _LEAST_HEIGHT * letter.size:
            dark = box.colour is not None and max(box.colour) <= _DARK
            way = Unseen.COVERED if dark or way is Unseen.COVERED else Unseen.OVERLAID
    if way is not None or letter.colour is None or ground is None:
        return way
    if max(abs(one - other) for one, other in zip(letter.colour, ground, strict=True)) >= _LEAST_DIFFERENCE:
        return None
    return Unseen.COVERED if max(ground) <= _DARK else Unseen.LOST


def _joined(letters: Sequence[Letter]) -> str:
    """Return letters as words: a gap, or a new line, is a space."""
    parts: list[str] = []
    before: Letter | None = None
    for letter in letters:
        if before is not None and (
            abs(letter.y - before.y) > before.size / 2
            or not -before.size < letter.left - before.right < _GAP * before.size
        ):
            parts.append(" ")
        parts.append(letter.text)
        before = letter
    return "".join(parts).strip()


def _sides(box: Any) -> Box:  # noqa: ANN401
    left, right = sorted((float(box.left), float(box.right)))
    low, high = sorted((float(box.bottom), float(box.top)))
    return Box(0, left - 2, low - 2, right + 2, high + 2, None)
