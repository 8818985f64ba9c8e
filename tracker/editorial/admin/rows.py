"""The rows of a record's form as a page shows them, with what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import AdminErrorList, InlineAdminForm, InlineAdminFormSet
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.widgets import Media
from django.http import HttpRequest, HttpResponse


class ShownRows(InlineAdminFormSet):
    """Rows of one kind: those there are, and the empty one that a script adds."""

    def __init__(self, request: HttpRequest, record: Any, inline: Any, formset: Any) -> None:
        self.request, self.record = request, record
        super().__init__(
            inline,
            formset,
            list(inline.get_fieldsets(request, record)),
            readonly_fields=list(inline.get_readonly_fields(request, record)),
            has_add_permission=inline.has_add_permission(request, record),
            has_change_permission=inline.has_change_permission(request, record),
            has_delete_permission=inline.has_delete_permission(request, record),
            has_view_permission=inline.has_view_permission(request, record),
        )

    def __iter__(self) -> Iterator[Any]:
        # The last that Django has is the empty one, which stands in a form once.
        for _form, row in zip(self.formset.forms, super().__iter__(), strict=False):
            yield self._with_nested(row)

    def empty_row(self) -> Any:
        form, fields = self.formset.empty_form, self.fieldsets
        return self._with_nested(
            InlineAdminForm(self.formset, form, fields, {}, None, model_admin=self.opts)
        )

    def _with_nested(self, row: Any) -> Any:
        # Not asked of the form by a template: a citation has a field of this name.
        row.prefix = row.form.prefix
        row.nested = [
            ShownRows(self.request, self.record, kind.inline, rows)
            for kind, rows in zip(self.formset.nested, row.form.nested_formsets, strict=True)
        ]
        return row

    @property
    def kind(self) -> str:
        """What rows are called in the names of their fields; the same holds the same fields."""
        return str(self.formset.get_default_prefix())

    @property
    def media(self) -> Media:
        return AutocompleteSelect(self.formset.fk, self.opts.admin_site).media


class RowsAdmin(admin.ModelAdmin):
    """A record's form with its rows, at every depth."""

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None
    ) -> Any:
        pairs = zip(inline_instances, formsets, strict=True)
        return [ShownRows(request, obj, inline, formset) for inline, formset in pairs]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        shown = context["inline_admin_formsets"]
        formsets = all_formsets(one.formset for one in shown)
        context["errors"] = AdminErrorList(context["adminform"].form, formsets)
        context["empty_rows"] = list(empty_rows(shown))
        return super().render_change_form(request, context, *args, **kwargs)


def all_formsets(formsets: Iterable[Any]) -> list[Any]:
    """These formsets, and what their rows hold."""
    found = list(formsets)
    for rows in found:
        found += [nested for form in rows.forms for nested in form.nested_formsets]
    return found


def empty_rows(shown: Iterable[ShownRows]) -> Iterator[tuple[ShownRows, Any]]:
    """An empty row of each kind that can be added to a form, with its like."""
    pending, met = list(shown), set()
    for rows in pending:
        if rows.kind in met:
            continue
        met.add(rows.kind)
        empty = rows.empty_row() if rows.has_add_permission else None
        if empty is not None:
            yield rows, empty
        for row in [empty] if empty is not None else rows:
            pending += row.nested
