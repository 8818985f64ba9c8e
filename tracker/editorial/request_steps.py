"""What happens to a request once it was sent: reminders, more time, pauses, a reply.

The request's own deadline is the one in force. A step keeps which it was before and is since, so
that readers are told both and the last step can be taken back. Like any other change a step waits
for a second person; only that a reply has come is told at once.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.deadlines import MOST_DAYS, last_day, resumed, today
from tracker.editorial.receipts import note_reply
from tracker.editorial.rights import may
from tracker.ledger.models import Entry
from tracker.record.choices import Outcome, RequestKind, RequestStepKind
from tracker.record.models import Request, RequestStep, Status
from tracker.record.nouns import NOUNS

# Those that say something of the deadline.
CLOCK = (RequestStepKind.EXTENDED, RequestStepKind.PAUSED, RequestStepKind.RESUMED)


class Step(NamedTuple):
    """What is to be noted: what happened on which day, and for more time how much.

    More time is `until` a day, or so many `days` after the deadline; what is left after a pause is
    counted in days or, if `are_working`, in working days.
    """

    kind: str
    day: date
    days: int = 0
    are_working: bool = False
    until: date | None = None
    is_their_wish: bool = False
    note: str = ""


def may_happen(request: Request) -> list[str]:
    """The kinds of steps that can be noted of a request now; none where nobody is awaited."""
    if request.is_appeal or not request.sent_on or request.status == Status.WITHDRAWN:
        return []
    if request.outcome != Outcome.NONE:
        return []
    clock = [RequestStepKind.EXTENDED]
    if pause_of(request) is not None:
        clock = [RequestStepKind.RESUMED]
    elif _day_of(request) is not None:
        clock.append(RequestStepKind.PAUSED)
    return [RequestStepKind.REMINDED, RequestStepKind.REPLIED, *clock]


def pause_of(request: Request) -> RequestStep | None:
    """The pause in which the deadline of a request is; None where it runs, or there is none."""
    last = request.steps.filter(kind__in=CLOCK).order_by("-happened_on", "-pk").first()
    return last if last is not None and last.kind == RequestStepKind.PAUSED else None


def note_step(request: Request, user: Person, step: Step) -> RequestStep:
    """Note that something happened to a request, and what follows for its deadline or outcome.

    Raises ValidationError, by the field where it is one's, for what cannot have happened so.
    """
    with transaction.atomic():
        is_told = step.kind == RequestStepKind.REPLIED and may(user, "change", NOUNS["request"])
        publishes = Publishes.OWN if is_told else Publishes.NOTHING
        with change(user, Entry.Action.CHANGED, publishes=publishes) as door:
            locked = Request.objects.select_for_update().get(pk=request.pk)
            _refuse_what_cannot_be(locked, step)
            row = RequestStep(
                request=locked,
                kind=step.kind,
                happened_on=step.day,
                is_their_wish=step.is_their_wish and step.kind in CLOCK[:2],
                internal_notes=step.note,
            )
            if step.kind in CLOCK:
                row.due_before, row.due_on = locked.due_on, _deadline_after(locked, step)
                locked.due_on = row.due_on
            elif step.kind == RequestStepKind.REPLIED:
                locked.outcome = Outcome.RECEIVED
            row.full_clean(exclude=["request"])
            row.save()
            locked.save()
            door.touch(locked)
        if step.kind == RequestStepKind.REPLIED:
            _tell_of_reply(locked, user, step.day)
    return row


def take_back(request: Request, user: Person, step: int) -> None:
    """Take back the last step of a request, noted by mistake. Raises ValidationError where it is
    not the last any more, or what followed from it was changed since."""
    with change(user, Entry.Action.CHANGED) as door:
        locked = Request.objects.select_for_update().get(pk=request.pk)
        last = locked.steps.order_by("pk").last()
        if last is None or last.pk != step:
            raise ValidationError(_("Something else was noted since. Look at it once more."))
        if last.kind in CLOCK:
            if locked.due_on != last.due_on:
                raise ValidationError(_("The deadline was changed since."))
            locked.due_on = last.due_before
        elif last.kind == RequestStepKind.REPLIED:
            if locked.outcome != Outcome.RECEIVED:
                raise ValidationError(_("The outcome was changed since."))
            locked.outcome = Outcome.NONE
        last.delete()
        locked.save()
        door.touch(locked)


def _refuse_what_cannot_be(request: Request, step: Step) -> None:
    if step.kind not in may_happen(request):
        raise ValidationError({"kind": _("That cannot be noted of this request now.")})
    if step.day > today():
        raise ValidationError({"day": _("This day is still to come.")})
    sent = request.sent_on_earliest
    if sent and step.day < sent:
        raise ValidationError({"day": _("It was sent after this day.")})
    last = request.steps.order_by("-happened_on").first()
    if last is not None and step.day < last.happened_on:
        raise ValidationError({"day": _("Something noted already happened after this day.")})


def _deadline_after(request: Request, step: Step) -> str:
    """The deadline in force after a step; empty in a pause."""
    try:
        return _counted(request, step)
    except OverflowError as late:
        raise ValidationError(_("That is after the last day of the calendar.")) from late


def _counted(request: Request, step: Step) -> str:
    if step.kind == RequestStepKind.EXTENDED:
        return _extended(request, step).isoformat()
    due = _day_of(request)
    if step.kind == RequestStepKind.PAUSED:
        if due is None or due < step.day:
            raise ValidationError({"day": _("The deadline had passed by then.")})
        return ""
    pause = pause_of(request)
    before = _exact(pause.due_before) if pause else None
    if pause is None or before is None:
        raise ValidationError({"kind": _("That cannot be noted of this request now.")})
    since = resumed(before, pause.happened_on, step.day, are_working=step.are_working)
    return since.isoformat()


def _extended(request: Request, step: Step) -> date:
    due, until = _day_of(request), step.until
    if until is None and not step.days:
        raise ValidationError({"days": _("Say by how many days, or until which day.")})
    if until is not None and step.days:
        raise ValidationError({"until": _("Give a number of days or a day, not both.")})
    name = "days" if until is None else "until"
    if until is None:
        if due is None:
            raise ValidationError(
                {"days": _("Its deadline is no single day: give the day of the new one.")}
            )
        until = last_day(due, step.days, are_working=step.are_working)
    if request.due_on_latest is not None and until <= request.due_on_latest:
        raise ValidationError({name: _("The new deadline is not after the one in force.")})
    if request.sent_on_latest is not None and until <= request.sent_on_latest:
        raise ValidationError({name: _("The new deadline is not after the day of sending.")})
    if (until - (due or step.day)).days > MOST_DAYS:
        words = _("A deadline is at most %(most)d days away.") % {"most": MOST_DAYS}
        raise ValidationError({name: words})
    return until


def _day_of(request: Request) -> date | None:
    """The deadline in force, where it is a single day."""
    return _exact(request.due_on)


def _exact(due: str) -> date | None:
    try:
        return date.fromisoformat(due)
    except ValueError:
        return None


def _tell_of_reply(request: Request, user: Person, day: date) -> None:
    """Of a request for a response, its claim has that a reply is being entered, told at once."""
    claim = request.claim
    if claim is None or request.kind != RequestKind.RESPONSE or claim.status == Status.WITHDRAWN:
        return
    if may(user, "change", NOUNS["claim"]) and claim.accused.filter(pk=request.asked_id).exists():
        note_reply(claim, request.asked, user, day)
