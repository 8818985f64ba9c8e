"""Files from outside: taken in, made a copy of a source, erased.

They lie where kept copies do, under their hashes, and are never a page. A kind that holds neither
words nor a picture is not taken: nobody here would open it.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import IO

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.capture import storage
from tracker.capture.erasing import still_named
from tracker.capture.keeping import keep_file, line
from tracker.capture.media import SAMPLE, is_readable, kind_of
from tracker.capture.models import Capture, HandedInFile
from tracker.capture.wire import MEGABYTE
from tracker.record.models import Source

# Packed, as word processors do.
DOCUMENTS = (".docx", ".odt")
ZIP = "application/zip"


def hand_in(file: IO[bytes], name: str, most_megabytes: int) -> HandedInFile:
    """Keep a file of somebody outside. Raises ValidationError for what is not taken."""
    name = line(name.replace("\\", "/").rpartition("/")[2], 200)
    kind = refuse_file(file, name, most_megabytes)
    file.seek(0)
    with storage.writing():
        stored = storage.store(file)
        return HandedInFile.objects.create(
            file_name=name, media_type=kind, size=stored.size, sha256=stored.sha256
        )


def refuse_file(file: IO[bytes], name: str, most_megabytes: int) -> str:
    """The media type of a file that is taken. Raises ValidationError for one that is not."""
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise ValidationError(_("“%(name)s” is empty."), params={"name": name})
    if size > most_megabytes * MEGABYTE:
        raise ValidationError(
            _("“%(name)s” is larger than %(most)s megabytes."),
            params={"name": name, "most": most_megabytes},
        )
    file.seek(0)
    kind = kind_of(file.read(SAMPLE), name=name)
    if not (is_readable(kind) or (kind == ZIP and name.lower().endswith(DOCUMENTS))):
        raise ValidationError(
            _("“%(name)s” is not taken: send a PDF, a picture, a text, a mail or a document."),
            params={"name": name},
        )
    return kind


def as_copy(row: HandedInFile, source: Source, user: User | None, giver: str) -> Capture:
    """Keep a file that was handed in as a copy of a source. Raises ValidationError, and
    FileNotFoundError where its bytes are gone."""
    with storage.open_stored(row.sha256) as file:
        return keep_file(source, file, row.file_name, user, "", giver=giver)


def forget_bytes(digests: Collection[str]) -> None:
    """Take the files of these hashes away, but for those that a copy or another file has, too. Call
    within `storage.sweeping()`, once no row of what is erased names them any more."""
    for digest in set(digests) - still_named(digests):
        storage.remove(digest)
