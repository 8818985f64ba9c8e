"""The page of a record on which links for reviewers are made and revoked, and who opened them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from tracker.editorial import reviewers
from tracker.editorial.admin.history import HistoryAdmin
from tracker.editorial.admin.links import take
from tracker.editorial.models import ReviewLink


class ReviewersAdmin(HistoryAdmin):
    """Adds the page of a record's links for reviewers."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_reviewers"
        view = self.admin_site.admin_view(self.reviewers_view)
        return [path("<path:object_id>/reviewers/", view, name=name), *super().get_urls()]

    def reviewers_address(self, request: HttpRequest, record: Any) -> str:
        """Where the page is, for whoever may make links of the record; empty for others."""
        may = record.pk is not None and reviewers.may_invite(request.user, record)
        return self.page_address("reviewers", record.pk) if may else ""

    def reviewers_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows the links of a record, makes one and shows it this once, revokes one."""
        record = self.record_at(request, object_id)
        if not reviewers.may_invite(request.user, record):
            raise PermissionDenied
        usual = {"reviewer": "", "days": str(reviewers.DAYS)}
        sent = take(request, record, usual, ReviewLink.Purpose.REVIEW)
        if sent is None:
            return HttpResponseRedirect(request.path)
        shown = reverse("review", args=[sent.token]) if sent.token else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Links for reviewers"),
            "opts": self.opts,
            "object": record,
            "links": reviewers.links_of(record),
            # Shown and not redirected to: a message would keep it in a session.
            "address": f"{settings.SITE_URL}{shown}" if shown else "",
            "reviewer": sent.typed["reviewer"],
            "typed": usual if sent.token else sent.typed,
            "most_days": reviewers.MOST_DAYS,
            "error": sent.error,
        }
        return TemplateResponse(request, "admin/reviewer_links.html", context)
