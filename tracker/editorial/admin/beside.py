"""The kept text of a source beside the outline of a record: read, searched and cited from there.

It is the text of the page on which a source is read (`reading.py`), as a part of another page. The
outline works without it, and it without scripts: then each step loads the outline anew.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from tracker.editorial.admin.open_row import IN_PLACE, Saved
from tracker.editorial.admin.outline_answers import OutlineAnswers
from tracker.editorial.keys import is_key
from tracker.editorial.reading.beside import lay_beside, source_beside, sources_offered
from tracker.editorial.reading.targets import NEW_POINT, targets_of
from tracker.editorial.workbench.scope import Scope
from tracker.record.models import Source


class BesideAdmin(OutlineAnswers):
    """Adds a source's text to the outline, and the answer to what is cited from it."""

    def beside_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Another part of the text, or the text of another source; in place, or as a page."""
        record = self.record_at(request, object_id)
        if "source" in request.GET:
            key = request.GET["source"]
            rows = self._sources(request).filter(pk=key if is_key(key) else 0)
            lay_beside(request, record, rows.first())
        if IN_PLACE not in request.headers:
            query = {name: value for name, value in request.GET.items() if name != "source"}
            return HttpResponseRedirect(self.address_beside(record, query))
        return HttpResponse(self.beside(request, record), headers={IN_PLACE: "1"})

    def address_beside(self, record: Any, query: dict[str, Any]) -> str:
        """The outline with its text at a place."""
        asked = f"?{urlencode(query)}" if query else ""
        anchor = "wanted" if {"citation", "at", "hit"} & query.keys() else "beside"
        return f"{self.page_address('outline', record.pk)}{asked}#{anchor}"

    def beside(self, request: HttpRequest, record: Any) -> SafeString | str:
        """The part of the page with the text; empty for whom sources are none of their business."""
        texts: Any = self.admin_site.get_model_admin(Source)
        if not texts.has_view_permission(request):
            return ""
        sources = self._sources(request)
        source, typed = source_beside(request, record, sources), request.GET.get("find", "")
        context = {
            "here": self.page_address("beside", record.pk),
            "record": record,
            "source": source,
            "find": typed,
            "offered": sources_offered(request, [record], sources, typed),
            **(texts.text_beside(request, source, record) if source else {}),
        }
        return render_to_string("admin/workbench/_beside.html", context, request)

    def _sources(self, request: HttpRequest) -> Any:
        """The sources that this account is shown at the desk."""
        return self.admin_site.get_model_admin(Source).get_queryset(request)

    def outline_context(
        self, request: HttpRequest, record: Any, opened: Scope | None = None
    ) -> dict[str, Any]:
        context = super().outline_context(request, record, opened)
        return context | {"beside": self.beside(request, record)}

    def bar(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().bar(request, record)
        if source_beside(request, record, self._sources(request)) is None:
            return context
        # What can be cited for is other than it was: the text beside is not loaded for it.
        return context | {"targets": targets_of(record)}

    def after_cited(
        self, request: HttpRequest, record: Any, holder: Any, query: dict[str, Any]
    ) -> HttpResponse:
        """What follows a citation from the text beside: the line that has it, or the outline."""
        scope = scope_of(holder)
        if IN_PLACE not in request.headers:
            return HttpResponseRedirect(self.address_beside(record, query))
        is_new = request.POST.get("target", "").startswith(NEW_POINT)
        # A new point takes its place where one is added.
        place = Scope(scope.section) if is_new else scope
        return self.after(request, record, place, Saved(localtime().strftime("%H:%M"), scope))


def scope_of(holder: Any) -> Scope:
    """The part of an outline that shows what is cited for a row."""
    row = getattr(holder, "allegation", None) if _is(holder, "figure") else holder
    row = row or getattr(holder, "answer", None) or holder
    sections = {"allegation": "allegations", "answer": "answers"}
    section = sections.get(str(row._meta.model_name))
    return Scope(section, row.pk) if section else Scope("citations")


def _is(row: Any, noun: str) -> bool:
    return bool(row._meta.model_name == noun)
