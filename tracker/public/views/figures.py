"""The figures of a dossier: for each population every value that anybody reported, side by side."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from tracker.public import reading
from tracker.public.charts.ranges import draw
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Event
from tracker.record.querysets import User

HOLDERS = (
    "allegation__claim",
    "answer__response__responder",
    "answer__allegation__claim",
    "event",
)


def dossier_figures(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key)
    claims = Claim.objects.visible_to(user).filter(dossiers=dossier)
    events = Event.objects.visible_to(user).filter(dossiers=dossier)
    rows = (
        reading.figures(user)
        .told_in(claims, events)
        .select_related(*HOLDERS)
        .order_by("population", "unit", F("as_of_earliest").asc(nulls_last=True), "pk")
    )
    several, single = _groups(rows)
    context = {"record": dossier, "title": dossier.title, "several": several, "single": single}
    return render(request, "public/dossier_figures.html", context)


def _groups(rows: Any) -> tuple[list[dict[str, Any]], list[tuple[str, list[Any]]]]:
    """Populations with several values, each drawn, those with most first; and those with one.

    Figures come as `_figures.html` takes them: pairs of a population and its figures.
    """
    several, single = [], []
    for (population, _unit), figures in groupby(rows, key=lambda one: (one.population, one.unit)):
        pair = (population, list(figures))
        drawing = draw(pair[1], mirrored=get_language_bidi())
        if drawing is None:
            single.append(pair)
        else:
            several.append({"population": population, "figures": [pair], "drawing": drawing})
    several.sort(key=lambda group: -len(group["drawing"].ranges))
    return several, single
