"""What embeds and cards have in common: finding a record at an address beside its own."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from tracker.edition.documents import Document, Notice
from tracker.public.delivery.records import Load, find_now
from tracker.public.delivery.refusals import Elsewhere
from tracker.public.telling.page_words import cited_as

D = TypeVar("D", bound=Document)


def find_shared(
    request: HttpRequest, noun: str, load: Load[D], key: str, address: str
) -> D | Notice:
    """The public record at this slug or reference, or the notice of its withdrawal.

    Raises Elsewhere with a redirect to `address` of a record that moved, and Http404 for all else.
    """
    found = find_now(noun, load, key)
    if found is None:
        raise Http404
    now = cited_as(found)
    if now != key:
        query = request.META.get("QUERY_STRING", "")
        to = reverse(address, args=[now]) + (f"?{query}" if query else "")
        raise Elsewhere(HttpResponseRedirect(to, status=301))
    return found
