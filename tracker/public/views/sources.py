"""Sources: the list, and each with everything cited from it and where it goes back to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.cited import cite
from tracker.public.filters import SourceFilter
from tracker.public.linked import records as linked
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Source
from tracker.record.querysets import User

TARGETS = (
    "claim",
    "allegation__claim",
    "response__responder",
    "answer__response__responder",
    "answer__allegation__claim",
    "event",
    "figure__allegation__claim",
    "figure__answer__response",
    "figure__answer__allegation__claim",
    "figure__event",
    "figure__reporter",
)
MOST_SHOWN = 200


def source_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, SourceFilter, _rows, "public/source_list.html", "sources")


def _rows() -> Any:
    return Source.objects.published().select_related("publisher").with_republications()


def source_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    rows = Source.objects.visible_to(user).select_related("publisher").with_republications(user)
    source = find(request, rows, key, formats.CITED)
    seen = Source.objects.visible_to(user).select_related("publisher")
    cited = reading.quotes(user).filter(source=source).select_related(*TARGETS)
    derived_from = seen.filter(pk=source.derived_from_id).first()
    corrections = list(reading.corrections_of(source, user))
    return formats.record_page(
        request,
        "public/source.html",
        {
            "source": source,
            "citations": cited[:MOST_SHOWN],
            "derived_from": derived_from,
            "origin": seen.filter(pk=source.origin_id).first(),
            "republications": seen.filter(origin=source)[:MOST_SHOWN],
            "proves": reading.requests(user).filter(proof=source)[:MOST_SHOWN],
            "corrections": corrections,
            "linked": linked.source(source, derived_from, corrections),
        },
        {"": cite(source)},
    )
