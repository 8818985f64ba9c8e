"""One click on the form of a claim, a party or a dossier: looked again today, nothing found."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.looking import MOST, Look, awaited, last_look, note_looks
from tracker.record.models import Claim, ClaimAccused


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
        links = self._unanswered(request, record)
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
            self._note(request, self._unanswered(request, record))
        return HttpResponseRedirect(self.page_address("change", record.pk))

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
        try:
            noted = note_looks(links, Look(*given), request.user)
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

    def _unanswered(self, request: HttpRequest, record: Any) -> list[ClaimAccused]:
        """The accused of whom no reply is known, in claims that this account may change."""
        claims = self.admin_site.get_model_admin(Claim)
        rows = awaited(**{self.looked_for_in: record}).select_related("claim", "party")
        return [
            link
            for link in rows.order_by("claim", "position", "pk")[:MOST]
            if claims.has_change_permission(request, link.claim)
        ]
