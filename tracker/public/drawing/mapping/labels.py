"""Names beside marks, greedily: right, left, above, below, else the number in the table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians, sin
from typing import NamedTuple

from tracker.public.delivery.direction import direction_of

# As the stylesheet sets them.
LETTER = 14
LINE = 17
MOST_LETTERS = 28
# A mark of this reach is hardly more than a dot.
MARK = 8
CELL = 40
# How far from a crowded mark its number may stand, joined to it by a line.
RINGS = (0, 22, 44)
NARROW_LETTERS = frozenset("iljtfrI'’.,:;|()[]-– ")


class Box(NamedTuple):
    """A rectangle of paper."""

    x1: float
    y1: float
    x2: float
    y2: float

    def meets(self, other: Box) -> bool:
        return (
            self.x1 < other.x2 and other.x1 < self.x2 and self.y1 < other.y2 and other.y1 < self.y2
        )


class Taken:
    """Paper that something lies on already; only boxes in the same cells are compared."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self.cells.setdefault(cell, []).append(box)

    def meets(self, box: Box, but: Box | None = None) -> bool:
        return any(
            box.meets(other) and other != but
            for cell in _cells(box)
            for other in self.cells.get(cell, ())
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    across = range(int(box.x1 // CELL), int(box.x2 // CELL) + 1)
    down = range(int(box.y1 // CELL), int(box.y2 // CELL) + 1)
    return ((x, y) for x in across for y in down)


def box_around(x: float, y: float, reach: float) -> Box:
    return Box(x - reach, y - reach, x + reach, y + reach)


@dataclass
class Label:
    """Text on paper, in its box; `anchor` is SVG's, which turns round with the direction."""

    text: str
    x: float
    y: float
    anchor: str
    direction: str
    is_number: bool
    box: Box
    is_apart: bool = False

    @property
    def leader_y(self) -> int:
        """Where the line ends that joins it to its mark, when it stands apart."""
        return int(self.y) - 5


@dataclass
class Wanted:
    """What is to be labelled: a mark at x, y that reaches `reach` around it."""

    name: str
    number: int
    x: float
    y: float
    reach: float
    # Room inside the mark: a large area is named in its middle.
    is_area: bool

    @property
    def is_circle(self) -> bool:
        """More than a dot, and too small to hold its name."""
        return self.reach > MARK and not self.is_area


def width_of(text: str) -> float:
    """About how wide the text is set; rather more than less."""
    return sum(_ems(letter) for letter in text) * LETTER


def _ems(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.05
    if letter in NARROW_LETTERS:
        return 0.36
    return 0.74 if letter.isupper() or letter in "mwMW" else 0.6


def labelled(wanted: Iterable[Wanted], taken: list[Box], paper: Box) -> list[Label]:
    """A label for each, in the order given: the first ones get the better places."""
    marks = list(wanted)
    covered = Taken(taken)
    circles = Taken([])
    for mark in marks:
        if not mark.is_area:
            covered.add(box_around(mark.x, mark.y, min(mark.reach, MARK) + 1))
        if mark.is_circle:
            circles.add(box_around(mark.x, mark.y, mark.reach))

    def is_free(mark: Wanted, box: Box) -> bool:
        if not _inside(box, paper) or covered.meets(box):
            return False
        # An exact mark's name may cross a circle; a circle's name in another would seem to be its.
        own = box_around(mark.x, mark.y, mark.reach)
        return not (mark.is_circle and circles.meets(box, but=own))

    found = []
    for mark in marks:
        label, box = _best(mark, is_free)
        covered.add(box)
        found.append(label)
    return found


def _best(mark: Wanted, is_free: Callable[[Wanted, Box], bool]) -> tuple[Label, Box]:
    if len(mark.name) <= MOST_LETTERS:
        for place, box in _beside(mark, mark.name):
            if is_free(mark, box):
                return _label(mark.name, place, box), box
    number = str(mark.number)
    for place, box in _beside(mark, number):
        if is_free(mark, box):
            return _label(number, place, box, is_number=True), box
    around = [box for ring in RINGS for box in _around(mark, number, ring)]
    box = next((box for box in around if is_free(mark, box)), around[0])
    return _label(number, "middle", box, is_number=True, is_apart=True), box


def _beside(mark: Wanted, text: str) -> Iterator[tuple[str, Box]]:
    """Boxes for a text beside its mark, or inside a large area, the best first."""
    wide, half = width_of(text), LINE / 2
    x, y, off = mark.x, mark.y, mark.reach + 4
    if mark.is_area:
        for down in (0, -0.45, 0.45):
            middle = y + down * mark.reach
            yield "middle", Box(x - wide / 2, middle - half, x + wide / 2, middle + half)
        return
    yield "right", Box(x + off, y - half, x + off + wide, y + half)
    yield "left", Box(x - off - wide, y - half, x - off, y + half)
    yield "middle", Box(x - wide / 2, y - off - LINE, x + wide / 2, y - off)
    yield "middle", Box(x - wide / 2, y + off, x + wide / 2, y + off + LINE)


def _around(mark: Wanted, text: str, ring: float) -> Iterator[Box]:
    """Boxes for a number on a circle around its mark."""
    off = ring + 14 + (0 if mark.is_area else mark.reach)
    count = 8 if not ring else 16
    for number in range(count):
        turn = radians(-45 + 360 / count * number)
        x, y = mark.x + off * cos(turn), mark.y + off * sin(turn)
        half = width_of(text) / 2
        yield Box(x - half, y - LINE / 2, x + half, y + LINE / 2)


def _inside(box: Box, paper: Box) -> bool:
    return box.x1 >= paper.x1 and box.y1 >= paper.y1 and box.x2 <= paper.x2 and box.y2 <= paper.y2


def _label(
    text: str, place: str, box: Box, is_number: bool = False, is_apart: bool = False
) -> Label:
    direction = direction_of(text)
    baseline = round(box.y2 - 4, 1)
    if place == "middle":
        x = round((box.x1 + box.x2) / 2, 1)
        return Label(text, x, baseline, "middle", direction, is_number, box, is_apart)
    is_start = place == "right"
    anchor = "start" if is_start == (direction == "ltr") else "end"
    x = round(box.x1 if is_start else box.x2, 1)
    return Label(text, x, baseline, anchor, direction, is_number, box)
