"""What waits of a batch, published by its second person: set by set, as it was looked at."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from tracker.editorial.approving import ApprovalRefused, Proposal, publish_changes
from tracker.editorial.import_models import ImportBatch
from tracker.ledger.models import Entry, Waiting
from tracker.record.trees import rows_of


def waiting_records(batch: ImportBatch) -> Any:
    """The names of records of a batch whose changes wait, in the order in which they were saved."""
    waiting = Waiting.objects.values("record")
    rows = batch.records.filter(record__in=waiting).order_by("after")
    return rows.values_list("record", flat=True)


def newest_entry() -> int:
    """Up to where the ledger is: what is looked at now, and published as it is now."""
    return int(Entry.objects.aggregate(n=Max("sequence"))["n"] or 0)


def publish_batch(batch: ImportBatch) -> int:
    """Publish what waits of a batch up to the entry that was looked at; how many records it was.

    What was saved in one set is published in one. What cannot be, such as what was changed since or
    has to be decided about, goes on waiting, and the first reason is noted on the batch.
    """
    published: set[str] = set()
    whys: list[str] = []
    passed: set[str] = set()
    for name in list(waiting_records(batch)):
        if name in passed:
            continue
        record = rows_of([name]).get(name)
        if record is None:
            continue
        proposal = Proposal(record)
        passed.update(proposal.keys)
        try:
            if proposal.version > (batch.publish_to or 0):
                raise ApprovalRefused(_("It was changed since you looked at it."))
            reason = _("Imported from “%(file)s”.") % {"file": batch.file_name}
            publish_changes(record, proposal.version, batch.asked_by, reason)
            published.update(proposal.keys)
        except ApprovalRefused as error:
            whys.append(f"{record}: {error}")
    batch.publish_to, batch.why = None, whys[0] if whys else ""
    batch.save(update_fields=["publish_to", "why"])
    return len(published)
