"""The page of a request on which links for the other side are made and revoked, and who opened
them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial import reviewers
from tracker.editorial.admin.links import take
from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.models import ReviewLink
from tracker.editorial.outsiders.pages import may_be_answered
from tracker.editorial.outsiders.subjects import put_to_party
from tracker.record.models import Request

ANSWER = ReviewLink.Purpose.ANSWER
# So long after the last day of the deadline, or after today without one.
DAYS_AFTER = 30


class AnswerLinksAdmin(PublishableAdmin):
    """Adds the page of a request's links to answer it."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.answer_links_view)
        address = path("<path:object_id>/answer-links/", view, name="record_request_answer_links")
        return [address, *super().get_urls()]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if context and may_be_answered(record) and self.has_change_permission(request, record):
            context["answer_links_url"] = self.page_address("answer_links", record.pk)
            context["open_answer_links"] = reviewers.count_open_links(record, ANSWER)
        return context

    def answer_links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows the links of a request, makes one and shows it this once, revokes one."""
        record = self.record_at(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if not may_be_answered(record):
            raise Http404
        usual = {"reviewer": record.asked.name[:80], "days": str(_usual_days(record))}
        sent = take(request, record, usual, ANSWER)
        if sent is None:
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Links to answer"),
            "opts": self.opts,
            "object": record,
            "links": reviewers.links_of(record, ANSWER),
            "subject": put_to_party(record),
            # Shown and not redirected to: a message would keep it in a session.
            **(_shown(record, sent.token) if sent.token else {}),
            "reviewer": sent.typed["reviewer"],
            "typed": usual if sent.token else sent.typed,
            "most_days": reviewers.MOST_DAYS_OF[ANSWER],
            "error": sent.error,
        }
        return TemplateResponse(request, "admin/answer_links.html", context)


def _usual_days(record: Request) -> int:
    """As many as end some weeks after the deadline: late answers are answers."""
    last = (record.due_on_latest or timezone.localdate()) + timedelta(days=DAYS_AFTER)
    days = (last - timezone.localdate()).days
    return min(max(days, 1), reviewers.MOST_DAYS_OF[ANSWER])


def _shown(record: Request, token: str) -> dict[str, str]:
    """The address of a new link, and the request's words with it, to be copied into a letter."""
    address = f"{settings.ANSWERS_URL}{reverse('answer_request', args=[token])}"
    sentence = _("You can answer here, point by point, in any language:")
    return {"address": address, "letter": f"{record.text}\n\n{sentence}\n{address}".strip()}
