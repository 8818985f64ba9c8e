"""What Django itself tells of sign-ins and sign-outs, for sessions and the security log.

Rooms of this project do not talk by signals. These two are Django's: it signs in and out in views
of its own, in `force_login` and wherever a library calls `login`, and tells of each in no other
way. What our own doors do, they write into the log themselves.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from tracker.editorial.accounts import security_log, sessions
from tracker.editorial.accounts.security_log import Action


def note_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    row = sessions.begin(request, user)
    details = "second factor" if row.factor_at else ""
    security_log.note(Action.SIGNED_IN, request, user, details, who=user)


def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is None:
        return
    key = sessions.key_of(request)
    if key:
        sessions.end(user, only=key)
    security_log.note(Action.SIGNED_OUT, request, user, who=user)


def listen() -> None:
    user_logged_in.connect(note_sign_in, dispatch_uid="editorial.sign_in")
    user_logged_out.connect(note_sign_out, dispatch_uid="editorial.sign_out")
