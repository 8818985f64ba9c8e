"""The page readers will get, for an editor, before they get it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from tracker.edition.readers import AtTheDesk, Reader
from tracker.public.pages.claims import claim_page
from tracker.public.pages.context import event_page, request_page
from tracker.public.pages.dossiers import dossier_page
from tracker.public.pages.errors import answers_elsewhere
from tracker.public.pages.parties import party_page
from tracker.public.pages.places import place_page
from tracker.public.pages.responses import response_page
from tracker.public.pages.sources import source_page

# Section of the site → its page, and the kind of record that an account must be allowed to view.
PAGES: dict[str, tuple[Callable[..., HttpResponse], str]] = {
    "claims": (claim_page, "claim"),
    "responses": (response_page, "response"),
    "sources": (source_page, "source"),
    "parties": (party_page, "party"),
    "places": (place_page, "place"),
    "dossiers": (dossier_page, "dossier"),
    "events": (event_page, "event"),
    "requests": (request_page, "request"),
}
OF_NOUN = {noun: page for page, noun in PAGES.values()}


@answers_elsewhere
def record_page(request: HttpRequest, noun: str, address: str, reader: Reader) -> HttpResponse:
    """The page of a record made of what `reader` has. Raises Http404."""
    if noun not in OF_NOUN:
        raise Http404
    return OF_NOUN[noun](request, address, reader)


@never_cache
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The public page of a record as `request.user` may see it: drafts too.

    For staff who may view records of that kind.
    """
    user = request.user
    if not (user.is_active and user.is_staff) or kind not in PAGES:
        raise Http404
    page, noun = PAGES[kind]
    if not user.has_perm(f"record.view_{noun}"):
        raise Http404
    request.is_preview = True  # type: ignore[attr-defined]
    response = page(request, key, AtTheDesk(user))
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
