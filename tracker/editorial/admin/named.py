"""Parties and places: found by any of their names."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.address import AddressAdmin
from tracker.editorial.admin.begun import BegunFromText
from tracker.editorial.admin.inlines import RowInline
from tracker.editorial.admin.looked_again import LookedAgainAdmin
from tracker.editorial.admin.merge import MergeAdmin
from tracker.editorial.lists.people import PEOPLE
from tracker.record.models import Membership, Party, PartyName, Place, PlaceName


class PartyNameInline(RowInline):
    model = PartyName
    fields = (("name", "language", "used_by"),)


class MembershipInline(RowInline):
    model = Membership
    fk_name = "member"
    autocomplete_fields = ("body", "source")
    fields = (("body", "kind"), ("office", "held"), ("source", "locator"))


class PlaceNameInline(RowInline):
    model = PlaceName
    fields = (("name", "language"),)


class NamedAdmin(BegunFromText, AddressAdmin, MergeAdmin):
    """A record that is found by its names, and made one with its double."""

    list_display = ("name", "kind", "slug", "given_to")
    list_filter = ("kind", *PEOPLE)
    search_fields = ("name", "names__name", "slug")


@admin.register(Party)
class PartyAdmin(LookedAgainAdmin, NamedAdmin):
    looked_for_in = "party"
    actions = ("merge_chosen", "give_chosen", "looked_chosen")
    inlines = (PartyNameInline, MembershipInline)
    fieldsets = (
        (
            None,
            {
                "fields": (("name", "name_language"), "kind", "slug", "description"),
                "description": _(
                    "One party, one name on this site; the names others use go below."
                ),
            },
        ),
        (
            _("More"),
            {
                "fields": (("ended_on", "website"), "wikidata_id", "internal_notes"),
                "classes": ("collapse",),
            },
        ),
    )


@admin.register(Place)
class PlaceAdmin(NamedAdmin):
    inlines = (PlaceNameInline,)
    autocomplete_fields = ("part_of",)
    fieldsets = (
        (None, {"fields": (("name", "name_language"), "kind", "slug", "part_of", "description")}),
        (
            _("Position"),
            {
                "fields": (("latitude", "longitude"), "precision", "position_source"),
                "description": _("Never more exact than the source allows."),
            },
        ),
        (_("More"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )
