"""The values of the past that readers were shown: copies, out of which histories are told.

What an entry of the ledger committed to blindly, or for a record that readers did not see, is never
among them. Whoever serves readers needs no right to the ledger's own openings.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.edition.models import Opened
from tracker.ledger.entries import read_entry
from tracker.ledger.models import Entry, Opening
from tracker.ledger.verify import BLIND, Broken
from tracker.record.nouns import DESK_ONLY, NOTICE
from tracker.record.trees import chunks

AT_ONCE = 500


def open_to_readers(entries: Iterable[Entry]) -> None:
    """Copy what these entries showed readers, and take away what they say was erased."""
    shown: dict[str, set[str]] = {}
    for entry in entries:
        try:
            body = read_entry(entry.body)
        except Broken:
            continue  # For verify_ledger to say: nothing of it is shown.
        for chunk in chunks(body.get("erased", ())):
            Opened.objects.filter(pk__in=chunk).delete()
        if entry.is_seen:
            is_whole = entry.shown == Entry.Shown.WHOLE
            told = {
                promise
                for key, promise in body["fields"].items()
                if (_is_for_readers(key) if is_whole else key in NOTICE)
            }
            shown.setdefault(entry.record, set()).update(told, filter(None, [body["reason"]]))
    for records in chunks(shown):
        known = Opened.objects.filter(record__in=records).values_list("commitment", flat=True)
        _copy(set().union(*(shown[one] for one in records)).difference(known))


def _is_for_readers(key: str) -> bool:
    # What the desk keeps is committed to blindly, and yet once more left out at this door.
    return not key.startswith(BLIND) and key.rpartition("/")[2] not in DESK_ONLY


def _copy(promises: set[str]) -> None:
    for chunk in chunks(sorted(promises)):
        rows = Opening.objects.filter(pk__in=chunk)
        names = ("commitment", "record", "salt", "value")
        Opened.objects.bulk_create(Opened(**row) for row in rows.values(*names))


def open_the_past() -> None:
    """The same of the whole ledger."""
    entries = Entry.objects.told().order_by("sequence")
    for chunk in chunks(entries.iterator(AT_ONCE), AT_ONCE):
        open_to_readers(chunk)
