"""Names of larger towns, to find one's way by: a small mark and a word, without a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tracker.edition.documents import Name, PlaceDocument
from tracker.public.drawing.mapping.labels import LINE, Box, Taken, box_around, width_of
from tracker.public.drawing.mapping.window import Window

PER_DEGREE = 1000
# The smaller letters of the stylesheet, in parts of those of places.
SMALLER = 0.86
MARK = 2.5
OFF = 6
# A town for so much paper at most, and so many of the largest in view are tried.
PAPER_EACH = 26_000
MOST_TRIED = 60
# What is this near to a place of the record is most likely the same town, or its camp.
SAME = 0.06


class TownName(NamedTuple):
    """A town on paper: its mark, and its name beside it."""

    name: Name
    x: float
    y: float
    words_x: float
    words_y: float
    anchor: str


class _Towns(NamedTuple):
    north: npt.NDArray[np.float64]
    east: npt.NDArray[np.float64]
    names: list[str]


@lru_cache(maxsize=1)
def _towns() -> _Towns:
    """All towns, the largest first."""
    with np.load(Path(__file__).parent / "towns.npz") as data:
        names = data["names"].tobytes().decode().split("\n")
        return _Towns(data["north"] / PER_DEGREE, data["east"] / PER_DEGREE, names)


def towns_in_view(
    window: Window, places: Iterable[PlaceDocument], taken: list[Box]
) -> list[TownName]:
    """The largest towns in view that have room for their names, and are no place of the record.

    Nothing of `taken` is written over.
    """
    covered, found = Taken(taken), []
    most = max(1, int(window.width * window.height / PAPER_EACH))
    for name, x, y in _largest(window, list(places)):
        mark = box_around(x, y, MARK + 1)
        words = next(
            (one for one in _beside(name, x, y, window) if not covered.meets(one[1])), None
        )
        if words is None or covered.meets(mark):
            continue
        anchor, box = words
        covered.add(mark)
        covered.add(box)
        words_x = round(box.x1 if anchor == "start" else box.x2, 1)
        words_y = round(box.y2 - 4, 1)
        found.append(TownName(Name(name, "en"), round(x, 1), round(y, 1), words_x, words_y, anchor))
        if len(found) == most:
            break
    return found


def _largest(window: Window, places: list[PlaceDocument]) -> Iterator[tuple[str, float, float]]:
    towns = _towns()
    across = (towns.east - window.west) % 360 * window.per_east
    down = (window.north - towns.north) * window.per_north
    seen = (across > MARK) & (across < window.width - MARK)
    seen &= (down > LINE / 2) & (down < window.height - LINE / 2)
    at = [
        (float(one.latitude), float(one.longitude))
        for one in places
        if one.latitude is not None and one.longitude is not None
    ]
    for number in np.flatnonzero(seen)[:MOST_TRIED]:
        north, east = towns.north[number], towns.east[number]
        if not any(abs(north - one) < SAME and abs(east - other) < SAME for one, other in at):
            yield towns.names[number], float(across[number]), float(down[number])


def _beside(name: str, x: float, y: float, window: Window) -> Iterator[tuple[str, Box]]:
    """The paper for a name to the right of its mark, or to the left, as far as it is on the map."""
    wide = width_of(name) * SMALLER
    for anchor, start in (("start", x + OFF), ("end", x - OFF - wide)):
        if start >= 2 and start + wide <= window.width - 2:
            yield anchor, Box(start, y - LINE / 2, start + wide, y + LINE / 2)
