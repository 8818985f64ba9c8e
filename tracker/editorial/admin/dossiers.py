"""Dossiers and corrections."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.address import AddressAdmin
from tracker.editorial.admin.inlines import RowInline
from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.record.models import Correction, Dossier, DossierClaim, DossierEvent


class ClaimInline(RowInline):
    model = DossierClaim
    ordered_by = "position"
    autocomplete_fields = ("claim",)
    fields = (("claim", "position"),)


class EventInline(RowInline):
    model = DossierEvent
    ordered_by = "position"
    autocomplete_fields = ("event",)
    fields = (("event", "position"),)


@admin.register(Dossier)
class DossierAdmin(AddressAdmin, PublishableAdmin):
    inlines = (ClaimInline, EventInline)
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "slug", "position", "status_mark")
    search_fields = ("title", "slug", "summary")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "position")}),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )


@admin.register(Correction)
class CorrectionAdmin(PublishableAdmin):
    autocomplete_fields = Correction.TARGETS
    list_display = ("__str__", "claim", "response", "status_mark")
    list_select_related = ("claim", "response")
    search_fields = ("text",)
    fieldsets = (
        (
            None,
            {
                "fields": ("made_on", "text", *Correction.TARGETS),
                "description": _("Stands above the record it corrects. Choose one record."),
            },
        ),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )
