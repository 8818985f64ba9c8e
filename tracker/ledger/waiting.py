"""Changes of what readers see that wait to be published: since when, and who made them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from tracker.ledger.models import Entry, Waiting
from tracker.record.trees import chunks, noun_of_key

# The actions by which words come into a record; the others move it.
WRITING = (
    Entry.Action.ENTERED,
    Entry.Action.CHANGED,
    Entry.Action.IMPORTED,
    Entry.Action.RESTORED,
)


def note_what_waits(
    shown: Mapping[str, str], same: Collection[str], opens: Collection[str]
) -> None:
    """Take note of which of these records have changes that wait, and which no longer have, such as
    those that are the `same` again as readers see them. What `opens` waits, too."""
    waits = {key for key, seen in shown.items() if seen == Entry.Shown.WAITS} - set(same)
    waits |= shown.keys() & set(opens)
    for chunk in chunks(shown.keys() - waits):
        Waiting.objects.filter(record__in=chunk).delete()
    for chunk in chunks(waits):
        known = set(Waiting.objects.filter(record__in=chunk).values_list("record", flat=True))
        newest = Entry.objects.newest_of([key for key in chunk if key not in known])
        Waiting.objects.bulk_create(
            Waiting(
                record=entry.record,
                noun=noun_of_key(entry.record).name,
                since=entry.sequence,
                began_at=entry.time,
            )
            for entry in newest
        )


def _left_waiting() -> Any:
    """Of an entry around it, what a change published at once left waiting: of one person and
    moment."""
    return Entry.objects.filter(
        record=OuterRef("record"),
        revision=OuterRef("revision") + 1,
        time=OuterRef("time"),
        actor=OuterRef("actor"),
        shown=Entry.Shown.WAITS,
    )


def written_since(column: str, actors: Any) -> Any:
    """Entries with words of these actors since the record that a column of the row around them
    names was last published whole, or ever: those of `unpublished`, as a subquery."""
    own = Entry.objects.filter(record=OuterRef("record"), shown=Entry.Shown.WHOLE)
    whole = own.filter(~Exists(_left_waiting())).order_by("-sequence")
    begins = Subquery(whole.annotate(begins=F("sequence") + 1).values("begins")[:1])
    said_again = Entry.objects.filter(
        record=OuterRef("record"),
        revision=OuterRef("revision") - 1,
        time=OuterRef("time"),
        actor=OuterRef("actor"),
        shown__in=Entry.SEEN,
    )
    written = Entry.objects.filter(
        record=OuterRef(column), action__in=WRITING, actor__in=actors
    ).exclude(shown__in=Entry.SEEN)
    since = written.filter(sequence__gte=Coalesce(begins, 0))
    return since.exclude(Exists(said_again)).order_by()


def unpublished(records: Iterable[str]) -> list[Entry]:
    """The entries of these records since they were last published whole, or ever, oldest first.

    Not among them are those that say once more what waits, beside a change published at once. A
    withdrawal publishes nothing of what waited before it.
    """
    found: list[Entry] = []
    for chunk in chunks(records):
        own = Entry.objects.filter(record__in=chunk).order_by()
        whole = own.filter(~Exists(_left_waiting()), shown=Entry.Shown.WHOLE)
        last = whole.values("record").annotate(n=Max("sequence"))
        begins = {row["record"]: row["n"] + 1 for row in last}
        first = min((begins.get(record, 0) for record in chunk), default=0)
        entries = own.filter(sequence__gte=first).order_by("sequence").defer("body")
        since = [one for one in entries if one.sequence >= begins.get(one.record, 0)]
        seen = {(one.record, one.revision + 1, one.time, one.actor) for one in since if one.is_seen}
        found += [
            one
            for one in since
            if not one.is_seen and (one.record, one.revision, one.time, one.actor) not in seen
        ]
    return sorted(found, key=lambda entry: entry.sequence)
