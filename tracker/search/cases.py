"""What statistics count of a claim, written with the claim: its cases, each once.

They are read from the documents of the claim and of what answers it and asks about it, so that
nothing is counted that readers do not see. Parties stand by primary key: a party that is renamed
leaves all cases as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import Struct

from tracker.edition.documents.base import WITHHELD, ends_of
from tracker.edition.readers import Published
from tracker.record.choices import Outcome, RequestKind
from tracker.record.dates import ordinal
from tracker.record.state import ANSWERED, NONE
from tracker.record.trees import Tree
from tracker.search.backends import backend
from tracker.search.kinds import LOW, Kind, document_id
from tracker.search.rows import ASKED

# Names of what is counted, as they stand in the index beside the names of facets.
CLAIM, COVERAGE, REQUESTS, SILENCE = "case_claim", "case_coverage", "case_requests", "case_silence"
TIMES, RESPONDERS, VIOLATIONS = "case_times", "case_responders", "case_violations"


class Point(NamedTuple):
    """An allegation: one of the response states, or ASKED until the ordinal `due`, if any."""

    number: int
    state: str
    due: int | None


class Request(NamedTuple):
    """A request for a response that a public source shows to have been sent."""

    reference: str
    asked: int
    sent_on: str
    due_on: str
    outcome: str
    proof: str
    due: int | None


class Accused(NamedTuple):
    party: int
    was_asked: bool
    responded: bool


class Answer(NamedTuple):
    responder: int
    response: str
    number: int
    stances: list[str]
    violations: list[str]


class Cases(NamedTuple):
    """All of a claim; `least` and `most` days it took until its first response, None: unknown."""

    reference: str
    made_on: str
    points: list[Point]
    requests: list[Request]
    accused: list[Accused]
    answers: list[Answer]
    is_responded: bool
    least: int | None
    most: int | None


# --- Of documents, what is counted ----------------------------------------------------------------


class _Coded(Struct, frozen=True):
    violation: str


class _Allegation(Struct, frozen=True):
    row: str
    number: int = 0
    violations: tuple[_Coded, ...] = ()


class _Party(Struct, frozen=True):
    party: str


class _Claim(Struct, frozen=True):
    made_on: str = ""
    accused: tuple[_Party, ...] = ()
    allegations: tuple[_Allegation, ...] = ()


class _Stance(Struct, frozen=True):
    stance: str


class _Answer(Struct, frozen=True):
    claim: str
    allegation: str
    stances: tuple[_Stance, ...] = ()


class _Addressed(Struct, frozen=True):
    claim: str


class _Response(Struct, frozen=True):
    reference: str
    responder: str
    made_on: str = ""
    claims: tuple[_Addressed, ...] = ()
    answers: tuple[_Answer, ...] = ()


class _Request(Struct, frozen=True):
    reference: str
    asked: str
    claim: str | None = None
    kind: str = ""
    sent_on: str = ""
    due_on: str = ""
    outcome: str = Outcome.NONE.value
    proof: str | None = None

    @property
    def is_for_response(self) -> bool:
        return self.kind == RequestKind.RESPONSE and bool(self.sent_on)

    @property
    def due(self) -> int | None:
        return ordinal(ends_of(self.due_on)[1])


def cases_of(keys: Iterable[str]) -> dict[str, Cases]:
    """The cases of those of these claims that readers see, by key; in three queries a chunk."""
    reader = Published()
    found = reader.trees(keys)
    naming = {one.source for one in reader.naming(found, "claims/claim", "claim")}
    around = reader.trees(naming)
    responses, requests = defaultdict(list), defaultdict(list)
    for key in sorted(around):
        if key.startswith("R-"):
            response = msgspec.convert(around[key], _Response)
            for one in response.claims:
                responses[one.claim].append(response)
        elif key.startswith("Q-"):
            request = msgspec.convert(around[key], _Request)
            requests[request.claim or ""].append(request)
    return {
        key: _cases(key, tree, responses[key], requests[key])
        for key, tree in found.items()
        if key.startswith("C-")
    }


def _cases(key: str, tree: Tree, responses: list[_Response], requests: list[_Request]) -> Cases:
    claim = msgspec.convert(tree, _Claim)
    points = {f"allegation/{one.row}": one for one in claim.allegations}
    answers = [
        Answer(
            _pk(response.responder),
            response.reference,
            points[one.allegation].number,
            [row.stance for row in one.stances],
            list(dict.fromkeys(row.violation for row in points[one.allegation].violations)),
        )
        for response in responses
        for one in response.answers
        if one.claim == key and one.allegation in points
    ]
    sent = [
        Request(
            one.reference,
            _pk(one.asked),
            one.sent_on,
            one.due_on,
            one.outcome,
            one.proof,
            one.due,
        )
        for one in requests
        if one.is_for_response and one.proof not in (None, WITHHELD)
    ]
    asked = {one.asked for one in sent}
    responders = {_pk(one.responder) for one in responses}
    parties = dict.fromkeys(_pk(one.party) for one in claim.accused)
    accused = [Accused(one, one in asked, one in responders) for one in parties]
    least, most = _time_to_first(claim, responses)
    return Cases(
        key,
        claim.made_on,
        list(_points(claim, {one.number for one in answers}, requests)),
        sent,
        accused,
        answers,
        bool(responses),
        least,
        most,
    )


def _points(claim: _Claim, answered: set[int], requests: list[_Request]) -> Iterator[Point]:
    """Each allegation with its state; of several deadlines the first decides."""
    waiting = [one for one in requests if one.is_for_response and one.outcome == Outcome.NONE]
    due = min((one.due for one in waiting if one.due is not None), default=None)
    for one in sorted(claim.allegations, key=lambda one: one.number):
        if one.number in answered:
            yield Point(one.number, ANSWERED, None)
        elif waiting:
            yield Point(one.number, ASKED, due)
        else:
            yield Point(one.number, NONE, None)


def _time_to_first(claim: _Claim, responses: list[_Response]) -> tuple[int | None, int | None]:
    """The least and the most days until the response with the earliest last possible day."""
    if not responses:
        return None, None

    def by(one: _Response) -> tuple[date, str]:
        first, last = ends_of(one.made_on)
        return (last or first or date.max, one.reference)

    earliest, latest = ends_of(min(responses, key=by).made_on)
    made_first, made_last = ends_of(claim.made_on)
    return _between(earliest, made_last), _between(latest, made_first)


def _between(later: date | None, earlier: date | None) -> int | None:
    return (later - earlier).days if later and earlier else None


def _pk(key: str) -> int:
    return int(key.rpartition("/")[2])


# --- In the index ---------------------------------------------------------------------------------


def counted_as(cases: Cases) -> list[tuple[str, str]]:
    """What a claim is counted under, once for each case of it: (what is counted, which)."""
    found = [(CLAIM, "")]
    found += [(COVERAGE, _until(one.state, one.due)) for one in cases.points]
    found += [
        (REQUESTS, f"{one.asked}/{_until(one.outcome, one.due, Outcome.NONE)}")
        for one in cases.requests
    ]
    found += [(SILENCE, f"{one.was_asked:d}{one.responded:d}") for one in cases.accused]
    if cases.is_responded:
        found.append((TIMES, f"{_number(cases.least)}/{_number(cases.most)}"))
    for one in cases.answers:
        groups = [(RESPONDERS, str(one.responder)), *((VIOLATIONS, v) for v in one.violations)]
        for what, which in groups:
            found.append((what, which))
            found += [(what, f"{which}/{stance}") for stance in one.stances]
    return found


def _until(state: str, due: int | None, waiting: str = ASKED) -> str:
    """A state, and of one that waits until when, if that is known."""
    return f"{state}@{due}" if state == waiting and due is not None else state


def until(which: str) -> tuple[str, int | None]:
    """The state, and the ordinal of the day until which it waits, of what something counts as."""
    state, _until_when, due = which.partition("@")
    return state, int(due) if due else None


def _number(days: int | None) -> str:
    return "" if days is None else str(days)


def as_text(cases: Cases) -> str:
    return json.dumps(cases, ensure_ascii=False, separators=(",", ":"))


def claim_cases(pks: list[int]) -> list[Cases]:
    """The cases of the claims with these primary keys that readers see, in this order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    found = {one & LOW: text for one, text in backend().read("case", ids)}
    return [msgspec.json.decode(found[pk], type=Cases) for pk in pks if pk in found]
