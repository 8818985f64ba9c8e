"""Allegations by responders: who answered which point, and what is known of the silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    ClaimDocument,
    PartyDocument,
    RequestDocument,
    ResponseDocument,
    made_first,
)
from tracker.public.telling.silence import asked_in_words
from tracker.record.choices import OnFile


@dataclass
class Cell:
    """One allegation and one responder: the answers, or what is known of there being none."""

    responder: PartyDocument
    answers: list[AnswerRow] = field(default_factory=list)
    silence: str = ""
    # A response on file that passes over the point, to read it in.
    response: ResponseDocument | None = None


@dataclass
class Row:
    """One allegation, with a cell for each responder."""

    claim: ClaimDocument
    point: AllegationRow
    cells: list[Cell]

    @property
    def answered_count(self) -> int:
        return sum(1 for cell in self.cells if cell.answers)


@dataclass
class Column:
    """One responder, and how many of the allegations it answers."""

    responder: PartyDocument
    answered_count: int = 0


@dataclass
class Matrix:
    columns: list[Column]
    rows: list[Row]

    @property
    def by_claim(self) -> list[tuple[ClaimDocument, list[Row]]]:
        """The rows of each claim, in their order."""
        grouped = groupby(self.rows, key=lambda row: row.claim)
        return [(claim, list(rows)) for claim, rows in grouped]


def matrix_of(claims: Iterable[ClaimDocument]) -> Matrix:
    """The matrix of these claims, those made first before the others."""
    ordered = sorted(claims, key=made_first)
    columns = [Column(party) for party in _responders(ordered)]
    rows = []
    for claim in ordered:
        asked = {one.asked.key: one for one in reversed(claim.requests) if one.is_waiting}
        for point in claim.allegations:
            cells = [_cell(point, column.responder, asked) for column in columns]
            rows.append(Row(claim, point, cells))
            for column, cell in zip(columns, cells, strict=True):
                column.answered_count += bool(cell.answers)
    return Matrix(columns, rows)


def _responders(claims: Iterable[ClaimDocument]) -> list[PartyDocument]:
    """Who responded to any of these claims, whoever did so first before the others."""
    responses = {one.key: one for claim in claims for one in claim.responses}.values()
    ordered = sorted(responses, key=made_first)
    return list({one.responder.key: one.responder for one in ordered}.values())


def _cell(
    point: AllegationRow, responder: PartyDocument, asked: dict[str, RequestDocument]
) -> Cell:
    answers = [one for one in point.answers if one.response.responder is responder]
    if answers:
        return Cell(responder, answers)
    own = [one for one in point.claim.responses if one.responder is responder]
    if own:
        whole = next((one for one in own if one.on_file == OnFile.WHOLE), own[0])
        return Cell(responder, silence=_passed_over(whole), response=whole)
    request = asked.get(responder.key)
    if request is not None:
        return Cell(responder, silence=asked_in_words(request))
    return Cell(responder, silence=_("No response to this claim recorded."))


def _passed_over(response: ResponseDocument) -> str:
    """What is known of a point that a response on file does not answer."""
    if response.on_file == OnFile.WHOLE:
        return _("Not answered in %(reference)s.") % {"reference": response.reference}
    if response.on_file == OnFile.EXCERPTS:
        return _("Not in the excerpts of %(reference)s on file.") % {
            "reference": response.reference
        }
    return _("The words of %(reference)s are not on file.") % {"reference": response.reference}
