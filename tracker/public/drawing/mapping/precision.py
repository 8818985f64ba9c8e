"""How far around its position a place is drawn, for each precision that is on record."""

from __future__ import annotations

from tracker.edition.documents import PlaceDocument
from tracker.record.choices import Precision

# The radius of a usual one, in km, rather large than small: no mark is drawn smaller than this.
EXTENT_KM = {
    Precision.SITE: 0,
    Precision.TOWN: 5,
    Precision.DISTRICT: 25,
    Precision.REGION: 75,
    Precision.COUNTRY: 250,
}
# A larger extent runs over the window's edge where finer positions decide what the window holds.
KEPT_WHOLE_KM = 25


def extent_of(place: PlaceDocument) -> int:
    return EXTENT_KM[Precision(place.precision)]
