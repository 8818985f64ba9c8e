"""Erasing a kept copy for good: its bytes, its text and all that is known from it.

Rows first, in one transaction, then the files, while nobody writes: a file that another copy has,
byte for byte, stays. A process that is killed in between leaves a list of what is still to be
removed, which `verify_captures` and `capture --due` work off. What was told of the copy before is
taken back by `edition.evidence.taking_back`. Backups are not reached.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext as _

from tracker.capture import storage
from tracker.capture.models import (
    Capture,
    CaptureJob,
    CopyText,
    Erasure,
    HandedInFile,
    Inspection,
    QuoteCheck,
    QuotesDue,
    Sighting,
    Stamp,
    TextJob,
    Untold,
)
from tracker.capture.text.extracted import Trouble
from tracker.record.choices import ErasedBecause


class EraseRefused(Exception):
    """Why a copy is not erased; a sentence for the person who asked."""


def erase(
    capture: Capture, code: ErasedBecause, reason: str, user: User | None, *, keeps_hash: bool
) -> Erasure:
    """Erase a kept copy. Raises EraseRefused, for the code and the reason, too.

    With `keeps_hash` it can still be proven of a file that it is what was here.
    """
    if not reason.strip():
        raise EraseRefused(_("Give a reason: it stands in the history of the desk."))
    with storage.sweeping():
        with transaction.atomic(durable=True):
            row = Capture.objects.select_for_update(of=("self",)).get(pk=capture.pk)
            if not row.is_kept:
                raise EraseRefused(_("It was erased already."))
            digest, files = row.sha256, _files_of(row)
            _empty(row)
            if not keeps_hash and not still_named([digest]):
                Stamp.objects.filter(digest=digest).delete()
            erasure = Erasure(
                capture=row,
                code=code,
                reason=reason.strip(),
                former_digest=digest if keeps_hash else "",
                leftovers=sorted(files - still_named(files)),
                erased_by=user,
                eraser=user.get_username() if user else "",
            )
            erasure.save()
        _remove(erasure)
    return erasure


def finish() -> int:
    """Remove the files that a killed process left of erased copies; of how many copies."""
    unfinished = Erasure.objects.exclude(leftovers=[])
    if not unfinished.exists():
        return 0
    with storage.sweeping():
        rows = list(unfinished)
        for erasure in rows:
            _remove(erasure)
    return len(rows)


def copies_alike(capture: Capture) -> models.QuerySet[Capture]:
    """Other kept copies, of whatever source, that have the same bytes."""
    return Capture.objects.kept().filter(sha256=capture.sha256).exclude(pk=capture.pk)


def still_named(digests: Iterable[str]) -> set[str]:
    """Those of these hashes whose files some copy, text or file from outside still needs."""
    wanted = list(digests)
    found: set[str] = set()
    for column in ("sha256", "warc_sha256"):
        rows = Capture.objects.filter(**{f"{column}__in": wanted})
        found |= set(rows.values_list(column, flat=True))
    handed_in = HandedInFile.objects.filter(sha256__in=wanted)
    found |= set(handed_in.values_list("sha256", flat=True))
    texts = CopyText.objects.filter(text_sha256__in=wanted)
    return found | set(texts.values_list("text_sha256", flat=True))


def _files_of(row: Capture) -> set[str]:
    texts = CopyText.objects.readable().filter(capture=row)
    return {row.sha256, row.warc_sha256, *texts.values_list("text_sha256", flat=True)} - {""}


def _empty(row: Capture) -> None:
    """Leave nothing of a copy in any row but that it was there."""
    QuoteCheck.objects.filter(text__capture=row).empty()
    Sighting.objects.filter(text__capture=row).empty()
    texts = CopyText.objects.filter(capture=row)
    if not texts.empty():
        # By which its source is known to have had a copy.
        CopyText.objects.create(
            capture=row, extractor="none", version="-", trouble=Trouble.ERASED.value
        )
    TextJob.objects.filter(capture=row).delete()
    Inspection.objects.filter(capture=row).delete()
    CaptureJob.objects.filter(capture=row).delete()
    Capture.objects.filter(pk=row.pk).empty()
    # It may stand in older copies, in which nobody looked for it.
    QuotesDue.objects.ask([row.source_id])
    Untold.objects.ask([row.source_id])


def _remove(erasure: Erasure) -> None:
    """Remove the files, and note that they are. Call while nobody writes."""
    for digest in set(erasure.leftovers) - still_named(erasure.leftovers):
        storage.remove(digest)
    Erasure.objects.filter(pk=erasure.pk).update(leftovers=[])
