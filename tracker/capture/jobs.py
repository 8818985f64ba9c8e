"""Asking for a copy: a row that a worker takes up later. Nothing is fetched here."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.capture.addresses import Refused, parse
from tracker.capture.keeping import line
from tracker.capture.models import ArchiveAddress, Capture, CaptureJob
from tracker.capture.outcomes import why_refused
from tracker.record.models import Source


def ask_for_copy(
    source: Source,
    url: str,
    user: User | None = None,
    reason: str = "",
    due_at: datetime | None = None,
    kind: str = "",
) -> CaptureJob:
    """Put a copy of an address on the list of what is to be fetched, now or from a time on.

    `kind` is what sort of copy it is, where that does not follow from the address.

    Raises ValidationError for an address that is never connected to, and where it is on the list.
    """
    try:
        host = parse(url).host
    except Refused as refused:
        raise ValidationError(
            _("This site does not connect to this address. %(why)s")
            % {"why": why_refused(refused.why)}
        ) from refused
    job = CaptureJob(source=source, url=url, host=host, asked_by=user)
    job.kind = kind or kind_of_copy(source, url)
    job.reason = line(reason, 300)
    job.due_at = due_at or job.due_at
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError as error:
        raise ValidationError(_("This copy is being fetched already.")) from error
    return job


def kind_of_copy(source: Source, url: str) -> str:
    """Whether an address is the source's own or that of an archive's copy."""
    is_archive = url != source.url and (
        url == source.archive_url or ArchiveAddress.objects.filter(source=source, url=url).exists()
    )
    return Capture.Kind.ARCHIVE if is_archive else Capture.Kind.FETCHED
