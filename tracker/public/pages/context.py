"""Events and requests: what happened around a claim, and who asked what of whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import records
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.lists.filters import EventFilter, RequestFilter
from tracker.public.machines import formats
from tracker.public.machines.cited import cite
from tracker.public.machines.linked import records as linked
from tracker.public.pages.list_page import list_page
from tracker.public.telling import passages
from tracker.public.telling.evidence import figure_groups, numbered_sources


def event_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, EventFilter, "lists/event_list.html", "events")


def request_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, RequestFilter, "lists/request_list.html", "requests")


def event_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    event = find(request, reader, "event", records.event, key, formats.CITED)
    return formats.record_page(
        request,
        "records/event.html",
        {
            "event": event,
            "passages": passages.of_event(event),
            "figures": figure_groups([event]),
            "sources": numbered_sources([event]),
            "linked": linked.event(event),
        },
        cite(event),
    )


def request_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    asked = find(request, reader, "request", records.request, key, formats.CITED)
    return formats.record_page(
        request,
        "records/request.html",
        {"asked": asked, "linked": linked.request(asked)},
        cite(asked),
    )
