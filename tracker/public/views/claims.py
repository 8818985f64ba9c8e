"""Claims: the list, and the page that sets allegation and answer side by side."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.cited import cite_claim
from tracker.public.comparing.reporters import is_reported_twice
from tracker.public.evidence import figure_groups, numbered_sources, origins
from tracker.public.filters import ClaimFilter
from tracker.public.linked import said
from tracker.public.listed_claims import listed_claims
from tracker.public.listing import list_page
from tracker.public.silence import silent_points
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Dossier
from tracker.record.querysets import User


def claim_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, ClaimFilter, _rows, "public/claim_list.html", "claims", listed_claims)


def _rows() -> Any:
    return reading.claims(ANYBODY).with_response_state()


def claim_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    claim = find(request, _whole(user), key, formats.CITED)
    requests = list(reading.requests(user).filter(claim=claim))
    silent_points(claim, requests)
    points = list(claim.allegations.all())
    answers = [answer for point in points for answer in point.answers.all()]
    responses = list(claim.responses.all())
    corrections = list(reading.corrections_of(claim, user))
    return formats.record_page(
        request,
        "public/claim.html",
        {
            "claim": claim,
            "points": points,
            "responses": [(response, _coverage(response, points)) for response in responses],
            "answered_count": sum(1 for point in points if not point.is_silent),
            "figures": figure_groups([*points, *answers]),
            "origins": origins([claim, *points]),
            "sources": numbered_sources([claim, *points, *answers]),
            "is_reported_twice": is_reported_twice([claim, *points]),
            "requests": requests,
            "links": reading.related_claims(claim, user),
            "corrections": corrections,
            "linked": said.claim(claim, points, responses, corrections),
        },
        cite_claim(claim, points),
    )


@reading.put_together_once
def _whole(user: User) -> Any:
    """Claims with all that their page shows."""
    return (
        Claim.objects.visible_to(user)
        .with_response_state(user)
        .with_first_response(user)
        .prefetch_related(
            Prefetch("claimant_links", reading.links(user, "ClaimClaimant", "party")),
            Prefetch("accused_links", reading.links(user, "ClaimAccused", "party")),
            Prefetch("citations", reading.quotes(user, "claim")),
            Prefetch("allegations", reading.points(user)),
            Prefetch("responses", reading.responses_in_short(user)),
            Prefetch("dossiers", Dossier.objects.visible_to(user)),
        )
    )


def _coverage(response: Any, points: list[Any]) -> dict[str, list[int]]:
    """The numbers of the points that a response answers, and of those it is silent on."""
    on = [p.number for p in points if any(a.response_id == response.pk for a in p.answers.all())]
    return {"answers": on, "silent": [p.number for p in points if p.number not in on]}
