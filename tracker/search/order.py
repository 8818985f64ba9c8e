"""Cutting one page out of a found set, in one of the orders of a list, at any depth alike."""

from __future__ import annotations

import numpy as np
from pyroaring import BitMap

from tracker.search.columns import Columns, Numbers

NEWEST, OLDEST, ENTERED, NAME, BEST = "newest", "oldest", "entered", "title", "best"


def cut(
    columns: Columns,
    found: BitMap,
    order: str,
    start: int,
    stop: int,
    best: BitMap | None = None,
    ranks: Numbers | None = None,
) -> list[int]:
    """Keys of the records at places `start` to `stop` of `found`, in one of the orders.

    `best` are those that come first in the order of that name; within, and after, newest first.
    `ranks` say where each position stands by name.
    """
    stop = min(stop, len(found))
    if start >= stop:
        return []
    if order == BEST and best is not None:
        positions = _best(columns, found, best & found, start, stop)
    elif order == OLDEST:
        positions = _oldest(columns, found, start, stop)
    elif order == ENTERED:
        positions = smallest(-columns.entered, -columns.record, found, start, stop)
    elif order == NAME and ranks is not None:
        positions = smallest(ranks, columns.record, found, start, stop)
    else:
        positions = _newest(columns, found, start, stop)
    found_records: list[int] = columns.record[positions].tolist()
    return found_records


def _newest(columns: Columns, found: BitMap, start: int, stop: int) -> Numbers:
    """Positions of what was loaded stand in this order; what came after is put in between."""
    main = found.rank(columns.loaded - 1) if columns.loaded else 0
    after = _numbers(found[main:])
    if not len(after):
        return _numbers(found[start:stop])
    after = after[np.argsort(columns.key[after])]
    before = np.searchsorted(columns.key[: columns.loaded], columns.key[after])
    ranks = np.array([found.rank(int(p) - 1) if p else 0 for p in before], dtype=np.int64)
    places = ranks + np.arange(len(after))
    first, end = np.searchsorted(places, (start, stop))
    page = np.empty(stop - start, dtype=np.int64)
    is_after = np.zeros(stop - start, dtype=bool)
    is_after[places[first:end] - start] = True
    page[is_after] = after[first:end]
    page[~is_after] = _numbers(found[start - first : stop - end])
    return page


def _oldest(columns: Columns, found: BitMap, start: int, stop: int) -> Numbers:
    """The reverse of newest first, but for those without a day, which are last in both."""
    dated, count = found.intersection_cardinality(columns.dated), len(found)
    parts = []
    if start < dated:
        until = min(stop, dated)
        parts.append(_newest(columns, found, dated - until, dated - start)[::-1])
    if stop > dated:
        begin = max(start, dated)
        end = count - (begin - dated)
        parts.append(_newest(columns, found, end - (stop - begin), end)[::-1])
    return np.concatenate(parts)


def _best(columns: Columns, found: BitMap, best: BitMap, start: int, stop: int) -> Numbers:
    border = len(best)
    parts = []
    if start < border:
        parts.append(_newest(columns, best, start, min(stop, border)))
    if stop > border:
        rest = found - best
        parts.append(_newest(columns, rest, max(start - border, 0), stop - border))
    return np.concatenate(parts)


def smallest(primary: Numbers, secondary: Numbers, found: BitMap, start: int, stop: int) -> Numbers:
    """Positions at places `start` to `stop` by two columns, without putting all in order."""
    positions = _numbers(found)
    values = primary[positions]
    parted = np.partition(values, sorted({start, stop - 1}))
    low, high = parted[start], parted[stop - 1]
    near = positions[(values >= low) & (values <= high)]
    near = near[np.lexsort((secondary[near], primary[near]))]
    skipped = start - int((values < low).sum())
    return near[skipped : skipped + stop - start]


def _numbers(found: BitMap) -> Numbers:
    return np.array(found.to_array(), dtype=np.int64)
