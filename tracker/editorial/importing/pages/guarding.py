"""Who sees pages of imports, and which batch an address means."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from tracker.editorial.import_models import ImportBatch
from tracker.editorial.importing.batches.opening import may_import

View = Callable[..., HttpResponse]


def for_importers(view: View) -> View:
    """Let a view be seen by those alone who may enter what imports make."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def batch_at(key: int) -> ImportBatch:
    """A batch by its key. Raises Http404."""
    rows = ImportBatch.objects.select_related("map", "made_by", "asked_by")
    batch = rows.filter(pk=key).first() if key < 2**63 else None
    if batch is None:
        raise Http404
    return batch
