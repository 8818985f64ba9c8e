"""Allegations by parties: what each of the accused replied on each point, or what is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    ClaimDocument,
    PartyDocument,
    PartyState,
    ResponseDocument,
    made_first,
)
from tracker.record.sentences import Sentence
from tracker.record.state import ANSWERED, NOT_ON_FILE, STATES
from tracker.words.states import coverage, point_label, state_sentence, still_missing


@dataclass
class Cell:
    """One allegation and one party: its answers, and what is known of its reply.

    `words` are empty where it replied and nothing is to be added.
    """

    party: PartyDocument
    answers: list[AnswerRow] = field(default_factory=list)
    words: Sentence | str = ""
    # The same in a few words, where they are many.
    label: str = ""
    # A reply that is not held, or that passes over the point, to read it in.
    response: ResponseDocument | None = None


@dataclass
class Row:
    """One allegation, with a cell for each party."""

    claim: ClaimDocument
    point: AllegationRow
    cells: list[Cell]

    @property
    def sum(self) -> str:
        """How many of those that it is said of replied on it, and of how many we cannot tell."""
        states = [one.state for one in self.point.states]
        told = {"count": localize(states.count(ANSWERED)), "total": localize(len(states))}
        if not states:
            return _("accused not named")
        if unclear := states.count(NOT_ON_FILE):
            told["unclear"] = localize(unclear)
            words = _(
                "%(count)s of %(total)s accused replied on this point; for %(unclear)s we cannot "
                "tell"
            )
        else:
            words = _("%(count)s of %(total)s accused replied on this point")
        return words % told


@dataclass
class Column:
    """One party: an accused with its states on the points made against it, or another that
    responded to `others` of the points."""

    party: PartyDocument
    is_accused: bool
    standing: dict[str, int] = field(default_factory=dict)
    others: int = 0

    @property
    def sum(self) -> str:
        """What is known of its replies; of the accused only on points made against it."""
        if self.is_accused:
            return coverage(self.standing, sum(self.standing.values()))
        return ngettext(
            "not accused; words on %(count)s point",
            "not accused; words on %(count)s points",
            self.others,
        ) % {"count": localize(self.others)}


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
    accused = {one.key: one for claim in ordered for one in claim.accused}
    columns = [Column(one, True) for one in accused.values()]
    columns += [Column(one, False) for one in _others(ordered) if one.key not in accused]
    rows = [
        Row(claim, point, [_cell(point, column.party, column.is_accused) for column in columns])
        for claim in ordered
        for point in claim.allegations
    ]
    for number, column in enumerate(columns):
        _count(column, [(row.point, row.cells[number]) for row in rows])
    return Matrix(columns, rows)


def _others(claims: Iterable[ClaimDocument]) -> list[PartyDocument]:
    """Who responded to any of these claims, whoever did so first before the others."""
    responses = {one.key: one for claim in claims for one in claim.responses}.values()
    ordered = sorted(responses, key=made_first)
    return list({one.key: one for made in ordered for one in made.responders}.values())


def _count(column: Column, cells: list[tuple[AllegationRow, Cell]]) -> None:
    found = [known.state for point, _cell in cells if (known := _state_of(point, column.party))]
    column.standing = {state: found.count(state) for state in STATES if state in found}
    column.others = sum(1 for _point, cell in cells if cell.answers)


def _state_of(point: AllegationRow, party: PartyDocument) -> PartyState | None:
    return next((one for one in point.states if one.party.key == party.key), None)


def _cell(point: AllegationRow, party: PartyDocument, is_accused: bool) -> Cell:
    known = _state_of(point, party)
    if known is None:
        own = [one for one in point.answers if _gives(party, one)]
        return Cell(party, own, _("not accused here") if is_accused and not own else "")
    others = [one for one in point.other_answers if _gives(party, one)]
    answers = [*known.answers, *others]
    if known.answers:
        missing = still_missing(known)
        label = _("Another reply, not read in full") if missing else ""
        return Cell(party, answers, missing or "", label)
    response = next(iter(known.responses), None)
    return Cell(party, answers, state_sentence(known), capfirst(point_label(known.state)), response)


def _gives(party: PartyDocument, answer: AnswerRow) -> bool:
    return any(one.key == party.key for one in answer.response.responders)
