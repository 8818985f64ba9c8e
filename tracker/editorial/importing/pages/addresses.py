"""The addresses of imports, below the desk's."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import path

from tracker.editorial.importing.pages import batch, listing, map_form


def addresses(site: AdminSite) -> list[Any]:
    inside = site.admin_view
    return [
        path("imports/", inside(listing.imports), name="imports"),
        path("imports/maps/<slug:name>/", inside(listing.map_file), name="import_map_file"),
        path("imports/<int:key>/", inside(batch.one_import), name="import"),
        path("imports/<int:key>/map/", inside(map_form.map_columns), name="import_map"),
    ]
