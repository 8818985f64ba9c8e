"""Keeping: bytes into the storage first, then the row that says what they are."""

from __future__ import annotations

import io
import re
from importlib.metadata import version
from typing import IO

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker import __version__
from tracker.capture import storage
from tracker.capture.media import SAMPLE, kind_of
from tracker.capture.models import Capture
from tracker.capture.outcomes import Outcome
from tracker.capture.warcs import faults_of
from tracker.capture.wire import MEGABYTE
from tracker.record.models import Source
from tracker.record.text import tidy_line, validate_prose

TOOLS = f"tracker {__version__}, urllib3 {version('urllib3')}, warcio {version('warcio')}"
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
WARC_KINDS = frozenset(("application/warc", "application/x-arc"))
MOST_FAULTS = 50
LONGEST_GIVER = 150


def keep_file(
    source: Source,
    file: IO[bytes],
    name: str,
    user: User | None,
    reason: str,
    *,
    is_part: bool = False,
    giver: str = "",
) -> Capture:
    """A file that somebody gives, of the source or a part of it; `giver` is who, where that is not
    the user.

    Raises ValidationError for one that is empty or too large.
    """
    size = file.seek(0, io.SEEK_END)
    most = settings.CAPTURE_MEGABYTES
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > most * MEGABYTE:
        raise ValidationError(
            _("The file is larger than %(most)s megabytes. Upload the part that is cited.")
            % {"most": most}
        )
    row = new_row(source, user, reason, Capture.Kind.GIVEN, giver)
    row.is_part = is_part
    row.file_name = line(name.replace("\\", "/").rpartition("/")[2], 200)
    file.seek(0)
    row.media_type = kind_of(file.read(SAMPLE), name=row.file_name)
    if row.media_type in WARC_KINDS:
        file.seek(0)
        row.faults = [line(one, 300) for one in faults_of(file)[:MOST_FAULTS]]
    file.seek(0)
    with storage.writing():
        store_body(row, file)
        row.save()
    return row


def keep_text(
    source: Source,
    text: str,
    user: User | None,
    reason: str,
    *,
    is_part: bool = False,
    giver: str = "",
) -> Capture:
    """A text that somebody types or pastes, whole or a part, as UTF-8. Raises ValidationError."""
    validate_prose(text)
    if not text.strip():
        raise ValidationError(_("There is no text."))
    row = new_row(source, user, reason, Capture.Kind.TYPED, giver)
    row.media_type, row.is_part = "text/plain", is_part
    with storage.writing():
        store_body(row, io.BytesIO(text.encode()))
        row.save()
    return row


def new_row(source: Source, user: User | None, reason: str, kind: str, giver: str = "") -> Capture:
    """The row of something kept, as far as it is known before its bytes are."""
    return Capture(
        source=source,
        for_reference=source.reference,
        kind=kind,
        outcome=Outcome.KEPT,
        made_by=user,
        maker=line(giver, LONGEST_GIVER) or (user.get_username() if user else ""),
        reason=line(reason, 300),
        tools=TOOLS,
    )


def store_body(row: Capture, file: IO[bytes]) -> None:
    """Store the bytes of a row. Call within `storage.writing()`, and save the row after it."""
    stored = storage.store(file)
    row.sha256, row.size = stored.sha256, stored.size


def line(text: str, most: int) -> str:
    """A stranger's words as one line that a page and both databases can hold."""
    return tidy_line(UNSHOWN.sub(" ", text))[:most].strip()
