"""The only writer of a record's status.

Each move is guarded: it must be in the table, the record must stand where the move begins, the
user must hold the permission, and what the gate finds missing stops it. The row is locked while it
is moved, so that of two people pressing a button only one moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.coming_along import first_shown
from tracker.editorial.findings import stops
from tracker.editorial.harm_decisions import (
    Answer,
    Undecided,
    refuse_in_reason,
    settle,
    wants_changes,
    with_unseen,
)
from tracker.editorial.own_records import may_change
from tracker.editorial.quoted import look_for_quotes
from tracker.editorial.reviewers import end_links
from tracker.editorial.rights import may
from tracker.editorial.second_person import by_another
from tracker.editorial.wording import findings, findings_of, in_spite_of
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Verdict
from tracker.record.models import DossierClaim, Publishable, Status
from tracker.record.nouns import NOUNS, name_of, noun_name
from tracker.record.text import validate_prose

Lazy = str | Promise


class Move(NamedTuple):
    """One step between two statuses, and what it takes."""

    label: Lazy
    begins: tuple[Status, ...]
    ends: Status
    permission: str
    recorded: Entry.Action
    gated: bool = False
    needs_reason: bool = False
    takes_away: bool = False
    # Whoever entered a record may make the move with it, without leave to change all.
    of_own: bool = False


MOVES = {
    "submit": Move(
        gettext_lazy("Send for review"),
        (Status.DRAFT,),
        Status.IN_REVIEW,
        "change",
        Entry.Action.SUBMITTED,
        gated=True,
        of_own=True,
    ),
    "return": Move(
        gettext_lazy("Back to draft"),
        (Status.IN_REVIEW,),
        Status.DRAFT,
        "change",
        Entry.Action.RETURNED,
        needs_reason=True,
    ),
    "publish": Move(
        gettext_lazy("Publish"),
        (Status.IN_REVIEW,),
        Status.PUBLISHED,
        "publish",
        Entry.Action.PUBLISHED,
        gated=True,
    ),
    "withdraw": Move(
        gettext_lazy("Withdraw"),
        (Status.PUBLISHED,),
        Status.WITHDRAWN,
        "publish",
        Entry.Action.WITHDRAWN,
        needs_reason=True,
        takes_away=True,
    ),
    "reopen": Move(
        gettext_lazy("Reopen as draft"),
        (Status.WITHDRAWN,),
        Status.DRAFT,
        "publish",
        Entry.Action.REOPENED,
    ),
}


# Of what no dossier holds.
NO_LINKS = DossierClaim.objects.none()


class MoveRefused(Exception):
    """A move that may not be made; the message is a sentence for the person who asked."""


class MoveDoubted(MoveRefused):
    """A publication that the gate has doubts about, which a reason would answer."""


def moves_for(record: Publishable, user: Person) -> dict[str, Move]:
    """The moves that `user` may make with `record` where it stands now."""
    return {
        name: move
        for name, move in MOVES.items()
        if record.status in move.begins and _may_make(user, move, record)
    }


def _may_make(user: Person, move: Move, record: Publishable) -> bool:
    if may(user, move.permission, NOUNS[noun_name(record)]):
        return True
    return move.of_own and may_change(user, record)


def make_move(
    record: Publishable,
    name: str,
    user: Person,
    reason: str = "",
    answers: Mapping[str, Answer] | None = None,
) -> Publishable:
    """Move a record and return it as saved. Raises MoveRefused with the reason why not.

    The reason is that of a move that needs one; of a publication it answers the gate's doubts.
    `answers` are what was decided about words that may harm somebody: an account has to before it
    publishes. Of a file that is imported, and of the command line, nothing is asked.
    """
    move = MOVES[name]
    reason = reason.strip()
    validate_prose(reason)
    publishes = move.ends == Status.PUBLISHED
    if move.takes_away or publishes:
        _refuse_in_reason(reason)
    with change(
        user,
        move.recorded,
        reason if move.needs_reason else "",
        publishes=Publishes.ALL,
        approve=by_another(user, MoveRefused, name_of(record)) if publishes else _nothing,
    ) as door:
        if move.gated and not door.is_bulk:
            # What was saved in this request is not looked for yet. What a file gives is once all of
            # it is there: it has nobody who could say why it is published in spite of a doubt.
            look_for_quotes({noun_name(record): {record.pk}})
        moved, found = _moved(record, move, user, reason)
        door.touch(moved)
        door.about(moved)
        if move.takes_away:
            end_links(moved)
        if publishes:
            # Which dossiers hold it is told from now on.
            for link in getattr(moved, "dossier_links", NO_LINKS).select_related("dossier"):
                door.touch(link.dossier, Entry.Action.CHANGED, Publishes.OWN)
            if user is not None and not door.is_bulk:
                along = first_shown(door.verdict())
                found += [one for row in along.values() for one in findings_of(row)]
            _refuse(found, reason)
            if user is not None and not door.is_bulk:
                _decide(moved, user, answers or {})
            if found:
                door.reason = in_spite_of(found, reason)
    return moved


def _refuse(found: list[str], reason: str) -> None:
    """Raise MoveRefused for what the gate found, or MoveDoubted where a reason would answer it."""
    if stops(found):
        raise MoveRefused(" ".join(found))
    if found and not reason:
        raise MoveDoubted(" ".join(found))


def _refuse_in_reason(reason: str) -> None:
    try:
        refuse_in_reason(reason)
    except Undecided as error:
        raise MoveRefused(str(error)) from error


def _decide(record: Publishable, user: Person, answers: Mapping[str, Answer]) -> None:
    """Keep what was decided about harm. Raises MoveDoubted where something was not."""
    if wants_changes(answers):
        raise MoveRefused(_("Something is to be changed first: nothing is published."))
    try:
        settle(with_unseen(record), user, answers)
    except Undecided as undecided:
        raise MoveDoubted(str(undecided)) from undecided


def _nothing(verdict: Verdict) -> None:
    """A move that shows readers nothing takes no second person."""


def _moved(
    record: Publishable, move: Move, user: Person, reason: str
) -> tuple[Publishable, list[str]]:
    manager = type(record)._default_manager
    fresh: Publishable = manager.select_for_update().get(pk=record.pk)
    if fresh.status not in move.begins:
        raise MoveRefused(
            _("“%(move)s” begins at %(begins)s; this record is: %(status)s.")
            % {
                "move": move.label,
                "begins": get_text_list([str(s.label) for s in move.begins], _("or")),
                "status": fresh.get_status_display(),
            }
        )
    if not _may_make(user, move, fresh):
        raise MoveRefused(_("Your account may not do this: “%(move)s”.") % {"move": move.label})
    if move.needs_reason and not reason:
        for_readers = _("Give a reason: readers will find it in place of the record.")
        for_the_desk = _("Give a reason: whoever wrote it finds it at the head of the form.")
        raise MoveRefused(for_readers if move.takes_away else for_the_desk)
    # Whoever sends it for review leaves doubts to who publishes it.
    found = findings(fresh) if move.gated else []
    if stops(found):
        raise MoveRefused(" ".join(found))
    _set_status(fresh, move.ends, user, reason)
    return fresh, found


def _set_status(
    record: Publishable,
    status: Status,
    user: Person,
    reason: str,
) -> None:
    now = timezone.now()
    record.status = status
    if status == Status.PUBLISHED:
        record.published_at = record.published_at or now
        record.withdrawn_at, record.withdrawn_reason = None, ""
    elif status == Status.WITHDRAWN:
        record.withdrawn_at, record.withdrawn_reason = now, reason
    elif status == Status.IN_REVIEW and user is not None:
        record.submitted_by_id = user.pk
    # The database holds its constraints itself; none hangs on what a move writes but those on the
    # status, which is written with its times.
    record.full_clean(exclude=["submitted_by"], validate_unique=False, validate_constraints=False)
    record.save()


def publish_from_draft(record: Publishable, user: Person) -> Publishable:
    """Both steps from draft to published, each as guarded as by hand; for imports."""
    make_move(record, "submit", user)
    return make_move(record, "publish", user)
