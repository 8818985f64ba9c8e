"""What is time-stamped: every kept copy of a source, and every seal of the ledger.

Copies and the ledger know nothing of each other; this is where the stamps of both are asked for.
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from tracker.capture.stamps.asking import ask_for_captures, ask_for_stamps
from tracker.capture.stamps.stamped import stamps_of
from tracker.edition.models import StampToken
from tracker.ledger.models import Checkpoint
from tracker.record.trees import chunks

# The newest that are looked at: a seal holds all entries before it, so that its stamp does, too.
MOST_SEALS = 1_000


def digest_of_seal(note: str) -> str:
    """The hash that is stamped of a seal: of its signed note, as it stands in the bundle."""
    return hashlib.sha256(note.encode()).hexdigest()


def ask_for_seals() -> int:
    """Ask for the stamps that seals lack; how many are new."""
    return ask_for_stamps(_newest_seals()) if settings.STAMP_AUTHORITIES else 0


def _newest_seals() -> list[str]:
    notes = Checkpoint.objects.order_by("-pk").values_list("note", flat=True)
    return [digest_of_seal(note) for note in notes[:MOST_SEALS]]


def ask_for_all() -> int:
    """Ask for whatever has no stamp yet, of copies and of seals; how many are new."""
    return ask_for_captures() + ask_for_seals()


def keep_tokens_of_seals() -> None:
    """Let readers have what authorities answered about seals: evidence packs hold it.

    Seals are published as they are made, so that nothing is told by it.
    """
    for digests in chunks(_newest_seals()):
        known = set(StampToken.objects.filter(digest__in=digests).values_list("pk", flat=True))
        StampToken.objects.bulk_create(
            (
                StampToken(sha256=one.sha256, digest=one.digest, token=one.token)
                for stamped in stamps_of(digests).values()
                for one in stamped
                if one.sha256 not in known
            ),
            ignore_conflicts=True,
        )
