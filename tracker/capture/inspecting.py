"""Looking through kept pictures and PDFs for what may harm somebody if it were passed on.

A picture is looked through where it is kept, a PDF by the worker. What is found is a warning for
the desk; nothing is changed in what is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import models

from tracker.capture import storage
from tracker.capture.metadata import pdf
from tracker.capture.metadata.pdf import Found, look_through_pdf, pdf_without_metadata
from tracker.capture.metadata.pictures import picture_without_metadata, traits_of_picture
from tracker.capture.models import Capture, Inspection

log = logging.getLogger(__name__)
PDF = "application/pdf"
CLEANED_PICTURES = ("image/jpeg", "image/png", "image/webp")
PICTURES = (*CLEANED_PICTURES, "image/tiff")
VERSION = f"1, PDF {pdf.VERSION}"


def inspect_if_quick(capture: Capture) -> Inspection | None:
    """Look through a copy that was just kept, if it takes but a moment; else None."""
    return inspect(capture) if capture.media_type in PICTURES else None


def inspect(capture: Capture) -> Inspection | None:
    """Look through a copy; None where its file is gone, or it was erased meanwhile."""
    try:
        body = _bytes_of(capture)
    except OSError as error:
        log.error("The file of the copy %s cannot be read: %s", capture, error)
        return None
    if capture.media_type == PDF:
        found = look_through_pdf(body)
    else:
        found = Found(traits_of_picture(body), [], True)
    with storage.writing():
        if not Capture.objects.kept().filter(pk=capture.pk).exists():
            return None
        row, _is_new = Inspection.objects.update_or_create(
            capture=capture,
            defaults={
                "version": VERSION,
                "traits": found.traits,
                "covered": found.covered,
                "is_whole": found.is_whole,
            },
        )
    return row


def inspect_due() -> Iterator[Inspection]:
    """Look through every copy that the present version has not looked through."""
    last = 0
    while capture := _uninspected().filter(pk__gt=last).first():
        last = capture.pk
        if row := inspect(capture):
            yield row


def may_be_cleaned(capture: Capture) -> bool:
    """Whether a kind of file is one that metadata can be taken out of."""
    return capture.is_kept and capture.media_type in (PDF, *CLEANED_PICTURES)


def without_metadata(capture: Capture) -> bytes | None:
    """A copy's file without its metadata; None where that cannot be done. Raises OSError."""
    clean = pdf_without_metadata if capture.media_type == PDF else picture_without_metadata
    return clean(_bytes_of(capture))


def _bytes_of(capture: Capture) -> bytes:
    with storage.open_stored(capture.sha256) as file:
        return file.read()


def _uninspected() -> models.QuerySet[Capture]:
    rows = Capture.objects.kept().filter(media_type__in=(PDF, *PICTURES))
    return rows.exclude(inspection__version=VERSION).order_by("pk")
