"""Filters of the desk's lists by what is known of a record's quotes and of a source's copies."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.capture.models import Capture
from tracker.capture.quotes_in_state import not_checked, not_found, quotes
from tracker.record.models import Citation

# From a citation to the record whose quote it has.
PATHS = {
    "claim": ("claim", "allegation__claim", "figure__allegation__claim"),
    "response": ("response", "answer__response", "figure__answer__response"),
    "event": ("event", "figure__event"),
    "source": ("source",),
}
NOT_FOUND, NOT_CHECKED, UNQUOTED = "not_found", "not_checked", "none"
NO_COPY, UNCITED = "no_copy", "uncited"


class EvidenceFilter(admin.SimpleListFilter):
    """Records with a quote that is not in the kept copies, or was looked for in none."""

    title = gettext_lazy("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (NOT_FOUND, _("a quote was not found")),
            (NOT_CHECKED, _("a quote is not checked")),
            (UNQUOTED, _("no quote")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "not_found":
                return queryset.filter(_citing(queryset.model, quotes(not_found())))
            case "not_checked":
                return queryset.filter(_citing(queryset.model, quotes(not_checked())))
            case "none":
                return queryset.exclude(_citing(queryset.model, Citation.objects.exclude(quote="")))
        return queryset


class SourceEvidenceFilter(EvidenceFilter):
    """Sources by their copies as well, and by whether anything rests on them."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            *super().lookups(request, model_admin)[:2],
            (NO_COPY, _("no copy is kept")),
            (UNCITED, _("cited for nothing")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "no_copy":
                return queryset.exclude(
                    Exists(Capture.objects.kept().filter(source=OuterRef("pk")))
                )
            case "uncited":
                return queryset.exclude(Exists(Citation.objects.filter(source=OuterRef("pk"))))
        return super().queryset(request, queryset)


def _citing(model: Any, citations: Any) -> Q:
    """That a record has one of these citations."""
    which = Q()
    for path in PATHS[model._meta.model_name]:
        rows = citations.filter(**{f"{path}__isnull": False})
        which |= Q(pk__in=rows.order_by().values(path))
    return which
