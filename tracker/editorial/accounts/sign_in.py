"""The desk's sign-in: Django's, which is tried no oftener than the throttle lets it.

Who has a second factor, or must have one, is not signed in by the password: `second_step.py` asks
for the rest.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tracker.editorial.accounts import places, rules, second_step, security_log, throttle
from tracker.editorial.accounts.refusals import WHILE_BUSY, words_of
from tracker.editorial.accounts.security_log import Action


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
        except ValidationError:
            security_log.note(Action.WRONG, self.request, user)
            raise


class SignIn(LoginView):
    """Django's view, which signs in by the password alone only those who need no more."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if rules.has_factor(user) or rules.must_have_factor(user):
            return second_step.begin(self.request, user, self.get_success_url())
        return super().form_valid(form)


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
