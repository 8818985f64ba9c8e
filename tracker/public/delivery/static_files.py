"""Readers' static files, compressed and under names that hold a hash: browsers keep them for good.

They are made as a server starts, where they are not there yet; the desk's are served as they are.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from whitenoise.storage import (  # type: ignore[import-untyped,unused-ignore]
    CompressedManifestStaticFilesStorage,
)

from tracker.record.alone import alone_in

log = logging.getLogger(__name__)
# Files of packages, which are many and the desk's.
OF_OTHERS = ["admin"]
MADE_OF = "made_of"


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc,unused-ignore]
    """Addresses with a hash for the files that were made so, and for all others their own."""

    def read_manifest(self) -> str | None:
        try:
            return str(super().read_manifest() or "") or None
        except OSError:
            return None

    def stored_name(self, name: str) -> str:
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))


def prepare() -> None:
    """Make the files, unless they are made of these very ones.

    Those of before stay: pages in caches ask for them. Where none can be written, as on a full
    disk, files are served as they are.
    """
    made_of = Path(settings.STATIC_ROOT) / MADE_OF
    now = _sources()
    try:
        with alone_in(made_of.parent, waits=True):
            if not made_of.exists() or made_of.read_text() != now:
                call_command(
                    "collectstatic", interactive=False, verbosity=0, ignore_patterns=[*OF_OTHERS]
                )
                made_of.write_text(now)
    except OSError as error:
        log.warning("Static files are served without a hash and uncompressed: %s", error)
        if isinstance(staticfiles_storage, Hashed):
            staticfiles_storage.hashed_files = {}


def _sources() -> str:
    digest = sha256()
    for finder in get_finders():
        for path, storage in finder.list(OF_OTHERS):
            with storage.open(path) as file:
                digest.update(f"{path}\0".encode() + file.read())
    return digest.hexdigest()
