"""Requests at the desk: begun from a claim, sent today, and whose day is over or near."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.deadlines import MOST_DAYS
from tracker.editorial.keys import is_key
from tracker.editorial.my_day import WEEK, due
from tracker.editorial.request_models import RequestWording
from tracker.editorial.requests import begun, send_today
from tracker.record.choices import Outcome
from tracker.record.models import Claim, Request, Status
from tracker.record.state import deadline_day

OVERDUE, THIS_WEEK, LATER, WITHOUT = "overdue", "week", "later", "none"


class ClockFilter(admin.SimpleListFilter):
    """Open requests by how much of their time is left."""

    title = gettext_lazy("deadline")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (OVERDUE, _("over, and nobody looked since")),
            (THIS_WEEK, _("within a week")),
            (LATER, _("later")),
            (WITHOUT, _("sent without one")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = deadline_day(timezone.now())
        near = queryset.filter(pk__in=due(today).values("pk"))
        is_open = queryset.filter(outcome=Outcome.NONE, is_appeal=False)
        is_open = is_open.exclude(status=Status.WITHDRAWN)
        match self.value():
            case "overdue":
                return near.filter(due_on_latest__lt=today)
            case "week":
                return near.filter(due_on_latest__gte=today)
            case "later":
                return is_open.filter(due_on_latest__gt=today + WEEK)
            case "none":
                return is_open.filter(due_on="").exclude(sent_on="")
        return queryset


class RequestClockAdmin(PublishableAdmin):
    """Fills in a request that is begun from a claim, and takes the click that it was sent."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.sent_view)
        address = path("<path:object_id>/sent/", view, name="record_request_sent")
        return [address, *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says; of a claim, an accused and a wording, the request they make."""
        given = dict(super().get_changeform_initial_data(request))
        keys = [str(given.get(name, "")) for name in ("claim", "asked", "wording")]
        if not all(is_key(key) for key in keys):
            return given
        claim = Claim.objects.filter(pk=keys[0]).first()
        accused = claim.accused.filter(pk=keys[1]).first() if claim else None
        wording = RequestWording.objects.filter(pk=keys[2]).select_related("asker").first()
        return begun(claim, accused, wording) if claim and accused and wording else given

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        is_unsent = context and not record.sent_on and not record.is_appeal
        if is_unsent and self.has_change_permission(request, record):
            usual = RequestWording.objects.first()
            context["sent_url"] = self.page_address("sent", record.pk)
            context["usual_days"] = usual.days if usual else 14
            context["are_working_days"] = bool(usual and usual.are_working_days)
        return context

    def sent_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Notes that the request was sent today."""
        record = self.record_at(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            typed = request.POST.get("days", "").strip() or "0"
            try:
                if not is_key(typed) and typed != "0":
                    raise ValidationError(
                        _("Days to reply: a whole number up to %(most)d.") % {"most": MOST_DAYS}
                    )
                are_working = request.POST.get("of") == "working"
                send_today(record, request.user, int(typed), are_working=are_working)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("Noted: it was sent today."))
        return HttpResponseRedirect(self.page_address("change", record.pk))

    # --- The list ---

    @admin.display(description=gettext_lazy("due on"), ordering="due_on_latest")
    def clock(self, row: Request) -> str | SafeString:
        """The deadline, and how it stands with it."""
        last = row.due_on_latest
        is_open = row.outcome == Outcome.NONE and not row.is_appeal
        if last is None or not is_open or row.status == Status.WITHDRAWN:
            return row.due_on
        words = left_until(last, deadline_day(timezone.now()))
        return format_html("{} <strong>{}</strong>", row.due_on, words) if words else row.due_on


def left_until(last: date, today: date) -> str:
    """How it stands with a deadline, in a word; empty where there is more than a week left."""
    if last < today:
        return _("over")
    return _("this week") if last <= today + WEEK else ""
