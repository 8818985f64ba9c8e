"""What the pages say where an allegation has no answer: only what the record knows."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tracker.edition.documents import AllegationRow, RequestDocument
from tracker.record.date_words import in_words
from tracker.record.state import OPEN, OVERDUE


def silence(point: AllegationRow) -> str:
    """The sentence for an allegation without an answer; empty where it has one.

    Silence is never called a refusal: without a sent request and a passed deadline the sentence
    says only what was looked for, and when.
    """
    claim, state = point.claim, point.response_state
    asked = [one for one in claim.requests if one.is_waiting]
    if state == OVERDUE:
        return asked_in_words(next(one for one in asked if one.is_overdue))
    if state == OPEN:
        return asked_in_words(asked[0])
    return no_response_recorded(claim.checked_on, claim.checked_where) if point.is_silent else ""


def asked_in_words(request: RequestDocument) -> str:
    """What is known of an open request for a response that was sent."""
    named = {"party": request.asked.name, "date": in_words(request.due_on)}
    if request.is_overdue:
        return _("No reply by the deadline of %(date)s on record. Asked: %(party)s.") % named
    if request.due_on:
        return _("%(party)s was asked for a response, due on %(date)s.") % named
    return _("%(party)s was asked for a response; no deadline is on record.") % named


def no_response_recorded(checked_on: date | None, where: str) -> str:
    """“No response recorded”, with the day and place of the last look if there was one."""
    if not checked_on:
        return _("No response recorded.")
    day = in_words(checked_on.isoformat())
    if where:
        return _("No response recorded (last checked %(date)s in: %(where)s).") % {
            "date": day,
            "where": where,
        }
    return _("No response recorded (last checked %(date)s).") % {"date": day}
