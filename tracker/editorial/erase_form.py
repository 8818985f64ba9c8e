"""The form with which a kept copy is erased: why, what stays, and that it is meant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy

from tracker.capture.erasing import EraseRefused, erase
from tracker.capture.models import Capture
from tracker.record.choices import ErasedBecause
from tracker.record.text import ProseFormField, validate_prose


class EraseForm(forms.Form):
    """Erases one copy; nothing is chosen beforehand."""

    code = forms.ChoiceField(
        label=gettext_lazy("Why, as anybody may be told"),
        choices=[("", "---------"), *ErasedBecause.choices],
    )
    reason = ProseFormField(
        label=gettext_lazy("Reason, for the history of the desk"),
        max_length=5_000,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Which order, whose request. Not what is to be erased."),
    )
    keeps_hash = forms.BooleanField(
        label=gettext_lazy("Keep the hash"),
        required=False,
        help_text=gettext_lazy(
            "By it somebody who has the file can prove that it is what was kept here. Do not keep "
            "it where even that tells too much."
        ),
    )
    is_meant = forms.BooleanField(
        label=gettext_lazy("I have read what goes, and that nobody can bring it back"),
        label_suffix="",
    )

    def is_done(self, copy: Capture, user: User) -> bool:
        """Erase it; False, with what is wrong at the field, where it was not to be done."""
        if not self.is_valid():
            return False
        given: dict[str, Any] = self.cleaned_data
        code = ErasedBecause(given["code"])
        try:
            erase(copy, code, given["reason"], user, keeps_hash=given["keeps_hash"])
        except EraseRefused as refused:
            self.add_error(None, str(refused))
            return False
        return True
