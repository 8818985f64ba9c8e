"""One part of a record's form by itself: its head, a list of its rows, or one point.

What the record's form says of its fields, rows, rights and conflicts holds here, too: this only
leaves out what is not open. The form itself leaves out the points, which open one by one.
"""

from __future__ import annotations

from copy import copy
from typing import Any, NamedTuple, Self

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tracker.editorial.admin.begun import source_asked
from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.admin.saving import TYPED
from tracker.editorial.formsets import LoneRowFormSet
from tracker.editorial.workbench.lines import Line
from tracker.editorial.workbench.outline import line_of, mark_typed, sections_of
from tracker.editorial.workbench.scope import HEAD, POINTS, WHOLE, Scope, is_point, section_of
from tracker.editorial.workbench.typed import as_new, forget_typed, typed_in, typed_row
from tracker.record.models import Allegation, Claim
from tracker.record.nouns import name_of

# Sent by the page's own script, which puts the row in place instead of loading a page.
IN_PLACE = "X-In-Place"


class Saved(NamedTuple):
    """What was saved last: when, and the revision that can be undone; 0 where none can."""

    at: str
    scope: Scope
    revision: int = 0


class OpenRowAdmin(PublishableAdmin):
    """Shows and saves the part of a form that `scope` names; without one, all but the points."""

    scope: Scope | None = None
    # The lists in the form of a new record that is begun here.
    begun_with: tuple[str, ...] = ()

    def scoped(self, scope: Scope) -> Self:
        """This admin, with one part of the record's form."""
        scoped = copy(self)
        scoped.scope = scope
        scoped.change_form_template = "admin/workbench/outline.html"  # type: ignore[misc]
        return scoped

    def is_whole(self) -> bool:
        return self.scope is None

    # --- Which fields and rows --------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        has_head = self.scope is None or self.scope.section == HEAD
        return super().get_fieldsets(request, obj) if has_head else []

    def parts(self, request: HttpRequest, record: Any = None) -> Any:
        """All lists of rows that a record has, that of its points among them."""
        return super().get_inline_instances(request, record)

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = self.parts(request, obj)
        if self.scope is None and obj is not None:
            return [one for one in inlines if not is_point(one)]
        if self.scope is None:
            begun = (*self.begun_with, *(("citations",) if source_asked(request) else ()))
            return [one for one in inlines if section_of(one) in begun]
        opened = [one for one in inlines if section_of(one) == self.scope.section]
        for inline in opened:
            if is_point(inline):
                inline.extra = int(self.scope.row is None)
                inline.is_alone = True
                inline.formset = LoneRowFormSet
        if IN_PLACE not in request.headers or self.scope.row is None:
            # Without the script nothing adds a quote: a row for one stands ready.
            request.rows_offered = 1  # type: ignore[attr-defined]
        return opened

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if self.scope is None or not is_point(inline):
            return kwargs
        if self.scope.row is not None:
            kwargs["queryset"] = kwargs["queryset"].filter(pk=self.scope.row)
            return kwargs
        kwargs["queryset"] = kwargs["queryset"].none()
        if self.scope.allegation is not None:
            kwargs["initial"] = [{"allegation": self.scope.allegation}]
        return kwargs

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, *args: Any, **kwargs: Any
    ) -> Any:
        shown = super().get_inline_formsets(request, formsets, inline_instances, *args, **kwargs)
        for one in shown:
            if getattr(one.opts, "is_alone", False):
                # Another point is another row, which opens by itself.
                one.has_add_permission = False
        return shown

    # --- Saving -----------------------------------------------------------------------------------

    def kept_form(self, request: HttpRequest, object_id: str | None) -> Any:
        if self.scope and object_id and TYPED in request.GET:
            record: Any = self.get_object(request, unquote(object_id))
            kept = typed_row(request.user, name_of(record), self.scope)
            if kept is not None and self.has_change_permission(request, record):
                kept.why = TYPED  # type: ignore[attr-defined]
                if self.scope.row is not None and self.line(request, record, self.scope) is None:
                    kept.data = as_new(kept.data, self.scope.section)
                return kept
        return super().kept_form(request, object_id)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if self.scope is None:
            return super().response_change(request, obj)
        forget_typed(request.user, name_of(obj), self.scope)
        added = getattr(request, "added_row", None)
        saved = Scope(self.scope.section, added) if added else self.scope
        request.saved_row = saved  # type: ignore[attr-defined]
        return HttpResponseRedirect(self.page_address("outline", obj.pk))

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if IS_POPUP_VAR in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, *args, **kwargs)
        return HttpResponseRedirect(self.page_address("outline", obj.pk))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        is_new = self.scope is not None and self.scope.row is None and formset.model in POINTS
        if is_new and formset.new_objects:
            request.added_row = formset.new_objects[0].pk  # type: ignore[attr-defined]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if context:
            return context | {"outline_url": self.page_address("outline", record.pk)}
        return context

    # --- Showing ----------------------------------------------------------------------------------

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if self.scope is None or record is None:
            return super().render_change_form(request, context, *args, **kwargs)
        kept = typed_row(request.user, name_of(record), self.scope)
        context |= {
            "scope": self.scope,
            "row_address": self.row_address(record, self.scope),
            "take_address": f"{self.row_address(record, self.scope)}?{TYPED}=1",
            "forget_address": f"{self.page_address('outline', record.pk)}typed/",
            "is_shown_again": request.method == "POST",
            "unsaved_at": kept and kept.typed_at,
            "line": self.line(request, record, self.scope, opened=True),
        }
        if IN_PLACE in request.headers:
            self.change_form_template = "admin/workbench/open_row.html"  # type: ignore[misc]
        else:
            context |= self.outline_context(request, record, self.scope)
        response = super().render_change_form(request, context, *args, **kwargs)
        if IN_PLACE in request.headers:
            response[IN_PLACE] = "1"
        return response

    def row_address(self, record: Any, scope: Scope) -> str:
        """Where a row is opened."""
        return self.page_address("row_change", record.pk, scope.key)

    def line(
        self, request: HttpRequest, record: Any, scope: Scope, opened: bool = False
    ) -> Line | None:
        """One line of the outline as it is now; None where there is no such row."""
        inlines = self.parts(request, record)
        found = line_of(record, inlines, scope, request.user)
        if found is None and opened:
            found = Line(scope, _("new") if scope.row is None else _("no longer there"))
        if found is not None:
            unsaved = typed_in(request.user, name_of(record))
            mark_typed([found], unsaved, scope if opened else None)
        return found

    def outline_context(
        self, request: HttpRequest, record: Any, opened: Scope | None = None
    ) -> dict[str, Any]:
        """What the page of an outline shows beside an open row."""
        inlines = self.parts(request, record)
        sections = sections_of(record, inlines, request.user)
        unsaved = typed_in(request.user, name_of(record))
        lines = [line for one in sections for line in one.lines]
        mark_typed(lines, unsaved, opened)
        for section in sections:
            section.typed_at = unsaved.get(section.name) if section.adds else None
        there = {line.scope for line in lines} | {one.adding for one in sections}
        field = Allegation._meta.get_field("claim")
        return {
            "sections": sections,
            "outline_url": self.page_address("outline", record.pk),
            "is_gone": opened is not None and opened not in there,
            "typed_elsewhere": {
                key: at
                for key, at in unsaved.items()
                if key != WHOLE.key and Scope.read(key) not in there
            },
            "may_change": self.has_change_permission(request, record),
            "may_move": self.has_change_permission(request, record) and isinstance(record, Claim),
            # All that any row needs, so that one can be put in place.
            "row_media": self.media + AutocompleteSelect(field, self.admin_site).media,
        }
