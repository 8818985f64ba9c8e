"""Responses: the list, and each with all it answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.public import formats, reading
from tracker.public.cited import cite_response
from tracker.public.comparing.reporters import is_reported_twice
from tracker.public.evidence import answers_by_claim, figure_groups, numbered_sources
from tracker.public.filters import ResponseFilter
from tracker.public.linked import said
from tracker.public.listing import list_page
from tracker.public.views.records import ANYBODY, find
from tracker.record.querysets import User


def response_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, ResponseFilter, _rows, "public/response_list.html", "responses")


def _rows() -> Any:
    return reading.responses(ANYBODY)


@reading.put_together_once
def _whole(user: User) -> Any:
    return reading.responses_beside_claims(user, reading.answers(user))


def response_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    response = find(request, _whole(user), key, formats.CITED)
    answers = sorted(
        response.answers.all(), key=lambda a: (a.allegation.claim_id, a.allegation.number)
    )
    groups = answers_by_claim(response)
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
