"""Which places a dossier names, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch

from tracker.record.models import AllegationPlace, Claim, Dossier, Event, EventPlace, Figure, Place
from tracker.record.querysets import User


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


def rows_of(dossier: Dossier, user: User) -> list[Row]:
    """The places that a dossier's visible records name, those with a position first."""
    claims = Claim.objects.visible_to(user).filter(dossiers=dossier)
    events = Event.objects.visible_to(user).filter(dossiers=dossier)
    figures = Figure.objects.visible_to(user).told_in(claims, events).filter(place__isnull=False)
    alleged = _counts(AllegationPlace.objects.filter(allegation__claim__in=claims), "allegation")
    happened = _counts(EventPlace.objects.filter(event__in=events), "event")
    counted = _counts(figures, "pk")
    seen = Place.objects.visible_to(user)
    found = seen.filter(pk__in={*alleged, *happened, *counted}).prefetch_related(
        Prefetch("part_of", seen)
    )
    return [
        Row(number, one, alleged.get(one.pk, 0), happened.get(one.pk, 0), counted.get(one.pk, 0))
        for number, one in enumerate(in_order(found), 1)
    ]


def rows_in(place: Any, parts: Iterable[Any]) -> list[Row]:
    """A place and what lies in it, without counts."""
    return [Row(number, one) for number, one in enumerate([place, *in_order(parts)], 1)]


def in_order(places: Iterable[Any]) -> list[Any]:
    """Places with a position before those without, by name."""
    return sorted(places, key=lambda one: (not one.is_placed, one.name.casefold(), one.pk))


def _counts(rows: Any, of: str) -> dict[int, int]:
    """Place → how many different `of` name it."""
    return dict(rows.order_by().values_list("place").annotate(n=Count(of, distinct=True)))
