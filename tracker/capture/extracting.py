"""Taking the text out of kept copies: once for each version of what reads them.

Of a typed text or a page it takes a moment, and is done where the copy is kept. A PDF may take a
minute, and is left to the worker: a copy without a row of text says that by itself, so that nothing
has to be written where it is kept, and nothing is forgotten. A worker that is killed leaves a job
with the number of its attempts; a copy that brings down each of them is given up.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from tracker.capture import storage
from tracker.capture.models import Capture, CopyText, QuotesDue, TextJob, Untold
from tracker.capture.suggesting.details import suggested
from tracker.capture.text.extracted import Extracted, Trouble
from tracker.capture.text.reading import VERSION, present_versions, text_of
from tracker.capture.wire import MEGABYTE

log = logging.getLogger(__name__)
# Kinds of copies that are read at once, and up to which size in bytes.
QUICK = frozenset(("text/plain", "text/html", "application/xhtml+xml"))
MOST_QUICK = MEGABYTE
MOST_ATTEMPTS = 3
# When no worker could still be at a copy: a PDF is given up after one minute.
ABANDONED = timedelta(minutes=10)
FIELDS = ("title", "date", "author", "language")
# Values of one field that are kept, the likeliest first.
MOST_VALUES = 3


def take_text_if_quick(capture: Capture) -> CopyText | None:
    """The text of a copy that was just kept, if it takes but a moment; else None."""
    is_quick = capture.media_type in QUICK and (capture.size or 0) <= MOST_QUICK
    return take_text(capture) if is_quick else None


def take_text(capture: Capture, now: datetime | None = None) -> CopyText | None:
    """Take the text out of a copy. None where another worker is at it, or its file is gone."""
    now = now or timezone.now()
    job = TextJob.objects.take(capture, now, now - ABANDONED)
    if job is None:
        return None
    if job.attempts > MOST_ATTEMPTS:
        return _keep(job, Extracted("", "none", VERSION, Trouble.STOPPED), [])
    try:
        with storage.open_stored(capture.sha256) as file:
            body = file.read()
    except OSError as error:
        log.error("The file of the copy %s cannot be read: %s", capture, error)
        job.delete()
        return None
    charset = _charset(capture)
    extracted = text_of(body, capture.media_type, charset)
    is_page = extracted.extractor == "html"
    return _keep(job, extracted, _details(body, charset, capture.final_url) if is_page else [])


def take_due_texts(now: datetime | None = None) -> Iterator[CopyText]:
    """Take the text out of every copy that has none yet, and is not being read."""
    last = 0
    while capture := _without_text().filter(pk__gt=last).first():
        last = capture.pk
        if text := take_text(capture, now):
            yield text


def take_outdated_texts(now: datetime | None = None) -> Iterator[CopyText]:
    """Take the text anew out of every copy that no present version of its reader has read."""
    versions = present_versions()
    newest: dict[int, tuple[str, str]] = {}
    rows = CopyText.objects.order_by("pk").values_list("capture_id", "extractor", "version")
    for pk, extractor, version in rows.iterator():
        newest[pk] = (extractor, version)
    for pk, (extractor, version) in newest.items():
        if versions.get(extractor) == version:
            continue
        capture = Capture.objects.kept().filter(pk=pk).first()
        if capture and (text := take_text(capture, now)):
            yield text


def words_of(text: CopyText) -> str:
    """The stored text. Raises OSError where its file is gone, ValueError where it is damaged."""
    with storage.open_stored(text.text_sha256) as file:
        stored = file.read()
    if hashlib.sha256(stored).hexdigest() != text.text_sha256:
        raise ValueError(f"the text of the copy {text.capture_id} is not what it was")
    return stored.decode()


def _without_text() -> models.QuerySet[Capture]:
    return Capture.objects.kept().filter(texts__isnull=True).order_by("pk")


def _keep(job: TextJob, extracted: Extracted, details: list[list[str]]) -> CopyText | None:
    """The row of a text, after its words; with it the source's quotes are to be looked for.

    None where the copy was erased while it was read.
    """
    text = extracted.text if extracted.text.strip() else ""
    trouble = extracted.trouble or ("" if text else Trouble.EMPTY)
    given = {
        "trouble": Trouble(trouble).value,
        "length": len(text),
        "encoding": extracted.encoding[:40],
        "pages": list(extracted.pages) if text else [],
        "main": [list(stretch) for stretch in extracted.main] if text else [],
        "details": details,
    }
    with storage.writing():
        # What is erased is so while nobody writes, and before or after this.
        if not Capture.objects.kept().filter(pk=job.capture_id).exists():
            return None
        if text:
            given["text_sha256"] = storage.store(io.BytesIO(text.encode())).sha256
        with transaction.atomic():
            row, _is_new = CopyText.objects.get_or_create(
                capture_id=job.capture_id,
                extractor=extracted.extractor,
                version=extracted.version[:60],
                defaults=given,
            )
            # Read now: meanwhile the source may have become part of another one.
            source = Capture.objects.values_list("source_id", flat=True).get(pk=job.capture_id)
            QuotesDue.objects.ask([source])
            Untold.objects.ask([source])
            job.delete()
    return row


def _charset(capture: Capture) -> str:
    """The encoding that a server names, or that of what was typed in."""
    if capture.kind == Capture.Kind.TYPED:
        return "utf-8"
    said = next((value for name, value in capture.headers if name.lower() == "content-type"), "")
    named = [part.partition("=") for part in said.lower().split(";")]
    return next((value.strip(" \"'") for name, _, value in named if name.strip() == "charset"), "")


def _details(body: bytes, charset: str, address: str) -> list[list[str]]:
    said = suggested(body, charset, address)
    return [
        [field, one.value, one.where]
        for field in FIELDS
        for one in getattr(said, field)[:MOST_VALUES]
    ]
