"""Warns, while a record is typed and before it is first saved, of what is perhaps the same."""

from __future__ import annotations

from copy import copy
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.editorial.admin.saving import NothingLostAdmin
from tracker.editorial.alike.answers import (
    ANOTHER,
    is_ticked,
    not_noted,
    remember,
    trouble_with,
    why_of,
)
from tracker.editorial.alike.finding import Match, matches
from tracker.editorial.alike.said import FIELDS, READERS, Said, stored, typed
from tracker.editorial.keys import is_key
from tracker.record.nouns import name_of
from tracker.record.trouble import trouble_of

OWN = "_own"


class Shown(NamedTuple):
    """A match as the page shows it."""

    match: Match
    name: str
    url: str
    is_ticked: bool = False
    why: str = ""
    trouble: str = ""


class AlreadyHereAdmin(NothingLostAdmin):
    """A form that asks about records that are perhaps the same, once for each."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_already_here"
        view = self.admin_site.admin_view(require_POST(self.already_here_view))
        return [path("already-here/", view, name=name), *super().get_urls()]

    def already_here_view(self, request: HttpRequest) -> HttpResponse:
        """The records that are perhaps what is typed so far, as a fragment of the form's page.

        Sent, not asked for: an address with what was typed in it would stand in logs.
        """
        if not self.has_view_permission(request) or self._noun not in READERS:
            raise PermissionDenied
        try:
            found = self._typed_matches(request)
        except DatabaseError as error:
            # The database is busy with other writers: a hint is nothing to wait for.
            if trouble_of(error) is None:
                raise
            return HttpResponse(status=204)
        shown = [Shown(one, name_of(one.record), self._url(one)) for one in found]
        return TemplateResponse(request, "admin/_already_here_hints.html", {"found": shown})

    def _typed_matches(self, request: HttpRequest) -> list[Match]:
        own = request.POST.get(OWN, "")
        record = self._rows(request).filter(pk=own).first() if is_key(own) else None
        return self._matches(request, record or self.model())

    # --- The form ---

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if self._noun in READERS:
            context["already_here_url"] = self.page_address("already_here")
            context["already_here_fields"] = " ".join(FIELDS[self._noun])
            # Nothing is amiss before it was asked for the first time.
            context["is_answered"] = ANOTHER in request.POST
            context["already_here"] = [
                Shown(
                    one,
                    name_of(one.record),
                    self._url(one),
                    is_ticked(request.POST, one),
                    why_of(request.POST, one),
                    trouble_with(request.POST, one),
                )
                for one in getattr(request, "already_here", ())
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def _refusal(self, request: HttpRequest, record: Any) -> str:
        refusal = super()._refusal(request, record)
        if refusal or self._noun not in READERS:
            return refusal
        found = self._matches(request, record)
        request.already_here = found  # type: ignore[attr-defined]
        if any(trouble_with(request.POST, one) for one in found):
            return _(
                "Something like this is here already. Nothing is saved yet, and nothing is lost: "
                "see above, then save again."
            )
        return ""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        found = getattr(request, "already_here", ())
        remember(form.instance, found, request.POST, request.user)

    # --- What is found ---

    @property
    def _noun(self) -> str:
        return str(self.opts.model_name)

    def _matches(self, request: HttpRequest, record: Any) -> list[Match]:
        """What is perhaps the same as what was typed of a record since it was saved."""
        said = typed(self._noun, request.POST)
        before = stored(self._noun, [record.pk]) if record.pk else {}
        new = said.without(before.get(record.pk, Said()))
        found = matches(self._noun, new, self._rows(request), record.pk)
        return not_noted(record, found)

    def _rows(self, request: HttpRequest) -> Any:
        """The records that this account sees, read without locking them."""
        looked = copy(request)
        looked.method = "GET"
        return self.get_queryset(looked)

    def _url(self, match: Match) -> str:
        options = self.opts
        name = f"admin:{options.app_label}_{options.model_name}_change"
        return reverse(name, args=[match.record.pk])
