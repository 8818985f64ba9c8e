"""The addresses of what was received, below the desk's."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import path

from tracker.editorial.outsiders.desk import erasing, files, listing, one


def addresses(site: AdminSite) -> list[Any]:
    inside = site.admin_view
    return [
        path("received/", inside(listing.received), name="received"),
        path("received/<int:key>/", inside(one.submission), name="submission"),
        path("received/<int:key>/erase/", inside(erasing.erase_view), name="submission_erase"),
        path(
            "received/<int:key>/files/<int:file>/",
            inside(files.download),
            name="submission_file",
        ),
    ]
