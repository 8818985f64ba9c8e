"""What a row of a record's form can be: one that holds rows, one that keeps its codes in links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Model

from tracker.editorial.formsets import ASIDE
from tracker.editorial.questions import AskingForm

# Fields that say where a row stands among the others.
PLACES = frozenset(("number", "position"))


class RowForm(AskingForm):
    """A row of a record's form. Where it stands among the others is nothing typed in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PLACES & self.fields.keys():
            # SQLite would take more, and rows put aside would meet it.
            self.fields[name].validators.append(MaxValueValidator(ASIDE - 1))

    def has_changed(self) -> bool:
        if self.instance.pk is None:
            return bool({*self.changed_data} - PLACES)
        return super().has_changed()

    def clean_position(self) -> int | None:
        """An emptied place is the one that the row had."""
        place: int | None = self.cleaned_data["position"]
        return self.initial.get("position") if place is None else place


class HolderForm(RowForm):
    """A row that holds rows: filled in as soon as one of them is."""

    def has_changed(self) -> bool:
        held = (row for rows in getattr(self, "nested_formsets", []) for row in rows.forms)
        return self.is_typed_in() or any(row.has_changed() for row in held)

    def is_typed_in(self) -> bool:
        return super().has_changed()


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


class ThroughForm(HolderForm):
    """A form with fields that are kept in link tables."""

    through: tuple[ThroughField, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for one in self.through:
                self.initial[one.name] = one.chosen(self.instance)
            self.offer_what_is_chosen()

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for one in self.through:
            self.through_changed(one)

    def through_changed(self, one: ThroughField) -> None:
        one.keep(self.instance, self.cleaned_data.get(one.name) or [])


def several(model: type[Model], label: Any, help_text: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        queryset=model._default_manager.filter(retired=False),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "codes"}),
        required=False,
        label=label,
        help_text=help_text,
    )


def offer_retired(field: Any, chosen: list[int]) -> None:
    """What was coded with a retired code keeps it until somebody takes it away."""
    field.queryset = field.queryset | field.queryset.model._default_manager.filter(pk__in=chosen)
