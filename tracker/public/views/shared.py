"""What embeds and cards have in common: finding a record at an address beside its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from tracker.public.listing import Elsewhere
from tracker.public.sharing import named
from tracker.public.views.records import withdrawn_at


def find_shared(request: HttpRequest, rows: Any, key: str, address: str) -> Any:
    """The published record with this key, or the one that was withdrawn: see its `is_published`.

    Raises Elsewhere with a redirect to `address` of a record that moved, and Http404 for all else.
    """
    name = "slug" if hasattr(rows.model, "slug") else "reference"
    found = named(rows, key) or withdrawn_at(rows.model, name, key)
    if found is None:
        raise Http404
    now = getattr(found, name)
    if now != key:
        query = request.META.get("QUERY_STRING", "")
        to = reverse(address, args=[now]) + (f"?{query}" if query else "")
        raise Elsewhere(HttpResponseRedirect(to, status=301))
    return found
