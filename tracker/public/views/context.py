"""Events and requests: what happened around a dispute, and who waits for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from tracker.public import formats, reading
from tracker.public.cited import cite
from tracker.public.evidence import figure_groups, numbered_sources
from tracker.public.linked import records as linked
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Dossier, Response, Source
from tracker.record.querysets import User


def event_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    event = find(request, reading.events(user), key, formats.CITED)
    corrections = list(reading.corrections_of(event, user))
    return formats.record_page(
        request,
        "public/event.html",
        {
            "event": event,
            "figures": figure_groups([event]),
            "sources": numbered_sources([event]),
            "dossiers": Dossier.objects.visible_to(user).filter(events=event),
            "corrections": corrections,
            "linked": linked.event(event, corrections),
        },
        {"": cite(event)},
    )


def request_page(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    asked = find(request, reading.requests(user), key, formats.CITED)
    seen = _seen_links(asked, user)
    return formats.record_page(
        request,
        "public/request.html",
        {"asked": asked, "seen": seen, "linked": linked.request(asked, seen)},
        {"": cite(asked)},
    )


def _seen_links(asked: object, user: User) -> dict[str, object]:
    """What a request points at, less what `user` may not see."""
    rows: dict[str, Any] = {
        "claim": Claim.objects,
        "made_in": Response.objects,
        "answered_by": Response.objects,
        "proof": Source.objects.select_related("publisher"),
    }
    return {
        name: manager.all().visible_to(user).filter(pk=getattr(asked, f"{name}_id")).first()
        for name, manager in rows.items()
    }
