"""The one rule of what is known of a party's reply to an allegation.

`states` tells for each allegation of a claim and each party it is said of which of the states
below holds, and by what it holds. The first that fits decides, in the order of `_state`. Everything
that pages, lists, counts and machines say of replies and of silence follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from tracker.record.choices import (
    Extent,
    OnFile,
    Outcome,
    PartyTie,
    ReceiptKind,
    RequestKind,
    ResponseTie,
    Standing,
)

ANSWERED = "answered"
DECLINED = "declined"
NOT_ON_FILE = "not_on_file"
UNSTATED = "unstated"
NOT_ADDRESSED = "not_addressed"
RECEIVED = "received"
ENDED = "ended"
OVERDUE = "overdue"
UNCHECKED = "unchecked"
OPEN = "open"
NONE = "none"
NOT_LOOKED_FOR = "not_looked_for"
# What says that a party replied on the very point, if only to decline.
ON_THE_POINT = (ANSWERED, DECLINED)
# In the order in which one of several states of a point, or points of a claim, stands for all.
STATES = (
    ANSWERED,
    DECLINED,
    NOT_ON_FILE,
    RECEIVED,
    UNSTATED,
    NOT_ADDRESSED,
    OVERDUE,
    UNCHECKED,
    OPEN,
    NONE,
    NOT_LOOKED_FOR,
    ENDED,
)

# Readers choose and count by these words; of the others each is one of them, or none.
STATE_LABELS = {
    ANSWERED: _("replied on the point"),
    DECLINED: _("declined to comment"),
    NOT_ON_FILE: _("replied; we cannot tell whether on the point"),
    NOT_ADDRESSED: _("replied, not on this point"),
    OVERDUE: _("no reply by the deadline"),
    OPEN: _("asked, no reply found yet"),
    NONE: _("no reply found"),
}
WORDS = {
    **{state: state for state in STATE_LABELS},
    RECEIVED: NOT_ON_FILE,
    UNCHECKED: OPEN,
    NOT_LOOKED_FOR: NONE,
}

# How a party replied on a point, beside the extents of an answer: by the words of another.
THROUGH = "through"
KINDS = (
    Extent.WHOLE.value,
    Extent.PART.value,
    Extent.GENERAL.value,
    THROUGH,
    Extent.DECLINED.value,
)


UNDOING = (ResponseTie.WITHDRAWS, ResponseTie.DISOWNS)
# What came of a request where the party did say something, which need not be on record.
REPLIED = (Outcome.RECEIVED, Outcome.ANSWERED, Outcome.PARTLY, Outcome.REFUSED)


class Days(NamedTuple):
    """The first and the last day that a partly known date can mean."""

    first: date | None
    last: date | None


UNKNOWN = Days(None, None)


@dataclass(frozen=True)
class Point:
    """An allegation: `accused` are the keys of the parties that it is said of."""

    key: str
    number: int
    accused: tuple[str, ...]
    put: Days
    # Whether it was added to the claim, on the day it was put.
    is_added: bool = False


@dataclass(frozen=True)
class Answer:
    key: str
    extent: str
    points: frozenset[str]


@dataclass(frozen=True)
class Tie:
    """That one party belongs to another; `is_shown` by a source."""

    member: str
    body: str
    kind: str
    held: Days
    is_shown: bool


@dataclass(frozen=True)
class Response:
    """What was said in return; `undoes` are the responses that it withdraws or disowns."""

    key: str
    responders: tuple[str, ...]
    made: Days
    spoken_for: frozenset[str] = frozenset()
    standing: str = Standing.REPLY
    on_file: str = OnFile.WHOLE
    not_held: str = ""
    is_unconfirmed: bool = False
    undoes: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()

    @property
    def is_reply(self) -> bool:
        """Whether it was given in reply; only to withdraw another is no reply."""
        is_more = not self.undoes or bool(self.answers)
        return self.standing == Standing.REPLY and is_more

    @property
    def is_read_whole(self) -> bool:
        return self.on_file == OnFile.WHOLE and not self.not_held and not self.is_unconfirmed


@dataclass(frozen=True)
class Request:
    """What was asked of a party; `points` are those named, none means the claim as a whole."""

    key: str
    asked: str
    sent: Days
    due: Days = UNKNOWN
    points: frozenset[str] = frozenset()
    kind: str = RequestKind.RESPONSE
    outcome: str = Outcome.NONE
    is_sent: bool = True
    is_appeal: bool = False
    checked_on: date | None = None

    @property
    def is_for_response(self) -> bool:
        return self.kind == RequestKind.RESPONSE and self.is_sent and not self.is_appeal

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent to a party, asks for a response, and nothing came of it yet."""
        return self.is_for_response and self.outcome == Outcome.NONE


@dataclass(frozen=True)
class Look:
    """That somebody looked for answers of a party; `row` is its key in the record."""

    row: str
    party: str
    on: date


@dataclass(frozen=True)
class Receipt:
    row: str
    party: str
    kind: str


@dataclass(frozen=True)
class Case:
    """All that the states of a claim's allegations follow from."""

    made: Days
    points: tuple[Point, ...]
    responses: tuple[Response, ...] = ()
    requests: tuple[Request, ...] = ()
    looks: tuple[Look, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    ties: tuple[Tie, ...] = ()
    persons: frozenset[str] = frozenset()
    # Those that died or were dissolved.
    ended: frozenset[str] = frozenset()


class State(NamedTuple):
    """What is known of a party's reply to a point, and the keys of what it is known by."""

    point: str
    party: str
    state: str
    # How it replied, of KINDS, with the answers in the order of their responses.
    kinds: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    # The responses that hold the answers, are not held, or pass the point over.
    responses: tuple[str, ...] = ()
    # Which of its replies are the words of another for the party.
    through: tuple[str, ...] = ()
    # Replies that are not held, told beside an answer.
    not_held: tuple[str, ...] = ()
    # Beside no reply on the point: replies that may be older than it, and those undone.
    elsewhere: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    # The request that nobody answered, or whose answer is not on record; others that still wait.
    request: str = ""
    still_open: tuple[str, ...] = ()
    look: str = ""
    receipt: str = ""


def deadline_day(now: datetime) -> date:
    """Today where days end last: a day before it is over everywhere on earth.

    Noon in Greenwich is midnight there.
    """
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def states(case: Case, day: date) -> list[State]:
    """The state of each allegation for each party it is said of, in the order of both.

    A deadline has passed when it is before `day`, which `deadline_day` gives.
    """
    replies = {party: _replies(case, party) for point in case.points for party in point.accused}
    return [
        _state(case, point, party, replies[party], day)
        for point in case.points
        for party in point.accused
    ]


def has_replied(case: Case, party: str, found: Iterable[State]) -> bool | None:
    """Whether a party is known to have replied to the claim, on whatever point.

    `found` are the states of the case on any day, for no deadline is asked after. None where
    nothing is said of that: it is accused in no point, died or was dissolved, replied off the
    record, or words that nobody confirmed are ascribed to it.
    """
    known = [one for one in found if one.party == party]
    replies = _replies(case, party).counted
    if not known:
        return None
    if any(not one.is_unconfirmed for one in replies):
        return True
    if replies or any(one.state in (ENDED, UNSTATED) for one in known):
        return None
    return any(one.state in (RECEIVED, NOT_ON_FILE) for one in known)


def counted_replies(case: Case) -> list[Response]:
    """Replies of those of whom a point is said, in their own words or spoken for them."""
    accused = {party for point in case.points for party in point.accused}
    replies = [one for party in accused for one in _replies(case, party).counted]
    keys = {one.key for one in replies if not one.is_unconfirmed}
    return [one for one in case.responses if one.key in keys]


def has_given(case: Case, response: Response, party: str) -> bool:
    """Whether a party gave a response in reply, and it was not withdrawn or disowned since."""
    is_undone = _has_undone(case, response, party) or _is_undone_by_all(case, response)
    return response.is_reply and party in response.responders and not is_undone


def was_looked_after(case: Case, request: Request) -> bool:
    """Whether somebody looked for an answer after the deadline of a request."""
    return _looked_after(request, [one for one in case.looks if one.party == request.asked])


def first_of(found: Iterable[str]) -> str:
    """The state that stands for several: the first of STATES among them; empty of none."""
    return min(found, key=STATES.index, default="")


# --- The rule -------------------------------------------------------------------------------------


def _state(case: Case, point: Point, party: str, replies: Replies, day: date) -> State:
    known = State(point.key, party, NOT_LOOKED_FOR)
    return (
        _replied(known, point, replies)
        or _not_held(known, replies)
        or _receipt(case, known, ReceiptKind.OFF_RECORD, UNSTATED)
        or _not_addressed(case, known, point, replies.own)
        or _silent(case, known, point, replies, day)
    )


def _silent(case: Case, known: State, point: Point, replies: Replies, day: date) -> State:
    """What is known where no reply on the point can be told."""
    known = known._replace(
        elsewhere=_keys(replies.counted),
        through=_keys(replies.through),
        undone=_keys(replies.undone),
    )
    return (
        _receipt(case, known, ReceiptKind.ENTERING, RECEIVED)
        or _said_to_have_replied(case, known, point)
        or _ended(case, known)
        or _asked(case, known, point, day)
        or _looked_for(case, known, point)
        or known
    )


def _replied(known: State, point: Point, replies: Replies) -> State | None:
    found = [
        (response, answer)
        for response in replies.counted
        if not response.is_unconfirmed
        for answer in response.answers
        if point.key in answer.points
    ]
    if not found:
        return None
    kinds = {answer.extent for response, answer in found if response in replies.own}
    by_others = [answer.extent for response, answer in found if response in replies.through]
    # That another declines to comment is no answer through it.
    kinds |= {THROUGH if one != Extent.DECLINED else Extent.DECLINED.value for one in by_others}
    keys = tuple(dict.fromkeys(response.key for response, _answer in found))
    missing = (one.key for one in replies.counted if not one.is_read_whole and one.key not in keys)
    return known._replace(
        state=DECLINED if kinds == {Extent.DECLINED.value} else ANSWERED,
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        answers=tuple(answer.key for _response, answer in found),
        responses=keys,
        through=_keys(replies.through),
        not_held=tuple(missing),
    )


def _not_held(known: State, replies: Replies) -> State | None:
    missing = _keys(one for one in replies.counted if not one.is_read_whole)
    if not missing:
        return None
    return known._replace(state=NOT_ON_FILE, responses=missing, through=_keys(replies.through))


def _said_to_have_replied(case: Case, known: State, point: Point) -> State | None:
    """A request that is said to have been answered or refused, by a reply that is not on record."""
    if known.elsewhere or known.undone:
        return None
    found = (
        one
        for one in case.requests
        if one.is_for_response and one.outcome in REPLIED and _names(one, point, known.party)
    )
    last = max(found, key=lambda one: (one.sent.last or date.max, one.key), default=None)
    return known._replace(state=NOT_ON_FILE, request=last.key) if last else None


def _not_addressed(case: Case, known: State, point: Point, own: list[Response]) -> State | None:
    """A reply that was read whole, made after this very point was put to the party."""
    silent = tuple(one.key for one in own if _was_put_before(case, point, known.party, one))
    return known._replace(state=NOT_ADDRESSED, responses=silent) if silent else None


def _was_put_before(case: Case, point: Point, party: str, response: Response) -> bool:
    asked = (
        one.sent
        for one in case.requests
        if one.is_for_response
        and one.outcome != Outcome.UNDELIVERED
        and one.asked == party
        and point.key in one.points
    )
    given = response.made.first
    put = [point.put, *asked]
    # Of the same day nobody can say which came first.
    return given is not None and any(one.last is not None and one.last < given for one in put)


def _ended(case: Case, known: State) -> State | None:
    return known._replace(state=ENDED) if known.party in case.ended else None


def _receipt(case: Case, known: State, kind: str, state: str) -> State | None:
    found = (one for one in case.receipts if one.party == known.party and one.kind == kind)
    last = max(found, key=lambda one: int(one.row), default=None)
    return known._replace(state=state, receipt=last.row) if last else None


def _asked(case: Case, known: State, point: Point, day: date) -> State | None:
    """A request that named the point, was sent to this party and did not come back."""
    waiting = sorted(
        (one for one in case.requests if one.is_waiting and _names(one, point, known.party)),
        key=lambda one: (one.due.last or date.max, one.sent.last or date.max, one.key),
    )
    if not waiting:
        return None
    passed = [one for one in waiting if one.due.last is not None and one.due.last < day]
    looks = [one for one in case.looks if one.party == known.party]
    late = next((one for one in passed if _looked_after(one, looks)), None)
    which = late or (passed or waiting)[0]
    state = OVERDUE if late else UNCHECKED if passed else OPEN
    others = tuple(one.key for one in waiting if one not in passed and one is not which)
    return known._replace(
        state=state,
        request=which.key,
        still_open=others,
        look=_newest(looks),
    )


def _names(request: Request, point: Point, party: str) -> bool:
    if request.asked != party:
        return False
    if request.points:
        return point.key in request.points
    # What was asked about a claim as a whole was not asked about a point added to it afterwards.
    added, sent = point.put.last or point.put.first, request.sent.first
    return not point.is_added or bool(added and sent and sent >= added)


def _looked_after(request: Request, looks: list[Look]) -> bool:
    days = [one.on for one in looks]
    days += [request.checked_on] if request.checked_on else []
    return request.due.last is not None and any(one > request.due.last for one in days)


def _looked_for(case: Case, known: State, point: Point) -> State | None:
    put = point.put.first or case.made.first
    looks = [
        one for one in case.looks if one.party == known.party and (put is None or one.on >= put)
    ]
    return known._replace(state=NONE, look=_newest(looks)) if looks else None


def _newest(looks: list[Look]) -> str:
    return max(looks, key=lambda one: (one.on, int(one.row))).row if looks else ""


# --- Whose words they are -------------------------------------------------------------------------


class Replies(NamedTuple):
    """The replies of a party: its own, those of others for it, and what of both was undone."""

    own: list[Response]
    through: list[Response]
    undone: list[Response]

    @property
    def counted(self) -> list[Response]:
        return [*self.own, *self.through]


def _replies(case: Case, party: str) -> Replies:
    replies = Replies([], [], [])
    for one in case.responses:
        is_own = one.is_reply and _is_own(case, one, party)
        if is_own or (one.is_reply and _is_through(case, one, party)):
            is_undone = _has_undone(case, one, party) or _is_undone_by_all(case, one)
            (replies.undone if is_undone else replies.own if is_own else replies.through).append(
                one
            )
    return replies


def _is_undone_by_all(case: Case, response: Response) -> bool:
    return all(_has_undone(case, response, one) for one in response.responders)


def _has_undone(case: Case, response: Response, party: str) -> bool:
    """Whether a party withdrew or disowned a response. That another does so undoes nothing."""
    return any(
        response.key in one.undoes and not one.is_unconfirmed and _is_own(case, one, party)
        for one in case.responses
    )


def _is_own(case: Case, response: Response, party: str) -> bool:
    """Whether the party itself speaks, or its own organ."""
    return party in response.responders or any(
        tie.kind == PartyTie.ORGAN and tie.body == party and tie.member in response.responders
        for tie in _ties_then(case, response)
    )


def _is_through(case: Case, response: Response, party: str) -> bool:
    """Whether a member of it, or a body it belongs to, speaks for the party: one step, no more."""
    if party not in response.spoken_for or _is_own(case, response, party):
        return False
    # A body's words are never a person's answer.
    if party in case.persons and not case.persons.issuperset(response.responders):
        return False
    return any(
        party in (tie.member, tie.body)
        and not {tie.member, tie.body}.isdisjoint(response.responders)
        for tie in _ties_then(case, response)
    )


def _ties_then(case: Case, response: Response) -> Iterator[Tie]:
    """The ties that a source shows and that can have held on the day of the response."""
    first, last = response.made
    for tie in case.ties:
        begins_late = tie.held.first is not None and last is not None and tie.held.first > last
        ended_before = tie.held.last is not None and first is not None and tie.held.last < first
        if tie.is_shown and not begins_late and not ended_before:
            yield tie


def _keys(responses: Iterable[Response]) -> tuple[str, ...]:
    return tuple(one.key for one in responses)
