"""Forms of the desk: coded fields kept in link tables, and the rows of nested forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from nested_admin.formsets import NestedInlineFormSet

from tracker.editorial.changes import current
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
from tracker.record.models.publishable import Positioned

ELSEWHERE = gettext_lazy("This row belongs to another record; nothing was saved.")


class OwnRowsFormSet(NestedInlineFormSet):
    """Rows of this record only: a key that belongs elsewhere is refused, not moved here.

    nested-admin takes whatever keys were posted, so that rows can be dragged between parents; with
    it, a posted key of another record's row would change or delete that row.
    """

    def get_queryset(self) -> Any:
        return BaseInlineFormSet.get_queryset(self)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        saved = index is not None and index < self.initial_form_count()
        key = form.fields[self.model._meta.pk.name]
        key.queryset = self.get_queryset() if saved else self.model._default_manager.none()
        key.error_messages["invalid_choice"] = ELSEWHERE

    def clean(self) -> None:
        super().clean()
        # Rows marked for deletion are not validated one by one.
        for form in self.forms:
            if self._should_delete_form(form) and self._belongs_elsewhere(form):
                raise ValidationError(ELSEWHERE)

    def _belongs_elsewhere(self, form: Any) -> bool:
        if form.instance.pk:
            return False
        key = self.model._meta.pk
        posted = form.data.get(form.add_prefix(key.name)) or None
        try:
            return self.model._default_manager.filter(pk=key.to_python(posted)).exists()
        except ValidationError:
            return True

    def _goes_with_its_parent(self) -> bool:
        """Whether a row that holds these rows is marked for deletion, and they with it."""
        parent = getattr(self, "parent_form", None)
        if parent is None:
            return False
        marked = bool(parent.data.get(parent.add_prefix(DELETION_FIELD_NAME)))
        return marked or parent.parent_formset._goes_with_its_parent()

    def is_valid(self) -> bool:
        # Asked first even so: the forms are cleaned by it, and their errors shown if others stop.
        return super().is_valid() or self._goes_with_its_parent()

    def save(self, commit: bool = True) -> Any:
        if self._goes_with_its_parent():
            for name in ("new_objects", "changed_objects", "deleted_objects"):
                setattr(self, name, [])
            return []
        return super().save(commit)

    def save_existing_objects(self, initial_forms: Any = None, commit: bool = True) -> Any:
        ours = [form for form in initial_forms or () if form.instance.pk]
        return super().save_existing_objects(ours, commit)

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        if commit:
            # Other records may point to what goes with this row.
            current().removing(obj)
        super().delete_existing(obj, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if commit:
            # Of whom it was part before: a row may be given to another record.
            current().touch(self.model._default_manager.get(pk=obj.pk))
        saved = super().save_existing(form, obj, commit)
        return self._recorded(saved, commit)

    def _recorded(self, row: Any, commit: bool) -> Any:
        """Rows of a form need not be parts of its record: a claim's dossiers are not."""
        if commit:
            current().touch(row)
        return row

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new row stands after those that are there."""
        if isinstance(form.instance, Positioned) and "position" not in form.fields:
            last = self.get_queryset().aggregate(last=Max("position"))["last"] or 0
            form.instance.position = last + 1
        return self._recorded(super().save_new(form, commit), commit)


class ThroughField:
    """A field of a form whose chosen records are kept as rows of a link model."""

    def __init__(self, name: str, link: type[Model], role: str) -> None:
        self.name, self.link, self.role = name, link, role

    def chosen(self, holder: Model) -> list[int]:
        rows = self.link._default_manager.filter(**{self._holder(holder): holder})
        return list(rows.values_list(self.role, flat=True))

    def keep(self, holder: Model, chosen: Any) -> None:
        """Make the link rows equal to `chosen`; rows that stay keep their codebook version."""
        of = {self._holder(holder): holder}
        rows = self.link._default_manager.filter(**of)
        rows.exclude(**{f"{self.role}__in": chosen}).delete()
        there = set(rows.values_list(self.role, flat=True))
        for record in chosen:
            if record.pk not in there:
                self.link._default_manager.create(**of, **{self.role: record})

    def _holder(self, holder: Model) -> str:
        return str(holder._meta.model_name)


class HolderForm(forms.ModelForm):
    """A row that holds rows: filled in as soon as one of them is."""

    def has_changed(self) -> bool:
        held = (row for rows in getattr(self, "nested_formsets", []) for row in rows.forms)
        return self.is_typed_in() or any(row.has_changed() for row in held)

    def is_typed_in(self) -> bool:
        return super().has_changed()


class ThroughForm(HolderForm):
    """A form with fields that are kept in link tables."""

    through: tuple[ThroughField, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for one in self.through:
                self.initial[one.name] = one.chosen(self.instance)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for one in self.through:
            self.through_changed(one)

    def through_changed(self, one: ThroughField) -> None:
        one.keep(self.instance, self.cleaned_data.get(one.name) or [])


def _several(model: type[Model], label: Any, help_text: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        queryset=model._default_manager.filter(retired=False),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "codes"}),
        required=False,
        label=label,
        help_text=help_text,
    )


def _offer_retired(field: Any, chosen: list[int]) -> None:
    """What was coded with a retired code keeps it until somebody takes it away."""
    field.queryset = field.queryset | field.queryset.model._default_manager.filter(pk__in=chosen)


class AllegationForm(ThroughForm):
    """One allegation, with its codes and places."""

    through = (
        ThroughField("violations_alleged", AllegationViolation, "violation"),
        ThroughField("places_alleged", AllegationPlace, "place"),
    )
    violations_alleged = _several(
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
        _offer_retired(
            self.fields["violations_alleged"], self.initial.get("violations_alleged", [])
        )

    def is_typed_in(self) -> bool:
        # The form numbers new rows by itself: one that holds nothing else is still empty.
        if self.instance.pk is None:
            return bool(set(self.changed_data) - {"number"})
        return super().is_typed_in()


class AnswerForm(ThroughForm):
    """One answer, with its stances."""

    through = (ThroughField("stances_taken", AnswerStance, "stance"),)
    stances_taken = _several(
        Stance,
        gettext_lazy("Stances"),
        gettext_lazy("What sort of answer it is. Several may hold at once."),
    )

    class Meta:
        model = Answer
        fields = ("allegation", "summary")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_retired(self.fields["stances_taken"], self.initial.get("stances_taken", []))


class CitationForm(forms.ModelForm):
    """One citation; what is missing is said beside the field where it belongs."""

    class Meta:
        model = Citation
        fields = (
            "source",
            "relation",
            "locator",
            "quote",
            "language",
            "translation",
            "translator",
            "prefix",
            "suffix",
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("translation") and not data.get("quote"):
            self.add_error("quote", ValidationError(_("Give the quote that is translated.")))
        if data.get("translation") and not data.get("translator"):
            self.add_error("translator", ValidationError(_("Say who translated it.")))
        if data.get("relation") == Citation.Relation.QUOTED and not data.get("quote"):
            self.add_error("quote", ValidationError(_("Quoted words need the quote.")))
        return data
