"""Which places a dossier names, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tracker.edition.documents import DossierDocument


@dataclass
class Row:
    """One place of a dossier and how many of its allegations, events and figures name it."""

    number: int
    place: Any
    allegations: int = 0
    events: int = 0
    figures: int = 0

    @property
    def position(self) -> str:
        """Latitude and longitude, without the zeros that the record pads them with."""
        return position_of(self.place)


def position_of(place: Any) -> str:
    if not place.is_placed:
        return ""
    return f"{place.latitude.normalize():f}, {place.longitude.normalize():f}"


def rows_of(dossier: DossierDocument) -> list[Row]:
    """The places that a dossier's records name, those with a position first."""
    places: dict[str, Any] = {}
    alleged, happened, counted = Counter[str](), Counter[str](), Counter[str]()
    for claim in dossier.claims:
        for point in claim.allegations:
            alleged.update(_places(point.place_links, places))
    for event in dossier.events:
        happened.update(_places(event.place_links, places))
    at_places = [one for one in dossier.figures if one.place]
    _places(at_places, places)
    counted.update(one.place.key for one in at_places if one.place)
    return [
        Row(number, one, alleged[one.key], happened[one.key], counted[one.key])
        for number, one in enumerate(in_order(places.values()), 1)
    ]


def _places(rows: Iterable[Any], places: dict[str, Any]) -> list[str]:
    """The keys of the places that some rows name, which are put among `places`."""
    named = {row.place.key: row.place for row in rows}
    places.update(named)
    return list(named)


def rows_in(place: Any, parts: Iterable[Any]) -> list[Row]:
    """A place and what lies in it, without counts."""
    return [Row(number, one) for number, one in enumerate([place, *in_order(parts)], 1)]


def in_order(places: Iterable[Any]) -> list[Any]:
    """Places with a position before those without, by name."""
    return sorted(places, key=lambda one: (not one.is_placed, one.name.casefold(), one.pk))
