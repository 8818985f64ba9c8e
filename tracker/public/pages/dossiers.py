"""Dossiers: one dispute's claims, responses, requests and events in time order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from tracker.edition import records
from tracker.edition.readers import NOW, Reader
from tracker.public.drawing.charts.timeline import draw
from tracker.public.lists.filters import DossierFilter
from tracker.public.lists.in_parts import dossier_in_part
from tracker.public.machines import formats
from tracker.public.machines.cited import cite
from tracker.public.machines.linked import records as linked
from tracker.public.pages.list_page import list_page
from tracker.public.telling.evidence import figure_groups
from tracker.public.telling.timeline import CLAIM, EVENT, RESPONSE, SENT, moments, timeline

IN_SHORT = (CLAIM, RESPONSE, SENT, EVENT)


def dossier_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, DossierFilter, "lists/dossier_list.html", "dossiers")


def dossier_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    dossier, page = dossier_in_part(request, key, records.dossier, reader, formats.CITED)
    responses = dossier.responses
    return formats.record_page(
        request,
        "records/dossier.html",
        {
            "dossier": dossier,
            "page": page,
            "claims": dossier.claims,
            "responses": responses,
            "open_requests": [one for one in dossier.requests if one.is_open],
            "figures": figure_groups(dossier.events),
            "entries": moments(dossier, IN_SHORT),
            "linked": linked.dossier(dossier),
        },
        cite(dossier),
    )


def dossier_timeline(request: HttpRequest, key: str) -> HttpResponse:
    """Every date of a dossier, each kind apart, on one axis and as a list."""
    dossier, page = dossier_in_part(request, key, records.dossier)
    told = timeline(dossier)
    return render(
        request,
        "views/timeline.html",
        {
            "record": dossier,
            "title": dossier.title,
            "page": page,
            "told": told,
            "drawing": draw(told, mirrored=get_language_bidi()),
        },
    )
