"""Social cards: a record's two sides as a picture, for those who share its address."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from tracker.edition import records
from tracker.edition.documents import Notice
from tracker.public.delivery.refusals import Elsewhere, bad_request, one_of
from tracker.public.drawing.cards.draw import WIDTHS, png, svg
from tracker.public.drawing.cards.measure import digest
from tracker.public.pages.shared import find_shared
from tracker.public.telling.both_sides import (
    BothSides,
    of_claim,
    of_dossier,
    of_response,
    of_site,
    withdrawn,
)
from tracker.public.telling.evidence import answers_by_claim

# Short, so that a correction or a withdrawal is not outlived by its card.
SECONDS = 600


def claim_card(request: HttpRequest, key: str) -> HttpResponse:
    claim = find_shared(request, "claim", records.claim, key, "claim_card")
    if isinstance(claim, Notice):
        return _picture(request, withdrawn(claim.address))
    return _picture(request, of_claim(claim))


def response_card(request: HttpRequest, key: str) -> HttpResponse:
    response = find_shared(request, "response", records.response, key, "response_card")
    if isinstance(response, Notice):
        return _picture(request, withdrawn(response.address))
    return _picture(request, of_response(response, answers_by_claim(response)))


def dossier_card(request: HttpRequest, key: str) -> HttpResponse:
    dossier = find_shared(request, "dossier", records.dossier, key, "dossier_card")
    if isinstance(dossier, Notice):
        return _picture(request, withdrawn(dossier.address))
    return _picture(request, of_dossier(dossier))


def site_card(request: HttpRequest) -> HttpResponse:
    return _picture(request, of_site())


def _picture(request: HttpRequest, sides: BothSides) -> HttpResponse:
    """The card as PNG. Its ETag is that of what it shows; most askers get 304 and no picture."""
    asked = request.GET.get("width", str(WIDTHS[0]))
    if asked not in map(str, WIDTHS):
        errors = {"width": [one_of(map(str, WIDTHS))]}
        raise Elsewhere(bad_request(request, errors))
    drawing = svg(sides)
    shown = f"{asked} {digest()} {drawing}"
    etag = f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'
    unchanged: Any = get_conditional_response(request, etag=etag)
    response: HttpResponse = unchanged or HttpResponse(
        png(drawing, int(asked)), content_type="image/png"
    )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
