"""The page readers will get, for an editor, before they get it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from tracker.public.views.claims import claim_page
from tracker.public.views.context import event_page, request_page
from tracker.public.views.dossiers import dossier_page
from tracker.public.views.parties import party_page
from tracker.public.views.places import place_page
from tracker.public.views.responses import response_page
from tracker.public.views.sources import source_page

PAGES: dict[str, Callable[..., HttpResponse]] = {
    "claims": claim_page,
    "responses": response_page,
    "sources": source_page,
    "parties": party_page,
    "places": place_page,
    "dossiers": dossier_page,
    "events": event_page,
    "requests": request_page,
}


@never_cache
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The public page of a record as `request.user` may see it: drafts too. Staff only."""
    user = request.user
    if not (user.is_active and user.is_staff) or kind not in PAGES:
        raise Http404
    request.is_preview = True  # type: ignore[attr-defined]
    response = PAGES[kind](request, key, user=user)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
