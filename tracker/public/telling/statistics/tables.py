"""A counted table: rows with a count out of a whole, and a share where there are enough cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tracker.edition.documents import Name
from tracker.record.paths import path_of
from tracker.search.names import Named

FEWEST = 5  # cases from which a share is told
# Which → how often.
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """One row: `count` of `whole` cases.

    `choice` is what to choose of the list of claims behind the row (facet: what), where there is
    such a list.
    """

    label: str | Name
    count: int
    whole: int
    choice: Mapping[str, Named] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """Its choice as in addresses; empty where there is none."""
        return urlencode({facet: one.slug for facet, one in self.choice.items()})

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, or None where the cases are too few to tell one."""
        return round(100 * self.count / self.whole) if self.whole >= FEWEST else None

    @property
    def length(self) -> float:
        """How long the bar is, in per cent of the width; drawn only where a share is told."""
        return round(100 * self.count / self.whole, 2) if self.whole else 0

    @property
    def rest(self) -> float:
        """What the bar leaves free: where it begins on a page that reads from right to left."""
        return round(100 - self.length, 2)


@dataclass(frozen=True)
class Group:
    """Rows that share a whole, such as the stances of one responder; of a party, with its page."""

    label: str | Name
    rows: Sequence[Counted]
    path: str = ""

    @property
    def whole(self) -> int:
        return self.rows[0].whole if self.rows else 0


def group_of_party(party: Named, rows: Sequence[Counted]) -> Group:
    return Group(party.local_name, rows, path_of("party", party.slug))


@dataclass(frozen=True)
class Table:
    """One statistic: what it is called, what it counts, its groups, and what it does not tell.

    `defines` says what its words mean, where that is to be said. `behind` says what the lists
    behind its rows hold; they are lists of claims, whatever is counted.
    `more` counts groups that are not shown on the page; the download has them all.
    """

    key: str
    title: str
    counts: str
    groups: Sequence[Group]
    tells: str
    does_not_tell: str
    defines: str = ""
    behind: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    more: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(group.whole for group in self.groups)
