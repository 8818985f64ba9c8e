"""The page of one record: found, moved, withdrawn, or not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import render

from tracker.public import reading
from tracker.public.listing import Elsewhere, bad_request, wrong_format
from tracker.record.references import current_address

ANYBODY = reading.ANYBODY


def find(request: HttpRequest, rows: Any, key: str, formats: Iterable[str] = ("html",)) -> Any:
    """The record with this slug or reference among `rows`, which are those the asker may see.

    Raises Elsewhere with a redirect, a tombstone or a 400, and Http404 otherwise: a draft's address
    answers exactly as one that never was.
    """
    if errors := wrong_format(request, formats):
        raise Elsewhere(bad_request(request, errors))
    model = rows.model
    field = "slug" if hasattr(model, "slug") else "reference"
    record = rows.filter(**{field: key}).first()
    if record is not None:
        return record
    moved_to = current_address(str(model._meta.model_name), key)
    if moved_to:
        now = rows.filter(**{field: moved_to}).first() or withdrawn_at(model, field, moved_to)
        if now is not None:
            raise Elsewhere(HttpResponseRedirect(now.get_absolute_url(), status=301))
    gone = withdrawn_at(model, field, key)
    if gone is None:
        raise Http404
    context = {"record": gone, "key": key, "kind": str(model._meta.model_name)}
    raise Elsewhere(render(request, "public/withdrawn.html", context))


def withdrawn_at(model: Any, field: str, key: str) -> Any:
    """The record with this key that was public once and is no more, or None."""
    withdrawn = getattr(model.objects, "withdrawn", None)
    return withdrawn().filter(**{field: key}).first() if withdrawn else None
