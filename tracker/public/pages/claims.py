"""Claims: the list, and the page that sets allegation and answer side by side."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.edition import records
from tracker.edition.documents import AllegationRow, ResponseDocument
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.lists.filters import ClaimFilter
from tracker.public.lists.listed_claims import listed_claims
from tracker.public.machines import formats
from tracker.public.machines.cited import cite_claim
from tracker.public.machines.linked import said
from tracker.public.pages.list_page import list_page
from tracker.public.telling import at_a_glance, passages
from tracker.public.telling.checked_quotes import checked_in_claim
from tracker.public.telling.comparing.reporters import is_reported_twice
from tracker.public.telling.evidence import figure_groups, numbered_sources, origins


def claim_list(request: HttpRequest) -> HttpResponseBase:
    return list_page(request, ClaimFilter, "lists/claim_list.html", "claims", listed_claims)


def claim_page(request: HttpRequest, key: str, reader: Reader = NOW) -> HttpResponse:
    claim = find(request, reader, "claim", records.claim, key, formats.CITED)
    points = claim.allegations
    answers = [answer for point in points for answer in point.answers]
    return formats.record_page(
        request,
        "records/claim.html",
        {
            "claim": claim,
            "points": points,
            "glance": at_a_glance.of_claim(claim),
            "checked": checked_in_claim(claim),
            "known": at_a_glance.known_at(points),
            "passages": passages.of_points(points),
            "responses": [(one, _answered_by(one, points)) for one in claim.responses],
            "figures": figure_groups([*points, *answers]),
            "origins": origins([claim, *points]),
            "sources": numbered_sources([claim, *points, *answers]),
            "is_reported_twice": is_reported_twice([claim, *points]),
            "links": sorted([*claim.links, *claim.links_to], key=lambda link: int(link.row)),
            "linked": said.claim(claim),
        },
        cite_claim(claim),
    )


def _answered_by(response: ResponseDocument, points: Iterable[AllegationRow]) -> list[int]:
    """The numbers of the points that a response speaks to."""
    return [one.number for one in points if any(a.response is response for a in one.answers)]
