"""Sources: found by title, address, publisher or reference."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.erasure import ErasureAdmin
from tracker.editorial.admin.merge import MergeAdmin
from tracker.editorial.admin.suggestions import SuggestingAdmin
from tracker.editorial.approving import citing
from tracker.editorial.lists.evidence import SourceEvidenceFilter
from tracker.editorial.lists.people import PEOPLE
from tracker.editorial.lists.typed import by_date, by_name
from tracker.editorial.reviewers import end_links
from tracker.editorial.secrets import SecretRefused, make_confidential
from tracker.record.models import Source
from tracker.record.text import validate_prose, with_line_breaks


@admin.register(Source)
class SourceAdmin(ErasureAdmin, SuggestingAdmin, MergeAdmin):
    list_display = (
        "reference",
        "title",
        "publisher",
        "published_on",
        "kind",
        "given_to",
        "confidential",
    )
    list_display_links = ("reference", "title")
    list_filter = (
        SourceEvidenceFilter,
        "kind",
        "language",
        "confidential",
        *PEOPLE,
        by_name("publisher", _("publisher"), "publisher"),
        by_date("published_on", _("day of publication")),
    )
    list_select_related = ("publisher",)
    search_fields = ("reference", "title", "url", "publisher__name", "publisher__names__name")
    autocomplete_fields = ("publisher", "derived_from")
    readonly_fields = ("reference",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("kind", "language"),
                    ("publisher", "authors"),
                    "published_on",
                    "url",
                    "supplied_as_text",
                )
            },
        ),
        (
            _("Origin"),
            {
                "fields": ("derived_from", "archive_url"),
                "description": _("Reprints of one text count as one origin."),
            },
        ),
        (_("For the desk only"), {"fields": ("confidential", "internal_notes", "reference")}),
    )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.secret_view)
        address = path("<path:object_id>/confidential/", view, name="record_source_secret")
        return [address, *super().get_urls()]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        may_shut = request.user.has_perm("record.publish_source") and context.get("public_url")
        return context | (
            {"secret_url": self.page_address("secret", record.pk)} if may_shut else {}
        )

    @asking_again
    def secret_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks for a reason, and takes a source that is to be confidential from readers."""
        source = self.record_at(request, object_id)
        if not request.user.has_perm("record.publish_source"):
            raise PermissionDenied
        error, reason = "", with_line_breaks(request.POST.get("_reason", ""))
        if request.method == "POST":
            try:
                validate_prose(reason)
                make_confidential(source, request.user, reason)
            except (SecretRefused, ValidationError) as refused:
                error = " ".join(getattr(refused, "messages", [str(refused)]))
            else:
                messages.success(request, _("Readers see it no more."))
                return HttpResponseRedirect(self.page_address("change", source.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make it confidential now"),
            "opts": self.opts,
            "object": source,
            "touched": citing(source),
            "reason": reason,
            "error": error,
        }
        return TemplateResponse(request, "admin/confirm_secret.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.confidential:
            end_links(obj)

    def get_changeform_initial_data(self, request: Any) -> Any:
        return {"kind": Source.Kind.NEWS, **super().get_changeform_initial_data(request)}
