"""A drawing of moments on one time axis: a lane a kind, a row a moment with its name beside it.

A date known to the day is a mark; any other is a bar over all the days it can mean, with the mark
in its middle. Where one side is open the mark is at the known end, with a short tail to the open
side: how far it reaches is not known. Where the dispute took a short part of all the time, its days
are drawn wider than those before and after. Rough dates have a lane of their own, the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tracker.public.drawing.charts.axes import (
    Beside,
    BrokenAxis,
    Drawing,
    around,
    beside,
    ticks_of_pieces,
)
from tracker.public.telling.timeline import (
    CLAIM,
    EVENT,
    KINDS,
    OF_DISPUTE,
    PERIOD,
    REPORTED,
    RESPONSE,
    Moment,
    Told,
)

HEADING = 24  # pixels above a lane's marks
ROW = 38
ABOVE = 20  # pixels more where the name stands above its bar
TAIL = 9.0  # per cent
SHAPES = {CLAIM: "box", PERIOD: "box", RESPONSE: "ring", REPORTED: "ring", EVENT: "diamond"}
ROUGH = "rough"


@dataclass(frozen=True)
class Mark:
    """A moment in the drawing: the mark at `x`, the bar from `x1` to `x2` where it is a span."""

    moment: Moment
    x: float
    y: int
    x1: float
    x2: float
    name: Beside

    @property
    def is_span(self) -> bool:
        return self.moment.first != self.moment.last

    @property
    def is_open(self) -> bool:
        return self.moment.first is None or self.moment.last is None

    @property
    def width(self) -> float:
        return round(self.x2 - self.x1, 2)

    @property
    def name_y(self) -> int:
        """Where the paper of its name begins, in pixels down."""
        return self.y - ROW // 2 - (ABOVE if self.name.is_above else 0)

    @property
    def shape(self) -> str:
        """What stands for a moment of its kind; a pill for all that has to do with a request."""
        return SHAPES.get(self.moment.kind, "pill")


@dataclass
class Lane:
    """The moments of one kind, or those with a rough date, below each other."""

    kind: str
    name: str
    y: int
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TimeDrawing(Drawing):
    """The lanes from the top down; `breaks` are where the scale changes, in per cent across."""

    lanes: list[Lane]
    breaks: list[float]


def draw(told: Told, mirrored: bool = False) -> TimeDrawing | None:
    """The drawing of all moments that have a date, or None where there is none."""
    rough = [one for one in told.rough if one.is_dated]
    axis = _axis([*told.dated, *rough], mirrored)
    if axis is None:
        return None
    lanes, y = [], 0
    for kind, name, own in _by_kind(told.dated, rough):
        lane = Lane(kind, name, y)
        y = _fill(lane, own, axis, y + HEADING)
        lanes.append(lane)
    return TimeDrawing(
        lanes=lanes, breaks=axis.breaks, ticks=ticks_of_pieces(axis), height=y, mirrored=mirrored
    )


def _by_kind(
    dated: Sequence[Moment], rough: Sequence[Moment]
) -> Iterator[tuple[str, str, Sequence[Moment]]]:
    for kind, name in KINDS.items():
        own = [one for one in dated if one.kind == kind]
        if own:
            yield kind, str(name), own
    if rough:
        yield ROUGH, _("Approximate date"), rough


def _axis(moments: Sequence[Moment], mirrored: bool) -> BrokenAxis | None:
    days = _days(moments)
    if not days:
        return None
    known = _days([one for one in moments if one.kind in OF_DISPUTE and not one.is_rough])
    focus = known or days
    return around(min(days), max(days), (min(focus), max(focus)), mirrored)


def _days(moments: Sequence[Moment]) -> list[date]:
    return [day for one in moments for day in (one.first, one.last) if day]


def _fill(lane: Lane, moments: Sequence[Moment], axis: BrokenAxis, y: int) -> int:
    """Put the moments into rows of the lane; gives the pixel below the last."""
    for one in moments:
        x, x1, x2 = _ends(one, axis)
        name = beside(x1, x2)
        y += ABOVE if name.is_above else 0
        lane.marks.append(Mark(one, x, y + ROW // 2, x1, x2, name))
        y += ROW
    return y + 8


def _ends(one: Moment, axis: BrokenAxis) -> tuple[float, float, float]:
    """Where the mark is, and both ends of the bar."""
    known = [axis.at(day.toordinal()) for day in (one.first, one.last) if day]
    if one.first is None or one.last is None:
        towards = -TAIL if (one.first is None) != axis.mirrored else TAIL
        known.append(round(known[0] + towards, 2))
        return known[0], min(known), max(known)
    return round(sum(known) / 2, 2), min(known), max(known)
