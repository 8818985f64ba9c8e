"""Dossiers and corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.address import AddressAdmin
from tracker.editorial.admin.inlines import RowInline
from tracker.editorial.admin.looked_again import LookedAgainAdmin
from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.keys import is_key
from tracker.editorial.lists.people import PEOPLE
from tracker.record.models import Correction, Dossier, DossierClaim, DossierEvent


class ClaimInline(RowInline):
    model = DossierClaim
    called_by = ("dossier", "claim")
    ordered_by = "position"
    autocomplete_fields = ("claim",)
    fields = (("claim", "position"),)


class EventInline(RowInline):
    model = DossierEvent
    called_by = ("dossier", "event")
    ordered_by = "position"
    autocomplete_fields = ("event",)
    fields = (("event", "position"),)


@admin.register(Dossier)
class DossierAdmin(AddressAdmin, LookedAgainAdmin, PublishableAdmin):
    looked_for_in = "claim__dossiers"
    inlines = (ClaimInline, EventInline)
    list_display = ("title", "slug", "position", "given_to", "status_mark")
    list_filter = ("status", *PEOPLE)
    actions = ("submit_chosen", "give_chosen", "looked_chosen")
    search_fields = ("title", "slug", "summary")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "position")}),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )


@admin.register(Correction)
class CorrectionAdmin(PublishableAdmin):
    autocomplete_fields = Correction.TARGETS
    list_display = ("__str__", "target", "kind", "status_mark")
    list_filter = ("status", "kind", *PEOPLE)
    list_select_related = Correction.TARGETS
    search_fields = ("text",)
    fieldsets = (
        (
            None,
            {
                "fields": (("made_on", "kind"), "text", *Correction.TARGETS, "of_revision"),
                "description": _(
                    "Stands above the record it corrects. Choose one record; begun from a "
                    "record's form, it comes with the record and its revision."
                ),
            },
        ),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The record and the revision that the correction was begun from."""
        given = super().get_changeform_initial_data(request)
        names = given.keys() & {*Correction.TARGETS, "of_revision"}
        return {name: given[name] for name in names if is_key(str(given[name]))}
