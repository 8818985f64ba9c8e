"""Numbers that each record of a kind has; those of many records are counted at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyroaring import BitMap

Numbers = np.ndarray[Any, Any]


class Tallies:
    """Numbers by position: those loaded stand one after the other, `starts` says from where on;
    `later` has those of each position that came after."""

    def __init__(self, size: int, positions: Numbers, lengths: Numbers, numbers: Numbers) -> None:
        """Of `size` positions; `lengths[i]` of the numbers in turn are of `positions[i]`."""
        self.loaded = size
        order = np.argsort(positions)
        begins = (np.cumsum(lengths) - lengths)[order]
        lengths, positions = lengths[order], positions[order]
        at = np.zeros(size + 1, dtype=np.int64)
        at[positions + 1] = lengths
        self.starts = np.cumsum(at)
        total = len(numbers)
        kind = np.int32 if total < 2**31 else np.int64
        before = np.cumsum(lengths) - lengths
        within = np.repeat((begins - before).astype(kind), lengths) + np.arange(total, dtype=kind)
        self.numbers = numbers[within]
        self.later: dict[int, Numbers] = {}

    def add(self, positions: Numbers, lengths: Numbers, numbers: Numbers) -> None:
        """Take in what came after; arguments as when it was made."""
        ends = np.cumsum(lengths)
        for position, start, end in zip(positions, ends - lengths, ends, strict=True):
            self.later[int(position)] = numbers[start:end]

    def tally(self, found: BitMap) -> dict[int, int]:
        """How often each number stands at these positions. Quick where there are few positions."""
        count = found.rank(self.loaded - 1) if self.loaded else 0
        positions = np.array(found[:count].to_array(), dtype=np.int64)
        starts = self.starts[positions]
        lengths = self.starts[positions + 1] - starts
        before = np.cumsum(lengths) - lengths
        within = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
        after = (self.later[one] for one in found[count:] if one in self.later)
        counts = np.bincount(np.concatenate([self.numbers[within], *after]))
        told = np.flatnonzero(counts)
        return dict(zip(told.tolist(), counts[told].tolist(), strict=True))
