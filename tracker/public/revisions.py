"""Which revision of a record its page shows."""

from __future__ import annotations

from typing import Any

from tracker.edition.documents import Document, Revised
from tracker.ledger.models import Entry
from tracker.record.nouns import noun_of


def newest_entry(record: Any) -> Entry | Revised | None:
    """The newest entry of the ledger that shows `record`; asked once for each loaded record."""
    if isinstance(record, Document):
        return record.revised
    if "_newest_entry" not in record.__dict__:
        record._newest_entry = _ask(record)
    found: Entry | None = record._newest_entry
    return found


def _ask(record: Any) -> Entry | None:
    kind = noun_of(record)
    if kind is None:
        return None
    name = kind.ref(getattr(record, kind.key_lookup()))
    entries = Entry.objects.filter(record=name).shown().order_by("-sequence")
    newest: Entry | None = entries.defer("body").first()
    return newest
