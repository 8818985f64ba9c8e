"""What readers are told of copies and quotes: as it stands, as it stood, or as it would.

The face of this folder for pages, the index and files: `told_marks` of rows of citations,
`marks_of_records` of whole records, `told_copies` of sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from tracker.edition.documents.marks import CopyTold, Mark
from tracker.edition.models import Edition, KeptCopies, QuoteMark
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import Entry
from tracker.record.trees import chunks


def told_marks(rows: Iterable[int], at: int | None = None) -> dict[int, Mark]:
    """The marks of these rows of citations that have one, now or at an entry of the ledger.

    A query for 900 rows. Whoever shows one looks that it is of the words beside it: `is_of`.
    """
    found: dict[int, Mark] = {}
    for chunk in chunks(sorted(set(rows))):
        stored = _then(QuoteMark, at).filter(row__in=chunk)
        for row, document in stored.values_list("row", "document"):
            found[row] = msgspec.json.decode(document, type=Mark)
    return found


def marks_of_records(keys: Collection[str], at: int | None = None) -> dict[str, dict[int, Mark]]:
    """The same of all quotes of these records: by the record's key and the citation's row."""
    found: dict[str, dict[int, Mark]] = defaultdict(dict)
    for chunk in chunks(keys):
        stored = _then(QuoteMark, at).filter(record__in=chunk)
        for record, row, document in stored.values_list("record", "row", "document"):
            found[record][row] = msgspec.json.decode(document, type=Mark)
    return dict(found)


def told_copies(sources: Iterable[str], at: int | None = None) -> dict[str, list[CopyTold]]:
    """The copies of these sources that readers see, by key, the newest first.

    Of one that readers do not see, or that has none, there is no item.
    """
    found: dict[str, list[CopyTold]] = {}
    for chunk in chunks(sorted(set(sources))):
        stored = _then(KeptCopies, at).filter(key__in=chunk)
        for key, document in stored.values_list("key", "document"):
            found[key] = msgspec.json.decode(document, type=list[CopyTold])
    return found


def _then(model: type[KeptCopies] | type[QuoteMark], at: int | None) -> Any:
    return model.objects.standing() if at is None else model.objects.at(at)


class FactsShown:
    """What of the entries about some sources readers may see today, of the past as well.

    Of a copy, while they see its source; of a quote, while it stands in a record that they see.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self._copies: set[str] = set()
        self._marks: set[tuple[str, int]] = set()
        for chunk in chunks(sources):
            rows = Edition.objects.standing().whole().filter(key__in=chunk)
            self._copies |= set(rows.values_list("key", flat=True))
            marks = QuoteMark.objects.standing().filter(source__in=chunk)
            self._marks |= set(marks.values_list("source", "row"))

    def paths(self, name: str, body: dict[str, Any]) -> dict[str, str]:
        """Path and commitment of each of an entry's facts that may be seen."""
        source = source_of(name)
        if body["shown"] != Entry.Shown.WHOLE or source not in self._copies:
            return {}
        return {
            path: promise
            for path, promise in body["fields"].items()
            if path.startswith("copies/") or (source, int(path.split("/")[1])) in self._marks
        }
