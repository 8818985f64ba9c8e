"""The form with which somebody says that they looked at what became of a source's passages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tracker.capture.models import Sighting, SightingLook
from tracker.editorial.copies import CopyForm
from tracker.record.models import Source
from tracker.record.text import LineFormField, validate_line


class LookForm(CopyForm):
    """Notes that somebody looked at what the page showed, and at nothing that came since."""

    about = "looked"
    done = _("Noted that you looked at it. The record is as it was.")
    looked = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    reason = LineFormField(
        label=_("Note"),
        required=False,
        max_length=300,
        validators=[validate_line],
        help_text=_("For the desk: what you make of it, what is to be done."),
    )

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        super().__init__(source, *args, **kwargs)
        newest = self._news().aggregate(newest=Max("pk"))["newest"]
        self.fields["looked"].initial = newest

    def keep(self, value: Any, reason: str) -> None:
        user = self.user
        rows = [
            SightingLook(sighting=row, looked_by=user, looker=user.get_username(), note=reason)
            for row in self._news().filter(pk__lte=value)
        ]
        # Of two who press at once, the first has looked.
        SightingLook.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)

    def _news(self) -> Any:
        return Sighting.objects.news().filter(citation__source=self.source)


LOOKS: dict[str, type[CopyForm]] = {LookForm.about: LookForm}
