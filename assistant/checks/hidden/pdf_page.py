"""The words of a page of a PDF that cannot be seen, and why not."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import Any

from assistant.checks.hidden.pdf_drawing import Drawing, TooMuchDrawingError
from assistant.checks.hidden.pdf_shapes import WHITE, Box, Colour, Letter, Run

_INVISIBLE, _OUTLINED = frozenset({3, 7}), frozenset({1, 2, 5, 6})
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
    if len(drawing.runs) * len(drawing.boxes) > _MOST_COMPARISONS:
        raise TooMuchDrawingError
    sheet, shown = _sides(page.mediabox), _sides(page.cropbox)
    judged: list[tuple[Unseen | None, Letter | None]] = []
    compared = 0
    for run in drawing.runs:
        near = _near(run, drawing.boxes)
        if _is_plain(run, near, sheet, shown):
            judged.append((None, None))
            continue
        compared += len(run.glyphs) * (1 + len(near))
        if compared > _MOST_COMPARISONS:
            raise TooMuchDrawingError
        judged += [(_why(run, one, near, sheet, shown), one) for one in run.letters()]
    for way in Unseen:
        lines = [list(group) for key, group in groupby(judged, key=lambda pair: pair[0]) if key is way]
        words = " ".join(_joined([letter for _, letter in line if letter is not None]) for line in lines)
        if any(char.isalnum() for char in words):
            yield way, words


def _near(run: Run, boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes and pictures that some letter of a run may lie in."""
    left, low, right, high = run.bounds()
    return [box for box in boxes if box.left <= right and left <= box.right and box.low <= high and low <= box.high]


def _is_plain(run: Run, near: Sequence[Box], sheet: Box, shown: Box) -> bool:
    """Tell a run that is seen for certain, as nearly all are, without a look at each letter."""
    if run.off or run.mode in _INVISIBLE or run.size < _SMALLEST_SIZE or near:
        return False
    left, low, right, high = run.bounds()
    on_page = all(one.holds(left, low) and one.holds(right, high) for one in (sheet, shown))
    return on_page and not _is_lost(run, WHITE)


def _why(run: Run, letter: Letter, boxes: Sequence[Box], sheet: Box, shown: Box) -> Unseen | None:
    if run.off:
        return Unseen.LAYER
    if not sheet.holds(letter.x, letter.y):
        return Unseen.OUTSIDE
    if not shown.holds(letter.x, letter.y):
        return Unseen.CROPPED
    if run.mode in _INVISIBLE:
        behind = any(box.picture and box.holds(letter.x, letter.y) for box in boxes)
        return Unseen.SCANNED if behind else Unseen.INVISIBLE
    if run.size < _SMALLEST_SIZE:
        return Unseen.SMALL
    return _under(run, letter, boxes)


def _under(run: Run, letter: Letter, boxes: Sequence[Box]) -> Unseen | None:
    """Tell whether a letter is under something, or in the colour of what was last drawn below it."""
    ground: Colour = WHITE
    way = None
    for box in boxes:
        if not box.holds(letter.x, letter.y):
            continue
        if box.order < run.order:
            ground = box.colour
        elif box.high - box.low >= _LEAST_HEIGHT * run.size:
            dark = box.colour is not None and max(box.colour) <= _DARK
            way = Unseen.COVERED if dark or way is Unseen.COVERED else Unseen.OVERLAID
    if way is not None or ground is None or not _is_lost(run, ground):
        return way
    return Unseen.COVERED if max(ground) <= _DARK else Unseen.LOST


def _is_lost(run: Run, ground: tuple[float, ...]) -> bool:
    """Tell whether letters have the colour of their ground; letters drawn as outlines have another."""
    if run.colour is None or run.mode in _OUTLINED:
        return False
    return max(abs(one - other) for one, other in zip(run.colour, ground, strict=True)) < _LEAST_DIFFERENCE


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
