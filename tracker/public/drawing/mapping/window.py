"""What a map shows and where on paper it lies: equirectangular, true at one parallel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

KM_PER_DEGREE = 111.195
PADDING = 0.16
# Nearer the poles a degree east is too short to draw by.
HIGHEST_PARALLEL = 84.0


class Spot(NamedTuple):
    """A position in degrees and how far around it is meant, in km."""

    latitude: float
    longitude: float
    extent: float = 0


@dataclass(frozen=True)
class Window:
    """A part of the world on `width` by `height` units of paper; `west` may be below -180."""

    west: float
    north: float
    parallel: float
    per_km: float
    width: float
    height: float

    @property
    def per_north(self) -> float:
        """Paper units to a degree of latitude."""
        return KM_PER_DEGREE * self.per_km

    @property
    def per_east(self) -> float:
        """Paper units to a degree of longitude."""
        return self.per_north * cos(radians(self.parallel))

    @property
    def east(self) -> float:
        return self.west + self.width / self.per_east

    @property
    def south(self) -> float:
        return self.north - self.height / self.per_north

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle."""
        return (self.north + self.south) / 2, (self.west + self.east) / 2

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Degrees to paper, on whichever turn of the earth the window shows."""
        turns = (longitude - self.west) % 360
        return turns * self.per_east, (self.north - latitude) * self.per_north


def window_of(spots: Iterable[Spot], width: float, height: float, least: float) -> Window:
    """The window that holds all spots (at least one), with room around them."""
    found = list(spots)
    west, east = _span([spot.longitude for spot in found])
    south, north = min(spot.latitude for spot in found), max(spot.latitude for spot in found)
    parallel = max(-HIGHEST_PARALLEL, min(HIGHEST_PARALLEL, (south + north) / 2))
    across = KM_PER_DEGREE * cos(radians(parallel))
    extent = 2 * max(spot.extent for spot in found)
    wide = ((east - west) * across + extent) * (1 + 2 * PADDING)
    high = ((north - south) * KM_PER_DEGREE + extent) * (1 + 2 * PADDING)
    per_km = min(width / max(wide, least), height / max(high, least))
    # Once around the earth is enough; what is then left of the paper stays off.
    per_km = max(per_km, width / (360 * across))
    height = min(height, 180 * KM_PER_DEGREE * per_km)
    rows, columns = height / (KM_PER_DEGREE * per_km), width / (across * per_km)
    top = min(90.0, max((south + north + rows) / 2, rows - 90))
    return Window((west + east - columns) / 2, top, parallel, per_km, width, height)


def around(spot: Spot, degrees: float, width: float, height: float) -> Window:
    """A window about `degrees` of latitude high, or the whole world where that is less."""
    return window_of([spot], width, height, degrees * KM_PER_DEGREE)


def _span(longitudes: list[float]) -> tuple[float, float]:
    """The shortest stretch eastward that holds all longitudes; its end may exceed 180."""
    turned = sorted({longitude % 360 for longitude in longitudes})
    gaps = [
        ((turned[(i + 1) % len(turned)] - turned[i]) % 360 or 360.0, i) for i in range(len(turned))
    ]
    widest, last = max(gaps)
    west = turned[(last + 1) % len(turned)]
    west = west - 360 if west >= 180 else west
    return west, west + 360 - widest
