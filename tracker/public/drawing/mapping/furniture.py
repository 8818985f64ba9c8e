"""What helps to read a map: the graticule, the scale bar, and where in the world it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _

from tracker.public.drawing.mapping.labels import LINE, Box, width_of
from tracker.public.drawing.mapping.outlines import Paths, paths
from tracker.public.drawing.mapping.window import Spot, Window, around

# Minutes of arc between two lines, the finest that leaves them far enough apart.
STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
LEAST_APART = 100
SCALE_SHARE = 0.3
EDGE = 10
INSET_SHARE = 0.24
INSET_SHAPE = 0.75
INSET_DEGREES = (16, 30, 60, 180)


@dataclass
class GridLine:
    """One parallel or meridian, with its label."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str
    label_x: float
    label_y: float


@dataclass
class ScaleBar:
    x: float
    y: float
    length: float
    kilometres: int

    @property
    def end(self) -> float:
        return self.x + self.length

    @property
    def middle(self) -> float:
        return self.x + self.length / 2

    @property
    def tick_y(self) -> int:
        """Where its two ends point up to."""
        return int(self.y) - 5

    @property
    def label_y(self) -> int:
        """The line its words stand on."""
        return int(self.y) - 8

    @property
    def box(self) -> Box:
        half = max(self.length, width_of(f"{self.kilometres} km")) / 2
        return Box(self.middle - half, self.y - LINE - 8, self.middle + half, self.y + 4)


@dataclass
class Inset:
    """The larger surroundings, with the map's own window as a frame in them."""

    x: float
    y: float
    window: Window
    paths: Paths
    frame: Box

    @property
    def frame_width(self) -> float:
        return round(self.frame.x2 - self.frame.x1, 1)

    @property
    def frame_height(self) -> float:
        return round(self.frame.y2 - self.frame.y1, 1)

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.window.width, self.y + self.window.height)


def in_degrees(minutes: int, positive: str, negative: str) -> str:
    """Minutes of arc as `36°30′ N`; the equator and the two middle meridians have no letter."""
    degrees, rest = divmod(abs(minutes), 60)
    text = f"{degrees}°{rest:02d}′" if rest else f"{degrees}°"
    if minutes == 0 or degrees == 180:
        return text
    return f"{text} {positive if minutes > 0 else negative}"


def latitude_words(minutes: int) -> str:
    return in_degrees(minutes, _("N"), _("S"))


def longitude_words(minutes: int) -> str:
    return in_degrees((minutes + 180 * 60) % (360 * 60) - 180 * 60, _("E"), _("W"))


def parallels(window: Window) -> list[GridLine]:
    """Lines of latitude, labelled at the left edge."""
    found = []
    for minutes in _between(window.south, window.north, window.per_north):
        y = round((window.north - minutes / 60) * window.per_north, 1)
        if abs(minutes) < 90 * 60:
            text = latitude_words(minutes) if 2.4 * LINE < y < window.height - 4 else ""
            found.append(GridLine(0, y, window.width, y, text, 6, y - 4))
    return found


def meridians(window: Window) -> list[GridLine]:
    """Lines of longitude, labelled at the upper edge."""
    found = []
    for minutes in _between(window.west, window.east, window.per_east):
        x = round((minutes / 60 - window.west) * window.per_east, 1)
        text = longitude_words(minutes)
        fits = x + 4 + width_of(text) < window.width
        found.append(GridLine(x, 0, x, window.height, text if fits else "", x + 4, LINE - 3))
    return found


def _between(low: float, high: float, per_degree: float) -> Iterator[int]:
    step = next((one for one in STEPS if one / 60 * per_degree >= LEAST_APART), STEPS[-1])
    return (number * step for number in range(ceil(low * 60 / step), floor(high * 60 / step) + 1))


def grid_boxes(lines: Iterable[GridLine]) -> list[Box]:
    """The paper that the labels of lines take."""
    return [
        Box(
            line.label_x,
            line.label_y - LINE + 4,
            line.label_x + width_of(line.label),
            line.label_y + 4,
        )
        for line in lines
        if line.label
    ]


def scale_bar(window: Window, marks: list[Box]) -> ScaleBar:
    """A round number of kilometres, in whichever lower corner has fewer marks."""
    most = window.width * SCALE_SHARE / window.per_km
    lengths = [digit * 10**power for power in range(5) for digit in (1, 2, 5)]
    kilometres = max(length for length in lengths if length <= most or length == 1)
    length = round(kilometres * window.per_km, 1)
    y = window.height - EDGE
    bars = [
        ScaleBar(x, y, length, kilometres) for x in (window.width - EDGE - length - 8, EDGE + 8)
    ]
    return min(bars, key=lambda bar: _crowd(bar.box, marks))


def inset(window: Window, marks: list[Box], taken: list[Box]) -> Inset | None:
    """The surroundings of a window that shows no coast; None where it shows one."""
    if paths(window).has_coast:
        return None
    width = round(window.width * INSET_SHARE)
    height = round(width * INSET_SHAPE)
    for degrees in INSET_DEGREES:
        wider = around(Spot(*window.middle), degrees, width, height)
        drawn = paths(wider)
        if drawn.has_coast:
            break
    rows = [window.height - EDGE - wider.height, EDGE + LINE]
    corners = [(x, y) for y in rows for x in (EDGE, window.width - EDGE - width)]
    found = [Inset(x, y, wider, drawn, _frame(window, wider)) for x, y in corners]
    return min(found, key=lambda one: (_crowd(one.box, taken), _crowd(one.box, marks)))


def _frame(window: Window, wider: Window) -> Box:
    """The window's outline in the wider one, never too small to be seen."""
    x, y = wider.project(*window.middle)
    across = max(3.0, window.width / window.per_east * wider.per_east / 2)
    along = max(3.0, window.height / window.per_north * wider.per_north / 2)
    return Box(*(round(end, 1) for end in (x - across, y - along, x + across, y + along)))


def _crowd(box: Box, others: list[Box]) -> int:
    return sum(1 for other in others if box.meets(other))


def true_parallel(window: Window) -> str:
    """The parallel along which distances are true, in words."""
    return latitude_words(round(window.parallel) * 60)
