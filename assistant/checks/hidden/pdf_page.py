"""One page of a PDF, drawn in memory: where each letter, box and picture is, and what lies over what.

Source of the operators: ISO 32000-1, 8 (graphics), 8.11 (optional content), 9.3.6 (modes of drawing text).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby, pairwise
from typing import Any

from assistant.checks.hidden.pdf_fonts import Font

_FILLING = frozenset({b"f", b"F", b"f*", b"b", b"b*", b"B", b"B*"})
_ENDING = frozenset({b"n", b"S", b"s"})
_INVISIBLE = frozenset({3, 7})
_SMALLEST_SIZE = 2.0
_DARK, _LEAST_DIFFERENCE = 0.3, 0.06
_MOST_OPERATIONS, _MOST_COMPARISONS, _DEEPEST = 400_000, 4_000_000, 6
# Letters of one line that are this far apart, in shares of their size, have a space between them.
_GAP = 0.15
# Boxes lower than this share of the letters are rules, underlines and strokes.
_LEAST_HEIGHT = 0.5

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, ...] | None
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


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


@dataclass(frozen=True, slots=True)
class _Box:
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
class _Letter:
    """A letter: its middle, its ends across, its height, and how it is drawn."""

    order: int
    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    mode: int
    colour: Colour
    layer: bool


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that hides things."""

    matrix: Matrix = _UNIT
    colour: Colour = _BLACK
    space: str = "/DeviceGray"
    opaque: bool = True
    mode: int = 0
    font: str = ""
    size: float = 12.0
    gap: float = 0.0
    word_gap: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class TooMuchDrawingError(ValueError):
    """A page with more on it than can be looked at."""


@dataclass
class Drawing:
    """A page as it is drawn.

    Attributes:
        page: of pypdf.
        off: the numbers of the layers that are switched off.
    """

    page: Any
    off: frozenset[int]
    letters: list[_Letter] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)
    _order: int = 0
    _fonts: dict[int, Font] = field(default_factory=dict)

    def draw(self) -> None:
        """Read the page.

        Raises:
            TooMuchDrawingError: there is more on it than can be looked at.
        """
        contents = self.page.get_contents()
        if contents is not None:
            self._run(contents.operations, self.page.get("/Resources"), _State(), depth=0, hidden=False)

    def unseen(self) -> Iterator[tuple[Unseen, str]]:
        """Yield the words that cannot be seen, those of one way of hiding together.

        Raises:
            TooMuchDrawingError: there is more on the page than can be compared.
        """
        if len(self.letters) * max(1, len(self.boxes)) > _MOST_COMPARISONS:
            raise TooMuchDrawingError
        sheet, shown = _sides(self.page.mediabox), _sides(self.page.cropbox)
        judged = [(self._why(one, sheet, shown), one) for one in self.letters]
        for way in Unseen:
            lines = [list(group) for key, group in groupby(judged, key=lambda pair: pair[0]) if key is way]
            words = " ".join(filter(None, (_joined([letter for _, letter in line]) for line in lines)))
            if any(char.isalnum() for char in words):
                yield way, words

    # --- drawing

    def _run(self, operations: Sequence[Any], resources: Any, state: _State, *, depth: int, hidden: bool) -> None:  # noqa: ANN401
        _Run(self, resources, state, depth, hidden=hidden).all(operations)

    def next(self) -> int:
        """Return the number of the next operation.

        Raises:
            TooMuchDrawingError: there were too many.
        """
        self._order += 1
        if self._order > _MOST_OPERATIONS:
            raise TooMuchDrawingError
        return self._order

    def font(self, resource: Any) -> Font:  # noqa: ANN401
        """Return a font of a page, read once."""
        key = id(resource)
        if key not in self._fonts:
            try:
                self._fonts[key] = Font(resource)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError):
                self._fonts[key] = Font(None)
        return self._fonts[key]

    # --- what is seen

    def _why(self, letter: _Letter, sheet: _Box, shown: _Box) -> Unseen | None:
        if letter.layer:
            return Unseen.LAYER
        if not sheet.holds(letter.x, letter.y):
            return Unseen.OUTSIDE
        if not shown.holds(letter.x, letter.y):
            return Unseen.CROPPED
        if letter.mode in _INVISIBLE:
            return (
                Unseen.SCANNED
                if any(box.picture and box.holds(letter.x, letter.y) for box in self.boxes)
                else Unseen.INVISIBLE
            )
        if letter.size < _SMALLEST_SIZE:
            return Unseen.SMALL
        return self._lost(letter)

    def _lost(self, letter: _Letter) -> Unseen | None:
        """Tell whether a letter is under something, or in the colour of what was last drawn below it."""
        ground: Colour = _WHITE
        way = None
        for box in self.boxes:
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


class _Run:
    """Does the operations of a page, or of a form in it."""

    def __init__(self, drawing: Drawing, resources: Any, state: _State, depth: int, *, hidden: bool) -> None:  # noqa: ANN401
        self.drawing = drawing
        self.resources = _object(resources)
        self.state = state
        self.depth = depth
        self.saved: list[_State] = []
        self.text: Matrix = _UNIT
        self.line: Matrix = _UNIT
        self.path: list[tuple[float, float, float, float]] = []
        self.corners: list[tuple[float, float]] = []
        self.marked: list[bool] = []
        self.hidden = hidden

    def all(self, operations: Sequence[Any]) -> None:
        """Do every operation; one that is broken is passed over, as viewers do."""
        for operands, operator in operations:
            order = self.drawing.next()
            try:
                self._do(order, operator, operands)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
                if isinstance(error, TooMuchDrawingError):
                    raise

    def _do(self, order: int, operator: bytes, operands: list[Any]) -> None:
        if operator in {b"Tj", b"'", b'"', b"TJ"}:
            if operator in {b"'", b'"'}:
                self._move(0, -self.state.leading)
            shown = operands[-1]
            self._show(order, shown if operator == b"TJ" else [shown])
        elif operator == b"re":
            self.path.append(_bounds(self.state.matrix, *map(float, operands[:4])))
        elif operator in {b"m", b"l"}:
            self.corners.append(_point(self.state.matrix, float(operands[0]), float(operands[1])))
        elif operator in _FILLING or operator in _ENDING:
            self._paint(order, filled=operator in _FILLING)
        elif operator == b"Do":
            self._place(order, str(operands[0]))
        elif operator == b"INLINE IMAGE":
            self.drawing.boxes.append(_Box(order, *_bounds(self.state.matrix, 0, 0, 1, 1), None, picture=True))
        elif operator in {b"BDC", b"BMC", b"EMC"}:
            self._mark(operator, operands)
        elif operator.startswith(b"T") or operator in {b"BT"}:
            self._set_text(operator, operands)
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: list[Any]) -> None:
        state = self.state
        if operator == b"q":
            self.saved.append(state)
        elif operator == b"Q" and self.saved:
            self.state = self.saved.pop()
        elif operator == b"cm":
            self.state = replace(state, matrix=_times(_matrix(operands), state.matrix))
        elif operator == b"gs":
            named = self._named("/ExtGState", str(operands[0]))
            normal = str(named.get("/BM", "/Normal")) in {"/Normal", "/Compatible"} if named is not None else False
            self.state = replace(state, opaque=normal and float(named.get("/ca", 1)) >= 1)
        elif operator == b"cs":
            self.state = replace(state, space=str(operands[0]), colour=_BLACK)
        elif operator in {b"g", b"rg", b"k"}:
            self.state = replace(state, colour=_rgb(operands))
        elif operator in {b"sc", b"scn"}:
            self.state = replace(state, colour=_rgb(operands) if self._is_plain() else None)

    def _is_plain(self) -> bool:
        """Tell whether the numbers of a colour can be taken as grey, red-green-blue or printing inks."""
        if self.state.space.startswith("/Device"):
            return True
        named = self._named("/ColorSpace", self.state.space)
        return isinstance(named, list) and str(named[0]) in {"/ICCBased", "/CalRGB", "/CalGray"}

    def _set_text(self, operator: bytes, operands: list[Any]) -> None:
        state = self.state
        if operator == b"BT":
            self.text = self.line = _UNIT
        elif operator == b"Tf":
            self.state = replace(state, font=str(operands[0]), size=float(operands[1]))
        elif operator == b"Tr":
            self.state = replace(state, mode=int(operands[0]))
        elif operator == b"Tm":
            self.text = self.line = _matrix(operands)
        elif operator in {b"Td", b"TD"}:
            if operator == b"TD":
                self.state = replace(state, leading=-float(operands[1]))
            self._move(float(operands[0]), float(operands[1]))
        elif operator == b"T*":
            self._move(0, -state.leading)
        elif operator == b"Tc":
            self.state = replace(state, gap=float(operands[0]))
        elif operator == b"Tw":
            self.state = replace(state, word_gap=float(operands[0]))
        elif operator == b"Tz":
            self.state = replace(state, scale=float(operands[0]) / 100)
        elif operator == b"TL":
            self.state = replace(state, leading=float(operands[0]))
        elif operator == b"Ts":
            self.state = replace(state, rise=float(operands[0]))

    def _move(self, x: float, y: float) -> None:
        self.line = self.text = _times((1, 0, 0, 1, x, y), self.line)

    def _show(self, order: int, pieces: Sequence[Any]) -> None:
        state = self.state
        font = self.drawing.font(self._named("/Font", state.font))
        for piece in pieces:
            if isinstance(piece, int | float):
                self._move_on(-float(piece) / 1000 * state.size * state.scale)
                continue
            for text, width, is_space in font.letters(piece):
                matrix = _times(self.text, state.matrix)
                across = width * state.size * state.scale
                if text.strip():
                    self._letter(order, text, matrix, across)
                self._move_on(across + (state.gap + (state.word_gap if is_space else 0)) * state.scale)

    def _letter(self, order: int, text: str, matrix: Matrix, across: float) -> None:
        state = self.state
        height = abs(state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        left, _ = _point(matrix, 0, state.rise)
        right, _ = _point(matrix, across, state.rise)
        x, y = _point(matrix, across / 2, state.rise + state.size * 0.3)
        hidden = self.hidden or any(self.marked)
        self.drawing.letters.append(_Letter(order, text, x, y, left, right, height, state.mode, state.colour, hidden))

    def _move_on(self, across: float) -> None:
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, a * across + e, b * across + f)

    def _paint(self, order: int, *, filled: bool) -> None:
        if filled and self.state.opaque:
            self.drawing.boxes += [_Box(order, *bounds, self.state.colour) for bounds in self.path]
            if _is_rectangle(self.corners):
                across, up = zip(*self.corners, strict=True)
                self.drawing.boxes.append(_Box(order, min(across), min(up), max(across), max(up), self.state.colour))
        self.path.clear()
        self.corners.clear()

    def _place(self, order: int, name: str) -> None:
        """Draw a picture, or a form with what is in it."""
        named = self._named("/XObject", name)
        if named is None:
            return
        if named.get("/Subtype") == "/Image":
            if "/SMask" not in named and "/Mask" not in named and not named.get("/ImageMask"):
                self.drawing.boxes.append(_Box(order, *_bounds(self.state.matrix, 0, 0, 1, 1), None, picture=True))
        elif named.get("/Subtype") == "/Form" and self.depth < _DEEPEST:
            from pypdf.generic import ContentStream

            matrix = _matrix(named.get("/Matrix", _UNIT))
            inner = replace(self.state, matrix=_times(matrix, self.state.matrix))
            hidden = self.hidden or any(self.marked) or self._is_off(named.raw_get("/OC") if "/OC" in named else None)
            operations = ContentStream(named, self.drawing.page.pdf).operations
            run = _Run(self.drawing, named.get("/Resources", self.resources), inner, self.depth + 1, hidden=hidden)
            run.all(operations)

    def _mark(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"EMC":
            if self.marked:
                self.marked.pop()
            return
        off = False
        if operator == b"BDC" and str(operands[0]) == "/OC":
            group = _object(self.resources.get("/Properties"))
            off = group is not None and self._is_off(group.raw_get(str(operands[1])))
        self.marked.append(off)

    def _is_off(self, reference: Any) -> bool:  # noqa: ANN401
        """Tell whether a layer, or every layer of a set, is switched off."""
        if getattr(reference, "idnum", None) in self.drawing.off:
            return True
        layer = _object(reference)
        if not hasattr(layer, "raw_get") or "/OCGs" not in layer:
            return False
        members = layer.raw_get("/OCGs")
        listed = _object(members) if not hasattr(members, "idnum") or isinstance(_object(members), list) else [members]
        return bool(listed) and all(getattr(one, "idnum", None) in self.drawing.off for one in listed)

    def _named(self, kind: str, name: str) -> Any:  # noqa: ANN401
        group = _object(self.resources.get(kind)) if self.resources is not None else None
        return _object(group.get(name)) if group is not None else None


def _object(reference: Any) -> Any:  # noqa: ANN401
    return reference.get_object() if hasattr(reference, "get_object") else reference


def _joined(letters: Sequence[_Letter]) -> str:
    """Return letters as words: a gap, or a new line, is a space."""
    parts: list[str] = []
    before: _Letter | None = None
    for letter in letters:
        if before is not None and (
            abs(letter.y - before.y) > before.size / 2
            or not -before.size < letter.left - before.right < _GAP * before.size
        ):
            parts.append(" ")
        parts.append(letter.text)
        before = letter
    return "".join(parts).strip()


def _is_rectangle(corners: Sequence[tuple[float, float]]) -> bool:
    """Tell four or five corners, each level with or above the one before, from other shapes."""
    if len(corners) not in {4, 5}:
        return False
    sides = pairwise(corners)
    return all(abs(a - c) < 1 or abs(b - d) < 1 for (a, b), (c, d) in sides)


def _rgb(operands: Sequence[Any]) -> Colour:
    try:
        parts = [float(one) for one in operands]
    except (TypeError, ValueError):
        return None
    if len(parts) == 1:
        return (parts[0],) * 3
    if len(parts) == 4:
        return tuple(max(0.0, 1 - ink - parts[3]) for ink in parts[:3])
    return tuple(parts) if len(parts) == 3 else None


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[:6])
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(matrix: Matrix, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Return the left, low, right and high side of a rectangle on the page."""
    points = [_point(matrix, p, q) for p in (x, x + width) for q in (y, y + height)]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _sides(box: Any) -> _Box:  # noqa: ANN401
    left, right = sorted((float(box.left), float(box.right)))
    low, high = sorted((float(box.bottom), float(box.top)))
    return _Box(0, left - 2, low - 2, right + 2, high + 2, None)
