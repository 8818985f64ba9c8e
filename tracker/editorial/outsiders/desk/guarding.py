"""Who sees what was received, and which item an address means."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from tracker.editorial.models import Submission
from tracker.editorial.outsiders.settling import may_erase, may_read

View = Callable[..., HttpResponseBase]


def for_editors(view: View) -> View:
    """Let a view be seen by those alone who read what outsiders send."""
    return _for(view, may_read)


def for_erasers(view: View) -> View:
    """Let a view be seen by those alone who may erase what outsiders sent."""
    return _for(view, may_erase)


def _for(view: View, may: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def submission_at(key: int) -> Submission:
    """An item by its number. Raises Http404."""
    rows = Submission.objects.select_related("link__made_by")
    found = rows.filter(pk=key).first() if key < 2**63 else None
    if found is None:
        raise Http404
    return found


def person(request: HttpRequest) -> User:
    """Who is signed in, where the admin site lets nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user
