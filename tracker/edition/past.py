"""Documents as they were at a moment: with the names, places and sources of then.

What is withdrawn, confidential or erased today stays shut there, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max

from tracker.edition import asked, lists
from tracker.edition.addresses import merged_into
from tracker.edition.documents import Revised
from tracker.edition.models import LIST, Edition
from tracker.edition.readers import Published
from tracker.edition.redaction import closed_among
from tracker.ledger.models import Entry
from tracker.ledger.openness import FIGURE, OPEN, Closed, hidden
from tracker.record.state import deadline_day
from tracker.record.trees import Tree, fields_of, grown, noun_of_key, refs


class Past(Published):
    """What readers saw when the ledger's newest entry was `at`, as far as they may see it today.

    The page is that of one record, whatever its address was then.
    """

    def __init__(self, key: str, revised: Revised, moment: datetime, at: int) -> None:
        super().__init__(at)
        self.key, self.of_then = key, revised
        self._day = deadline_day(moment)
        self._looked_at: set[str] = set()
        self._read: set[str] = set()
        self._closed = OPEN
        # Where the pages of those that stand are today.
        self._addresses: dict[str, str] = {}

    @property
    def day(self) -> date:
        return self._day

    def key_of(self, noun: str, address: str) -> str | None:
        return self.key

    def revised(self, key: str) -> Revised | None:
        return self.of_then if key == self.key else super().revised(key)

    def trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        # What is shut today may be what no document of then says.
        asked.for_more()
        found = super().trees(keys)
        self._read |= found.keys()
        entries = {key: tree.pop("entry") for key, tree in found.items()}
        fields = {key: fields_of(tree) for key, tree in found.items()}
        named = (refs(noun_of_key(key), one).values() for key, one in fields.items())
        shut = self._shut_today({*found, *(target for each in named for target in each)})
        told: dict[str, Tree] = {}
        for key, one in fields.items():
            if key not in shut.shut:
                out = hidden(noun_of_key(key), one, shut)
                left = {path: value for path, value in one.items() if path not in out}
                told[key] = {**grown(left), "entry": entries[key]}
        for key in told:
            if "/" in key:
                # An earlier address leads here or nowhere, and may have been erased.
                told[key]["slug"] = self._addresses.get(key, key.rpartition("/")[2])
        return told

    def has_changed_since(self) -> bool:
        """Whether anything that the page tells of, or the list of what names its record, did."""
        seen = {*self._read, f"{LIST}{self.key}"}
        return self.at is not None and asked.touched(seen) > self.at

    def _shut_today(self, targets: set[str]) -> Closed:
        """What of all that the page has come upon readers may not see today."""
        new = targets - self._looked_at
        self._looked_at |= new
        more = closed_among(new - self._standing_today(new))
        self._closed = Closed(self._closed.shut | more.shut, self._closed.unseen | more.unseen)
        return self._closed

    def _standing_today(self, keys: set[str]) -> set[str]:
        """Those that have a document today, and figures that stand in one."""
        figures = {key for key in keys if key.startswith(FIGURE)}
        found = set(Published().telling(figures))
        addresses = lists.addresses(keys - figures)
        gone = merged_labels(keys - figures - addresses.keys())
        self._addresses |= {**{key: one.address for key, one in gone.items()}, **addresses}
        return found | addresses.keys()


def merged_labels(keys: Iterable[str]) -> dict[str, lists.Label]:
    """What those of these records that became part of one that readers see were called last.

    With the address of that one.
    """
    into = merged_into(keys)
    if not into:
        return {}
    kept = lists.labels(into.values())
    rows = Edition.objects.whole().filter(key__in=into).order_by("since")
    called = {
        key: lists.called_in(noun, label, document)
        for key, noun, label, document in rows.values_list("key", "noun", "label", "document")
        if label
    }
    return {
        key: kept[one]._replace(name=called.get(key) or kept[one].name)
        for key, one in into.items()
        if one in kept
    }


def whole_change(entry: Entry) -> int:
    """The last entry of the change that an entry is of: editions are of whole changes."""
    same = Entry.objects.filter(time=entry.time, sequence__gte=entry.sequence)
    last: int = same.aggregate(last=Max("sequence"))["last"]
    return last


def standing_at(moment: datetime) -> int | None:
    """The ledger's newest entry at a moment; None before its first."""
    found: int | None = Entry.objects.filter(time__lte=moment).aggregate(last=Max("sequence"))[
        "last"
    ]
    return found
