"""Whose turn it is in a request: what a request's page, its row and the filter `turn` say alike."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tracker.record.choices import Outcome

OPEN, OVERDUE, ANSWERED, CLOSED = "open", "overdue", "answered", "closed"
# In the index, where the day of asking decides between open and overdue.
WAITING = "waiting"

TURN_LABELS = {
    OPEN: _("awaiting a reply"),
    OVERDUE: _("deadline passed"),
    ANSWERED: _("answered, at least in part"),
    CLOSED: _("refused or overtaken by events"),
}
_OF_OUTCOME = {
    Outcome.NONE: WAITING,
    Outcome.ANSWERED: ANSWERED,
    Outcome.PARTLY: ANSWERED,
    Outcome.REFUSED: CLOSED,
    Outcome.LAPSED: CLOSED,
}


def turn_in_index(outcome: str) -> str:
    """The turn of a request with this outcome, whatever the day."""
    return _OF_OUTCOME[Outcome(outcome)]


def turn_on(day: date, outcome: str, due: date | None) -> str:
    """A key of TURN_LABELS. A request without a deadline stays open."""
    turn = turn_in_index(outcome)
    if turn != WAITING:
        return turn
    return OVERDUE if due is not None and due < day else OPEN
