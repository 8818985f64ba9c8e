"""Claims as rows of a list, out of the index alone, in the shape in which the record has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.edition.documents import Name
from tracker.record.paths import KEY, path_of
from tracker.search.finding import names
from tracker.search.names import Names
from tracker.search.rows import ClaimRow, Responded, claim_rows, deadline_today, standing


class Many(list[Any]):
    """What a related manager would have loaded."""

    def all(self) -> Many:
        return self


class ListedParty(NamedTuple):
    pk: int
    slug: str
    name: str
    kind: str
    path: str
    local_name: Name

    def get_absolute_url(self) -> str:
        return self.path


class Link(NamedTuple):
    party: ListedParty


class ListedResponse(NamedTuple):
    reference: str
    title: str
    first_reported_on: str
    made_on: str
    responder: ListedParty
    spokesperson: ListedParty | None
    path: str

    def get_absolute_url(self) -> str:
        return self.path


class ListedClaim(NamedTuple):
    pk: int
    reference: str
    title: str
    made_on: str
    allegation_count: int
    # How many of its points are in each state, and of each of its accused.
    standing: dict[str, int]
    standings: list[tuple[ListedParty, dict[str, int]]]
    claimant_links: Many
    accused_links: Many
    replies: Many
    path: str

    def get_absolute_url(self) -> str:
        return self.path


def listed_claims(pks: Iterable[int]) -> dict[int, ListedClaim]:
    """Claims by key. One that names somebody who went out of sight meanwhile did so, too."""
    rows = claim_rows(pks)
    # Read after the rows, or somebody who is new in one of them would not be known.
    lister = Lister(names())
    found = {}
    for pk, row in rows.items():
        try:
            found[pk] = lister.claim(pk, row)
        except KeyError:
            continue
    return found


class Lister:
    """Makes the rows of one page, each party once."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.today = deadline_today()
        self.links: dict[int, Link] = {}
        self.paths = {name: path_of(name, KEY) for name in ("claim", "response", "party")}

    def claim(self, pk: int, row: ClaimRow) -> ListedClaim:
        return ListedClaim(
            pk,
            row.reference,
            row.title,
            row.made_on,
            row.points,
            standing(self.today, row.states),
            [(self.link(key).party, standing(self.today, of)) for key, of in row.by_accused],
            Many(map(self.link, row.claimants)),
            Many(map(self.link, row.accused)),
            Many(self.response(Responded(*one)) for one in row.responses),
            self.paths["claim"].replace(KEY, row.reference),
        )

    def link(self, key: int) -> Link:
        """A party; KeyError where readers do not see it."""
        if key not in self.links:
            named = self.known.parties[str(key)]
            path = self.paths["party"].replace(KEY, named.slug)
            self.links[key] = Link(
                ListedParty(key, named.slug, named.label, named.sort, path, named.local_name)
            )
        return self.links[key]

    def response(self, made: Responded) -> ListedResponse:
        speaker = None if made.spokesperson is None else self.link(made.spokesperson).party
        path = self.paths["response"].replace(KEY, made.reference)
        return ListedResponse(*made[:4], self.link(made.responder).party, speaker, path)
