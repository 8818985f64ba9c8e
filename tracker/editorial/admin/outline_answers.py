"""What a page of an outline is asked about, and what it answers: a line in place, or a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.editorial import kept_forms
from tracker.editorial.admin.open_row import IN_PLACE, OpenRowAdmin, Saved
from tracker.editorial.admin.saving import TYPED
from tracker.editorial.workbench.scope import HEAD, Scope, is_point, section_of
from tracker.record.models import Claim

# What was saved by the request before, in the session.
SAVED = "saved_row"


class OutlineAnswers(OpenRowAdmin):
    """Reads which row a request is about, and answers it."""

    # --- What a request is about ------------------------------------------------------------------

    def changeable(self, request: HttpRequest, object_id: str) -> Any:
        record = self.record_at(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def row_sent(self, request: HttpRequest, object_id: str) -> tuple[Any, Scope]:
        record = self.changeable(request, object_id)
        scope = Scope.read(request.POST.get("_row", ""))
        if scope is None or not self.is_here(request, record, scope):
            raise Http404
        return record, scope

    def inline(self, request: HttpRequest, record: Any, scope: Scope) -> Any:
        """The inline of a part of the form; None of the head."""
        inlines = self.parts(request, record)
        return next((one for one in inlines if section_of(one) == scope.section), None)

    def row(self, request: HttpRequest, record: Any, scope: Scope) -> Any:
        """The row itself, where one is open; None otherwise, and where it is gone."""
        inline = self.inline(request, record, scope)
        return inline and scope.row and inline.model.objects.filter(pk=scope.row).first()

    def is_here(self, request: HttpRequest, record: Any, scope: Scope) -> bool:
        """Whether a record has this part: no row of another is opened, one that is gone may be."""
        inline = self.inline(request, record, scope)
        if inline is None:
            return scope == Scope(HEAD)
        if not is_point(inline):
            return scope == Scope(scope.section)
        if scope.row is None:
            return self.may_begin(record, scope)
        row = self.row(request, record, scope)
        return row is None or getattr(row, f"{self.opts.model_name}_id") == record.pk

    def is_there(self, request: HttpRequest, record: Any, scope: Scope) -> bool:
        """Whether a row can be shown: it was not removed, or something typed in it is kept."""
        is_kept = TYPED in request.GET
        return scope.row is None or is_kept or self.row(request, record, scope) is not None

    def may_begin(self, record: Any, scope: Scope) -> bool:
        """Whether a new point can be typed here."""
        return scope.allegation is None

    # --- What is answered -------------------------------------------------------------------------

    def page(
        self, request: HttpRequest, record: Any, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Outline"),
            "opts": self.opts,
            "object": record,
            "original": record,
            "outline_url": self.page_address("outline", record.pk),
            **context,
        }
        response = TemplateResponse(request, template, context)
        if IN_PLACE in request.headers:
            response[IN_PLACE] = "1"
        kept_forms.remember(request, response)
        return response

    def bar(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """Where the record stands and what is missing, as it is saved."""
        fresh = self.get_object(request, str(record.pk))
        may_change = self.has_change_permission(request, fresh)
        may = {"may_change": may_change, "may_move": may_change and isinstance(record, Claim)}
        return may | self.desk_context(request, fresh)

    def _places(self, request: HttpRequest, record: Any, scope: Scope, now: Scope) -> Iterator[str]:
        """The lines in whose place one is put: where it was typed, and that of its point."""
        yield scope.anchor
        point = getattr(self.row(request, record, now), "allegation_id", None)
        if point is not None:
            yield Scope(now.section, None, point).anchor

    def _adds(self, request: HttpRequest, record: Any, scope: Scope) -> str:
        inline = self.inline(request, record, scope)
        is_new = inline is not None and scope == Scope(scope.section) and is_point(inline)
        return str(inline.opts.verbose_name) if is_new else ""

    def saved_before(self, request: HttpRequest, record: Any) -> Saved | None:
        """What the request before this one saved, told once."""
        pk, at, key, revision = request.session.pop(SAVED, None) or ("", "", "", 0)
        scope = Scope.read(key)
        return Saved(at, scope, revision) if scope and pk == str(record.pk) else None

    def back(self, request: HttpRequest, record: Any, scope: Scope | None = None) -> HttpResponse:
        anchor = f"#{scope.anchor}" if scope else ""
        return HttpResponseRedirect(self.page_address("outline", record.pk) + anchor)

    def after(
        self, request: HttpRequest, record: Any, scope: Scope, saved: Saved | None = None
    ) -> HttpResponse:
        """What follows a save: the line as it is now in place, or the outline as a page."""
        now = saved.scope if saved else scope
        line = self.line(request, record, now)
        if IN_PLACE not in request.headers or line is None:
            if saved:
                request.session[SAVED] = [str(record.pk), saved.at, saved.scope.key, saved.revision]
            return self.back(request, record, now if line else None)
        context = {
            "lines": [line],
            "instead_of": scope,
            "places": " ".join(self._places(request, record, scope, now)),
            # The way to the next new point, in whose place this one was typed.
            "adds": self._adds(request, record, scope),
            "saved": saved,
            **self.bar(request, record),
        }
        return self.page(request, record, "admin/workbench/saved.html", context)
