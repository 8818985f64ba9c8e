"""Parties: what each alleged, what is alleged of it, how it answered, whose turn it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import named
from tracker.edition.named import PartyTold
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.lists.filters import PartyFilter
from tracker.public.machines import formats
from tracker.public.machines.linked import records as linked
from tracker.public.pages.list_page import list_page

MOST_SHOWN = 20


def party_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, PartyFilter, "lists/party_list.html", "parties")


def party_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    told = find(request, reader, "party", _told, key, formats.LINKED)
    return formats.record_page(
        request,
        "records/party.html",
        {"told": told, "party": told.party, "linked": linked.party(told)},
    )


def _told(reader: Reader, key: str) -> PartyTold | None:
    return named.party(reader, key, MOST_SHOWN)
