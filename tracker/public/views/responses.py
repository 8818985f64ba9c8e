"""Responses: the list, and each with all it answers."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.cited import cite_response
from tracker.public.comparing.reporters import is_reported_twice
from tracker.public.evidence import figure_groups, numbered_sources
from tracker.public.filters import ResponseFilter
from tracker.public.linked import said
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Response
from tracker.record.querysets import User


def response_list(request: HttpRequest) -> HttpResponseBase:
    rows = reading.responses(ANYBODY)
    return list_page(request, ResponseFilter, rows, "public/response_list.html", "responses")


def response_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    response = find(request, _whole(user), key, formats.CITED)
    answers = sorted(
        response.answers.all(), key=lambda a: (a.allegation.claim_id, a.allegation.number)
    )
    groups = _by_claim(list(response.claims.all()), answers)
    corrections = list(reading.corrections_of(response, user))
    return formats.record_page(
        request,
        "public/response.html",
        {
            "response": response,
            "groups": groups,
            "figures": figure_groups(answers),
            "sources": numbered_sources([response, *answers]),
            "is_reported_twice": is_reported_twice([response, *answers]),
            "requests": reading.requests(user).filter(made_in=response),
            "corrections": corrections,
            "linked": said.response(response, groups, corrections),
        },
        cite_response(response, groups),
    )


def _whole(user: User) -> Any:
    """Responses with all that their page shows."""
    claims = Claim.objects.visible_to(user).annotate(allegation_count=Count("allegations"))
    allegation_words = Prefetch("allegation__citations", reading.quotes(user))
    return (
        Response.objects.visible_to(user)
        .select_related("responder", "spokesperson")
        .prefetch_related(
            Prefetch("claims", claims.prefetch_related("claimant_links__party")),
            Prefetch("citations", reading.quotes(user)),
            Prefetch("answers", reading.answers(user).prefetch_related(allegation_words)),
        )
    )


def _by_claim(claims: list[Claim], answers: list[Any]) -> list[dict[str, Any]]:
    """For each claim addressed: its answers, and how many of its points they answer."""
    grouped = {
        claim: list(rows) for claim, rows in groupby(answers, key=lambda a: a.allegation.claim_id)
    }
    return [{"claim": claim, "answers": grouped.get(claim.pk, [])} for claim in claims]
