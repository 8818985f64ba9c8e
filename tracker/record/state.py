"""The response state of an allegation, for rows that are in hand; in SQL: `querysets/said.py`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.translation import gettext_lazy as _

ANSWERED, OPEN, OVERDUE, NONE = "answered", "open", "overdue", "none"

STATE_LABELS = {
    ANSWERED: _("answered"),
    OPEN: _("request open"),
    OVERDUE: _("no reply by the deadline"),
    NONE: _("no response recorded"),
}


class Asked(Protocol):
    """A request about the claim that holds the allegation."""

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent, asks for a response, and has no recorded outcome."""

    @property
    def due_on_latest(self) -> date | None: ...


def response_state(is_answered: bool, requests: Iterable[Asked], today: date) -> str:
    """A key of STATE_LABELS. Without a deadline a sent request stays open."""
    if is_answered:
        return ANSWERED
    due = [asked.due_on_latest for asked in requests if asked.is_waiting]
    if any(day is not None and day < today for day in due):
        return OVERDUE
    return OPEN if due else NONE
