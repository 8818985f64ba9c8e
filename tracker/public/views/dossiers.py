"""Dossiers: one dispute's claims, responses, requests and events in time order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public import reading
from tracker.public.evidence import figure_groups
from tracker.public.filters import DossierFilter
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.querysets import User


def dossier_list(request: HttpRequest) -> HttpResponse:
    rows = reading.dossiers(ANYBODY).order_by("position", "title", "pk")
    return list_page(request, DossierFilter, rows, "public/dossier_list.html")


def dossier_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key)
    claims = list(reading.claims(user).filter(dossiers=dossier))
    responses = list(reading.responses(user).filter(claims__in=claims).distinct())
    events = list(reading.events(user).filter(dossiers=dossier))
    requests = list(_requests_of(user, claims, responses))
    return render(
        request,
        "public/dossier.html",
        {
            "dossier": dossier,
            "claims": claims,
            "responses": responses,
            "events": events,
            "open_requests": [r for r in requests if r.is_open],
            "figures": figure_groups(events),
            "entries": in_time_order(claims, responses, requests, events),
            "corrections": reading.corrections_of(dossier, user),
        },
    )


def _requests_of(user: User, claims: list[Any], responses: list[Any]) -> Any:
    rows = reading.requests(user)
    return (rows.filter(claim__in=claims) | rows.filter(made_in__in=responses)).distinct()


def in_time_order(
    claims: list[Any], responses: list[Any], requests: list[Any], events: list[Any]
) -> list[tuple[str, str, Any]]:
    """(kind, date as written, record), by the first day each can mean; undated ones last.

    A date open to the past, such as `../2024-04-17`, sorts by its last day, before that day's own.
    """
    dated = [("claim", "made_on", row) for row in claims]
    dated += [("response", "made_on", row) for row in responses]
    dated += [("request", "sent_on", row) for row in requests]
    dated += [("event", "happened_on", row) for row in events]
    dated.sort(key=lambda entry: _place_in_time(entry[2], entry[1]))
    return [(kind, getattr(row, name), row) for kind, name, row in dated]


def _place_in_time(row: Any, name: str) -> tuple[date, bool, str]:
    first, last = getattr(row, f"{name}_earliest"), getattr(row, f"{name}_latest")
    return first or last or date.max, first is not None, row.reference
