"""A drawing of moments on one time axis: a lane a kind, a numbered mark a moment.

A date known to the day is a mark; any other is a bar over all the days it can mean, with the mark
in its middle. Where one side is open the mark is at the known end, with a short tail to the open
side: how far it reaches is not known. Marks of a lane never lie on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.public.drawing.charts.axes import Axis, Drawing, of_days, ticks_of_days
from tracker.public.telling.timeline import CLAIM, EVENT, KINDS, PERIOD, REPORTED, RESPONSE, Moment

HEADING = 24  # pixels above a lane's marks
ROW = 28
# A mark is 24 pixels wide: of the narrowest drawing, 328 pixels, this many per cent.
HALF = 3.8
TAIL = 9.0  # per cent
SHAPES = {CLAIM: "box", PERIOD: "box", RESPONSE: "ring", REPORTED: "ring", EVENT: "diamond"}


@dataclass(frozen=True)
class Mark:
    """A moment in the drawing: the mark at `x`, the bar from `x1` to `x2` where it is a span."""

    moment: Moment
    x: float
    y: int
    x1: float
    x2: float
    is_span: bool
    is_open: bool

    @property
    def width(self) -> float:
        return round(self.x2 - self.x1, 2)


@dataclass
class Lane:
    """The moments of one kind, below each other where they would touch."""

    kind: str
    name: str
    y: int
    marks: list[Mark] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """What stands for a moment of this kind; a pill for all that has to do with a request."""
        return SHAPES.get(self.kind, "pill")


@dataclass(frozen=True, kw_only=True)
class TimeDrawing(Drawing):
    """The lanes from the top down."""

    lanes: list[Lane]


def draw(moments: Sequence[Moment], mirrored: bool = False) -> TimeDrawing | None:
    """The drawing of all dated moments, or None where there is none."""
    dated = [one for one in moments if one.is_dated]
    days = [day for one in dated for day in (one.first, one.last) if day]
    if not days:
        return None
    axis = of_days(min(days), max(days), mirrored)
    lanes, y = [], 0
    for kind, name in KINDS.items():
        own = [one for one in dated if one.kind == kind]
        if own:
            lane = Lane(kind, str(name), y)
            y = _fill(lane, own, axis, y + HEADING)
            lanes.append(lane)
    return TimeDrawing(lanes=lanes, ticks=ticks_of_days(axis), height=y, mirrored=mirrored)


def _fill(lane: Lane, moments: Sequence[Moment], axis: Axis, y: int) -> int:
    """Put the moments into rows of the lane; gives the pixel below the last."""
    taken: list[list[tuple[float, float]]] = []
    for one in moments:
        x, x1, x2 = _ends(one, axis)
        low, high = min(x1, x - HALF), max(x2, x + HALF)
        row = next((n for n, spans in enumerate(taken) if _is_free(spans, low, high)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((low, high))
        lane.marks.append(
            Mark(
                one,
                x,
                y + row * ROW + ROW // 2,
                x1,
                x2,
                is_span=one.first != one.last,
                is_open=one.first is None or one.last is None,
            )
        )
    return y + len(taken) * ROW + 8


def _ends(one: Moment, axis: Axis) -> tuple[float, float, float]:
    """Where the mark is, and both ends of the bar."""
    known = [axis.at(day.toordinal()) for day in (one.first, one.last) if day]
    if one.first is None or one.last is None:
        towards = -TAIL if (one.first is None) != axis.mirrored else TAIL
        known.append(round(known[0] + towards, 2))
        return known[0], min(known), max(known)
    return round(sum(known) / 2, 2), min(known), max(known)


def _is_free(spans: list[tuple[float, float]], low: float, high: float) -> bool:
    return all(high <= taken_low or low >= taken_high for taken_low, taken_high in spans)
