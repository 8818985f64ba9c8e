"""Places: what is alleged there, what happened there, the figures over time."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import named
from tracker.edition.documents import FigureRow
from tracker.edition.named import PlaceTold
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.drawing.mapping.drawing import SMALL, map_of
from tracker.public.drawing.mapping.places import rows_in
from tracker.public.lists.filters import PlaceFilter
from tracker.public.machines import formats
from tracker.public.machines.linked import records as linked
from tracker.public.pages.list_page import list_page
from tracker.public.telling.evidence import by_population

MOST_SHOWN = 50


def place_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, PlaceFilter, "lists/place_list.html", "places")


def place_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    told = find(request, reader, "place", _told, key, formats.LINKED)
    rows = rows_in(told.place, told.parts)
    return formats.record_page(
        request,
        "records/place.html",
        {
            "told": told,
            "place": told.place,
            "map": map_of([row.place for row in rows], [SMALL]),
            "map_rows": rows,
            "figures": by_population(sorted(told.figures, key=_over_time)),
            "linked": linked.place(told),
        },
    )


def _told(reader: Reader, key: str) -> PlaceTold | None:
    return named.place(reader, key, MOST_SHOWN)


def _over_time(figure: FigureRow) -> tuple[str, date, int]:
    return (figure.population, figure.as_of_earliest or date.max, int(figure.row))
