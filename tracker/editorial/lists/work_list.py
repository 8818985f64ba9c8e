"""The list of a kind of records: its columns, and the filters that somebody keeps of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from tracker.editorial.keys import is_key
from tracker.editorial.lists.columns import NamedColumns
from tracker.editorial.lists.saved import as_kept, drop, keep, kept_by
from tracker.record.nouns import NOUNS


class WorkListAdmin(NamedColumns):
    """Adds saved filters over the list."""

    change_list_template = "admin/record_change_list.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_filters"
        view = self.admin_site.admin_view(self.filters_view)
        return [path("saved-filters/", view, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        noun = NOUNS.get(str(self.opts.model_name))
        query = as_kept(request.META.get("QUERY_STRING", ""))
        more = {
            "kept_filters": kept_by(request.user, noun) if noun else [],
            "kept_query": query,
            "filters_url": self._filters_address(),
        }
        return super().changelist_view(request, more | (extra_context or {}))

    def filters_view(self, request: HttpRequest) -> HttpResponse:
        """Keeps what the list shows under a name, or deletes what was kept."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        noun = NOUNS[str(self.opts.model_name)]
        query = as_kept(request.POST.get("query", ""))
        if request.method == "POST" and is_key(key := request.POST.get("delete", "")):
            if drop(request.user, noun, int(key)):
                messages.success(request, _("The filter is deleted."))
        elif request.method == "POST":
            try:
                row = keep(request.user, noun, request.POST.get("name", ""), query)
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
            else:
                messages.success(request, _("Kept as “%(name)s”.") % {"name": row.name})
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{address}?{query}" if query else address)

    def _filters_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_filters")
