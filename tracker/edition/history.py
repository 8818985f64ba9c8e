"""The history of records as readers see it: the published past of what is public now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.edition.models import Opened
from tracker.edition.redaction import closed_now, part_of_shown, standing_now
from tracker.ledger.entries import known_fields, read_entry
from tracker.ledger.models import Entry
from tracker.ledger.openness import WITHHELD, open_fields, reason_is_open
from tracker.ledger.states import Sight, State
from tracker.ledger.verify import BLIND
from tracker.record.nouns import DESK_ONLY


class PublicSight(Sight):
    """The history of some records of one kind, less what readers may not see today."""

    def __init__(self, kind_name: str, names: Iterable[str]) -> None:
        super().__init__(kind_name, names)
        self.standing = standing_now(self.names)
        gone = [name for name, shown in self.standing.items() if shown == Entry.Shown.NOTHING]
        # What became part of another has its past still.
        self.standing |= dict.fromkeys(part_of_shown(gone), str(Entry.Shown.WHOLE))
        self.closed = closed_now(self.values.values())

    def openings(self) -> Any:
        return Opened.objects

    def entries(self) -> Any:
        return super().entries().shown()

    def state(self, entry: Entry) -> State:
        body = read_entry(entry.body)
        known = known_fields(body["fields"], self.values)
        fields = {path: one.value for path, one in known.items()}
        now = self.standing[entry.record]
        shown = open_fields(self.noun, body, fields, now, self.closed)
        reason = str(self.values.get(body["reason"], "")) if reason_is_open(body, now) else ""
        gaps: dict[str, str] = {}
        # Where nothing of the record is shown, that is no gap in it.
        if now == entry.shown == Entry.Shown.WHOLE:
            gaps = self.gaps_in(body["fields"])
            for path, one in known.items():
                was_open = not one.key.startswith(BLIND)
                is_told_of = path.rsplit("/", 1)[-1] not in DESK_ONLY
                if was_open and is_told_of and path not in shown:
                    gaps[path] = WITHHELD
        return State(entry, self.noun, shown, gaps, reason)

    def gaps_in(self, promises: dict[str, str]) -> dict[str, str]:
        gaps = super().gaps_in(promises)
        return {key: code for key, code in gaps.items() if not key.startswith(BLIND)}
