"""The map of a dossier: where what it holds is said to have happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.edition import records
from tracker.public.mapping.drawing import map_of
from tracker.public.mapping.places import rows_of
from tracker.public.views.records import NOW, find


def dossier_map(request: HttpRequest, key: str) -> HttpResponse:
    dossier = find(request, NOW, "dossier", records.dossier_in_full, key)
    rows = rows_of(dossier)
    return render(
        request,
        "views/map.html",
        {
            "record": dossier,
            "title": dossier.title,
            "rows": rows,
            "map": map_of([row.place for row in rows]),
        },
    )
