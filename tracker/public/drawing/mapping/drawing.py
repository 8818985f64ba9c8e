"""A map as the template draws it: marks, names, outlines and furniture on paper of one size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.edition.documents import PlaceDocument
from tracker.public.drawing.mapping import furniture
from tracker.public.drawing.mapping.countries import CountryName, names_in_view
from tracker.public.drawing.mapping.labels import Box, Label, Wanted, box_around, labelled
from tracker.public.drawing.mapping.outlines import Paths, paths
from tracker.public.drawing.mapping.precision import EXTENT_KM, KEPT_WHOLE_KM, extent_of
from tracker.public.drawing.mapping.towns import TownName, towns_in_view
from tracker.public.drawing.mapping.window import Spot, Window, window_of
from tracker.record.choices import Precision

DOT = 4.5
LEAST_RADIUS = 7
# From this radius on an area is large enough to be named inside it.
AREA = 34
# How wide a window is at least; the wider ones where a narrower one shows nothing but land.
LEASTS_KM = (120, 240, 480)


@dataclass(frozen=True)
class Paper:
    """The size of a drawing, in units that are pixels or a little more."""

    name: str
    width: int
    height: int


WIDE = Paper("wide", 640, 480)
NARROW = Paper("narrow", 288, 320)
# For a page that is not about the map.
SMALL = Paper("narrow", 288, 240)


class Placed(NamedTuple):
    """A place with a position, and its number among all that were given."""

    number: int
    place: PlaceDocument
    latitude: float
    longitude: float


@dataclass
class Mark:
    """One place on paper; `radius` is the extent of its precision, or that of a dot."""

    number: int
    place: PlaceDocument
    x: float
    y: float
    radius: float
    label: Label | None = None

    @property
    def is_exact(self) -> bool:
        return self.place.precision == Precision.SITE

    @property
    def label_class(self) -> str:
        """How its label is set: the name of a spot, that of an area, or a number only."""
        if self.label and self.label.is_number:
            return "number"
        return "name" if self.is_exact else "name area-name"


@dataclass
class Drawing:
    paper: Paper
    window: Window
    outlines: Paths
    lines: list[furniture.GridLine]
    scale: furniture.ScaleBar
    inset: furniture.Inset | None
    marks: list[Mark]
    countries: list[CountryName]
    towns: list[TownName]


@dataclass
class Map:
    """The drawings of one map, for wide screens and for narrow ones, and what both show."""

    drawings: list[Drawing]
    legend: list[tuple[str, int]]
    true_at: str


def map_of(places: Sequence[PlaceDocument], papers: Sequence[Paper] = (WIDE, NARROW)) -> Map | None:
    """The map of places numbered from one as given; None where none has a position."""
    placed = [
        Placed(number, one, float(one.latitude), float(one.longitude))
        for number, one in enumerate(places, 1)
        if one.is_placed and one.latitude is not None and one.longitude is not None
    ]
    if not placed:
        return None
    drawings = [draw(placed, paper) for paper in papers]
    shown = {one.place.precision for one in placed}
    legend = [(str(level.label), km) for level, km in EXTENT_KM.items() if level in shown]
    return Map(drawings, legend, furniture.true_parallel(drawings[0].window))


def draw(placed: list[Placed], paper: Paper) -> Drawing:
    """Places with a position, on paper."""
    window = _window(_spots(placed), paper)
    marks = [_mark(one, window) for one in placed]
    marks.sort(key=lambda mark: (-mark.radius, mark.number))
    boxes = [box_around(mark.x, mark.y, min(mark.radius, AREA)) for mark in marks]
    lines = furniture.parallels(window) + furniture.meridians(window)
    scale = furniture.scale_bar(window, boxes)
    inset = furniture.inset(window, boxes, [scale.box])
    if inset:
        _clear_labels(lines, inset.box)
    taken = [scale.box, *furniture.grid_boxes(lines), *([inset.box] if inset else [])]
    _name(marks, taken, Box(2, 2, window.width - 2, window.height - 2))
    # Names to find one's way by stand where marks and labels leave room, countries before towns.
    taken += [mark.label.box for mark in marks if mark.label]
    taken += [box_around(mark.x, mark.y, min(mark.radius, DOT)) for mark in marks]
    areas = [box_around(mark.x, mark.y, mark.radius) for mark in marks]
    places = [one.place for one in placed]
    countries = names_in_view(window, places, taken, areas)
    towns = towns_in_view(window, places, [*taken, *(one.box for one in countries)])
    return Drawing(paper, window, paths(window), lines, scale, inset, marks, countries, towns)


def _window(spots: list[Spot], paper: Paper) -> Window:
    """The window on all spots; on one alone, wide enough to show some water to find it by."""
    for least in LEASTS_KM if len(spots) == 1 else LEASTS_KM[:1]:
        window = window_of(spots, paper.width, paper.height, least)
        seen = paths(window)
        if seen.has_coast or seen.lakes or seen.rivers:
            return window
    return window


def _spots(placed: list[Placed]) -> list[Spot]:
    """Positions with the extent that has to be in view: all of it, or of the finer ones only."""
    extents = [extent_of(one.place) for one in placed]
    most = max(min(extents), KEPT_WHOLE_KM)
    return [
        Spot(one.latitude, one.longitude, extent if extent <= most else 0)
        for one, extent in zip(placed, extents, strict=True)
    ]


def _mark(one: Placed, window: Window) -> Mark:
    x, y = window.project(one.latitude, one.longitude)
    mark = Mark(one.number, one.place, round(x, 1), round(y, 1), DOT)
    if not mark.is_exact:
        mark.radius = round(max(LEAST_RADIUS, extent_of(one.place) * window.per_km), 1)
    return mark


def _clear_labels(lines: list[furniture.GridLine], box: Box) -> None:
    """Take away the labels of lines that something else lies on."""
    for line in lines:
        if any(one.meets(box) for one in furniture.grid_boxes([line])):
            line.label = ""


def _name(marks: list[Mark], taken: list[Box], paper: Box) -> None:
    """Label the marks, the most exact ones first."""
    order = sorted(marks, key=lambda mark: (mark.radius, mark.number))
    wanted = [
        Wanted(one.place.local_name.text, one.number, one.x, one.y, one.radius, one.radius >= AREA)
        for one in order
    ]
    for mark, label in zip(order, labelled(wanted, taken, paper), strict=True):
        mark.label = label
