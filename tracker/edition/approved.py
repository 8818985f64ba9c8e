"""Approved trees: a record as its last publication left it, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Max

from tracker.edition.models import Edition
from tracker.ledger.entries import known_fields, opened, read_entry
from tracker.ledger.models import Entry, Opening
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import Fields, chunks

AT_ONCE = 200


class Approved(NamedTuple):
    """A record's tree as fields by path, and the entry that committed to it."""

    record: str
    entry: int
    noun: Noun
    fields: Fields
    is_notice: bool


def approved_by(entries: Iterable[Entry]) -> Iterator[Approved]:
    """The tree that each of these entries committed to, without what was erased since."""
    for chunk in chunks(entries, AT_ONCE):
        bodies = {entry.sequence: read_entry(entry.body)["fields"] for entry in chunk}
        values = opened(bodies.values())
        for entry in chunk:
            known = known_fields(bodies[entry.sequence], values)
            fields = {path: one.value for path, one in known.items()}
            is_notice = entry.shown == Entry.Shown.NOTICE
            noun = NOUNS[entry.kind]
            yield Approved(entry.record, entry.sequence, noun, fields, is_notice)


def approved_at(sequences: Iterable[int]) -> dict[str, Approved]:
    """The same of the entries with these numbers, each of another record, by the record's name."""
    entries = (
        entry for chunk in chunks(sequences) for entry in Entry.objects.filter(sequence__in=chunk)
    )
    return {one.record: one for one in approved_by(entries)}


def approved_of(keys: Iterable[str]) -> dict[str, Approved]:
    """The approved trees of those of the records that have an edition."""
    sequences: list[int] = []
    for chunk in chunks(keys):
        rows = Edition.objects.standing().filter(key__in=chunk)
        sequences += rows.values_list("entry", flat=True)
    return approved_at(sequences)


def naming(keys: Iterable[str]) -> set[str]:
    """Records whose tree names, or once named, one of these records or figures."""
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Opening.objects.filter(target__in=chunk).order_by()
        found |= set(rows.values_list("record", flat=True).distinct())
    return found


def origins_of(sources: Iterable[str], at: int) -> dict[str, str]:
    """The first source of the chain of each of these that is derived from another.

    Chains go through sources that readers do not see: all are read as they stood at entry `at`.
    """
    above: dict[str, str | None] = {}
    waiting = set(sources)
    while waiting:
        known = _derived_from(waiting, at)
        above |= {key: known.get(key) for key in waiting}
        waiting = {key for key in known.values() if key is not None} - above.keys()
    return {key: first for key in sources if (first := _first(key, above)) != key}


def _first(key: str, above: dict[str, str | None]) -> str:
    met = {key}
    while (one := above.get(key)) is not None and one not in met:
        met.add(one)
        key = one
    return key


def _derived_from(sources: Iterable[str], at: int) -> dict[str, str | None]:
    """What each of these sources is derived from, by its newest entry up to `at`."""
    found: dict[str, str | None] = {}
    for chunk in chunks(sources):
        entries = Entry.objects.settled().filter(record__in=chunk, sequence__lte=at).order_by()
        newest = entries.values("record").annotate(n=Max("sequence")).values("n")
        for one in approved_by(Entry.objects.filter(sequence__in=newest)):
            found[one.record] = one.fields.get("derived_from")
    return found
