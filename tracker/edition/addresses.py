"""Addresses that records had while readers saw them, and where these lead to now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from tracker.edition.models import Address, Edition
from tracker.ledger.entries import size
from tracker.ledger.merges import Pair, merges_in, partings_in
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


def merged_into(keys: Iterable[str]) -> dict[str, str]:
    """Of those of these records that became part of another: the key of that one."""
    found: dict[str, str] = {}
    for chunk in chunks(keys):
        rows = Address.objects.standing().filter(old__in=chunk)
        found |= dict(rows.values_list("old", "key"))
    return found


def was_at(noun: str, address: str, at: int) -> str | None:
    """The key of the record whose page was at this address when the ledger's newest entry was
    `at`, or to which the address led then."""
    rows = Edition.objects.at(at).whole().filter(noun=noun, address=address)
    led = Address.objects.at(at).filter(noun=noun, old=address)
    found: str | None = (
        rows.values_list("key", flat=True).first() or led.values_list("key", flat=True).first()
    )
    return found


def was_last_at(noun: str, address: str) -> str | None:
    """The key of the record whose page is at this address, or was there last."""
    rows = Edition.objects.whole().filter(noun=noun, address=address).order_by("since")
    found: str | None = rows.values_list("key", flat=True).last()
    return found


def lead_on(changed: Iterable[str], entries: Collection[Entry], at: int) -> None:
    """Lead from where these records, just published, once were to where they are; from where those
    of `entries` were that became part of another to that one, and no more once they are two again.
    """
    wanted: dict[Was, str] = {}
    over: set[Was] = set()
    for chunk in chunks(key for key in changed if "/" in key):
        rows = Edition.objects.standing().filter(key__in=chunk)
        now = {key: (noun, old) for key, noun, old in rows.values_list("key", "noun", "address")}
        over |= set(now.values())
        for noun, key, address in _once_at(chunk):
            if (noun, address) != now.get(key):
                wanted[noun, address] = key
    for pair in merges_in(entries):
        wanted |= _of_merge(pair)
    for pair in partings_in(entries):
        back, ended = _of_parting(pair)
        wanted, over = {**wanted, **back}, over | ended
    taken = _taken(wanted)
    _close(over, at)
    _write({was: key for was, key in wanted.items() if was not in over | taken}, at)


def _of_merge(pair: Pair) -> dict[Was, str]:
    """Where the one that is gone was, also by its key, and what led to it: to the one kept."""
    was = _once_at([pair.gone])
    led = Address.objects.standing().filter(key=pair.gone).values_list("noun", "old")
    old = [*((noun, address) for noun, _key, address in was), *led]
    return dict.fromkeys([*old, *((noun, pair.gone) for noun, _old in old[:1])], pair.kept)


def _of_parting(pair: Pair) -> tuple[dict[Was, str], set[Was]]:
    """What leads to the one that is back, as before the merge, and what leads nowhere any more."""
    closed = Address.objects.filter(key=pair.gone, until__isnull=False)
    standing = Address.objects.standing().filter(key=pair.kept)
    led = set(standing.values_list("noun", "old"))
    was = {(noun, address) for noun, _key, address in _once_at([pair.gone])}
    back = led & {*closed.values_list("noun", "old"), *was}
    last = Edition.objects.filter(key=pair.gone).order_by("-since")
    ended = {
        (noun, old)
        for noun, address in last.values_list("noun", "address")[:1]
        for old in (address, pair.gone)
    }
    return dict.fromkeys(back - ended, pair.gone), ended


def _taken(addresses: Collection[Was]) -> set[Was]:
    """Those of these addresses at which a record stands now."""
    found: set[Was] = set()
    for chunk in chunks({old for _noun, old in addresses}):
        rows = Edition.objects.standing().filter(address__in=chunk)
        found |= set(rows.values_list("noun", "address"))
    return found.intersection(addresses)


def _close(addresses: Collection[Was], at: int) -> None:
    """Lead on from these no more."""
    for chunk in chunks({old for _noun, old in addresses}):
        standing = Address.objects.standing().filter(old__in=chunk)
        over = [
            pk for pk, *was in standing.values_list("pk", "noun", "old") if tuple(was) in addresses
        ]
        Address.objects.filter(pk__in=over).update(until=at)


def lead_on_from_all() -> None:
    """The same of all that was ever published."""
    past = Edition.objects.filter(until__isnull=False, key__contains="/")
    keys = past.order_by().values_list("key", flat=True).distinct()
    lead_on(list(keys), [], size())
    actions = (Entry.Action.MERGED, Entry.Action.PARTED)
    entries = Entry.objects.filter(action__in=actions).order_by("sequence")
    for _time, same in groupby(entries, key=lambda entry: entry.time):
        lead_on([], list(same), size())


def _once_at(keys: list[str]) -> list[tuple[str, str, str]]:
    """Noun, key and address of each edition that these records had, each once.

    A slug that was erased has left the number of its record in its place, which leads nowhere.
    """
    rows = Edition.objects.filter(key__in=keys, until__isnull=False).exclude(address="")
    found = rows.order_by().values_list("noun", "key", "address").distinct()
    return [row for row in found if row[2] != row[1].rpartition("/")[2] or "/" not in row[1]]


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
