"""The page of a record on which links for reviewers are made and revoked, and who opened them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from tracker.editorial import reviewers
from tracker.editorial.admin.history import HistoryAdmin
from tracker.editorial.keys import is_key
from tracker.record.text import tidy_line


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
        typed = {
            "reviewer": tidy_line(request.POST.get("reviewer", "")),
            "days": request.POST.get("days", str(reviewers.DAYS)).strip(),
        }
        error = token = ""
        if request.method == "POST" and "revoke" in request.POST:
            self._revoke(request, record)
            return HttpResponseRedirect(request.path)
        if request.method == "POST":
            try:
                token = _made(request, record, typed)
            except ValidationError as refused:
                error = " ".join(refused.messages)
        reviewer = typed["reviewer"]
        if token:
            typed = {"reviewer": "", "days": str(reviewers.DAYS)}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Links for reviewers"),
            "opts": self.opts,
            "object": record,
            "links": reviewers.links_of(record),
            # Shown and not redirected to: a message would keep it in a session.
            "address": f"{settings.SITE_URL}{reverse('review', args=[token])}" if token else "",
            "reviewer": reviewer,
            "typed": typed,
            "most_days": reviewers.MOST_DAYS,
            "error": error,
        }
        return TemplateResponse(request, "admin/reviewer_links.html", context)

    def _revoke(self, request: HttpRequest, record: Any) -> None:
        link, user = request.POST.get("revoke", ""), request.user
        if is_key(link) and reviewers.revoke(record, user, int(link)):  # type: ignore[arg-type]
            messages.success(request, _("The link is revoked: it opens nothing any more."))
        else:
            messages.info(request, _("The link was over already."))


def _made(request: HttpRequest, record: Any, typed: dict[str, str]) -> str:
    """The token of a new link. Raises ValidationError."""
    days = typed["days"]
    number = int(days) if is_key(days) and len(days) < 4 else 0
    user: Any = request.user
    return reviewers.make_link(record, user, typed["reviewer"], number)
