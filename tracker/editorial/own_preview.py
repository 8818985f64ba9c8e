"""The page that readers will get of a contributor's own record: of others' drafts nothing is in it.

Editors' previews are readers' room's, and show every draft beside the record.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.edition.proposed import Proposed
from tracker.editorial.own_records import own_rows
from tracker.editorial.reviewers import is_out_of_sight
from tracker.editorial.reviewers_page import RecordPage
from tracker.record.nouns import NOUNS


def own_preview(record_page: RecordPage) -> Any:
    """The view of a contributor's previews, given what makes the pages of records."""

    @never_cache
    @require_safe
    def view(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
        user = request.user
        if not (user.is_active and getattr(user, "is_staff", False)) or kind not in NOUNS:
            raise Http404
        record = own_rows(user, NOUNS[kind]).filter(pk=pk).first()
        if record is None or is_out_of_sight(record):
            raise Http404
        request.is_preview = True  # type: ignore[attr-defined]
        address = getattr(record, "slug", "") or record.reference
        answer = record_page(request, kind, address, Proposed(record))
        answer["Cache-Control"] = "no-store, private"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return view
