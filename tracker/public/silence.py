"""What the pages say where an allegation has no answer: only what the record knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.record.date_words import in_words
from tracker.record.models import Claim, Request
from tracker.record.querysets import NONE, OPEN, OVERDUE


def silence(claim: Claim, state: str, requests: Iterable[Request]) -> str:
    """The sentence for an allegation of `claim` in `state`, one of OPEN, OVERDUE and NONE.

    `requests` are the visible requests about the claim. Silence is never called a refusal: without
    a sent request and a passed deadline the sentence says only what was looked for, and when.
    """
    asked = [r for r in requests if r.kind == Request.Kind.RESPONSE and r.is_open and r.sent_on]
    if state == OVERDUE:
        return asked_in_words(next(r for r in asked if _has_passed(r.due_on_latest)))
    if state == OPEN:
        return asked_in_words(asked[0])
    return no_response_recorded(claim.checked_on, claim.checked_where)


def asked_in_words(request: Request) -> str:
    """What is known of an open request for a response that was sent."""
    named = {"party": request.asked.name, "date": in_words(request.due_on)}
    if _has_passed(request.due_on_latest):
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


def _has_passed(due: date | None) -> bool:
    return due is not None and due < timezone.localdate()


def silent_points(claim: Any, requests: list[Request]) -> None:
    """Give each allegation of a loaded claim its `silence`, and who answered elsewhere only.

    `passed_over` holds the visible responses that address the claim but not this point.
    """
    responses = list(claim.responses.all())
    for point in claim.allegations.all():
        point.is_silent = point.response_state in (OPEN, OVERDUE, NONE)
        point.silence = silence(claim, point.response_state, requests) if point.is_silent else ""
        answered = {answer.response_id for answer in point.answers.all()}
        point.passed_over = [r for r in responses if r.pk not in answered]
