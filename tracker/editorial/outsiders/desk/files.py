"""Downloads of files from outside: to be saved, never shown, and each written down."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tracker.capture import storage
from tracker.editorial.originals import AS_NOTHING, ENDINGS, OCTETS
from tracker.editorial.outsiders.desk.guarding import for_editors, person, submission_at
from tracker.editorial.outsiders.settling import Action, note

log = logging.getLogger(__name__)


@require_GET
@for_editors
def download(request: HttpRequest, key: int, file: int) -> HttpResponseBase:
    """Sends a file, under a name of our own."""
    row = submission_at(key)
    links = row.files.select_related("file").filter(pk=file) if file < 2**63 else []
    found = next((link.file for link in links), None)
    if found is None:
        raise Http404
    if damage := storage.damage(found.sha256):
        log.error("File %s of what was received as %s: %s", file, row.pk, damage)
        messages.error(
            request, _("The file is damaged or missing; the operator has to put it back.")
        )
        return HttpResponseRedirect(reverse("admin:submission", args=[row.pk]))
    note(row, Action.DOWNLOADED, person(request))
    ending = ENDINGS.get(found.media_type, "bin")
    return FileResponse(
        storage.open_stored(found.sha256),
        as_attachment=True,
        filename=f"received-{row.pk}-{found.sha256[:8]}.{ending}",
        content_type=OCTETS,
        headers=AS_NOTHING,
    )
