"""The rows behind each statistic, as they are downloaded: one a case, nothing counted up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from tracker.public.lists.downloads.writers import csv_lines
from tracker.record.trees import chunks
from tracker.search.cases import Answer, Cases, claim_cases
from tracker.search.finding import Question, every, names
from tracker.search.names import Named
from tracker.search.rows import deadline_today, state_on

Cell = str | int
Row = tuple[Cell, ...]
Parties = dict[str, Named]
BATCH = 2000


def _coverage(of: Cases, parties: Parties) -> Iterator[Row]:
    today = deadline_today()
    for point in of.points:
        for accused, which in point.states:
            yield of.reference, point.number, _slug(parties, accused), state_on(today, which)


def _asked(of: Cases, parties: Parties) -> Iterator[Row]:
    for one in of.requests:
        asked = _slug(parties, one.asked)
        told = (one.sent_on, one.due_on, one.outcome, one.proof)
        yield one.reference, of.reference, asked, *told


def _never_asked(of: Cases, parties: Parties) -> Iterator[Row]:
    for one in of.accused:
        party = _slug(parties, one.party)
        yield of.reference, party, int(one.was_asked), int(one.responded)


def _times(of: Cases, parties: Parties) -> Iterator[Row]:
    if of.is_responded:
        days = ("" if one is None else one for one in (of.least, of.most))
        yield of.reference, of.made_on, *days


def _by_responder(of: Cases, parties: Parties) -> Iterator[Row]:
    for one in of.answers:
        yield from _stances(of, one, _slug(parties, one.responder))


def _by_violation(of: Cases, parties: Parties) -> Iterator[Row]:
    for one in of.answers:
        for violation in one.violations or [""]:
            yield from _stances(of, one, violation)


def _stances(of: Cases, one: Answer, group: str) -> Iterator[Row]:
    for stance in one.stances or [""]:
        yield group, one.response, of.reference, one.number, stance


def _quotes(of: Cases, parties: Parties) -> Iterator[Row]:
    for one in of.quotes:
        yield of.reference, one.response, one.number or "", one.source, one.state


def _slug(parties: Parties, pk: int) -> str:
    """How a party's page is called; empty if it went out of sight since the claim was read."""
    party = parties.get(str(pk))
    return party.slug if party else ""


ANSWER = ("response", "claim", "allegation", "stance")
Rows = Callable[[Cases, Parties], Iterator[Row]]
ROWS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "coverage": (("claim", "allegation", "accused", "state"), _coverage),
    "asked": (("request", "claim", "asked", "sent_on", "due_on", "outcome", "proof"), _asked),
    "never-asked": (("claim", "accused", "provably_asked", "responded"), _never_asked),
    "times": (("claim", "made_on", "least_days", "most_days"), _times),
    "stances-by-responder": (("responder", *ANSWER), _by_responder),
    "stances-by-violation": (("violation", *ANSWER), _by_violation),
    "quotes": (("claim", "response", "allegation", "source", "state"), _quotes),
}


def as_csv(key: str, question: Question) -> Iterator[str]:
    """The rows behind a statistic as lines of CSV under a heading, claim by claim as in the list.

    Claims are read a batch at a time, so that the memory it takes does not grow with them.
    """
    header, rows = ROWS[key]
    yield from csv_lines(chain([header], _of_all(rows, every(question).tolist())))


def _of_all(rows: Rows, pks: Iterable[int]) -> Iterator[Row]:
    for batch in chunks(pks, BATCH):
        claims = claim_cases(batch)
        # Read after the claims, or somebody who is new in one of them would not be known.
        parties = names().parties
        for of in claims:
            yield from rows(of, parties)
