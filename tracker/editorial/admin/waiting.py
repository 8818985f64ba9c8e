"""What waits to be published of a record: the page that shows it, publishes or discards it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.history import HistoryAdmin
from tracker.editorial.approving import (
    ApprovalRefused,
    Proposal,
    discard_changes,
    hold_back_changes,
    publish_changes,
    told,
)
from tracker.editorial.harm_decisions import Undecided, answers_in, wants_changes
from tracker.editorial.keys import is_key
from tracker.editorial.own_records import seen_among
from tracker.editorial.reviewing import count_open
from tracker.ledger.models import Waiting
from tracker.record.nouns import name_of
from tracker.record.text import with_line_breaks


class WaitingAdmin(HistoryAdmin):
    """Adds the page on which changes of what readers see are published, or discarded."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_waiting"
        view = self.admin_site.admin_view(self.waiting_view)
        return [path("<path:object_id>/waiting/", view, name=name), *super().get_urls()]

    @asking_again
    def waiting_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what waits; publishes it, or gives the record back what readers see."""
        record = self.record_at(request, object_id)
        together = Proposal(record).rows.values()
        if len(seen_among(request.user, together)) < len(together):
            raise PermissionDenied
        error = ""
        if request.method == "POST":
            try:
                self._publish_or_discard(request, record)
            except (ApprovalRefused, Undecided, ValidationError) as refused:
                error = " ".join(getattr(refused, "messages", [str(refused)]))
            else:
                return HttpResponseRedirect(self.page_address("change", record.pk))
        proposal = Proposal(record, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What waits to be published"),
            "opts": self.opts,
            "object": record,
            "proposal": proposal,
            "is_waiting": waiting_since(record) is not None,
            "open_comments": count_open(record),
            "refusal": proposal.refusal(request.user),
            "may_discard": self.has_change_permission(request, record),
            "reason": request.POST.get("_reason", proposal.reasons),
            "because": request.POST.get("_because", ""),
            "answers": answers_in(request.POST),
            "error": error,
        }
        return TemplateResponse(request, "admin/what_waits.html", context)

    def _publish_or_discard(self, request: HttpRequest, record: Any) -> None:
        if "discard" in request.POST:
            done = discard_changes(record, request.user)
            text = _("%(records)s: as readers see it again.")
        elif wants_changes(answers := answers_in(request.POST)):
            hold_back_changes(record, request.user, answers)
            messages.info(request, _("Nothing is published. What is to be changed is noted."))
            return
        else:
            version = request.POST.get("version", "")
            reason = with_line_breaks(request.POST.get("_reason", ""))
            done = publish_changes(
                record,
                int(version) if is_key(version) else 0,
                request.user,
                reason,
                with_line_breaks(request.POST.get("_because", "")),
                answers,
            )
            text = _("%(records)s: published.")
        messages.success(request, text % {"records": told(done.rows.values())})


def waiting_since(record: Any) -> Any:
    """When the first change was made of a record that readers have not seen; None without any."""
    rows = Waiting.objects.filter(record=name_of(record))
    return rows.values_list("began_at", flat=True).first()
