"""Asking for time stamps: rows that a worker takes up later. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from tracker.capture.models import Capture, Stamp
from tracker.record.trees import chunks

# Captures that are asked for by one run of a worker.
MOST_AT_ONCE = 10_000


def ask_for_stamps(digests: Iterable[str]) -> int:
    """Have each configured authority asked for a stamp of each hash; how many are new.

    What was asked for once is not asked for again, whatever came of it.
    """
    wanted, new = sorted(set(digests)), 0
    for authority in settings.STAMP_AUTHORITIES:
        for some in chunks(wanted):
            new += _ask(authority, some)
    return new


def _ask(authority: str, digests: Iterable[str]) -> int:
    there = Stamp.objects.filter(authority=authority, digest__in=digests)
    known = set(there.values_list("digest", flat=True))
    host = urlsplit(authority).hostname or ""
    rows = [
        Stamp(digest=one, authority=authority, host=host) for one in digests if one not in known
    ]
    # Of two that ask at once, one asks in vain.
    Stamp.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def ask_for_captures() -> int:
    """Ask for the stamps that kept copies lack: of the page or file, by the hash that is shown.

    Hashes of confidential sources go to nobody.
    """
    open_ones = Capture.objects.kept().filter(source__confidential=False)
    new = 0
    for authority in settings.STAMP_AUTHORITIES:
        there = Stamp.objects.filter(authority=authority).values("digest")
        lacking = open_ones.exclude(sha256__in=there).order_by("pk")
        new += ask_for_stamps(lacking.values_list("sha256", flat=True)[:MOST_AT_ONCE])
    return new


def ask_again() -> int:
    """Have all that failed asked for once more; how many."""
    failed = Stamp.objects.filter(state=Stamp.State.FAILED)
    return failed.update(state=Stamp.State.WAITING, attempts=0, due_at=timezone.now())
