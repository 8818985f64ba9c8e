"""The current password, asked for once more before what lets somebody in is changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.accounts import throttle
from tracker.editorial.accounts.refusals import words_of


def check(request: HttpRequest, user: User, password: str) -> None:
    """Raise ValidationError where it is not the password, or is not tried now.

    Wrong ones are counted: somebody may have found a desk left open.
    """
    try:
        with throttle.attempt(request, f"change\0{user.get_username()}", user):
            if not user.check_password(password):
                raise ValidationError(_("This is not your current password."))
    except throttle.Refused as refusal:
        raise ValidationError(words_of(refusal)) from refusal


class WithPassword(forms.Form):
    """A form that is obeyed with the current password alone."""

    current = forms.CharField(
        label=gettext_lazy("Your current password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_current(self) -> str:
        password: str = self.cleaned_data["current"]
        assert isinstance(self.request.user, User)  # noqa: S101
        check(self.request, self.request.user, password)
        return password


class EmailForm(WithPassword):
    """The address to which a link for a new password goes."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address (may stay empty)"), required=False, max_length=254
    )
    field_order = ("email", "current")
