"""A page of a PDF, drawn in memory: every letter, box and picture in its place and order.

Source of the operators: ISO 32000-1, 8 (graphics), 8.11 (optional content), 9 (text).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.checks.hidden.pdf_fonts import Font
from assistant.checks.hidden.pdf_shapes import (
    BLACK,
    UNIT,
    Box,
    Colour,
    Matrix,
    Run,
    bounds,
    is_rectangle,
    point,
    rgb,
    times,
    to_matrix,
)

_FILLING = frozenset({b"f", b"F", b"f*", b"b", b"b*", b"B", b"B*"})
_ENDING = frozenset({b"n", b"S", b"s"})
_MOST_OPERATIONS, _DEEPEST = 400_000, 6


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that hides things."""

    matrix: Matrix = UNIT
    colour: Colour = BLACK
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
    runs: list[Run] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    _order: int = 0
    _fonts: dict[int, tuple[Any, Font]] = field(default_factory=dict)

    def draw(self) -> None:
        """Read the page.

        Raises:
            TooMuchDrawingError: there is more on it than can be looked at.
        """
        contents = self.page.get_contents()
        if contents is not None:
            _Operations(self, self.page.get("/Resources"), _State(), 0, hidden=False).all(contents.operations)

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
        # The resource is kept beside its font, so that no other takes its place in memory and its name.
        if id(resource) not in self._fonts:
            try:
                font = Font(resource)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError):
                font = Font(None)
            self._fonts[id(resource)] = resource, font
        return self._fonts[id(resource)][1]


class _Operations:
    """Does the operations of a page, or of a form in it."""

    def __init__(self, drawing: Drawing, resources: Any, state: _State, depth: int, *, hidden: bool) -> None:  # noqa: ANN401
        self.drawing = drawing
        self.resources = _object(resources)
        self.state = state
        self.depth = depth
        self.saved: list[_State] = []
        self.text: Matrix = UNIT
        self.line: Matrix = UNIT
        self.path: list[tuple[float, float, float, float]] = []
        self.corners: list[list[tuple[float, float]]] = []
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
            self.path.append(bounds(self.state.matrix, *map(float, operands[:4])))
        elif operator in {b"m", b"l", b"c", b"v", b"y"}:
            if operator == b"m" or not self.corners:
                self.corners.append([])
            self.corners[-1].append(point(self.state.matrix, float(operands[-2]), float(operands[-1])))
        elif operator in _FILLING or operator in _ENDING:
            self._paint(order, filled=operator in _FILLING)
        elif operator == b"Do":
            self._place(order, str(operands[0]))
        elif operator == b"INLINE IMAGE":
            self.drawing.boxes.append(Box(order, *bounds(self.state.matrix, 0, 0, 1, 1), None, picture=True))
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
            self.state = replace(state, matrix=times(to_matrix(operands), state.matrix))
        elif operator == b"gs":
            named = self._named("/ExtGState", str(operands[0]))
            normal = str(named.get("/BM", "/Normal")) in {"/Normal", "/Compatible"} if named is not None else False
            self.state = replace(state, opaque=normal and float(named.get("/ca", 1)) >= 1)
        elif operator == b"cs":
            self.state = replace(state, space=str(operands[0]), colour=BLACK)
        elif operator in {b"g", b"rg", b"k"}:
            self.state = replace(state, colour=rgb(operands))
        elif operator in {b"sc", b"scn"}:
            self.state = replace(state, colour=rgb(operands) if self._is_plain() else None)

    def _is_plain(self) -> bool:
        """Tell whether the numbers of a colour can be taken as grey, red-green-blue or printing inks."""
        if self.state.space.startswith("/Device"):
            return True
        named = self._named("/ColorSpace", self.state.space)
        return isinstance(named, list) and str(named[0]) in {"/ICCBased", "/CalRGB", "/CalGray"}

    def _set_text(self, operator: bytes, operands: list[Any]) -> None:
        state = self.state
        if operator == b"BT":
            self.text = self.line = UNIT
        elif operator == b"Tf":
            self.state = replace(state, font=str(operands[0]), size=float(operands[1]))
        elif operator == b"Tr":
            self.state = replace(state, mode=int(operands[0]))
        elif operator == b"Tm":
            self.text = self.line = to_matrix(operands)
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
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def _show(self, order: int, pieces: Sequence[Any]) -> None:
        state = self.state
        font = self.drawing.font(self._named("/Font", state.font))
        at = 0.0
        glyphs: list[tuple[str, float, float]] = []
        for piece in pieces:
            if isinstance(piece, int | float):
                at -= float(piece) / 1000 * state.size * state.scale
                continue
            for text, width, is_space in font.letters(piece):
                across = width * state.size * state.scale
                if not text.isspace():
                    glyphs.append((text, at, across))
                at += across + (state.gap + (state.word_gap if is_space else 0)) * state.scale
        if glyphs:
            matrix = times(self.text, state.matrix)
            size = abs(state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
            off = self.hidden or any(self.marked)
            middle = state.rise + state.size * 0.3
            self.drawing.runs.append(Run(order, matrix, glyphs, middle, size, state.mode, state.colour, off))
        self._move_on(at)

    def _move_on(self, across: float) -> None:
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, a * across + e, b * across + f)

    def _paint(self, order: int, *, filled: bool) -> None:
        if filled and self.state.opaque:
            self.drawing.boxes += [Box(order, *bounds, self.state.colour) for bounds in self.path]
            for corners in filter(is_rectangle, self.corners):
                across, up = zip(*corners, strict=True)
                self.drawing.boxes.append(Box(order, min(across), min(up), max(across), max(up), self.state.colour))
        self.path.clear()
        self.corners.clear()

    def _place(self, order: int, name: str) -> None:
        """Draw a picture, or a form with what is in it."""
        named = self._named("/XObject", name)
        if named is None:
            return
        if named.get("/Subtype") == "/Image":
            if "/SMask" not in named and "/Mask" not in named and not named.get("/ImageMask"):
                self.drawing.boxes.append(Box(order, *bounds(self.state.matrix, 0, 0, 1, 1), None, picture=True))
        elif named.get("/Subtype") == "/Form" and self.depth < _DEEPEST:
            from pypdf.generic import ContentStream

            matrix = to_matrix(named.get("/Matrix", UNIT))
            inner = replace(self.state, matrix=times(matrix, self.state.matrix))
            hidden = self.hidden or any(self.marked) or self._is_off(named.raw_get("/OC") if "/OC" in named else None)
            operations = ContentStream(named, self.drawing.page.pdf).operations
            run = _Operations(
                self.drawing, named.get("/Resources", self.resources), inner, self.depth + 1, hidden=hidden
            )
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
