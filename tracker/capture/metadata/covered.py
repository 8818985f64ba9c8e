"""Text of a PDF's page that stands under a dark box drawn over it: a redaction that hides nothing.

Only what is drawn after the text, opaque and dark, over the middle of at least three letters of it,
counts; a line through a word, a frame, a table's dark head under light words, a dark page do not.
What stands in forms within the page is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# Luminance from 0, black, to 1; opacity from 0 to 1.
DARK, OPAQUE = 0.25, 0.9
# A box of more of the page than this is its ground; a lower or narrower one (points) is a rule.
MOST_OF_PAGE = 0.5
LEAST_HEIGHT, LEAST_WIDTH = 4, 6
LEAST_LETTERS = 3
# Of a letter whose width the file does not say, in thousandths of its size.
USUAL_WIDTH = 500.0
# A box covers a line that reaches so far above and below the letters' middle, in parts of its size.
MIDDLE, REACH = 0.3, 0.2
MOST_OPERATIONS = 500_000
MOST_BOXES = 2_000
_PAINTS = (b"f", b"F", b"f*", b"b", b"b*", b"B", b"B*")
_ENDS = (*_PAINTS, b"n", b"S", b"s")


@dataclass
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix = IDENTITY
    is_dark: bool = True  # Black is where a page begins.
    is_opaque: bool = True
    font: Any = None
    size: float = 1
    spacing: float = 0
    leading: float = 0


@dataclass
class _Page:
    """A page as far as it was drawn: places of its letters, and the boxes over them."""

    resources: Any
    area: float
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    line: Matrix = IDENTITY
    text: Matrix = IDENTITY
    path: list[Box] = field(default_factory=list)
    is_plain: bool = True
    # Middles of letters, with how far a box has to reach above and below.
    letters: list[tuple[float, float, float]] = field(default_factory=list)
    boxes: list[tuple[Box, int]] = field(default_factory=list)


def covered_boxes(page: Any, pdf: Any) -> int:
    """How many dark boxes of a page have text under them."""
    media = page.mediabox
    area = abs(float(media.width) * float(media.height))
    resources = page.get("/Resources", {})
    drawn = _Page(resources.get_object() if resources else {}, area)
    contents = page.get_contents()
    if contents is not None:
        stream = ContentStream(contents, pdf)
        for operands, operator in stream.operations[:MOST_OPERATIONS]:
            _draw(drawn, operator, operands)
    over = [(box, len(drawn.letters)) for box in _notes(page)]
    return sum(
        _letters_under(drawn.letters[:before], box) >= LEAST_LETTERS
        for box, before in [*drawn.boxes, *over][:MOST_BOXES]
    )


def _letters_under(letters: Sequence[tuple[float, float, float]], box: Box) -> int:
    left, low, right, high = box
    return sum(
        left <= x <= right and low <= y - reach and y + reach <= high for x, y, reach in letters
    )


def _draw(page: _Page, operator: bytes, given: list[Any]) -> None:
    state = page.state
    if operator == b"q":
        page.stack.append(_State(**vars(state)))
    elif operator == b"Q":
        page.state = page.stack.pop() if page.stack else state
    elif operator == b"cm":
        state.matrix = _times(_matrix(given), state.matrix)
    elif operator == b"gs":
        state.is_opaque = _is_opaque(page.resources, given)
    elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
        state.is_dark = _is_dark(given)
    elif operator == b"cs":
        state.is_dark = given[:1] == ["/DeviceGray"] or given[:1] == ["/DeviceRGB"]
    elif operator in (b"re", b"m", b"l", b"c", b"v", b"y"):
        _add_to_path(page, operator, given)
    elif operator in _ENDS:
        _end_path(page, is_filled=operator in _PAINTS)
    else:
        _write(page, operator, given)


def _add_to_path(page: _Page, operator: bytes, given: list[Any]) -> None:
    if operator != b"re":
        # Anything but upright boxes may leave the text open.
        page.is_plain = False
        return
    x, y, width, height = map(float, given)
    a, b, c, d, _e, _f = page.state.matrix
    if (b or c) and (a or d):
        page.is_plain = False
        return
    corners = [_at(page.state.matrix, x, y), _at(page.state.matrix, x + width, y + height)]
    (left, right), (low, high) = (sorted(one) for one in zip(*corners, strict=True))
    page.path.append((left, low, right, high))


def _end_path(page: _Page, *, is_filled: bool) -> None:
    if is_filled and page.is_plain and page.state.is_dark and page.state.is_opaque:
        page.boxes += [(box, len(page.letters)) for box in page.path if _may_hide(box, page)]
    page.path, page.is_plain = [], True


def _may_hide(box: Box, page: _Page) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    is_ground = width * height > MOST_OF_PAGE * page.area
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT and not is_ground


# --- Text ---


def _write(page: _Page, operator: bytes, given: list[Any]) -> None:
    state = page.state
    if operator == b"BT":
        page.line = page.text = IDENTITY
    elif operator == b"Tf":
        fonts = page.resources.get("/Font", {})
        state.font = fonts.get_object().get(given[0]) if fonts else None
        state.size = float(given[1])
    elif operator == b"Tc":
        state.spacing = float(given[0])
    elif operator == b"TL":
        state.leading = float(given[0])
    elif operator == b"Tm":
        page.line = page.text = _matrix(given)
    elif operator in (b"Td", b"TD"):
        if operator == b"TD":
            state.leading = -float(given[1])
        _next_line(page, float(given[0]), float(given[1]))
    elif operator == b"T*":
        _next_line(page, 0, -state.leading)
    elif operator in (b"Tj", b"TJ", b"'", b'"'):
        if operator in (b"'", b'"'):
            _next_line(page, 0, -state.leading)
        shown = given[-1]
        _show(page, shown if operator == b"TJ" else [shown])


def _next_line(page: _Page, x: float, y: float) -> None:
    page.line = page.text = _times((1, 0, 0, 1, x, y), page.line)


def _show(page: _Page, pieces: Iterable[Any]) -> None:
    state = page.state
    font = state.font.get_object() if state.font is not None else {}
    for piece in pieces:
        if isinstance(piece, int | float):
            page.text = _times((1, 0, 0, 1, -float(piece) / 1000 * state.size, 0), page.text)
            continue
        for width, is_space in _widths(font, piece):
            advance = width / 1000 * state.size
            if not is_space:
                _note_letter(page, advance)
            page.text = _times((1, 0, 0, 1, advance + state.spacing, 0), page.text)


def _note_letter(page: _Page, advance: float) -> None:
    size = page.state.size
    whole = _times(page.text, page.state.matrix)
    x, y = _at(whole, advance / 2, MIDDLE * size)
    _x, top = _at(whole, advance / 2, (MIDDLE + REACH) * size)
    page.letters.append((x, y, abs(top - y)))


def _widths(font: Any, piece: Any) -> Iterator[tuple[float, bool]]:
    """The width of each letter, and whether it is a space."""
    data = getattr(piece, "original_bytes", None)
    if data is None:
        data = piece if isinstance(piece, bytes) else str(piece).encode("latin-1", "replace")
    if font.get("/Subtype") == "/Type0":
        yield from ((2 * USUAL_WIDTH, False) for _each in range(len(data) // 2))
        return
    widths, first = font.get("/Widths"), int(font.get("/FirstChar", 0))
    known = widths.get_object() if widths is not None else []
    for code in data:
        at = code - first
        width = float(known[at]) if 0 <= at < len(known) else USUAL_WIDTH
        yield width, code == 0x20


# --- What lies over the page ---


def _notes(page: Any) -> Iterator[Box]:
    """Boxes of dark notes, and marks for a redaction that was never carried out."""
    notes = page.get("/Annots")
    for each in list(notes.get_object() if notes is not None else [])[:MOST_BOXES]:
        note = each.get_object()
        kind = note.get("/Subtype")
        colour = note.get("/IC" if kind == "/Square" else "/C")
        is_dark = bool(colour) and _is_dark(list(colour)) and float(note.get("/CA", 1)) >= OPAQUE
        if kind == "/Redact" or (kind in ("/Square", "/Highlight") and is_dark):
            x, y, other_x, other_y = map(float, note["/Rect"])
            yield min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


# --- Colours and matrices ---


def _is_dark(given: list[Any]) -> bool:
    """Whether a colour is nearly black; one that is no number, as a pattern, is not."""
    try:
        parts = [float(one) for one in given]
    except (TypeError, ValueError):
        return False
    if len(parts) == 1:
        return parts[0] <= DARK
    if len(parts) == 3:
        return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] <= DARK
    if len(parts) == 4:
        return (1 - parts[3]) * (1 - sum(parts[:3]) / 3) <= DARK
    return False


def _is_opaque(resources: Any, given: list[Any]) -> bool:
    states = resources.get("/ExtGState", {})
    found = states.get_object().get(given[0]) if states else None
    return float(found.get_object().get("/ca", 1)) >= OPAQUE if found is not None else True


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, given)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
