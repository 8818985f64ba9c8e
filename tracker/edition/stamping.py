"""What is time-stamped: every kept copy of a source, and every seal of the ledger.

Copies and the ledger know nothing of each other; this is where the stamps of both are asked for.
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from tracker.capture.stamps.asking import ask_for_captures, ask_for_stamps
from tracker.ledger.models import Checkpoint

# The newest that are looked at: a seal holds all entries before it, so that its stamp does, too.
MOST_SEALS = 1_000


def digest_of_seal(note: str) -> str:
    """The hash that is stamped of a seal: of its signed note, as it stands in the bundle."""
    return hashlib.sha256(note.encode()).hexdigest()


def ask_for_seals() -> int:
    """Ask for the stamps that seals lack; how many are new."""
    if not settings.STAMP_AUTHORITIES:
        return 0
    notes = Checkpoint.objects.order_by("-pk").values_list("note", flat=True)
    return ask_for_stamps(map(digest_of_seal, notes[:MOST_SEALS]))


def ask_for_all() -> int:
    """Ask for whatever has no stamp yet, of copies and of seals; how many are new."""
    return ask_for_captures() + ask_for_seals()
