"""Parties: what each alleged, what is alleged of it, how it answered, whose turn it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public import reading
from tracker.public.filters import PartyFilter
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Membership, Party, Source
from tracker.record.querysets import User

MOST_SHOWN = 20


def party_list(request: HttpRequest) -> HttpResponse:
    rows = Party.objects.published().prefetch_related("names").order_by("name", "pk")
    return list_page(request, PartyFilter, rows, "public/party_list.html")


def party_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    rows = Party.objects.visible_to(user).prefetch_related("names")
    party = find(request, rows, key)
    seen = Party.objects.visible_to(user)
    claims = reading.claims(user)
    requests = reading.requests(user)
    made, against = claims.filter(claimants=party), claims.filter(accused=party)
    responses = reading.responses(user).filter(responder=party)
    return render(
        request,
        "public/party.html",
        {
            "party": party,
            "bodies": Membership.objects.filter(member=party, body__in=seen).select_related("body"),
            "members": Membership.objects.filter(body=party, member__in=seen).select_related(
                "member"
            ),
            "made": made[:MOST_SHOWN],
            "made_count": made.count(),
            "against": against[:MOST_SHOWN],
            "against_count": against.count(),
            "responses": responses[:MOST_SHOWN],
            "response_count": responses.count(),
            "spoken": reading.responses(user).filter(spokesperson=party)[:MOST_SHOWN],
            "asked_by": requests.filter(asker=party)[:MOST_SHOWN],
            "asked_of": requests.filter(asked=party)[:MOST_SHOWN],
            "events": reading.events(user).filter(parties=party)[:MOST_SHOWN],
            "figures": reading.figures(user).filter(reporter=party)[:MOST_SHOWN],
            "sources": Source.objects.visible_to(user).filter(publisher=party)[:MOST_SHOWN],
        },
    )
