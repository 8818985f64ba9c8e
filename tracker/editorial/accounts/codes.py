"""The form that takes a code of the second factor: of the app, or a recovery code."""

from __future__ import annotations

import json
from datetime import timedelta
from math import ceil
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts import factors, passkeys, security_log, throttle
from tracker.editorial.accounts.refusals import WHILE_BUSY, words_of
from tracker.editorial.accounts.security_log import Action


class CodeForm(forms.Form):
    """Takes one code, which is used up by being right. Wrong ones are counted as sign-ins are."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        required=False,
    )
    # What the browser answers who was asked for a passkey.
    passkey = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def __init__(
        self, request: HttpRequest, *args: Any, user: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = user or request.user
        self.refused_for: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        code, answer = data.get("code", ""), data.get("passkey", "")
        if self.errors:
            return data
        if not code and not answer:
            self.add_error("code", _("Type the code that your app shows, or a recovery code."))
            return data
        assert isinstance(self.user, User)  # noqa: S101
        try:
            # A count of its own: the right password starts that of passwords anew.
            with throttle.attempt(self.request, f"code\0{self.user.get_username()}", self.user):
                self._try(self.user, code, answer)
        except throttle.Refused as refusal:
            self.refused_for = refusal.wait or WHILE_BUSY
            self.add_error("code", ValidationError(words_of(refusal)))
        except ValidationError as wrong:
            self.add_error("code", wrong)
        return data

    def _try(self, user: User, code: str, answer: str) -> None:
        if answer and passkeys.is_right(self.request, user, answer):
            return
        if code and factors.is_right(user, code):
            return
        if code and factors.use_recovery_code(user, code):
            left = f"{factors.codes_left(user)} left"
            security_log.note(Action.CODE_USED, self.request, user, left, who=user)
            return
        security_log.note(Action.WRONG_CODE, self.request, user, who=user)
        raise ValidationError(
            _(
                "This is not the code that your app shows now, and no recovery code. A code holds "
                "once: wait for the next one."
            )
            if code
            else _("The passkey is none of this account, or answers another question. Try again.")
        )

    @cached_property
    def options(self) -> Any:
        """What the browser is asked that is to show a passkey; nothing where there is none."""
        assert isinstance(self.user, User)  # noqa: S101
        return json.loads(passkeys.asking_options(self.request, self.user) or "null")

    @property
    def seconds_refused(self) -> int:
        return ceil(self.refused_for.total_seconds()) if self.refused_for else 0
