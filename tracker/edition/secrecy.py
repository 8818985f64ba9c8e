"""Which sources are called confidential, as the ledger's entries say."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from tracker.edition.approved import approved_by
from tracker.edition.models import Secret
from tracker.ledger.models import Entry
from tracker.ledger.verify import Broken
from tracker.record.trees import chunks

WHOLE = Entry.Shown.WHOLE
AT_ONCE = 500


def keep_secrets(entries: Iterable[Entry]) -> None:
    """Take note of what these entries, each of another record, say of sources."""
    told = (entry for entry in entries if entry.shown != Entry.Shown.WAITS)
    newest = {entry.record: entry for entry in told if entry.kind == "source"}
    if not newest:
        return
    standing = Secret.objects.standing().filter(key__in=list(newest))
    known = set(standing.values_list("key", flat=True))
    for key in known:
        if newest[key].shown == WHOLE:
            standing.filter(key=key).update(until=newest[key].sequence)
    unseen = (one for key, one in newest.items() if one.shown != WHOLE and key not in known)
    Secret.objects.bulk_create(
        Secret(key=one.record, since=one.entry)
        for one in approved_by(unseen)
        if one.fields.get("confidential") is True
    )


def keep_secrets_of_the_past() -> None:
    """The same of the whole ledger."""
    entries = Entry.objects.filter(kind="source").order_by("sequence")
    for chunk in chunks(entries.iterator(AT_ONCE), AT_ONCE):
        for entry in chunk:
            with suppress(Broken):  # For verify_ledger to say.
                keep_secrets([entry])
