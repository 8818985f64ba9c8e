"""Land, lakes and rivers as SVG paths: read once, cut to a window, no finer than paper shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.public.drawing.mapping.window import Window

DATA = Path(__file__).parent / "outlines.npz"
NEAR, FAR = "near", "far"
LAND, LAKES, RIVERS = KINDS = ("land", "lakes", "rivers")
# With fewer units to a degree the coarser outlines do; windows still wider are without rivers.
FAR_PER_DEGREE = 20
NO_RIVERS_DEGREES = 70
# Level and least steps, ever coarser, until the paths are at most this many letters together.
DETAIL = ((NEAR, (0.8, 1.4)), (FAR, (0.8, 1.6, 2.6)))
MOST_LETTERS = 18_000
LEAST_RING = 1.8
MARGIN = 4
# Points to a stretch: with more of them more is drawn in vain, with fewer more is looked at.
STRETCH = 64

Point: TypeAlias = tuple[float, float]
Numbers: TypeAlias = npt.NDArray[np.int64]
# The points of one line on paper, a row each.
Drawn: TypeAlias = npt.NDArray[np.float64]


class Boxes(NamedTuple):
    """The boxes around some points, in degrees."""

    west: npt.NDArray[np.float64]
    east: npt.NDArray[np.float64]
    south: npt.NDArray[np.float64]
    north: npt.NDArray[np.float64]

    def around(self, starts: Numbers) -> Boxes:
        """The boxes around some of these together, which begin at `starts`."""
        return Boxes(
            np.minimum.reduceat(self.west, starts),
            np.maximum.reduceat(self.east, starts),
            np.minimum.reduceat(self.south, starts),
            np.maximum.reduceat(self.north, starts),
        )

    def meet(self, window: Window, turn: int) -> npt.NDArray[np.bool_]:
        """Which of them, turned by some degrees, meet a window and its margin."""
        aside, margin = MARGIN / window.per_east, MARGIN / window.per_north
        return (
            (self.west + turn <= window.east + aside)
            & (self.east + turn >= window.west - aside)
            & (self.south <= window.north + margin)
            & (self.north >= window.south - margin)
        )

    def are_drawn(self, window: Window, least: float) -> npt.NDArray[np.bool_]:
        """Which of them are as wide or as high on paper as `least`."""
        across = (self.east - self.west) * window.per_east
        along = (self.north - self.south) * window.per_north
        return (across >= least) | (along >= least)


class Lines(NamedTuple):
    """Lines of one kind: all their points in degrees, one after another.

    Each line is cut into stretches, of which most lie beside any window.
    """

    east: npt.NDArray[np.float64]
    north: npt.NDArray[np.float64]
    starts: Numbers  # of each line, and the end
    stretches: Numbers  # the start of each, and the end
    boxes: Boxes  # of the stretches
    line_boxes: Boxes

    def in_view(self, window: Window, least: float = 0) -> Iterator[Drawn]:
        """The lines whose boxes meet the window, on paper, as often as it shows them.

        None whose box is smaller there than `least`. Of a stretch beside the window only both ends
        are left: all of it is on one side.
        """
        for turn in (-360, 0, 360):
            meeting = np.flatnonzero(
                self.line_boxes.meet(window, turn) & self.line_boxes.are_drawn(window, least)
            )
            if not len(meeting):
                continue
            kept = np.repeat(self.boxes.meet(window, turn), np.diff(self.stretches))
            kept[self.stretches[:-1]] = kept[self.stretches[1:] - 1] = True
            for line in meeting:
                start, end = self.starts[line], self.starts[line + 1]
                points = start + np.flatnonzero(kept[start:end])
                x = (self.east[points] + turn - window.west) * window.per_east
                y = (window.north - self.north[points]) * window.per_north
                yield np.column_stack((x, y))


@lru_cache(maxsize=1)
def outlines() -> dict[str, dict[str, Lines]]:
    """Level (near, far) → kind → lines, kept by this process from its first map on.

    Land and lakes are rings.
    """
    with np.load(DATA) as data:
        return {
            level: {
                kind: _lines(
                    np.cumsum(data[f"{level}_{kind}_east"]) / data["unit"],
                    np.cumsum(data[f"{level}_{kind}_north"]) / data["unit"],
                    data[f"{level}_{kind}_points"],
                )
                for kind in KINDS
            }
            for level in (NEAR, FAR)
        }


def _lines(east: npt.NDArray[np.float64], north: npt.NDArray[np.float64], points: Numbers) -> Lines:
    starts = np.concatenate(([0], np.cumsum(points)))
    within = np.arange(len(east)) - np.repeat(starts[:-1], points)
    stretches = np.append(np.flatnonzero(within % STRETCH == 0), len(east))
    boxes = Boxes(east, east, north, north).around(stretches[:-1])
    line_boxes = boxes.around(np.searchsorted(stretches, starts[:-1]))
    return Lines(east, north, starts, stretches, boxes, line_boxes)


class Paths(NamedTuple):
    """The `d` of each kind's path, empty where none of it is in view."""

    land: str
    lakes: str
    rivers: str
    has_coast: bool


@lru_cache(maxsize=128)
def paths(window: Window) -> Paths:
    """What of the outlines is in view; the same window is asked for again and again."""
    has_coast = any(_enters(line, window) for line in outlines()[NEAR][LAND].in_view(window))
    is_far = window.per_north < FAR_PER_DEGREE
    has_rivers = window.east - window.west <= NO_RIVERS_DEGREES
    for level, steps in DETAIL[is_far:]:
        lines = outlines()[level]
        least = LEAST_RING * steps[0]
        land = [_cut(ring, window) for ring in lines[LAND].in_view(window, least)]
        lakes = [_cut(ring, window) for ring in lines[LAKES].in_view(window, least)]
        found = lines[RIVERS].in_view(window) if has_rivers else ()
        rivers = [run for line in found for run in _runs(_points(line), window)]
        for step in steps:
            drawn = Paths(_rings(land, step), _rings(lakes, step), _open(rivers, step), has_coast)
            if len(drawn.land) + len(drawn.lakes) + len(drawn.rivers) <= MOST_LETTERS:
                return drawn
    return drawn


def _enters(line: Drawn, window: Window) -> bool:
    """Whether a corner of the line lies in the window."""
    return bool(((line > 0) & (line < (window.width, window.height))).all(axis=1).any())


def _points(line: Drawn) -> list[Point]:
    return [(x, y) for x, y in line.tolist()]


def _rings(rings: list[list[Point]], step: float) -> str:
    thin = (_thinned(ring, step) for ring in rings)
    return "".join(
        f"{_path(ring)}z" for ring in thin if len(ring) > 2 and _size(ring) >= LEAST_RING * step
    )


def _open(lines: list[list[Point]], step: float) -> str:
    thin = (_thinned(line, step) for line in lines)
    return "".join(_path(line) for line in thin if len(line) > 1)


def _cut(line: Drawn, window: Window) -> list[Point]:
    """A ring cut to the window and a margin, edge after edge (Sutherland and Hodgman)."""
    ring = _points(line)
    if ((line >= -MARGIN) & (line <= (window.width + MARGIN, window.height + MARGIN))).all():
        return ring
    for axis, limit, sign in (
        (0, -MARGIN, 1),
        (0, window.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, window.height + MARGIN, -1),
    ):
        ring = _cut_at(ring, axis, limit, sign)
    return ring


def _cut_at(ring: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    if not ring:
        return ring
    kept = []
    last = ring[-1]
    was_in = (last[axis] - limit) * sign >= 0
    for point in ring:
        is_in = (point[axis] - limit) * sign >= 0
        if is_in != was_in:
            part = (limit - last[axis]) / (point[axis] - last[axis])
            kept.append(
                (last[0] + part * (point[0] - last[0]), last[1] + part * (point[1] - last[1]))
            )
        if is_in:
            kept.append(point)
        last, was_in = point, is_in
    return kept


def _runs(points: list[Point], window: Window) -> Iterator[list[Point]]:
    """The stretches of a line whose steps touch the window; the paper's edge hides the rest."""
    run: list[Point] = []
    for one, two in pairwise(points):
        beside = max(one[0], two[0]) < 0 or min(one[0], two[0]) > window.width
        if beside or max(one[1], two[1]) < 0 or min(one[1], two[1]) > window.height:
            if run:
                yield run
            run = []
        else:
            run.extend([two] if run else [one, two])
    if run:
        yield run


def _thinned(points: list[Point], step: float) -> list[Point]:
    """Points at least `step` apart along one axis; the last one stays."""
    if not points:
        return points
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) >= step or abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return [*kept, points[-1]]


def _size(ring: list[Point]) -> float:
    xs, ys = zip(*ring, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _path(points: list[Point]) -> str:
    """Steps in tenths, as few letters as they take."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (start_x, start_y), *_rest = tenths
    steps = [
        f"{(to_x - x) / 10:g} {(to_y - y) / 10:g}" for (x, y), (to_x, to_y) in pairwise(tenths)
    ]
    return f"M{start_x / 10:g} {start_y / 10:g}l{' '.join(steps).replace(' -', '-')}"
