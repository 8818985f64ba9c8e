"""Whose turn it is in a request: what a request's page, its row and the filter `turn` say alike."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tracker.record.choices import Outcome

OPEN, OVERDUE, RECEIVED = "open", "overdue", "received"
ANSWERED, CLOSED, APPEAL = "answered", "closed", "appeal"

TURN_LABELS = {
    OPEN: _("awaiting a reply"),
    OVERDUE: _("deadline passed"),
    RECEIVED: _("reply received, being entered"),
    ANSWERED: _("answered, at least in part"),
    CLOSED: _("refused, undelivered or overtaken by events"),
    APPEAL: _("public appeal; no reply is due"),
}
_OF_OUTCOME = {
    Outcome.RECEIVED: RECEIVED,
    Outcome.ANSWERED: ANSWERED,
    Outcome.PARTLY: ANSWERED,
    Outcome.REFUSED: CLOSED,
    Outcome.UNDELIVERED: CLOSED,
    Outcome.LAPSED: CLOSED,
}


def turn_at_last(outcome: str, due: date | None, *, is_appeal: bool) -> str:
    """A key of TURN_LABELS, once the deadline has passed if there is one."""
    if outcome != Outcome.NONE:
        return _OF_OUTCOME[Outcome(outcome)]
    if is_appeal:
        return APPEAL
    return OPEN if due is None else OVERDUE


def turn_on(day: date, outcome: str, due: date | None, *, is_appeal: bool) -> str:
    """The same on a day. A request without a deadline stays open."""
    turn = turn_at_last(outcome, due, is_appeal=is_appeal)
    return OPEN if turn == OVERDUE and due is not None and due >= day else turn
