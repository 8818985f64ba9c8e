"""The page of one record: found, moved, withdrawn, or not there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tracker.public.listing import bad_request
from tracker.record.querysets import User
from tracker.record.references import current_address

ANYBODY = AnonymousUser()


class Elsewhere(Exception):
    """The record's page is not to be made here; `response` is what to answer instead."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def find(request: HttpRequest, rows: Any, key: str, user: User) -> Any:
    """The record with this slug or reference among `rows`, which are those `user` may see.

    Raises Elsewhere with a redirect, a tombstone or a 400, and Http404 otherwise: a draft's address
    answers exactly as one that never was.
    """
    if request.GET.get("format", "html") != "html":
        raise Elsewhere(bad_request(request, {"format": ["html"]}))
    model = rows.model
    field = "slug" if hasattr(model, "slug") else "reference"
    record = rows.filter(**{field: key}).first()
    if record is not None:
        return record
    moved_to = current_address(str(model._meta.model_name), key)
    if moved_to and rows.filter(**{field: moved_to}).exists():
        target = rows.get(**{field: moved_to})
        raise Elsewhere(HttpResponseRedirect(target.get_absolute_url(), status=301))
    raise Elsewhere(_tombstone(request, model, field, key, user))


def _tombstone(request: HttpRequest, model: Any, field: str, key: str, user: User) -> HttpResponse:
    gone = getattr(model.objects, "withdrawn", None)
    record = gone().filter(**{field: key}).first() if gone else None
    if record is None:
        raise Http404
    return render(request, "public/withdrawn.html", {"record": record, "key": key})
