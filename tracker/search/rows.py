"""What a list says of a claim, written with the claim: no table of the record is asked for it.

Parties, places and dossiers stand by key. Their names and addresses are looked up when a row is
shown, so that a party that is renamed leaves a hundred thousand rows as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils import timezone

from tracker.record.state import ON_THE_POINT, OPEN, STATES, deadline_day, first_of
from tracker.search.backends import backend
from tracker.search.kinds import LOW, Kind, document_id

# Between a state and the day until which the request is open; between the states of a point.
UNTIL, AND = "@", "+"


class Responded(NamedTuple):
    """A response to the claim; parties by key."""

    reference: str
    title: str
    first_reported_on: str
    made_on: str
    responder: int
    spokesperson: int | None


class ClaimRow(NamedTuple):
    """A claim. Days are ISO 8601 texts or None; lists are in order of showing.

    `states` are those of the points, as `point_state` writes them, and how many points are so;
    `by_accused` the same of each of the accused, of the points made against it.
    """

    reference: str
    title: str
    made_on: str
    first: str | None
    last: str | None
    looked_on: str | None
    points: int
    claimants: list[int]
    accused: list[int]
    # Replies that stand, and all who gave them.
    responses: list[Responded]
    responders: list[int]
    violations: list[str]
    places: list[int]
    dossiers: list[int]
    states: list[tuple[str, int]]
    by_accused: list[tuple[int, list[tuple[str, int]]]]


def deadline_today() -> int:
    """The ordinal of today where days end last: deadlines before it have passed."""
    return deadline_day(timezone.now()).toordinal()


def until(which: str) -> tuple[str, int | None]:
    """A state as the index has it: what it is, and the ordinal of the day until which it is open
    instead."""
    state, _until, due = which.partition(UNTIL)
    return state, int(due) if due else None


def state_on(today: int, which: str) -> str:
    """What a state of the index is on a day, given as an ordinal."""
    state, due = until(which)
    return state if due is None or due < today else OPEN


def point_state(states: Iterable[str]) -> str:
    """The states of a point for each of its accused, as the index has them; in no order of them."""
    return AND.join(sorted(set(states)))


def point_state_on(today: int, which: str) -> str:
    """The state that stands for all of a point's; empty where it is said of nobody."""
    return first_of(state_on(today, one) for one in which.split(AND) if one)


def standing(today: int, states: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many points are in each state on a day, in the order of STATES."""
    found = dict.fromkeys(STATES, 0)
    for which, number in states:
        if state := point_state_on(today, which):
            found[state] += number
    return {state: number for state, number in found.items() if number}


class Told(NamedTuple):
    """What tables say of how many points are in each state: how many were replied on, the state
    that stands for all, and each state with its number."""

    replied_on: int
    state: str
    by_state: list[str]


def told(known: Mapping[str, int]) -> Told:
    """The cells of a claim whose points are so; states in the order of STATES."""
    by_state = [f"{state}:{number}" for state, number in known.items()]
    return Told(sum(known.get(state, 0) for state in ON_THE_POINT), first_of(known), by_state)


def as_text(row: ClaimRow) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def claim_rows(pks: Iterable[int]) -> dict[int, ClaimRow]:
    """Rows of the claims with these keys that readers see, in no order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    found = {one & LOW: json.loads(said) for one, said in backend().read("row", ids)}
    # A row of an earlier release is left out until the index is made anew.
    return {pk: ClaimRow(*row) for pk, row in found.items() if len(row) == len(ClaimRow._fields)}
