"""Looked again today, nothing found: one click on a form, and what is chosen in a list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.looking import MOST, Look, awaited, last_look, note_looks
from tracker.editorial.own_records import CHANGED_IN, contributes
from tracker.record.models import Claim, ClaimAccused
from tracker.record.nouns import NOUNS
from tracker.record.text import LineFormField, validate_line


class LookedForm(forms.Form):
    """Where replies to the chosen claims were looked for, and not found."""

    where = LineFormField(
        label=gettext_lazy("Where"),
        max_length=300,
        validators=[validate_line],
        help_text=gettext_lazy("Readers are told when and where, not by whom."),
    )
    languages = LineFormField(
        label=gettext_lazy("In which languages"),
        required=False,
        help_text=gettext_lazy("The languages that were searched: “English, Arabic”."),
        max_length=200,
        validators=[validate_line],
    )


class LookedAgainAdmin(RecordAdmin):
    """Adds the panel and the button; `looked_for_in` leads from an accused to this record."""

    looked_for_in: ClassVar[str]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_looked"
        view = self.admin_site.admin_view(self.looked_view)
        return [path("<path:object_id>/looked/", view, name=name), *super().get_urls()]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context:
            return context
        links = self._unanswered(request, **{self.looked_for_in: record})
        return context | {
            "looked_for": links,
            "looked_last": last_look(links),
            "looked_url": self.page_address("looked", record.pk),
            "looked_most": MOST,
        }

    def looked_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Notes that somebody looked today, for all accused of the record or for one of them."""
        record = self.record_at(request, object_id)
        if request.method == "POST":
            self._note(request, self._unanswered(request, **{self.looked_for_in: record}))
        return HttpResponseRedirect(self.page_address("change", record.pk))

    @admin.action(
        description=gettext_lazy("Looked again today, nothing found"), permissions=["change"]
    )
    def looked_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """The same for all accused of the records that were chosen in the list."""
        of = queryset.order_by().values("pk")
        links = self._unanswered(request, **{f"{self.looked_for_in}__in": of})
        if not links:
            messages.error(request, _("No reply is awaited in what was chosen."))
            return None
        form = LookedForm(request.POST if "do" in request.POST else None)
        form.initial = last_look(links)._asdict()
        if not form.is_valid():
            return self.asked(request, queryset, form, "looked_chosen", len(links))
        given = form.cleaned_data
        self._save(request, links, Look(given["where"], given["languages"]))
        return HttpResponseRedirect(request.get_full_path())

    def _note(self, request: HttpRequest, links: list[ClaimAccused]) -> None:
        if chosen := request.POST.getlist("accused"):
            links = [link for link in links if str(link.pk) in chosen]
        if not links:
            messages.error(request, _("Choose at least one whose reply was looked for."))
            return
        given = [request.POST.get(name, "").strip() for name in ("where", "languages")]
        if not given[0]:
            messages.error(request, _("Say where you looked: readers are told."))
            return
        self._save(request, links, Look(*given))

    def _save(self, request: HttpRequest, links: list[ClaimAccused], look: Look) -> None:
        try:
            noted = note_looks(links, look, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        words = ngettext(
            "Noted of %(n)d: looked today, nothing found. What is published waits until a second "
            "person has looked at it.",
            "Noted of %(n)d: looked today, nothing found. What is published waits until a second "
            "person has looked at it.",
            noted,
        )
        text = words % {"n": noted} if noted else _("It was noted already.")
        messages.success(request, text)

    def _unanswered(self, request: HttpRequest, **of: Any) -> list[ClaimAccused]:
        """The accused of whom no reply is known, in claims that this account may change."""
        claims = self.admin_site.get_model_admin(Claim)
        rows = awaited(**of).select_related("claim", "party").order_by("claim", "position", "pk")
        if contributes(request.user, NOUNS["claim"]):
            # Asked at once, not of each.
            own = claims.get_queryset(request).filter(status__in=CHANGED_IN)
            return list(rows.filter(claim__in=own.order_by().values("pk")).distinct()[:MOST])
        may_change = claims.has_change_permission(request)
        return list(rows.distinct()[:MOST]) if may_change else []
