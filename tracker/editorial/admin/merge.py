"""Making two entries for one party, place or source one, from the list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.merging import MergeRefused, merge


class MergeAdmin(RecordAdmin):
    """Adds the action that makes two chosen records one, after a look at both."""

    actions = ("merge_chosen",)

    @admin.action(
        description=gettext_lazy("Make the two chosen records one"), permissions=["delete"]
    )
    def merge_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        rows = list(queryset.order_by("pk")[:3])
        if len(rows) != 2:
            messages.error(request, _("Choose exactly two records that are one and the same."))
            return None
        kept = next((row for row in rows if str(row.pk) == request.POST.get("kept")), None)
        if kept is None:
            return self._ask_which(request, rows)
        duplicate = next(row for row in rows if row != kept)
        try:
            merge(kept, duplicate, request.user)
        except MergeRefused as error:
            messages.error(request, _("They were not made one. %(why)s") % {"why": error})
        else:
            messages.success(
                request,
                _("“%(old)s” is now part of “%(kept)s”; its address leads there.")
                % {"old": duplicate, "kept": kept},
            )
        return None

    def _ask_which(self, request: HttpRequest, rows: list[Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Which of the two is kept?"),
            "rows": [(row, self._leans_on(row)) for row in rows],
            "opts": self.opts,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def _leans_on(self, record: Any) -> int:
        """How many rows of the record point to this one."""
        ties = [one for one in record._meta.related_objects if not one.many_to_many]
        return sum(
            tie.related_model._default_manager.filter(**{tie.field.name: record}).count()
            for tie in ties
        )
