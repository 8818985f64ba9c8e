"""Checking editions: whether each is what the ledger, read from its beginning, makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.edition.approved import approved_at
from tracker.edition.cutting import documents_of, written
from tracker.edition.evidence.comparing import differing_facts
from tracker.edition.models import Edition
from tracker.edition.publishing import GONE
from tracker.edition.redaction import editions_wait
from tracker.ledger.models import Entry
from tracker.record.trees import Fields


def differences() -> Iterator[str]:
    """A sentence for each edition that the ledger tells otherwise, or that it does not tell."""
    if editions_wait():
        yield "Entries of the ledger wait to be made into editions."
        return
    expected = {key: written(fields) for key, fields in cut_anew().items()}
    standing = {row.key: row for row in Edition.objects.standing()}
    for key in sorted(expected.keys() - standing.keys()):
        yield f"{key}: has no edition"
    for key in sorted(standing.keys() - expected.keys()):
        yield f"{key}: readers see it no more"
    for key in sorted(expected.keys() & standing.keys()):
        if standing[key].document != expected[key]:
            yield f"{key}: says something else"
    yield from differing_facts()


def cut_anew() -> dict[str, Fields]:
    """The document of every record that readers see, made from the ledger alone."""
    approved = approved_at(_approving())
    whole = {key for key, one in approved.items() if not one.is_notice}
    return documents_of(approved, whole.intersection, lambda figures: set())


def _approving() -> Iterable[int]:
    """For each record that readers see, the entry that says what they see."""
    found: dict[str, tuple[int, str]] = {}
    entries = Entry.objects.about_records().order_by("sequence")
    rows = entries.values_list("record", "sequence", "shown", "action")
    for record, sequence, shown, action in rows.iterator(2000):
        if shown == Entry.Shown.WAITS:
            continue
        if shown != Entry.Shown.NOTHING:
            found[record] = (sequence, shown)
        elif action in GONE or found.get(record, (0, ""))[1] == Entry.Shown.WHOLE:
            found.pop(record, None)
    return [sequence for sequence, _shown in found.values()]
