"""Archives' copies of a source: addresses noted by hand, and archives asked to keep its page.

To ask one tells it, and whoever reads it, that somebody is interested in the page: that is off
unless `ARCHIVE_SAVE_URL` names an archive, is done for one source by somebody's decision, and never
for a confidential one. Nothing is fetched here: a job is made, and the worker does what it does.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import ArchiveAddress, ArchiveRequest, Capture, CaptureJob
from tracker.record.models import Source


def addresses_of(source: Source) -> list[str]:
    """Where copies of a source can be fetched: its own address first, then those of archives."""
    noted = ArchiveAddress.objects.filter(source=source).values_list("url", flat=True)
    return list(dict.fromkeys(one for one in (source.url, source.archive_url, *noted) if one))


def note_address(source: Source, url: str, user: User | None) -> ArchiveAddress:
    """Note an archive's copy. Raises ValidationError for one that is there already."""
    if url in addresses_of(source):
        raise ValidationError(_("This address is noted already."))
    name = user.get_username() if user else ""
    row = ArchiveAddress(source=source, for_reference=source.reference, url=url)
    row.noted_by, row.noter = user, name
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError(_("This address is noted already.")) from error
    return row


def archive_asked(source: Source) -> str:
    """The host of the archive that may be asked to keep a source's page; empty where none may."""
    if not settings.ARCHIVE_SAVE_URL or source.confidential or not source.url:
        return ""
    return urlsplit(settings.ARCHIVE_SAVE_URL).hostname or ""


def ask_archive(source: Source, user: User | None) -> CaptureJob:
    """Have the archive of the settings asked to keep a source's page.

    Raises ValidationError where it may not be, or is being asked already.
    """
    if not archive_asked(source):
        raise ValidationError(_("No archive is asked to keep this page."))
    url = _address_of_request(source.url)
    reason = _("The archive is asked to keep the page.")
    with transaction.atomic():
        job = ask_for_copy(source, url, user, reason, kind=Capture.Kind.ARCHIVE)
        ArchiveRequest.objects.create(job=job)
    return job


def _address_of_request(page: str) -> str:
    """The archive's address with a page's in it: in a query with its signs encoded."""
    before, _, after = settings.ARCHIVE_SAVE_URL.partition("{url}")
    page = page.partition("#")[0]
    return f"{before}{quote(page, safe='') if '?' in before else page}{after}"


def settle(request: ArchiveRequest, user: User, *, is_noted: bool) -> None:
    """Say whether the address that an archive answered with is noted: whoever says it first."""
    open_ones = ArchiveRequest.objects.filter(pk=request.pk, settled_at=None)
    with transaction.atomic():
        given = {"settled_at": timezone.now(), "settled_by": user, "is_noted": is_noted}
        if not open_ones.update(**given):
            return
        source = request.job.source
        if is_noted and request.answer and request.answer not in addresses_of(source):
            note_address(source, request.answer, user)
