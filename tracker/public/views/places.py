"""Places: what is alleged there, what happened there, the figures over time."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.filters import PlaceFilter
from tracker.public.linked import records as linked
from tracker.public.listing import list_page
from tracker.public.mapping.drawing import SMALL, map_of
from tracker.public.mapping.places import rows_in
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Allegation, EventPlace, Place
from tracker.record.querysets import User

MOST_SHOWN = 50


def place_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, PlaceFilter, _rows, "public/place_list.html", "places")


def _rows() -> Any:
    rows = Place.objects.published().select_related("part_of").prefetch_related("names")
    return rows.order_by("name", "pk")


def place_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    rows = Place.objects.visible_to(user).prefetch_related("names")
    place = find(request, rows, key, formats.LINKED)
    seen = Place.objects.visible_to(user)
    inside = Place.objects.within([place.pk])
    counted = reading.figures(user).filter(place=place)
    above, parts = seen.filter(pk=place.part_of_id).first(), seen.filter(part_of=place)
    map_rows = rows_in(place, parts)
    claims = reading.claims(user).filter(pk__in=_claims_at(inside))[:MOST_SHOWN]
    events = reading.events(user).filter(pk__in=_events_at(inside))[:MOST_SHOWN]
    return formats.record_page(
        request,
        "public/place.html",
        {
            "place": place,
            "above": above,
            "parts": parts,
            "map": map_of([row.place for row in map_rows], [SMALL]),
            "map_rows": map_rows,
            "claims": claims,
            "events": events,
            "figures": counted.order_by(
                "population", F("as_of_earliest").asc(nulls_last=True), "pk"
            )[:MOST_SHOWN],
            "linked": linked.place(place, above, parts, claims, events),
        },
    )


def _claims_at(places: Any) -> Any:
    return Allegation.objects.filter(places__in=places).values("claim")


def _events_at(places: Any) -> Any:
    return EventPlace.objects.filter(place__in=places).values("event")
