"""Whether what readers are told of copies and quotes is what the ledger's last entries say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.edition.evidence.writing import as_document, fields_shown, marks_in
from tracker.edition.models import KeptCopies, QuoteMark
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import EVIDENCE, Entry
from tracker.record.trees import chunks

AT_ONCE = 200


def differing_facts() -> Iterator[str]:
    """A sentence for each source of which readers are told something else."""
    stored = KeptCopies.objects.standing()
    copies = dict(stored.values_list("key", "document"))
    marks: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    rows = QuoteMark.objects.standing().values_list("source", "row", "record", "document")
    for source, row, record, document in rows.iterator(2000):
        marks[source][row] = (record, document)
    told = Entry.objects.filter(kind=EVIDENCE)
    names = sorted(set(told.values_list("record", flat=True)))
    for chunk in chunks(names, AT_ONCE):
        for entry in Entry.objects.newest_of(chunk):
            source = source_of(entry.record)
            fields = fields_shown(entry) or {}
            if copies.pop(source, "") != as_document(fields, "copies"):
                yield f"{source}: its copies are told otherwise"
            if marks.pop(source, {}) != marks_in(fields):
                yield f"{source}: its quotes are told otherwise"
    for source in sorted(copies.keys() | marks.keys()):
        yield f"{source}: no entry tells of its copies"
