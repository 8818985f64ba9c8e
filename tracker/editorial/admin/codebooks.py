"""The two codebooks. Changed words make a new version; what was coded keeps its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.saving import RecordedAdmin
from tracker.record.models import Stance, Violation

WORDS = _("Changing the words makes a new version. What was coded under the old one keeps it.")


class CodebookAdmin(RecordedAdmin):
    list_display = ("label", "code", "version", "retired", "position")
    search_fields = ("label", "code", "definition")
    actions = None

    class Media:
        js = ("editorial/desk.js",)

    @asking_again
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("version", "code") if obj else ("version",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Stance)
class StanceAdmin(CodebookAdmin):
    fieldsets = (
        (None, {"fields": ("code", "label", "definition", "example"), "description": WORDS}),
        (_("On the list"), {"fields": ("position", "retired", "version")}),
    )


@admin.register(Violation)
class ViolationAdmin(CodebookAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": ("code", "label", "definition", "provision", "example"),
                "description": WORDS,
            },
        ),
        (_("On the list"), {"fields": ("position", "retired", "version")}),
    )
