"""The admin of what is published by decision: its buttons, and the page that asks first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.editorial.accounts.asking_again import is_due, refusal, way_to_code
from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.admin.saving import forms_of
from tracker.editorial.coming_along import coming_along, version_of
from tracker.editorial.harm_decisions import (
    Undecided,
    answers_in,
    hold_back,
    questions_of,
    wants_changes,
    with_unseen,
)
from tracker.editorial.own_records import CHANGED_IN
from tracker.editorial.quoted import tell_of_quotes
from tracker.editorial.reviewing import sent_back
from tracker.editorial.wording import findings_of, questions
from tracker.editorial.workflow import MOVES, MoveDoubted, MoveRefused, make_move, moves_for
from tracker.record.models import Publishable, Status
from tracker.record.text import with_line_breaks


class PublishableAdmin(RecordAdmin):
    """A record that is published by decision: its buttons call the workflow."""

    # None publishes: what is published is looked at first.
    actions: Sequence[str] = ("submit_chosen", "give_chosen")
    list_filter: ClassVar[Any] = ("status",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        # What somebody typed is shown to them once more; it is not saved.
        if obj is None or hasattr(request, "moved_meanwhile"):
            return allowed
        if self.contributors_noun(request):
            return allowed and obj.status in CHANGED_IN
        # Changes of what is published wait for a second person.
        if obj.status != Status.WITHDRAWN:
            return allowed
        options = self.opts
        return allowed and request.user.has_perm(
            f"{options.app_label}.publish_{options.model_name}"
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["unchecked"] = tell_of_quotes(form.instance for form in forms_of(context))
        return super().render_change_form(request, context, *args, **kwargs)

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context:
            return context
        stored = context["whole"]
        if stored.status == Status.DRAFT:
            by, why = sent_back(stored)
            context |= {"sent_back_by": by, "sent_back_why": why}
        return context | {
            "status": stored.get_status_display(),
            "to_check": questions(stored) if stored.status != Status.WITHDRAWN else [],
            "moves": moves_for(stored, request.user),
            "withdrawn_reason": stored.withdrawn_reason,
        }

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/move/<slug:move>/", view, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, object_id: str, move: str) -> HttpResponse:
        """Asks for the reason of a move that needs one, and makes it."""
        record = self.get_object(request, unquote(object_id))
        if record is None or move not in moves_for(record, request.user):
            messages.error(request, _("Your account may not do this now."))
            return HttpResponseRedirect(reverse("admin:index"))
        if asked := _asked_again(request, move):
            return asked
        error, publishes = "", MOVES[move].ends == Status.PUBLISHED
        if request.method == "POST":
            try:
                self._refuse_another_version(request, record, move)
                self._move_as_sent(request, record, move)
            except (MoveRefused, Undecided, ValidationError) as refused:
                error = " ".join(getattr(refused, "messages", [str(refused)]))
            else:
                return HttpResponseRedirect(self.page_address("change", object_id))
        along = coming_along(record) if publishes else {}
        shown = (record, *along.values()) if publishes else ()
        context = {
            **self.admin_site.each_context(request),
            "title": MOVES[move].label,
            "opts": self.opts,
            "object": record,
            "move": MOVES[move],
            "doubts": [one for row in shown for one in findings_of(row)],
            "along": along.values(),
            "along_version": request.POST.get("_along") or version_of(along),
            "questions": questions_of(with_unseen(record)) if publishes else [],
            "answers": answers_in(request.POST),
            "reason": request.POST.get("_reason", ""),
            "revision": request.POST.get("_revision") or record.revision,
            "error": error,
        }
        return TemplateResponse(request, "admin/confirm_move.html", context)

    def _move_as_sent(self, request: HttpRequest, record: Publishable, move: str) -> None:
        """Make a move, or keep what is to be changed before it. Raises MoveRefused and Undecided,
        ValidationError."""
        answers = answers_in(request.POST)
        if MOVES[move].ends == Status.PUBLISHED and wants_changes(answers):
            hold_back(with_unseen(record), request.user, answers)
            messages.info(request, _("Nothing is published. What is to be changed is noted."))
            return
        reason = with_line_breaks(request.POST.get("_reason", ""))
        self._told_moved(request, make_move(record, move, request.user, reason, answers))

    def _refuse_another_version(self, request: HttpRequest, record: Publishable, move: str) -> None:
        """Raise MoveRefused where a record was changed since it was looked at to be published."""
        if MOVES[move].ends != Status.PUBLISHED:
            return
        seen, along = request.POST.get("_revision", ""), request.POST.get("_along")
        # Whoever sends a form of their own, without what came along, looked at nothing.
        is_other = along is not None and along != version_of(coming_along(record))
        if seen != str(record.revision) or is_other:
            raise MoveRefused(_("It was changed since you looked at it. Look at it once more."))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        name = request.POST.get("_move")
        if name is None:
            return super().response_change(request, obj)
        if name in moves_for(obj, request.user) and changes_pages(name) and is_due(request):
            messages.warning(
                request,
                _("The record is saved. Give a code, then press “%(move)s” once more.")
                % {"move": MOVES[name].label},
            )
            return way_to_code(self.page_address("change", obj.pk))
        if name in moves_for(obj, request.user) and MOVES[name].needs_reason:
            return HttpResponseRedirect(self.page_address("move", obj.pk, name))
        if self._move(request, obj, name) is None:
            return HttpResponseRedirect(self.page_address("move", obj.pk, name))
        posted = request.POST.copy()
        posted["_continue"] = "1"
        request.POST = posted  # type: ignore[assignment]
        return super().response_change(request, obj)

    def _move(self, request: HttpRequest, obj: Publishable, name: str) -> bool | None:
        """Whether it was moved; None where the gate has doubts that a reason would answer."""
        if name not in moves_for(obj, request.user):
            messages.error(request, _("Your account may not do this now; the record is saved."))
            return False
        try:
            moved = make_move(obj, name, request.user)
        except MoveDoubted:
            return None
        except (MoveRefused, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return False
        self._told_moved(request, moved)
        return True

    def _told_moved(self, request: HttpRequest, moved: Publishable) -> None:
        messages.success(
            request,
            _("%(record)s: %(status)s.")
            % {"record": moved, "status": moved.get_status_display().lower()},
        )

    def _move_chosen(self, request: HttpRequest, queryset: Any, name: str) -> None:
        done = sum(bool(self._move(request, record, name)) for record in queryset)
        if done > 1:
            messages.success(
                request,
                ngettext("%(n)d record moved.", "%(n)d records moved.", done) % {"n": done},
            )

    @admin.action(
        description=gettext_lazy("Send the chosen records for review"), permissions=["change"]
    )
    def submit_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._move_chosen(request, queryset, "submit")

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_mark(self, obj: Publishable) -> SafeString:
        return format_html(
            '<span class="status status-{}">{}</span>', obj.status, obj.get_status_display()
        )


def changes_pages(move: str) -> bool:
    """Whether it takes somebody who may publish."""
    return MOVES[move].permission == "publish"


def _asked_again(request: HttpRequest, move: str) -> HttpResponse | None:
    """The page that asks for the second factor before a move that changes what readers see."""
    if request.method != "POST" or not changes_pages(move) or not is_due(request):
        return None
    return refusal(request)
