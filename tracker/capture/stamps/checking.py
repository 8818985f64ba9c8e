"""Stored time stamps held to their hashes and certificates, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from tracker.capture.models import Stamp
from tracker.capture.models.stamps import Fault
from tracker.capture.stamps.tokens import Checked, NotAStamp, check, read_certificates


class Wrong(NamedTuple):
    """A stored stamp that is not what its row says, and why."""

    stamp: Stamp
    why: str


def check_stamp(
    stamp: Stamp, token: bytes, *, nonce: int | None = None, arrived: datetime | None = None
) -> Checked:
    """Hold an answer to the stamp's hash and its authority's certificates. Raises NotAStamp."""
    file = settings.STAMP_AUTHORITIES.get(stamp.authority)
    if file is None:
        raise NotAStamp(Fault.UNTRUSTED, f"{stamp.authority} is not in STAMP_AUTHORITIES")
    try:
        certificates = read_certificates(file)
    except (OSError, ValueError) as error:
        raise NotAStamp(Fault.UNTRUSTED, str(error)) from error
    return check(token, stamp.digest, certificates, nonce=nonce, arrived=arrived)


def check_all() -> Iterator[Wrong | None]:
    """Each stamp that was granted: None where it is valid and of the time that its row has."""
    for stamp in Stamp.objects.stamped().order_by("pk").iterator(500):
        try:
            checked = check_stamp(stamp, bytes(stamp.token or b""), nonce=int(stamp.nonce, 16))
        except NotAStamp as failed:
            yield Wrong(stamp, str(failed))
            continue
        is_same = checked.time == stamp.stamped_at
        yield None if is_same else Wrong(stamp, f"it is of {checked.time:%Y-%m-%d %H:%M:%S} UTC")
