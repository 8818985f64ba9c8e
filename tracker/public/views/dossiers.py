"""Dossiers: one dispute's claims, responses, requests and events in time order."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from tracker.public import formats, reading
from tracker.public.charts.timeline import draw
from tracker.public.cited import cite
from tracker.public.evidence import figure_groups
from tracker.public.filters import DossierFilter
from tracker.public.linked import records as linked
from tracker.public.listing import list_page
from tracker.public.timeline import CLAIM, EVENT, RESPONSE, SENT, moments
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Event, Response
from tracker.record.querysets import User

IN_SHORT = (CLAIM, RESPONSE, SENT, EVENT)


def dossier_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, DossierFilter, _rows, "public/dossier_list.html", "dossiers")


def _rows() -> Any:
    return reading.dossiers(ANYBODY).order_by("position", "title", "pk")


def dossier_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key, formats.CITED)
    claims = list(reading.claims(user).filter(dossiers=dossier))
    responses = list(reading.responses(user).filter(claims__in=claims).distinct())
    events = list(reading.events(user).filter(dossiers=dossier))
    requests = list(_requests_of(user, claims, responses))
    corrections = list(reading.corrections_of(dossier, user))
    return formats.record_page(
        request,
        "public/dossier.html",
        {
            "dossier": dossier,
            "claims": claims,
            "responses": responses,
            "events": events,
            "open_requests": [r for r in requests if r.is_open],
            "figures": figure_groups(events),
            "entries": moments(claims, responses, requests, events, IN_SHORT),
            "corrections": corrections,
            "linked": linked.dossier(dossier, claims, responses, events, corrections),
        },
        {"": cite(dossier)},
    )


def dossier_timeline(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    """Every date of a dossier, each kind apart, on one axis and as a list."""
    dossier = find(request, reading.dossiers(user), key)
    told = Claim.objects.visible_to(user).filter(dossiers=dossier)
    claims = list(told.prefetch_related("allegations"))
    responses = list(reading.responses_in_short(user).filter(claims__in=claims).distinct())
    answering = Prefetch("answered_by", Response.objects.visible_to(user))
    requests = list(_requests_of(user, claims, responses).prefetch_related(answering))
    events = Event.objects.visible_to(user).filter(dossiers=dossier)
    entries = moments(claims, responses, requests, events)
    return render(
        request,
        "public/timeline.html",
        {
            "record": dossier,
            "title": dossier.title,
            "entries": entries,
            "drawing": draw(entries, mirrored=get_language_bidi()),
        },
    )


def _requests_of(user: User, claims: list[Any], responses: list[Any]) -> Any:
    rows = reading.requests(user)
    return (rows.filter(claim__in=claims) | rows.filter(made_in__in=responses)).distinct()
