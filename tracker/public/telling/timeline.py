"""What happened when, in one dispute: the entries of its time order, each kind of date apart.

A claim made, a response made and the same response first reported are three entries; so are a
request sent, its deadline and its answer. No entry is placed more exactly than its date is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.edition.documents import (
    ClaimDocument,
    DossierDocument,
    RequestDocument,
    ResponseDocument,
)
from tracker.record.dates import parse

EVENT, PERIOD, CLAIM, RESPONSE = "event", "period", "claim", "response"
REPORTED, SENT, DUE, REPLIED = "reported", "sent", "due", "replied"
# What the parties to a dispute did in it; the others came about it or long before.
OF_DISPUTE = {CLAIM, RESPONSE, REPORTED, SENT, DUE, REPLIED}
KINDS: dict[str, str | Promise] = {
    EVENT: _("Event"),
    PERIOD: _("Period alleged"),
    CLAIM: _("Claim made"),
    RESPONSE: _("Response made"),
    REPORTED: _("Response first reported"),
    SENT: _("Request sent"),
    DUE: _("Reply due"),
    REPLIED: _("Request answered"),
}


@dataclass
class Moment:
    """One entry: a record and one of its dates, as written (EDTF), with what it can mean.

    `points` are the numbers of the allegations that a period is alleged for.
    """

    kind: str
    when: str
    record: Any
    points: tuple[int, ...] = ()
    number: int = 0

    def __post_init__(self) -> None:
        known = parse(self.when) if self.when else None
        self.first: date | None = known.earliest if known else None
        self.last: date | None = known.latest if known else None

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])

    @property
    def is_vague(self) -> bool:
        """Whether its date says about or perhaps."""
        return any(mark in self.when for mark in "~?%")

    @property
    def is_rough(self) -> bool:
        """Whether it has no date, or one that says about or perhaps."""
        return self.is_vague or not self.is_dated

    @property
    def is_dated(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def reported_on(self) -> str:
        """Of a response made, when it was first reported, as written; empty where not known."""
        return str(self.record.first_reported_on) if self.kind == RESPONSE else ""

    @property
    def reply(self) -> Any:
        """Of a request answered, the response that answered it."""
        return self.record.answered_by if self.kind == REPLIED else None

    def place_in_time(self) -> tuple[date, bool, int, str]:
        """By the first day it can mean; open to the past by its last day, before that day's own."""
        day = self.first or self.last or date.max
        return day, self.first is not None, [*KINDS].index(self.kind), self.record.reference


class Told(NamedTuple):
    """The entries of a timeline: those with a date, and those with none or a rough one."""

    dated: list[Moment]
    rough: list[Moment]


def timeline(dossier: DossierDocument) -> Told:
    """All entries of a dispute in time order, numbered through; rough and undated ones apart."""
    every = moments(dossier)
    told = Told(
        [one for one in every if not one.is_rough],
        sorted((one for one in every if one.is_rough), key=lambda one: not one.is_dated),
    )
    for number, one in enumerate(chain(*told), 1):
        one.number = number
    return told


def moments(dossier: DossierDocument, kinds: Iterable[str] = KINDS) -> list[Moment]:
    """The entries of a dispute in time order, numbered from 1; undated ones last."""
    wanted = set(kinds)
    each = [
        *chain.from_iterable(map(_of_claim, dossier.claims)),
        *chain.from_iterable(map(_of_response, dossier.responses)),
        *chain.from_iterable(map(_of_request, dossier.requests)),
        *(Moment(EVENT, event.happened_on, event) for event in dossier.events),
    ]
    found = sorted((one for one in each if one.kind in wanted), key=Moment.place_in_time)
    for number, one in enumerate(found, 1):
        one.number = number
    return found


def _of_claim(claim: ClaimDocument) -> Iterator[Moment]:
    yield Moment(CLAIM, claim.made_on, claim)
    points: dict[str, list[int]] = defaultdict(list)
    for point in claim.allegations:
        if point.period:
            points[point.period].append(point.number)
    for period, numbers in points.items():
        yield Moment(PERIOD, period, claim, tuple(numbers))


def _of_response(response: ResponseDocument) -> Iterator[Moment]:
    yield Moment(RESPONSE, response.made_on, response)
    if response.first_reported_on:
        yield Moment(REPORTED, response.first_reported_on, response)


def _of_request(request: RequestDocument) -> Iterator[Moment]:
    yield Moment(SENT, request.sent_on, request)
    if request.due_on:
        yield Moment(DUE, request.due_on, request)
    if request.answered_by:
        yield Moment(REPLIED, request.answered_by.made_on, request)
