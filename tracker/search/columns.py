"""All shown records of one kind as this process counts them.

A record stands at a position. Positions of what was there at loading follow the list's own order,
newest first, so that a set of them is a sorted list and “page 20,000” is a lookup. What was written
since stands at positions after these, in the order it came, and is put in its place when a page is
cut; when there is much of it everything is loaded again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from pyroaring import BitMap

from tracker.search.kinds import LOW, SHIFT, Kind, id_range
from tracker.search.tallies import Numbers, Tallies

NO_DAY = -1
MOST_AFTER = 4000
SQL = "SELECT id, day, last, entered, facets FROM search_document WHERE "
CASES = "SELECT id, cases FROM search_document WHERE "


class Rows(NamedTuple):
    """Documents as bare columns, all of one length; `value_of[i]` is a value of `row_of[i]`."""

    record: Numbers
    day: Numbers
    last: Numbers
    entered: Numbers
    row_of: Numbers
    value_of: Numbers


class Columns:
    """One kind's records. `sets` is what stands under each value, `years` under each year."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        first, after = id_range(kind)
        rows = read_rows("id >= %s AND id < %s AND is_shown", [first, after])
        newest = np.lexsort((-rows.record, -rows.day))
        place = np.empty(len(newest), dtype=np.int64)
        place[newest] = np.arange(len(newest))
        self.loaded = len(newest)
        self.record = rows.record[newest]
        self.day, self.last = rows.day[newest], rows.last[newest]
        self.entered = rows.entered[newest]
        self.key = order_key(self.day, self.record)
        self.where = np.full(_room(rows.record), -1, dtype=np.int32)
        lengths = np.bincount(rows.row_of, minlength=len(place))
        self.values = Tallies(self.loaded, place, lengths, rows.value_of)
        self._cases: Tallies | None = None
        self.shown, self.dated = BitMap(), BitMap()
        self.sets: dict[int, BitMap] = defaultdict(BitMap)
        self.years: dict[int, BitMap] = defaultdict(BitMap)
        self._add(place, rows)

    def _add(self, positions: Numbers, rows: Rows) -> None:
        """Count rows at these positions, one each."""
        group(self.sets, positions[rows.row_of], rows.value_of)
        known = np.flatnonzero((rows.day != NO_DAY) & (rows.last != NO_DAY))
        first, until = year_of(rows.day[known]), year_of(rows.last[known])
        one = first == until
        group(self.years, positions[known[one]], first[one])
        for position, start, end in zip(
            positions[known[~one]].tolist(), first[~one].tolist(), until[~one].tolist(), strict=True
        ):
            for year in range(start, end + 1):
                self.years[year].add(position)
        self.dated |= bitmap(positions[rows.day != NO_DAY])
        self.shown |= bitmap(positions)
        self.where[rows.record] = positions

    @property
    def is_long_behind(self) -> bool:
        return len(self.record) - self.loaded > MOST_AFTER

    def update(self, ids: list[int]) -> None:
        """Take in documents that were written since: as they are now, or no longer."""
        records = np.array(ids, dtype=np.int64) & LOW
        self._forget(records)
        places = ", ".join(["%s"] * len(ids))
        rows = read_rows(f"id IN ({places}) AND is_shown", list(ids))
        positions = np.arange(len(self.record), len(self.record) + len(rows.record))
        room = _room(rows.record)
        if room > len(self.where):
            more = np.full(room - len(self.where), -1, dtype=np.int32)
            self.where = np.concatenate((self.where, more))
        for name in ("record", "day", "last", "entered"):
            setattr(self, name, np.concatenate((getattr(self, name), getattr(rows, name))))
        self.key = np.concatenate((self.key, order_key(rows.day, rows.record)))
        lengths = np.bincount(rows.row_of, minlength=len(positions))
        self.values.add(positions, lengths, rows.value_of)
        self._add(positions, rows)
        if self._cases is not None:
            self._cases.add(*self._cases_at(f"id IN ({places}) AND is_shown", list(ids)))

    def _forget(self, records: Numbers) -> None:
        held = records[records < len(self.where)]
        positions = self.where[held]
        gone = bitmap(positions[positions >= 0])
        self.where[held] = -1
        self.shown -= gone
        self.dated -= gone
        for sets in (self.sets, self.years):
            for one in sets.values():
                one -= gone

    def positions_of(self, records: Numbers) -> BitMap:
        """Where these records stand; those that are not shown are left out."""
        held = records[(records >= 0) & (records < len(self.where))]
        positions = self.where[held]
        return bitmap(np.sort(positions[positions >= 0]))

    def cases(self, found: BitMap) -> dict[int, int]:
        """How often what statistics count is the case with these positions, by its value.

        Read when it is first asked for: most processes never are.
        """
        if self._cases is None:
            first, after = id_range(self.kind)
            size = len(self.record)
            where = "id >= %s AND id < %s AND is_shown"
            self._cases = Tallies(size, *self._cases_at(where, [first, after]))
        return self._cases.tally(found)

    def _cases_at(self, where: str, parameters: list[Any]) -> tuple[Numbers, Numbers, Numbers]:
        """Positions, how many cases each has, and these, of what this process knows of."""
        records, lengths, cases = read_cases(where, parameters)
        positions = np.full(len(records), -1, dtype=np.int64)
        held = records < len(self.where)
        positions[held] = self.where[records[held]]
        is_known = positions >= 0
        cases = cases[np.repeat(is_known, lengths)]
        return positions[is_known], lengths[is_known], cases

    def reaching(self, after: date | None, before: date | None) -> BitMap:
        """Positions whose days may lie from `after` to `before`, where that is known."""
        fits = np.ones(len(self.record), dtype=bool)
        if after is not None:
            fits &= self.last >= after.toordinal()
        if before is not None:
            fits &= (self.day <= before.toordinal()) & (self.day != NO_DAY)
        return bitmap(np.flatnonzero(fits)) & self.shown


def bitmap(positions: Numbers) -> BitMap:
    """A set of positions. An array of Python's is taken in ten times as fast as one of numpy's."""
    return BitMap(array("I", positions.astype(np.uint32).tobytes()))


def union(sets: Iterable[BitMap]) -> BitMap:
    """Positions in any of the sets."""
    found = BitMap()
    for one in sets:
        found |= one
    return found


def group(sets: dict[int, BitMap], positions: Numbers, values: Numbers) -> None:
    """Add each position to the set of the value beside it."""
    if not len(values):
        return
    order = np.lexsort((positions, values))
    values, positions = values[order], positions[order]
    borders = np.flatnonzero(np.diff(values)) + 1
    starts = values[np.concatenate(([0], borders))].tolist()
    for value, part in zip(starts, np.split(positions, borders), strict=True):
        sets[value] |= bitmap(part)


def order_key(day: Numbers, record: Numbers) -> Numbers:
    """One number by which records stand newest first, those without a day last."""
    return -((day.astype(np.int64) << SHIFT) + record)


def read_rows(where: str, parameters: list[Any]) -> Rows:
    """Documents as columns. Bare rows: a million model instances would take half a minute."""
    columns: list[list[Any]] = [[], [], [], [], []]
    with connection.chunked_cursor() as cursor:
        cursor.execute(SQL + where, parameters)
        while rows := cursor.fetchmany(20_000):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
    ids, day, last, entered, facets = columns
    lengths = np.array([len(blob) for blob in facets], dtype=np.int64) // 4
    return Rows(
        np.array(ids, dtype=np.int64) & LOW,
        _days(day),
        _days(last),
        np.array(entered, dtype=np.int64),
        np.repeat(np.arange(len(ids)), lengths),
        np.frombuffer(b"".join(bytes(blob) for blob in facets), dtype=np.uint32),
    )


def read_cases(where: str, parameters: list[Any]) -> tuple[Numbers, Numbers, Numbers]:
    """Records, how many cases each has, and the cases of all of them in turn."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(CASES + where, parameters)
        rows = [(one, bytes(cases)) for one, cases in cursor.fetchall()]
    return (
        np.array([one & LOW for one, _cases in rows], dtype=np.int64),
        np.array([len(cases) // 4 for _one, cases in rows], dtype=np.int64),
        np.frombuffer(b"".join(cases for _one, cases in rows), dtype=np.uint32),
    )


def _days(values: list[Any]) -> Numbers:
    return np.array([NO_DAY if one is None else one for one in values], dtype=np.int32)


def year_of(days: Numbers) -> Numbers:
    """The year of each ordinal day."""
    return (days - 719163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _room(records: Numbers) -> int:
    return int(records.max()) + 1 if len(records) else 0
