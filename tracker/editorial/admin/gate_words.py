"""Gate words: what the desk adds to the words that are shipped."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.editorial.gate_models import GateWord


@admin.register(GateWord)
class GateWordAdmin(admin.ModelAdmin):
    """Asked about in whatever is published from now on; what is published stays as it is."""

    list_display = ("words", "language", "kind", "advice")
    list_filter = ("language", "kind")
    search_fields = ("words", "advice")
    fieldsets = (
        (
            None,
            {
                "fields": (("language", "words"), "kind", "advice"),
                "description": _(
                    "Looked for beside the words that are shipped, from the next publication on. "
                    "Words in quotation marks and names of parties are left alone."
                ),
            },
        ),
    )

    class Media:
        js = ("editorial/desk.js",)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Two people at once: the other one's is saved.
            messages.error(request, _("This word is there already."))
            return HttpResponseRedirect(reverse("admin:editorial_gateword_changelist"))
