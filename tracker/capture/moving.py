"""Whose copies are whose when two sources become one, and when they become two again."""

from __future__ import annotations

from tracker.capture.models import ArchiveAddress, Capture, CaptureJob, QuotesDue, Untold
from tracker.record.models import Source


def move_copies(duplicate: Source, kept: Source) -> None:
    """Let the copies of a source, and those asked for, be of that which it is made part of."""
    Capture.objects.of(duplicate).move(kept)
    asked = CaptureJob.objects.of(kept).open().values("url")
    CaptureJob.objects.of(duplicate).open().filter(url__in=asked).delete()
    CaptureJob.objects.of(duplicate).update(source=kept)
    noted = ArchiveAddress.objects.filter(source=kept).values("url")
    ArchiveAddress.objects.filter(source=duplicate).exclude(url__in=noted).update(source=kept)
    # Quotes of either were looked for in its own copies alone.
    QuotesDue.objects.ask([kept.pk])
    Untold.objects.ask([kept.pk])


def move_copies_back(source: Source) -> None:
    """Give a source that is one of its own again the copies that were made for it."""
    its_own = Capture.objects.filter(for_reference=source.reference)
    holders = set(its_own.values_list("source_id", flat=True))
    its_own.move(source)
    ArchiveAddress.objects.filter(for_reference=source.reference).update(source=source)
    QuotesDue.objects.ask([source.pk])
    Untold.objects.ask({*holders, source.pk})
