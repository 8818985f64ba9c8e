"""Autosave of a record's form, a new one or one there is, for whoever types in it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.editorial.admin.saving import TYPED, NothingLostAdmin
from tracker.editorial.workbench import typed
from tracker.editorial.workbench.scope import WHOLE, Scope
from tracker.record.nouns import name_of


def kept_or_forgotten(request: HttpRequest, record: str, scope: Scope) -> HttpResponse | None:
    """Keep what was sent of a record's form and answer when; None where it was to be forgotten."""
    if "_forget" in request.POST:
        typed.forget_typed(request.user, record, scope)
        return None
    try:
        at = typed.keep_typed(request.user, record, scope, request.POST)
    except typed.TooMuchTyped:
        return HttpResponse(_("Too long to be kept unsaved: save it."), status=413)
    return HttpResponse(localtime(at).strftime("%H:%M"), content_type="text/plain")


class TypedFormAdmin(NothingLostAdmin):
    """Keeps every few seconds what stands in the form, and offers it when the form is opened."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view(require_POST(self.typed_form_view))
        return [
            path("typed/", view, name=f"{name}_typed_new"),
            path("<path:object_id>/typed/", view, name=f"{name}_typed_whole"),
            *super().get_urls(),
        ]

    def typed_form_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """Keeps what is typed in the form, or forgets it; no entry of the ledger."""
        record: Any = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and record is None:
            raise Http404
        may = self.has_change_permission(request, record) if record else None
        if not (self.has_add_permission(request) if may is None else may):
            raise PermissionDenied
        kept = kept_or_forgotten(request, self._kept_as(record), WHOLE)
        return kept or HttpResponseRedirect(self._form_of(record))

    def kept_form(self, request: HttpRequest, object_id: str | None) -> Any:
        if TYPED not in request.GET:
            return super().kept_form(request, object_id)
        record: Any = self.get_object(request, unquote(object_id)) if object_id else None
        kept = typed.typed_row(request.user, self._kept_as(record), WHOLE)
        if kept is not None:
            kept.why = TYPED  # type: ignore[attr-defined]
        return kept

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.is_whole():
            record = form.instance if change else None
            typed.forget_typed(request.user, self._kept_as(record), WHOLE)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        is_beside = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        may = not record or self.has_change_permission(request, record)
        if self.is_whole() and may and not is_beside:
            page = "typed_whole" if record else "typed_new"
            context["take_address"] = f"{request.path}?{TYPED}=1"
            context["forget_address"] = self.page_address(page, *([record.pk] if record else []))
            if request.method == "GET":
                kept = typed.typed_row(request.user, self._kept_as(record), WHOLE)
                context["typed_at"] = kept and kept.typed_at
        return super().render_change_form(request, context, *args, **kwargs)

    def is_whole(self) -> bool:
        """Whether the form is that of the whole record."""
        return True

    def _kept_as(self, record: Any) -> str:
        """The record's name in the ledger; of a new one, what it is to be."""
        return name_of(record) if record else str(self.opts.model_name)

    def _form_of(self, record: Any) -> str:
        return self.page_address("change", record.pk) if record else self.page_address("add")
