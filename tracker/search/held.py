"""What this process holds of the index, and how it learns that there is something newer."""

from __future__ import annotations

from threading import RLock
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Max

from tracker.search.columns import MOST_AFTER, Columns
from tracker.search.kept import Kept
from tracker.search.kinds import LOW, Kind
from tracker.search.models import Document, Text, Value, Write
from tracker.search.names import Names
from tracker.search.normalise import words

MOST_KEPT = 64
Stamp = tuple[int, str]
NEVER: Stamp = (0, "")
# Asked for every page, and so written out: Django would take longer over it than the database.
NEWEST = "SELECT version, token FROM search_write ORDER BY version DESC LIMIT 1"
# One process may answer on several threads, and what is held is changed in place.
lock = RLock()


class Held:
    """The index as of one version stamp."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.columns: dict[Kind, Columns] = {}
        self.values: dict[tuple[str, str], int] = {}
        self.meaning: dict[int, tuple[str, str]] = {}
        self.last_value = 0
        # What stands while the version does: of what was asked the newest few, and of each facet.
        self.kept: Kept[Any] = Kept(MOST_KEPT)
        self.kept_long: dict[Any, Any] = {}
        self._names: Names | None = None
        self._learn_values()

    @property
    def names(self) -> Names:
        if self._names is None:
            self._names = Names()
        return self._names

    def of(self, kind: Kind) -> Columns:
        if kind not in self.columns:
            self.columns[kind] = Columns(kind)
        return self.columns[kind]

    def move_on(self, stamp: Stamp) -> None:
        """Take in what was written since this version was read."""
        since, self.stamp = self.stamp[0], stamp
        self.kept.clear()
        self.kept_long.clear()
        self._learn_values()
        if Write.objects.filter(version__gt=since, names_changed=True).exists():
            self._names = None
        changed = Document.objects.filter(version__gt=since)
        for kind in list(self.columns):
            ids = list(changed.of_kind(kind).values_list("id", flat=True)[: MOST_AFTER + 1])
            if len(ids) > MOST_AFTER or self.columns[kind].is_long_behind:
                del self.columns[kind]
            elif ids:
                self.columns[kind].update(ids)

    def _learn_values(self) -> None:
        last = Value.objects.aggregate(last=Max("pk"))["last"] or 0
        if last > self.last_value:
            rows = Value.objects.filter(pk__gt=self.last_value)
            self.values |= {
                (facet, key): pk for pk, facet, key in rows.values_list("pk", "facet", "key")
            }
            self.meaning = {pk: pair for pair, pk in self.values.items()}
            self.last_value = last


_held: Held | None = None


def newest() -> Stamp:
    """The version stamp of the index as committed."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        row: Stamp | None = cursor.fetchone()
    return row or NEVER


def current() -> Held:
    """The index as it stands now. Call it with the `lock`, and use what it gives within."""
    global _held
    stamp = newest()
    if _held is not None and _held.stamp == stamp:
        return _held
    if _held is not None and _is_before(_held.stamp, stamp):
        _held.move_on(stamp)
    else:
        _held = Held(stamp)
    return _held


def _is_before(mine: Stamp, newest_one: Stamp) -> bool:
    version, token = mine
    known = Write.objects.filter(version=version, token=token)
    return 0 < version < newest_one[0] and known.exists()


def name_ranks(columns: Columns) -> np.ndarray:
    """Where each position stands by name: by the words of its title, normalised."""
    rows = Text.objects.of_kind(columns.kind).values_list("id", "title")
    titles = {one & LOW: " ".join(words(title)) for one, title in rows.iterator(20_000)}
    names = [titles.get(pk, "") for pk in columns.record.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    ranks = np.empty(len(names), dtype=np.int64)
    last, rank = None, -1
    for at in order:
        if names[at] != last:
            rank, last = rank + 1, names[at]
        ranks[at] = rank
    return ranks
