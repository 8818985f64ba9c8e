"""The map of a dossier: where what it holds is said to have happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public import reading
from tracker.public.mapping.drawing import map_of
from tracker.public.mapping.places import rows_of
from tracker.public.views.records import ANYBODY, find
from tracker.record.querysets import User


def dossier_map(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key)
    rows = rows_of(dossier, user)
    return render(
        request,
        "public/map.html",
        {
            "record": dossier,
            "title": dossier.title,
            "rows": rows,
            "map": map_of([row.place for row in rows]),
        },
    )
