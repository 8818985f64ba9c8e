"""Names of countries, to find one's way by: words on a map, without outlines and without links.

A cell of the data says which country it is well inside of. What is near to another country, or
disputed, says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.utils.translation import get_language

from tracker.edition.documents import Name, PlaceDocument
from tracker.public.delivery.direction import direction_of
from tracker.public.drawing.mapping.labels import LINE, Box, Taken, width_of
from tracker.public.drawing.mapping.window import Window
from tracker.record.choices import PlaceKind

HERE = Path(__file__).parent
PER_DEGREE = 4
ROWS, COLUMNS = 180 * PER_DEGREE, 360 * PER_DEGREE
ENGLISH = "en"
# Room for the letters, which are set apart.
WIDER = 1.15
# How far above its lower edge a line of letters stands.
BASELINE = 4
MOST_SPOTS = 400

Grid = npt.NDArray[np.uint8]


class CountryName(NamedTuple):
    """The name of a country on paper, its middle at `x`, its line at `y`."""

    name: Name
    x: float
    y: float

    @property
    def direction(self) -> str:
        return direction_of(self.name.text)

    @property
    def box(self) -> Box:
        """The paper that it takes."""
        wide, bottom = width_of(self.name.text) * WIDER / 2, self.y + BASELINE
        return Box(self.x - wide, bottom - LINE, self.x + wide, bottom)


@lru_cache(maxsize=1)
def _grid() -> Grid:
    """The country of each cell, from south to north and west to east; 0: none."""
    with np.load(HERE / "countries.npz") as data:
        return np.repeat(data["values"], data["lengths"]).reshape(ROWS, COLUMNS)


@lru_cache(maxsize=1)
def _names() -> list[dict[str, str]]:
    """The names of each country by language, in the order of their numbers in the grid."""
    with (HERE / "countries.json").open(encoding="utf-8") as file:
        found: list[dict[str, str]] = json.load(file)
    return found


def names_in_view(
    window: Window, places: Iterable[PlaceDocument], taken: list[Box], areas: list[Box]
) -> list[CountryName]:
    """A name for each country in view that has room for one, those with most of the map first.

    Nothing of `taken` is written over; the areas of places only where there is no paper beside
    them, for a name in an area would seem to be its name. Where the record has a name of a country
    in the reader's language, that is its name.
    """
    covered, circles = Taken(taken), Taken(areas)
    called = _called(places)
    found = []
    for number, spots in _spots(window):
        names = _names()[number - 1]
        name = called.get(names[ENGLISH]) or _in_language(names)
        boxes = [box for x, y in spots if (box := _box(name, x, y, window))]
        free = [box for box in boxes if not covered.meets(box)]
        beside = (box for box in free if not circles.meets(box))
        box = next(beside, None) or next(iter(free), None)
        if box:
            covered.add(box)
            x = round((box.x1 + box.x2) / 2, 1)
            found.append(CountryName(name, x, round(box.y2 - BASELINE, 1)))
    return found


def _called(places: Iterable[PlaceDocument]) -> dict[str, Name]:
    """Names in the reader's language of countries that these places are or lie in, by own name."""
    code = get_language()
    found: dict[str, Name] = {}
    for one in places:
        place: PlaceDocument | None = one
        while place:
            if place.kind == PlaceKind.COUNTRY and place.local_name.language == code:
                found[place.name] = place.local_name
            place = place.part_of
    return found


def _in_language(names: dict[str, str]) -> Name:
    code = get_language() or ENGLISH
    return Name(names[code], code) if code in names else Name(names[ENGLISH], ENGLISH)


def _spots(window: Window) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """For each country in view its cells on paper, nearest to their middle first."""
    rows = np.arange(_cell(window.south + 90), _cell(window.north + 90) + 1)
    rows = rows[(rows >= 0) & (rows < ROWS)]
    columns = np.arange(_cell(window.west + 180), _cell(window.east + 180) + 1)
    seen = _grid()[np.ix_(rows, columns % COLUMNS)]
    numbers, counts = np.unique(seen[seen > 0], return_counts=True)
    for number in numbers[np.argsort(-counts, kind="stable")]:
        down, across = np.nonzero(seen == number)
        y = (window.north + 90 - (rows[down] + 0.5) / PER_DEGREE) * window.per_north
        x = ((columns[across] + 0.5) / PER_DEGREE - 180 - window.west) * window.per_east
        inside = (x >= 0) & (x <= window.width) & (y >= 0) & (y <= window.height)
        x, y = x[inside], y[inside]
        if len(x):
            order = np.argsort(np.hypot(x - x.mean(), y - y.mean()), kind="stable")
            step = max(1, len(order) // MOST_SPOTS)
            yield int(number), [(float(x[at]), float(y[at])) for at in order[::step]]


def _cell(degrees: float) -> int:
    return int(np.floor(degrees * PER_DEGREE))


def _box(name: Name, x: float, y: float, window: Window) -> Box | None:
    """The paper that a name takes around a spot; None where it does not fit on the map."""
    wide = width_of(name.text) * WIDER / 2
    if not (wide + 2 <= x <= window.width - wide - 2 and LINE <= y <= window.height - LINE):
        return None
    return Box(x - wide, y - LINE / 2, x + wide, y + LINE / 2)
