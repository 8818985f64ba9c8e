"""Land, lakes and rivers as SVG paths: read once, cut to a window, no finer than paper shows."""

from __future__ import annotations

import gzip
import json
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from tracker.public.mapping.window import Window

DATA = Path(__file__).parent / "outlines.json.gz"
# With fewer units to a degree the coarser outlines do; windows still wider are without rivers.
FAR_PER_DEGREE = 20
NO_RIVERS_DEGREES = 70
# Level and least step, ever coarser, until the paths are at most this many letters together.
DETAIL = (("near", 0.8), ("near", 1.4), ("far", 0.8), ("far", 1.6), ("far", 2.6))
MOST_LETTERS = 18_000
LEAST_RING = 1.8
MARGIN = 4

Point = tuple[float, float]


class Line(NamedTuple):
    """Coordinates in steps of a degree's `unit`-th part, and the box around them."""

    xs: array[int]
    ys: array[int]
    west: int
    east: int
    south: int
    north: int


class Outlines(NamedTuple):
    """Level (near, far) → kind (land, lakes, rivers) → lines; land and lakes are rings."""

    unit: int
    levels: dict[str, dict[str, list[Line]]]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The outlines as shipped, kept by this process from its first map on."""
    data = json.loads(gzip.decompress(DATA.read_bytes()))
    levels = {
        level: {kind: [_line(*steps) for steps in lines] for kind, lines in data[level].items()}
        for level in ("near", "far")
    }
    return Outlines(data["unit"], levels)


def _line(east: list[int], north: list[int]) -> Line:
    xs, ys = array("i", accumulate(east)), array("i", accumulate(north))
    return Line(xs, ys, min(xs), max(xs), min(ys), max(ys))


class Paths(NamedTuple):
    """The `d` of each kind's path, empty where none of it is in view."""

    land: str
    lakes: str
    rivers: str
    has_coast: bool


@lru_cache(maxsize=128)
def paths(window: Window) -> Paths:
    """What of the outlines is in view; the same window is asked for again and again."""
    has_coast = any(_enters(line, window) for line in outlines().levels["near"]["land"])
    is_far = window.per_north < FAR_PER_DEGREE
    for name, step in DETAIL:
        if is_far and name == "near":
            continue
        level = outlines().levels[name]
        rivers = [] if window.east - window.west > NO_RIVERS_DEGREES else level["rivers"]
        drawn = Paths(
            _rings(level["land"], window, step),
            _rings(level["lakes"], window, step),
            _lines(rivers, window, step),
            has_coast,
        )
        if len(drawn.land) + len(drawn.lakes) + len(drawn.rivers) <= MOST_LETTERS:
            break
    return drawn


def _turns(line: Line, window: Window) -> Iterator[int]:
    """By how many degrees to shift the line so that its box meets the window, once or more."""
    unit, margin = outlines().unit, MARGIN / window.per_north
    if line.north < (window.south - margin) * unit or line.south > (window.north + margin) * unit:
        return
    aside = MARGIN / window.per_east
    for turn in (-360, 0, 360):
        west, east = line.west / unit + turn, line.east / unit + turn
        if west <= window.east + aside and east >= window.west - aside:
            yield turn


def _projected(line: Line, window: Window, turn: int) -> list[Point]:
    unit, across, along = outlines().unit, window.per_east, window.per_north
    left, top = (window.west - turn) * unit, window.north * unit
    return [
        ((x - left) * across / unit, (top - y) * along / unit)
        for x, y in zip(line.xs, line.ys, strict=True)
    ]


def _enters(line: Line, window: Window) -> bool:
    """Whether a corner of the line lies in the window."""
    return any(
        0 < x < window.width and 0 < y < window.height
        for turn in _turns(line, window)
        for x, y in _projected(line, window, turn)
    )


def _rings(lines: list[Line], window: Window, step: float) -> str:
    found = []
    for line in lines:
        for turn in _turns(line, window):
            ring = _thinned(_cut(_projected(line, window, turn), window), step)
            if len(ring) > 2 and _size(ring) >= LEAST_RING * step:
                found.append(f"{_path(ring)}z")
    return "".join(found)


def _lines(lines: list[Line], window: Window, step: float) -> str:
    found = []
    for line in lines:
        for turn in _turns(line, window):
            for run in _runs(_projected(line, window, turn), window):
                thin = _thinned(run, step)
                if len(thin) > 1:
                    found.append(_path(thin))
    return "".join(found)


def _cut(ring: list[Point], window: Window) -> list[Point]:
    """A ring cut to the window and a margin, edge after edge (Sutherland and Hodgman)."""
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
    words = [f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l"]
    for (x, y), (to_x, to_y) in pairwise(tenths):
        across, down = _tenth(to_x - x), _tenth(to_y - y)
        gap = "" if down.startswith("-") else " "
        lead = "" if across.startswith("-") or words[-1].endswith("l") else " "
        words.append(f"{lead}{across}{gap}{down}")
    return "".join(words)


def _tenth(value: int) -> str:
    whole, part = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
