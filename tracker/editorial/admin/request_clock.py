"""Requests at the desk: begun from a claim, sent today, and whose day is over or near."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.deadlines import MOST_DAYS
from tracker.editorial.keys import is_key
from tracker.editorial.my_day import WEEK, due
from tracker.editorial.request_models import RequestWording
from tracker.editorial.request_steps import CLOCK, may_happen, pause_of, take_back
from tracker.editorial.requests import begun, send_today
from tracker.editorial.step_form import StepForm
from tracker.record.choices import Outcome, RequestStepKind
from tracker.record.date_words import in_words
from tracker.record.models import Claim, Request, RequestStep, Status
from tracker.record.state import deadline_day

OVERDUE, THIS_WEEK, LATER, PAUSED, WITHOUT = "overdue", "week", "later", "paused", "none"


class ClockFilter(admin.SimpleListFilter):
    """Open requests by how much of their time is left."""

    title = gettext_lazy("deadline")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (OVERDUE, _("over, and nobody looked since")),
            (THIS_WEEK, _("within a week")),
            (LATER, _("later")),
            (PAUSED, _("paused")),
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
            case "paused":
                return is_open.filter(last_of_clock=RequestStepKind.PAUSED)
            case "none":
                runs = Q(last_of_clock=None) | ~Q(last_of_clock=RequestStepKind.PAUSED)
                return is_open.filter(runs, due_on="").exclude(sent_on="")
        return queryset


class RequestClockAdmin(PublishableAdmin):
    """Fills in a request that is begun from a claim, and takes the click that it was sent."""

    def get_urls(self) -> list[Any]:
        pages = (("sent", self.sent_view), ("steps", self.steps_view))
        return [
            *(
                path(
                    f"<path:object_id>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"record_request_{name}",
                )
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        steps = RequestStep.objects.filter(request=OuterRef("pk"), kind__in=CLOCK)
        last = steps.order_by("-happened_on", "-pk").values("kind")[:1]
        return super().get_queryset(request).annotate(last_of_clock=Subquery(last))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The deadline in force, once it follows from what happened since the request was sent."""
        fields = super().get_readonly_fields(request, obj)
        has_moved = obj is not None and getattr(obj, "last_of_clock", None)
        return (*fields, "due_on") if has_moved else fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says; of a claim, an accused and a wording, the request they make."""
        given = dict(super().get_changeform_initial_data(request))
        keys = [str(given.get(name, "")) for name in ("claim", "asked", "wording")]
        if is_key(keys[0]) and is_key(keys[1]):
            # Whoever asks an accused of a claim mostly asks for a response.
            given.setdefault("kind", Request.Kind.RESPONSE)
        if not all(is_key(key) for key in keys):
            return given
        claim = Claim.objects.filter(pk=keys[0]).first()
        accused = claim.accused.filter(pk=keys[1]).first() if claim else None
        wording = RequestWording.objects.filter(pk=keys[2]).select_related("asker").first()
        return begun(claim, accused, wording) if claim and accused and wording else given

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context:
            return context
        context["steps_url"] = self.page_address("steps", record.pk)
        context["steps"] = record.steps.order_by("pk") if record.sent_on else []
        is_unsent = not record.sent_on and not record.is_appeal
        if is_unsent and self.has_change_permission(request, record):
            usual = RequestWording.objects.first()
            context["sent_url"] = self.page_address("sent", record.pk)
            context["usual_days"] = usual.days if usual else 14
            context["are_working_days"] = bool(usual and usual.are_working_days)
        return context

    def steps_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what happened since the request was sent, and takes what happened now."""
        record = self.record_at(request, object_id)
        may_change = self.has_change_permission(request, record)
        error, form = "", StepForm(record)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            form = StepForm(record, request.POST)
            try:
                if self._step_taken(request, record, form):
                    return HttpResponseRedirect(request.path)
            except ValidationError as refused:
                error, form = " ".join(refused.messages), StepForm(record)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deadline and reminders"),
            "opts": self.opts,
            "object": record,
            "steps": record.steps.order_by("pk"),
            "stands": _stands(record),
            "may_change": may_change,
            "form": form if may_change and may_happen(record) else None,
            "error": error,
        }
        return TemplateResponse(request, "admin/request_steps.html", context)

    def _step_taken(self, request: HttpRequest, record: Request, form: StepForm) -> bool:
        """Do what one of the page's buttons says. Raises ValidationError."""
        user: Any = request.user
        if "take_back" not in request.POST:
            if not form.note_by(user):
                return False
            messages.success(request, _("Noted."))
            return True
        which = request.POST["take_back"]
        take_back(record, user, int(which) if is_key(which) else 0)
        messages.success(request, _("Taken back."))
        if record.claim_id and record.claim and record.claim.receipts.exists():
            messages.info(
                request,
                _("The claim's form still says that a reply is being entered; see to it there."),
            )
        return True

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
        if not is_open or row.status == Status.WITHDRAWN:
            return row.due_on
        if getattr(row, "last_of_clock", "") == RequestStepKind.PAUSED:
            return format_html("<strong>{}</strong>", _("paused"))
        if last is None:
            return row.due_on
        words = left_until(last, deadline_day(timezone.now()))
        return format_html("{} <strong>{}</strong>", row.due_on, words) if words else row.due_on


def left_until(last: date, today: date) -> str:
    """How it stands with a deadline, in a word; empty where there is more than a week left."""
    if last < today:
        return _("over")
    return _("this week") if last <= today + WEEK else ""


def _stands(record: Request) -> str:
    """The deadline in force, in a sentence."""
    pause = pause_of(record)
    if pause is not None:
        return _("The deadline is paused since %(day)s.") % {
            "day": date_format(pause.happened_on, "DATE_FORMAT")
        }
    if not record.due_on:
        return _("No deadline is known.")
    return _("The deadline in force: %(day)s.") % {"day": in_words(record.due_on)}
