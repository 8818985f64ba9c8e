"""A request for a response, begun from a claim and one of its accused; that it was sent today."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person, change
from tracker.editorial.deadlines import MOST_DAYS, last_day, today
from tracker.editorial.request_models import BLANK, RequestWording
from tracker.ledger.models import Entry
from tracker.record.date_words import in_words
from tracker.record.models import Claim, Party, Request

LONGEST_TITLE = 300


def begun(claim: Claim, accused: Party, wording: RequestWording) -> dict[str, Any]:
    """What the form of a new request begins with."""
    points = claim.allegations.order_by("number").values_list("number", "text")
    filled = {
        "asker": wording.asker.name if wording.asker else "",
        "accused": accused.name,
        "claimants": ", ".join(
            claim.claimants.order_by("claimant_links__position", "name").values_list(
                "name", flat=True
            )
        ),
        "claim": claim.title,
        "made_on": str(in_words(claim.made_on)),
        "points": "\n".join(f"{number}. {text}" for number, text in points),
    }
    return {
        "kind": Request.Kind.RESPONSE,
        "claim": claim.pk,
        "asked": accused.pk,
        "asker": wording.asker_id,
        "title": _filled(wording.title, filled)[:LONGEST_TITLE],
        "text": _filled(wording.text, filled),
    }


def _filled(text: str, filled: dict[str, str]) -> str:
    """The text with its blanks filled in once: a name with braces in it stays as it is."""
    return BLANK.sub(lambda blank: filled.get(blank[1], blank[0]), text).strip()


def send_today(request: Request, user: Person, days: int, *, are_working: bool) -> Request:
    """Note that a request was sent today and by when a reply is awaited; 0 days: no deadline.

    What readers see of it waits for a second person. Raises ValidationError where it was sent
    before, is a public appeal, or the deadline is no sensible one.
    """
    if not 0 <= days <= MOST_DAYS:
        raise ValidationError(_("A deadline is at most %(most)d days away.") % {"most": MOST_DAYS})
    with change(user, Entry.Action.CHANGED) as door:
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.sent_on:
            raise ValidationError(_("It was sent already, as it says here."))
        if locked.is_appeal:
            raise ValidationError(_("A public appeal is sent to nobody."))
        day = today()
        locked.sent_on = day.isoformat()
        if days:
            locked.due_on = last_day(day, days, are_working=are_working).isoformat()
        locked.full_clean(exclude=["reference"])
        locked.save()
        door.touch(locked)
    return locked
