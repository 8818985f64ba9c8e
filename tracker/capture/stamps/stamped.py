"""What pages, packs and exports read of time stamps: which authority said when a hash was there."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from tracker.capture.models import Stamp

OPENSSL = "openssl ts -verify -digest {digest} -in {name} -CAfile CERTIFICATES"


class Stamped(NamedTuple):
    """That an authority has seen a hash at a time; `token` is its whole answer (DER).

    `authority` is its host, `signer` the name in the certificate that it signed with.
    """

    digest: str
    authority: str
    signer: str
    time: datetime
    token: bytes

    @property
    def sha256(self) -> str:
        """The hash of the answer."""
        return hashlib.sha256(self.token).hexdigest()

    @property
    def file_name(self) -> str:
        return f"{self.digest}-{self.authority}.tsr"

    @property
    def openssl(self) -> str:
        """The command that holds the exported answer to its hash; CERTIFICATES is to be named."""
        return OPENSSL.format(digest=self.digest, name=self.file_name)


def stamps_of(digests: Iterable[str]) -> dict[str, list[Stamped]]:
    """The granted stamps of these SHA-256 hashes, the earliest first; one statement."""
    found: dict[str, list[Stamped]] = defaultdict(list)
    wanted = sorted({one for one in digests if one})
    for row in Stamp.objects.stamped().filter(digest__in=wanted).order_by("stamped_at", "pk"):
        found[row.digest].append(_stamped(row))
    return dict(found)


def asked_for(digests: Iterable[str]) -> dict[str, list[Stamp]]:
    """All that was asked for of these hashes, for the desk: pending, granted and failed.

    Without what waits for an authority that is not configured any more.
    """
    found: dict[str, list[Stamp]] = defaultdict(list)
    rows = Stamp.objects.filter(digest__in=sorted({one for one in digests if one}))
    for row in rows.defer("token").order_by("authority", "pk"):
        if row.state == Stamp.State.STAMPED or row.authority in settings.STAMP_AUTHORITIES:
            found[row.digest].append(row)
    return dict(found)


def export_all(folder: Path) -> int:
    """Write every granted stamp into a folder, as files that openssl reads; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for row in Stamp.objects.stamped().order_by("pk").iterator(500):
        one = _stamped(row)
        (folder / one.file_name).write_bytes(one.token)
        count += 1
    return count


def _stamped(row: Stamp) -> Stamped:
    if row.token is None or row.stamped_at is None:
        raise ValueError(f"{row} is not granted")
    return Stamped(row.digest, row.host, row.signer, row.stamped_at, bytes(row.token))
