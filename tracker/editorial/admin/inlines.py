"""Rows of records in the forms of the desk, and what several forms hold: quotes and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import StackedInline
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tracker.editorial.admin.own import rows_beside, with_choices
from tracker.editorial.forms import CitationForm, FigureForm
from tracker.editorial.formsets import CitationFormSet, Nested, OwnRowsFormSet
from tracker.editorial.own_records import sees_own_alone
from tracker.editorial.row_forms import RowForm
from tracker.editorial.selects import PlainSelect
from tracker.record.models import Citation, Figure


class PlainLinks:
    """Beside a choice of another record: enter a new one or correct it, never delete it here."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        plain = {"widget": PlainSelect} | kwargs
        return super().formfield_for_choice_field(db_field, request, **plain)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        # A browser would cut what is pasted without a word; the form says how much is too much.
        if hasattr(field, "widget"):
            field.widget.attrs.pop("maxlength", None)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class RowInline(PlainLinks, StackedInline):
    """Rows inside a record's form, one under the other, in the order of the public page."""

    form = RowForm
    formset = OwnRowsFormSet
    template = "admin/rows.html"
    # The rows that each of these rows holds.
    inlines: tuple[type[RowInline], ...] = ()
    # The field that buttons write which move a row (row_order.js).
    ordered_by = ""
    extra = 0
    # Rows that the form of a new record begins with. One left empty is not saved: a draft may lack
    # anything, and the panel of the saved record says what is still missing.
    offered = 0
    # A sentence under the heading, where the heading does not say what belongs here.
    intro: str | Promise = ""

    # Whether it is one row, opened by itself in an outline.
    is_alone = False
    # The field that names another record, of rows that are no part of their form's record.
    beside = ""
    # What a row is called by, so that it is read with the rows and not for each of them.
    called_by: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        rows = rows.select_related(*self.called_by) if self.called_by else rows
        if not self.beside:
            return rows
        model: Any = self.model._meta.get_field(self.beside).related_model
        return rows_beside(request.user, rows, self.beside, model)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form = with_choices(formset.form, request.user)
        # A row is called as the record that it names, at the desk: not for everybody to know.
        formset.is_numbered = sees_own_alone(request.user)
        # Made once: every row of these holds rows of the same kinds.
        formset.nested = tuple(self._nested(request, obj))
        return formset

    def _nested(self, request: HttpRequest, obj: Any) -> Iterator[Nested]:
        """What each of these rows holds, of that which an account may see."""
        for one in self.inlines:
            inline = one(self.model, self.admin_site)
            if not inline.has_add_permission(request, obj):
                inline.max_num = 0
            if inline.has_view_or_change_permission(request, obj):
                may_change = inline.has_change_permission(request, obj)
                made = inline.get_formset(request, obj)
                yield Nested(inline, made, inline.get_queryset(request), may_change)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        if self.is_alone:
            return self.extra
        extra = self.extra
        if obj is not None:
            # Empty rows that a page offers which adds none by a script; its templates have none.
            extra = max(extra, getattr(request, "rows_offered", 0))
        return extra if obj is not None and obj.pk else max(extra, self.offered)


class CitationInline(RowInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    ordered_by = "position"
    classes = ("citations",)
    autocomplete_fields = ("source",)
    fieldsets = (
        (
            None,
            {"fields": (("source", "relation"), ("locator", "position"), ("quote", "language"))},
        ),
        (
            gettext_lazy("Translation, and words around the quote"),
            {
                "fields": ("translation", "translator", "prefix", "suffix"),
                "classes": ("collapse",),
            },
        ),
        (
            gettext_lazy("Version of another quote here"),
            {
                "fields": (("version_of", "version_kind", "original_language"),),
                "classes": ("collapse",),
            },
        ),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.begins_with = getattr(request, "source_in_hand", dict)()
        return formset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "version_of":
            # Each row is offered its like by the formset, which has read them.
            return db_field.formfield(queryset=Citation.objects.none(), widget=PlainSelect)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FigureInline(RowInline):
    model = Figure
    form = FigureForm
    ordered_by = "position"
    inlines = (CitationInline,)
    classes = ("figures",)
    autocomplete_fields = ("reporter", "place", "repeats", "part_of")
    fields = (
        ("population", "as_printed"),
        ("qualifier", "unit", "low", "high"),
        ("reporter", "as_of", "place"),
        ("repeats", "part_of", "position"),
    )
