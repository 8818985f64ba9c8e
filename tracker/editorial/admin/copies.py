"""The page of a source's kept copies: seen, asked for, given, typed in, downloaded."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tracker.capture import storage
from tracker.capture.inspecting import may_be_cleaned, without_metadata
from tracker.capture.models import Capture, CaptureJob, CaptureReading, Erasure
from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.archives import ARCHIVES, archives_of
from tracker.editorial.copies import CopyForm, copy_forms, empty_forms, nothing_sent
from tracker.editorial.copies_shown import told_of
from tracker.editorial.keys import is_key
from tracker.editorial.looks import LOOKS
from tracker.editorial.originals import AS_NOTHING, ENDINGS, OCTETS
from tracker.editorial.passages_shown import passages_of
from tracker.editorial.quotes_shown import details_of, quotes_of
from tracker.record.models import Source

log = logging.getLogger(__name__)
Part = CaptureReading.Part
# How many are listed, the newest first.
MOST = 100


class CopiesAdmin(RecordAdmin):
    """Adds the page of a source's copies, and the downloads of their originals."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        one = "<path:object_id>/copies/<str:key>/<slug:part>/"
        return [
            path(one, view(require_GET(self.original_view)), name="record_source_original"),
            path("<path:object_id>/copies/", view(self.copies_view), name="record_source_copies"),
            *super().get_urls(),
        ]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context:
            return context
        return context | {
            "copies_url": self.page_address("copies", record.pk),
            "copies_count": Capture.objects.of(record).kept().count(),
            "said_of_itself": details_of(record),
        }

    def copies_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what is kept of a source and what was tried, and takes what is given."""
        source = self.record_at(request, object_id)
        user: Any = request.user
        may_add = self.has_change_permission(request, source)
        if request.method == "POST" and not may_add:
            raise PermissionDenied
        forms = copy_forms(source, user, request, LOOKS | ARCHIVES)
        if request.method == "POST" and _is_settled(request, forms):
            held = {name: form for name, form in forms.items() if form.is_held}
            if not held:
                return HttpResponseRedirect(request.path)
            # What was typed in another form of the page stays there.
            forms = empty_forms(source, user, LOOKS | ARCHIVES) | held
        captures = Capture.objects.of(source)
        kept = list(captures.kept().with_last_reading()[:MOST])
        told = told_of(kept, user)
        quotes, more = quotes_of(source, user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Kept copies"),
            "opts": self.opts,
            "object": source,
            "kept": [(row, self._originals(row), told[row.pk]) for row in kept],
            "erased": erasures_of(source)[:MOST],
            "quotes": quotes,
            "more_quotes": more,
            "passages": passages_of(source, user),
            **archives_of(source),
            "failed": captures.failed()[:MOST],
            "jobs": CaptureJob.objects.of(source).open().order_by("due_at"),
            "forms": forms if may_add else {},
        }
        return TemplateResponse(request, "admin/copies.html", context)

    def _originals(self, row: Capture) -> list[tuple[str, str]]:
        """What can be downloaded of a copy: what it is called, and where it is."""
        parts = [part for part in Part if _hash_of(row, part)]
        return [
            (str(part.label), self.page_address("original", row.source_id, row.pk, part.value))
            for part in parts
        ]

    def _gone(self, request: HttpRequest, source: Source, erasure: Erasure) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("This copy was erased"),
            "opts": self.opts,
            "object": source,
            "erasure": erasure,
        }
        return TemplateResponse(request, "admin/copy_erased.html", context, status=410)

    def original_view(
        self, request: HttpRequest, object_id: str, key: str, part: str
    ) -> HttpResponseBase:
        """Sends the bytes of a copy to be saved, and writes down who has them."""
        source = self.record_at(request, object_id)
        row = Capture.objects.of(source).filter(pk=key).first() if is_key(key) else None
        if row is not None and (erasure := erasure_of(row)):
            return self._gone(request, source, erasure)
        sha256 = _hash_of(row, part) if row else ""
        if row is None or not sha256:
            raise Http404
        if damage := storage.damage(sha256):
            messages.error(
                request,
                _("The file of this copy is damaged or missing; the operator has to put it back."),
            )
            log.error("Copy %s of %s: %s", row.pk, source.reference, damage)
            return HttpResponseRedirect(self.page_address("copies", source.pk))
        user: Any = request.user
        if part == Part.BARE:
            return self._bare(request, row, user)
        row.note_reading(part, user)
        return FileResponse(
            storage.open_stored(sha256),
            as_attachment=True,
            filename=_file_name(row, part),
            content_type=OCTETS,
            headers=AS_NOTHING,
        )

    def _bare(self, request: HttpRequest, row: Capture, user: Any) -> HttpResponse:
        """Sends the file without its metadata, made now: it is kept nowhere."""
        cleaned = without_metadata(row)
        if cleaned is None:
            messages.error(request, _("Metadata cannot be taken out of this file."))
            return HttpResponseRedirect(self.page_address("copies", row.source_id))
        row.note_reading(Part.BARE, user)
        disposition = content_disposition_header(True, _file_name(row, Part.BARE))
        headers = {**AS_NOTHING, "Content-Disposition": str(disposition)}
        return HttpResponse(cleaned, content_type=OCTETS, headers=headers)


def _is_settled(request: HttpRequest, forms: dict[str, CopyForm]) -> bool:
    """Do what the form that was sent says, and tell of it; False where the page has to show it."""
    form = forms.get(request.POST.get("what", ""))
    if form is None:
        messages.error(request, nothing_sent())
        return True
    if form.is_done():
        messages.success(request, form.done)
        return True
    if form.is_button:
        messages.error(request, " ".join(form.told))
    return form.is_button


def erasures_of(source: Source) -> QuerySet[Erasure]:
    """The erasures of a source's copies, the newest first."""
    rows = Erasure.objects.filter(capture__source=source)
    return rows.select_related("capture").order_by("-pk")


def erasure_of(row: Capture) -> Erasure | None:
    """That a copy was erased; None where it was not."""
    return Erasure.objects.filter(capture=row).first()


def _hash_of(row: Capture, part: str) -> str:
    bare = row.sha256 if may_be_cleaned(row) else ""
    hashes = {Part.BODY: row.sha256, Part.WARC: row.warc_sha256, Part.BARE: bare}
    return {one.value: sha256 for one, sha256 in hashes.items()}.get(part, "")


def _file_name(row: Capture, part: str) -> str:
    """A name of our own: what somebody called a file may be made to be read as another one."""
    ending = "warc.gz" if part == Part.WARC else ENDINGS.get(row.media_type, "bin")
    bare = "-without-metadata" if part == Part.BARE else ""
    return f"{row.for_reference}-{row.made_at:%Y%m%d-%H%M}-{row.sha256[:8]}{bare}.{ending}"
