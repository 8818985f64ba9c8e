"""How far around its position a place is drawn, for each precision that is on record."""

from __future__ import annotations

from tracker.record.models import Place

# The radius of a usual one, in km, rather large than small: no mark is drawn smaller than this.
EXTENT_KM = {
    Place.Precision.SITE: 0,
    Place.Precision.TOWN: 5,
    Place.Precision.DISTRICT: 25,
    Place.Precision.REGION: 75,
    Place.Precision.COUNTRY: 250,
}
# A larger extent runs over the window's edge where finer positions decide what the window holds.
KEPT_WHOLE_KM = 25


def extent_of(place: Place) -> int:
    return EXTENT_KM[Place.Precision(place.precision)]
