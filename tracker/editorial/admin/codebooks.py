"""The two codebooks. Changed words make a new version; what was coded keeps its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.saving import RecordedAdmin
from tracker.editorial.admin.waiting import WaitingAdmin, waiting_since
from tracker.editorial.merging import leaning_on
from tracker.record.models import Stance, Violation

WORDS = _("Changing the words makes a new version. What was coded under the old one keeps it.")


# How many of the records that use a code its form names.
MOST_NAMED = 8


class CodebookAdmin(WaitingAdmin, RecordedAdmin):
    """A codebook: changed words wait for a second publisher; the form lists what they touch."""

    change_form_template = "admin/codebook_change_form.html"
    list_display = ("label", "code", "version", "retired", "position")
    search_fields = ("label", "code", "definition")
    actions = None

    class Media:
        js = ("editorial/desk.js",)

    @asking_again
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            context["outlook"], context["most"] = {"leaning": leaning_on(obj)}, MOST_NAMED
            context["waiting_since"] = waiting_since(obj)
            context["waiting_url"] = self.page_address("waiting", obj.pk)
        return super().render_change_form(request, context, *args, **kwargs)

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
