"""Open sessions: each has a row, and is over the moment that the row is gone.

A session ends when it was not used for a while, at the latest some hours after the sign-in, when
its owner or an administrator signs it out, and when password, groups or second factor change. The
row is looked at in every request that asks who is signed in, so an end holds from the next request
on, whatever the browser and Django's own session still know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser, User
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tracker.editorial.accounts import rules
from tracker.editorial.accounts.models import OpenSession
from tracker.editorial.accounts.security_log import network_of

# In Django's session: the key of the row, and when the second factor was shown at the sign-in.
ROW = "_open_session"
FACTOR_AT = "_factor_at"
# How exactly it is known when a session was last used: a write for each request is too many.
NOTED_EVERY = timedelta(minutes=1)
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux")
CALLED = {"Edg": "Edge", "OPR": "Opera", "CrOS": "ChromeOS", "Mac OS X": "macOS"}


class SignedIn(AuthenticationMiddleware):
    """Django's middleware, for which nobody is signed in whose session was ended."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in. A session that is over is emptied on the way."""
    if not hasattr(request, "_of_open_session"):
        request._of_open_session = _user_of(request)  # type: ignore[attr-defined]
    found: User | AnonymousUser = request._of_open_session  # type: ignore[attr-defined]
    return found


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    user = auth.get_user(request)
    if not isinstance(user, User):
        return AnonymousUser()
    row = open_sessions(user).filter(pk=request.session.get(ROW, 0)).first()
    if row is None or (row.factor_at is None and rules.must_have_factor(user)):
        request.session.flush()
        return AnonymousUser()
    _note_use(row)
    request.open_session = row  # type: ignore[attr-defined]
    return user


def _note_use(row: OpenSession) -> None:
    now = timezone.now()
    if now - row.seen_at < NOTED_EVERY:
        return
    try:
        with transaction.atomic():
            OpenSession.objects.filter(pk=row.pk).update(seen_at=now)
    except OperationalError:
        # On a full disk reading goes on.
        return


def open_sessions(user: User | None = None) -> QuerySet[OpenSession]:
    """Sessions that are not over, of one person or of all; the last used first."""
    now = timezone.now()
    rows = OpenSession.objects.filter(
        seen_at__gt=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        began_at__gt=now - timedelta(hours=settings.SESSION_HOURS),
    ).order_by("-seen_at", "-pk")
    return rows if user is None else rows.filter(user=user)


def begin(request: HttpRequest, user: User) -> OpenSession:
    """Give a session that begins its row."""
    forget_old()
    now = timezone.now()
    row = OpenSession.objects.create(
        user=user,
        browser=browser_of(request.META.get("HTTP_USER_AGENT", "")),
        network=network_of(request),
        began_at=now,
        seen_at=now,
        factor_at=now if request.session.pop(FACTOR_AT, None) else None,
    )
    request.session[ROW] = row.pk
    # Signed in within this request: it is not asked once more who that is.
    request._of_open_session, request.open_session = user, row  # type: ignore[attr-defined]
    return row


def end(user: User, *, only: int | None = None, but: int = 0) -> int:
    """End the sessions of a person, or only one, or all but one; returns how many were open."""
    rows = OpenSession.objects.filter(user=user).exclude(pk=but)
    if only is not None:
        rows = rows.filter(pk=only)
    open_before = open_sessions(user).filter(pk__in=rows.values("pk")).count()
    rows.delete()
    return open_before


def note_factor(request: HttpRequest) -> None:
    """Note that a code of the second factor was given in this session just now."""
    OpenSession.objects.filter(pk=key_of(request)).update(factor_at=timezone.now())


def key_of(request: HttpRequest) -> int:
    """The key of the row of this very session; 0 without one."""
    row = getattr(request, "open_session", None)
    return row.pk if isinstance(row, OpenSession) else 0


def forget_old() -> None:
    """Delete what is over."""
    oldest = timezone.now() - timedelta(hours=settings.SESSION_HOURS)
    OpenSession.objects.filter(began_at__lte=oldest).delete()


def browser_of(text: str) -> str:
    """Browser and system out of what a browser says of itself, as `Firefox, Linux`."""
    found = [_first(BROWSERS, text), _first(SYSTEMS, text)]
    return ", ".join(CALLED.get(name, name) for name in found if name)


def _first(names: Iterable[str], text: str) -> str:
    return next((name for name in names if re.search(rf"\b{name}\b", text)), "")
