"""Parties and places: found by any of their names."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.base import RowInline
from tracker.editorial.admin.merge import MergeAdmin
from tracker.editorial.slugs import free_slug
from tracker.record.models import Membership, Party, PartyName, Place, PlaceName


class PartyNameInline(RowInline):
    model = PartyName
    fields = (("name", "language", "used_by"),)


class MembershipInline(RowInline):
    model = Membership
    fk_name = "member"
    autocomplete_fields = ("body",)
    fields = (("body", "office", "held"),)


class PlaceNameInline(RowInline):
    model = PlaceName
    fields = (("name", "language"),)


class NamedAdmin(MergeAdmin):
    """A record with an address made from its name; the editor need not think of one."""

    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "names__name", "slug")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form_class = super().get_form(request, obj, change, **kw)
        slug = form_class.base_fields.get("slug")
        if slug is not None:
            slug.required = False
            slug.help_text = _(
                "Left empty, one is made from the name. An old one keeps leading here."
            )
        return form_class

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.slug = obj.slug or free_slug(type(obj), obj.name)
        super().save_model(request, obj, form, change)


@admin.register(Party)
class PartyAdmin(NamedAdmin):
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
            {"fields": ("website", "wikidata_id", "internal_notes"), "classes": ("collapse",)},
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
