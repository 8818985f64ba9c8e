"""The evidence pack of a claim: a file that is checked without this site."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from tracker.edition.pack.gathering import gather
from tracker.edition.pack.writing import pack_of
from tracker.edition.readers import NOW
from tracker.public.delivery.records import find
from tracker.record.transactions import reading_only


def claim_evidence(request: HttpRequest, key: str) -> HttpResponseBase:
    """The pack, made now: what is shut from one moment to the next is not in it."""
    with reading_only():
        content = pack_of(find(request, NOW, "claim", gather, key, page="claim_evidence"))
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{key}-evidence.zip"'
    response["ETag"], response["Cache-Control"] = tag, "public, no-cache"
    return response
