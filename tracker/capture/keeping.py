"""Keeping: bytes into the storage first, then the row that says what they are."""

from __future__ import annotations

import io
import re
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.capture import storage
from tracker.capture.media import SAMPLE, kind_of
from tracker.capture.models import Capture
from tracker.capture.outcomes import Outcome
from tracker.capture.visiting import TOOLS, Visit
from tracker.capture.warcs import faults_of, write_warc
from tracker.capture.wire import MEGABYTE, spool
from tracker.record.models import Source
from tracker.record.text import tidy_line, validate_prose

UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
# Not of the page, and could be used by whoever reads them.
SECRET_HEADERS = frozenset(("set-cookie", "set-cookie2"))
WARC_KINDS = frozenset(("application/warc", "application/x-arc"))
MOST_FAULTS = 50


def keep_visit(source: Source, visit: Visit, user: User | None, reason: str, kind: str) -> Capture:
    """The row of a visit, after its bytes where there are any; lets the visit's files go."""
    row = _row(source, user, reason, kind)
    row.outcome, row.why, row.detail = visit.outcome, visit.why, line(visit.detail, 500)
    row.asked_url, row.final_url = line(visit.asked, 4000) or "-", visit.final[:4000]
    row.status, row.headers = visit.status, _shown(visit.headers)
    try:
        with storage.writing():
            if visit.body is not None:
                row.media_type = visit.media_type
                _store_body(row, visit.body)
                with spool() as warc:
                    write_warc(warc, visit.exchanges, {"software": TOOLS, "format": "WARC 1.1"})
                    warc.seek(0)
                    row.warc_sha256 = storage.store(warc).sha256
            row.save()
    finally:
        visit.close()
    return row


def keep_file(
    source: Source, file: IO[bytes], name: str, user: User | None, reason: str
) -> Capture:
    """A file that somebody gives. Raises ValidationError for one that is empty or too large."""
    size = file.seek(0, io.SEEK_END)
    most = settings.CAPTURE_MEGABYTES
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > most * MEGABYTE:
        raise ValidationError(
            _("The file is larger than %(most)s megabytes. Upload the part that is cited.")
            % {"most": most}
        )
    row = _row(source, user, reason, Capture.Kind.GIVEN)
    row.file_name = line(name.replace("\\", "/").rpartition("/")[2], 200)
    file.seek(0)
    row.media_type = kind_of(file.read(SAMPLE), name=row.file_name)
    if row.media_type in WARC_KINDS:
        file.seek(0)
        row.faults = [line(one, 300) for one in faults_of(file)[:MOST_FAULTS]]
    file.seek(0)
    with storage.writing():
        _store_body(row, file)
        row.save()
    return row


def keep_text(source: Source, text: str, user: User | None, reason: str) -> Capture:
    """A text that somebody types or pastes, as UTF-8. Raises ValidationError."""
    validate_prose(text)
    if not text.strip():
        raise ValidationError(_("There is no text."))
    row = _row(source, user, reason, Capture.Kind.TYPED)
    row.media_type = "text/plain"
    with storage.writing():
        _store_body(row, io.BytesIO(text.encode()))
        row.save()
    return row


def _row(source: Source, user: User | None, reason: str, kind: str) -> Capture:
    return Capture(
        source=source,
        for_reference=source.reference,
        kind=kind,
        outcome=Outcome.KEPT,
        made_by=user,
        maker=user.get_username() if user else "",
        reason=line(reason, 300),
        tools=TOOLS,
    )


def _store_body(row: Capture, file: IO[bytes]) -> None:
    stored = storage.store(file)
    row.sha256, row.size = stored.sha256, stored.size


def line(text: str, most: int) -> str:
    """A stranger's words as one line that a page and both databases can hold."""
    return tidy_line(UNSHOWN.sub(" ", text))[:most].strip()


def _shown(headers: Any) -> list[list[str]]:
    return [
        [line(name, 200), line(_as_sent(value), 4000)]
        for name, value in headers
        if name.lower() not in SECRET_HEADERS
    ]


def _as_sent(value: str) -> str:
    """A header's value, which was read as Latin-1, as the UTF-8 that most servers mean."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
