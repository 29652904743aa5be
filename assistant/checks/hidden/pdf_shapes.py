"""Shapes on a page of a PDF: matrices, colours, boxes and letters. Source: ISO 32000-1, 8.3 (coordinates) and 8.6 (colours)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, ...] | None
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_MOST_CORNERS, _LEAST_SHARE = 60, 0.85
WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle or a picture, in the order of drawing; no colour where it is not known."""

    order: int
    left: float
    low: float
    right: float
    high: float
    colour: Colour
    picture: bool = False

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.low <= y <= self.high


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a run: its middle, its ends across, and the run's height."""

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are drawn at once, in the order of drawing.

    Attributes:
        order: of the operation that draws them.
        matrix: from the run's own measure to the page.
        glyphs: each letter, where it starts, and its width, along the line.
        middle: of the letters' height, above the line.
        size: of the letters on the page.
        mode: of drawing text.
        colour: None where it is not known.
        off: they are on a layer that is switched off.
    """

    order: int
    matrix: Matrix
    glyphs: Sequence[tuple[str, float, float]]
    middle: float
    size: float
    mode: int
    colour: Colour
    off: bool

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the left, low, right and high side of the middles of its letters."""
        first, last = self.glyphs[0], self.glyphs[-1]
        start, end = (point(self.matrix, one[1] + one[2] / 2, self.middle) for one in (first, last))
        return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])

    def letters(self) -> Iterator[Letter]:
        """Yield the letters in their places."""
        for text, at, width in self.glyphs:
            x, y = point(self.matrix, at + width / 2, self.middle)
            left, right = point(self.matrix, at, self.middle)[0], point(self.matrix, at + width, self.middle)[0]
            yield Letter(text, x, y, left, right, self.size)


def is_rectangle(corners: Sequence[tuple[float, float]]) -> bool:
    """Tell a shape that fills nearly all of the rectangle round it, such as a box, also one with rounded corners."""
    if not 4 <= len(corners) <= _MOST_CORNERS:
        return False
    across, up = zip(*corners, strict=True)
    round_it = (max(across) - min(across)) * (max(up) - min(up))
    closed = [*corners, corners[0]]
    area = abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(closed))) / 2
    return bool(round_it > 0 and area >= _LEAST_SHARE * round_it)


def rgb(operands: Sequence[Any]) -> Colour:
    """Return a colour of grey, red-green-blue or printing inks as parts of light from 0 to 1; None for another."""
    try:
        parts = [float(one) for one in operands]
    except (TypeError, ValueError):
        return None
    if len(parts) == 1:
        return (parts[0],) * 3
    if len(parts) == 4:
        return tuple(max(0.0, 1 - ink - parts[3]) for ink in parts[:3])
    return tuple(parts) if len(parts) == 3 else None


def to_matrix(operands: Sequence[Any]) -> Matrix:
    """Return six numbers as a matrix."""
    a, b, c, d, e, f = (float(one) for one in operands[:6])
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def bounds(matrix: Matrix, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Return the left, low, right and high side of a rectangle on the page."""
    points = [point(matrix, p, q) for p in (x, x + width) for q in (y, y + height)]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)
