"""The rows of the desk's forms, a form a noun: allegations, answers, citations, figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.row_forms import (
    HolderForm,
    RowForm,
    ThroughField,
    ThroughForm,
    offer_retired,
    several,
)
from tracker.record.models import (
    Allegation,
    AllegationPlace,
    AllegationViolation,
    Answer,
    AnswerStance,
    Citation,
    Place,
    Stance,
    Violation,
)


class AllegationForm(ThroughForm):
    """One allegation, with its codes and places."""

    through = (
        ThroughField("violations_alleged", AllegationViolation, "violation"),
        ThroughField("places_alleged", AllegationPlace, "place"),
    )
    violations_alleged = several(
        Violation,
        gettext_lazy("Violations"),
        gettext_lazy("What is alleged, from the codebook. Several may hold."),
    )
    places_alleged = forms.ModelMultipleChoiceField(
        queryset=Place.objects.all(),
        required=False,
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Where it is said to have happened. Found by any name."),
    )

    class Meta:
        model = Allegation
        fields = ("number", "text", "period", "characterisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relation = Allegation._meta.get_field("places")
        places = self.fields["places_alleged"]
        places.widget = RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(relation, admin.site),
            relation.remote_field,  # type: ignore[arg-type]
            admin.site,
            can_add_related=True,
        )
        places.widget.choices = places.choices  # type: ignore[attr-defined]
        offer_retired(self.fields["violations_alleged"], self.initial.get("violations_alleged", []))

    def questions(self) -> Iterator[tuple[str, str]]:
        yield from super().questions()
        claim = self.instance.claim if self.instance.pk else None
        if claim is not None and claim.published_at and "number" in self.changed_data:
            text = _("Readers know this point as %(old)s, and links lead to it. Renumber it?")
            yield "number", text % {"old": self.initial["number"]}


class AnswerForm(ThroughForm):
    """One answer, with its stances."""

    through = (ThroughField("stances_taken", AnswerStance, "stance"),)
    stances_taken = several(
        Stance,
        gettext_lazy("Stances"),
        gettext_lazy("What sort of answer it is. Several may hold at once."),
    )

    class Meta:
        model = Answer
        fields = ("allegation", "summary")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_retired(self.fields["stances_taken"], self.initial.get("stances_taken", []))


class CitationForm(RowForm):
    """One citation; what it lacks is said by the gate, for a draft may lack anything."""

    class Meta:
        model = Citation
        fields = (
            "source",
            "relation",
            "locator",
            "position",
            "quote",
            "language",
            "translation",
            "translator",
            "prefix",
            "suffix",
        )


class FigureForm(HolderForm):
    """One figure; its values read as they were typed: 80, not 80.00."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("low", "high"):
            value = self.initial.get(name)
            if isinstance(value, Decimal):
                self.initial[name] = f"{value.normalize():f}"
