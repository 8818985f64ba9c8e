"""The second factor is asked for again, some hours after the last time, before pages change.

What was sent is not lost: the page that asks sends it once more, with the code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tracker.editorial.accounts import codes, rules, sessions
from tracker.editorial.accounts.models import OpenSession

PREFIX = "again"
CODE, PASSKEY = f"{PREFIX}-code", f"{PREFIX}-passkey"
NOT_SENT_AGAIN = (CODE, PASSKEY, "csrfmiddlewaretoken")
View = Callable[..., HttpResponse]


def is_due(request: HttpRequest) -> bool:
    """Whether a code has to be given before this session may change what readers see."""
    user = request.user
    if not isinstance(user, User) or not (rules.may_approve(user) or rules.may_manage(user)):
        return False
    return is_old(request)


def is_old(request: HttpRequest) -> bool:
    """Whether somebody who has a second factor gave it too long ago in this session."""
    row = getattr(request, "open_session", None)
    given = row.factor_at if isinstance(row, OpenSession) else None
    if given is None:
        return isinstance(request.user, User) and rules.has_factor(request.user)
    return timezone.now() - given > timedelta(hours=settings.SECOND_FACTOR_HOURS)


def asking_again(view: View) -> View:
    """Let a view, or a method that is one, take a POST only with the second factor where it is due.

    A POST that discards something changes nothing that readers see, and is taken as it is.
    """

    @wraps(view)
    def asking(*args: Any, **kwargs: Any) -> HttpResponse:
        request = next(one for one in args if isinstance(one, HttpRequest))
        is_asked = request.method == "POST" and "discard" not in request.POST and is_due(request)
        return (refusal(request) if is_asked else None) or view(*args, **kwargs)

    return asking


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for a code; None where the request has a right one."""
    form = codes.CodeForm(request, request.POST if CODE in request.POST else None, prefix=PREFIX)
    if form.is_bound and form.is_valid():
        sessions.note_factor(request)
        # What the view gets is what was sent to it.
        posted = request.POST.copy()
        posted.pop(CODE, None)
        posted.pop(PASSKEY, None)
        request.POST = posted  # type: ignore[assignment]
        return None
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]
    return _page(request, form, sent)


def _page(request: HttpRequest, form: codes.CodeForm, sent: list[tuple[str, str]]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Your second factor, once more"),
        "form": form,
        "sent": sent,
        "hours": settings.SECOND_FACTOR_HOURS,
    }
    return TemplateResponse(request, "admin/accounts/code_again.html", context)


def way_to_code(leads_to: str) -> HttpResponse:
    """The way to the page that takes a code, and from there on to another page."""
    return redirect_to_login(leads_to, reverse("admin:code_again"))


@never_cache
def code_again(request: HttpRequest) -> HttpResponse:
    """Takes a code, and leads on."""
    form = codes.CodeForm(request, request.POST or None, prefix=PREFIX)
    there = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure()):
        there = reverse("admin:index")
    if not is_old(request):
        return HttpResponseRedirect(there)
    if form.is_valid():
        sessions.note_factor(request)
        return HttpResponseRedirect(there)
    return _page(request, form, [])
