"""The second step of a sign-in: a code of the second factor, or setting one up where it must be.

Between the two steps nobody is signed in. The session, which is emptied before, says for ten
minutes whose password was right; a changed password or a deactivated account ends that, too.
"""

from __future__ import annotations

from time import time
from typing import Any

from django.contrib import admin, auth
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.editorial.accounts import places, rules, sessions
from tracker.editorial.accounts.codes import CodeForm
from tracker.editorial.accounts.setting_up import SetUp, codes_page, set_up_page

WAITING = "_second_step"
SECONDS = 10 * 60


def begin(request: HttpRequest, user: User, leads_to: str) -> HttpResponse:
    """After the right password: the way to the second step."""
    auth.logout(request)
    request.session[WAITING] = {
        "user": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "at": time(),
        "next": leads_to,
    }
    return HttpResponseRedirect(reverse("admin:second_step"))


def waiting(request: HttpRequest) -> tuple[User, dict[str, Any]] | None:
    """Whose password was right just now in this browser, and what else is noted of it."""
    kept = request.session.get(WAITING)
    if not kept or time() - kept["at"] > SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    return user, kept


@sensitive_post_parameters()
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code, or leads to setting up what gives codes; signs in after that."""
    found = waiting(request)
    if found is None:
        return HttpResponseRedirect(reverse("admin:login"))
    user, kept = found
    if not rules.has_factor(user):
        return _set_up(request, user, kept)
    form = CodeForm(request, request.POST or None, user=user)
    if form.is_valid():
        _sign_in(request, user, kept)
        return _known(request, user, HttpResponseRedirect(kept["next"]))
    context = {
        **admin.site.each_context(request),
        "title": _("The second step"),
        "form": form,
    }
    response = TemplateResponse(request, "admin/accounts/second_step.html", context)
    if form.seconds_refused:
        response.status_code = 429
        response.headers["Retry-After"] = str(form.seconds_refused)
    return response


def _set_up(request: HttpRequest, user: User, kept: dict[str, Any]) -> HttpResponse:
    form = SetUp(request, user)
    if not form.is_done:
        return set_up_page(request, form, is_first=True)
    _sign_in(request, user, kept)
    return _known(request, user, codes_page(request, form.codes, kept["next"]))


def _sign_in(request: HttpRequest, user: User, kept: dict[str, Any]) -> None:
    del request.session[WAITING]
    request.session[sessions.FACTOR_AT] = True
    # Which gives the session a new key.
    auth.login(request, user, kept["backend"])


def _known(request: HttpRequest, user: User, response: HttpResponse) -> HttpResponse:
    places.leave_token(response, places.remember(user, request))
    return response
