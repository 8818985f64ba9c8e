"""Which places a dossier names, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.edition.documents import DossierDocument, PlaceDocument


@dataclass
class Row:
    """One place of a dossier and how many of its allegations, events and figures name it."""

    number: int
    place: PlaceDocument
    allegations: int = 0
    events: int = 0
    figures: int = 0

    @property
    def position(self) -> str:
        """Latitude and longitude, without the zeros that the record pads them with."""
        return position_of(self.place)


def position_of(place: PlaceDocument) -> str:
    if place.latitude is None or place.longitude is None or not place.is_placed:
        return ""
    return f"{place.latitude.normalize():f}, {place.longitude.normalize():f}"


def rows_of(dossier: DossierDocument) -> list[Row]:
    """The places that a dossier's records name, those with a position first."""
    places: dict[str, PlaceDocument] = {}
    alleged, happened, counted = Counter[str](), Counter[str](), Counter[str]()
    for claim in dossier.claims:
        for point in claim.allegations:
            alleged.update(_keys((link.place for link in point.place_links), places))
    for event in dossier.events:
        happened.update(_keys((link.place for link in event.place_links), places))
    for figure in dossier.figures:
        counted.update(_keys([figure.place] if figure.place else [], places))
    return [
        Row(number, one, alleged[one.key], happened[one.key], counted[one.key])
        for number, one in enumerate(in_order(places.values()), 1)
    ]


def _keys(named: Iterable[PlaceDocument], places: dict[str, PlaceDocument]) -> list[str]:
    """The keys of some places, each once; the places are put among `places`."""
    found = {one.key: one for one in named}
    places.update(found)
    return list(found)


def rows_in(place: PlaceDocument, parts: Iterable[PlaceDocument]) -> list[Row]:
    """A place and what lies in it, without counts."""
    return [Row(number, one) for number, one in enumerate([place, *in_order(parts)], 1)]


def in_order(places: Iterable[PlaceDocument]) -> list[PlaceDocument]:
    """Places with a position before those without, by name."""
    return sorted(
        places, key=lambda one: (not one.is_placed, one.local_name.text.casefold(), one.pk)
    )
