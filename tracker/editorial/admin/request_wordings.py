"""Wordings of requests: what the desk keeps to begin with."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.request_models import RequestWording


@admin.register(RequestWording)
class RequestWordingAdmin(admin.ModelAdmin):
    """Each stands on the form of every claim, for each of its accused."""

    list_display = ("name", "language", "days", "are_working_days")
    list_filter = ("language",)
    search_fields = ("name", "title")
    autocomplete_fields = ("asker",)
    fieldsets = (
        (
            None,
            {
                "fields": (("language", "name"), "asker", "title", "text"),
                "description": _("A request that is begun from a claim begins with these words."),
            },
        ),
        (_("Deadline"), {"fields": (("days", "are_working_days"),)}),
    )

    class Media:
        js = ("editorial/desk.js",)
