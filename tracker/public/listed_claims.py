"""Claims as rows of a list, out of the index alone, in the shape in which the record has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from tracker.record.paths import path_of
from tracker.search.finding import names
from tracker.search.names import Names
from tracker.search.rows import ClaimRow, Responded, claim_rows


class Many(list[Any]):
    """What a related manager would have loaded."""

    def all(self) -> Many:
        return self


class ListedParty(NamedTuple):
    pk: int
    slug: str
    name: str
    kind: str

    def get_absolute_url(self) -> str:
        return path_of("party", self.slug)


class Link(NamedTuple):
    party: ListedParty


class ListedResponse(NamedTuple):
    reference: str
    title: str
    first_reported_on: str
    made_on: str
    responder: ListedParty
    spokesperson: ListedParty | None

    def get_absolute_url(self) -> str:
        return path_of("response", self.reference)


class ListedClaim(NamedTuple):
    pk: int
    reference: str
    title: str
    made_on: str
    checked_on: date | None
    checked_where: str
    allegation_count: int
    answered_count: int
    claimant_links: Many
    accused_links: Many
    responses: Many

    def get_absolute_url(self) -> str:
        return path_of("claim", self.reference)


def listed_claims(pks: Iterable[int]) -> dict[int, ListedClaim]:
    """Claims by key. One that names somebody who went out of sight meanwhile did so, too."""
    rows = claim_rows(pks)
    # Read after the rows, or somebody who is new in one of them would not be known.
    known = names()
    found = {}
    for pk, row in rows.items():
        try:
            found[pk] = _claim(pk, row, known)
        except KeyError:
            continue
    return found


def _claim(pk: int, row: ClaimRow, known: Names) -> ListedClaim:
    return ListedClaim(
        pk,
        row.reference,
        row.title,
        row.made_on,
        date.fromisoformat(row.checked_on) if row.checked_on else None,
        row.checked_where,
        row.points,
        row.answered,
        Many(Link(_party(one, known)) for one in row.claimants),
        Many(Link(_party(one, known)) for one in row.accused),
        Many(_response(Responded(*one), known) for one in row.responses),
    )


def _party(key: int, known: Names) -> ListedParty:
    named = known.parties[str(key)]
    return ListedParty(key, named.slug, named.label, named.sort)


def _response(made: Responded, known: Names) -> ListedResponse:
    speaker = None if made.spokesperson is None else _party(made.spokesperson, known)
    return ListedResponse(*made[:4], _party(made.responder, known), speaker)
