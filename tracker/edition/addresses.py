"""Addresses that records had while readers saw them, and where these lead to now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.edition.models import Address, Edition
from tracker.ledger.entries import size
from tracker.ledger.models import Entry
from tracker.record.trees import chunks

# Of a noun, an address that was.
Was = tuple[str, str]


def moved_to(noun: str, old: str) -> str | None:
    """The address now of the public record, or of its notice, that once was at this one."""
    keys = Address.objects.standing().filter(noun=noun, old=old).values("key")
    rows = Edition.objects.standing().filter(key__in=keys)
    found: str | None = rows.values_list("address", flat=True).first()
    return found


def lead_on(changed: Iterable[str], entries: Iterable[Entry], at: int) -> None:
    """Lead from where these records, just published, once were to where they are; and from where
    those of `entries` were that became part of another to that one."""
    wanted: dict[Was, str] = {}
    for chunk in chunks(key for key in changed if "/" in key):
        now = dict(Edition.objects.standing().filter(key__in=chunk).values_list("key", "address"))
        for noun, key, address in _once_at(chunk):
            if address != now.get(key):
                wanted[noun, address] = key
    for kept, gone in _merged(entries):
        wanted |= {(noun, address): kept for noun, _key, address in _once_at([gone])}
        led = Address.objects.standing().filter(key=gone).values_list("noun", "old")
        wanted |= dict.fromkeys(led, kept)
    _write(wanted, at)


def lead_on_from_all() -> None:
    """The same of all that was ever published."""
    past = Edition.objects.filter(until__isnull=False, key__contains="/")
    keys = past.order_by().values_list("key", flat=True).distinct()
    lead_on(list(keys), [], size())
    entries = Entry.objects.filter(action=Entry.Action.MERGED).order_by("sequence")
    for _time, same in groupby(entries, key=lambda entry: entry.time):
        lead_on([], list(same), size())


def _once_at(keys: list[str]) -> list[tuple[str, str, str]]:
    """Noun, key and address of each edition that these records had, each once.

    A slug that was erased has left the number of its record in its place, which leads nowhere.
    """
    rows = Edition.objects.filter(key__in=keys, until__isnull=False).exclude(address="")
    found = rows.order_by().values_list("noun", "key", "address").distinct()
    return [row for row in found if row[2] != row[1].rpartition("/")[2] or "/" not in row[1]]


def _merged(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The record that was kept and the one that is part of it now, if one change made them so."""
    same = [entry for entry in entries if entry.action == Entry.Action.MERGED]
    gone = [entry.record for entry in same if entry.shown == Entry.Shown.NOTHING]
    kept = [entry.record for entry in same if entry.record not in gone]
    return zip(kept, gone, strict=False)


def _write(wanted: dict[Was, str], at: int) -> None:
    if not wanted:
        return
    standing = Address.objects.standing().filter(old__in=[old for _noun, old in wanted])
    led = {(row.noun, row.old): row for row in standing}
    new = {was: key for was, key in wanted.items() if was not in led or led[was].key != key}
    Address.objects.filter(pk__in=[led[was].pk for was in new if was in led]).update(until=at)
    Address.objects.bulk_create(
        Address(noun=noun, old=old, key=key, since=at) for (noun, old), key in sorted(new.items())
    )
