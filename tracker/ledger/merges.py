"""Merges as the log tells them: which record became part of which, and which are two again.

Both entries of a merge are called merged and are of one time; the one without fields is of the
record that is gone. Of a merge that was undone both are called parted, the one kept first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from tracker.ledger.entries import read_entry
from tracker.ledger.models import Entry
from tracker.ledger.verify import Broken


class Pair(NamedTuple):
    """The names in the log of the record that was kept, and of the one that was part of it."""

    kept: str
    gone: str


class Merged(NamedTuple):
    """A merge that stands: what became part of the record kept, when, and the entry that says so.

    The entry is that of the record that is gone.
    """

    pair: Pair
    sequence: int
    time: datetime


def merges_in(entries: Iterable[Entry]) -> list[Pair]:
    """The merges among the entries of one change."""
    found = [entry for entry in entries if entry.action == Entry.Action.MERGED]
    gone = [entry.record for entry in found if is_gone(entry)]
    kept = [entry.record for entry in found if not is_gone(entry)]
    return [Pair(*names) for names in zip(kept, gone, strict=False)]


def partings_in(entries: Iterable[Entry]) -> list[Pair]:
    """The merges that the entries of one change undo."""
    found = [entry.record for entry in entries if entry.action == Entry.Action.PARTED]
    return [Pair(*names) for names in zip(found[::2], found[1::2], strict=False)]


def is_gone(entry: Entry) -> bool:
    """Whether there is no such record any more after this entry."""
    try:
        return not read_entry(entry.body)["fields"]
    except Broken:  # For verify_ledger to say.
        return not entry.is_seen


def merged_into(kept: str) -> list[Merged]:
    """What became part of a record and is no record of its own now, the last merge first."""
    return list(_merged_into(kept))


def _merged_into(kept: str) -> Iterator[Merged]:
    times = Entry.objects.filter(record=kept, action=Entry.Action.MERGED).values("time")
    same = Entry.objects.filter(time__in=times).order_by("sequence")
    changes: dict[datetime, list[Entry]] = {}
    for entry in same.filter(action=Entry.Action.MERGED):
        changes.setdefault(entry.time, []).append(entry)
    pairs = [
        (pair, next(one for one in entries if one.record == pair.gone))
        for entries in changes.values()
        for pair in merges_in(entries)
        if pair.kept == kept
    ]
    # Words of a record may be erased after it is gone.
    told = Entry.objects.exclude(action=Entry.Action.ERASED)
    last = told.newest_of([pair.gone for pair, _entry in pairs])
    standing = set(last.values_list("sequence", flat=True))
    for pair, entry in reversed(pairs):
        if entry.sequence in standing:
            yield Merged(pair, entry.sequence, entry.time)
