"""The map of a dossier: where what it holds is said to have happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.edition import records
from tracker.public.drawing.mapping.drawing import map_of
from tracker.public.drawing.mapping.places import rows_of
from tracker.public.lists.in_parts import dossier_in_part


def dossier_map(request: HttpRequest, key: str) -> HttpResponse:
    dossier, page = dossier_in_part(request, key, records.dossier_in_full)
    rows = rows_of(dossier)
    return render(
        request,
        "views/map.html",
        {
            "record": dossier,
            "title": dossier.title,
            "page": page,
            "rows": rows,
            "map": map_of([row.place for row in rows]),
        },
    )
