"""Earlier states of records, as readers or the desk may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Max

from tracker.ledger.bundle import standing
from tracker.ledger.entries import known_fields, read_entry, read_values
from tracker.ledger.models import Entry, Opening
from tracker.ledger.openness import OPEN, WITHHELD, closed, open_fields, reason_is_open
from tracker.ledger.verify import BLIND
from tracker.record.nouns import DESK_ONLY, NOUNS, Noun
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
    """The history of some records of one kind, as readers see it, or whole for the desk.

    Takes a fixed number of queries, however many records and entries there are.
    """

    def __init__(self, kind_name: str, names: Iterable[str], *, for_desk: bool = False) -> None:
        self.noun = NOUNS[kind_name]
        self.names = list(names)
        self.for_desk = for_desk
        self.standings: dict[str, str] = {}
        self.values: Fields = {}
        for chunk in chunks(self.names):
            if not for_desk:
                self.standings |= standing(kind_name, chunk)
            rows = Opening.objects.filter(record__in=chunk).values_list("commitment", "value")
            self.values |= read_values(rows)
        self.shut = OPEN if for_desk else closed(self.values.values())
        self.erased = self._erased()

    def _erased(self) -> dict[str, str]:
        rows = Entry.objects.filter(record__in=self.names, action=Entry.Action.ERASED)
        found: dict[str, str] = {}
        for body in rows.values_list("body", flat=True):
            found |= read_entry(body).get("erased", {})
        return found

    def entries(self) -> Any:
        """The entries that may be seen, newest first."""
        rows = Entry.objects.filter(record__in=self.names).order_by("-sequence")
        return rows if self.for_desk else rows.shown()

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
        were_open = {path for path, one in known.items() if not one.key.startswith(BLIND)}
        gaps: dict[str, str] = {}
        for key, promise in body["fields"].items():
            if promise not in self.values and (self.for_desk or not key.startswith(BLIND)):
                gaps[key] = self.erased.get(promise, WITHHELD)
        reason = str(self.values.get(body["reason"], ""))
        if self.for_desk:
            return State(entry, self.noun, fields, gaps, reason)
        now = self.standings[entry.record]
        shown = open_fields(self.noun, body, fields, now, self.shut)
        for path in were_open - shown.keys():
            if path.rsplit("/", 1)[-1] not in DESK_ONLY:
                gaps[path] = WITHHELD
        if now != Entry.Shown.WHOLE or entry.shown != Entry.Shown.WHOLE:
            gaps = {}  # Not a gap in the record: none of it is shown.
        if not reason_is_open(body, now):
            reason = ""
        return State(entry, self.noun, shown, gaps, reason)

    def before(self, entries: list[Entry]) -> dict[int, Entry]:
        """For each of these entries of one record, by sequence, the one seen before it."""
        oldest = entries[-1] if entries else None
        earlier = self.entries().filter(sequence__lt=oldest.sequence).first() if oldest else None
        chain = [*entries, *([earlier] if earlier else [])]
        return {new.sequence: old for new, old in pairwise(chain)}
