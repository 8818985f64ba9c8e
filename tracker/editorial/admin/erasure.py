"""The page that erases a kept copy: what goes, and what nobody can check then."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from tracker.capture.checking import MOST_AT_ONCE, check_source
from tracker.capture.erasing import copies_alike
from tracker.capture.models import Capture
from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.erase_form import EraseForm
from tracker.editorial.keys import is_key
from tracker.editorial.quotes_shown import losing_evidence
from tracker.editorial.rights import may_erase_copies
from tracker.editorial.telling import take_back

# Copies with the same bytes that are listed.
MOST_ALIKE = 20


class ErasureAdmin(RecordAdmin):
    """Adds the page that erases a copy. Comes before what adds other pages below `copies/`."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.erase_copy_view)
        address = "<path:object_id>/copies/<str:key>/erase/"
        return [path(address, view, name="record_source_erase_copy"), *super().get_urls()]

    @asking_again
    def erase_copy_view(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """Says what goes, asks for a reason, and erases a copy."""
        source = self.record_at(request, object_id)
        user: Any = request.user
        if not may_erase_copies(user):
            raise PermissionDenied
        copy = Capture.objects.of(source).kept().filter(pk=key).first() if is_key(key) else None
        if copy is None:
            raise Http404
        form = EraseForm(request.POST or None)
        if request.method == "POST" and form.is_done(copy, user):
            # Before anybody looks at its quotes: they may stand in other copies.
            check_source(source, MOST_AT_ONCE)
            take_back()
            messages.success(request, _("The copy was erased. Backups have it until they expire."))
            return HttpResponseRedirect(self.page_address("copies", source.pk))
        quotes, more = losing_evidence(copy, user)
        alike = copies_alike(copy).select_related("source").order_by("-made_at")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase this copy"),
            "opts": self.opts,
            "object": source,
            "copy": copy,
            "form": form,
            "quotes": quotes,
            "more_quotes": more,
            "alike": alike[:MOST_ALIKE],
        }
        return TemplateResponse(request, "admin/confirm_erasure.html", context)
