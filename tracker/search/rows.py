"""What a list says of a claim, written with the claim: no table of the record is asked for it.

Parties, places and dossiers stand by key. Their names and addresses are looked up when a row is
shown, so that a party that is renamed leaves a hundred thousand rows as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from tracker.record.state import OPEN, OVERDUE
from tracker.search.backends import backend
from tracker.search.kinds import LOW, Kind, document_id

# Open or overdue, as the day of asking has it.
ASKED = "asked"


class Responded(NamedTuple):
    """A response to the claim; parties by key."""

    reference: str
    title: str
    first_reported_on: str
    made_on: str
    responder: int
    spokesperson: int | None


class ClaimRow(NamedTuple):
    """A claim. Days are ISO 8601 texts or None, `due` is an ordinal; lists are in order of showing.

    `state` is one of the response states, or ASKED.
    """

    reference: str
    title: str
    made_on: str
    first: str | None
    last: str | None
    checked_on: str | None
    checked_where: str
    points: int
    answered: int
    claimants: list[int]
    accused: list[int]
    responses: list[Responded]
    violations: list[str]
    places: list[int]
    dossiers: list[int]
    state: str
    due: int | None


def state_on(today: int, state: str, due: int | None) -> str:
    """The response state that a state of the index is on a day; the day and `due` are ordinals."""
    if state != ASKED:
        return state
    return OVERDUE if due is not None and due < today else OPEN


def as_text(row: ClaimRow) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def claim_rows(pks: Iterable[int]) -> dict[int, ClaimRow]:
    """Rows of the claims with these keys that readers see, in no order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    return {one & LOW: ClaimRow(*json.loads(said)) for one, said in backend().read("row", ids)}
