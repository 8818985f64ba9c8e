"""Earlier states of records, as the desk may see them; `edition.history` for readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Max

from tracker.ledger.entries import known_fields, read_entry, read_values
from tracker.ledger.models import Entry, Opening
from tracker.ledger.openness import WITHHELD
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import Fields, Tree, chunks, grown


@dataclass
class State:
    """A record as one entry left it: what may be seen of it, and where something is missing."""

    entry: Entry
    noun: Noun
    fields: Fields
    # Path and code of what was there and is not shown: `withheld`, or why it was erased.
    gaps: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    @cached_property
    def tree(self) -> Tree:
        return grown(self.fields)


class Sight:
    """The history of some records of one kind, whole, as the desk sees it.

    Takes a fixed number of queries, however many records and entries there are.
    """

    def __init__(self, kind_name: str, names: Iterable[str]) -> None:
        self.noun = NOUNS[kind_name]
        self.names = list(names)
        self.values: Fields = {}
        for chunk in chunks(self.names):
            rows = self.openings().filter(record__in=chunk).values_list("commitment", "value")
            self.values |= read_values(rows)
        self.erased = self._erased()

    def _erased(self) -> dict[str, str]:
        rows = Entry.objects.filter(record__in=self.names, action=Entry.Action.ERASED)
        found: dict[str, str] = {}
        for body in rows.values_list("body", flat=True):
            found |= read_entry(body).get("erased", {})
        return found

    def openings(self) -> Any:
        """Where the values behind commitments stand."""
        return Opening.objects

    def entries(self) -> Any:
        """The entries that may be seen, newest first."""
        return Entry.objects.filter(record__in=self.names).order_by("-sequence")

    def newest_by(self, time: datetime) -> dict[str, Entry]:
        """The entry that stood at a moment, of each record that had one."""
        rows = Entry.objects.filter(record__in=self.names, time__lte=time).order_by()
        last = rows.values("record").annotate(n=Max("sequence")).values("n")
        return {entry.record: entry for entry in Entry.objects.filter(sequence__in=last)}

    def state(self, entry: Entry) -> State:
        """What may be seen of a record as `entry` left it."""
        body = read_entry(entry.body)
        known = known_fields(body["fields"], self.values)
        fields = {path: one.value for path, one in known.items()}
        reason = str(self.values.get(body["reason"], ""))
        return State(entry, self.noun, fields, self.gaps_in(body["fields"]), reason)

    def gaps_in(self, promises: dict[str, str]) -> dict[str, str]:
        """The key and code of each commitment of an entry that nothing opens any more."""
        return {
            key: self.erased.get(promise, WITHHELD)
            for key, promise in promises.items()
            if promise not in self.values
        }

    def before(self, entries: list[Entry]) -> dict[int, Entry]:
        """For each of these entries of one record, by sequence, the one seen before it."""
        oldest = entries[-1] if entries else None
        earlier = self.entries().filter(sequence__lt=oldest.sequence).first() if oldest else None
        chain = [*entries, *([earlier] if earlier else [])]
        return {new.sequence: old for new, old in pairwise(chain)}
