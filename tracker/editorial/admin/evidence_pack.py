"""The desk's page of a claim: its evidence pack with the kept copies themselves."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tracker.capture import storage
from tracker.capture.models import Capture, CaptureReading
from tracker.edition.pack.gathering import Gathered, gather
from tracker.edition.pack.writing import Original, write_pack
from tracker.edition.readers import NOW
from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.admin.copies import AS_NOTHING, ENDINGS, OCTETS
from tracker.record.models import Status
from tracker.record.trees import chunks

log = logging.getLogger(__name__)
# Bytes of copies that are put into one pack.
MOST_BYTES = 1_000_000_000
Part = CaptureReading.Part


class EvidencePackAdmin(RecordAdmin):
    """Adds the download of a published claim's evidence with its originals."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_GET(self.evidence_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_evidence"
        return [path("<path:object_id>/evidence/", view, name=name), *super().get_urls()]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if context and record.status == Status.PUBLISHED:
            context["evidence_url"] = self.page_address("evidence", record.pk)
        return context

    def evidence_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Sends what readers see of the evidence, with the copies, and writes down who has them."""
        claim = self.record_at(request, object_id)
        found = gather(NOW, claim.reference)
        if found is None:
            raise Http404
        captures = list(_captures(found))
        originals = {one.name: one for row in captures for one, _part in _originals(row)}
        if told := _why_not(originals):
            messages.error(request, told)
            return HttpResponseRedirect(self.page_address("change", claim.pk))
        user: Any = request.user
        for row in captures:
            for _original, part in _originals(row):
                row.note_reading(part, user)
        # On the disk, and gone with the answer: copies may be large.
        file = tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
        write_pack(file, found, originals.values())
        file.seek(0)
        return FileResponse(
            file,
            as_attachment=True,
            filename=f"{claim.reference}-evidence-with-copies.zip",
            content_type=OCTETS,
            headers=AS_NOTHING,
        )


def _captures(found: Gathered) -> Iterator[Capture]:
    """The kept copies that the pack tells of."""
    rows = sorted({one["row"] for copies in found.copies.values() for one in copies})
    for chunk in chunks(rows):
        yield from Capture.objects.kept().filter(pk__in=chunk).order_by("pk")


def _originals(row: Capture) -> Iterator[tuple[Original, str]]:
    """The file of a copy and, of one that was fetched, all that went over the wire."""
    ending = ENDINGS.get(row.media_type, "bin")
    yield Original(row.sha256, storage.path_of(row.sha256), f".{ending}"), Part.BODY
    if row.warc_sha256:
        path_of_warc = storage.path_of(row.warc_sha256)
        yield Original(row.warc_sha256, path_of_warc, ".warc.gz"), Part.WARC


def _why_not(originals: dict[str, Original]) -> str:
    """Why these files cannot be handed out together; empty where they can."""
    damaged = [one for one in originals.values() if storage.damage(one.sha256)]
    if damaged:
        log.error("Copies that are damaged or missing: %s", [one.sha256 for one in damaged])
        return _("The file of this copy is damaged or missing; the operator has to put it back.")
    if sum(one.path.stat().st_size for one in originals.values()) > MOST_BYTES:
        return _("The copies are too large for one file: download them from their sources' pages.")
    return ""
