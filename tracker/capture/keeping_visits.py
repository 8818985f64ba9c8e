"""Keeping what was fetched: the page, and all that went over the wire for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User

from tracker.capture import storage
from tracker.capture.addresses import LONGEST
from tracker.capture.keeping import TOOLS, line, new_row, store_body
from tracker.capture.models import Capture
from tracker.capture.visiting import Visit
from tracker.capture.warcs import write_warc
from tracker.capture.wire import spool
from tracker.record.models import Source

# Not of the page, and could be used by whoever reads them.
SECRET_HEADERS = frozenset(("set-cookie", "set-cookie2"))
INFO = {"software": TOOLS, "format": "WARC 1.1"}


def keep_visit(
    source: Source,
    visit: Visit,
    user: User | None,
    reason: str,
    kind: str,
    *,
    is_part: bool = False,
) -> Capture:
    """The row of a visit, after its bytes where there are any; lets the visit's files go."""
    row = new_row(source, user, reason, kind)
    row.is_part = is_part
    row.outcome, row.why, row.detail = visit.outcome, visit.why, line(visit.detail, 500)
    row.asked_url, row.final_url = line(visit.asked, LONGEST) or "-", visit.final[:LONGEST]
    row.status, row.headers = visit.status, _shown(visit.headers)
    try:
        with storage.writing():
            if visit.body is not None:
                row.media_type = visit.media_type
                store_body(row, visit.body)
                with spool() as warc:
                    write_warc(warc, visit.exchanges, INFO)
                    warc.seek(0)
                    row.warc_sha256 = storage.store(warc).sha256
            row.save()
    finally:
        visit.close()
    return row


def _shown(headers: Iterable[tuple[str, str]]) -> list[list[str]]:
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
