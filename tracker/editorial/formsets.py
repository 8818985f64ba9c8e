"""Rows inside a record's form: whose they are, in which order they are saved, what is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, ForeignKey, IntegerField, Max, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.changes import current
from tracker.ledger.changes import root_of
from tracker.record.choices import Relation
from tracker.record.models.publishable import Positioned

# Above every number that a row is given, below what the smallest column holds.
ASIDE = 30_000
# The field by which readers know a row of several.
NUMBER = "number"
# Characters of a source and its quote in a list to choose from.
MOST_OFFERED = 120
# Stands in the names of an empty row where a script writes which row it becomes (rows.js).
EMPTY = "__prefix__"
ELSEWHERE = gettext_lazy("This row belongs to another record; nothing was saved.")

CIRCLE = gettext_lazy("This would make a circle.")
RETOLD = gettext_lazy("A paraphrase is its reporter's own sentence: it has no versions.")
GOES = gettext_lazy("This quote is to be deleted: choose another one, or none.")


class Nested(NamedTuple):
    """Rows of one kind that each row holds: taken from `queryset`, shown as `inline` says."""

    inline: Any
    formset: type[BaseInlineFormSet]
    queryset: Any
    may_change: bool


class OwnRowsFormSet(BaseInlineFormSet):
    """Rows of this record only: a key that belongs elsewhere is refused, not moved here.

    A row may hold rows of its own, such as a figure its citations: they are formsets of its form,
    `nested_formsets`, which are valid and are saved with it.
    """

    nested: tuple[Nested, ...] = ()
    # Whether a row is called by its number, and not by the record that it names.
    is_numbered = False
    model: type[Any]
    forms: list[Any]

    def add_prefix(self, index: Any) -> str:
        # An empty row is the same wherever it is added: one serves a whole form.
        return EMPTY if index == EMPTY else super().add_prefix(index)

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
        form.nested_formsets = [self._nested(form, kind) for kind in self.nested]

    def _nested(self, form: Any, kind: Nested) -> Any:
        """The rows of one kind that a row holds, read from what was sent as the row itself is."""
        is_sent = self.is_bound and kind.may_change and form.prefix != EMPTY
        rows: Any = kind.formset(
            self.data if is_sent else None,
            self.files if is_sent else None,
            instance=form.instance,
            prefix=f"{form.prefix}-{kind.formset.get_default_prefix()}",
            queryset=kind.queryset,
        )
        if form.prefix == EMPTY:
            rows.extra = 0
        return rows

    def clean(self) -> None:
        super().clean()
        # Rows marked for deletion are not validated one by one.
        for form in self.forms:
            if is_marked(form) and self._belongs_elsewhere(form):
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

    def _nested_sent(self) -> Iterator[Any]:
        """What the rows hold, but for those marked for deletion: it goes with them."""
        for form in self.forms:
            if not is_marked(form):
                yield from (rows for rows in form.nested_formsets if rows.is_bound)

    def is_valid(self) -> bool:
        # All are asked: the forms are cleaned by it, and their errors shown if others stop.
        own = super().is_valid()
        nested = [rows.is_valid() for rows in self._nested_sent()]
        return own and all(nested)

    def save(self, commit: bool = True) -> Any:
        if commit:
            self._put_aside([form for form in self.initial_forms if form.instance.pk])
        saved = super().save(commit)
        for rows in self._nested_sent():
            rows.save(commit)
        return saved

    def _put_aside(self, saved: list[Any]) -> None:
        """Free what rows are told apart by, where rows exchange it or one that has it goes.

        The database looks at each row by itself: of two points that swap their numbers, the first
        to be saved would meet the other one's. Until all are saved, those that change stand under
        values that no row can have; keys of other records are checked at the transaction's end.
        """
        columns = self._told_apart_by()
        changing = [
            form.instance.pk for form in saved if is_marked(form) or columns & {*form.changed_data}
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
        is written down when the draft is published, and until then is its author's word on the
        draft.
        """
        if commit and (root_of(row) == root_of(self.instance) or _is_seen(self.instance)):
            current().touch(row)
        elif commit:
            # Which one is not said: who is given the draft need not know of it.
            current().touch_beside(self.instance, _("Put into a dossier."))
        return row

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new row that was given no place stands after those that are there."""
        if isinstance(form.instance, Positioned) and not form.cleaned_data.get("position"):
            last = self.get_queryset().aggregate(last=Max("position"))["last"] or 0
            form.instance.position = last + 1
        return self._recorded(super().save_new(form, commit), commit)


class LoneRowFormSet(OwnRowsFormSet):
    """One row of several: the others, which are not in the form, keep what tells them apart."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if NUMBER in form.fields and form.instance.pk is None:
            # Left empty, a new row gets the number after those that are there when it is saved.
            form.fields[NUMBER].required = False

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if NUMBER in form.fields and not form.cleaned_data.get(NUMBER):
            rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
            form.instance.number = (rows.aggregate(last=Max(NUMBER))["last"] or 0) + 1
        return super().save_new(form, commit)

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if form.has_changed() and not is_marked(form):
                self._refuse_shared(form)

    def _refuse_shared(self, form: Any) -> None:
        # Django leaves out what hangs on the parent, and looks at the rows of the form alone.
        for one in self.model._meta.constraints:
            if isinstance(one, UniqueConstraint):
                try:
                    one.validate(self.model, form.instance, exclude={*form.errors})
                except ValidationError as error:
                    own = (name for name in one.fields if name != self.fk.name)
                    form.add_error(next((name for name in own if name in form.fields), None), error)


class CitationFormSet(OwnRowsFormSet):
    """The citations of one thing, which may be versions of each other."""

    # What a new row begins with: the source in hand, and its language. Left as it is, it is none.
    begins_with: Mapping[str, Any] = {}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        if self.begins_with and (index is None or index >= self.initial_form_count()):
            kwargs["initial"] = dict(self.begins_with)
        return kwargs

    def get_queryset(self) -> Any:
        if not hasattr(self, "_with_sources"):
            self._with_sources = super().get_queryset().select_related("source")
        return self._with_sources

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.offer(() if form.prefix == EMPTY else self.get_queryset())

    def versions_offered(self) -> list[tuple[Any, str]]:
        """What a row that a script adds may be a version of, by its key."""
        return [(one.pk, in_short(one)) for one in self.get_queryset()]

    def clean(self) -> None:
        super().clean()
        deleted = {*self.deleted_forms}
        going = {form.instance.pk for form in deleted if form.instance.pk}
        typed = {
            form.instance.pk: form.cleaned_data
            for form in self.forms
            if form not in deleted and form.instance.pk and hasattr(form, "cleaned_data")
        }
        for form in self.forms:
            above = getattr(form, "cleaned_data", {}).get("version_of")
            if above is None or form in deleted:
                continue
            if above.pk in going:
                form.add_error("version_of", GOES)
            elif _leads_back(form.instance.pk, typed):
                form.add_error("version_of", CIRCLE)
            elif typed.get(above.pk, {}).get("relation") == Relation.PARAPHRASED:
                form.add_error("version_of", RETOLD)


def is_marked(form: Any) -> bool:
    """Whether a row that was sent is to be deleted."""
    return bool(getattr(form, "cleaned_data", {}).get(DELETION_FIELD_NAME))


def in_short(citation: Any) -> str:
    words = " ".join(citation.quote.split())
    return f"{citation.source.title}: {words}"[:MOST_OFFERED]


def _leads_back(pk: Any, typed: Mapping[Any, Mapping[str, Any]]) -> bool:
    """Whether what a row is a version of, as typed, is in the end a version of the row."""
    here, met = pk, {None}
    while here not in met:
        met.add(here)
        above = typed.get(here, {}).get("version_of")
        here = above.pk if above is not None else None
    return here is not None


def _is_seen(record: Any) -> bool:
    """Whether readers see a record; one without a status of its own may be seen."""
    return bool(getattr(record, "is_published", True))
