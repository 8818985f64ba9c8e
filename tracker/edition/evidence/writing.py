"""What readers read of entries about sources: whether just appended, or of a whole history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tracker.edition.models import KeptCopies, QuoteMark
from tracker.ledger.entries import known_fields, opened, read_entry
from tracker.ledger.found_facts import evidence_key, source_of
from tracker.ledger.models import Entry
from tracker.ledger.verify import Broken
from tracker.record.trees import Fields, chunks


def write_facts(entries: Iterable[Entry]) -> set[str]:
    """Write the documents of these entries; the keys of the sources of which they say something.

    Of one that readers do not see there is none.
    """
    sources: set[str] = set()
    for entry in entries:
        source = source_of(entry.record)
        sources.add(source)
        if entry.action == Entry.Action.ERASED:
            _write_again(source, entry.sequence)
        else:
            _write(source, entry)
    return sources


def _write(source: str, entry: Entry) -> None:
    if (fields := fields_shown(entry)) is not None:
        _write_copies(source, as_document(fields, "copies"), entry.sequence)
        _write_marks(source, marks_in(fields), entry.sequence)


def _write_again(source: str, last: int) -> None:
    """Write what was told of a source up to an entry, the past as well: words of it were erased."""
    KeptCopies.objects.filter(key=source).delete()
    QuoteMark.objects.filter(source=source).delete()
    told = Entry.objects.filter(record=evidence_key(source), sequence__lte=last)
    for entry in told.order_by("sequence"):
        _write(source, entry)


def fields_shown(entry: Entry) -> Fields | None:
    """What an entry shows readers; None where it is no entry, for verify_ledger to say."""
    try:
        body = read_entry(entry.body)
    except Broken:
        return None
    if entry.shown != Entry.Shown.WHOLE:
        return {}
    known = known_fields(body["fields"], opened([body["fields"]]))
    return {path: one.value for path, one in known.items()}


def as_document(fields: Fields, part: str) -> str:
    """The facts of one list, the newest first, as they are stored; empty where there are none."""
    told = {path.split("/")[1]: one for path, one in fields.items() if path.startswith(f"{part}/")}
    rows = sorted(told.values(), key=lambda one: (one["made_at"], one["row"]), reverse=True)
    return written(rows) if rows else ""


def marks_in(fields: Fields) -> dict[int, tuple[str, str]]:
    """Row → record and document of each mark."""
    return {
        one["row"]: (one["record"], written(one))
        for path, one in fields.items()
        if path.startswith("quotes/")
    }


def written(value: Any) -> str:
    """A fact as it is stored."""
    return msgspec.json.encode(value).decode()


def _write_copies(source: str, document: str, at: int) -> None:
    standing = KeptCopies.objects.standing().filter(key=source)
    if standing.filter(document=document).exists():
        return
    standing.update(until=at)
    if document:
        KeptCopies.objects.create(key=source, document=document, since=at)


def _write_marks(source: str, marks: dict[int, tuple[str, str]], at: int) -> None:
    standing = QuoteMark.objects.standing()
    before = {
        row: (record, document)
        for row, record, document in standing.filter(source=source).values_list(
            "row", "record", "document"
        )
    }
    changed = [row for row, told in marks.items() if before.get(row) != told]
    for chunk in chunks(row for row in before if row not in marks):
        standing.filter(row__in=chunk, source=source).update(until=at)
    for chunk in chunks(changed):
        # The citation may have been of another source.
        standing.filter(row__in=chunk).update(until=at)
    QuoteMark.objects.bulk_create(
        QuoteMark(row=row, record=marks[row][0], source=source, document=marks[row][1], since=at)
        for row in changed
    )
