"""Allegations by responders: who answered which point, and what is known of the silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tracker.public import reading
from tracker.public.silence import asked_in_words
from tracker.record.models import Claim, Response
from tracker.record.querysets import User, made_first


@dataclass
class Cell:
    """One allegation and one responder: the answers, or what is known of there being none."""

    responder: Any
    answers: list[Any] = field(default_factory=list)
    silence: str = ""
    # A response on file that passes over the point, to read it in.
    response: Any = None


@dataclass
class Row:
    """One allegation, with a cell for each responder."""

    claim: Any
    point: Any
    cells: list[Cell]

    @property
    def answered_count(self) -> int:
        return sum(1 for cell in self.cells if cell.answers)


@dataclass
class Column:
    """One responder, and how many of the allegations it answers."""

    responder: Any
    answered_count: int = 0


@dataclass
class Matrix:
    columns: list[Column]
    rows: list[Row]


def matrix_of(claims: Any, user: User) -> Matrix:
    """The matrix of a queryset of claims; takes a fixed number of queries."""
    loaded = list(
        claims.prefetch_related(
            "claimant_links__party",
            Prefetch("allegations", reading.points(user)),
            Prefetch("responses", reading.responses_in_short(user)),
        ).order_by(*made_first(), "pk")
    )
    requests = reading.requests(user).filter(claim__in=loaded, kind="response", outcome="none")
    asked: dict[tuple[Any, Any], Any] = {
        (request.claim_id, request.asked_id): request for request in requests if request.sent_on
    }
    columns = [Column(party) for party in _responders(loaded)]
    rows = []
    for claim in loaded:
        for point in claim.allegations.all():
            cells = [_cell(claim, point, column.responder, asked) for column in columns]
            rows.append(Row(claim, point, cells))
            for column, cell in zip(columns, cells, strict=True):
                column.answered_count += bool(cell.answers)
    return Matrix(columns, rows)


def _responders(claims: Iterable[Claim]) -> list[Any]:
    """Who responded to any of these claims, whoever did so first before the others."""
    responses = {
        response.pk: response for claim in claims for response in claim.responses.all()
    }.values()
    found: dict[Any, Any] = {}
    for response in sorted(responses, key=_made):
        found.setdefault(response.responder_id, response.responder)
    return list(found.values())


def _made(response: Response) -> tuple[bool, Any, int]:
    made = response.made_on_earliest or response.made_on_latest
    return (made is None, made, response.pk) if made else (True, 0, response.pk)


def _cell(claim: Any, point: Any, responder: Any, asked: dict[tuple[Any, Any], Any]) -> Cell:
    answers = [one for one in point.answers.all() if one.response.responder_id == responder.pk]
    if answers:
        return Cell(responder, answers)
    own = [one for one in claim.responses.all() if one.responder_id == responder.pk]
    if own:
        whole = next((one for one in own if one.on_file == Response.OnFile.WHOLE), None)
        return Cell(responder, silence=_passed_over(whole or own[0]), response=whole or own[0])
    request = asked.get((claim.pk, responder.pk))
    if request is not None:
        return Cell(responder, silence=asked_in_words(request))
    return Cell(responder, silence=_("No response to this claim recorded."))


def _passed_over(response: Response) -> str:
    """What is known of a point that a response on file does not answer."""
    if response.on_file == Response.OnFile.WHOLE:
        return _("Not answered in %(reference)s.") % {"reference": response.reference}
    if response.on_file == Response.OnFile.EXCERPTS:
        return _("Not in the excerpts of %(reference)s on file.") % {
            "reference": response.reference
        }
    return _("The words of %(reference)s are not on file.") % {"reference": response.reference}
