"""Responses: the list, and each with all it answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import records
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.lists.filters import ResponseFilter
from tracker.public.machines import formats
from tracker.public.machines.cited import cite_response
from tracker.public.machines.linked import said
from tracker.public.pages.list_page import list_page
from tracker.public.telling import passages
from tracker.public.telling.comparing.reporters import is_reported_twice
from tracker.public.telling.evidence import answers_by_claim, figure_groups, numbered_sources


def response_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, ResponseFilter, "lists/response_list.html", "responses")


def response_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    response = find(request, reader, "response", records.response, key, formats.CITED)
    answers = response.answers
    groups = answers_by_claim(response)
    return formats.record_page(
        request,
        "records/response.html",
        {
            "response": response,
            "groups": groups,
            "passages": passages.of_response(response),
            "figures": figure_groups(answers),
            "sources": numbered_sources([response, *answers]),
            "is_reported_twice": is_reported_twice([response, *answers]),
            "linked": said.response(response, groups),
        },
        cite_response(response, groups),
    )
