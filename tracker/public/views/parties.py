"""Parties: what each alleged, what is alleged of it, how it answered, whose turn it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.filters import PartyFilter
from tracker.public.linked import records as linked
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Membership, Party, Source
from tracker.record.querysets import User

MOST_SHOWN = 20


def party_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, PartyFilter, _rows, "public/party_list.html", "parties")


def _rows() -> Any:
    return Party.objects.published().prefetch_related("names").order_by("name", "pk")


def party_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    rows = Party.objects.visible_to(user).prefetch_related("names")
    party = find(request, rows, key, formats.LINKED)
    seen = Party.objects.visible_to(user)
    claims = reading.claims(user)
    requests = reading.requests(user)
    made, against = claims.filter(claimants=party), claims.filter(accused=party)
    responses = reading.responses(user).filter(responder=party)
    bodies = Membership.objects.filter(member=party, body__in=seen).select_related("body")
    members = Membership.objects.filter(body=party, member__in=seen).select_related("member")
    said = [made[:MOST_SHOWN], against[:MOST_SHOWN], responses[:MOST_SHOWN]]
    return formats.record_page(
        request,
        "public/party.html",
        {
            "party": party,
            "bodies": bodies,
            "members": members,
            "made": said[0],
            "made_count": made.count(),
            "against": said[1],
            "against_count": against.count(),
            "responses": said[2],
            "response_count": responses.count(),
            "spoken": reading.responses(user).filter(spokesperson=party)[:MOST_SHOWN],
            "asked_by": requests.filter(asker=party)[:MOST_SHOWN],
            "asked_of": requests.filter(asked=party)[:MOST_SHOWN],
            "events": reading.events(user).filter(parties=party)[:MOST_SHOWN],
            "figures": reading.figures(user).filter(reporter=party)[:MOST_SHOWN],
            "sources": Source.objects.visible_to(user).filter(publisher=party)[:MOST_SHOWN],
            "linked": linked.party(party, bodies, members, *said),
        },
    )
