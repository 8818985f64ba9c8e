"""Sources: the list, and each with everything cited from it and where it goes back to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import named
from tracker.edition.named import SourceTold
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.lists.filters import SourceFilter
from tracker.public.machines import formats
from tracker.public.machines.cited import cite
from tracker.public.machines.linked import records as linked
from tracker.public.pages.list_page import list_page
from tracker.public.telling.cited_once import cited_once

MOST_SHOWN = 200
# Copies that stand open; quotes whose words in the copy are on the page, too.
MOST_COPIES = 10
MOST_OPENED = 50


def source_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, SourceFilter, "lists/source_list.html", "sources")


def source_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    told = find(request, reader, "source", _told, key, formats.CITED)
    return formats.record_page(
        request,
        "records/source.html",
        {
            "told": told,
            "source": told.source,
            "cited_once": cited_once(told.citations),
            "most_copies": MOST_COPIES,
            "most_opened": MOST_OPENED,
            "linked": linked.source(told.source, told.copies),
        },
        cite(told.source),
    )


def _told(reader: Reader, key: str) -> SourceTold | None:
    return named.source(reader, key, MOST_SHOWN)
