"""Forms of the desk: coded fields kept in link tables, and the rows of nested forms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import F, ForeignKey, IntegerField, Max, Model, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from nested_admin.formsets import NestedInlineFormSet

from tracker.editorial.changes import current
from tracker.editorial.questions import AskingForm
from tracker.ledger.changes import root_of
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

# Fields that say where a row stands among the others.
PLACES = frozenset(("number", "position"))
# Above every number that a row is given, below what the smallest column holds.
ASIDE = 30_000
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
        if issubclass(self.model, Positioned) and "position" in form.fields:
            # Left empty, a new row stands after those that are there.
            form.fields["position"].required = False
            if not saved:
                form.initial["position"] = None

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
        if commit:
            self._put_aside([form for form in self.initial_forms if form.instance.pk])
        saved = super().save(commit)
        # nested-admin read them anew while they were put aside.
        changed = ((self._as_typed(row), names) for row, names in vars(self)["changed_objects"])
        self.changed_objects = list(changed)
        return saved

    def _as_typed(self, row: Any) -> Any:
        """A saved row as its form has it, whatever stands in the database meanwhile."""
        return next((form.instance for form in self.forms if form.instance.pk == row.pk), row)

    def save_existing_objects(self, initial_forms: Any = None, commit: bool = True) -> Any:
        ours = [form for form in initial_forms or () if form.instance.pk]
        return super().save_existing_objects(ours, commit)

    def _put_aside(self, saved: list[Any]) -> None:
        """Free what rows are told apart by, where rows exchange it or one that has it goes.

        The database looks at each row by itself: of two points that swap their numbers, the first
        to be saved would meet the other one's. Until all are saved, those that change stand under
        values that no row can have; keys of other records are checked at the transaction's end.
        """
        columns = self._told_apart_by()
        changing = [
            form.instance.pk
            for form in saved
            if self._should_delete_form(form) or columns & {*form.changed_data}
        ]
        rows = self.model._default_manager.filter(pk__in=changing)
        if len(changing) > 1:
            for row in rows:
                current().touch(row)
        for name in columns if len(changing) > 1 else ():
            column: Any = self.model._meta.get_field(name)
            if isinstance(column, ForeignKey):
                rows.update(**{column.attname: -F("pk")})
                continue
            is_number = isinstance(column, IntegerField)
            for place, pk in enumerate(changing):
                rows.filter(pk=pk).update(**{name: ASIDE + place if is_number else f"␞{pk}"})

    def _told_apart_by(self) -> set[str]:
        """One column, beside the key of the parent, of each group that must be unique."""
        groups = [
            [name for name in one.fields if name != self.fk.name]
            for one in self.model._meta.constraints
            if isinstance(one, UniqueConstraint)
        ]
        return {fields[0] for fields in groups if fields}

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        row = self._as_typed(obj)
        for column in obj._meta.concrete_fields:
            setattr(obj, column.attname, getattr(row, column.attname))
        if commit:
            # Other records may point to what goes with this row.
            current().removing(obj)
        super().delete_existing(obj, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if commit:
            self._touch_former_holder(obj)
        saved = super().save_existing(form, obj, commit)
        return self._recorded(saved, commit)

    def _touch_former_holder(self, row: Any) -> None:
        """A row may be given to another record; of one put aside it was asked before."""
        stored = self.model._default_manager.get(pk=row.pk)
        columns = (self.model._meta.get_field(name) for name in self._told_apart_by())
        if not any(getattr(stored, getattr(c, "attname", "")) == -row.pk for c in columns):
            current().touch(stored)

    def _recorded(self, row: Any, commit: bool) -> Any:
        """Rows of a form need not be parts of its record: a claim's dossiers are not.

        That a draft was put into a dossier is nothing to tell of the dossier, which readers see: it
        is written down when the draft is published.
        """
        if commit and (root_of(row) == root_of(self.instance) or _is_seen(self.instance)):
            current().touch(row)
        return row

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new row that was given no place stands after those that are there."""
        if isinstance(form.instance, Positioned) and not form.cleaned_data.get("position"):
            last = self.get_queryset().aggregate(last=Max("position"))["last"] or 0
            form.instance.position = last + 1
        return self._recorded(super().save_new(form, commit), commit)


def _is_seen(record: Any) -> bool:
    """Whether readers see a record; one without a status of its own may be seen."""
    return bool(getattr(record, "is_published", True))


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

    def questions(self) -> Iterator[tuple[str, str]]:
        yield from super().questions()
        claim = self.instance.claim if self.instance.pk else None
        if claim is not None and claim.published_at and "number" in self.changed_data:
            text = _("Readers know this point as %(old)s, and links lead to it. Renumber it?")
            yield "number", text % {"old": self.initial["number"]}


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
