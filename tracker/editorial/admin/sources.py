"""Sources: found by title, address, publisher or reference."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.merge import MergeAdmin
from tracker.record.models import Source


@admin.register(Source)
class SourceAdmin(MergeAdmin):
    list_display = ("reference", "title", "publisher", "published_on", "kind", "confidential")
    list_display_links = ("reference", "title")
    list_filter = ("kind", "language", "confidential")
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

    def get_changeform_initial_data(self, request: Any) -> Any:
        return {"kind": Source.Kind.NEWS, **super().get_changeform_initial_data(request)}
