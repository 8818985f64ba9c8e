"""The desk's sign-in: Django's, which is tried no oftener than the throttle lets it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.editorial.accounts import places, throttle

WHILE_BUSY = timedelta(seconds=3)


class SignInForm(AdminAuthenticationForm):
    """Django's form, which hashes no password of a sign-in that is refused."""

    refused_for: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password") or self.request is None:
            return super().clean()
        user = User.objects.filter(username=name).first()
        try:
            with throttle.attempt(self.request, name, user):
                return super().clean()
        except throttle.Refused as refusal:
            self.refused_for = refusal.wait or WHILE_BUSY
            raise ValidationError(words_of(refusal)) from refusal


def words_of(refusal: throttle.Refused) -> list[str]:
    """Why a sign-in is not tried now, and when it will be."""
    if refusal.wait is None:
        return [
            _(
                "Others are signing in at this moment, so this was not tried. "
                "Try again in a few seconds."
            )
        ]
    minutes = ceil(refusal.wait / timedelta(minutes=1))
    return [
        ngettext(
            "There were too many wrong sign-ins, so this one was not tried. "
            "Try again in %(minutes)d minute.",
            "There were too many wrong sign-ins, so this one was not tried. "
            "Try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
        _(
            "If they were not yours: a browser in which you signed in before is not held up by "
            "others, and whoever runs this site can let you in."
        ),
    ]


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the answer to a sign-in say that it was refused, or leave a token with the browser."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if isinstance(form, SignInForm) and form.refused_for:
        response.status_code = 429
        response.headers["Retry-After"] = str(ceil(form.refused_for.total_seconds()))
    elif (
        request.method == "POST" and isinstance(request.user, User) and response.status_code == 302
    ):
        places.leave_token(response, places.remember(request.user, request))
    return response


def let_in(request: HttpRequest, token: str) -> HttpResponse:
    """Make this browser a known one, by a link that the operator made: `manage.py sign_ins`."""
    response = HttpResponseRedirect(reverse("admin:login"))
    if places.is_token(token):
        places.leave_token(response, token)
    return response
