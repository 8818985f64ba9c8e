"""The rows of the desk's forms, a form a noun: allegations, answers, citations, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.formsets import in_short
from tracker.editorial.numbers import plain
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
    AllegationAccused,
    AllegationClaimant,
    AllegationPlace,
    AllegationViolation,
    Answer,
    AnswerPoint,
    AnswerStance,
    Citation,
    Party,
    Place,
    Stance,
    Violation,
)


class AllegationForm(ThroughForm):
    """One allegation, with its codes and places."""

    through = (
        ThroughField("violations_alleged", AllegationViolation, "violation"),
        ThroughField("places_alleged", AllegationPlace, "place"),
        ThroughField("said_by", AllegationClaimant, "party"),
        ThroughField("said_of", AllegationAccused, "party"),
    )
    said_by = forms.ModelMultipleChoiceField(
        queryset=Party.objects.all(),
        required=False,
        label=gettext_lazy("Said by"),
        help_text=gettext_lazy("Only where not all of the claimants say it."),
    )
    said_of = forms.ModelMultipleChoiceField(
        queryset=Party.objects.all(),
        required=False,
        label=gettext_lazy("Said of"),
        help_text=gettext_lazy("Only where it is not said of all of the accused."),
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
        fields = (
            "number",
            "text",
            "period",
            "put_on",
            "is_accused_unnamed",
            "characterisation",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _found_by_name(self.fields["places_alleged"], "places")
        _found_by_name(self.fields["said_by"], "claimants")
        _found_by_name(self.fields["said_of"], "accused")
        offer_retired(self.fields["violations_alleged"], self.initial.get("violations_alleged", []))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_accused_unnamed") and data.get("said_of"):
            self.add_error("said_of", _("Either the passage names nobody, or it is said of these."))
        return data

    def questions(self) -> Iterator[tuple[str, str]]:
        yield from super().questions()
        is_renumbered = self.instance.pk and "number" in self.changed_data
        if is_renumbered and (text := renumbering_question(self.instance, self.initial["number"])):
            yield "number", text


def renumbering_question(point: Allegation, old: int) -> str:
    """What is asked before a point that readers know by its number gets another; or nothing."""
    if not point.claim.published_at:
        return ""
    text = _("Readers know this point as %(old)s, and links lead to it. Renumber it?")
    return text % {"old": old}


def _found_by_name(field: Any, relation_name: str) -> None:
    """Let records be found as they are typed, and a new one be entered beside."""
    relation = Allegation._meta.get_field(relation_name)
    field.widget = RelatedFieldWidgetWrapper(
        AutocompleteSelectMultiple(relation, admin.site),
        relation.remote_field,  # type: ignore[arg-type]
        admin.site,
        can_add_related=True,
    )
    field.widget.choices = field.choices


class AnswerForm(ThroughForm):
    """One answer, with its stances."""

    through = (
        ThroughField("stances_taken", AnswerStance, "stance"),
        ThroughField("also_covers", AnswerPoint, "allegation"),
    )
    also_covers = forms.ModelMultipleChoiceField(
        queryset=Allegation.objects.all(),
        required=False,
        label=gettext_lazy("Also covers"),
        help_text=gettext_lazy("For general words: the other points that they name or cover."),
    )
    stances_taken = several(
        Stance,
        gettext_lazy("Stances"),
        gettext_lazy("What sort of answer it is. Several may hold at once."),
    )

    class Meta:
        model = Answer
        fields = ("allegation", "extent", "summary")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relation = Answer._meta.get_field("covered")
        covers: Any = self.fields["also_covers"]
        covers.widget = AutocompleteSelectMultiple(relation, admin.site)
        covers.widget.choices = covers.choices
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
            "version_of",
            "version_kind",
            "original_language",
        )

    def offer(self, citations: Iterable[Citation]) -> None:
        """Offer these citations of the same thing, but for its own, as what it is a version of."""
        field: Any = self.fields["version_of"]
        others = [one for one in citations if one.pk != self.instance.pk]
        field.queryset = Citation.objects.filter(pk__in=[one.pk for one in others])
        field.widget.choices = [("", field.empty_label), *((o.pk, in_short(o)) for o in others)]


class FigureForm(HolderForm):
    """One figure; its values read as they were typed: 80, not 80.00."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("low", "high"):
            value = self.initial.get(name)
            if isinstance(value, Decimal):
                self.initial[name] = plain(value)
