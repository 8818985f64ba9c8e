"""The desk's door to the record: entries of the ledger, editions and the index with every change.

All are of one transaction, so that what is published is found, and what is withdrawn is no longer
found, the moment it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tracker.edition.publishing import advance
from tracker.ledger import changes as ledger
from tracker.ledger.changes import Change, Person, current
from tracker.search.index import refresh


@contextmanager
def change(
    user: Person, action: str, reason: str = "", *, is_bulk: bool = False
) -> Iterator[Change]:
    """As `tracker.ledger.changes.change`, and the index follows; None is the command line."""
    outer = ledger.opened()
    with transaction.atomic():
        with ledger.change(user, action, reason, is_bulk=is_bulk) as door:
            yield door
        # What joined a bulk change is made public and indexed with the whole of it.
        if door is not outer and any(door.written.values()):
            advance()
            refresh(door.written, door.leaning)


__all__ = ["Change", "Person", "change", "current"]
