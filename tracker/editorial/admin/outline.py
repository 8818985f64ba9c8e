"""The outline of a record: one row of its form is opened, typed in and saved at a time.

The views stand on those of the record's form: `scope` says which part of it is open, and everything
else, who may save it, what is asked, what another editor saved meanwhile, is as there.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.editorial.admin.beside import BesideAdmin
from tracker.editorial.admin.open_row import IN_PLACE, Saved
from tracker.editorial.admin.typed_form import kept_or_forgotten
from tracker.editorial.keys import is_key
from tracker.editorial.restoring import RestoreRefused
from tracker.editorial.workbench import moving, typed, undoing
from tracker.editorial.workbench.in_hand import in_hand
from tracker.editorial.workbench.outline import lines_of, mark_typed
from tracker.editorial.workbench.scope import Scope
from tracker.record.models import Claim
from tracker.record.nouns import name_of


class OutlineAdmin(BesideAdmin):
    """Adds the outline, in which alone points are opened."""

    # --- Addresses --------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        outline, name = "<path:object_id>/outline/", f"{self.opts.app_label}_{self.opts.model_name}"
        pages: tuple[tuple[str, Any, str], ...] = (
            (outline, self.outline_view, "outline"),
            (f"{outline}typed/", require_POST(self.typed_view), "typed"),
            (f"{outline}undo/", require_POST(self.undo_view), "undo"),
            (f"{outline}beside/", require_safe(self.beside_view), "beside"),
            (f"{outline}<path:key>/", self.row_view, "row_change"),
        )
        if self.model is Claim:
            # Points have an order of their own; answers have that of the points.
            pages = ((f"{outline}move/", require_POST(self.swap_view), "swap"), *pages)
        views = [
            path(where, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for where, view, page in pages
        ]
        return [*views, *super().get_urls()]

    # --- Views ------------------------------------------------------------------------------------

    def outline_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The record as closed rows."""
        record = self.record_at(request, object_id)
        context = {
            **self.outline_context(request, record),
            **self.desk_context(request, record),
            "saved": self.saved_before(request, record),
        }
        return self.page(request, record, "admin/workbench/outline.html", context)

    def row_view(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """One open row: shown, or saved."""
        record = self.record_at(request, object_id)
        scope = Scope.read(key)
        if scope is None or not self.is_here(request, record, scope):
            raise Http404
        if request.method == "GET" and not self.is_there(request, record, scope):
            messages.warning(request, _("This row is no longer there."))
            return self.back(request, record)
        request.source_in_hand = cache(partial(in_hand, record))  # type: ignore[attr-defined]
        scoped, before = self.scoped(scope), undoing.newest_revision(record)
        response = scoped.changeform_view(request, object_id)
        saved: Scope | None = getattr(request, "saved_row", None)
        # What was to be saved comes back as a form where the database refused it at the end.
        if saved is None or response.status_code != 302:
            return response
        after = undoing.newest_revision(record)
        # Somebody else's save between the two is not to be undone here.
        undoable = after if before and after == before + 1 else 0
        at = localtime().strftime("%H:%M")
        return self.after(request, record, scope, Saved(at, saved, undoable))

    def typed_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keeps what is typed in a row, or forgets it; no entry of the ledger."""
        record, scope = self.row_sent(request, object_id)
        kept = kept_or_forgotten(request, name_of(record), scope)
        return kept or self.back(request, record, scope)

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Gives a row back what it held before its last save."""
        record, scope = self.row_sent(request, object_id)
        revision = request.POST.get("_revision", "")
        inline = self.inline(request, record, scope)
        try:
            number = int(revision) if is_key(revision) else 0
            undoing.undo(record, number, scope, inline and inline.model, request.user)
        except RestoreRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Undone: it is as it was before."))
        return self.after(request, record, scope)

    def swap_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Moves a point one place up or down."""
        record = self.changeable(request, object_id)
        is_up = "up" in request.POST
        key = request.POST.get("up" if is_up else "down", "")
        pair = moving.neighbours(record, int(key), is_up) if is_key(key) else None
        if pair is None:
            return self.back(request, record)
        asked = list(moving.questions_of(pair))
        if asked and "_sure" not in request.POST:
            context = {"questions": asked, "direction": "up" if is_up else "down", "key": key}
            return self.page(request, record, "admin/workbench/renumber.html", context)
        moving.swap(record, pair, request.user)
        if IN_PLACE not in request.headers:
            return self.back(request, record, Scope("allegations", int(key)))
        return self._pair(request, record, pair)

    def _pair(self, request: HttpRequest, record: Any, pair: moving.Pair) -> HttpResponse:
        """The two lines that changed places, in their new order."""
        lines = [
            line
            for point in reversed(pair)
            for line in lines_of(record, "allegations", request.user, Scope("", point.pk))
        ]
        mark_typed(lines, typed.typed_in(request.user, name_of(record)), None)
        context = {"lines": lines, **self.bar(request, record)}
        return self.page(request, record, "admin/workbench/saved.html", context)
