"""The desk's forms, a module a noun. Each declares; what they share is in `base.py`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin import (
    claims,
    codebooks,
    context,
    dossiers,
    gate_words,
    named,
    request_wordings,
    responses,
    sources,
)

__all__ = [
    "claims",
    "codebooks",
    "context",
    "dossiers",
    "gate_words",
    "named",
    "request_wordings",
    "responses",
    "sources",
]

admin.site.site_header = _("The desk")
admin.site.site_title = _("The desk")
admin.site.index_title = _("Records")
