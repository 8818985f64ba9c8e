"""The form with which it is noted what happened to a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.editorial.changes import Person
from tracker.editorial.deadlines import MOST_DAYS, today
from tracker.editorial.request_models import RequestWording
from tracker.editorial.request_steps import Step, may_happen, note_step
from tracker.record.choices import RequestStepKind
from tracker.record.models import Request
from tracker.record.text import ProseFormField, validate_prose

DAYS, WORKING = "days", "working"


class StepForm(forms.Form):
    """What happened, when, and for more time how much."""

    kind = forms.ChoiceField(label=_("What happened"))
    day = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Today or before."),
    )
    days = forms.IntegerField(
        label=_("Days more"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("For a deadline that is extended: counted from the deadline in force."),
    )
    until = forms.DateField(
        label=_("Or until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day on which the new deadline ends, in place of a number of days."),
    )
    counted = forms.ChoiceField(
        label=_("Counted as"),
        choices=[(DAYS, _("days")), (WORKING, _("working days"))],
        help_text=_("Days more, and what was left of the deadline when it was paused."),
    )
    is_their_wish = forms.BooleanField(
        label=_("The party asked for the time"), required=False, help_text=_("Readers are told.")
    )
    note = ProseFormField(
        label=_("Note"),
        required=False,
        max_length=2000,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("For the desk only. Never shown."),
    )

    def __init__(self, request: Request, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        kinds = may_happen(request)
        field: Any = self.fields["kind"]
        field.choices = [(one.value, one.label) for one in RequestStepKind if one in kinds]
        if RequestStepKind.EXTENDED not in kinds:
            for name in ("days", "until", "is_their_wish"):
                del self.fields[name]
        self.fields["day"].initial = today
        usual = RequestWording.objects.first()
        self.fields["counted"].initial = WORKING if usual and usual.are_working_days else DAYS

    def note_by(self, user: Person) -> bool:
        """Note it; False, with the reason at the field, where it was not to be noted."""
        if not self.is_valid():
            return False
        given = self.cleaned_data
        step = Step(
            given["kind"],
            given["day"],
            given.get("days") or 0,
            given["counted"] == WORKING,
            given.get("until"),
            given.get("is_their_wish", False),
            given["note"],
        )
        try:
            note_step(self.request, user, step)
        except ValidationError as refused:
            errors = refused.message_dict if hasattr(refused, "error_dict") else {}
            for name, messages in errors.items() or [(None, refused.messages)]:
                self.add_error(name if name in self.fields else None, messages)
            return False
        return True
